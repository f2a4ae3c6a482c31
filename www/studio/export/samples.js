// Samples as files: a folder a class, with the places of the faces for other programs; and as a project of Teachable Machine.
import { download } from "../../live/download.js";
import { fileName } from "../dom.js";
import { folded } from "../names.js";
import { fileOf } from "../pictures.js";
import { allSamples, current } from "../session.js";
import { zip } from "../worker-client.js";

/** @typedef {import("../types.js").Class} Class */
/** @typedef {import("../types.js").Sample} Sample */

/** Between class and number in Teachable Machine's names. */
const SEPARATOR = "-!-";

/** Width and height of the pictures in Teachable Machine's projects. */
const SIDE = 224;

/** Samples of each class, oldest first; classes without any are left out. @returns {{one: Class, its: Sample[]}[]} */
function byClass() {
  const sorted = [...allSamples().values()].sort((a, b) => a.id - b.id);
  return current()
    .classes.map((one) => ({ one, its: sorted.filter((sample) => sample.class === one.id) }))
    .filter(({ its }) => its.length > 0);
}

/**
 * Columns and rows of a sample's picture.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function sizeOf(bytes) {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const xml = (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");

/** @param {string} text */
const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A folder for each class that no other class has. @param {Class[]} classes */
function folders(classes) {
  /** @type {Map<number, string>} */
  const names = new Map();
  for (const { id, name } of classes) {
    const wish = fileName(name);
    const taken = new Set([...names.values()].map(folded));
    let folder = wish;
    for (let count = 2; taken.has(folded(folder)); count++) folder = `${wish} ${count}`;
    names.set(id, folder);
  }
  return names;
}

/** @param {string} text */
const encoded = (text) => new TextEncoder().encode(text);

/**
 * A zip with a folder a class, `boxes.csv` (what Google's and most other tools for labelled pictures read) and a file of Pascal VOC beside each
 * picture. A face's picture shows the face and nothing else: its box is all of it.
 * @param {(done: number, total: number) => void} onProgress
 */
export async function saveSamples(onProgress) {
  const groups = byClass();
  const names = folders(groups.map(({ one }) => one));
  const total = groups.reduce((sum, { its }) => sum + its.length, 0);
  const files = [];
  const lines = ["file,width,height,class,xmin,ymin,xmax,ymax"];
  for (const { one, its } of groups) {
    const folder = names.get(one.id) ?? "";
    for (const [index, sample] of its.entries()) {
      const { bytes, extension } = await fileOf(sample);
      const { width, height } = await sizeOf(bytes);
      const name = String(index + 1).padStart(4, "0");
      const file = `${name}.${extension}`;
      lines.push([`${folder}/${file}`, width, height, one.name, 0, 0, width, height].map((value) => cell(String(value))).join(","));
      const voc = `<annotation>
  <folder>${xml(folder)}</folder>
  <filename>${file}</filename>
  <size><width>${width}</width><height>${height}</height><depth>3</depth></size>
  <object>
    <name>${xml(one.name)}</name>
    <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>${width}</xmax><ymax>${height}</ymax></bndbox>
  </object>
</annotation>
`;
      files.push({ path: `${folder}/${file}`, bytes }, { path: `${folder}/${name}.xml`, bytes: encoded(voc) });
      onProgress(files.length / 2, total);
    }
  }
  files.push({ path: "boxes.csv", bytes: encoded(`${lines.join("\n")}\n`) });
  download(new Blob([await zip(files)], { type: "application/zip" }), `${fileName(current().name)} samples.zip`);
}

/**
 * A project file of Teachable Machine: the pictures, of the size that it keeps, and how to train.
 * @param {(done: number, total: number) => void} onProgress
 */
export async function saveTeachableProject(onProgress) {
  const { settings, name } = current();
  const groups = byClass();
  const total = groups.reduce((sum, { its }) => sum + its.length, 0);
  const appdata = { publishResults: {}, trainEpochs: settings.epochs, trainBatchSize: settings.batch, trainLearningRate: settings.learningRate };
  const files = [];
  for (const { one, its } of groups) {
    for (const [index, sample] of its.entries()) {
      files.push({ path: `${one.name.replaceAll("/", "-")}${SEPARATOR}${index}.jpg`, bytes: await square(sample) });
      onProgress(files.length, total);
    }
  }
  files.push({ path: "manifest.json", bytes: encoded(JSON.stringify({ type: "image", version: "2.4.7", appdata })) });
  download(new Blob([await zip(files)], { type: "application/zip" }), `${fileName(name)}.tm`);
}

/** A sample as a JPEG of that size; one that is that already as it is. @param {Sample} sample */
async function square(sample) {
  const { bytes, extension } = await fileOf(sample);
  const bitmap = await createImageBitmap(new Blob([bytes]));
  if (extension === "jpg" && bitmap.width === SIDE && bitmap.height === SIDE) return bytes;
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const brush = canvas.getContext("2d");
  if (brush) brush.imageSmoothingQuality = "high";
  brush?.drawImage(bitmap, 0, 0, SIDE, SIDE);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
  return new Uint8Array(await blob.arrayBuffer());
}
