// Projects and samples in IndexedDB. Everything here can fail: storage may be full, or forbidden in a private window.
import { words } from "./words.js";

/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Sample} Sample */

/** Samples that are read at a time, and that are written or deleted: between two batches the page answers clicks. */
const READ = 250;
const BATCH = 50;

/** Nothing can be kept; the message is a sentence for the person. */
export class StoreError extends Error {}

/** @param {unknown} cause */
function explain(cause) {
  if (cause instanceof StoreError) return cause;
  // Chromium tells a full disk by the text alone.
  const full = cause instanceof Error && (cause.name === "QuotaExceededError" || /NO_SPACE/.test(cause.message));
  return new StoreError(full ? words.store.full : words.store.none, { cause });
}

/** @param {unknown} error */
const isFull = (error) => error instanceof StoreError && error.message === words.store.full;

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction */
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("mien-studio", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("projects", { keyPath: "id" });
      request.result.createObjectStore("samples", { keyPath: ["project", "id"] });
    };
    request.onsuccess = () => {
      // A newer page in another tab must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      // The browser closes it where the disk is full or gone: the next write opens it anew.
      request.result.onclose = () => (opened = undefined);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new StoreError(words.store.otherVersion));
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/**
 * @template T
 * @param {"readonly" | "readwrite"} mode
 * @param {(projects: IDBObjectStore, samples: IDBObjectStore) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
async function transact(mode, work) {
  try {
    const database = await open();
    // Strict: what is said to be saved is on the disk, and no power cut takes it back.
    const transaction = database.transaction(["projects", "samples"], mode, { durability: "strict" });
    const done = finished(transaction);
    // Whichever fails first is reported below.
    done.catch(() => {});
    const value = await work(transaction.objectStore("projects"), transaction.objectStore("samples"));
    // A page that is left while a transaction is open may keep it open in the browser's cache of pages, and all other pages waiting.
    if (mode === "readwrite") transaction.commit();
    await done;
    return value;
  } catch (cause) {
    throw explain(cause);
  }
}

/** All samples of a project. @param {string} project */
const samplesOf = (project) => IDBKeyRange.bound([project], [project, []]);

/** Newest first. @returns {Promise<Project[]>} */
export async function listProjects() {
  const all = await transact("readonly", (projects) => result(projects.getAll()));
  return all.sort((a, b) => b.modified - a.modified);
}

/**
 * @param {string} id
 * @returns {Promise<{project: Project, samples: Sample[]} | undefined>}
 */
export async function readProject(id) {
  const kept = await transact("readonly", (projects) => result(projects.get(id)));
  if (!kept) return undefined;
  // Before there were image projects it was not said.
  const project = { kind: "faces", ...kept };
  /** @type {Sample[]} */
  const all = [];
  for (let range = samplesOf(id); ; ) {
    const batch = await transact("readonly", (_, samples) => result(samples.getAll(range, READ)));
    for (const { project: _, picture, ...sample } of batch) all.push({ ...sample, picture: picture instanceof ArrayBuffer ? new Blob([picture], { type: "image/jpeg" }) : picture });
    // A browser that was killed may have kept samples, and not the project that counts them.
    project.next = all.reduce((next, sample) => Math.max(next, sample.id + 1), project.next);
    if (batch.length < READ) return { project, samples: all };
    range = IDBKeyRange.bound([id, batch[batch.length - 1].id], [id, []], true);
  }
}

/** @param {Project} project */
export async function writeProject(project) {
  await transact("readwrite", (projects) => void projects.put(project));
}

/**
 * @param {string} project
 * @param {Sample[]} added
 */
export async function writeSamples(project, added) {
  for (let start = 0; start < added.length; start += BATCH) {
    // Copies: of a view the whole buffer would be written.
    const batch = added.slice(start, start + BATCH).map(({ mirrored: _, ...sample }) => ({ ...sample, face: sample.face.slice(), embedding: sample.embedding.slice(), project }));
    const put = (/** @type {object[]} */ all) =>
      transact("readwrite", (_, samples) => {
        for (const sample of all) samples.put(sample);
      });
    await put(batch).catch(async (cause) => {
      if (isFull(cause)) throw cause;
      // In private windows of WebKit's, files can't be kept, and bytes can.
      await put(await Promise.all(batch.map(async (sample) => ({ ...sample, picture: sample.picture && (await sample.picture.arrayBuffer()) }))));
    });
  }
}

/**
 * @param {string} project
 * @param {number[]} ids
 */
export async function deleteSamples(project, ids) {
  for (let start = 0; start < ids.length; start += BATCH) {
    await transact("readwrite", (_, samples) => {
      for (const id of ids.slice(start, start + BATCH)) samples.delete([project, id]);
    });
  }
}

/** @param {string} id */
export async function deleteProject(id) {
  await transact("readwrite", (projects, samples) => {
    projects.delete(id);
    samples.delete(samplesOf(id));
  });
}

/** Asks the browser not to clear away what is kept. */
export async function persist() {
  await navigator.storage?.persist?.().catch(() => false);
}
