// The thread of networks of other projects: reads them and asks them.
import { bindings, openModel } from "./image-model.js";
import { ProblemError, checkPixels } from "./load.js";
import { serve, tellCrash } from "./serve.js";

/** @typedef {import("./serve.js").Call} Call */
/** @typedef {import("./image-model.js").ImageModel} ImageModel */
/** @typedef {import("../live/types.js").ModelSource} ModelSource */

/** What is known of an open model. @typedef {{id: number, labels: string[], width: number, height: number, metadata: string | null}} OpenModel */

const base = new URL("..", import.meta.url).href;

// It is there by the time that somebody asks for a model; who asks hears of its failure.
bindings(base).then(({ watchPanics }) => watchPanics(tellCrash), () => {});

/** @type {Map<number, ImageModel>} */
const models = new Map();

let count = 0;

const methods = {
  /**
   * @param {Call} _
   * @param {ModelSource} source
   * @returns {Promise<OpenModel>}
   */
  async open(_, source) {
    checkPixels();
    const { model, metadata } = await openModel(base, source);
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
    if (!model) throw new ProblemError({ code: "disposed" });
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
