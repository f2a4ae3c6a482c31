// Where a model of another project is, and what it is called.

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {import("./types.js").OtherModel} OtherModel */
/** @typedef {import("../types/rust.js").LookedAt} LookedAt */

/** How the files are called that are opened as a model; a picture or a video is called otherwise. */
export const MODEL_ENDING = /\.(zip|json|bin|h5|hdf5|keras|tflite|onnx|tm)$/i;

/** A name for people: that of the file that tells most, without its ending. @param {string[]} names */
export function modelName(names) {
  const telling = names.find((name) => !/(metadata\.json|\.txt|\.bin)$/i.test(name)) ?? names[0] ?? "";
  return telling.replace(MODEL_ENDING, "");
}

/**
 * The model at an address: a file, or a folder with `model.json`, as Teachable Machine's own links are.
 * @param {string} given
 * @param {LookedAt} subject
 * @returns {OtherModel}
 */
export function modelAt(given, subject) {
  const url = new URL(given, globalThis.document?.baseURI);
  const address = url.pathname.endsWith("/") ? new URL("model.json", url) : url;
  const metadata = address.pathname.endsWith(".json") ? { metadata: new URL("metadata.json", address).href } : {};
  const [file = "", folder = ""] = address.pathname.split("/").reverse();
  return { model: { model: address.href, ...metadata }, name: modelName([file === "model.json" ? folder || file : file]), subject };
}
