// What is exported for cytoscape.js is opened by cytoscape.js, and has the things and ties of the tables.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { it } from "node:test";
import { program } from "./server.mjs";

// The page's own copy, so that there is one version.
const cytoscape = createRequire(resolve(import.meta.dirname, "../../src/web/ui/package.json"))("cytoscape");

it("opens in cytoscape.js with every thing, tie, name and class", () => {
  const folder = mkdtempSync(join(tmpdir(), "gongtu-export-"));
  const store = join(folder, "store");
  const run = (...words) => { const done = spawnSync(program, [...words, "--store", store], { encoding: "utf8" }); assert.equal(done.status, 0, done.stderr); };
  run("build", "--published", "2025-08-05", resolve(import.meta.dirname, "../../data/sample/page.txt"));
  run("export", "--view", "all", "-o", join(folder, "graph.cyjs"));
  run("export", "--view", "all", "--format", "csv", "-o", join(folder, "tables"));
  // Ends of lines count only outside quoted cells.
  const rows = (name) => readFileSync(join(folder, "tables", name), "utf8").replace(/"(?:[^"]|"")*"/g, "x").trim().split("\n").length - 1;
  const core = cytoscape({ headless: true, styleEnabled: false, ...JSON.parse(readFileSync(join(folder, "graph.cyjs"), "utf8")) });
  assert.ok(core.nodes().length > 50);
  assert.deepEqual([core.nodes().length, core.edges().length], [rows("nodes.csv"), rows("edges.csv")]);
  assert.ok(core.nodes().every((node) => node.data("label") && node.data("class")));
  assert.ok(core.edges().every((edge) => edge.data("relation") && edge.source().nonempty() && edge.target().nonempty()));
  const union = core.nodes().filter((node) => node.data("label") === "江苏省总工会");
  assert.equal(union.length, 1);
  assert.ok(union.degree(false) > 0);
  assert.equal(core.nodes().filter((node) => node.degree(false) !== node.data("degree")).length, 0, "degrees as cytoscape.js counts them");
  rmSync(folder, { recursive: true, force: true });
});
