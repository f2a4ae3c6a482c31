// A person's own classes as a folder that any web server can serve: a page of its own, and the widget for other pages.

import { LANGUAGES } from "../../words/languages.js";
import { words } from "../words.js";

/** @typedef {{path: string, bytes: import("../types.js").Bytes}} BundleFile */

const SITE = new URL("../..", import.meta.url);

/** What the widget needs, beside the weights that the manifest names; tests/browser/bundle.test.mjs opens a bundle and misses nothing. */
const ENGINE = [
  "mien.js",
  "mien_bg.wasm",
  "worker/load.js",
  "worker/recognizer.js",
  "worker/address.js",
  "widget.js",
  "widget/attach.js",
  "widget/attributes.js",
  "widget/element.js",
  "widget/mien-camera.js",
  "widget/mien-image.js",
  "widget/widget.css",
  "live/bars.js",
  "live/camera.js",
  "live/class-names.js",
  "live/colours.js",
  "live/dom.js",
  "live/drawing.js",
  "live/emoji.js",
  "live/engine.js",
  "live/first-paint.js",
  "live/frames.js",
  "live/language.js",
  "live/model-address.js",
  "live/options.js",
  "live/page-words.js",
  "live/photo.js",
  "live/problem.js",
  "live/status.js",
  "live/support.js",
  "live/thread.js",
  "live/viewer.js",
  "live/words.js",
  "types/settings.js",
  "words/languages.js",
  "words/speech.js",
  ...Object.keys(LANGUAGES).flatMap((language) => ["live.js", "problems.js", "studio-problems.js", "pages.json"].map((file) => `words/${language}/${file}`)),
  "style/tokens.css",
  "style/stage.css",
  "style/base.css",
  "style/bars.css",
  "bundle/page.js",
  "bundle/page.css",
  "model/manifest.json",
  "NOTICE",
  "LICENSE-MIT",
  "LICENSE-APACHE",
];

/** What it needs beside that for whole pictures. */
const PICTURES = ["mien-models.js", "mien-models_bg.wasm", "worker/image-model.js"];

/** What tells the widget which classes to use. @type {Record<import("../../types/rust.js").ProjectKind, string>} */
const CLASSES = { faces: `src="mien/head.json"`, pictures: `src="mien/pictures/" looks-at="picture"` };

/**
 * What to paste into a page that lies beside the folder `mien`.
 * @param {string} name of the classes
 * @param {import("../../types/rust.js").ProjectKind} kind
 */
export function snippet(name, kind) {
  const label = name.trim() || "Camera";
  return `<script type="module" src="mien/widget.js"></script>
<mien-camera ${CLASSES[kind]} aria-label="${escaped(label)}"></mien-camera>
`;
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
  const manifest = await get("model/manifest.json");
  const { detector, expression } = JSON.parse(new TextDecoder().decode(manifest));
  const paths = [...ENGINE, ...(kind === "pictures" ? PICTURES : []), ...[detector, expression].map(({ file }) => `model/${file}`)];
  const [page, notice, ...engine] = await Promise.all([
    get("bundle/index.html"),
    get("NOTICE"),
    ...paths.map(async (path) => ({ path: `mien/${path}`, bytes: path === "model/manifest.json" ? manifest : await get(path) })),
  ]);
  return [
    text("index.html", new TextDecoder().decode(page).replace(CLASSES.faces, CLASSES[kind])),
    text("README.txt", words.bundle.readme(name, snippet(name, kind), new TextDecoder().decode(notice))),
    text("snippet.html", snippet(name, kind)),
    // The page shows its labels.
    text("mien/head.json", headJson),
    ...model.map(({ path, bytes }) => ({ path: `mien/pictures/${path}`, bytes })),
    ...engine,
  ];
}

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

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} value */
const escaped = (value) => value.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
