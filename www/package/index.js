// Mien for programs: `import { createRecognizer } from "mien"`. No element, no page: it also works in a worker, and importing it anywhere is harmless.
import { Engine } from "../live/engine.js";
import { Frames } from "../live/frames.js";
import { pictureOf } from "../live/grab.js";
import { wordsIn } from "../live/language.js";
import { failureOf } from "../live/problem.js";
import { unsupported } from "../live/support.js";
import { upright } from "../live/upright.js";
import { languageFor } from "../words/languages.js";

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {import("../types/rust.js").FacePrediction} FacePrediction */
/** @typedef {import("../types/rust.js").Settings} Settings */
/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").Problem} Problem */

/**
 * What can be set; what is left out has its default.
 * @typedef {Partial<Omit<Settings, "stage">> & {
 *   base?: string,
 *   src?: string,
 *   looksAt?: "picture" | "faces",
 *   language?: string,
 *   signal?: AbortSignal,
 *   onProgress?: (loaded: number, total: number) => void,
 * }} RecognizerOptions
 * `base`: the folder that holds Mien's files, where they don't lie beside this module · `src`: the address of a file with a person's own classes, of a
 * model, or a link of the studio's; without it the seven expressions · `looksAt`: what a model is asked about · `language`: of error messages ·
 * `signal`: calls it off
 */

/** What went wrong: `code` for programs, `message` and `hint` for people. */
export class MienError extends Error {
  /** @param {{code: string, message: string, hint: string}} failure */
  constructor({ code, message, hint }) {
    super(message);
    this.name = "MienError";
    this.code = code;
    this.hint = hint;
  }
}

/**
 * @param {Problem} problem
 * @param {string | undefined} language
 */
async function errorOf(problem, language) {
  const words = await wordsIn(languageFor([language, ...(globalThis.navigator?.languages ?? [])]));
  return new MienError(failureOf(problem, words.problem));
}

/** A program that was bundled has Mien's files elsewhere than beside its code. @param {Problem} problem @returns {Problem} */
const notBeside = (problem) => (problem.code === "load" && problem.file.startsWith("worker/") ? { code: "noThread", file: problem.file } : problem);

/** An address as a page or a worker means it. @param {string} address */
const absolute = (address) => new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href).href;

/**
 * Loads Mien, and gives a recognizer. All recognizers with the same `base` share one worker and one download.
 * @param {RecognizerOptions} [options]
 * @returns {Promise<Recognizer>}
 * @throws {MienError} where it can't be loaded, or the classes can't be used
 */
export async function createRecognizer({ base, src, looksAt = "picture", language, signal, onProgress, ...settings } = {}) {
  const fail = async (/** @type {Problem} */ problem) => {
    throw await errorOf(problem, language);
  };
  if (signal?.aborted) return fail({ code: "aborted" });
  const reason = unsupported();
  if (reason) return fail({ code: reason });
  const folder = base === undefined ? undefined : absolute(base.endsWith("/") ? base : `${base}/`);
  const wanted = src === undefined ? null : { address: absolute(src), subject: looksAt };
  /** @type {(problem: Problem) => void} */
  let broken = () => {};
  /** @type {{engine: Engine, classes: Classes} | Problem} */
  const made = await new Promise((resolve) => {
    const engine = new Engine(
      {
        progress: (loaded, total) => onProgress?.(loaded, total),
        ready: (classes) => resolve({ engine, classes }),
        classes() {},
        error: (problem) => (engine.ready ? broken(problem) : resolve(problem)),
      },
      { base: folder, wanted },
    );
    signal?.addEventListener("abort", () => {
      if (!engine.ready) engine.close();
      resolve({ code: "aborted" });
    }, { once: true });
  });
  if ("code" in made) return fail(base === undefined ? notBeside(made) : made);
  const { engine, classes } = made;
  if (classes.error) {
    engine.close();
    return fail(classes.error);
  }
  engine.settings(settings);
  const recognizer = new Recognizer(engine, classes, language);
  broken = (problem) => recognizer.break(problem);
  signal?.addEventListener("abort", () => recognizer.close(), { once: true });
  return recognizer;
}

/** Recognises the expressions of all faces in pictures. Made by `createRecognizer`. */
export class Recognizer {
  #engine;
  #language;
  /** Why nothing can be asked any more. @type {Problem | undefined} */
  #ended;
  /** Those who wait for an answer that may never come. @type {Set<(problem: Problem) => void>} */
  #waiting = new Set();
  /** One picture after the other. @type {Promise<unknown>} */
  #work = Promise.resolve();

  /**
   * @param {Engine} engine
   * @param {Classes} classes
   * @param {string | undefined} language
   */
  constructor(engine, { classes, threshold }, language) {
    this.#engine = engine;
    this.#language = language;
    /** The classes in their fixed order. @readonly */
    this.classes = classes;
    /** Below this probability a face is better called unsure, 0 to 1. @readonly */
    this.threshold = threshold;
  }

  /**
   * The faces of a picture, surest detection first; none where there is no face. Boxes and landmarks are in pixels of the picture.
   * @param {ImageBitmapSource} picture an image, video, canvas, bitmap, `ImageData`, `Blob` or `VideoFrame`; a bitmap of yours stays yours
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<FacePrediction[]>}
   * @throws {MienError}
   */
  async recognize(picture, { signal } = {}) {
    return this.#ask(picture, true, signal);
  }

  /**
   * Looks at a video while it plays: one picture at a time, always the newest. A face keeps its `id` while it stays in the picture.
   * @param {HTMLVideoElement} video
   * @param {(faces: FacePrediction[]) => void} callback
   * @param {{signal?: AbortSignal, onError?: (error: unknown) => void}} [options] without `onError` a picture that can't be read is passed over
   * @returns {() => void} ends it
   */
  forVideo(video, callback, { signal, onError } = {}) {
    const life = new AbortController();
    let wake = () => {};
    const frames = new Frames(video, () => wake());
    const stop = () => {
      this.#waiting.delete(stop);
      life.abort();
      frames.stop();
      wake();
    };
    this.#waiting.add(stop);
    signal?.addEventListener("abort", stop, { once: true });
    this.#engine.reset();
    frames.start();
    const look = async () => {
      while (!life.signal.aborted) {
        if (frames.take()) {
          try {
            const faces = await this.#ask(video, false, life.signal);
            if (!life.signal.aborted) callback(faces);
          } catch (error) {
            if (!life.signal.aborted) onError?.(error);
          }
        } else await new Promise((resolve) => (wake = () => resolve(undefined)));
      }
    };
    void look();
    return stop;
  }

  /** Lets go of everything. Whoever waits for an answer hears that it was called off. */
  close() {
    if (this.#ended) return;
    this.break({ code: "aborted" });
    this.#engine.close();
  }

  /** @internal Nothing can be asked any more. @param {Problem} problem */
  break(problem) {
    this.#ended ??= problem;
    for (const tell of this.#waiting) tell(problem);
    this.#waiting.clear();
  }

  /**
   * @param {ImageBitmapSource} picture
   * @param {boolean} still
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<FacePrediction[]>}
   */
  async #ask(picture, still, signal) {
    const answer = this.#work.then(() => this.#answer(picture, still, signal));
    this.#work = answer.catch(() => {});
    const found = await answer;
    if ("code" in found) throw await errorOf(found, this.#language);
    return found.faces;
  }

  /**
   * @param {ImageBitmapSource} picture
   * @param {boolean} still
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<import("../types/rust.js").Report | Problem>}
   */
  async #answer(picture, still, signal) {
    if (this.#ended) return this.#ended;
    if (signal?.aborted) return { code: "aborted" };
    /** @type {import("../live/types.js").Picture} */
    let taken;
    try {
      taken = await pictureOf(picture instanceof Blob ? await upright(picture) : picture, this.#engine.frames);
    } catch (error) {
      return { code: "picture", cause: error instanceof Error ? error.message : String(error) };
    }
    if (this.#ended) {
      taken.close();
      return this.#ended;
    }
    return new Promise((resolve) => {
      const settle = (/** @type {import("../types/rust.js").Report | Problem} */ found) => {
        this.#waiting.delete(settle);
        resolve(found);
      };
      this.#waiting.add(settle);
      signal?.addEventListener("abort", () => settle({ code: "aborted" }), { once: true });
      // A picture that stands by itself is nobody's next one.
      if (still) this.#engine.reset();
      void this.#engine.recognize(taken, performance.now(), still).then(settle);
    });
  }
}
