/** @typedef {import("./types.js").FromWorker} FromWorker */
/** @typedef {import("./types.js").ToWorker} ToWorker */
/** @typedef {import("./types.js").Classes} Classes */
/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./types.js").Failure} Failure */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").DetectorChoice} DetectorChoice */

/**
 * @typedef {object} EngineEvents
 * @property {(loaded: number, total: number) => void} progress
 * @property {(ready: Extract<FromWorker, {type: "ready"}>) => void} ready
 * @property {(classes: Classes) => void} classes other classes are in force from the next report on
 * @property {(report: Report) => void} report
 * @property {(error: Failure) => void} error
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
      for (const event of early) {
        if (event instanceof MessageEvent) hear(event.data);
        else fail(event);
      }
    },
  };
}

/** @type {ReturnType<typeof startWorker> | undefined} */
let prepared;

/** Starts the worker of the next engine already: what it needs comes while the page is made. */
export function prepare() {
  prepared ??= startWorker(HERE);
}

/** The worker, seen from the page: one picture in flight; of those that come meanwhile the newest waits. */
export class Engine {
  #worker;
  #events;
  #base;
  #listening = false;
  #busy = false;
  /** The answer under way belongs to a source that is gone. */
  #stale = false;
  #again = false;
  /** @type {{bitmap: ImageBitmap, time: number} | undefined} */
  #waiting;
  /** @type {ToWorker | undefined} */
  #settings;
  /** A person's own classes. @type {string | null} */
  #head = null;

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
        const code = this.ready ? "crashed" : "load";
        events.error({ code, message: event.message || "worker/recognizer.js could not be loaded", hint: "Load the page again" });
      },
    );
  }

  get busy() {
    return this.#busy || !this.ready;
  }

  /**
   * @param {ImageBitmap} bitmap is transferred
   * @param {number} time
   */
  frame(bitmap, time) {
    if (this.busy) {
      this.#waiting?.bitmap.close();
      this.#waiting = { bitmap, time };
      return;
    }
    this.#busy = true;
    this.#again = false;
    this.#post({ type: "frame", bitmap, time }, [bitmap]);
  }

  /** Recognises the last picture once more, for settings that changed. */
  again() {
    if (this.busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#post({ type: "reset" });
    this.#post({ type: "again", time: performance.now() });
  }

  /**
   * @param {Settings} settings
   * @param {DetectorChoice} detector
   */
  settings(settings, detector) {
    this.#settings = { type: "settings", settings, detector };
    if (this.#listening) this.#post(this.#settings);
  }

  /**
   * Tells a person's own classes apart: a head as JSON or as the text of a link; `null`: the expressions. The event `classes` follows,
   * or `ready` while the engine is loading.
   * @param {string | null} head
   */
  head(head) {
    if (head === this.#head) return;
    this.#head = head;
    if (this.#listening) this.#post({ type: "head", head });
  }

  /** A new source: no face of the old one, and no answer about it, counts any more. */
  reset() {
    this.#stale = this.#busy;
    this.#again = false;
    this.#waiting?.bitmap.close();
    this.#waiting = undefined;
    if (this.ready) this.#post({ type: "reset" });
  }

  close() {
    this.#worker.terminate();
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
        this.#post({ type: "load", base: this.#base, head: this.#head });
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
        this.#busy = false;
        if (!this.#stale) this.#events.report(message.report);
        this.#stale = false;
        this.#goOn();
        break;
      case "error":
        this.#busy = false;
        if (!this.#stale || message.error.code === "crashed") this.#events.error(message.error);
        this.#stale = false;
        this.#goOn();
        break;
    }
  }

  #goOn() {
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next) this.frame(next.bitmap, next.time);
    else if (this.#again) this.again();
  }
}
