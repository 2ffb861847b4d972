// Bundles the pages' styles, scripts and icons into ../src/twofold/static/dist, each file named by its content.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const OUT = "../src/twofold/static/dist";
const ENTRIES = ["src/app.js", "src/app.css", "src/charts.js", "src/theme.js", "src/css/mail.css", "src/kiosk/kiosk.js", "src/kiosk/kiosk-worker.js"];
const EMBEDDED = ["src/embed/form-embed.js", "src/embed/chat-embed.js", "src/embed/survey-embed.js"]; // for pages of others: one file each, styles within
const TABLER = "@tabler/core/dist/css/tabler.min.css";

/** One SVG file holding every icon named in icons.txt, so that a page repeats a reference and not a drawing. */
function sprite() {
  const names = readFileSync("icons.txt", "utf8").split("\n").filter(Boolean);
  const symbols = names.map((name) => {
    const drawing = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
    const paths = drawing.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>[\s\S]*$/g, "").replace(/<path stroke="none"[^>]*>/, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${paths.replace(/\s*\n\s*/g, "")}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

function contentName(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  return name.replace(/\.(\w+)$/, `-${hash}.$1`);
}

/** @returns what was written: file → what it was made of */
async function bundle(entryPoints, { alias = {}, format = "esm", loader = {} } = {}) {
  const { metafile } = await build({
    entryPoints,
    alias,
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    outdir: OUT,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "dataurl", ...loader },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  return metafile.outputs;
}

async function buildAll() {
  mkdirSync(OUT, { recursive: true });
  const outputs = {
    ...(await bundle(ENTRIES)),
    ...(await bundle(["src/app-rtl.css"], { alias: { [TABLER]: TABLER.replace(".min", ".rtl.min") } })),
    ...(await bundle(EMBEDDED, { format: "iife", loader: { ".css": "text" } })),
  };
  const manifest = {};
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint) manifest[basename(entryPoint)] = basename(output);
  }
  for (const [name, content] of [["sprite.svg", sprite()], ["mark.svg", readFileSync("src/mark.svg", "utf8")]]) {
    manifest[name] = contentName(name, content);
    writeFileSync(join(OUT, manifest[name]), content);
  }
  const built = [...Object.keys(outputs).map((output) => basename(output)), ...Object.values(manifest)];
  const packed = built.filter((name) => /\.(js|css|svg)$/.test(name));
  for (const file of new Set(packed)) {
    const content = readFileSync(join(OUT, file));
    writeFileSync(join(OUT, `${file}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
    writeFileSync(join(OUT, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
  // The manifest changes in one step, and what it no longer names goes last, so that a running site never misses a file.
  writeFileSync(join(OUT, "manifest.new"), JSON.stringify(manifest, null, 1) + "\n");
  renameSync(join(OUT, "manifest.new"), join(OUT, "manifest.json"));
  const kept = new Set(["manifest.json", ...built, ...packed.flatMap((name) => [`${name}.br`, `${name}.gz`])]);
  for (const file of readdirSync(OUT)) if (!kept.has(file)) rmSync(join(OUT, file));
}

await buildAll();
if (process.argv.includes("--watch")) {
  let pending;
  for (const place of ["src", "icons.txt"]) {
    watch(place, { recursive: true }, () => {
      clearTimeout(pending);
      pending = setTimeout(() => buildAll().catch((error) => console.error(error.message)), 100);
    });
  }
}
