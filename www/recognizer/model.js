// Another network in the place of the expressions: its files, or its address.
import { byId } from "../live/dom.js";

/** @typedef {import("../live/types.js").OtherModel} OtherModel */
/** @typedef {import("./types.js").Choices} Choices */

const picker = byId("model", HTMLInputElement);
const field = byId("subject-field", HTMLElement);
const subject = byId("subject", HTMLSelectElement);

/** How the files are called that are opened as a model; a picture or a video is called otherwise. */
const ENDING = /\.(zip|json|bin|h5|hdf5|keras|tflite|onnx|txt|tm|npz)$/i;

/** @param {File[]} files */
export const areModel = (files) => files.some(({ name }) => ENDING.test(name));

/** A name for people: that of the file that tells most, without its ending. @param {string[]} names */
function nameOf(names) {
  const telling = names.find((name) => !/(metadata\.json|\.txt|\.bin)$/i.test(name)) ?? names[0] ?? "";
  return telling.replace(ENDING, "");
}

/**
 * @param {File[]} files
 * @param {Choices} choices
 * @returns {Promise<OtherModel>}
 */
export async function modelOfFiles(files, choices) {
  const read = files.map(async (file) => /** @type {const} */ ([file.name, new Uint8Array(await file.arrayBuffer())]));
  return { model: { files: Object.fromEntries(await Promise.all(read)) }, name: nameOf(files.map(({ name }) => name)), subject: choices.subject };
}

/**
 * The model whose address the page's own address has.
 * @param {Choices} choices
 * @returns {OtherModel | null}
 */
export function modelOfAddress(choices) {
  if (choices.model === null) return null;
  const given = new URL(choices.model, document.baseURI);
  // A folder, as Teachable Machine's own links are.
  const address = given.pathname.endsWith("/") ? new URL("model.json", given) : given;
  const metadata = address.pathname.endsWith(".json") ? { metadata: new URL("metadata.json", address).href } : {};
  const [file = "", folder = ""] = address.pathname.split("/").reverse();
  return { model: { model: address.href, ...metadata }, name: nameOf([file === "model.json" ? folder || file : file]), subject: choices.subject };
}

/** @param {boolean} shown whether there is another network that the choice is for */
export function showSubject(shown) {
  field.hidden = !shown;
}

/**
 * @param {Choices} choices
 * @param {{files: (files: File[]) => void, subject: () => void}} events
 */
export function bindModel(choices, { files, subject: changed }) {
  subject.value = choices.subject;
  picker.addEventListener("change", () => {
    const chosen = [...(picker.files ?? [])];
    // The same files picked once more are a change too.
    picker.value = "";
    if (chosen.length > 0) files(chosen);
  });
  subject.addEventListener("change", () => {
    choices.subject = subject.value === "faces" ? "faces" : "picture";
    changed();
  });
}
