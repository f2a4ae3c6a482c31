// The recogniser's page: camera or file -> worker -> overlay, bars, event. What to show is Rust's decision, in each report.
import { byId, setText } from "../live/dom.js";
import { Engine } from "../live/engine.js";
import { watchKeptHead } from "../live/stored-head.js";
import { announce, setAnnouncing } from "../live/announce.js";
import { bars } from "./bars.js";
import { supported } from "../live/support.js";
import { CameraError, openCamera } from "../live/camera.js";
import { bindControls, showBrowserDetector, showCameras, showMirror, showThreshold } from "./controls.js";
import { FileError, listenForFiles, openFile } from "../live/files.js";
import { Frames } from "../live/frames.js";
import { overlay } from "./overlay.js";
import { onBack, showOwnClasses, wantedHead } from "./custom-classes.js";
import { clearReadout, showReadout } from "./readout.js";
import { readChoices, writeChoices } from "./settings.js";
import { saveSnapshot } from "./snapshot.js";
import { clearStage, mirrorPicture, showSource, stageSize, watchStage } from "../live/stage.js";
import { onCardAction, showCard, showPicture, state } from "./states.js";
import { showTransport } from "./transport.js";

/** @typedef {import("../live/types.js").Source} Source */
/** @typedef {import("../live/types.js").Report} Report */
/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").Failure} Failure */
/** @typedef {import("../live/types.js").Choices} Choices */

const picker = byId("file", HTMLInputElement);
const pause = byId("pause", HTMLButtonElement);
const stop = byId("stop", HTMLButtonElement);
const useCamera = byId("use-camera", HTMLButtonElement);
const snapshot = byId("snapshot", HTMLButtonElement);
const hint = byId("hint", HTMLElement);

const choices = readChoices(location.search);

/** @type {string[]} */
let classes = [];
/** @type {Source | undefined} */
let source;
/** @type {Frames | undefined} */
let frames;
/** @type {Report | undefined} */
let latest;
let paused = false;
/** A card stands before the picture until a person has answered it. */
let interrupted = false;
/** Counts what a person asked to see; an answer that comes after the next wish is dropped. */
let wish = 0;
let transfer = { loaded: 0, total: 0 };
/** @type {Failure | undefined} */
let failure;
/** @type {Engine | undefined} */
let engine;

const mirrored = () => choices.mirror ?? source?.mirrored ?? true;

/** The worker is started with the page, so that Start finds it ready. */
function startEngine() {
  engine?.close();
  failure = undefined;
  engine = new Engine({
    progress(loaded, total) {
      transfer = { loaded, total };
      if (state() === "loading") showLoading();
    },
    ready(ready) {
      setClasses(ready);
      showBrowserDetector(ready.browserDetector);
      sendSettings();
      if (source && !interrupted) begin(source);
    },
    classes(changed) {
      setClasses(changed);
      applySettings();
    },
    report: onReport,
    error: onFailure,
  });
  engine.head(wantedHead());
}

/** @param {Classes} changed */
function setClasses(changed) {
  classes = changed.classes;
  overlay.setClasses(classes);
  bars.setClasses(classes);
  showOwnClasses(changed);
  if (choices.threshold === null) showThreshold(changed.threshold);
}

function sendSettings() {
  const { width, height } = stageSize();
  engine?.settings(
    {
      ...(choices.size !== null && { detectorSize: Math.round(choices.size) }),
      ...(choices.threshold !== null && { threshold: choices.threshold }),
      smoothing: choices.smoothing,
      ...(width > 0 &&
        height > 0 && {
          stage: {
            width,
            height,
            mirror: mirrored(),
            chipHeight: overlay.chipHeight,
            chipWidths: overlay.chipWidths(classes),
          },
        }),
    },
    choices.detector,
  );
}

/** A picture that stands still is recognised again, for what changed. */
function applySettings() {
  mirrorPicture(mirrored());
  showMirror(mirrored());
  sendSettings();
  if (source && latest && (paused || source.kind === "photo")) engine?.again();
}

function showLoading() {
  const { loaded, total } = transfer;
  const mb = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
  showCard("loading", {
    sentence: total ? `${mb(loaded)} of ${mb(total)} MB` : "The networks are on their way",
    progress: total ? loaded / total : 0,
  });
}

/**
 * Something is in the way; what is on the stage stays there and can go on later.
 * @param {import("./states.js").Card} card
 * @param {import("./states.js").Words} [words]
 */
function interrupt(card, words) {
  interrupted = true;
  frames?.stop();
  hint.hidden = true;
  showCard(card, { ...words, back: source !== undefined });
}

/** The state that belongs to what is on the stage. */
function settle() {
  interrupted = false;
  if (!source) return showCard("start");
  if (!engine?.ready) return showLoading();
  const nobody = latest !== undefined && latest.shown.length === 0;
  hint.hidden = !nobody;
  if (paused) showPicture("paused");
  else if (source.kind !== "camera") showPicture("file");
  else showPicture(nobody ? "no-face" : "running");
  setText(hint, source.kind === "photo" ? "No face found: try another “Smallest face”" : "No face found: come closer, or turn on a light");
}

function showButtons() {
  const moving = source !== undefined && source.kind !== "photo";
  pause.disabled = !moving;
  stop.disabled = !source;
  snapshot.disabled = !source;
  useCamera.hidden = !source || source.kind === "camera";
  setText(pause.lastElementChild ?? pause, paused ? "Go on" : "Pause");
  pause.querySelector("use")?.setAttribute("href", paused ? "#i-play" : "#i-pause");
}

/** @param {Report} report */
function onReport(report) {
  if (!source) return;
  latest = report;
  overlay.draw(report.shown, choices.emoji);
  bars.show(report.bars);
  announce(report.status);
  showReadout(report, source.kind !== "photo" && !paused);
  dispatchEvent(new CustomEvent("mien-prediction", { detail: { time: report.time, faces: report.faces } }));
  if (!interrupted) settle();
  frames?.next();
}

/** @param {Failure} error */
function onFailure(error) {
  failure = error;
  if (error.code === "crashed") {
    release();
    engine?.close();
    announce("Stopped working");
    interrupt("crashed");
  } else if (!engine?.ready) {
    interrupt("load-error", { sentence: [error.message, error.hint].filter(Boolean).join(". ") });
  } else {
    interrupt("frame-error", { sentence: error.message });
  }
}

/** Lets go of camera or file; the picture leaves the stage. */
function release() {
  frames?.stop();
  frames = undefined;
  source?.close();
  source = undefined;
  latest = undefined;
  paused = false;
  hint.hidden = true;
  clearStage();
  showTransport(undefined);
  overlay.draw([], false);
  bars.show([]);
  clearReadout();
  engine?.reset();
  showButtons();
}

/**
 * Puts a new source in the place of the old one.
 * @param {Source} next
 */
function show(next) {
  release();
  source = next;
  showSource(next);
  mirrorPicture(mirrored());
  showMirror(mirrored());
  sendSettings();
  showButtons();
  interrupted = false;
  if (engine?.ready) begin(next);
  else if (failure) onFailure(failure);
  else showLoading();
}

/**
 * Recognises a source from now on.
 * @param {Source} from
 */
function begin(from) {
  const { element } = from;
  frames?.stop();
  if (element instanceof HTMLVideoElement) {
    showTransport(from.kind === "video" ? element : undefined);
    frames = new Frames(element, (time) => void recognise(from, time));
    if (!document.hidden && !paused) frames.start();
  } else {
    void recognise(from, performance.now());
  }
  settle();
}

/**
 * @param {Source} from
 * @param {number} time
 */
async function recognise(from, time) {
  try {
    const bitmap = await from.grab();
    if (source === from && engine) engine.frame(bitmap, time);
    else bitmap.close();
  } catch (error) {
    // A video between two sources has no frame to give; the next one will.
    if (from.kind !== "photo") frames?.next();
    else onFailure({ code: "picture", message: String(error), hint: "" });
  }
}

async function startCamera() {
  const mine = ++wish;
  // The old camera is let go first: many machines have only one, and phones open only one at a time.
  if (source?.kind === "camera") release();
  interrupt("asking");
  try {
    const opened = await openCamera(choices.camera, () => {
      release();
      interrupt("unplugged");
    });
    if (mine !== wish) return opened.close();
    show(opened);
    await showCameras(choices.camera);
  } catch (error) {
    if (mine === wish) interrupt(error instanceof CameraError ? error.card : "camera-error");
  }
}

function stopSource() {
  wish += 1;
  const kind = source?.kind;
  release();
  announce("Stopped");
  interrupt(kind === "camera" ? "stopped" : "start");
}

/** @param {File} file */
async function takeFile(file) {
  if (state() === "unsupported" || state() === "crashed") return;
  const mine = ++wish;
  try {
    const opened = await openFile(file, (error) => {
      release();
      interrupt("file-error", { sentence: error.message });
    });
    if (mine !== wish) return opened.close();
    show(opened);
    paused = opened.element instanceof HTMLVideoElement && opened.element.paused;
    showButtons();
  } catch (error) {
    if (mine !== wish) return;
    // What was on the stage stays there, and goes on with Back.
    interrupt("file-error", error instanceof FileError ? { sentence: error.message } : {});
  }
}

/** Goes on with what is on the stage. */
function resume() {
  settle();
  if (!source || !engine?.ready) return;
  if (!frames) begin(source);
  else if (!paused) {
    frames.start();
    frames.next();
  }
}

function togglePause() {
  if (!source || !(source.element instanceof HTMLVideoElement)) return;
  paused = !paused;
  if (paused) {
    source.element.pause();
    // The place in a paused video can still be moved, and the frame there counts.
    if (source.kind === "camera") frames?.stop();
    settle();
  } else {
    void source.element.play();
    resume();
  }
  showButtons();
}

async function takeSnapshot() {
  if (!source) return;
  const { width } = stageSize();
  try {
    const name = await saveSnapshot(source, latest?.shown ?? [], {
      stageWidth: width,
      mirrored: mirrored(),
      emoji: choices.emoji,
    });
    announce(`Saved ${name}`);
  } catch (error) {
    announce(`The snapshot could not be saved: ${error instanceof Error ? error.message : error}`);
  }
}

async function copyDetails() {
  const details = [failure?.message ?? "", navigator.userAgent, location.href].join("\n");
  await navigator.clipboard?.writeText(details).catch(() => prompt("Copy these details", details));
}

/** @param {keyof Choices} changed */
function onChoice(changed) {
  writeChoices(choices);
  if (changed === "announce") setAnnouncing(choices.announce);
  else if (changed === "camera") {
    if (source?.kind === "camera") void startCamera();
  } else if (changed === "emoji") overlay.draw(latest?.shown ?? [], choices.emoji);
  else if (changed !== "theme") applySettings();
}

function main() {
  bindControls(choices, onChoice);
  setAnnouncing(choices.announce);
  showMirror(mirrored());
  if (!supported()) return showCard("unsupported");

  startEngine();
  byId("start", HTMLButtonElement).addEventListener("click", () => void startCamera());
  byId("message-file", HTMLButtonElement).addEventListener("click", () => picker.click());
  useCamera.addEventListener("click", () => void startCamera());
  pause.addEventListener("click", togglePause);
  stop.addEventListener("click", stopSource);
  snapshot.addEventListener("click", () => void takeSnapshot());
  onCardAction({
    retry() {
      startEngine();
      settle();
    },
    back: resume,
    reload: () => location.reload(),
    copy: () => void copyDetails(),
  });
  listenForFiles(picker, byId("stage", HTMLElement), (file) => void takeFile(file));
  watchStage(() => {
    overlay.draw(latest?.shown ?? [], choices.emoji);
    if (source) applySettings();
  });

  const changeClasses = () => engine?.head(wantedHead());
  onBack(changeClasses);
  watchKeptHead(changeClasses);
  addEventListener("hashchange", changeClasses);

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) frames?.stop();
    else if (source && !interrupted) resume();
  });
  navigator.mediaDevices?.addEventListener("devicechange", () => void showCameras(choices.camera));
  addEventListener("pagehide", () => source && stopSource());

  void showCameras(choices.camera);
  if (choices.autostart) void startCamera();
}

const about = byId("about", HTMLDialogElement);
byId("about-open", HTMLButtonElement).addEventListener("click", () => about.showModal());
main();
