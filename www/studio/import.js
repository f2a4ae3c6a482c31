// From files to samples: pictures, videos, folders, zips, Teachable Machine projects, csv tables.
import { byId, setText } from "../live/dom.js";
import { upright } from "../live/upright.js";
import { choose, make } from "./dom.js";
import { addMixed, addSamples, current, isOpen, obtainClass, settingsChanged, tellCopies } from "./session.js";
import { WorkerError, closeArchive, openArchive, readEntry, readTable, sortFolders, takeFrom } from "./worker-client.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Class} Class */
/** @typedef {import("../types/rust.js").ForTesting} ForTesting */

/** A browser that shows the first frame of no video by then never will, ms. */
const PATIENCE = 10_000;

/** Names that a report lists; the others are counted. */
const LISTED = 50;

/** Pictures that are decoded, or wait for their faces, at a time. */
const AHEAD = 4;

const panel = byId("intake", HTMLElement);
const bar = byId("intake-progress", HTMLProgressElement);
const text = byId("intake-text", HTMLElement);
const stop = byId("intake-stop", HTMLButtonElement);
const report = byId("intake-report", HTMLElement);
const summary = byId("intake-summary", HTMLElement);
const details = byId("intake-details", HTMLDetailsElement);
const list = byId("intake-list", HTMLElement);
const allFaces = byId("all-faces", HTMLInputElement);
const videoRate = byId("video-rate", HTMLInputElement);

/** What an intake has come to. */
class Tally {
  added = 0;
  faceless = 0;
  unread = 0;
  /** @type {import("./types.js").NewSample[]} */
  copies = [];
  /** @type {string[]} */
  notes = [];
  /** @type {string[]} */
  remarks = [];

  /** @param {string} note */
  note(note) {
    if (this.notes.length < LISTED) this.notes.push(note);
    else if (this.notes.length === LISTED) this.notes.push(words.import.more);
  }

  /** Pictures that are not learnt from. @param {ForTesting} forTesting */
  leaveForTesting({ count, folders }) {
    if (count === 0) return;
    this.remarks.push(words.import.picturesForTesting(count, folders));
    this.note(words.import.learnFromThem);
  }

  /**
   * Counts samples that were given to the session.
   * @param {number} count
   * @param {import("./types.js").NewSample[]} copies those of them that it left out
   */
  took(count, copies) {
    this.added += count - copies.length;
    this.copies.push(...copies);
    for (const { name } of copies) this.note(words.import.note(name, words.import.copy));
  }

  sentence() {
    return [words.import.summary(this.added, this.copies.length, this.faceless, this.unread), ...this.remarks].join(". ");
  }
}

/** @type {AbortController | undefined} */
let running;

/** @param {Tally} tally */
function showReport(tally) {
  setText(summary, tally.sentence());
  list.replaceChildren(...tally.notes.map((note) => make("li", {}, note)));
  details.hidden = tally.notes.length === 0;
  details.open = tally.added === 0 && tally.notes.length > 0;
  report.hidden = false;
}

/** Endings of tables as they are downloaded, and of what people take for one: that is named for what it is. */
const TABLE = /\.(csv|tsv|tar|tgz|gz|xlsx?|ods|parquet)$/;

const kindOf = (/** @type {File} */ file) => {
  const name = file.name.toLowerCase();
  if (TABLE.test(name)) return "table";
  if (name.endsWith(".zip") || name.endsWith(".tm") || name.endsWith(".mien")) return "archive";
  if (file.type.startsWith("video/")) return "video";
  return "picture";
};

/** The path of a file that came in a folder; nothing of one that came alone. @param {File & {folder?: string}} file */
const pathOf = (file) => file.folder ?? file.webkitRelativePath;

/** Whether a file is one to take, as far as its name and type tell. @param {File} file */
const isShown = (file) => kindOf(file) !== "picture" || /^($|image|video)/.test(file.type);

/**
 * The files to take, those in folders with the class that these tell. What is no picture there, or nobody's, or for testing, is left out.
 * @param {File[]} files
 * @param {Tally} tally
 * @returns {Promise<{file: File, named?: string | null | undefined}[]>}
 */
async function sorted(files, tally) {
  const inFolders = files.filter((file) => pathOf(file) !== "");
  if (inFolders.length === 0) return files.map((file) => ({ file }));
  const found = await sortFolders(inFolders.map((file) => ({ path: pathOf(file), shown: isShown(file) })));
  for (const sentence of words.import.notes(found.skipped)) tally.note(sentence);
  tally.leaveForTesting(found.forTesting);
  const taken = new Map(found.entries.map(({ index, class: named }) => [inFolders[index], named]));
  return files.filter((file) => pathOf(file) === "" || taken.has(file)).map((file) => ({ file, named: taken.get(file) }));
}

/** Pictures on their way into the project, in their order: while faces are looked for in one, the next are decoded. */
class Line {
  /** @type {Promise<void>[]} */
  #waiting = [];
  /** The newest, when it is decoded and its turn has come. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** Whether the worker has broken down. */
  #broken = false;

  /** @param {Tally} tally */
  constructor(tally) {
    this.tally = tally;
  }

  /**
   * Takes a picture in, and waits while the line is long.
   * @param {Blob | HTMLVideoElement} source
   * @param {string} name
   * @param {Class} into
   */
  async take(source, name, into) {
    if (source instanceof Blob && source.size === 0) return this.#leaveOut(words.import.note(name, words.import.empty));
    if (this.#waiting.length >= AHEAD) await this.#waiting.shift();
    const file = source instanceof Blob ? upright(source) : undefined;
    const decoding = Promise.resolve(file ?? source).then((picture) => createImageBitmap(picture)).catch(() => undefined);
    // A video goes on when its picture is taken.
    if (source instanceof HTMLVideoElement) await decoding;
    const which = allFaces.checked ? "all" : "largest";
    const turn = this.#turn.then(() => decoding);
    this.#turn = turn;
    const taken = turn
      .then(async (bitmap) => {
        if (bitmap) return takeFrom(current().kind, bitmap, { which, file: await file });
        throw new Error(words.import.badPicture);
      })
      .then((faces) => {
        this.tally.took(faces.length, addSamples(into.id, name, faces));
        const turned = faces[0]?.turned ?? 0;
        if (turned !== 0) this.tally.note(words.import.note(name, words.lies(turned)));
        if (faces.length > 0) return;
        this.tally.faceless += 1;
        this.tally.note(words.import.note(name, words.import.faceless));
      })
      .catch((error) => {
        if (isCrash(error)) {
          // Those behind it hear of it too; the picture that it happened to is the first.
          if (!this.#broken) this.tally.note(words.import.note(name, messageOf(error)));
          this.#broken = true;
          throw error;
        }
        this.#leaveOut(words.import.note(name, messageOf(error)));
      });
    // Whoever waits for it hears of its failure.
    taken.catch(() => {});
    this.#waiting.push(taken);
  }

  /** Waits until all have arrived, also where one of them breaks off the rest. */
  async end() {
    const all = this.#waiting.splice(0);
    await Promise.allSettled(all);
    await Promise.all(all);
  }

  /** @param {string} note */
  #leaveOut(note) {
    this.tally.unread += 1;
    this.tally.note(note);
  }
}

const isCrash = (/** @type {unknown} */ error) => error instanceof WorkerError && error.code === "crashed";

const isUnsupported = (/** @type {unknown} */ error) => error instanceof WorkerError && error.code === "unsupported";

const messageOf = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));

/**
 * @param {File} file
 * @param {Class} into
 * @param {Line} line
 * @param {AbortSignal} signal
 */
async function takeVideo(file, into, line, signal) {
  const url = URL.createObjectURL(file);
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  const seen = (/** @type {string} */ event) =>
    new Promise((resolve, reject) => {
      video.addEventListener(event, resolve, { once: true });
      video.addEventListener("error", reject, { once: true });
      setTimeout(reject, PATIENCE);
    });
  try {
    const loaded = seen("loadeddata");
    video.src = url;
    await loaded;
    const length = Number.isFinite(video.duration) ? video.duration : 0;
    const rate = Math.min(10, Math.max(1, Number(videoRate.value) || 2));
    for (let time = 0; time <= length && !signal.aborted; time += 1 / rate) {
      const sought = seen("seeked");
      video.currentTime = time;
      await sought;
      if (video.videoWidth === 0) throw new Error(words.import.noPictures);
      await line.take(video, words.import.videoAt(file.name, time), into);
      showProgress(words.import.videoProgress(file.name, time, length), length ? time / length : 1);
    }
  } catch (error) {
    if (error instanceof WorkerError) throw error;
    throw new Error(words.import.badVideo);
  } finally {
    video.removeAttribute("src");
    URL.revokeObjectURL(url);
  }
}

/**
 * @param {File} file
 * @param {Class | undefined} into
 * @param {Line} line
 * @param {AbortSignal} signal
 */
async function takeArchive(file, into, line, signal) {
  const { tally } = line;
  const archive = await openArchive(new Uint8Array(await file.arrayBuffer())).catch(async (error) => {
    if (!isUnsupported(error)) throw error;
    // A table comes as a zip file, too.
    await line.end();
    await takeTable(file, tally, signal).catch((inner) => {
      throw inner instanceof WorkerError && !isUnsupported(inner) ? inner : error;
    });
  });
  if (!archive) return;
  try {
    if (archive.kind === "mien") {
      tally.unread += 1;
      return tally.note(words.import.project(file.name));
    }
    for (const sentence of words.import.notes(archive.skipped)) tally.note(words.import.note(file.name, sentence));
    tally.leaveForTesting(archive.forTesting);
    if (archive.guessed) tally.remarks.push(words.import.guessedNames(archive.guessed));
    const { settings } = archive;
    if (settings && !into) {
      Object.assign(current().settings, settings);
      settingsChanged();
      tally.remarks.push(words.import.settingsTaken);
    }
    for (const [index, entry] of archive.entries.entries()) {
      if (signal.aborted) return;
      showProgress(words.import.archiveProgress(file.name, index + 1, archive.entries.length), index / archive.entries.length);
      const bytes = await readEntry(entry.index).catch((error) => {
        if (isCrash(error)) throw error;
        tally.unread += 1;
        tally.note(words.import.note(entry.name, messageOf(error)));
      });
      if (!bytes) continue;
      const to = into ?? obtainClass(entry.class ?? file.name.replace(/\.\w+$/, ""));
      await line.take(new Blob([bytes], { type: /\.jpe?g$/i.test(entry.name) ? "image/jpeg" : "" }), entry.name, to);
    }
  } finally {
    void closeArchive();
  }
}

/**
 * @param {File} file
 * @param {Tally} tally
 * @param {AbortSignal} signal
 */
async function takeTable(file, tally, signal) {
  if (current().kind === "pictures") throw new Error(words.import.tableOfFaces);
  let rows = 0;
  const done = await readTable(
    file,
    ({ labels, faces, embeddings, mirrored, mirroredRows, read }) => {
      const side = faces.length / labels.length;
      const width = embeddings.length / labels.length;
      /** @type {{mirrored?: Float32Array<ArrayBuffer>}[]} */
      const mirroredOf = [];
      mirroredRows.forEach((row, place) => (mirroredOf[row] = { mirrored: mirrored.subarray(place * width, (place + 1) * width) }));
      const copies = addMixed(
        labels.map((label, index) => ({
          ...mirroredOf[index],
          class: obtainClass(label).id,
          name: words.import.row(file.name, rows + index + 1),
          picture: null,
          // Views: a buffer for each of tens of thousands of samples is a lot to collect garbage among.
          face: faces.subarray(index * side, (index + 1) * side),
          embedding: embeddings.subarray(index * width, (index + 1) * width),
        })),
      );
      rows += labels.length;
      tally.took(labels.length, copies);
      showProgress(words.import.rows(file.name, rows), read / file.size);
    },
    signal,
  );
  for (const sentence of words.import.notes(done.faults)) tally.note(words.import.note(file.name, sentence));
  if (done.faults.count > 0) tally.remarks.push(words.import.badRows(done.faults.count));
  if (!done.hasUsage) tally.remarks.push(words.import.noUsage);
  if (done.leftOut > 0) tally.remarks.push(words.import.forTesting(done.leftOut, done.leftOutUsages));
}

/**
 * @param {string} sentence
 * @param {number} share
 */
function showProgress(sentence, share) {
  setText(text, sentence);
  bar.value = share;
}

/**
 * Asks which class pictures belong to.
 * @param {number} count
 * @returns {Promise<Class | undefined>}
 */
function chooseClass(count) {
  const choices = current().classes.map((one) => ({ value: one, button: make("button", { type: "button", class: "button" }, one.name) }));
  return choose(words.import.whichClass(count), choices);
}

/**
 * Takes files of any kind into a class, or, where none is named, into the classes that they name.
 * @param {File[]} files
 * @param {Class} [into]
 */
export async function takeFiles(files, into) {
  if (running || files.length === 0 || !isOpen()) return;
  report.hidden = true;
  const tally = new Tally();
  const wanted = await sorted(files, tally);
  const homeless = wanted.filter(({ file, named }) => !into && !named && ["picture", "video"].includes(kindOf(file)));
  const home = homeless.length > 0 ? await chooseClass(homeless.length) : into;
  if (homeless.length > 0 && !home) return;

  running = new AbortController();
  const { signal } = running;
  const line = new Line(tally);
  panel.hidden = false;
  showProgress(words.import.reading, 0);
  try {
    for (const [index, { file, named }] of wanted.entries()) {
      if (signal.aborted) break;
      const kind = kindOf(file);
      if (wanted.length > 1) showProgress(words.import.files(index + 1, wanted.length), index / wanted.length);
      try {
        if (file.size === 0) throw new Error(words.import.empty);
        if (kind === "table") {
          await line.end();
          await takeTable(file, tally, signal);
        } else if (kind === "archive") await takeArchive(file, into, line, signal);
        else {
          const to = into ?? (named ? obtainClass(named) : home);
          if (!to) continue;
          if (kind === "video") await takeVideo(file, to, line, signal);
          else await line.take(file, file.name, to);
        }
      } catch (error) {
        if (isCrash(error)) throw error;
        tally.unread += 1;
        tally.note(words.import.note(file.name, messageOf(error)));
      }
    }
    await line.end();
    if (signal.aborted) tally.remarks.push(words.import.stopped);
  } catch (error) {
    // What was on its way is taken by the next worker.
    await line.end().catch(() => {});
    tally.remarks.push(messageOf(error));
  } finally {
    running = undefined;
    panel.hidden = true;
    showReport(tally);
    tellCopies(tally.copies);
  }
}

/**
 * The files of a drop, those in folders with their folder's name.
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
 */
async function filesOf(transfer) {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  /** @type {File[]} */
  const files = [];
  /** @param {FileSystemEntry} entry */
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject));
      files.push(Object.assign(file, { folder: entry.fullPath.slice(1) }));
      return;
    }
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    for (;;) {
      /** @type {FileSystemEntry[]} */
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return;
      for (const one of some) await walk(one);
    }
  };
  for (const entry of entries) await walk(entry);
  return files;
}

/**
 * Files that are picked, dropped or pasted anywhere but on a class's own button.
 * @param {(target: EventTarget | null) => Class | undefined} classAt
 */
export function bindImport(classAt) {
  for (const id of ["import", "import-folder"]) {
    const picker = byId(id, HTMLInputElement);
    picker.addEventListener("change", () => {
      const files = [...(picker.files ?? [])];
      picker.value = "";
      void takeFiles(files);
    });
  }
  stop.addEventListener("click", () => running?.abort());
  byId("intake-close", HTMLButtonElement).addEventListener("click", () => (report.hidden = true));

  /** @type {Element | undefined} */
  let over;
  const mark = (/** @type {Element | undefined} */ element) => {
    if (over === element) return;
    over?.removeAttribute("data-drop");
    over = element;
    over?.setAttribute("data-drop", "");
  };
  addEventListener("dragover", (event) => {
    if (!isOpen() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const target = event.target instanceof Element ? event.target : null;
    mark(target?.closest(".class-card") ?? byId("gather", HTMLElement));
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) mark(undefined);
  });
  addEventListener("drop", (event) => {
    mark(undefined);
    if (!isOpen() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const into = classAt(event.target);
    void filesOf(event.dataTransfer).then((files) => takeFiles(files, into));
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!isOpen() || files.length === 0) return;
    event.preventDefault();
    void takeFiles(files, classAt(document.activeElement));
  });
}
