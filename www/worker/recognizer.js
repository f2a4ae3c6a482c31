// The recognizer's own thread: fetches the module and the weights, then answers one picture at a time.
import { load, problemOf } from "./load.js";

/** @typedef {import("../live/types.js").ToWorker} ToWorker */
/** @typedef {import("../live/types.js").FromWorker} FromWorker */
/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").OtherModel} OtherModel */
/** @typedef {import("../live/types.js").Wanted} Wanted */
/** @typedef {import("../mien-models.js").ImageModel} ImageModel */
/** @typedef {import("../mien.js").Recognizer} Recognizer */

/** The probe of a browser's detector that never answers must not keep the page waiting, ms. */
const PROBE_PATIENCE = 1000;

/** A person who pressed Start meanwhile doesn't wait for the warm-up, ms. */
const WARM_UP_AFTER = 100;

/** @type {Recognizer | undefined} */
let recognizer;

let warmUp = 0;

/** @param {FromWorker} message */
const tell = (message) => self.postMessage(message);

/**
 * Everything that comes over the network.
 * @param {string} base the folder that holds the module and `model/`
 */
function fetchAll(base) {
  const all = load(base, "mien", () => import("../mien.js"), ["detector", "expression"], (loaded, total) => tell({ type: "progress", loaded, total }));
  // Who asks for it hears of its failure; nobody may ask.
  all.catch(() => {});
  return { base, all };
}

/** The folder that holds the modules and `model/`. */
let base = new URL("..", import.meta.url).href;

// What the page will ask for is on its way before it asks.
let coming = fetchAll(base);

/** The other network that is asked. @type {ImageModel | undefined} */
let otherModel;

/**
 * Asks another network from now on. Where it can't be opened nothing changes.
 * @param {Recognizer} recognizer
 * @param {OtherModel} wanted
 */
async function useModel(recognizer, { model: source, name, subject }) {
  // Who has no other network does not fetch what reads it.
  const { openModel } = await import("./image-model.js");
  const { model } = await openModel(base, source);
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
    if (wanted && typeof wanted === "object") await useModel(recognizer, wanted);
    else recognizer.useHead(wanted ?? undefined);
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
  const { bindings, manifest, weights } = await coming.all;
  bindings.watchPanics((details) => tell({ type: "error", problem: { code: "crashed", details } }));
  const probe = Promise.race([
    bindings.probeBrowserDetector(),
    /** @type {Promise<undefined>} */ (new Promise((resolve) => setTimeout(resolve, PROBE_PATIENCE))),
  ]);
  const files = new bindings.WeightFiles();
  for (const { file, bytes } of weights) files.insert(file, bytes);
  const made = new bindings.Recognizer(manifest, files);
  files.free();
  const browser = await probe;
  if (browser) made.useBrowserDetector(browser);
  recognizer = made;
  tell({
    type: "ready",
    ...(await useClasses(made, wanted)),
    detector: browser ? "browser" : "built-in",
    browserDetector: browser !== undefined,
  });
  warmUp = setTimeout(() => {
    work = work.then(() => made.warmUp()).catch(() => {});
  }, WARM_UP_AFTER);
}

/** @param {ToWorker} message */
async function answer(message) {
  if (message.type === "load") return start(message.base, message.wanted);
  if (!recognizer) return;
  if (message.type === "classes") return tell({ type: "classes", ...(await useClasses(recognizer, message.wanted)) });
  if (message.type === "settings") return recognizer.settings(message.settings);
  if (message.type === "reset") return recognizer.reset();
  clearTimeout(warmUp);
  try {
    const report =
      message.type === "frame"
        ? await recognizer.recognize(message.bitmap, message.time, message.still)
        : await recognizer.recognizeAgain(message.time);
    tell({ type: "report", report });
  } catch (error) {
    const problem = problemOf(error);
    tell({ type: problem.code === "crashed" ? "error" : "unread", problem });
  }
}

// One message after the other: the recognizer can't be called while it is at work.
let work = Promise.resolve();
self.addEventListener("message", (event) => {
  work = work.then(() => answer(event.data)).catch((error) => tell({ type: "error", problem: problemOf(error) }));
});

tell({ type: "ready-for-work" });
