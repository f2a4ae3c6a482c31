// What leaves the studio: project files, a class's samples, the bundle, the link, the recogniser.
import { byId, setText } from "../live/dom.js";
import { bundleFiles, snippet } from "./bundle.js";
import { keepHead } from "../live/stored-head.js";
import { download, fileName } from "./dom.js";
import { fileOf } from "./pictures.js";
import { allSamples, current, isOpen, onChange, samplesOf } from "./session.js";
import { headFile, linkOf, packProject, zip } from "./worker-client.js";
import { toast } from "./toasts.js";
import { words } from "./words.js";

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
    const files = await bundleFiles(head, project.name);
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
  byId("copy-snippet", HTMLButtonElement).addEventListener("click", () => void copy(snippet(current().name), words.export.linesCopied));
  copyLink.addEventListener("click", () => link && void copy(link, words.export.linkCopied));
  onChange((topic) => {
    if (isOpen() && topic === "trained") showWaysOut();
  });
}
