// Another network in the place of the expressions: its files, or its address.
import { byId } from "../live/dom.js";
import { MODEL_ENDING, modelAt, modelName } from "../live/model-address.js";

/** @typedef {import("../live/types.js").OtherModel} OtherModel */
/** @typedef {import("./types.js").Choices} Choices */

const picker = byId("model", HTMLInputElement);
const field = byId("subject-field", HTMLElement);
const subject = byId("subject", HTMLSelectElement);

/** @param {File[]} files */
export const areModel = (files) => files.some(({ name }) => MODEL_ENDING.test(name));

/**
 * @param {File[]} files
 * @param {Choices} choices
 * @returns {Promise<OtherModel>}
 */
export async function modelOfFiles(files, choices) {
  const read = files.map(async (file) => /** @type {const} */ ([file.name, new Uint8Array(await file.arrayBuffer())]));
  return { model: { files: Object.fromEntries(await Promise.all(read)) }, name: modelName(files.map(({ name }) => name)), subject: choices.subject };
}

/**
 * The model whose address the page's own address has.
 * @param {Choices} choices
 */
export const modelOfAddress = ({ model, subject }) => (model === null ? null : modelAt(model, subject));

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
