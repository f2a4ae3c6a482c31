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
 * @param {string} base the folder that holds the module
 * @param {ModelSource} source
 * @returns {Promise<{model: ImageModel, metadata: string | null}>}
 */
export async function openModel(base, source) {
  const told = source.metadata?.trimStart();
  const text = told?.startsWith("{") ? told : told ? perhaps(told) : null;
  const [files, metadata, usual] = await Promise.all(["model" in source ? fetchModel(base, source.model) : source.files, text, bindings(base)]);
  const hold = (/** @type {Bindings} */ { ModelFiles }) => {
    const held = new ModelFiles();
    for (const [name, bytes] of Object.entries(files)) held.insert(name, bytes);
    if (metadata) held.insert("metadata.json", new TextEncoder().encode(metadata));
    return held;
  };
  const held = hold(usual);
  if (!held.needFormats()) return { model: new usual.ImageModel(held), metadata };
  held.free();
  const wide = await allFormats(base);
  return { model: new wide.ImageModel(hold(wide)), metadata };
}
