// The recogniser's own thread: fetches the module and the weights, then answers one picture at a time.
import init, { RecognizerWorker, probeBrowserDetector, watchPanics } from "../mien.js";

/** @typedef {import("../shared/types.js").ToWorker} ToWorker */
/** @typedef {import("../shared/types.js").FromWorker} FromWorker */
/** @typedef {import("../shared/types.js").Failure} Failure */

/** @type {RecognizerWorker | undefined} */
let recognizer;

/** The probe of a browser's detector that never answers must not keep the page waiting, ms. */
const PROBE_PATIENCE = 1000;

/** @param {FromWorker} message */
const tell = (message) => self.postMessage(message);

/** A missing or unreadable file. */
class LoadError extends Error {
  code = "load";
  hint = "Check the connection, then try again";
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
 * Fetches a file and counts its bytes while they come.
 * @param {URL} url
 * @param {number} [bytes] its size, where that is known beforehand
 * @returns {Promise<Response>}
 */
async function get(url, bytes) {
  progress.total += bytes ?? 0;
  const name = url.pathname.split("/").pop();
  const response = await fetch(url).catch((cause) => {
    throw new LoadError(`${name} could not be fetched`, { cause });
  });
  if (!response.ok || !response.body) throw new LoadError(`${name} could not be fetched (${response.status})`);
  if (bytes === undefined && !response.headers.has("content-encoding")) {
    bytes = Number(response.headers.get("content-length") ?? 0);
    progress.total += bytes;
  }
  const known = Boolean(bytes);
  const counted = response.body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        progress.loaded += chunk.byteLength;
        if (!known) progress.total += chunk.byteLength;
        tell({ type: "progress", ...progress });
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted, { headers: { "content-type": response.headers.get("content-type") ?? "" } });
}

/** @param {string} base the folder that holds the module and `model/` */
async function load(base) {
  const module = init({ module_or_path: get(new URL("mien_bg.wasm", base)) });
  const weights = (async () => {
    const text = await (await get(new URL("model/manifest.json", base))).text();
    const manifest = JSON.parse(text);
    const files = [manifest.detector, manifest.expression].map(async ({ file, bytes }) => {
      const response = await get(new URL(`model/${file}`, base), bytes);
      return new Uint8Array(await response.arrayBuffer());
    });
    return { text, files: await Promise.all(files) };
  })();

  const probe = module.then(() =>
    Promise.race([
      probeBrowserDetector(),
      new Promise((resolve) => setTimeout(resolve, PROBE_PATIENCE)),
    ]),
  );

  const [{ text, files }] = await Promise.all([weights, module]);
  watchPanics((details) => tell({ type: "error", error: { code: "crashed", message: details, hint: "" } }));
  const [detector, expression] = files;
  if (!detector || !expression) return;
  recognizer = new RecognizerWorker(text, detector, expression);
  const browser = await probe;
  if (browser) recognizer.useBrowserDetector(browser);
  tell({
    type: "ready",
    classes: recognizer.classes(),
    detector: browser ? "browser" : "built-in",
    browserDetector: browser !== undefined,
  });
}

/** @param {ToWorker} message */
async function answer(message) {
  if (message.type === "load") return load(message.base);
  if (!recognizer) return;
  if (message.type === "settings") return recognizer.settings(message.settings, message.detector);
  if (message.type === "reset") return recognizer.reset();
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
