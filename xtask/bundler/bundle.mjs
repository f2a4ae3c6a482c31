// Bundles the scripts of www/ into the folder of a site: `node bundle.mjs SITE`. Says as JSON what every script of it imports.
//
// Who opens a page waits for a few files instead of fifty. What several entries share is in files of its own: a page with a widget and a program
// has one engine, whichever asks first. Every file keeps the path of a source, so that relative addresses hold, and errors name what one can find.

import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { minifySync } from "rolldown/utils";

const WWW = fileURLToPath(new URL("../../www", import.meta.url));

/** What pages, workers and other people's pages name. */
const ENTRIES = [
  "recognizer/main.js",
  "studio/main.js",
  "gallery/main.js",
  "bundle/page.js",
  "widget.js",
  "package/index.js",
  "live/thread.js",
  "teachable/words.js",
  "teachable/training.js",
  // Their addresses are put together of a language.
  ...readdirSync(join(WWW, "words"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => ["studio", "teachable"].map((file) => `words/${name}/${file}.js`)),
];

/** Workers: each is one file of its own, since nothing of it is on its way before it runs. */
const WORKERS = ["worker/recognizer.js", "worker/models.js", "worker/convert.js", "worker/studio.js"];

/** What building puts into the page itself, which asks for nothing more. */
const FIRST = ["recognizer/first.js"];

/** Scripts that are no modules. */
const CLASSIC = ["embed.js", "teachable.js", "live/first-paint.js", "sw.js"];

/** What wasm-bindgen writes lies beside each WebAssembly module, but for the recognizer's: that is a part of its worker, which the first label waits for. */
const MODULES = ["mien-models.js", "mien-formats.js", "mien-studio.js"];
const OF_WORKER = "mien.js";
const isModule = (/** @type {string} */ id) => MODULES.some((name) => id.endsWith(`/${name}`));

const pathOf = (/** @type {string} */ id) => relative(WWW, id).replaceAll("\\", "/");

/** @param {{facadeModuleId: string | null, moduleIds: string[], name: string}} chunk */
const fileOf = ({ facadeModuleId, moduleIds, name }) => (name.includes("/") ? `${name}.js` : pathOf(facadeModuleId ?? moduleIds.at(-1) ?? name));

/** Whether the widget imports a module, directly or not. @type {(id: string, context: import("rolldown").ChunkingContext) => boolean} */
const ofWidget = (id, context) => pathOf(id) === "widget.js" || (context.getModuleInfo(id)?.importers ?? []).some((importer) => ofWidget(importer, context));

/** What several entries share, where it should be one file and not as many as there are ways to share. No file may have a module that waits for a
 * language and one that languages import: they would wait for each other. @type {((path: string, id: string, context: import("rolldown").ChunkingContext) => string | false | undefined)[]} */
const SHARED = [
  // What all languages import, and the one that stands in for every other; each of them.
  (path) => /^words\/(speech|languages|en\/live|en\/problems)\.js$/.test(path) && "words/speech",
  (path) => /^(words\/\w+\/)(live|problems)\.js$/.test(path) && path.replace(/\w+\.js$/, "live"),
  // What every live picture needs, and what else pages do.
  (_, id, context) => ofWidget(id, context) && "live/live",
  (path) => /^live\/(words|page-words|theme-button|announcer|black|files|stored-head|offline)\.js$/.test(path) && "live/page",
];

const site = process.argv[2];
if (!site) throw new Error("say which folder the site is in: node bundle.mjs SITE");

/**
 * @param {string[]} entries that may share files
 * @param {import("rolldown").OutputOptions["codeSplitting"]} codeSplitting
 */
async function bundled(entries, codeSplitting, /** @type {"esm" | "iife"} */ format = "esm") {
  const bundle = await rolldown({
    cwd: WWW,
    input: Object.fromEntries(entries.map((path) => [path.replace(/\.js$/, ""), join(WWW, path)])),
    external: isModule,
    resolve: { alias: { [`../${OF_WORKER}`]: join(site, OF_WORKER) } },
    // Who imports a module stays in the folder that it is written for.
    makeAbsoluteExternalsRelative: false,
    platform: "browser",
    preserveEntrySignatures: "allow-extension",
    onLog(level, log) {
      // English is part of every page, and named among the languages that are fetched.
      if (log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(`${level}: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: site,
    format,
    minify: true,
    sourcemap: true,
    entryFileNames: "[name].js",
    chunkFileNames: fileOf,
    codeSplitting,
  });
  return output.filter((file) => file.type === "chunk");
}

const pages = await bundled(ENTRIES, {
  groups: SHARED.map((nameOf, index) => ({
    debugName: String(index),
    name: (id, context) => nameOf(pathOf(id), id, context) || null,
    minShareCount: 2,
    priority: SHARED.length - index,
  })),
});
const workers = await Promise.all(WORKERS.map((path) => bundled([path], true)));
rmSync(join(site, OF_WORKER));
for (const path of FIRST) await bundled([path], false, "iife");
for (const [path, from] of [...CLASSIC.map((name) => [name, WWW]), ...MODULES.map((name) => [name, site])]) {
  const { code, errors } = minifySync(path, readFileSync(join(from, path), "utf8"));
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join("; ")}`);
  writeFileSync(join(site, path), code);
}
/** @param {string[]} paths */
const ours = (paths) => paths.filter((path) => !isModule(`/${path}`));
console.log(JSON.stringify(Object.fromEntries([...pages, ...workers.flat()].map(({ fileName, imports, dynamicImports }) => [fileName, { now: ours(imports), later: ours(dynamicImports) }]))));
