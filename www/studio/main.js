// The studio's page: which screen is shown, and which project is open. The address names the project: studio.html#project=…
import { bindLanguages } from "../live/page-words.js";
import { keepOffline } from "../live/offline.js";
import { byId, setText } from "../live/dom.js";
import { unsupported } from "../live/support.js";
import { bindThemeButton } from "../live/theme-button.js";
import { bindClasses, classAt, showProjectClasses } from "./classes.js";
import { choose, make } from "./dom.js";
import { bindImport, takeFiles } from "./import.js";
import { bindExport, downloadClass, showWaysOut } from "./export/dialog.js";
import { bindPreview, closePreview, showPreview } from "./preview.js";
import { newProject } from "./project.js";
import { closeRecorder } from "./record.js";
import { closeProject, current, flush, forgetProject, isDirty, isOpen, onChange, openProject, renameProject, storeState } from "./session.js";
import { bindStart, showKept } from "./start.js";
import { readProject, writeProject, writeSamples } from "./store.js";
import { claim, release } from "./tabs.js";
import { embed, model, resize, unpackProject, whenCrashed } from "./worker-client.js";
import { MAX_NAME } from "../types/settings.js";
import { forgetUndo, toast } from "./toasts.js";
import { bindTraining, showTraining, startTraining, stopTraining } from "./train.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Sample} Sample */

const root = document.documentElement;
const banner = byId("banner", HTMLElement);
const name = byId("project-name", HTMLInputElement);
const saved = byId("saved", HTMLElement);

/** Counts wishes to see a project: an older one that comes late is dropped. */
let wish = 0;

/** @param {"start" | "work" | "blocked"} screen */
function showScreen(screen) {
  root.dataset.screen = screen;
  for (const each of /** @type {const} */ (["start", "work", "blocked"])) byId(`${each}-screen`, HTMLElement).hidden = each !== screen;
  byId("project-tools", HTMLElement).hidden = screen !== "work";
}

/**
 * A sentence across the page, with what can be done about it.
 * @param {string} text
 * @param {{label: string, act: () => void}[]} [actions]
 */
function showBanner(text, actions = []) {
  banner.hidden = text === "";
  if (banner.hidden) delete banner.dataset.about;
  setText(byId("banner-text", HTMLElement), text);
  byId("banner-actions", HTMLElement).replaceChildren(
    ...actions.map(({ label, act }) => {
      const button = make("button", { type: "button", class: "button" }, label);
      button.addEventListener("click", act);
      return button;
    }),
  );
}

/** @param {unknown} error */
const sentence = (error) => (error instanceof Error ? error.message : String(error));

/**
 * Embeddings that another version of the network made, or that a file doesn't carry, are made from the kept faces.
 * @param {Project} project
 * @param {Sample[]} samples
 * @returns {Promise<boolean>} whether any were
 */
async function bringUpToDate(project, samples) {
  const { backbone } = await model(project.kind);
  const resized = await resize(project.kind, samples);
  const fits = !resized && project.backbone === backbone && samples.every(({ embedding }) => embedding.length > 0);
  if (fits) return false;
  const made = await embed(project.kind, samples, false, (done, total) => showBanner(words.page.updating(done, total)));
  samples.forEach((sample, index) => (sample.embedding = made[index] ?? sample.embedding));
  project.backbone = backbone;
  showBanner("");
  return true;
}

/**
 * Lets go of everything that belongs to the open project.
 * @param {() => Promise<void> | void} [close]
 */
async function leave(close = closeProject) {
  if (!isOpen()) return;
  stopTraining();
  closeRecorder();
  closePreview();
  forgetUndo();
  await close();
  release();
}

async function showStart() {
  wish += 1;
  await leave();
  setText(byId("kept-none", HTMLElement), words.start.none);
  showScreen("start");
  await showKept((id) => (location.hash = `project=${id}`));
}

/**
 * @param {string} id
 * @param {boolean} [takeOver]
 */
async function show(id, takeOver = false) {
  const mine = ++wish;
  await leave();
  const lose = (/** @type {() => Promise<void>} */ go) => async () => {
    wish += 1;
    await go();
    setText(byId("blocked-title", HTMLElement), words.page.takenOver);
    showScreen("blocked");
  };
  const mayWork = await claim(id, { wait: takeOver, onAsked: lose(leave), onTaken: lose(() => leave(forgetProject)) });
  if (mine !== wish) return;
  if (!mayWork) {
    setText(byId("blocked-title", HTMLElement), words.page.elsewhere);
    return showScreen("blocked");
  }
  try {
    const found = await readProject(id);
    if (!found) {
      toast(words.page.gone);
      location.hash = "";
      return;
    }
    if (await bringUpToDate(found.project, found.samples)) {
      await writeProject(found.project);
      await writeSamples(id, found.samples);
    }
    const learnAgain = await isOutdated(found.project);
    if (mine === wish) work(found.project, found.samples, learnAgain);
  } catch (error) {
    showBanner(sentence(error), [{ label: words.page.reload, act: () => location.reload() }]);
    showScreen("start");
  }
}

/**
 * Whether what a project has learnt is of no use with this version of the network.
 * @param {Project} project
 */
const isOutdated = async ({ kind, trained }) => trained !== null && trained.backbone !== (await model(kind)).backbone;

/**
 * Shows an open project.
 * @param {Project} project
 * @param {Sample[]} samples
 * @param {boolean} learnAgain what it has learnt is of no use: it learns again by itself
 */
function work(project, samples, learnAgain) {
  const threshold = project.trained?.threshold;
  if (learnAgain) project.trained = null;
  openProject(project, samples);
  root.dataset.kind = project.kind;
  name.value = project.name;
  setText(saved, words.page.saved);
  showScreen("work");
  showProjectClasses();
  showTraining();
  showPreview();
  showWaysOut();
  if (learnAgain) {
    toast(words.page.learningAgain(project.name), { stay: 30_000 });
    void startTraining(threshold);
  }
}

/**
 * @param {Project} project
 * @param {Sample[]} samples
 */
async function begin(project, samples) {
  try {
    await writeProject(project);
    await writeSamples(project.id, samples);
    // The address follows; that it changed is no news then.
    history.pushState(history.state, "", `#project=${project.id}`);
    await show(project.id);
  } catch (error) {
    // Without storage the project lives in this page alone; that is said as long as it holds.
    wish += 1;
    await leave();
    await bringUpToDate(project, samples);
    work(project, samples, await isOutdated(project));
    setText(saved, words.page.notSaved);
    banner.dataset.about = "storage";
    showBanner(sentence(error), [{ label: words.page.saveAsFile, act: () => byId("save-file", HTMLButtonElement).click() }]);
  }
}

/**
 * Asks what somebody wants to teach with pictures that are in no project of ours.
 * @param {string} name of their file
 * @returns {Promise<import("../types/rust.js").ProjectKind | undefined>}
 */
function chooseKind(name) {
  const kinds = /** @type {const} */ (["faces", "pictures"]);
  const choices = kinds.map((kind) => {
    const { name, says } = words.kind[kind];
    const button = make("button", { type: "button", class: "template", "data-kind": kind }, make("strong", {}, name), make("span", { class: "quiet-text" }, says));
    return { value: kind, button };
  });
  return choose(words.kind.title(name), choices);
}

/** @param {File} file */
async function openFile(file) {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length === 0) throw new Error(words.page.empty);
    const opened = await unpackProject(bytes);
    if (opened) {
      const { damage, lost } = opened;
      if (damage.count + lost > 0) toast(words.page.damaged(file.name, damage, lost), { stay: 60_000 });
      return begin(opened.project, opened.samples);
    }
    // Not one of ours: a Teachable Machine project or a zip of pictures starts a new one.
    const kind = await chooseKind(file.name);
    if (!kind) return;
    const { backbone } = await model(kind);
    await begin(newProject(kind, file.name.replace(/\.\w+$/, ""), [], backbone), []);
    void takeFiles([file]);
  } catch (error) {
    showBanner(words.page.notOpened(file.name, sentence(error)), [{ label: words.page.close, act: () => showBanner("") }]);
  }
}

function showSaved() {
  const state = storeState();
  const fine = state === "" || state === "saving" || state === "saved";
  if (fine) {
    setText(saved, state === "saving" ? words.page.saving : state === "saved" ? words.page.saved : "");
    if (state === "saved" && banner.dataset.about === "storage") showBanner("");
  } else {
    setText(saved, words.page.notSaved);
    showBanner(state, [{ label: words.page.saveAsFile, act: () => byId("save-file", HTMLButtonElement).click() }]);
    banner.dataset.about = "storage";
  }
}

function route() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const id = asked.get("project");
  if (id && isOpen() && current().id === id) return;
  void (id ? show(id) : showStart());
}

function main() {
  bindThemeButton(byId("theme", HTMLButtonElement), byId("theme-name", HTMLElement));
  bindLanguages(byId("language", HTMLSelectElement));
  keepOffline();
  const reason = unsupported();
  if (reason) {
    showScreen("start");
    return showBanner(words.page[reason]);
  }
  bindStart({
    create({ id, kind, name, classes }) {
      void model(kind).then(
        ({ backbone }) => {
          const made = newProject(kind, name, classes, backbone);
          // A wink is one side's: mirrored it would be the other.
          if (id === "wink") made.settings.mirror = false;
          return begin(made, []);
        },
        (error) => showBanner(sentence(error), [{ label: words.page.reload, act: () => location.reload() }]),
      );
    },
    openFile: (file) => void openFile(file),
  });
  bindClasses({ takeFiles: (files, into) => void takeFiles(files, into), downloadClass: (one) => void downloadClass(one) });
  bindImport(classAt);
  bindTraining();
  bindPreview();
  bindExport();

  name.maxLength = MAX_NAME;
  name.addEventListener("change", () => {
    renameProject(name.value);
    name.value = current().name;
  });
  name.addEventListener("keydown", (event) => event.key === "Enter" && name.blur());
  byId("to-projects", HTMLButtonElement).addEventListener("click", () => {
    const kept = banner.dataset.about !== "storage";
    if (!kept && !confirm(words.page.leave)) return;
    showBanner("");
    // A project that is nowhere kept has no address to leave.
    if (location.hash) location.hash = "";
    else void showStart();
  });
  byId("take-over", HTMLButtonElement).addEventListener("click", () => {
    const id = new URLSearchParams(location.hash.slice(1)).get("project");
    if (id) void show(id, true);
  });
  onChange((topic) => topic === "saved" && showSaved());
  whenCrashed((details) => {
    // That nothing is kept matters more, as long as it holds.
    if (banner.dataset.about === "storage") return toast(words.page.crashed);
    showBanner(words.page.crashed, [
      { label: words.page.close, act: () => showBanner("") },
      { label: words.page.copyDetails, act: () => void navigator.clipboard?.writeText(`${details}\n${navigator.userAgent}`) },
    ]);
  });
  addEventListener("hashchange", route);
  // Who comes back may have made room.
  addEventListener("focus", () => isOpen() && banner.dataset.about === "storage" && void flush());
  // A page that nobody sees may be frozen, and ended without another word.
  document.addEventListener("visibilitychange", () => document.hidden && isDirty() && void flush());
  addEventListener("pagehide", () => {
    if (isDirty()) void flush();
  });
  addEventListener("beforeunload", (event) => {
    if (isOpen() && (isDirty() || banner.dataset.about === "storage")) {
      void flush();
      if (banner.dataset.about === "storage") event.preventDefault();
    }
  });
  route();
}

main();
