// What pages use of Teachable Machine's image library (`tmImage`) and of ml5's image classifier (`ml5.imageClassifier`): a page
// that was written for them works with this script in the place of theirs. Networks run in a worker.
//
// A classic script, because those pages expect its names at once. They have names of their own in the same place, `const URL = "./my_model/"`
// first of all, so everything of the browser's that is called such names is taken from `window` before they come.
(() => {
  const { URL } = window;

  if ("tmImage" in window) return;

  const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  const base = new URL(".", here || document.baseURI).href;

  /** What an export's pictures measure unless its files say so. */
  const IMAGE_SIZE = 224;

  // ---- The worker -------------------------------------------------------------------------------------------------

  /** @typedef {import("./live/types.js").ModelSource} ModelSource */
  /** @typedef {import("./worker/models.js").OpenModel} OpenModel */
  /** @typedef {{resolve: (result: any) => void, reject: (error: Error) => void}} Waiting */

  /** @type {Map<number, Waiting>} */
  const waiting = new Map();

  let count = 0;

  /** Why nothing can be asked any more. @type {Promise<Error> | undefined} */
  let crashed;

  /** Sentences, which come when something has gone wrong. @returns {Promise<typeof import("./teachable/words.js")>} */
  const words = () => import(new URL("teachable/words.js", base).href);

  /** What went wrong in the worker, in a sentence. @param {import("./live/types.js").Problem} problem */
  async function errorOf(problem) {
    // The sentences come from where the worker comes from, which may be out of reach.
    const said = await words().catch(() => undefined);
    const { message, hint } = said?.problem(problem) ?? { message: JSON.stringify(problem), hint: "" };
    return Object.assign(new Error([message, hint].filter(Boolean).join(". ")), { name: "MienError", code: problem.code });
  }

  /** @typedef {import("./live/types.js").Problem} Problem */

  /** @param {Problem} problem */
  async function crash(problem) {
    crashed ??= errorOf(problem);
    const all = [...waiting.values()];
    waiting.clear();
    const error = await crashed;
    all.forEach(({ reject }) => reject(error));
  }

  /** The worker that answers for models. @returns {Promise<Worker | undefined>} */
  async function startModels() {
    /** @type {typeof import("./live/thread.js")} */
    const { startThread } = await import(new URL("live/thread.js", base).href);
    const { worker, onFailure } = startThread(base, "worker/models.js");
    onFailure((problem) => void crash(problem));
    worker.addEventListener("message", async ({ data }) => {
      if ("crashed" in data) return crash({ code: "crashed", details: data.crashed });
      const call = waiting.get(data.id);
      if (!call) return;
      waiting.delete(data.id);
      if ("result" in data) return call.resolve(data.result);
      call.reject(await errorOf(data.problem));
    });
    return worker;
  }

  // It has the module by the time that the page asks for a model.
  const starting = startModels().catch(() => void crash({ code: "load", file: new URL("live/thread.js", base).href }));

  /**
   * @param {keyof import("./worker/models.js").Methods} method
   * @param {unknown[]} args
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>}
   */
  async function ask(method, args, transfer = []) {
    const worker = await starting;
    if (crashed) throw await crashed;
    return new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve, reject });
      worker?.postMessage({ id, method, args }, transfer);
    });
  }

  // ---- Pictures ---------------------------------------------------------------------------------------------------

  /** @typedef {HTMLImageElement | HTMLCanvasElement | HTMLVideoElement | ImageBitmap | OffscreenCanvas} Picture */

  /** Columns and rows. @param {Picture} picture */
  function sizeOf(picture) {
    if (picture instanceof HTMLVideoElement) return [picture.videoWidth, picture.videoHeight];
    if (picture instanceof HTMLImageElement) return [picture.naturalWidth, picture.naturalHeight];
    return [picture.width, picture.height];
  }

  /**
   * The middle of a picture, drawn with its shorter side on a square's. The steps are the original's, so that the pixels are.
   * @param {Picture} picture
   * @param {HTMLCanvasElement} canvas
   * @param {number} size
   * @param {boolean} flipped
   */
  function drawMiddle(picture, canvas, size, flipped) {
    const [width = 1, height = 1] = sizeOf(picture);
    const scale = size / Math.min(width, height);
    const [scaledWidth, scaledHeight] = [Math.ceil(width * scale), Math.ceil(height * scale)];
    canvas.width = canvas.height = size;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(picture, -Math.trunc((scaledWidth - size) / 2), -Math.trunc((scaledHeight - size) / 2), scaledWidth, scaledHeight);
    if (flipped) {
      context?.scale(-1, 1);
      context?.drawImage(canvas, -size, 0);
    }
    return context;
  }

  /** Whether there is something to see. @param {Picture} picture */
  function isThere(picture) {
    if (picture instanceof HTMLImageElement) return picture.complete;
    return !(picture instanceof HTMLVideoElement) || picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  }

  /** Waits until there is. @param {Picture} picture */
  async function whenThere(picture) {
    if (isThere(picture)) return;
    if (picture instanceof HTMLImageElement) await picture.decode();
    if (picture instanceof HTMLVideoElement) await new Promise((resolve) => picture.addEventListener("loadeddata", resolve, { once: true }));
  }

  // ---- tmImage ----------------------------------------------------------------------------------------------------

  /** @typedef {{className: string, probability: number}} Prediction */
  /** @typedef {Record<string, any> & {labels: string[], imageSize: number}} Metadata */

  /** What the library says of a model whose files say less. @param {any} metadata @param {OpenModel} opened @returns {Metadata} */
  const fill = (metadata, opened) => ({
    packageVersion: version,
    packageName: "@teachablemachine/image",
    timeStamp: new Date().toISOString(),
    userMetadata: {},
    modelName: "untitled",
    ...metadata,
    labels: opened.labels,
    imageSize: opened.width,
  });

  class CustomMobileNet {
    #opened;
    #canvas = document.createElement("canvas");
    /** @type {Metadata} */
    _metadata;

    static get EXPECTED_IMAGE_SIZE() {
      return IMAGE_SIZE;
    }

    /**
     * @param {OpenModel} opened
     * @param {any} metadata
     */
    constructor(opened, metadata) {
      this.#opened = opened;
      this._metadata = fill(metadata, opened);
    }

    getMetadata() {
      return this._metadata;
    }

    getTotalClasses() {
      return this.#opened.labels.length;
    }

    getClassLabels() {
      return this._metadata.labels;
    }

    /**
     * @param {Picture} image
     * @param {boolean} [flipped]
     * @returns {Promise<Prediction[]>} in the order of the labels
     */
    async predict(image, flipped = false) {
      await whenThere(image);
      const { id, width: size } = this.#opened;
      const pixels = drawMiddle(image, this.#canvas, size, flipped)?.getImageData(0, 0, size, size).data ?? new Uint8ClampedArray();
      const values = await ask("classify", [id, pixels, size, size, false], [pixels.buffer]);
      return Array.from(values, (probability, index) => ({ className: this._metadata.labels[index] ?? "", probability }));
    }

    /**
     * @param {Picture} image
     * @param {number} [maxPredictions]
     * @param {boolean} [flipped]
     * @returns {Promise<Prediction[]>} the likeliest first
     */
    async predictTopK(image, maxPredictions = 10, flipped = false) {
      const all = await this.predict(image, flipped);
      return all.sort((a, b) => b.probability - a.probability).slice(0, maxPredictions);
    }

    dispose() {
      void ask("close", [this.#opened.id]);
    }
  }

  /** @param {ModelSource} source @param {unknown} metadata an object, or the text of one; where there is none, `metadata.json` may be */
  async function openModel(source, metadata) {
    const opened = await ask("open", [source]);
    const parsed = metadata ?? JSON.parse(opened.metadata ?? "{}");
    return new CustomMobileNet(opened, parsed);
  }

  /**
   * @param {string} model address of `model.json`
   * @param {string | object} [metadata] address of `metadata.json`, or what stands there; without it, the file beside the model
   */
  function load(model, metadata) {
    const address = new URL(model, document.baseURI).href;
    if (metadata && typeof metadata === "object") return openModel({ model: address, metadata: JSON.stringify(metadata) }, metadata);
    return openModel({ model: address, metadata: new URL(metadata ?? "metadata.json", metadata ? document.baseURI : address).href }, undefined);
  }

  /**
   * @param {File} model
   * @param {File} weights
   * @param {File} [metadata]
   */
  async function loadFromFiles(model, weights, metadata) {
    const bytes = async (/** @type {File} */ file) => new Uint8Array(await file.arrayBuffer());
    const files = { "model.json": await bytes(model), [weights.name]: await bytes(weights) };
    return openModel({ files, ...(metadata && { metadata: await metadata.text() }) }, undefined);
  }

  class Webcam {
    /** The video, once there is one. @type {HTMLVideoElement | undefined} */
    webcam;
    /** What `update` draws on. @type {HTMLCanvasElement | undefined} */
    canvas;
    #square = document.createElement("canvas");

    constructor(width = 400, height = 400, flip = false) {
      this.width = width;
      this.height = height;
      this.flip = flip;
    }

    /** @param {MediaTrackConstraints} [options] */
    async getWebcam(options = {}) {
      if (!navigator.mediaDevices?.getUserMedia) throw new Error((await words()).words.noCamera);
      const wanted = { facingMode: "user", frameRate: 24, ...options, width: 640 };
      const stream = await navigator.mediaDevices.getUserMedia({ video: wanted }).catch(async (cause) => {
        throw new Error((await words()).words.refusedCamera, { cause });
      });
      const video = document.createElement("video");
      // Without these iOS shows one picture, or the video alone in full screen.
      video.muted = true;
      video.playsInline = true;
      video.setAttribute("playsinline", "");
      video.srcObject = stream;
      video.addEventListener("loadedmetadata", () => {
        video.width = video.videoWidth;
        video.height = video.videoHeight;
      });
      return video;
    }

    /** @param {MediaTrackConstraints} [options] */
    setup = async (options = {}) => {
      if (this.webcam) return;
      this.webcam = await this.getWebcam(options);
      this.canvas ??= Object.assign(document.createElement("canvas"), { width: this.width, height: this.height });
    };

    play = () => this.webcam?.play();

    pause = () => this.webcam?.pause();

    stop = () => {
      if (this.webcam) this.stopStreamedVideo(this.webcam);
    };

    update = () => this.renderCameraToCanvas();

    /** @param {HTMLVideoElement} video */
    stopStreamedVideo(video) {
      if (video.srcObject instanceof MediaStream) video.srcObject.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
    }

    renderCameraToCanvas() {
      if (!this.canvas || !this.webcam?.videoWidth) return;
      drawMiddle(this.webcam, this.#square, Math.max(this.width, this.height), this.flip);
      const [x, y] = [(this.width - this.#square.width) / 2, (this.height - this.#square.height) / 2];
      this.canvas.getContext("2d")?.drawImage(this.#square, x, y);
    }
  }

  /** The version of the library whose interface this is. */
  const version = "0.8.5";

  /**
   * A model to teach.
   * @param {object} [metadata]
   */
  async function createTeachable(metadata = {}) {
    /** @type {typeof import("./teachable/training.js")} */
    const { TeachableMobileNet } = await import(new URL("teachable/training.js", base).href);
    const filled = { ...fill({}, { id: 0, labels: [], width: IMAGE_SIZE, height: IMAGE_SIZE, metadata: null }) };
    return new TeachableMobileNet({ drawMiddle, whenThere, metadata: filled }, { ...metadata }).open();
  }

  const tmImage = { IMAGE_SIZE, CustomMobileNet, Webcam, createTeachable, load, loadFromFiles, version };

  // ---- ml5 --------------------------------------------------------------------------------------------------------

  /** @typedef {{label: string, confidence: number}} Result */

  /** What p5 wraps. @param {any} picture @returns {Picture} */
  const unwrapped = (picture) => picture?.elt ?? picture?.canvas ?? picture;

  /**
   * Whether a callback wants the error first, as ml5 had it until 0.12, or the results, as it has them since 1.0: its own words for them tell.
   * @param {Function} callback
   */
  function wantsErrorFirst(callback) {
    const [first = ""] = /^[^(]*\(([^)]*)\)|^\s*(?:async\s+)?([\w$]+)\s*=>/.exec(String(callback))?.slice(1).join("").split(",") ?? [];
    return /^\s*(e|er|err|error|erro|fehler|fout|fel|_+)\s*(=|$)/i.test(first);
  }

  /**
   * Calls back, and promises the same.
   * @template T
   * @param {Promise<T>} promise
   * @param {Function | undefined} callback
   */
  function callBack(promise, callback) {
    if (!callback) return promise;
    const errorFirst = wantsErrorFirst(callback);
    return promise.then(
      (result) => {
        errorFirst ? callback(undefined, result) : callback(result);
        return result;
      },
      (error) => {
        errorFirst ? callback(error) : callback(undefined, error);
        throw error;
      },
    );
  }

  /**
   * What was handed in, whatever its order.
   * @param {unknown[]} args
   */
  function sorted(args) {
    const picture = args.find((arg) => arg && typeof arg === "object");
    return {
      picture: picture ? unwrapped(picture) : undefined,
      most: args.find((arg) => typeof arg === "number") ?? Infinity,
      callback: /** @type {Function | undefined} */ (args.find((arg) => typeof arg === "function")),
    };
  }

  class ImageClassifier {
    #canvas = document.createElement("canvas");
    #running = 0;

    /**
     * @param {string} address
     * @param {Picture | undefined} video
     * @param {Function | undefined} callback
     */
    constructor(address, video, callback) {
      const model = new URL(address.endsWith("/") ? `${address}model.json` : address, document.baseURI).href;
      this.video = video;
      /** @type {Promise<OpenModel>} */
      this.model = ask("open", [{ model, metadata: new URL("metadata.json", model).href }]);
      const loaded = this.model.then(() => {
        // It was waited for: from now on this is no promise, so that it can be what one gives.
        this.then = undefined;
        return this;
      });
      this.ready = callBack(loaded, callback);
      this.ready.catch(() => {});
    }

    /** @type {((resolve: (value: any) => void, reject: (error: any) => void) => void) | undefined} */
    then = (resolve, reject) => void this.ready.then(resolve, reject);

    /**
     * @param {Picture | undefined} picture
     * @param {number} most
     * @returns {Promise<Result[]>}
     */
    async #classify(picture, most) {
      if (!picture) throw new Error((await words()).words.noPicture);
      // What is there is taken at once: sketches remove it after this call.
      if (!isThere(picture)) await whenThere(picture);
      const [width = 1, height = 1] = sizeOf(picture);
      [this.#canvas.width, this.#canvas.height] = [width, height];
      const context = this.#canvas.getContext("2d", { willReadFrequently: true });
      if (picture instanceof ImageData) context?.putImageData(picture, 0, 0);
      else context?.drawImage(picture, 0, 0);
      const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      const { id, labels } = await this.model;
      const values = await ask("classify", [id, pixels, width, height, true], [pixels.buffer]);
      /** @type {Result[]} */
      const results = Array.from(values, (confidence, index) => ({ label: labels[index] ?? "", confidence }));
      return results.sort((a, b) => b.confidence - a.confidence).slice(0, most);
    }

    /** @param {unknown[]} args a picture (or none: the video), the most results, and a callback; each may be left out */
    classify(...args) {
      const { picture = this.video, most, callback } = sorted(args);
      return callBack(this.#classify(picture, most), callback);
    }

    /** Again and again, until `classifyStop`. @param {unknown[]} args as `classify` has them */
    classifyStart(...args) {
      const { picture, most, callback } = sorted(args);
      const run = ++this.#running;
      const next = async () => {
        if (run !== this.#running) return;
        await this.classify(picture, most, callback).catch(() => {});
        requestAnimationFrame(next);
      };
      void next();
    }

    classifyStop() {
      this.#running++;
    }
  }

  /** What `flipImage` draws on, a canvas of p5's for each picture that it is given. @type {WeakMap<object, any>} */
  const flippedBy = new WeakMap();

  const ml5 = {
    /**
     * @param {string} model address of `model.json`, or of its folder
     * @param {unknown[]} args a video, options, and a callback; each may be left out
     */
    imageClassifier(model, ...args) {
      const video = args.map(unwrapped).find((arg) => arg instanceof HTMLVideoElement);
      return new ImageClassifier(model, video, sorted(args).callback);
    },

    /** A picture and its mirror image. @param {any} picture */
    flipImage(picture) {
      const { createGraphics } = /** @type {any} */ (window);
      const source = unwrapped(picture);
      const { width, height } = picture;
      if (createGraphics && source !== picture) {
        const graphics = flippedBy.get(picture) ?? createGraphics(width, height);
        flippedBy.set(picture, graphics);
        // Sketches remove each one and draw it all the same, which the p5 of today doesn't stand.
        graphics.remove = () => {};
        graphics.push();
        graphics.translate(width, 0);
        graphics.scale(-1, 1);
        graphics.image(picture, 0, 0, width, height);
        graphics.pop();
        return graphics;
      }
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d");
      context?.translate(width, 0);
      context?.scale(-1, 1);
      context?.drawImage(source, 0, 0, width, height);
      return canvas;
    },
  };

  Object.assign(window, { tmImage });
  // A page may have ml5 itself for other things.
  if (!("ml5" in window)) Object.assign(window, { ml5 });
})();
