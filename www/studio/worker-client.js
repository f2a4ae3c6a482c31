// The teaching worker, seen from the page: a promise for every request.

/** @typedef {import("./types.js").Request} Request */
/** @typedef {import("./types.js").FromTeacher} FromTeacher */
/** @typedef {import("./types.js").NewFace} NewFace */
/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("./types.js").Epoch} Epoch */
/** @typedef {import("./types.js").TrainResult} TrainResult */
/** @typedef {import("../live/types.js").Failure} Failure */

/** What went wrong in the worker, in a sentence for the person. */
export class TeacherError extends Error {
  /** @param {Failure} failure */
  constructor({ code, message, hint }) {
    super([message, hint].filter(Boolean).join(". "));
    this.code = code;
  }
}

/**
 * @typedef {object} Listener
 * @property {(result: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {((epoch: Epoch) => void) | undefined} [onEpoch]
 * @property {((part: any) => void) | undefined} [onPart]
 */

const worker = new Worker(new URL("../worker/studio.js", import.meta.url), { type: "module", name: "mien-teach" });

/** @type {Map<number, Listener>} */
const waiting = new Map();
let count = 0;

/** @type {(details: string) => void} */
let onCrash = () => {};

/** @param {(details: string) => void} listener is told once that nothing can be asked any more */
export function whenCrashed(listener) {
  onCrash = listener;
}

/** @param {string} details */
function crash(details) {
  for (const { reject } of waiting.values()) reject(new TeacherError({ code: "crashed", message: "Mien stopped working", hint: "Reload the page" }));
  waiting.clear();
  onCrash(details);
}

worker.addEventListener("error", (event) => {
  event.preventDefault();
  crash(event.message || "worker/studio.js could not be loaded");
});

worker.addEventListener("message", (/** @type {MessageEvent<FromTeacher>} */ { data }) => {
  if (data.type === "crashed") return crash(data.details);
  const listener = waiting.get(data.id);
  if (!listener) return;
  switch (data.type) {
    case "epoch":
      listener.onEpoch?.(data.epoch);
      break;
    case "part":
      listener.onPart?.(data.part);
      break;
    case "done":
      waiting.delete(data.id);
      listener.resolve(data.result);
      break;
    case "failed":
      waiting.delete(data.id);
      if (data.error.code === "crashed") crash(data.error.message);
      listener.reject(new TeacherError(data.error));
      break;
  }
});

/**
 * @param {Request} request
 * @param {Transferable[]} [transfer]
 * @param {Pick<Listener, "onEpoch" | "onPart"> & {signal?: AbortSignal | undefined}} [events]
 * @returns {Promise<any>}
 */
function ask(request, transfer = [], { signal, ...events } = {}) {
  const id = ++count;
  signal?.addEventListener("abort", () => worker.postMessage({ type: "stop", id }), { once: true });
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, ...events });
    worker.postMessage({ type: "request", id, request }, transfer);
    if (signal?.aborted) worker.postMessage({ type: "stop", id });
  });
}

/** Resolves when samples can be taken. @returns {Promise<{side: number, backbone: string}>} */
export const ready = () => ask({ type: "load" });

/**
 * The faces of a picture, largest first; none where there is no face.
 * @param {ImageBitmap} bitmap is transferred
 * @param {import("./types.js").Which} which
 * @returns {Promise<NewFace[]>}
 */
export const facesOf = (bitmap, which) => ask({ type: "picture", bitmap, which }, [bitmap]);

/**
 * Embeddings of faces that were cut out before, each a buffer of its own.
 * @param {Sample[]} samples
 * @param {boolean} mirrored whether of the mirrored faces
 * @param {(done: number, total: number) => void} [onProgress]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Float32Array<ArrayBuffer>[]>}
 */
export async function embed(samples, mirrored, onProgress, signal) {
  /** @type {Float32Array<ArrayBuffer>[]} */
  const found = [];
  // A thousand at a time: a page that is busy for longer answers clicks late.
  for (let start = 0; start < samples.length && !signal?.aborted; start += TOGETHER) {
    const some = samples.slice(start, start + TOGETHER);
    const faces = joinFaces(some);
    /** @type {Float32Array<ArrayBuffer>} */
    const all = await ask({ type: "embed", faces, mirrored }, [faces.buffer]);
    const width = all.length / some.length;
    some.forEach((_, index) => found.push(all.slice(index * width, (index + 1) * width)));
    onProgress?.(found.length, samples.length);
  }
  return found;
}

/** Samples that are embedded with one request. */
const TOGETHER = 1000;

/** The crops of samples, one after the other. @param {Sample[]} samples */
function joinFaces(samples) {
  const side = samples[0]?.face.length ?? 0;
  const faces = new Uint8Array(samples.length * side);
  samples.forEach(({ face }, index) => faces.set(face.subarray(0, side), index * side));
  return faces;
}

/**
 * Trains a head; after `signal` the best so far is the result.
 * @param {Omit<Extract<Request, {type: "train"}>, "type">} lesson its numbers are transferred
 * @param {(epoch: Epoch) => void} onEpoch
 * @param {AbortSignal} signal
 * @returns {Promise<TrainResult>}
 */
export const train = (lesson, onEpoch, signal) =>
  ask({ type: "train", ...lesson }, [/** @type {ArrayBuffer} */ (lesson.embeddings.buffer), /** @type {ArrayBuffer} */ (lesson.mirrored.buffer)], { onEpoch, signal });

/**
 * What to do before training, in plain words.
 * @param {{name: string, count: number}[]} counts
 * @param {import("./types.js").Settings} settings
 * @returns {Promise<import("./types.js").Advice[]>}
 */
export const adviceFor = (counts, settings) => ask({ type: "advice", counts, settings });

/**
 * The text of a head file as the fragment of a link.
 * @param {string} head
 * @returns {Promise<string>}
 */
export const linkOf = (head) => ask({ type: "link", head });

/**
 * @param {Uint8Array<ArrayBuffer>} bytes is transferred
 * @returns {Promise<import("./types.js").ArchiveContents>}
 */
export const openArchive = (bytes) => ask({ type: "archive", bytes }, [bytes.buffer]);

/**
 * @param {number} index of an entry of the archive that is open
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export const readEntry = (index) => ask({ type: "entry", index });

export const closeArchive = () => ask({ type: "close-archive" });

/**
 * @param {File} file
 * @param {(part: import("./types.js").TablePart) => void} onPart
 * @param {AbortSignal} signal
 * @returns {Promise<import("./types.js").TableEnd>}
 */
export const readTable = (file, onPart, signal) => ask({ type: "table", file }, [], { onPart, signal });

/**
 * A project as a file.
 * @param {import("./types.js").Project} project
 * @param {import("./types.js").Sample[]} samples
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export function packProject({ name, classes, settings, trained }, samples) {
  const faces = joinFaces(samples);
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return ask(
    {
      type: "pack",
      project: { format: "mien-project", version: 1, name, classes, settings, trained },
      samples: samples.map(({ id, class: of, name, picture }) => ({ id, class: of, name, picture, className: names.get(of) ?? "" })),
      faces,
    },
    [faces.buffer],
  );
}

/**
 * A project out of a file; nothing where the file is none.
 * @param {Uint8Array<ArrayBuffer>} bytes is transferred
 * @param {string} backbone of the network that is in use
 * @returns {Promise<{project: import("./types.js").Project, samples: import("./types.js").Sample[], damage: string[]} | undefined>}
 */
export async function unpackProject(bytes, backbone) {
  const found = await ask({ type: "unpack", bytes }, [bytes.buffer]);
  if (!found) return undefined;
  /** @type {import("./types.js").Sample[]} */
  const samples = found.samples.map((/** @type {object} */ sample) => ({ ...sample, embedding: new Float32Array() }));
  const { name, classes, settings, trained } = found.project;
  const taken = [...classes, ...samples].map(({ id }) => id);
  const now = Date.now();
  const project = {
    id: crypto.randomUUID(),
    name,
    created: now,
    modified: now,
    classes,
    settings,
    // Embeddings are made anew, for this network; a head for another one no longer holds.
    backbone,
    trained: trained?.backbone === backbone ? trained : null,
    next: taken.reduce((most, id) => Math.max(most, id), 0) + 1,
  };
  return { project, samples, damage: found.damage };
}

/**
 * @param {{path: string, bytes: Uint8Array}[]} files
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export const zip = (files) => ask({ type: "zip", files });
