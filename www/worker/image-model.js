// Networks of other projects, for the workers that ask them.
import { get, loadModule } from "./load.js";

/** @typedef {import("../mien-models.js").ImageModel} ImageModel */
/** @typedef {typeof import("../mien-models.js")} Bindings */

/** @typedef {import("../live/types.js").ModelSource} ModelSource */

/** The module, once somebody asks for it. @type {Promise<Bindings> | undefined} */
let module;

/** The one that reads all formats. @type {Promise<Bindings> | undefined} */
let wideModule;

/** @param {string} base the folder that holds the module */
export const bindings = (base) => (module ??= loadModule(base, "mien-models", () => import("../mien-models.js")));

/** @param {string} base */
const allFormats = (base) => (wideModule ??= loadModule(base, "mien-formats", () => import("../mien-formats.js")));

/** @param {string} address */
const bytesOf = async (address) => new Uint8Array(await (await get(address, address)).arrayBuffer());

/** A file that can be done without. @param {string} address */
async function perhaps(address) {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? response.text() : null;
}

/**
 * The files at an address: of `model.json` those that it wants, too.
 * @param {string} base
 * @param {string} address
 * @returns {Promise<Record<string, Uint8Array<ArrayBuffer>>>}
 */
async function fetchModel(base, address) {
  const main = await bytesOf(address);
  const { pathname } = new URL(address);
  if (!pathname.endsWith(".json")) return { [pathname.slice(pathname.lastIndexOf("/") + 1)]: main };
  const { weightFiles } = await bindings(base);
  const names = weightFiles(new TextDecoder().decode(main));
  const weights = await Promise.all(names.map(async (name) => /** @type {const} */ ([name, await bytesOf(new URL(name, address).href)])));
  return { "model.json": main, ...Object.fromEntries(weights) };
}

/**
 * The files of a source, and the module that holds them.
 * @param {string} base the folder that holds the module
 * @param {ModelSource} source
 */
async function filesOf(base, source) {
  const told = source.metadata?.trimStart();
  const text = told?.startsWith("{") ? told : told ? perhaps(told) : null;
  const [files, metadata, usual] = await Promise.all(["model" in source ? fetchModel(base, source.model) : source.files, text, bindings(base)]);
  const hold = (/** @type {Bindings} */ { ModelFiles }) => {
    const held = new ModelFiles();
    for (const [name, bytes] of Object.entries(files)) held.insert(name, bytes);
    if (metadata) held.insert("metadata.json", new TextEncoder().encode(metadata));
    return held;
  };
  return { metadata, usual, hold };
}

/**
 * @param {string} base
 * @param {Awaited<ReturnType<typeof filesOf>>} files
 * @returns {Promise<ImageModel>}
 */
async function modelIn(base, { usual, hold }) {
  const held = hold(usual);
  if (!held.needFormats()) return new usual.ImageModel(held);
  held.free();
  const wide = await allFormats(base);
  return new wide.ImageModel(hold(wide));
}

/**
 * A model, with what was said of it beside.
 * @param {string} base the folder that holds the module
 * @param {ModelSource} source
 * @returns {Promise<{model: ImageModel, metadata: string | null}>}
 */
export async function openModel(base, source) {
  const files = await filesOf(base, source);
  return { model: await modelIn(base, files), metadata: files.metadata };
}

/**
 * A model, or the text of the file with classes that is in a bundle of the studio's.
 * @param {string} base the folder that holds the module
 * @param {ModelSource} source
 * @returns {Promise<ImageModel | string>}
 */
export async function openClasses(base, source) {
  const files = await filesOf(base, source);
  const held = files.hold(files.usual);
  const head = held.head();
  held.free();
  return head ?? modelIn(base, files);
}
