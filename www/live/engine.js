// The recognizer's worker, seen from the page. All engines of a page that take Mien from the same folder share one worker, and with it one download.
import { begunThread } from "./begun.js";
import { SITE } from "./site.js";
import { FILE, explained, startThread } from "./thread.js";

/** @typedef {import("./types.js").FromWorker} FromWorker */
/** @typedef {import("./types.js").ToWorker} ToWorker */
/** @typedef {import("./types.js").Picture} Picture */
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

/** The workers that there are, by their folders, and who uses them. @type {Map<string, {thread: import("./thread.js").Thread, users: Set<Engine>}>} */
const threads = new Map();

/** @param {string} base */
function threadOf(base) {
  const running = threads.get(base);
  if (running) return running;
  const started = { thread: begunThread(base) ?? startThread(base, FILE), users: new Set() };
  threads.set(base, started);
  // Who comes next gets a new one.
  started.thread.onFailure(() => threads.get(base) === started && threads.delete(base));
  return started;
}

/** A recognizer of one's own in the shared worker. It answers in the order in which it is asked; how much is asked of it at a time is the viewer's rule. */
export class Engine {
  #events;
  #base;
  #shared;
  /** The way to the recognizer. @type {MessagePort} */
  #port;
  #unhear;
  /** Those who wait for a report, first come first served. @type {((answer: Report | Problem) => void)[]} */
  #waiting = [];
  /** Which classes are wanted. @type {Wanted} */
  #wanted;

  ready = false;
  /** Whether frames may come in the place of bitmaps. */
  frames = false;

  /**
   * @param {EngineEvents} events
   * @param {{base?: string | undefined, wanted?: Wanted}} [options] `base`: the folder that holds Mien, where it is not the one this module comes from
   */
  constructor(events, { base = SITE, wanted = null } = {}) {
    this.#events = events;
    this.#base = base;
    this.#wanted = wanted;
    this.#shared = threadOf(base);
    this.#shared.users.add(this);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener("message", ({ data }) => this.#hear(data));
    port1.start();
    this.#shared.thread.worker.postMessage({ type: "session" }, [port2]);
    this.#post({ type: "load", base, wanted });
    this.#unhear = this.#shared.thread.onFailure((problem) => this.#shared.users.has(this) && this.#fail(problem));
  }

  /**
   * What is in a picture, or why it can't be read.
   * @param {Picture} picture is transferred
   * @param {number} time
   * @param {boolean} still whether it stands still, or is one of a stream
   * @returns {Promise<Report | Problem>}
   */
  recognize(picture, time, still) {
    return this.#ask({ type: "frame", picture, time, still }, [picture]);
  }

  /** The last picture once more, for settings that changed. */
  recognizeAgain() {
    return this.#ask({ type: "again", time: performance.now() });
  }

  /** @param {Partial<Settings>} settings what is left out has Rust's default */
  settings(settings) {
    this.#post({ type: "settings", settings });
  }

  /**
   * Tells other classes apart. The event `classes` follows, or `ready` while the engine is loading.
   * @param {Wanted} wanted
   */
  use(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#post({ type: "classes", wanted });
  }

  /** A new source: no face of the old one counts any more. */
  reset() {
    if (this.ready) this.#post({ type: "reset" });
  }

  close() {
    const { users, thread } = this.#shared;
    this.#post({ type: "close" });
    this.#port.close();
    // The shared worker may live on.
    this.#unhear();
    users.delete(this);
    if (users.size > 0) return;
    thread.worker.terminate();
    if (threads.get(this.#base) === this.#shared) threads.delete(this.#base);
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
    this.#port.postMessage(message, transfer);
  }

  /** @param {Problem} problem */
  #fail(problem) {
    const crashed = problem.code === "crashed";
    // What has broken down is broken for all who use it; who starts anew gets another.
    if (crashed && threads.get(this.#base) === this.#shared) threads.delete(this.#base);
    this.#events.error(crashed && !problem.details ? { code: "crashed", details: FILE } : problem);
  }

  /** @param {FromWorker} message */
  #hear(message) {
    switch (message.type) {
      case "progress":
        this.#events.progress(message.loaded, message.total);
        break;
      case "ready":
        this.ready = true;
        this.frames = message.frames;
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
        void explained(message.problem, this.#base).then((problem) => this.#shared.users.has(this) && this.#fail(problem));
        break;
    }
  }
}
