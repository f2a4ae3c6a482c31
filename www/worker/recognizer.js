// The recognizer's own thread: fetches the module and the weights, then answers one picture at a time.
import init, { Recognizer, WeightFiles, probeBrowserDetector, watchPanics } from "../mien.js";
import { holdLock } from "./alive.js";
import { checkPixels, load, problemOf } from "./load.js";
import { copiesFrames, reader } from "./pixels.js";

/** @typedef {import("../live/types.js").ToWorker} ToWorker */
/** @typedef {import("../live/types.js").FromWorker} FromWorker */
/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").OtherModel} OtherModel */
/** @typedef {import("../live/types.js").Problem} Problem */
/** @typedef {import("../live/types.js").Wanted} Wanted */
/** @typedef {import("../mien-models.js").ImageModel} ImageModel */

/** A probe that never answers must not keep the page waiting, ms. */
const PROBE_PATIENCE = 1000;

/**
 * What a probe finds; nothing where it never answers.
 * @template T
 * @param {Promise<T>} probe
 * @returns {Promise<T | undefined>}
 */
const patiently = (probe) => Promise.race([probe, /** @type {Promise<undefined>} */ (new Promise((resolve) => setTimeout(resolve, PROBE_PATIENCE)))]);

/** A person who pressed Start meanwhile doesn't wait for the warm-up, ms. */
const WARM_UP_AFTER = 100;

/**
 * What is at an address, where one is wanted.
 * @param {Wanted} wanted
 * @returns {Promise<string | OtherModel | null>}
 */
async function lookAt(wanted) {
  if (wanted === null || typeof wanted === "string" || "model" in wanted) return wanted;
  const { classesAt } = await import("./address.js");
  return classesAt(wanted);
}

/** How the page of a session is told something. @typedef {(message: FromWorker) => void} Tell */

/** The pages' ways to be told, one a session. @type {Set<Tell>} */
const all = new Set();

/**
 * What has broken down is broken for all.
 * @param {Tell} tell
 * @param {Problem} problem
 */
function tellProblem(tell, problem) {
  for (const each of problem.code === "crashed" ? all : [tell]) each({ type: "error", problem });
}

/** How far the files have come. @type {{loaded: number, total: number}} */
let transfer = { loaded: 0, total: 0 };

/**
 * Everything that comes over the network.
 * @param {string} base the folder that holds the module and `model/`
 */
function fetchAll(base) {
  const loading = load(base, "mien", async () => ({ default: init }), ["detector", "expression"], (loaded, total) => {
    transfer = { loaded, total };
    for (const tell of all) tell({ type: "progress", loaded, total });
  });
  // Who asks for it hears of its failure; nobody may ask.
  loading.catch(() => {});
  loading.then(() => watchPanics((details) => tellProblem(() => {}, { code: "crashed", details })), () => {});
  const first = loading.then(make);
  first.catch(() => {});
  return { base, loading, first: /** @type {typeof first | undefined} */ (first) };
}

/** @param {Awaited<ReturnType<typeof load>>} loaded */
function make({ manifest, weights }) {
  const files = new WeightFiles();
  for (const { file, bytes, sha256 } of weights) files.insert(file, bytes, sha256);
  const made = new Recognizer(manifest, files);
  files.free();
  return made;
}

/** A recognizer of one's own: the first one is made before somebody asks. */
async function recognizerFrom(/** @type {ReturnType<typeof fetchAll>} */ fetched) {
  const { first } = fetched;
  fetched.first = undefined;
  return first ?? make(await fetched.loading);
}

/** The folder that holds the modules and `model/`. */
let base = new URL("..", import.meta.url).href;

// What the pages will ask for is on its way before they ask.
let coming = fetchAll(base);

/**
 * Whether pages may send frames in the place of bitmaps. A worker's first frame waits for the page's own thread, which has the page to make: it is not
 * made before the module is on its way.
 */
const frames = coming.loading.catch(() => {}).then(() => patiently(copiesFrames()));

/** Whether the browser's own detector works: asked once. @type {Promise<Awaited<ReturnType<typeof probeBrowserDetector>>> | undefined} */
let probing;

const probe = () => (probing ??= patiently(probeBrowserDetector()));

/**
 * A recognizer of one's own, and the classes that it tells apart. All sessions share the module and what was fetched.
 * @param {Tell} tell
 */
function session(tell) {
  /** @type {Recognizer | undefined} */
  let recognizer;

  /** How its pictures are read. @type {ReturnType<typeof reader> | undefined} */
  let pictures;

  /** The other network that is asked. @type {ImageModel | undefined} */
  let otherModel;

  let warmUp = 0;

  /**
   * Asks another network from now on. Where it can't be opened nothing changes.
   * @param {Recognizer} recognizer
   * @param {OtherModel} wanted
   */
  async function useModel(recognizer, { model: source, name, subject }) {
    // Who has no other network does not fetch what reads it.
    const { openClasses } = await import("./image-model.js");
    const model = await openClasses(base, source);
    if (typeof model === "string") return recognizer.useHead(model);
    recognizer.useModel(name, model.labels(), subject === "picture", (pixels, width, height, boxes) => model.classifyParts(pixels, width, height, boxes));
    otherModel?.free();
    otherModel = model;
  }

  /**
   * Other classes. Where a person's own can't be used the expressions are: a page that shows the reason still works.
   * @param {Recognizer} recognizer
   * @param {Wanted} wanted
   * @returns {Promise<Classes>}
   */
  async function useClasses(recognizer, wanted) {
    /** @type {Pick<Classes, "error">} */
    let trouble = {};
    try {
      const found = await lookAt(wanted);
      if (found && typeof found === "object") await useModel(recognizer, found);
      else recognizer.useHead(found ?? undefined);
    } catch (error) {
      trouble = { error: problemOf(error) };
      if (typeof wanted === "string") recognizer.useHead();
    }
    return {
      classes: recognizer.classes(),
      name: recognizer.name() ?? null,
      threshold: recognizer.threshold(),
      ...trouble,
    };
  }

  /**
   * @param {string} from
   * @param {Wanted} wanted
   */
  async function start(from, wanted) {
    base = from;
    if (coming.base !== base) coming = fetchAll(base);
    else if (transfer.total > 0) tell({ type: "progress", ...transfer });
    await coming.loading;
    const copies = (await frames) === true;
    if (!copies) checkPixels();
    const probed = probe();
    const made = await recognizerFrom(coming);
    const browser = await probed;
    if (browser) made.useBrowserDetector(browser);
    recognizer = made;
    pictures = reader(made);
    tell({
      type: "ready",
      ...(await useClasses(made, wanted)),
      detector: browser ? "browser" : "built-in",
      browserDetector: browser !== undefined,
      frames: copies,
    });
    warmUp = setTimeout(() => {
      work = work.then(() => made.warmUp()).catch(() => {});
    }, WARM_UP_AFTER);
  }

  /** @param {ToWorker} message */
  async function answer(message) {
    if (message.type === "load") return start(message.base, message.wanted);
    if (message.type === "close") return close();
    if (!recognizer || !pictures) return message.type === "frame" ? message.picture.close() : undefined;
    if (message.type === "classes") return tell({ type: "classes", ...(await useClasses(recognizer, message.wanted)) });
    if (message.type === "settings") return recognizer.settings(message.settings);
    if (message.type === "reset") {
      pictures.reset();
      return recognizer.reset();
    }
    clearTimeout(warmUp);
    const started = performance.now();
    try {
      if (message.type === "frame") await pictures.read(message.picture);
      const report = await recognizer.recognize(started, message.time, message.type === "again" || message.still);
      tell({ type: "report", report });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === "crashed") tellProblem(tell, problem);
      else tell({ type: "unread", problem });
    }
  }

  function close() {
    clearTimeout(warmUp);
    all.delete(tell);
    recognizer?.free();
    otherModel?.free();
    recognizer = pictures = otherModel = undefined;
  }

  // One message after the other: the recognizer can't be called while it is at work.
  let work = Promise.resolve();
  all.add(tell);
  return (/** @type {ToWorker} */ message) => {
    work = work.then(() => answer(message)).catch((error) => tellProblem(tell, problemOf(error)));
  };
}

// What the module does after it has waited for something, nobody here waits for.
self.addEventListener("error", (event) => {
  if (!(event.error instanceof WebAssembly.RuntimeError)) return;
  event.preventDefault();
  tellProblem(() => {}, problemOf(event.error));
});

self.addEventListener("message", ({ ports: [port] }) => {
  if (!port) return;
  const hear = session((message) => port.postMessage(message));
  port.addEventListener("message", ({ data }) => hear(data));
  port.start();
});

self.postMessage({ started: true });
holdLock();
