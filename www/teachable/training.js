// Training as Teachable Machine's library has it (`tmImage.createTeachable`): the studio's own thread learns, on the network that both share.
import { connect } from "../live/remote.js";
import { SITE } from "../live/site.js";
import { startThread } from "../live/thread.js";
import { TRAINING } from "../types/settings.js";
import { problem, words } from "./words.js";

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {import("../worker/studio.js").Methods} Methods */
/** @typedef {import("../types/rust.js").Epoch} Epoch */
/** @typedef {import("../types/rust.js").TrainConfig} TrainConfig */
/** @typedef {{className: string, probability: number}} Prediction */
/** @typedef {Partial<Record<"onTrainBegin" | "onTrainEnd" | "onEpochBegin" | "onEpochEnd", (...args: any[]) => unknown>>} Callbacks */

/**
 * What the page's script lends.
 * @typedef {object} Lent
 * @property {(picture: any, canvas: HTMLCanvasElement, size: number, flipped: boolean) => unknown} drawMiddle
 * @property {(picture: any) => Promise<void>} whenThere
 * @property {Record<string, unknown>} metadata of a model that says nothing
 */

/** What the library trains with where the page says nothing: the studio has its defaults from there. */
const USUAL = /** @type {{denseUnits: number, epochs: number, learningRate: number, batchSize: number}} */ ({
  denseUnits: TRAINING.hidden.default,
  epochs: TRAINING.epochs.default,
  learningRate: TRAINING.learningRate.default,
  batchSize: TRAINING.batch.default,
});

/** A seed of the library's is a text. @param {string} text */
const numberOf = (text) => [...text].reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0, 7);

/** A list with what pages ask a tensor for. @param {number[]} values */
const tensor = (values) =>
  Object.assign(Int32Array.from(values), {
    array: async () => values,
    arraySync: () => values,
    data: async () => Int32Array.from(values),
    dataSync: () => Int32Array.from(values),
    dispose() {},
  });

/** What an epoch is to the library's callbacks. @param {Epoch} epoch */
const logs = ({ training, validation }) => ({
  loss: training.loss,
  acc: training.accuracy,
  ...(validation && { val_loss: validation.loss, val_acc: validation.accuracy }),
});

export class TeachableMobileNet {
  /** Embeddings of each class's examples, in its order. @type {Float32Array<ArrayBuffer>[][]} */
  examples = [];
  #seed = 1;
  #side = 0;
  #backbone = "";
  #head = "";
  /** @type {import("../live/thread.js").Thread | undefined} */
  #thread;
  #studio;
  #lent;
  #canvas = document.createElement("canvas");
  /** @type {AbortController | undefined} */
  #training;
  /** Says that training has stopped. @type {Promise<unknown> | undefined} */
  #stopped;

  /**
   * @param {Lent} lent
   * @param {Record<string, unknown>} metadata
   */
  constructor(lent, metadata) {
    this.#lent = lent;
    /** @type {Record<string, unknown> & {labels: string[]}} */
    this._metadata = { ...lent.metadata, ...metadata, labels: /** @type {string[]} */ ([...(/** @type {string[]} */ (metadata["labels"]) ?? [])]) };
    const start = () => (this.#thread = startThread(SITE, "worker/studio.js"));
    this.#studio = /** @type {ReturnType<typeof connect<Methods>>} */ (connect(start, () => {}, problem));
  }

  /** Waits for the network. */
  async open() {
    const { side, backbone } = await this.#studio.call.model("pictures");
    this.#side = side;
    this.#backbone = backbone;
    return this;
  }

  get isTrained() {
    return this.#head !== "";
  }

  get isPrepared() {
    return this.totalSamples > 0;
  }

  get numClasses() {
    return this.examples.length;
  }

  get totalSamples() {
    return this.examples.reduce((sum, { length }) => sum + length, 0);
  }

  /** @param {any} picture @param {boolean} flipped */
  async #embed(picture, flipped) {
    await this.#lent.whenThere(picture);
    this.#lent.drawMiddle(picture, this.#canvas, this.#side, flipped);
    const bitmap = await createImageBitmap(this.#canvas);
    return this.#studio.with({ transfer: [bitmap] }).embedPicture(bitmap);
  }

  /**
   * @param {number} className the number of the class
   * @param {any} sample an image, canvas or video
   */
  async addExample(className, sample) {
    const embedding = await this.#embed(sample, false);
    while (this.examples.length <= className) this.examples.push([]);
    this.examples[className]?.push(embedding);
  }

  /** Nothing has to be prepared here. */
  prepare() {}

  prepareDataset() {}

  /**
   * @param {Partial<typeof USUAL>} [params]
   * @param {Callbacks} [callbacks]
   */
  async train(params = {}, callbacks = {}) {
    const { denseUnits, epochs, learningRate, batchSize } = { ...USUAL, ...params };
    const names = this.getLabels().slice(0, this.numClasses);
    while (names.length < this.numClasses) names.push(words.unnamed(names.length + 1));
    const all = this.examples.flat();
    const width = all[0]?.length ?? 0;
    const embeddings = new Float32Array(all.length * width);
    all.forEach((embedding, index) => embeddings.set(embedding, index * width));
    const truth = Uint32Array.from(this.examples.flatMap((its, number) => its.map(() => number)));
    /** @type {TrainConfig} */
    const settings = { epochs, batch: batchSize, learningRate, hidden: denseUnits, validationShare: Number(TRAINING.validationShare.default), balance: false, mirror: false, patience: 0, seed: this.#seed };
    this.#training = new AbortController();
    const { signal } = this.#training;
    await callbacks.onTrainBegin?.({});
    const running = this.#studio
      .with({
        signal,
        onPart(/** @type {Epoch[]} */ some) {
          for (const one of some) {
            void callbacks.onEpochBegin?.(one.epoch - 1, {});
            void callbacks.onEpochEnd?.(one.epoch - 1, logs(one));
          }
        },
      })
      .train({ embeddings, mirrored: new Float32Array(), mirroredSamples: new Uint32Array(), truth, names, settings });
    this.#stopped = running.catch(() => {});
    const { layers } = await running;
    this._metadata.labels = names;
    this.#head = await this.#studio.call.headFile({ name: this.getName().slice(0, 100), labels: names, backbone: this.#backbone, threshold: 0, mirrored: false, layers });
    await callbacks.onTrainEnd?.({});
    return this;
  }

  /** Ends a training early; the best so far is its result. */
  async stopTraining() {
    this.#training?.abort();
    await this.#stopped;
  }

  /**
   * @param {any} image
   * @param {boolean} [flipped]
   * @returns {Promise<Prediction[]>} in the order of the labels
   */
  async predict(image, flipped = false) {
    if (!this.isTrained) throw new Error(words.notTrained);
    const values = await this.#studio.call.classify(this.#head, await this.#embed(image, flipped));
    return Array.from(values, (probability, index) => ({ className: this.getLabel(index), probability }));
  }

  /**
   * @param {any} image
   * @param {number} [maxPredictions]
   * @param {boolean} [flipped]
   */
  async predictTopK(image, maxPredictions = 3, flipped = false) {
    const all = await this.predict(image, flipped);
    return all.sort((a, b) => b.probability - a.probability).slice(0, maxPredictions);
  }

  /** What each example is, and what it is named. */
  async calculateAccuracyPerClass() {
    if (!this.isTrained) throw new Error(words.notTrained);
    const reference = this.examples.flatMap((its, number) => its.map(() => number));
    const predictions = [];
    for (const embedding of this.examples.flat()) {
      const values = await this.#studio.call.classify(this.#head, embedding);
      predictions.push(values.indexOf(Math.max(...values)));
    }
    return { reference: tensor(reference), predictions: tensor(predictions) };
  }

  /**
   * Gives the model to a handler of TensorFlow.js', or, for "downloads://name", to the person.
   * @param {string | {save: (artifacts: object) => Promise<any>}} to
   */
  async save(to) {
    if (!this.isTrained) throw new Error(words.notTrained);
    const files = await this.#studio.call.exportModel("pictures", this.#head, new Date().toISOString());
    const bytes = (/** @type {string} */ name) => files.find(({ path }) => path === name)?.bytes ?? new Uint8Array();
    const model = JSON.parse(new TextDecoder().decode(bytes("model.json")));
    const weights = bytes("weights.bin");
    const info = { dateSaved: new Date(), modelTopologyType: "JSON", weightDataBytes: weights.length };
    if (typeof to === "object") {
      const { modelTopology, weightsManifest, format, generatedBy, convertedBy } = model;
      return to.save({ modelTopology, format, generatedBy, convertedBy, weightSpecs: weightsManifest[0].weights, weightData: weights.buffer, modelArtifactsInfo: info });
    }
    const [, name] = /^downloads:\/\/(.*)$/.exec(to) ?? [];
    if (name === undefined) throw new Error(words.unknownPlace(to));
    const stem = name || "model";
    model.weightsManifest[0].paths = [`${stem}.weights.bin`];
    give(`${stem}.json`, JSON.stringify(model));
    give(`${stem}.weights.bin`, weights);
    give("metadata.json", JSON.stringify({ ...this._metadata, imageSize: this.#side }));
    return { modelArtifactsInfo: info };
  }

  /** @param {number} index @param {string} label */
  setLabel(index, label) {
    this._metadata.labels[index] = label;
  }

  /** @param {string[]} labels */
  setLabels(labels) {
    this._metadata.labels = [...labels];
  }

  /** @param {number} index */
  getLabel(index) {
    return this._metadata.labels[index] ?? "";
  }

  getLabels() {
    return this._metadata.labels;
  }

  getClassLabels() {
    return this._metadata.labels;
  }

  getTotalClasses() {
    return this._metadata.labels.length;
  }

  getMetadata() {
    return this._metadata;
  }

  /** @param {string} name */
  setName(name) {
    this._metadata["modelName"] = name;
  }

  getName() {
    return String(this._metadata["modelName"] ?? "");
  }

  /** @param {string} seed */
  setSeed(seed) {
    this.#seed = numberOf(seed);
  }

  dispose() {
    this.#thread?.worker.terminate();
  }
}

/** @param {string} name @param {string | Uint8Array<ArrayBuffer>} content */
function give(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
