// The server under load: node load.mjs [REQUESTS] [CLIENTS] -- FIRST… -- ADDED…
// Serves the first files, adds the others one build at a time, and asks all the while. Exit status 1 when an answer failed
// or what was added is not seen.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import { fileURLToPath } from "node:url";
import { program, serve } from "./server.mjs";

const WORDS = ["南通", "nantong", "ntszgh", "工会", "产改", "行动", "苏州市", "张", "劳动", "xinjiuye", "方案", "suqian"];
const GROUPED = "SELECT ?class (COUNT(*) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY DESC(?n)";
const NAMES = "SELECT ?n WHERE { ?p a schema:Person ; rdfs:label ?n } LIMIT 50";
const LED = "CONSTRUCT { ?i gt:ledBy ?l } WHERE { ?i gt:ledBy ?l } LIMIT 200";

export async function load({ first, added, requests, clients }) {
  const server = await serve(first);
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const get = (path) => new Promise((done, failed) => {
    http.get(server.base + path, { agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => (answer.complete ? done({ status: answer.statusCode, body: Buffer.concat(parts) }) : failed(new Error("broken off"))));
      answer.on("error", failed);
    }).on("error", failed);
  });
  const memory = (what) => Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${server.child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  const hits = {};
  for (const kind of ["", "Place", "Article"]) hits[kind] = JSON.parse((await get(`/api/search?limit=200${kind && `&class=${kind}`}`)).body).hits;
  const iri = (n, kind = "") => encodeURIComponent(hits[kind][n % hits[kind].length].iri);
  const ask = (query) => `/sparql?query=${encodeURIComponent(query)}`;
  const kinds = [
    (n) => `/api/search?q=${encodeURIComponent(WORDS[n % WORDS.length])}`, (n) => `/api/entity?iri=${iri(n)}`, () => "/", () => "/ui/app.js",
    (n) => `/api/graph?focus=${iri(n * 7)}`, () => "/api/map?measure=initiatives", () => "/api/overview", () => ask(NAMES),
    (n) => `/api/place?iri=${iri(n, "Place")}`, () => ask(GROUPED), () => ask(LED), (n) => `/graphs?graph=${iri(n, "Article")}`,
    (n) => `/api/download?format=csv&focus=${iri(n)}&depth=1`, (n) => `/api/article?iri=${iri(n, "Article")}`,
  ];
  const articles = async () => JSON.parse((await get("/api/overview")).body).counts.Article;
  const [before, idle] = [await articles(), memory("VmRSS")];
  let building = true, builds = 0;
  const adding = (async () => {
    for (const file of added) {
      if (!building) break;
      const child = spawn(program, ["build", "--store", server.store, file], { stdio: ["ignore", "ignore", "pipe"] });
      let words = "";
      child.stderr.on("data", (bytes) => { words += bytes; });
      const code = await new Promise((ended) => child.on("exit", ended));
      if (code !== 0) throw new Error(words);
      builds++;
    }
  })();
  const failures = [], times = [];
  let next = 0;
  const begun = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (next < requests) {
      const n = next++, path = kinds[n % kinds.length](Math.floor(n / kinds.length)), at = performance.now();
      const answer = await get(path).catch((error) => ({ status: error.message }));
      times.push(performance.now() - at);
      if (answer.status !== 200) failures.push(`${path}: ${answer.status}`);
    }
  }));
  const seconds = (performance.now() - begun) / 1000;
  building = false;
  await adding;
  let after = before;
  for (let n = 0; n < 100 && after < before + builds; n++) { await new Promise((done) => setTimeout(done, 100)); after = await articles(); }
  times.sort((a, b) => a - b);
  const report = { requests, clients, seconds, failures, builds, before, after, median: times[times.length >> 1], slowest: times.at(-1), idle, peak: memory("VmHWM"), end: memory("VmRSS") };
  agent.destroy();
  await server.stop();
  return report;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [numbers, first, added] = process.argv.slice(2).join("\n").split(/(?:^|\n)--\n/).map((part) => part.split("\n").filter(Boolean));
  const r = await load({ first, added, requests: Number(numbers[0] ?? 10_000), clients: Number(numbers[1] ?? 32) });
  console.log(`${r.requests} requests from ${r.clients} clients in ${r.seconds.toFixed(1)} s (median ${r.median.toFixed(0)} ms, slowest ${r.slowest.toFixed(0)} ms), ${r.failures.length} failed; ${r.builds} builds beside them, articles ${r.before} → ${r.after}; memory ${r.idle.toFixed(0)} MiB before, ${r.peak.toFixed(0)} at most, ${r.end.toFixed(0)} at the end`);
  for (const failure of r.failures.slice(0, 10)) console.error(failure);
  process.exitCode = r.failures.length > 0 || r.after < r.before + r.builds ? 1 : 0;
}
