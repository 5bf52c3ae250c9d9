// The page as people use it, in a real browser.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { browser, program, serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server, chrome, page, complaints;

before(async () => { server = await serve(); chrome = await browser(); });
after(async () => { await chrome?.close(); await server?.stop(); });

beforeEach(async () => {
  complaints = [];
  page = await chrome.context.newPage();
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`); });
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.base)) complaints.push(`outside: ${request.url()}`); });
});
afterEach(async () => {
  await page.evaluate(() => localStorage.clear()).catch(() => {});
  await page.close();
  assert.deepEqual(complaints, [], "no console error, no outside request, no dialog");
});

const open = async (path) => { await page.goto(server.base + path); await page.waitForSelector("main h1"); };
const answer = async (path) => (await fetch(server.base + path)).json();
const first = async (words, kind) => (await answer(`/api/search?limit=1&class=${kind}&q=${encodeURIComponent(words)}`)).hits[0];

/** Waits until the canvases under an element show more than a few colours: a blank one shows one. */
const drawn = async (selector) => {
  await page.waitForSelector(`${selector}[data-drawn]`);
  await page.waitForFunction((selector) => {
    const seen = new Set();
    for (const canvas of document.querySelectorAll(`${selector} canvas`)) {
      if (!canvas.width || !canvas.height) continue;
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      for (let at = 0; at < data.length; at += 4 * 7) if (data[at + 3] > 200) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    }
    return seen.size > 5;
  }, selector, { polling: 200 });
};

describe("the way from a search to a sentence", () => {
  it("goes by typing, choosing, clicking a fact, and into the article", async () => {
    await open("/");
    // The field can be reached where it is seen.
    await page.click("main input[type=search]");
    await page.fill("main input[type=search]", "宿迁市");
    await page.waitForSelector("[role=option] .name");
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector("[role=option][aria-selected=true]");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("main h1")?.textContent?.includes("宿迁市"));
    await page.click(".group .fact .why");
    const sentence = (await page.textContent(".group .evidence blockquote")).trim();
    assert.ok(sentence.length > 5, sentence);
    await page.click(".group .evidence a.source");
    await page.waitForSelector(".sentence.chosen");
    const chosen = (await page.textContent(".sentence.chosen")).replace(/\d+ 条事实|\s|\d/g, "");
    assert.ok(sentence.replace(/\s|\d/g, "").slice(0, 20).startsWith(chosen.slice(0, 12)), `${chosen} | ${sentence}`);
    assert.ok(await page.isVisible(".panel .evidence"));
    const all = await page.locator(".panel .fact").count();
    await page.locator(".text .badge[aria-pressed=false]").last().click();
    await page.waitForFunction(() => [...document.querySelectorAll(".badge")].at(-1).getAttribute("aria-pressed") === "true");
    assert.equal(await page.locator(".badge[aria-pressed=true]").count(), 1);
    assert.ok(all >= 1 && (await page.locator(".panel .fact").count()) >= 1);
  });

  it("finds by pinyin and by another name", async () => {
    await open("/");
    await page.fill("main input[type=search]", "suqians");
    await page.waitForFunction(() => [...document.querySelectorAll("[role=option]")].some((one) => one.textContent.includes("宿迁市")));
    await page.fill("main input[type=search]", "产改方案");
    await page.waitForFunction(() => [...document.querySelectorAll("[role=option]")].some((one) => one.textContent.includes("关于进一步深化产业工人队伍建设改革")));
  });

  it("works by keyboard alone", async () => {
    await open("/graph");
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox");
    await page.keyboard.type("江苏");
    await page.waitForSelector("[role=option] .name");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".suggestions", { state: "hidden" });
    await page.keyboard.press("Enter");
    await page.waitForSelector(".hits li");
    await page.focus(".hits a");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches("article h1"));
  });
});

describe("pictures", () => {
  it("are left undrawn where the reader has gone on before they came", async () => {
    const place = await first("江苏省", "Place");
    for (const late of ["charts.js", "china.json"]) {
      let arrive;
      const arrived = new Promise((resolve) => { arrive = resolve; });
      await page.route(`**/ui/${late}`, async (route) => { await arrived; await route.continue(); });
      const asked = page.waitForRequest(`**/ui/${late}`);
      await open("/");
      await page.evaluate((path) => { history.pushState(null, "", path); dispatchEvent(new PopStateEvent("popstate")); }, place.path);
      await page.waitForSelector(".littlemap");
      await asked;
      await page.click("header a[href='/query']");
      await page.waitForSelector(".littlemap", { state: "detached" });
      const answered = page.waitForResponse(`**/ui/${late}`);
      arrive();
      await (await answered).finished();
      await page.waitForTimeout(300);
      await page.unroute(`**/ui/${late}`);
    }
  });

  it("draws the graph, filters it and shows a node", async () => {
    await open("/graph");
    await drawn(".canvas");
    const tally = () => page.textContent(".tally");
    const before = await tally();
    await page.locator("fieldset").first().locator("input").first().uncheck();
    await page.waitForFunction((before) => document.querySelector(".tally").textContent !== before, before);
    const place = await first("江苏省", "Place");
    await open(`/graph?focus=${encodeURIComponent(place.iri)}`);
    await drawn(".canvas");
    const box = await page.locator(".canvas").boundingBox();
    const links = await page.locator(".filters .formats a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.equal(links.length, 15, String(links));
    for (const link of links) { const got = await fetch(server.base + link); assert.equal(got.status, 200, link); assert.ok((await got.arrayBuffer()).byteLength > 50, link); }
    assert.ok(box.width > 300 && box.height > 300);
  });

  it("draws thousands of things, moves them, filters them and shows one", async () => {
    const nodes = Array.from({ length: 2500 }, (_, n) => ({ iri: `https://w3id.org/gongtu/id/org/${n}`, path: `/id/org/${n}`, label: `第${n}工会`, class: n % 2 ? "Organization" : "Place", mentions: 1 + (n % 9), relations: 3, focus: false, at: [(n % 50) * 40, Math.floor(n / 50) * 40] }));
    const edges = nodes.slice(1).map((_, n) => ({ from: n, to: n + 1, relation: n % 2 ? "locatedIn" : "partOf", confidence: (n % 10) / 10, first: "2025-01-01", last: "2025-01-02", count: 1 }));
    await page.route(/\/api\/graph/, (route) => route.fulfill({ json: { nodes, edges, all: [nodes.length, edges.length] } }));
    await open("/graph");
    await drawn(".canvas");
    assert.equal(await page.locator(".canvas canvas.large").count(), 1);
    const picture = () => page.evaluate(() => document.querySelector("canvas.large").toDataURL());
    const [before, box] = [await picture(), await page.locator(".canvas").boundingBox()];
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 320, box.y + 260, { steps: 6 });
    await page.mouse.up();
    // It follows the hand, and zooms.
    const other = (than) => page.waitForFunction((than) => document.querySelector("canvas.large").toDataURL() !== than, than, { polling: 200 });
    await other(before);
    const moved = await picture();
    await page.mouse.wheel(0, -400);
    await other(moved);
    await page.locator("fieldset").first().locator("input").first().uncheck();
    await page.waitForFunction(() => document.querySelector(".tally").textContent.startsWith("1,250 "));
    await page.locator(".range input").fill("0.95");
    await page.waitForFunction(() => / 0 /.test(document.querySelector(".tally").textContent));
    await page.locator("fieldset").first().locator("input").first().check();
    await page.getByRole("button", { name: "适合窗口" }).click();
    const save = page.waitForEvent("download");
    await page.getByRole("button", { name: "图片（PNG）" }).click();
    assert.equal((await save).suggestedFilename(), "gongtu.png");
  });

  it("draws the map at every level and ranks places beside it", async () => {
    await open("/map");
    await drawn(".mapbox");
    assert.ok((await page.locator(".ranking li").count()) > 0);
    for (const level of [1, 2]) {
      await page.evaluate(() => delete document.querySelector(".mapbox").dataset.drawn);
      await page.locator(".segmented button").nth(level).click();
      await drawn(".mapbox");
    }
    await page.selectOption(".controls select >> nth=0", "bodies");
    await page.waitForFunction(() => document.querySelectorAll(".ranking li").length > 0);
  });

  it("asks ready-made questions and shows answers as table, chart, map and graph", async () => {
    await open("/query?name=initiatives-by-city");
    await page.waitForSelector("table.answers tbody tr");
    await page.waitForSelector(".editor[data-ready]");
    for (const [number, box] of [[1, ".chartbox"], [2, ".mapbox"], [3, ".chartbox"]]) {
      await page.locator(".wide .segmented button").nth(number).click();
      await drawn(box);
    }
    await page.locator(".wide .segmented button").nth(0).click();
    await page.locator(".questions button").nth(3).click();
    await page.waitForSelector("table.answers");
  });

  it("runs a query of one's own and says what is wrong with it", async () => {
    await open("/query");
    await page.waitForSelector(".editor[data-ready]");
    await page.locator(".editor .cm-content").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("SELECT ?x WHERE { ?x a schema:Person }");
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => document.querySelector("table.answers th")?.textContent === "x");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("SELECT ?x WHERE {");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("pre.failure");
    complaints = complaints.filter((one) => !one.includes("400"));
  });
});

describe("the editor", () => {
  const text = () => page.locator(".editor .cm-content").innerText();
  const offer = (name) => page.locator(".editor .cm-completionLabel", { hasText: new RegExp(`^${name.replace("?", "\\?")}$`) });

  it("completes prefixes, terms with their Chinese names, variables and words", async () => {
    await open("/query");
    await page.waitForSelector(".editor[data-ready]");
    await page.locator(".editor .cm-content").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("SELECT ?who WHERE { ?who a gt:Init");
    const term = offer("gt:Initiative");
    await term.waitFor();
    assert.match(await term.locator("xpath=..").innerText(), /[\u4e00-\u9fff]{2}/, "what it means stands beside it");
    await term.click();
    await page.waitForFunction(() => document.querySelector(".editor").shadowRoot.querySelector(".cm-content").innerText.includes("a gt:Initiative"));
    for (const [typed, name] of [[" ; sche", "schema:"], ["loca", "schema:location"], [" ?pl . ?w", "?who"], [" gt:led", "gt:ledBy"]]) {
      await page.keyboard.type(typed);
      await offer(name).click();
    }
    await page.keyboard.type(" ?l } LIM");
    await offer("LIMIT").waitFor();
    assert.match((await text()).replace(/\s+/g, " "), /SELECT \?who WHERE \{ \?who a gt:Initiative ; schema:location \?pl \. \?who gt:ledBy \?l \} LIM/);
  });

  it("asks what was completed", async () => {
    await open("/query");
    await page.waitForSelector(".editor[data-ready]");
    await page.locator(".editor .cm-content").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("SELECT ?led WHERE { ?i gt:led");
    await offer("gt:ledBy").waitFor();
    // A moment after it appears, so that nothing is taken by mistake, Enter takes the choice.
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await page.keyboard.type(" ?led }");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => document.querySelector("table.answers th")?.textContent === "led" && document.querySelectorAll("table.answers tbody tr").length > 0);
  });
});

describe("this is wrong", () => {
  it("writes a decision where the server may, which the next build follows", async () => {
    const own = await serve([], ["--writable", "--token", "opensesame"]);
    const reader = server;
    server = own;
    try {
      const union = await first("宿迁市总工会", "Organization");
      const about = async () => (await answer(`/api/entity?iri=${encodeURIComponent(union.iri)}`)).facts;
      const fact = (await about()).find((one) => one.relation === "ledBy");
      assert.ok(fact, "it leads something");
      await open(`${fact.article.path}?fact=${encodeURIComponent(fact.id.split("#").pop())}`);
      await page.click(".panel .evidence summary");
      await page.getByRole("button", { name: "这条有误" }).click();
      await page.fill("input[name=by]", "李明");
      await page.fill("input[name=why]", "牵头单位有误");
      await page.fill("input[name=token]", "sesame");
      await page.getByRole("button", { name: "提交" }).click();
      assert.match(await page.locator(".evidence [role=alert]").innerText(), /token/);
      complaints = complaints.filter((one) => !one.includes("403"));
      await page.fill("input[name=token]", "opensesame");
      await page.getByRole("button", { name: "提交" }).click();
      await page.waitForSelector(".evidence [role=status]");
      const decisions = readFileSync(join(own.store, "decisions.toml"), "utf8");
      assert.match(decisions, /verdict = "wrong"\nfact = \[".*", "ledBy", "宿迁市总工会"/);
      assert.match(decisions, /by = "李明"\nwhy = "牵头单位有误"/);
      await own.end();
      own.build(resolve(import.meta.dirname, "../../data/sample/page.txt"));
      const ask = `ASK { <${fact.subject.iri}> <${fact.predicate}> <${union.iri}> }`;
      const asked = spawnSync(program, ["query", "--store", own.store, "-e", ask], { encoding: "utf8" });
      assert.equal(asked.stdout.trim(), "false", asked.stdout + asked.stderr);
    } finally {
      server = reader;
      await own.stop();
    }
  });

  it("is not offered where the server only reads", async () => {
    const union = await first("宿迁市总工会", "Organization");
    await open(union.path);
    await page.locator(".why").first().click();
    await page.click(".evidence summary");
    await page.waitForLoadState("networkidle");
    assert.equal(await page.getByRole("button", { name: "这条有误" }).count(), 0);
  });
});

describe("a policy", () => {
  it("shows its parts and targets", async () => {
    const policy = await first("产改方案", "Policy");
    await open(policy.path);
    await page.waitForSelector("table.matrix tbody tr");
    assert.ok((await page.textContent("table.matrix")).includes("凝心铸魂行动"));
    if (await page.locator(".cell").count()) {
      await page.locator(".cell").first().click();
      await page.waitForSelector(".opened .doer");
    }
  });
});

describe("text from outside", () => {
  it("never becomes markup, and turns no direction", async () => {
    const article = await first("海安市总工会召开座谈会", "Article");
    for (const path of ["/", `/search?q=${encodeURIComponent("海安")}`, article.path, (await first("钱文博", "Person")).path, "/search?q=%3Cscript%3Ewindow.hurt%3D3%3C%2Fscript%3E"]) {
      await open(path);
      await page.waitForLoadState("networkidle");
      assert.equal(await page.evaluate(() => window.hurt), undefined, path);
      assert.equal(await page.locator("main script, main img, main iframe").count(), 0, path);
      assert.equal(await page.evaluate(() => /[\u202a-\u202e]/.test(document.body.innerText)), false, path);
    }
    await open(article.path);
    assert.ok((await page.textContent("h1")).includes("<script>"));
    assert.ok((await page.textContent(".text")).includes("😀😀海安市总工会"), "positions count characters, not units");
    const names = await page.locator(".text .name").allTextContents();
    assert.ok(names.includes("钱文博"), String(names));
  });
});

describe("everyone", () => {
  const paths = async () => ["/", "/search?q=%E6%B1%9F%E8%8B%8F", (await first("宿迁市", "Place")).path, (await first("江苏省", "Place")).path, (await first("产改方案", "Policy")).path, (await first("宿迁", "Article")).path, (await first("郁忠", "Person")).path, "/graph", "/map", "/query?name=targets", "/about"];

  it("meets no serious barrier, light or dark", async () => {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      for (const path of await paths()) {
        await open(path);
        await page.waitForLoadState("networkidle");
        if (path.includes("/id/")) { await page.locator(".why").first().click(); await page.waitForSelector(".evidence"); }
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const grave = violations.filter((one) => ["serious", "critical"].includes(one.impact));
        assert.deepEqual(grave.map((one) => `${scheme} ${path} ${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join(" | ")}`), []);
      }
    }
  });

  it("can read it on a phone", async () => {
    await page.setViewportSize({ width: 375, height: 720 });
    for (const path of await paths()) {
      await open(path);
      await page.waitForLoadState("networkidle");
      const [inner, wide] = await page.evaluate(() => [innerWidth, document.scrollingElement.scrollWidth]);
      assert.ok(wide <= inner, `${path}: ${wide} > ${inner}`);
    }
  });

  it("chooses language and theme, and they stay", async () => {
    await open("/");
    await page.click(".switches button");
    await page.waitForFunction(() => document.documentElement.lang === "en");
    await page.selectOption(".switches select", "dark");
    await page.reload();
    await page.waitForSelector("main h1");
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]), ["en", "dark"]);
    assert.ok((await page.textContent("nav")).includes("Graph"));
  });

  it("is told when there is no such thing", async () => {
    await open("/id/person/nobody-000000");
    assert.ok(await page.isVisible(".missing"));
    complaints = complaints.filter((one) => !one.includes("404"));
  });
});
