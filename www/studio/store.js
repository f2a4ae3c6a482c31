// Projects and samples in IndexedDB. Everything here can fail: storage may be full, or forbidden in a private window.
import { words } from "./words.js";

/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Sample} Sample */

/** Samples that are read at a time, and that are written or deleted: between two batches the page answers clicks. */
const READ = 250;
const BATCH = 50;

/** Nothing can be kept; the message is a sentence for the person. */
export class StoreError extends Error {
  /** Whether the browser closed the database: what it had may be lost too. */
  closed = false;
}

/** @param {unknown} [cause] */
const closedByBrowser = (cause) => Object.assign(new StoreError(words.store.full, { cause }), { closed: true });

/** @param {unknown} cause */
function explain(cause) {
  if (cause instanceof StoreError) return cause;
  // Chromium tells of a full disk in the text alone.
  const full = cause instanceof Error && (cause.name === "QuotaExceededError" || /NO_SPACE|IOError/.test(cause.message));
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

/** `closed` is refused when the browser closes the database. @typedef {{database: IDBDatabase, closed: Promise<never>}} Opened */

/** @type {Promise<Opened> | undefined} */
let opened;

/** Whether the browser has closed it: it does so where the disk is full. */
let wasClosed = false;

/** More than Chromium keeps in a log, in pieces that it does not put into files of their own. */
const LOG = { pieces: 200, bytes: 32_000 };

/**
 * Whether the disk has room again, tried with a file: who opens the database too early may find that Chromium has thrown it away.
 * @returns {Promise<boolean>}
 */
async function hasRoom() {
  const name = "room";
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    // Once for the log, once for what becomes of it, and as much again.
    await file.write(new Uint8Array(4 * LOG.pieces * LOG.bytes));
    await file.close();
    await folder.removeEntry(name);
    return true;
  } catch (error) {
    // Where there are no such files it is tried all the same.
    return error instanceof TypeError || (error instanceof Error && error.name === "SecurityError");
  }
}

/**
 * Chromium's log of a database ends in the middle of an entry when the disk was full. It goes on behind that, and throws all of this site's data
 * away when it reads the log the next time it is started: so we make it begin another one.
 * @param {IDBDatabase} database
 */
async function renew(database) {
  const transaction = database.transaction("samples", "readwrite", { durability: "strict" });
  const samples = transaction.objectStore("samples");
  const id = "renewed";
  for (let piece = 0; piece < LOG.pieces; piece += 1) samples.put({ project: id, id: piece, bytes: crypto.getRandomValues(new Uint8Array(LOG.bytes)) });
  samples.delete(samplesOf(id));
  await finished(transaction);
  wasClosed = false;
}

function open() {
  opened ??= wasClosed ? reopen() : openNow();
  opened.catch(() => (opened = undefined));
  return opened;
}

async function reopen() {
  if (!(await hasRoom())) throw closedByBrowser();
  const found = await openNow();
  await Promise.race([renew(found.database), found.closed]);
  return found;
}

/** @returns {Promise<Opened>} */
function openNow() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mien-studio", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("projects", { keyPath: "id" });
      request.result.createObjectStore("samples", { keyPath: ["project", "id"] });
    };
    request.onsuccess = () => {
      const database = request.result;
      // A newer page in another tab must not wait for this one.
      database.onversionchange = () => database.close();
      /** @type {Promise<never>} */
      const closed = new Promise((_, refuse) => {
        database.onclose = () => {
          opened = undefined;
          wasClosed = true;
          refuse(closedByBrowser());
        };
      });
      // Whoever is at work hears of it.
      closed.catch(() => {});
      resolve({ database, closed });
    };
    request.onerror = () => reject(wasClosed ? closedByBrowser(request.error) : request.error);
    request.onblocked = () => reject(new StoreError(words.store.otherVersion));
  });
}

/**
 * @template T
 * @param {"readonly" | "readwrite"} mode
 * @param {(projects: IDBObjectStore, samples: IDBObjectStore) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
async function transact(mode, work) {
  try {
    const { database, closed } = await open();
    // Strict: what is said to be saved is on the disk, and no power cut takes it back.
    const transaction = database.transaction(["projects", "samples"], mode, { durability: "strict" });
    const done = finished(transaction);
    // Whichever fails first is reported below.
    done.catch(() => {});
    // No event may come of what was under way when the database was closed.
    const value = await Promise.race([work(transaction.objectStore("projects"), transaction.objectStore("samples")), closed]);
    // A page that is left while a transaction is open may keep it open in the browser's cache of pages, and all other pages waiting.
    if (mode === "readwrite") transaction.commit();
    await Promise.race([done, closed]);
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
