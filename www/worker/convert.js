// The export's own thread: writes a model in other formats, and reads back what it wrote.
import { loadModule } from "./load.js";
import { joined, plainFiles } from "./plain.js";
import { serve, tellCrash } from "./serve.js";

/** @typedef {import("./serve.js").Call} Call */
/** @typedef {import("../mien-formats.js").ModelConverter} ModelConverter */
/** @typedef {import("../types/rust.js").ProjectKind} ProjectKind */
/** @typedef {import("./plain.js").PlainFile} ModelFile */

/** What the network is shown: grey values of a cut face, or a picture of its size. @typedef {{face: Uint8Array, picture: Blob | null}} Shown */

const base = new URL("..", import.meta.url).href;
const starting = loadModule(base, "mien-formats", () => import("../mien-formats.js"));
starting.then(({ watchPanics }) => watchPanics(tellCrash), () => {});

/** @param {ModelFile[]} files */
async function open(files) {
  const { ModelConverter, ModelFiles } = await starting;
  const held = new ModelFiles();
  for (const { path, bytes } of files) held.insert(path, bytes);
  return new ModelConverter(held);
}

/**
 * The values of what is shown, 0 to 255, one after the other.
 * @param {Shown[]} shown
 * @param {ProjectKind} kind
 */
async function valuesOf(shown, kind) {
  const all = kind === "faces" ? shown.map(({ face }) => face) : await Promise.all(shown.flatMap(({ picture }) => picture ?? []).map(colours));
  return joined(all, (length) => new Uint8Array(length));
}

/** A picture's red, green and blue, pixel by pixel. @param {Blob} picture */
async function colours(picture) {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = brush?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  return Uint8Array.from({ length: (data.length / 4) * 3 }, (_, index) => data[Math.floor(index / 3) * 4 + (index % 3)] ?? 0);
}

const methods = {
  /**
   * The files of a model in a format; "tflite-int8" is fitted to what is shown.
   * @param {Call} _
   * @param {ModelFile[]} files of the model, in any format
   * @param {string} format
   * @param {ProjectKind} kind of what is shown
   * @param {Shown[]} shown
   * @returns {Promise<ModelFile[]>}
   */
  async convert(_, files, format, kind, shown) {
    const converter = await open(files);
    try {
      const saved = format === "tflite-int8" ? converter.saveInt8(await valuesOf(shown, kind)) : converter.save(format);
      return plainFiles(saved);
    } finally {
      converter.free();
    }
  },

  /**
   * What a model's files say of what is shown: a probability a class, one after the other.
   * @param {Call} _
   * @param {ModelFile[]} files
   * @param {ProjectKind} kind
   * @param {Shown[]} shown
   */
  async answers(_, files, kind, shown) {
    const converter = await open(files);
    try {
      return converter.answers(await valuesOf(shown, kind));
    } finally {
      converter.free();
    }
  },
};

/** @typedef {typeof methods} Methods */

serve(methods);
