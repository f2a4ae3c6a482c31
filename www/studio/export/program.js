// The part of the export dialog for other programs: a format's files, the check that they answer like the preview, and what to paste.
import { byId, setText } from "../../live/dom.js";
import { download } from "../../live/download.js";
import { upright } from "../../live/upright.js";
import { fileName, icon, make } from "../dom.js";
import { thumbnail } from "../pictures.js";
import { current } from "../session.js";
import { model, takeFrom, zip } from "../worker-client.js";
import { words } from "../words.js";
import { compare, modelFiles, someSamples } from "./converter.js";

/** @typedef {import("../types.js").NewFace} NewFace */
/** @typedef {import("./converter.js").ModelFile} ModelFile */
/** @typedef {"tfjs" | "keras" | "tflite" | "onnx"} Program */

/** The formats of each program, as Rust calls them; the first is what most people want. @type {Record<Program, string[]>} */
const FORMATS = {
  tfjs: ["tfjs"],
  keras: ["keras-h5", "keras"],
  tflite: ["tflite", "tflite-int8"],
  onnx: ["onnx"],
};

/** Samples that the files are asked about at once. */
const ASKED = 6;

/** Larger differences from the preview are told: of numbers of 32 bits, and of 8. */
const CLOSE = { exact: 1e-4, int8: 0.1 };

const title = byId("program-title", HTMLElement);
const what = byId("program-what", HTMLElement);
const variants = byId("program-variants", HTMLFieldSetElement);
const save = byId("program-download", HTMLButtonElement);
const size = byId("program-size", HTMLElement);
const says = byId("check-says", HTMLElement);
const pictures = byId("check-pictures", HTMLElement);
const picker = byId("check-picture", HTMLInputElement);
const languages = byId("program-languages", HTMLElement);
const text = byId("program-snippet", HTMLElement);

/** @type {string} */
let format = "tfjs";
/** Counts what was asked for: what comes too late is not shown. */
let wish = 0;
/** @type {ModelFile[] | undefined} */
let files;
/** The snippet that is shown, for Copy. */
let shownSnippet = "";

/** @param {unknown} error */
const sentence = (error) => (error instanceof Error ? error.message : String(error));

/** Shows a program's formats. @param {Program} program */
export function showProgram(program) {
  const { name, what: about } = words.programs[program];
  setText(title, name);
  setText(what, about[current().kind]);
  const formats = FORMATS[program];
  variants.hidden = formats.length < 2;
  variants.replaceChildren(
    make("legend", { class: "visually-hidden" }, words.programs.variant),
    ...formats.map((each, index) => {
      const input = make("input", { type: "radio", name: "variant", value: each, ...(index === 0 ? { checked: "" } : {}) });
      input.addEventListener("change", () => void showFormat(each));
      return make("label", { class: "choice" }, input, make("span", {}, words.programs.formats[each] ?? each));
    }),
  );
  void showFormat(formats[0] ?? "tfjs");
}

/** @param {string} wanted */
async function showFormat(wanted) {
  const mine = ++wish;
  format = wanted;
  files = undefined;
  save.disabled = picker.disabled = true;
  setText(size, "");
  setText(says, words.programs.making);
  delete says.dataset.state;
  pictures.replaceChildren();
  void showSnippets(mine);
  try {
    const found = await modelFiles(format);
    if (mine !== wish) return;
    files = found;
    save.disabled = picker.disabled = false;
    setText(size, words.programs.size(found.reduce((sum, { bytes }) => sum + bytes.length, 0)));
    await check(someSamples(current(), ASKED).slice(0, ASKED), mine);
  } catch (error) {
    if (mine !== wish) return;
    says.dataset.state = "bad";
    setText(says, words.programs.failed(sentence(error)));
  }
}

const largest = (/** @type {number[]} */ row) => row.indexOf(Math.max(...row));

/**
 * Reads the files back, and asks them and the preview about the same samples.
 * @param {NewFace[]} samples
 * @param {number} mine
 */
async function check(samples, mine) {
  if (!files || samples.length === 0) return setText(says, "");
  const { here, there } = await compare(files, samples);
  if (mine !== wish) return;
  const { labels } = current().trained ?? { labels: [] };
  const close = format === "tflite-int8" ? CLOSE.int8 : CLOSE.exact;
  const results = samples.map((sample, index) => {
    const [expected, got] = [here[index] ?? [], there[index] ?? []];
    const apart = Math.max(...expected.map((value, place) => Math.abs(value - (got[place] ?? NaN))));
    return { sample, apart, same: apart <= close && largest(expected) === largest(got), label: labels[largest(got)] ?? "", value: Math.max(...got) };
  });
  pictures.replaceChildren(
    ...results.map(({ sample, same, label, value }) =>
      make(
        "figure",
        { class: "checked", "data-state": same ? "good" : "bad" },
        thumbnail(/** @type {import("../types.js").Sample} */ (sample)),
        make("figcaption", {}, icon(same ? "check" : "close"), make("span", {}, words.programs.checked(label, value, same))),
      ),
    ),
  );
  const all = results.every(({ same }) => same);
  says.dataset.state = all ? "good" : "bad";
  const apart = Math.max(...results.map(({ apart }) => apart));
  setText(says, all ? words.programs.same(results.length, apart) : words.programs.other(apart));
}

/** Asks about a picture that the person chose. @param {File} file */
async function tryPicture(file) {
  const mine = wish;
  try {
    const picture = await upright(file);
    const bitmap = await createImageBitmap(picture).catch(() => {
      throw new Error(words.import.badPicture);
    });
    const found = await takeFrom(current().kind, bitmap, { file: picture });
    if (mine !== wish) return;
    if (found.length === 0) throw new Error(words.import.faceless);
    await check(found, mine);
  } catch (error) {
    if (mine !== wish) return;
    delete says.dataset.state;
    setText(says, words.programs.notTried(file.name, sentence(error)));
  }
}

/** @param {number} mine */
async function showSnippets(mine) {
  const { kind, trained } = current();
  const { side, template } = await model(kind);
  if (mine !== wish) return;
  const mirrored = trained?.mirrored ?? false;
  const found = words.snippets(format, { kind, side, template, mirrored });
  const show = (/** @type {import("../../words/en/snippets.js").Snippet | undefined} */ snippet) => {
    shownSnippet = snippet?.text ?? "";
    setText(text, shownSnippet);
  };
  languages.hidden = found.length < 2;
  languages.replaceChildren(
    make("legend", { class: "visually-hidden" }, words.programs.language),
    ...found.map((snippet, index) => {
      const input = make("input", { type: "radio", name: "language", ...(index === 0 ? { checked: "" } : {}) });
      input.addEventListener("change", () => show(snippet));
      return make("label", { class: "choice" }, input, make("span", {}, snippet.language));
    }),
  );
  show(found[0]);
}

async function saveFiles() {
  if (!files) return;
  const name = `${fileName(current().name)} ${format}.zip`;
  download(new Blob([await zip(files)], { type: "application/zip" }), name);
}

/** @param {(text: string, done: string) => Promise<void>} copy */
export function bindProgram(copy) {
  save.addEventListener("click", () => void saveFiles());
  byId("copy-program", HTMLButtonElement).addEventListener("click", () => void copy(shownSnippet, words.export.linesCopied));
  picker.addEventListener("change", () => {
    const file = picker.files?.[0];
    picker.value = "";
    if (file) void tryPicture(file);
  });
}

/** What is under way is not shown any more. */
export function forgetProgram() {
  wish += 1;
  files = undefined;
}
