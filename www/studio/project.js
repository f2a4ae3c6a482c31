// A project as data, and what can be done to it. Nothing here touches the page or the disk.

/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Class} Class */
/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("./types.js").Settings} Settings */

/** Longest name of a class or a project, in characters. */
export const LONGEST_NAME = 100;

/** @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  epochs: 50,
  batch: 16,
  learningRate: 0.001,
  hidden: 100,
  validationShare: 0.15,
  balance: true,
  mirror: true,
  seed: 1,
});

const SIX = ["Happiness", "Sadness", "Fear", "Anger", "Surprise", "Disgust"];

/** What a new project can start from. @type {{id: string, name: string, says: string, classes: string[]}[]} */
export const TEMPLATES = [
  { id: "empty", name: "Empty project", says: "Two classes to name as you like", classes: ["Class 1", "Class 2"] },
  { id: "six", name: "Six basic expressions", says: SIX.join(", "), classes: SIX },
  { id: "seven", name: "Six and neutral", says: "The six, and a face at rest", classes: ["Neutral", ...SIX] },
  { id: "wink", name: "Winking left and right", says: "Left eye, right eye, both open", classes: ["Both open", "Winking left", "Winking right"] },
];

/**
 * @param {string} name
 * @param {string[]} classes
 * @param {string} backbone
 * @returns {Project}
 */
export function newProject(name, classes, backbone) {
  const now = Date.now();
  return {
    id: crypto.randomUUID(),
    name,
    created: now,
    modified: now,
    classes: classes.map((name, index) => ({ id: index + 1, name, disabled: false })),
    settings: { ...DEFAULTS },
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
  const tidy = [...text.replace(/\s+/g, " ").trim()].slice(0, LONGEST_NAME).join("");
  return tidy || fallback;
}

/**
 * A name that no class has yet.
 * @param {Project} project
 * @param {string} wish
 */
export function freeName(project, wish) {
  const taken = new Set(project.classes.map(({ name }) => name));
  if (!taken.has(wish)) return wish;
  for (let count = 2; ; count++) if (!taken.has(`${wish} ${count}`)) return `${wish} ${count}`;
}

/**
 * @param {Project} project
 * @param {string} [name]
 * @returns {Class}
 */
export function addClass(project, name) {
  const made = { id: project.next++, name: freeName(project, tidyName(name ?? "", `Class ${project.classes.length + 1}`)), disabled: false };
  project.classes.push(made);
  return made;
}

/**
 * The class of this name; a new one where there is none.
 * @param {Project} project
 * @param {string} name
 */
export function classNamed(project, name) {
  const wanted = tidyName(name, "Class").toLowerCase();
  return project.classes.find((one) => one.name.toLowerCase() === wanted) ?? addClass(project, name);
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

/**
 * What takes part in training: the classes that count, and their samples, oldest first.
 * @param {Project} project
 * @param {Iterable<Sample>} samples
 */
export function takingPart(project, samples) {
  const classes = project.classes.filter(({ disabled }) => !disabled);
  const place = new Map(classes.map(({ id }, index) => [id, index]));
  const used = [...samples].filter((sample) => place.has(sample.class)).sort((a, b) => a.id - b.id);
  return { classes, used, truth: Uint32Array.from(used, (sample) => place.get(sample.class) ?? 0) };
}

/** Samples whose embeddings are put together at a time. */
const SLICE = 2000;

/**
 * The samples' embeddings in one piece.
 * @param {Sample[]} samples
 * @param {"embedding" | "mirrored"} which
 * @param {() => Promise<unknown>} breathe lets the page answer clicks: tens of thousands of samples take a while
 */
export async function joined(samples, which, breathe) {
  const width = samples[0]?.[which]?.length ?? 0;
  const all = new Float32Array(samples.length * width);
  for (const [index, sample] of samples.entries()) {
    if (index % SLICE === 0) await breathe();
    all.set(sample[which] ?? [], index * width);
  }
  return all;
}

/**
 * The trained head as a file of its own: what the recogniser, the bundle and the link carry.
 * @param {Project} project
 * @returns {string | undefined}
 */
export function headFile(project) {
  const { trained } = project;
  if (!trained) return undefined;
  const { labels, backbone, threshold, layers } = trained;
  return JSON.stringify({ format: "mien-head", version: 1, name: project.name, labels, backbone, threshold, layers });
}
