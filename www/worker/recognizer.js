// The recogniser's own thread: fetches the module and the weights, then answers one picture at a time.

/** @typedef {import("../live/types.js").ToWorker} ToWorker */
/** @typedef {import("../live/types.js").FromWorker} FromWorker */
/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").Failure} Failure */

/** The probe of a browser's detector that never answers must not keep the page waiting, ms. */
const PROBE_PATIENCE = 1000;

/** A person who pressed Start meanwhile doesn't wait for the warm-up, ms. */
const WARM_UP_AFTER = 100;

/** @type {import("../mien.js").RecognizerWorker | undefined} */
let recognizer;

let warmUp = 0;

/** @param {FromWorker} message */
const tell = (message) => self.postMessage(message);

/** A missing or unreadable file. */
class LoadError extends Error {
  code = "load";
  hint = "Check the connection, then try again";

  /**
   * Whatever goes wrong with a file of the page's own, in words for a person.
   * @param {string} file
   */
  static in(file) {
    return (/** @type {unknown} */ cause) => {
      throw cause instanceof LoadError ? cause : new LoadError(`${file} is damaged or missing`, { cause });
    };
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failure(error) {
  if (error instanceof WebAssembly.RuntimeError) {
    return { code: "crashed", message: String(error.stack ?? error), hint: "" };
  }
  if (error instanceof Error) {
    const { code, hint } = /** @type {Partial<Failure>} */ (/** @type {unknown} */ (error));
    return { code: code ?? "unexpected", message: error.message, hint: hint ?? "" };
  }
  return { code: "unexpected", message: String(error), hint: "" };
}

/** Bytes of all files together: what has come, and what is known to be coming. */
const progress = { loaded: 0, total: 0 };

/**
 * @param {string} path
 * @param {string} base
 * @returns {Promise<Response>}
 */
async function get(path, base) {
  const response = await fetch(new URL(path, base)).catch((cause) => {
    throw new LoadError(`${path} could not be fetched`, { cause });
  });
  if (!response.ok) throw new LoadError(`${path} could not be fetched (${response.status})`);
  return response;
}

/**
 * A file's bytes, counted while they come.
 * @param {string} path
 * @param {string} base
 * @param {number} size what the manifest promises
 */
async function getBytes(path, base, size) {
  progress.total += size;
  const { body } = await get(path, base);
  /** @type {Uint8Array[]} */
  const parts = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    parts.push(part.value);
    length += part.value.length;
    progress.loaded += part.value.length;
    tell({ type: "progress", ...progress });
  }
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
}

/**
 * The module, ready to be called. Its bytes come while its bindings come.
 * @param {string} base
 */
async function loadModule(base) {
  const wasm = get("mien_bg.wasm", base);
  const count = wasm.then((response) => {
    // Its size is that of what travels, which may be compressed.
    const size = Number(response.headers.get("content-length") ?? 0);
    progress.total += size;
    return size;
  });
  const [size, bindings] = await Promise.all([count, import("../mien.js").catch(LoadError.in("mien.js"))]);
  await bindings.default({ module_or_path: wasm }).catch(LoadError.in("mien_bg.wasm"));
  progress.loaded += size;
  tell({ type: "progress", ...progress });
  return bindings;
}

/** @param {string} base */
async function loadWeights(base) {
  const text = await (await get("model/manifest.json", base)).text();
  const manifest = await Promise.resolve(text).then(JSON.parse).catch(LoadError.in("model/manifest.json"));
  /** @param {{file: string, bytes: number}} file */
  const weights = async ({ file, bytes }) => getBytes(`model/${file}`, base, bytes);
  const [detector, expression] = await Promise.all([weights(manifest.detector), weights(manifest.expression)]).catch(
    LoadError.in("model/manifest.json"),
  );
  return { text, detector, expression };
}

/**
 * Everything that comes over the network.
 * @param {string} base the folder that holds the module and `model/`
 */
function fetchAll(base) {
  const all = Promise.all([loadModule(base), loadWeights(base)]);
  // Who asks for it hears of its failure; nobody may ask.
  all.catch(() => {});
  return { base, all };
}

// What the page will ask for is on its way before it asks.
let coming = fetchAll(new URL("..", import.meta.url).href);

/**
 * Other classes. Where they can't be used the expressions are: a page that shows the reason still works.
 * @param {import("../mien.js").RecognizerWorker} recognizer
 * @param {string | null} head
 * @returns {Classes}
 */
function useHead(recognizer, head) {
  /** @type {Pick<Classes, "error">} */
  let trouble = {};
  try {
    recognizer.useHead(head ?? undefined);
  } catch (error) {
    trouble = { error: failure(error) };
    recognizer.useHead();
  }
  return {
    classes: recognizer.classes(),
    name: recognizer.headName() ?? null,
    threshold: recognizer.threshold(),
    ...trouble,
  };
}

/**
 * @param {string} base
 * @param {string | null} head
 */
async function load(base, head) {
  if (coming.base !== base) coming = fetchAll(base);
  const [bindings, { text, detector, expression }] = await coming.all;
  bindings.watchPanics((details) => tell({ type: "error", error: { code: "crashed", message: details, hint: "" } }));
  const probe = Promise.race([
    bindings.probeBrowserDetector(),
    /** @type {Promise<undefined>} */ (new Promise((resolve) => setTimeout(resolve, PROBE_PATIENCE))),
  ]);
  const made = new bindings.RecognizerWorker(text, detector, expression);
  const browser = await probe;
  if (browser) made.useBrowserDetector(browser);
  recognizer = made;
  tell({
    type: "ready",
    ...useHead(made, head),
    detector: browser ? "browser" : "built-in",
    browserDetector: browser !== undefined,
  });
  warmUp = setTimeout(() => {
    work = work.then(() => made.warmUp()).catch(() => {});
  }, WARM_UP_AFTER);
}

/** @param {ToWorker} message */
async function answer(message) {
  if (message.type === "load") return load(message.base, message.head);
  if (!recognizer) return;
  if (message.type === "head") return tell({ type: "classes", ...useHead(recognizer, message.head) });
  if (message.type === "settings") return recognizer.settings(message.settings, message.detector);
  if (message.type === "reset") return recognizer.reset();
  clearTimeout(warmUp);
  const report =
    message.type === "frame"
      ? await recognizer.recognize(message.bitmap, message.time)
      : await recognizer.recognizeAgain(message.time);
  tell({ type: "report", report });
}

// One message after the other: the recogniser can't be called while it is at work.
let work = Promise.resolve();
self.addEventListener("message", (event) => {
  work = work.then(() => answer(event.data)).catch((error) => tell({ type: "error", error: failure(error) }));
});

tell({ type: "ready-for-work" });
