// A small form of load.mjs: 1,400 requests of every kind from 16 clients while articles are added.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { it } from "node:test";
import { load } from "./load.mjs";

it("answers every request while articles are added, and shows them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gongtu-load-"));
  const added = [1, 2, 3].map((day) => {
    const path = join(folder, `${day}.jsonl`);
    writeFileSync(path, `${JSON.stringify({ id: `more${day}`, date: `2025-09-0${day}`, title: "海安市总工会召开会议", text: `海安市总工会召开第${day}次驿站建设推进会。` })}\n`);
    return path;
  });
  const report = await load({ first: [resolve(import.meta.dirname, "../../data/sample/page.txt")], added, requests: 1400, clients: 16 });
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(report.failures, []);
  assert.ok(report.builds > 0 && report.after === report.before + report.builds, JSON.stringify(report));
  assert.ok(report.peak < 600, `${report.peak} MiB`);
});
