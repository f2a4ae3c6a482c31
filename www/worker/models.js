// The thread of networks of other projects: reads them and asks them.
import { ProblemError, get, loadModule } from "./load.js";
import { serve, tellCrash } from "./serve.js";

/** @typedef {import("./serve.js").Call} Call */
/** @typedef {import("../mien-models.js").ImageModel} ImageModel */

/**
 * Where a model's files are: addresses, or their bytes by their names. `metadata` is another address of `metadata.json`, or its text.
 * @typedef {{model: string, metadata?: string} | {files: Record<string, Uint8Array<ArrayBuffer>>, metadata?: string}} ModelSource
 */

/** What is known of an open model. @typedef {{id: number, labels: string[], width: number, height: number, metadata: string | null}} OpenModel */

const base = new URL("..", import.meta.url).href;

async function start() {
  const bindings = await loadModule(base, "mien-models", () => import("../mien-models.js"));
  bindings.watchPanics(tellCrash);
  return bindings;
}

const starting = start();
// Who asks for it hears of its failure.
starting.catch(() => {});

/** @type {Map<number, ImageModel>} */
const models = new Map();

let count = 0;

/** @param {string} address */
const bytesOf = async (address) => new Uint8Array(await (await get(base, address)).arrayBuffer());

/** A file that can be done without. @param {string} address */
async function perhaps(address) {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? response.text() : null;
}

/**
 * The files that `model.json` at an address wants, and itself.
 * @param {string} address
 */
async function fetchModel(address) {
  const json = await bytesOf(address);
  const { weightFiles } = await starting;
  const names = weightFiles(new TextDecoder().decode(json));
  const weights = await Promise.all(names.map((name) => bytesOf(new URL(name, address).href)));
  return { "model.json": json, ...Object.fromEntries(names.map((name, index) => [name, weights[index] ?? new Uint8Array()])) };
}

const methods = {
  /**
   * @param {Call} _
   * @param {ModelSource} source
   * @returns {Promise<OpenModel>}
   */
  async open(_, source) {
    const text = source.metadata?.trimStart().startsWith("{") ? source.metadata : source.metadata ? perhaps(source.metadata) : null;
    const [files, metadata, bindings] = await Promise.all(["model" in source ? fetchModel(source.model) : source.files, text, starting]);
    const held = new bindings.ModelFiles();
    for (const [name, bytes] of Object.entries(files)) held.insert(name, bytes);
    if (metadata) held.insert("metadata.json", new TextEncoder().encode(metadata));
    const model = new bindings.ImageModel(held);
    const id = ++count;
    models.set(id, model);
    return { id, labels: model.labels(), width: model.width, height: model.height, metadata };
  },

  /**
   * A probability a class.
   * @param {Call} _
   * @param {number} id
   * @param {Uint8Array<ArrayBuffer>} pixels RGBA
   * @param {number} width
   * @param {number} height
   * @param {boolean} stretched whether to show the network all of the picture, or its middle
   */
  classify(_, id, pixels, width, height, stretched) {
    const model = models.get(id);
    if (!model) throw new ProblemError({ code: "unexpected", cause: "This model was disposed of" });
    return model.classify(pixels, width, height, stretched);
  },

  /**
   * @param {Call} _
   * @param {number} id
   */
  close(_, id) {
    models.get(id)?.free();
    models.delete(id);
  },
};

/** @typedef {typeof methods} Methods */

serve(methods);
