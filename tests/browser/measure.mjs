// Figures of the page: node measure.mjs INPUT…   (files that gongtu build reads; load.mjs measures the
// server under load, made.mjs makes articles for a graph of 10,000 things)
import { readFileSync } from "node:fs";
import http from "node:http";
import { gzipSync } from "node:zlib";
import { browser, serve } from "./server.mjs";

const inputs = process.argv.slice(2);
const server = await serve(inputs);
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
const get = (path, headers = {}) => new Promise((done, failed) => {
  const begun = performance.now();
  http.get(server.base + path, { agent, headers }, (answer) => {
    let bytes = 0;
    answer.on("data", (chunk) => { bytes += chunk.length; });
    answer.on("end", () => done({ status: answer.statusCode, bytes, ms: performance.now() - begun }));
    answer.on("error", failed);
  }).on("error", failed);
});

const WORDS = ["南通", "nantong", "ntszgh", "工会", "产改", "行动", "苏州市", "张", "劳动", "xinjiuye", "方案", "suqian"];
for (const word of WORDS) await get(`/api/search?q=${encodeURIComponent(word)}`);
const search = [], file = [];
for (let n = 0; n < 600; n++) {
  search.push((await get(`/api/search?limit=12&q=${encodeURIComponent(WORDS[n % WORDS.length])}`)).ms);
  file.push((await get("/ui/icon.svg")).ms);
}
console.log(`search: median ${median(search).toFixed(2)} ms; a bare file ${median(file).toFixed(2)} ms; ratio ${(median(search) / median(file)).toFixed(1)}`);

const paint = [], weight = {};
for (let n = 0; n < 5; n++) {
  const chrome = await browser();
  for (const [name, path] of [["home", "/"], ["place", "/id/place/320500"], ["graph", "/graph"], ["map", "/map"], ["query", "/query"]]) {
    const page = await chrome.context.newPage();
    let bytes = 0;
    page.on("response", async (answer) => { const size = await answer.request().sizes().catch(() => null); bytes += size?.responseBodySize ?? 0; });
    await page.goto(server.base + path, { waitUntil: "networkidle" });
    const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
    const useful = await page.evaluate(() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true })));
    if (name === "home") paint.push([first, useful]);
    weight[name] = bytes;
    await page.close();
  }
  await chrome.close();
}
console.log(`home: first paint ${median(paint.map((p) => p[0])).toFixed(0)} ms, largest ${median(paint.map((p) => p[1])).toFixed(0)} ms (medians of 5 new browsers)`);
console.log("weight in KiB as sent:", Object.fromEntries(Object.entries(weight).map(([name, bytes]) => [name, Math.round(bytes / 1024)])));

const chrome = await browser();
const page = await chrome.context.newPage();
await page.goto(`${server.base}/graph`);
await page.waitForSelector(".canvas[data-drawn]");
await page.selectOption(".filters select", "10000");
await page.waitForFunction(() => Number(document.querySelector(".canvas").dataset.drawn) > 600, null, { timeout: 120000 });
await page.waitForTimeout(1500);
const box = await page.locator(".canvas").boundingBox();
const frames = async (what, act) => {
  await page.evaluate(() => { window.f_ = []; window.go_ = true; let last = performance.now(); const tick = (now) => { window.f_.push(now - last); last = now; if (window.go_) requestAnimationFrame(tick); }; requestAnimationFrame(tick); });
  await act();
  await page.waitForTimeout(300);
  const all = await page.evaluate(() => { window.go_ = false; return window.f_; });
  console.log(`  ${what}: ${(all.length / all.reduce((a, b) => a + b, 0) * 1000).toFixed(0)} frames a second, worst frame ${Math.max(...all).toFixed(0)} ms`);
};
console.log(`graph of ${await page.evaluate(() => document.querySelector(".tally").textContent)}`);
await frames("dragging", async () => {
  await page.mouse.move(box.x + 300, box.y + 300);
  await page.mouse.down();
  for (let n = 0; n < 60; n++) await page.mouse.move(box.x + 300 + n * 3, box.y + 300 + n * 2);
  await page.mouse.up();
});
await frames("zooming", async () => { for (let n = 0; n < 20; n++) { await page.mouse.wheel(0, n < 10 ? -120 : 120); await page.waitForTimeout(40); } });
await frames("filtering", async () => { await page.locator("fieldset").first().locator("input").first().uncheck(); });
await chrome.close();

agent.destroy();
const sizes = ["app.js", "app.css", "network.js", "charts.js", "editor.js"].map((name) => { const bytes = readFileSync(new URL(`../../src/web/ui/dist/${name}`, import.meta.url)); return `${name} ${Math.round(bytes.length / 1024)}/${Math.round(gzipSync(bytes).length / 1024)}`; });
console.log("files, KiB plain/compressed:", sizes.join(", "));
await server.stop();
