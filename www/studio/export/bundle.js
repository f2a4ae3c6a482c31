// A person's own classes as a folder that any web server can serve: a page of its own, and the widget for other pages.

import { SITE } from "../../live/site.js";
import { LANGUAGES } from "../../words/languages.js";
import { words } from "../words.js";
import { CLASSES, snippet } from "./snippet.js";

/** @typedef {{path: string, bytes: import("../types.js").Bytes}} BundleFile */

/** The scripts that a bundle's page, or another with the widget, asks for. What these import goes along. */
const SCRIPTS = ["widget.js", "bundle/page.js", "worker/recognizer.js"];

/** What else these need, beside the weights that the manifest names; tests/browser/bundle.test.mjs opens a bundle and misses nothing. */
const FILES = [
  "mien_bg.wasm",
  "mien-relaxed_bg.wasm",
  "live/first-paint.js",
  ...Object.keys(LANGUAGES).map((language) => `words/${language}/pages.json`),
  "widget/widget.css",
  "style/tokens.css",
  "style/stage.css",
  "style/base.css",
  "style/bars.css",
  "bundle/page.css",
  "NOTICE",
  "LICENSE-MIT",
  "LICENSE-APACHE",
];

/** What whole pictures need beside that, and they alone. */
const PICTURES = ["mien-models.js", "mien-models_bg.wasm"];
const PICTURE_SCRIPT = /^worker\/image-model/;

/**
 * The scripts with all that they import, at once or later.
 * @param {Record<string, {now: string[], later: string[]}>} imports of every script of the site
 * @param {import("../../types/rust.js").ProjectKind} kind
 */
function scriptsFor(imports, kind) {
  const all = new Set(SCRIPTS);
  // What is added while a set is walked through is walked through too.
  for (const script of all) {
    const { now, later } = imports[script] ?? { now: [], later: [] };
    for (const path of [...now, ...later]) if (kind === "pictures" || !PICTURE_SCRIPT.test(path)) all.add(path);
  }
  return [...all];
}

/**
 * Everything that is needed to use these classes anywhere, without this site.
 * @param {string} headJson
 * @param {string} name
 * @param {BundleFile[]} [model] of an image project
 * @returns {Promise<BundleFile[]>}
 */
export async function bundleFiles(headJson, name, model = []) {
  const kind = model.length > 0 ? "pictures" : "faces";
  const [manifest, imports] = await Promise.all([get("model/manifest.json"), get("imports.json")]);
  const { detector, expression } = read(manifest);
  const paths = [...scriptsFor(read(imports), kind), ...FILES, ...(kind === "pictures" ? PICTURES : []), ...[detector, expression].map(({ file }) => `model/${file}`)];
  const [page, notice, ...engine] = await Promise.all([
    get("bundle/index.html"),
    get("NOTICE"),
    ...paths.map(async (path) => ({ path: `mien/${path}`, bytes: await get(path) })),
  ]);
  return [
    text("index.html", new TextDecoder().decode(page).replace(CLASSES.faces, CLASSES[kind])),
    text("README.txt", words.bundle.readme(name, snippet(name, kind), new TextDecoder().decode(notice))),
    text("snippet.html", snippet(name, kind)),
    // The page shows its labels.
    text("mien/head.json", headJson),
    ...model.map(({ path, bytes }) => ({ path: `mien/pictures/${path}`, bytes })),
    { path: "mien/model/manifest.json", bytes: manifest },
    ...engine,
  ];
}

/** @param {import("../types.js").Bytes} json */
const read = (json) => JSON.parse(new TextDecoder().decode(json));

/**
 * @param {string} path
 * @returns {Promise<import("../types.js").Bytes>}
 */
async function get(path) {
  const response = await fetch(new URL(path, SITE)).catch((cause) => {
    throw new Error(words.bundle.notFetched(path), { cause });
  });
  if (!response.ok) throw new Error(words.bundle.notFound(path, response.status));
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * @param {string} path
 * @param {string} content
 * @returns {BundleFile}
 */
const text = (path, content) => ({ path, bytes: new TextEncoder().encode(content) });
