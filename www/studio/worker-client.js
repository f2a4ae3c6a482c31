// The studio's worker, seen from the page.
import { WorkerError, connect } from "../live/remote.js";
import { SITE } from "../live/site.js";
import { startThread } from "../live/thread.js";
import { newId } from "./project.js";
import { words } from "./words.js";

/** @typedef {import("../worker/studio.js").Methods} Methods */
/** @typedef {import("../types/rust.js").Epoch} Epoch */
/** @typedef {import("../types/rust.js").Note} Note */
/**
 * @template T
 * @typedef {import("../types/rust.js").Faults<T>} Faults
 */
/** @typedef {import("../types/rust.js").ProjectKind} ProjectKind */
/** @typedef {import("../types/rust.js").TrainConfig} TrainConfig */
/** @typedef {import("../types/rust.js").Which} Which */
/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("./types.js").NewFace} NewFace */
/** @typedef {import("./types.js").Bytes} Bytes */

export { WorkerError };

/** @type {(details: string) => void} */
let onCrash = () => {};

/** @param {(details: string) => void} listener is told that what was under way is lost; what is asked next is answered by a new worker */
export function whenCrashed(listener) {
  onCrash = listener;
}

/** @type {ReturnType<typeof connect<Methods>>} */
const studio = connect(() => startThread(SITE, "worker/studio.js"), (details) => onCrash(details), words.workerProblem);

/** Functions that need nothing said here: what they do is said where they are. */
export const { model, advice: adviceFor, link: linkOf, sortFolders, readEntry, closeArchive, zip, classify, exportModel } = studio.call;

/**
 * What a project takes of a picture: its faces, largest first, none where there is no face; or the picture itself.
 * @param {ProjectKind} kind
 * @param {ImageBitmap} bitmap is transferred
 * @param {{which?: Which, file?: Blob | undefined}} [options] `file` is what the picture came in; one of a camera or
 *   video came in none
 * @returns {Promise<import("./types.js").TakenFace[]>}
 */
export function takeFrom(kind, bitmap, { which = "largest", file } = {}) {
  const { faces, picture } = studio.with({ transfer: [bitmap] });
  return kind === "faces" ? faces(bitmap, which, file !== undefined) : picture(bitmap, file);
}

/**
 * Brings samples' faces to the model's size, where they were cut for another one. True where any was.
 * @param {ProjectKind} kind
 * @param {Sample[]} samples
 */
export async function resize(kind, samples) {
  if (kind === "pictures") return false;
  const { side } = await model(kind);
  const others = samples.filter(({ face }) => face.length !== side * side);
  for (const sample of others) sample.face = await studio.call.resized(sample.face);
  return others.length > 0;
}

/**
 * Embeddings of kept faces or pictures, each a buffer of its own.
 * @param {ProjectKind} kind
 * @param {Sample[]} samples
 * @param {boolean} mirrored whether of the mirrored faces
 * @param {(done: number, total: number) => void} [onProgress]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Float32Array<ArrayBuffer>[]>}
 */
export async function embed(kind, samples, mirrored, onProgress, signal) {
  /** @type {Float32Array<ArrayBuffer>[]} */
  const found = [];
  // Some at a time: a page that is busy for longer answers clicks late.
  const together = TOGETHER[kind];
  for (let start = 0; start < samples.length && !signal?.aborted; start += together) {
    const some = samples.slice(start, start + together);
    const all = await (kind === "faces" ? embedFaces(some, mirrored) : embedPictures(some, mirrored));
    const width = all.length / some.length;
    some.forEach((_, index) => found.push(all.slice(index * width, (index + 1) * width)));
    onProgress?.(found.length, samples.length);
  }
  return found;
}

/** Samples that are embedded with one request: half a second's work. */
const TOGETHER = { faces: 1000, pictures: 40 };

/** @param {Sample[]} samples @param {boolean} mirrored */
function embedFaces(samples, mirrored) {
  const faces = joinFaces(samples);
  return studio.with({ transfer: [faces.buffer] }).embed(faces, mirrored);
}

/** @param {Sample[]} samples @param {boolean} mirrored */
const embedPictures = (samples, mirrored) => studio.call.embedPictures(samples.flatMap(({ picture }) => picture ?? []), mirrored);

/** The embeddings of samples, one after the other. @param {NewFace[]} samples */
export function joinEmbeddings(samples) {
  const width = samples[0]?.embedding.length ?? 0;
  const all = new Float32Array(samples.length * width);
  samples.forEach(({ embedding }, index) => all.set(embedding.subarray(0, width), index * width));
  return all;
}

/** The crops of samples, one after the other. @param {Sample[]} samples */
function joinFaces(samples) {
  const side = samples[0]?.face.length ?? 0;
  const faces = new Uint8Array(samples.length * side);
  samples.forEach(({ face }, index) => faces.set(face.subarray(0, side), index * side));
  return faces;
}

/**
 * What takes part in training: the classes that count, their samples in the order in which they are learnt from, of each sample which of the
 * classes it shows, and which of the samples are learnt from as in a mirror, too.
 * @param {Project} project
 * @param {Iterable<Sample>} samples
 */
export async function takingPart(project, samples) {
  const all = [...samples];
  const found = await studio.call.participants(
    project.classes,
    Uint32Array.from(all, ({ id }) => id),
    Uint32Array.from(all, (sample) => sample.class),
  );
  return {
    classes: [...found.classes].flatMap((place) => project.classes[place] ?? []),
    used: [...found.samples].flatMap((place) => all[place] ?? []),
    truth: found.truth,
    mirroredSamples: found.mirrored,
  };
}

/**
 * Trains a head; after `signal` the best so far is the result.
 * @param {Parameters<Methods["train"]>[1]} lesson its numbers are transferred
 * @param {(epochs: Epoch[]) => void} onEpochs hears of each once, of some at a time
 * @param {AbortSignal} signal
 */
export function train(lesson, onEpochs, signal) {
  const transfer = [lesson.embeddings.buffer, lesson.mirrored.buffer];
  return studio.with({ transfer, onPart: onEpochs, signal }).train(lesson);
}

/**
 * The trained head as a file of its own: what the recognizer, the bundle and the link carry. Nothing where none is trained.
 * @param {Project} project
 * @returns {Promise<string | undefined>}
 */
export async function headFile({ name, trained }) {
  if (!trained) return undefined;
  const { labels, backbone, threshold, mirrored = false, layers } = trained;
  return studio.call.headFile({ name, labels, backbone, threshold, mirrored, layers });
}

/** @param {Bytes} bytes is transferred */
export const openArchive = (bytes) => studio.with({ transfer: [bytes.buffer] }).openArchive(bytes);

/**
 * @param {File} file
 * @param {(part: import("./types.js").TablePart) => void} onPart
 * @param {AbortSignal} signal
 */
export const readTable = (file, onPart, signal) => studio.with({ onPart, signal }).readTable(file);

/**
 * A project as a file.
 * @param {Project} project
 * @param {Sample[]} samples
 */
export function packProject({ name, kind, backbone, classes, settings, trained }, samples) {
  const faces = joinFaces(samples);
  // Those of faces are made anew, the same to the last bit.
  const embeddings = kind === "pictures" ? joinEmbeddings(samples) : new Float32Array();
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return studio.with({ transfer: [faces.buffer, embeddings.buffer] }).pack(
    { name, kind, ...(kind === "pictures" && { backbone }), classes, settings, trained },
    samples.map(({ id, class: of, name, picture }) => ({ id, class: of, name, picture, className: names.get(of) ?? "" })),
    faces,
    embeddings,
  );
}

/**
 * A project out of a file; nothing where the file is none.
 * @param {Bytes} bytes is transferred
 * @returns {Promise<{project: Project, samples: Sample[], damage: Faults<Note>, lost: number} | undefined>}
 */
export async function unpackProject(bytes) {
  const found = await studio.with({ transfer: [bytes.buffer] }).unpack(bytes);
  if (!found) return undefined;
  const { samples } = found;
  const { name, kind, classes, settings, trained } = found.project;
  // Where the file has no embeddings, or those of another network, they are made anew.
  const backbone = found.project.backbone ?? (await model(kind)).backbone;
  const taken = [...classes, ...samples].map(({ id }) => id);
  const now = Date.now();
  const project = {
    id: newId(),
    name,
    kind,
    created: now,
    modified: now,
    classes,
    settings,
    backbone,
    trained,
    next: taken.reduce((most, id) => Math.max(most, id), 0) + 1,
  };
  return { project, samples, damage: found.damage, lost: found.lost };
}
