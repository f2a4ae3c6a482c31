// The open project as a model of another program: its files, and what these say of samples.
import { connect } from "../../live/remote.js";
import { SITE } from "../../live/site.js";
import { startThread } from "../../live/thread.js";
import { allSamples, current } from "../session.js";
import { classify, exportModel, headFile, joinEmbeddings } from "../worker-client.js";
import { words } from "../words.js";

/** @typedef {import("../../worker/convert.js").Methods} Methods */
/** @typedef {import("../../worker/convert.js").ModelFile} ModelFile */
/** @typedef {import("../types.js").NewFace} NewFace */
/** @typedef {import("../types.js").Project} Project */
/** @typedef {import("../types.js").Sample} Sample */

/** Samples that 8-bit integers are fitted to: more change nothing that can be measured. */
const FITTED_TO = 100;

/** @type {import("../../live/remote.js").Remote<Methods> | undefined} */
let converter;

/** The thread that writes; it starts when somebody wants a file. */
function thread() {
  converter ??= connect(() => startThread(SITE, "worker/convert.js"), () => {}, words.workerProblem).call;
  return converter;
}

/** The samples of what was trained, of every class as many. @param {Project} project @param {number} most */
export function someSamples({ trained }, most) {
  const classes = trained?.classes ?? [];
  const each = Math.max(1, Math.floor(most / classes.length));
  return classes.flatMap((id) => {
    const its = [...allSamples().values()].filter((sample) => sample.class === id);
    const step = Math.max(1, its.length / each);
    return Array.from({ length: Math.min(each, its.length) }, (_, index) => its[Math.floor(index * step)]).filter((sample) => sample !== undefined);
  });
}

/** What a sample is to the other thread. @param {NewFace} sample */
const shown = ({ face, picture }) => ({ face, picture });

/** What was made, of which head: nothing is written twice. @type {{head: string, files: Map<string, Promise<ModelFile[]>>}} */
let made = { head: "", files: new Map() };

/**
 * The files of the open project in a format.
 * @param {string} format one of Rust's, or "tflite-int8"
 * @returns {Promise<ModelFile[]>}
 */
export async function modelFiles(format) {
  const project = current();
  const head = (await headFile(project)) ?? "";
  if (made.head !== head) made = { head, files: new Map() };
  const { files } = made;
  const keep = (/** @type {string} */ name, /** @type {() => Promise<ModelFile[]>} */ make) => {
    const found = files.get(name) ?? make();
    files.set(name, found);
    found.catch(() => files.delete(name));
    return found;
  };
  const original = keep("", () => exportModel(project.kind, head, new Date().toISOString()));
  return keep(format, async () => {
    const samples = format === "tflite-int8" ? someSamples(project, FITTED_TO) : [];
    return thread().convert(await original, format, project.kind, samples.map(shown));
  });
}

/** @param {Float32Array} all @param {number} classes */
const rows = (all, classes) => Array.from({ length: all.length / classes }, (_, index) => [...all.subarray(index * classes, (index + 1) * classes)]);

/**
 * What the files of a model say of samples, beside what the preview says of them: a probability a class for each.
 * @param {ModelFile[]} files
 * @param {NewFace[]} samples
 */
export async function compare(files, samples) {
  const project = current();
  const head = (await headFile(project)) ?? "";
  const [here, there] = await Promise.all([classify(head, joinEmbeddings(samples)), thread().answers(files, project.kind, samples.map(shown))]);
  const classes = project.trained?.labels.length ?? 1;
  return { here: rows(here, classes), there: rows(there, classes) };
}
