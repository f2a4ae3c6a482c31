// The right column: camera or file, seen with the person's own classes.
import { byId, setText } from "../live/dom.js";
import { Engine } from "../live/engine.js";
import { announce } from "../live/announce.js";
import { bars } from "../recognizer/bars.js";
import { FileError, openFile } from "../live/files.js";
import { Frames } from "../live/frames.js";
import { overlay } from "../recognizer/overlay.js";
import { clearStage, mirrorPicture, showSource, stageSize, watchStage } from "../live/stage.js";
import { cameraSentence, useCamera } from "./camera.js";
import { headFile } from "./project.js";
import { current, isOpen, onChange, settingsChanged } from "./session.js";

/** @typedef {import("../live/types.js").Source} Source */
/** @typedef {import("../live/types.js").Report} Report */

const column = byId("preview-column", HTMLElement);
const stage = byId("stage", HTMLElement);
const empty = byId("stage-empty", HTMLElement);
const camera = byId("preview-camera", HTMLButtonElement);
const picker = byId("file", HTMLInputElement);
const threshold = byId("threshold", HTMLInputElement);
const thresholdValue = byId("threshold-value", HTMLOutputElement);
const hint = byId("preview-hint", HTMLElement);

/** @type {Engine | undefined} */
let engine;
/** @type {Source | undefined} */
let source;
/** @type {Frames | undefined} */
let frames;
/** @type {Report | undefined} */
let latest;
/** @type {string[]} */
let classes = [];
/** Counts what a person asked to see: what comes too late is dropped. */
let wish = 0;

const mirrored = () => source?.mirrored ?? true;

function startEngine() {
  engine = new Engine({
    progress() {},
    ready(ready) {
      setNames(ready.classes);
      if (source) begin(source);
    },
    classes({ classes: names }) {
      setNames(names);
      if (source?.kind === "photo") engine?.again();
    },
    report(report) {
      if (!source) return;
      latest = report;
      overlay.draw(report.shown, false);
      bars.show(report.bars);
      announce(report.status);
      setText(hint, report.shown.length > 0 ? "This is how it names what it sees" : "No face found: come closer, or turn on a light");
      frames?.next();
    },
    error({ message, code }) {
      setText(hint, code === "crashed" ? "The preview stopped working: reload the page, nothing is lost" : message);
    },
  });
  sendHead();
}

/** @param {string[]} names */
function setNames(names) {
  classes = names;
  bars.setClasses(classes);
  overlay.setClasses(classes);
  sendSettings();
}

function sendHead() {
  const head = headFile(current());
  if (head) engine?.head(head);
}

function sendSettings() {
  const { width, height } = stageSize();
  if (width === 0 || height === 0 || !isOpen()) return;
  engine?.settings(
    {
      threshold: Number(threshold.value),
      stage: {
        width,
        height,
        mirror: mirrored(),
        chipHeight: overlay.chipHeight,
        chipWidths: overlay.chipWidths(classes),
      },
    },
    "auto",
  );
}

/** @param {Source} from */
function begin(from) {
  frames?.stop();
  if (from.element instanceof HTMLVideoElement) {
    frames = new Frames(from.element, (time) => void look(from, time));
    if (!document.hidden) frames.start();
  } else void look(from, performance.now());
}

/**
 * @param {Source} from
 * @param {number} time
 */
async function look(from, time) {
  try {
    const bitmap = await from.grab();
    if (source === from && engine?.ready) engine.frame(bitmap, time);
    else bitmap.close();
  } catch {
    // A video between two sources has no frame to give; the next one will.
    frames?.next();
  }
}

function release() {
  wish += 1;
  frames?.stop();
  frames = undefined;
  source?.close();
  source = undefined;
  latest = undefined;
  clearStage();
  overlay.draw([], false);
  bars.show([]);
  engine?.reset();
  camera.setAttribute("aria-pressed", "false");
  empty.hidden = false;
  delete column.dataset.live;
}

/** @param {Source} next */
function show(next) {
  release();
  source = next;
  empty.hidden = true;
  column.dataset.live = "";
  showSource(next);
  mirrorPicture(mirrored());
  if (!engine) startEngine();
  sendSettings();
  if (engine?.ready) begin(next);
  else setText(hint, "Loading the networks");
}

async function toggleCamera() {
  if (source?.kind === "camera") {
    release();
    return showPreview();
  }
  release();
  const mine = wish;
  setText(hint, "Your browser may ask whether this page may use the camera");
  try {
    const { video, mirrored, release: letGo } = await useCamera(() => {
      release();
      setText(hint, "The camera was disconnected");
    });
    if (mine !== wish) return letGo();
    show({
      kind: "camera",
      element: video,
      width: video.videoWidth,
      height: video.videoHeight,
      mirrored,
      name: "Camera",
      grab: () => createImageBitmap(video),
      close: letGo,
    });
    camera.setAttribute("aria-pressed", "true");
  } catch (error) {
    if (mine === wish) setText(hint, cameraSentence(error));
  }
}

/** @param {File} file */
async function takeFile(file) {
  const mine = ++wish;
  try {
    const opened = await openFile(file, (error) => setText(hint, error.message));
    if (mine !== wish) return opened.close();
    show(opened);
  } catch (error) {
    setText(hint, error instanceof FileError ? error.message : "This file can’t be shown");
  }
}

/** What belongs to the open project. */
export function showPreview() {
  const { trained } = current();
  camera.disabled = picker.disabled = !trained;
  threshold.value = String(trained?.threshold ?? 0.4);
  setText(thresholdValue, Number(threshold.value).toFixed(2));
  if (source) return;
  setText(empty, trained ? "Turn on the camera, or choose a photo" : "Train first, then see it at work here");
  setText(hint, trained ? "Look how it does on new faces" : "Comes after training");
  bars.setClasses(trained?.labels ?? []);
}

/** Lets go of camera and file. */
export function closePreview() {
  release();
}

export function bindPreview() {
  camera.addEventListener("click", () => void toggleCamera());
  picker.addEventListener("change", () => {
    const file = picker.files?.[0];
    picker.value = "";
    if (file) void takeFile(file);
  });
  threshold.addEventListener("input", () => {
    const { trained } = current();
    setText(thresholdValue, Number(threshold.value).toFixed(2));
    if (!trained) return;
    trained.threshold = Number(threshold.value);
    settingsChanged();
    sendSettings();
    if (source?.kind === "photo") engine?.again();
  });
  // How much of the column lies below its picture: on a phone that part stays outside the window.
  new ResizeObserver(() => {
    const below = column.getBoundingClientRect().bottom - stage.getBoundingClientRect().bottom;
    column.style.setProperty("--below", `${Math.round(below)}px`);
  }).observe(column);
  watchStage(() => {
    overlay.draw(latest?.shown ?? [], false);
    sendSettings();
    if (source?.kind === "photo" && latest) engine?.again();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) frames?.stop();
    else if (source) {
      frames?.start();
      frames?.next();
    }
  });
  onChange((topic) => {
    if (!isOpen() || topic !== "trained") return;
    showPreview();
    sendHead();
    if (source?.kind === "photo") engine?.again();
  });
}
