// A project as data, and what can be done to it. Nothing here touches the page or the disk.
import { MAX_NAME, TRAINING } from "../types/settings.js";
import { folded } from "./names.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Class} Class */
/** @typedef {import("./types.js").Sample} Sample */

/** @typedef {import("../types/rust.js").ProjectKind} ProjectKind */

/**
 * What training starts with, as Rust says it.
 * @param {ProjectKind} kind
 */
export function defaultSettings(kind) {
  const usual = Object.fromEntries(Object.entries(TRAINING).map(([key, setting]) => [key, setting.default]));
  // A whole picture is not always the same in a mirror: words, hands, things that point.
  if (kind === "pictures") usual.mirror = false;
  return /** @type {import("../types/rust.js").TrainConfig} */ (usual);
}

const called = (/** @type {string} */ expression) => words.expressions[expression] ?? expression;

const SIX = ["Happiness", "Sadness", "Fear", "Anger", "Surprise", "Disgust"].map(called);

/** What a new project can start from. @type {{id: string, name: string, says: string, classes: string[], kind: ProjectKind}[]} */
export const TEMPLATES = [
  { id: "empty", kind: "faces", ...words.templates.empty },
  { id: "six", kind: "faces", ...words.templates.six, classes: SIX },
  { id: "seven", kind: "faces", ...words.templates.seven, classes: [called("Neutral"), ...SIX] },
  { id: "wink", kind: "faces", ...words.templates.wink },
  { id: "pictures", kind: "pictures", ...words.templates.pictures },
];

/** A project's name for the browser, which no other has. Plain http has `randomUUID` not. */
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * @param {ProjectKind} kind
 * @param {string} name
 * @param {string[]} classes
 * @param {string} backbone
 * @returns {Project}
 */
export function newProject(kind, name, classes, backbone) {
  const now = Date.now();
  return {
    id: newId(),
    name,
    kind,
    created: now,
    modified: now,
    classes: classes.map((name, index) => ({ id: index + 1, name, disabled: false })),
    settings: defaultSettings(kind),
    backbone,
    trained: null,
    next: classes.length + 1,
  };
}

/**
 * A name as it is kept: without line breaks, not too long.
 * @param {string} text
 * @param {string} fallback
 */
export function tidyName(text, fallback) {
  const tidy = [...text.replace(/\s+/g, " ").trim()].slice(0, MAX_NAME).join("");
  return tidy || fallback;
}

/**
 * A name that none of these classes has yet.
 * @param {Class[]} classes
 * @param {string} wish
 */
export function freeName(classes, wish) {
  const taken = new Set(classes.map(({ name }) => folded(name)));
  if (!taken.has(folded(wish))) return wish;
  for (let count = 2; ; count++) if (!taken.has(folded(`${wish} ${count}`))) return `${wish} ${count}`;
}

/**
 * @param {Project} project
 * @param {string} [name]
 * @returns {Class}
 */
export function addClass(project, name) {
  const made = { id: project.next++, name: freeName(project.classes, tidyName(name ?? "", words.newClass(project.classes.length + 1))), disabled: false };
  project.classes.push(made);
  return made;
}

/**
 * The class of this name; a new one where there is none.
 * @param {Project} project
 * @param {string} name
 */
export function classNamed(project, name) {
  const tidy = tidyName(name, words.unnamedClass);
  const wanted = folded(tidy);
  return project.classes.find((one) => folded(one.name) === wanted) ?? addClass(project, tidy);
}

/**
 * @param {Project} project
 * @param {number} id
 * @param {number} by -1 or 1
 */
export function moveClass(project, id, by) {
  const from = project.classes.findIndex((one) => one.id === id);
  const to = from + by;
  const [moved] = project.classes.slice(from, from + 1);
  if (!moved || to < 0 || to >= project.classes.length) return false;
  project.classes.splice(from, 1);
  project.classes.splice(to, 0, moved);
  return true;
}

/** Samples whose embeddings are put together at a time. */
const SLICE = 2000;

/**
 * The samples' embeddings in one piece.
 * @param {Sample[]} samples
 * @param {"embedding" | "mirrored"} which
 * @param {() => Promise<unknown>} yieldToEvents lets the page answer clicks: tens of thousands of samples take a while
 */
export async function joined(samples, which, yieldToEvents) {
  const width = samples[0]?.[which]?.length ?? 0;
  const all = new Float32Array(samples.length * width);
  for (const [index, sample] of samples.entries()) {
    if (index % SLICE === 0) await yieldToEvents();
    all.set(sample[which] ?? [], index * width);
  }
  return all;
}
