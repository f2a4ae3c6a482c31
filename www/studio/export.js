// What leaves the studio: project files, a class's samples, the bundle, the link, the recogniser.
import { byId, setText } from "../live/dom.js";
import { bundleFiles, snippet } from "./bundle.js";
import { keepHead } from "../live/stored-head.js";
import { download, fileName } from "./dom.js";
import { fileOf } from "./pictures.js";
import { allSamples, current, isOpen, onChange, samplesOf } from "./session.js";
import { headFile, linkOf, packProject, zip } from "./worker-client.js";
import { toast } from "./toasts.js";

/** @typedef {import("./types.js").Class} Class */

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
    toast(`Saved “${project.name}” as a file`);
  } catch (error) {
    toast(`The file could not be made. ${sentence(error)}`);
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
    toast(`The samples could not be saved. ${sentence(error)}`);
  }
}

async function saveBundle() {
  const project = current();
  const head = await headFile(project);
  if (!head) return;
  bundle.disabled = true;
  setText(status, "Collecting the files");
  try {
    const files = await bundleFiles(head, project.name);
    download(new Blob([await zip(files)], { type: "application/zip" }), `${fileName(project.name)} page.zip`);
    setText(status, "The bundle is in your downloads");
  } catch (error) {
    setText(status, `The bundle could not be made. ${sentence(error)}`);
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
    prompt("Copy this", text);
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
    const length = link.length.toLocaleString("en");
    setText(
      linkLength,
      link.length > CHAT_LIMIT
        ? `${length} characters: mail and documents take it whole, some chat programs would cut it. With 0 hidden units (Advanced) it becomes much shorter`
        : `${length} characters: short enough for any chat program`,
    );
  } catch (error) {
    setText(linkLength, sentence(error));
  }
}

async function useInRecognizer() {
  const head = await headFile(current());
  if (!head) return;
  if (!keepHead(head)) return toast("This browser keeps nothing here (a private window?). Use the link under Export instead");
  location.href = "./";
}

/** Buttons that need a trained head. */
export function showWaysOut() {
  use.disabled = open.disabled = !current().trained;
}

export function bindExport() {
  saveFile.addEventListener("click", () => void saveProject());
  bundle.addEventListener("click", () => void saveBundle());
  use.addEventListener("click", () => void useInRecognizer());
  open.addEventListener("click", () => {
    setText(status, "");
    setText(byId("snippet", HTMLElement), snippet(current().name));
    dialog.showModal();
    void showLink();
  });
  byId("export-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  byId("copy-snippet", HTMLButtonElement).addEventListener("click", () => void copy(snippet(current().name), "The lines are copied"));
  copyLink.addEventListener("click", () => link && void copy(link, "The link is copied"));
  onChange((topic) => {
    if (isOpen() && topic === "trained") showWaysOut();
  });
}
