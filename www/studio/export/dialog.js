// What leaves the studio: project files, a class's samples, and the dialog with all ways for what was learnt to go elsewhere.
import { byId, setText } from "../../live/dom.js";
import { keepHead } from "../../live/stored-head.js";
import { download } from "../../live/download.js";
import { fileName, make } from "../dom.js";
import { fileOf } from "../pictures.js";
import { allSamples, current, isOpen, onChange, samplesOf } from "../session.js";
import { toast } from "../toasts.js";
import { exportModel, headFile, linkOf, packProject, zip } from "../worker-client.js";
import { words } from "../words.js";
import { bindProgram, forgetProgram, showProgram } from "./program.js";
import { snippet } from "./snippet.js";
import { saveSamples, saveTeachableProject } from "./samples.js";

/** @typedef {import("../types.js").Class} Class */

/** Longest link that common chat programs pass on whole, in characters. */
const CHAT_LIMIT = 2000;

const dialog = byId("export", HTMLDialogElement);
const status = byId("export-status", HTMLElement);
const use = byId("use", HTMLButtonElement);
const open = byId("export-open", HTMLButtonElement);
const saveFile = byId("save-file", HTMLButtonElement);
const bundle = byId("bundle", HTMLButtonElement);
const copyLink = byId("copy-link", HTMLButtonElement);
const linkLength = byId("link-length", HTMLElement);

/** The ways out, in the order of the dialog, with the panel that each shows. @type {{id: keyof typeof words.ways, panel: string, only?: "faces"}[]} */
const WAYS = [
  { id: "page", panel: "export-page" },
  { id: "link", panel: "export-link", only: "faces" },
  { id: "tfjs", panel: "export-program" },
  { id: "keras", panel: "export-program" },
  { id: "tflite", panel: "export-program" },
  { id: "onnx", panel: "export-program" },
  { id: "samples", panel: "export-samples" },
];

const ways = byId("export-ways", HTMLElement);
const panels = [...document.querySelectorAll(".export-panel")].map((panel) => /** @type {HTMLElement} */ (panel));

/** @type {string | undefined} */
let link;

/** @param {unknown} error */
const sentence = (error) => (error instanceof Error ? error.message : String(error));

/** The whole project as a file. */
async function saveProject() {
  const project = current();
  saveFile.disabled = true;
  try {
    const samples = [...allSamples().values()].sort((a, b) => a.id - b.id);
    const bytes = await packProject(project, samples);
    download(new Blob([bytes], { type: "application/zip" }), `${fileName(project.name)}.mien.zip`);
    toast(words.export.saved(project.name));
  } catch (error) {
    toast(words.export.notSaved(sentence(error)));
  } finally {
    saveFile.disabled = false;
  }
}

/**
 * A class's samples as a zip.
 * @param {Class} one
 */
export async function downloadClass(one) {
  try {
    const folder = fileName(one.name);
    const files = [];
    for (const [index, sample] of samplesOf(one.id).reverse().entries()) {
      const { bytes, extension } = await fileOf(sample);
      files.push({ path: `${folder}/${String(index + 1).padStart(4, "0")}.${extension}`, bytes });
    }
    download(new Blob([await zip(files)], { type: "application/zip" }), `${folder}.zip`);
  } catch (error) {
    toast(words.export.samplesNotSaved(sentence(error)));
  }
}

async function saveBundle() {
  const project = current();
  const head = await headFile(project);
  if (!head) return;
  bundle.disabled = true;
  setText(status, words.export.collecting);
  try {
    const model = project.kind === "pictures" ? await exportModel(project.kind, head, new Date().toISOString()) : [];
    const { bundleFiles } = await import("./bundle.js");
    const files = await bundleFiles(head, project.name, model);
    download(new Blob([await zip(files)], { type: "application/zip" }), `${fileName(project.name)} page.zip`);
    setText(status, words.export.bundled);
  } catch (error) {
    setText(status, words.export.notBundled(sentence(error)));
  } finally {
    bundle.disabled = false;
  }
}

/**
 * @param {string} text
 * @param {string} done
 */
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    setText(status, done);
  } catch {
    prompt(words.export.copy, text);
  }
}

async function showLink() {
  link = undefined;
  copyLink.disabled = true;
  const head = await headFile(current());
  if (!head) return;
  try {
    const address = new URL("./", location.href);
    address.search = "";
    address.hash = `head=${await linkOf(head)}`;
    link = address.href;
    copyLink.disabled = false;
    const { length } = link;
    setText(
      linkLength,
      length > CHAT_LIMIT
        ? words.export.longLink(length)
        : words.export.shortLink(length),
    );
  } catch (error) {
    setText(linkLength, sentence(error));
  }
}

async function useInRecognizer() {
  const head = await headFile(current());
  if (!head) return;
  if (!keepHead(head)) return toast(words.export.nothingKept);
  location.href = "./";
}

/**
 * Does something with all samples that takes a while, and tells how far it is.
 * @param {HTMLButtonElement} button
 * @param {(onProgress: (done: number, total: number) => void) => Promise<void>} act
 */
async function withSamples(button, act) {
  button.disabled = true;
  try {
    await act((done, total) => setText(status, words.export.packing(done, total)));
    setText(status, words.export.packed);
  } catch (error) {
    setText(status, words.export.samplesNotSaved(sentence(error)));
  } finally {
    button.disabled = false;
  }
}

/** @param {HTMLElement} tab */
function choose(tab) {
  for (const each of /** @type {HTMLElement[]} */ ([...ways.children])) {
    each.setAttribute("aria-selected", String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
  }
  tab.scrollIntoView({ block: "nearest", inline: "center" });
  const way = WAYS.find(({ id }) => id === tab.dataset.way);
  if (!way) return;
  for (const panel of panels) panel.hidden = panel.id !== way.panel;
  byId(way.panel, HTMLElement).setAttribute("aria-labelledby", tab.id);
  setText(status, "");
  if (way.id === "page") setText(byId("snippet", HTMLElement), snippet(current().name, current().kind));
  else if (way.id === "link") void showLink();
  else if (way.id !== "samples") showProgram(way.id);
}

function openDialog() {
  const { kind, trained } = current();
  // Before training there are samples alone.
  const open = WAYS.filter(({ id, only }) => (!only || only === kind) && (trained || id === "samples"));
  const tabs = open.map(({ id, panel }) => {
    const { name, says } = words.ways[id];
    const tab = make("button", { type: "button", class: "way", role: "tab", id: `way-${id}`, "aria-controls": panel, "data-way": id }, make("strong", {}, name), make("span", { class: "quiet-text" }, says));
    tab.addEventListener("click", () => choose(tab));
    return tab;
  });
  ways.replaceChildren(...tabs);
  dialog.showModal();
  if (tabs[0]) {
    choose(tabs[0]);
    tabs[0].focus();
  }
}

/** @param {KeyboardEvent} event */
function moveAlong(event) {
  const tabs = /** @type {HTMLElement[]} */ ([...ways.children]);
  const at = tabs.findIndex((tab) => tab === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  const tab = at < 0 || to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
  if (!tab) return;
  event.preventDefault();
  tab.focus();
  choose(tab);
}

/** Buttons that need a trained head, or something to take away. */
export function showWaysOut() {
  const { trained } = current();
  use.disabled = !trained;
  open.disabled = !trained && allSamples().size === 0;
}

export function bindExport() {
  saveFile.addEventListener("click", () => void saveProject());
  bundle.addEventListener("click", () => void saveBundle());
  use.addEventListener("click", () => void useInRecognizer());
  open.addEventListener("click", openDialog);
  ways.addEventListener("keydown", moveAlong);
  dialog.addEventListener("close", forgetProgram);
  byId("export-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  byId("copy-snippet", HTMLButtonElement).addEventListener("click", () => void copy(snippet(current().name, current().kind), words.export.linesCopied));
  copyLink.addEventListener("click", () => link && void copy(link, words.export.linkCopied));
  const samples = byId("save-samples", HTMLButtonElement);
  samples.addEventListener("click", () => void withSamples(samples, saveSamples));
  const teachable = byId("save-teachable", HTMLButtonElement);
  teachable.addEventListener("click", () => void withSamples(teachable, saveTeachableProject));
  setText(byId("hosts-all", HTMLElement), words.hosts.all);
  byId("hosts", HTMLElement).replaceChildren(...Object.entries(words.hosts.steps).flatMap(([place, step]) => [make("dt", {}, place), make("dd", {}, step)]));
  bindProgram(copy);
  onChange((topic) => {
    if (isOpen() && (topic === "trained" || topic === "samples")) showWaysOut();
  });
}
