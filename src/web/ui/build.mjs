// Bundles the page into dist/, which is committed: `cargo` alone builds the program. Same sources, same bytes.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

const entry = (name) => `src/${name}`;
await mkdir("dist", { recursive: true });
await build({
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
  define: { "process.env.NODE_ENV": '"production"' },
});
await build({ entryPoints: { theme: entry("theme.ts") }, outdir: "dist", bundle: true, minify: true, format: "iife", target: ["es2022"] });
await build({ entryPoints: { app: entry("app.css") }, outdir: "dist", bundle: true, minify: true, charset: "utf8" });
await copyFile("src/index.html", "dist/index.html");
await copyFile("src/icon.svg", "dist/icon.svg");
