// The README's pictures, from the real page over the sample page: node pictures.mjs ../../docs/pictures
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { browser, serve } from "./server.mjs";

const out = process.argv[2] ?? "../../docs/pictures";
mkdirSync(out, { recursive: true });
const inputs = process.argv.slice(3);
const server = await serve(inputs.length ? inputs : [resolve(import.meta.dirname, "../../data/sample/page.txt")]);
const first = async (words, kind) => (await (await fetch(`${server.base}/api/search?limit=1&class=${kind}&q=${encodeURIComponent(words)}`)).json()).hits[0].path;

/** A picture as WebP, which Playwright does not write: the browser itself does. */
async function take(name, path, { act = async () => {}, ...options } = {}) {
  const chrome = await browser({ viewport: { width: 1180, height: 740 }, ...options });
  const page = await chrome.context.newPage();
  await page.goto(server.base + path, { waitUntil: "networkidle" });
  await act(page);
  await page.waitForTimeout(800);
  const png = (await page.screenshot()).toString("base64");
  const blank = await chrome.context.newPage();
  const webp = await blank.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.8).split(",")[1];
  }, png);
  writeFileSync(join(out, `${name}.webp`), Buffer.from(webp, "base64"));
  await chrome.close();
}

await take("search", "/", { act: async (page) => { await page.fill("main input[type=search]", "sqs"); await page.waitForSelector("[role=option] .name"); } });
await take("place", await first("宿迁市", "Place"));
await take("article", await first("宿迁", "Article"), { act: async (page) => { await page.locator(".text .badge").nth(2).click(); await page.locator(".panel .why").nth(2).click(); await page.waitForTimeout(800); await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" })); } });
await take("graph", "/graph", { colorScheme: "dark", act: async (page) => { await page.waitForSelector(".canvas[data-drawn]"); } });
await server.stop();
