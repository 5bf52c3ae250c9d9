// Bundles the page into dist/, which is committed: `cargo` alone builds the program. Same sources, same bytes.
import { build } from "esbuild";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";

const entry = (name) => `src/${name}`;
await mkdir("dist", { recursive: true });
const { metafile } = await build({
  entryPoints: { app: entry("app.tsx"), network: entry("network.ts"), charts: entry("charts.ts"), editor: entry("editor.ts") },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  // Parts that are loaded when they are first needed.
  external: ["/ui/*"],
  legalComments: "none",
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
});
await build({ entryPoints: { theme: entry("theme.ts") }, outdir: "dist", bundle: true, minify: true, format: "iife", target: ["es2022"] });
await build({ entryPoints: { app: entry("app.css") }, outdir: "dist", bundle: true, minify: true, charset: "utf8" });
await copyFile("src/index.html", "dist/index.html");
await copyFile("src/icon.svg", "dist/icon.svg");

// The licences of everything that went into the bundles.
const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
let licences = "The web page contains these packages.\n";
for (const name of [...packages].sort()) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  licences += `\n${"=".repeat(80)}\n${name} ${version} (${license})\n\n`;
  const files = (await readdir(folder, { withFileTypes: true })).filter((file) => file.isFile() && /^(licen[cs]e|notice|copyright)/i.test(file.name));
  for (const { name: file } of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    licences += `${(await readFile(`${folder}/${file}`, "utf8")).replace(/\r\n/g, "\n").trim()}\n`;
  }
}
await writeFile("dist/licences.txt", licences);
