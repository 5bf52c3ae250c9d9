// A server of the program over a graph of its own, and a browser that is new and talks to nobody else.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname ?? ".", "../..");
export const program = process.env.GONGTU ?? join(root, "target/release/gongtu");

/** An article that tries to be markup, to turn the direction of text, and to be more than one unit a character. */
export const HOSTILE = {
  id: "hostile", date: "2025-08-06", source: "江海工报", title: "<script>window.hurt=1</script>海安市总工会召开座谈会😀\u202e反",
  text: "8月5日，海安市总工会召开职工座谈会<img src=x onerror=\"window.hurt=2\">。😀😀海安市总工会主席钱文博说，\u202e今年已建成户外劳动者服务站点32个。",
};

/** Builds a graph of the sample page and the hostile article, or of other files, and serves it. */
export async function serve(extra = [], options = []) {
  const folder = mkdtempSync(join(tmpdir(), "gongtu-page-"));
  const store = join(folder, "store");
  const build = (...inputs) => {
    const done = spawnSync(program, ["build", "--store", store, "--published", "2025-08-05", "--publisher", "江苏工人报", ...inputs], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  if (extra.length) build(...extra);
  else {
    const hostile = join(folder, "hostile.jsonl");
    writeFileSync(hostile, `${JSON.stringify(HOSTILE)}\n`);
    build(join(root, "data/sample/page.txt"));
    build(hostile);
  }
  const child = spawn(program, ["serve", "--store", store, "--bind", "127.0.0.1:0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const base = await new Promise((found, failed) => {
    let text = "";
    child.stdout.on("data", (bytes) => { text += bytes; const line = /http:\/\/\S+?(?=\/\n)/.exec(text); if (line) found(line[0]); });
    child.on("exit", (code) => failed(new Error(`the server ended with ${code}`)));
  });
  /** Ends the server; its graph stays. */
  const end = () => new Promise((gone) => { child.removeAllListeners("exit"); child.on("exit", gone); child.kill("SIGTERM"); });
  return { base, store, child, build, folder, end, async stop() { if (child.exitCode === null && child.signalCode === null) await end(); rmSync(folder, { recursive: true, force: true }); } };
}

/** Debian's Chromium with an empty profile. */
export async function browser(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), "gongtu-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, locale: "zh-CN", viewport: { width: 1280, height: 860 },
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ...options,
  });
  // Machines may be slow; what never comes is still told.
  context.setDefaultTimeout(Number(process.env.PATIENCE ?? 90_000));
  return { context, async close() { await context.close(); rmSync(profile, { recursive: true, force: true }); } };
}
