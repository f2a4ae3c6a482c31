/** @typedef {import("./types.js").FromWorker} FromWorker */
/** @typedef {import("./types.js").ToWorker} ToWorker */
/** @typedef {import("./types.js").Classes} Classes */
/** @typedef {import("./types.js").Wanted} Wanted */
/** @typedef {import("./types.js").Ready} Ready */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("../types/rust.js").Report} Report */
/** @typedef {import("../types/rust.js").Settings} Settings */

/**
 * @typedef {object} EngineEvents
 * @property {(loaded: number, total: number) => void} progress
 * @property {(ready: Ready) => void} ready
 * @property {(classes: Classes) => void} classes other classes are in force from the next report on
 * @property {(problem: Problem) => void} error nothing can be asked any more, or what was asked for can't be done
 */

/** The folder that holds the worker, the module and `model/`. */
const HERE = new URL("..", import.meta.url).href;

/**
 * A worker, and what it said while nobody listened.
 * @param {string} base
 */
function startWorker(base) {
  const worker = new Worker(new URL("worker/recognizer.js", base), { type: "module", name: "mien" });
  /** @type {(MessageEvent | ErrorEvent)[]} */
  const early = [];
  const keep = (/** @type {MessageEvent | ErrorEvent} */ event) => early.push(event);
  worker.addEventListener("message", keep);
  worker.addEventListener("error", keep);
  return {
    worker,
    /**
     * @param {(message: FromWorker) => void} hear
     * @param {(event: ErrorEvent) => void} fail
     */
    listen(hear, fail) {
      worker.removeEventListener("message", keep);
      worker.removeEventListener("error", keep);
      worker.addEventListener("message", (event) => hear(event.data));
      worker.addEventListener("error", fail);
      // Whoever listens first finishes what it is doing.
      queueMicrotask(() => {
        for (const event of early) {
          if (event instanceof MessageEvent) hear(event.data);
          else fail(event);
        }
      });
    },
  };
}

/** @type {ReturnType<typeof startWorker> | undefined} */
let prepared;

/** Starts the worker of the next engine already: what it needs comes while the page is made. */
export function prepare() {
  prepared ??= startWorker(HERE);
}

/** The worker, seen from the page. It answers in the order in which it is asked; how much is asked of it at a time is the viewer's rule. */
export class Engine {
  #worker;
  #events;
  #base;
  #listening = false;
  /** Those who wait for a report, first come first served. @type {((answer: Report | Problem) => void)[]} */
  #waiting = [];
  /** @type {ToWorker | undefined} */
  #settings;
  /** Which classes are wanted. @type {Wanted} */
  #wanted = null;

  ready = false;

  /**
   * @param {EngineEvents} events
   * @param {string} [base] a folder of the page's own site that holds Mien; without it, the one this module comes from
   */
  constructor(events, base = HERE) {
    this.#events = events;
    this.#base = base;
    const early = base === HERE ? prepared : undefined;
    const { worker, listen } = early ?? startWorker(base);
    if (early) prepared = undefined;
    this.#worker = worker;
    listen(
      (message) => this.#hear(message),
      (event) => {
        event.preventDefault();
        const file = "worker/recognizer.js";
        events.error(this.ready ? { code: "crashed", details: event.message || file } : { code: "load", file });
      },
    );
  }

  /**
   * What is in a picture, or why it can't be read.
   * @param {ImageBitmap} bitmap is transferred
   * @param {number} time
   * @param {boolean} still whether it stands still, or is one of a stream
   * @returns {Promise<Report | Problem>}
   */
  recognize(bitmap, time, still) {
    return this.#ask({ type: "frame", bitmap, time, still }, [bitmap]);
  }

  /** The last picture once more, for settings that changed. */
  recognizeAgain() {
    return this.#ask({ type: "again", time: performance.now() });
  }

  /** @param {Partial<Settings>} settings what is left out has Rust's default */
  settings(settings) {
    this.#settings = { type: "settings", settings };
    if (this.#listening) this.#post(this.#settings);
  }

  /**
   * Tells other classes apart. The event `classes` follows, or `ready` while the engine is loading.
   * @param {Wanted} wanted
   */
  use(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (this.#listening) this.#post({ type: "classes", wanted });
  }

  /** A new source: no face of the old one counts any more. */
  reset() {
    if (this.ready) this.#post({ type: "reset" });
  }

  close() {
    this.#worker.terminate();
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   * @returns {Promise<Report | Problem>}
   */
  #ask(message, transfer) {
    this.#post(message, transfer);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   */
  #post(message, transfer = []) {
    this.#worker.postMessage(message, transfer);
  }

  /** @param {FromWorker} message */
  #hear(message) {
    switch (message.type) {
      case "ready-for-work":
        this.#listening = true;
        this.#post({ type: "load", base: this.#base, wanted: this.#wanted });
        if (this.#settings) this.#post(this.#settings);
        break;
      case "progress":
        this.#events.progress(message.loaded, message.total);
        break;
      case "ready":
        this.ready = true;
        this.#events.ready(message);
        break;
      case "classes":
        this.#events.classes(message);
        break;
      case "report":
        this.#waiting.shift()?.(message.report);
        break;
      case "unread":
        this.#waiting.shift()?.(message.problem);
        break;
      case "error":
        this.#events.error(message.problem);
        break;
    }
  }
}
