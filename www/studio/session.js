// The project that is open: every change goes through here, is kept in the browser, and can be undone where it deletes.
import { copiesOf, enter } from "./copies.js";
import { addClass, classNamed, freeName, moveClass, tidyName } from "./project.js";
import { StoreError, deleteSamples, persist, writeProject, writeSamples } from "./store.js";
import { toast } from "./toasts.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("./types.js").Class} Class */
/** @typedef {import("./types.js").NewFace} NewFace */
/** @typedef {import("./types.js").NewSample} NewSample */
/** @typedef {import("./types.js").Trained} Trained */

/** What changed: names and order of classes, samples, training, or just a setting. @typedef {"classes" | "samples" | "trained" | "settings" | "saved"} Topic */

/** A pause in typing after which a change is written, ms. */
const SETTLE = 300;

/** @type {Project | undefined} */
let project;
/** @type {Map<number, Sample>} */
let samples = new Map();
/** @type {Set<(topic: Topic) => void>} */
const listeners = new Set();

/** Whether all that was done is kept: nothing to say, "saving", "saved", or a sentence about what is wrong. */
let state = "";
let timer = 0;
let askedToPersist = false;
/** Writes happen one after the other. */
let writing = Promise.resolve();
let pending = 0;

/** The open project. Asking without one is a mistake in the page. */
export function current() {
  if (!project) throw new Error("no project is open");
  return project;
}

export const isOpen = () => project !== undefined;
export const allSamples = () => samples;
export const storeState = () => state;

/** @param {(topic: Topic) => void} listener */
export function onChange(listener) {
  listeners.add(listener);
}

/** @param {Topic} topic */
function tell(topic) {
  for (const listener of listeners) listener(topic);
}

/** @param {string} now */
function setState(now) {
  if (state === now) return;
  state = now;
  tell("saved");
}

/** Samples of which the store may have something else, or nothing: those of a write that failed wait for the next one. @type {Set<number>} */
const behind = new Set();

/**
 * Gives the store what it is behind with. What was deleted first, since that makes room; then the project, so that the browser may be killed
 * at any time: no sample is kept whose class or number the project doesn't know.
 * @param {Project} project
 */
async function catchUp(project) {
  const ids = [...behind];
  behind.clear();
  try {
    await deleteSamples(project.id, ids.filter((id) => !samples.has(id)));
    await writeProject(structuredClone(project));
    await writeSamples(project.id, ids.flatMap((id) => samples.get(id) ?? []));
  } catch (error) {
    const closed = error instanceof StoreError && error.closed;
    for (const id of closed ? samples.keys() : ids) behind.add(id);
    throw error;
  }
}

/** Writes samples that have come, gone or changed. @param {Iterable<number>} ids */
function keepSamples(ids) {
  const project = current();
  for (const id of ids) behind.add(id);
  void keep(() => catchUp(project));
}

/** @param {() => Promise<void>} write */
function keep(write) {
  pending += 1;
  setState("saving");
  writing = writing.then(write).then(
    () => {
      pending -= 1;
      // The project itself may still be waiting for its turn.
      if (!isDirty()) setState("saved");
    },
    (error) => {
      pending -= 1;
      setState(error instanceof StoreError ? error.message : String(error));
    },
  );
  return writing;
}

/** Writes the project, soon. */
export function save() {
  if (!project) return;
  project.modified = Date.now();
  clearTimeout(timer);
  setState("saving");
  timer = setTimeout(() => void flush(), SETTLE);
}

/** Writes the project now. */
export function flush() {
  clearTimeout(timer);
  timer = 0;
  const mine = project;
  if (!mine) return Promise.resolve();
  return keep(() => catchUp(mine));
}

/** Whether something is not written yet. */
export const isDirty = () => pending > 0 || timer !== 0;

/**
 * @param {Project} opened
 * @param {Sample[]} its
 */
export function openProject(opened, its) {
  project = opened;
  samples = new Map(its.map((sample) => [sample.id, sample]));
  forgetIndex();
  behind.clear();
  state = "";
}

/** Writes what is left, and closes. */
export async function closeProject() {
  if (timer) await flush();
  await writing;
  forgetProject();
}

/** Closes, and writes no more: the project is another tab's. */
export function forgetProject() {
  clearTimeout(timer);
  timer = 0;
  behind.clear();
  project = undefined;
  samples = new Map();
  forgetIndex();
}

function staleNow() {
  const trained = current().trained;
  if (trained && !trained.stale) {
    trained.stale = true;
    tell("trained");
  }
}

/** Samples of each class, oldest first; made when it is asked for. @type {Map<number, Sample[]> | undefined} */
let index;
/** Samples by what is in them; made when it is asked for. @type {import("./copies.js").Contents | undefined} */
let contents;

/** Samples have gone, or changed their class. */
function forgetIndex() {
  index = undefined;
  contents = undefined;
}

function byContents() {
  if (!contents) {
    contents = new Map();
    for (const sample of samples.values()) enter(contents, sample);
  }
  return contents;
}

/** @param {number} id */
function ofClass(id) {
  if (!index) {
    index = new Map();
    for (const sample of [...samples.values()].sort((a, b) => a.id - b.id)) file(index, sample);
  }
  return index.get(id) ?? [];
}

/**
 * @param {Map<number, Sample[]>} into
 * @param {Sample} sample
 */
function file(into, sample) {
  const list = into.get(sample.class);
  if (list) list.push(sample);
  else into.set(sample.class, [sample]);
}

/** Pictures that are in more than one of the classes that are learnt from: all samples of each. */
export function contradictions() {
  const learnt = new Set(current().classes.flatMap(({ id, disabled }) => (disabled ? [] : id)));
  return [...byContents().values()]
    .flat()
    .map((copies) => copies.filter((sample) => learnt.has(sample.class)))
    .filter((copies) => copies.some((sample) => sample.class !== copies[0]?.class));
}

/** How many samples a class has. @param {number} id */
export const countOf = (id) => ofClass(id).length;

/**
 * A class's newest samples, newest first.
 * @param {number} id
 * @param {number} [most]
 */
export function samplesOf(id, most = Infinity) {
  const its = ofClass(id);
  return its.slice(Math.max(0, its.length - most)).reverse();
}

/** @param {string} [name] */
export function createClass(name) {
  const made = addClass(current(), name);
  staleNow();
  tell("classes");
  save();
  return made;
}

/** The class of this name, made where there is none. @param {string} name */
export function obtainClass(name) {
  const before = current().classes.length;
  const found = classNamed(current(), name);
  if (current().classes.length > before) {
    staleNow();
    tell("classes");
    save();
  }
  return found;
}

/**
 * @param {Class} one
 * @param {string} wish
 */
export function renameClass(one, wish) {
  const name = tidyName(wish, one.name);
  if (name === one.name) return;
  const others = current().classes.filter((other) => other !== one);
  one.name = freeName(others, name);
  const { trained } = current();
  const place = trained?.classes.indexOf(one.id) ?? -1;
  if (trained && place >= 0) trained.labels[place] = one.name;
  tell("classes");
  if (place >= 0) tell("trained");
  save();
}

/**
 * @param {Class} one
 * @param {boolean} disabled
 */
export function disableClass(one, disabled) {
  one.disabled = disabled;
  staleNow();
  tell("classes");
  save();
}

/**
 * @param {Class} one
 * @param {number} by -1 or 1
 */
export function shiftClass(one, by) {
  if (!moveClass(current(), one.id, by)) return;
  staleNow();
  tell("classes");
  save();
}

/** @param {Class} one */
export function deleteClass(one) {
  const mine = current();
  const place = mine.classes.indexOf(one);
  if (place < 0) return;
  const its = samplesOf(one.id);
  mine.classes.splice(place, 1);
  for (const { id } of its) samples.delete(id);
  forgetIndex();
  keepSamples(its.map(({ id }) => id));
  staleNow();
  tell("classes");
  tell("samples");
  save();
  toast(words.classes.removed(one.name, its.length), {
    undo() {
      if (project !== mine) return;
      mine.classes.splice(Math.min(place, mine.classes.length), 0, one);
      putBack(its);
      tell("classes");
      save();
    },
  });
}

/** @param {Sample[]} its */
function putBack(its) {
  for (const sample of its) samples.set(sample.id, sample);
  forgetIndex();
  keepSamples(its.map(({ id }) => id));
  staleNow();
  tell("samples");
}

/**
 * As `addMixed`, all into one class.
 * @param {number} classId
 * @param {string} name where they came from
 * @param {NewFace[]} faces
 */
export function addSamples(classId, name, faces) {
  return addMixed(faces.map(({ face, embedding, picture }) => ({ face, embedding, picture, class: classId, name })));
}

/**
 * Adds samples, but for copies of samples that their class has already: those are given back.
 * @param {NewSample[]} added
 */
export function addMixed(added) {
  /** @type {NewSample[]} */
  const copies = [];
  if (!project) return copies;
  /** @type {Sample[]} */
  const made = [];
  for (const sample of added) {
    if (copiesOf(byContents(), sample).some((other) => other.class === sample.class)) copies.push(sample);
    else made.push(put(sample));
  }
  keepNew(made);
  return copies;
}

/** Says that copies were left out; taking that back adds them after all. @param {NewSample[]} copies */
export function tellCopies(copies) {
  const mine = project;
  if (!mine || copies.length === 0) return;
  toast(words.samples.copies(copies.length), {
    undo() {
      if (project !== mine) return;
      const ids = new Set(mine.classes.map(({ id }) => id));
      keepNew(copies.filter((sample) => ids.has(sample.class)).map(put));
    },
  });
}

/** @param {NewSample} sample */
function put(sample) {
  const made = { ...sample, id: current().next++ };
  samples.set(made.id, made);
  if (index) file(index, made);
  if (contents) enter(contents, made);
  return made;
}

/** @param {Sample[]} made */
function keepNew(made) {
  if (made.length === 0) return;
  if (!askedToPersist) {
    askedToPersist = true;
    void persist();
  }
  keepSamples(made.map(({ id }) => id));
  staleNow();
  tell("samples");
  save();
}

/** @param {number[]} ids */
export function deleteSome(ids) {
  const mine = current();
  const gone = ids.flatMap((id) => samples.get(id) ?? []);
  if (gone.length === 0) return;
  for (const { id } of gone) samples.delete(id);
  forgetIndex();
  keepSamples(ids);
  staleNow();
  tell("samples");
  save();
  toast(words.samples.removed(gone.length), {
    undo() {
      if (project !== mine) return;
      putBack(gone);
      save();
    },
  });
}

/**
 * @param {number[]} ids
 * @param {Class} to
 */
export function moveSome(ids, to) {
  const mine = current();
  const moved = ids.flatMap((id) => samples.get(id) ?? []);
  const before = moved.map((sample) => sample.class);
  const put = (/** @type {(place: number) => number} */ classOf) => {
    moved.forEach((sample, place) => (sample.class = classOf(place)));
    forgetIndex();
    keepSamples(moved.map(({ id }) => id));
    staleNow();
    tell("samples");
    save();
  };
  put(() => to.id);
  toast(words.samples.moved(moved.length, to.name), {
    undo() {
      if (project === mine) put((place) => before[place] ?? to.id);
    },
  });
}

/** @param {Trained} trained */
export function setTrained(trained) {
  current().trained = trained;
  tell("trained");
  save();
}

/** @param {string} wish */
export function renameProject(wish) {
  current().name = tidyName(wish, current().name);
  tell("settings");
  save();
}

/** A setting of the open project has changed. */
export function settingsChanged() {
  tell("settings");
  save();
}
