// The recognizer's page: what a person chooses, and which state is shown. What is recognised is the viewer's business.
import "../live/styles.js";
import { bindLanguages } from "../live/page-words.js";
import { Announcer } from "../live/announcer.js";
import { Bars } from "../live/bars.js";
import { showMade } from "../live/begun.js";
import { isBlack } from "../live/black.js";
import { CameraError, openCamera } from "../live/camera.js";
import { byId, setText } from "../live/dom.js";
import { FileError, listenForFiles, openFile } from "../live/files.js";
import { watchKeptHead } from "../live/stored-head.js";
import { unsupported } from "../live/support.js";
import { Viewer } from "../live/viewer.js";
import { words } from "../live/words.js";
import { bindControls, showBrowserDetector, showCameras, showMirror, showThreshold } from "./controls.js";
import { onBack, showOwnClasses, wantedHead } from "./custom-classes.js";
import { areModel, bindModel, modelOfAddress, modelOfFiles, showSubject } from "./model.js";
import { clearReadout, showReadout } from "./readout.js";
import { readChoices, writeChoices } from "./settings.js";
import { saveSnapshot } from "./snapshot.js";
import { onCardAction, showCard, showPicture, state } from "./states.js";
import { allowRecording, bindRecording, loadRecording, record, recordClasses } from "./record-button.js";
import { showTransport } from "./transport.js";

/** @typedef {import("../live/types.js").Source} Source */
/** @typedef {import("../live/types.js").Failure} Failure */
/** @typedef {import("./types.js").Choices} Choices */

const stage = byId("stage", HTMLElement);
const picker = byId("file", HTMLInputElement);
const pause = byId("pause", HTMLButtonElement);
const stop = byId("stop", HTMLButtonElement);
const useCamera = byId("use-camera", HTMLButtonElement);
const snapshot = byId("snapshot", HTMLButtonElement);
const hint = byId("hint", HTMLElement);
const resultsTitle = byId("results-title", HTMLElement);
const bars = new Bars(byId("bars", HTMLElement), byId("values", HTMLTableSectionElement), words);
const announcer = new Announcer(byId("sentence", HTMLElement), byId("status", HTMLElement));

const choices = readChoices(location.search);

/** The other network that a person asked for. */
let model = modelOfAddress(choices);
let paused = false;
/** A card stands before the picture until a person has answered it. */
let interrupted = false;
/** Counts what a person asked to see; an answer that comes after the next request is dropped. */
let request = 0;
/** Lasts until the next request. */
let opening = new AbortController();
/** Starts the picture of a camera that waits for a person. @type {(() => void) | undefined} */
let tap;
let transfer = { loaded: 0, total: 0 };
/** Why nothing can be recognised. @type {Failure | undefined} */
let broken;

const viewer = new Viewer(
  { stage, view: byId("view", HTMLElement), canvas: byId("overlay", HTMLCanvasElement) },
  words,
  {
    progress(loaded, total) {
      transfer = { loaded, total };
      if (state() === "loading") showLoading();
    },
    ready({ browserDetector }) {
      showBrowserDetector(browserDetector);
      if (!choices.autostart) loadRest();
      if (viewer.source && !interrupted) settle();
    },
    classes(changed) {
      bars.setClasses(changed.classes, changed.name !== null);
      recordClasses(changed.classes, changed.name !== null);
      showSubject(model !== null && changed.name === model.name);
      void showOwnClasses(changed, model?.name);
      if (choices.threshold === null) showThreshold(changed.threshold);
    },
    report(prediction, report) {
      bars.show(prediction.bars);
      announcer.say(prediction.status);
      document.documentElement.dataset.subject = report.subject;
      setText(resultsTitle, report.subject === "picture" ? words.recognizer.picture : words.recognizer.mainFace);
      showReadout(report, viewer.source?.kind !== "photo" && !paused);
      record(prediction);
      dispatchEvent(new CustomEvent("mien-prediction", { detail: prediction }));
      if (!interrupted) settle();
      loadRest();
    },
    unread: (error) => interrupt("frame-error", { sentence: error.message }),
    broken: onBroken,
  },
);

let complete = false;

/** What nobody waits for: how people record, and what keeps the page. It comes once the engine is ready, and after the first labels where these are on their way. */
function loadRest() {
  if (complete) return;
  complete = true;
  loadRecording();
  void import("../live/offline.js").then(({ keepOffline }) => keepOffline());
}

/** The worker is started with the page, so that Start finds it ready. */
function startEngine() {
  broken = undefined;
  viewer.start();
}

function sendWishes() {
  viewer.setWishes({
    detector: choices.detector,
    ...(choices.size !== null && { detectorSize: Math.round(choices.size) }),
    ...(choices.threshold !== null && { threshold: choices.threshold }),
    smoothing: choices.smoothing,
    averageMirrored: choices.averageMirrored,
    mirror: choices.mirror,
    overlay: choices.emoji ? "emoji" : "chips",
  });
  showMirror(viewer.mirrored);
}

function showLoading() {
  const { loaded, total } = transfer;
  showCard("loading", { sentence: words.loading(loaded, total), progress: total ? loaded / total : 0 });
}

/** A camera that is paused gives no pictures; in a paused video the place can still be moved, and the frame there counts. */
function setActive() {
  viewer.setActive(!interrupted && !(paused && viewer.source?.kind === "camera"));
}

/**
 * Something is in the way; what is on the stage stays there and can go on later.
 * @param {import("./states.js").Card} card
 * @param {import("./states.js").Words} [text]
 */
function interrupt(card, text) {
  interrupted = true;
  setActive();
  hint.hidden = true;
  showCard(card, { ...text, back: viewer.source !== undefined });
}

/** The state that belongs to what is on the stage. */
function settle() {
  interrupted = false;
  const { source, latest } = viewer;
  if (!source) return showCard("start");
  if (!viewer.ready) return showLoading();
  const nobody = latest !== undefined && latest.shown.length === 0;
  hint.hidden = !nobody;
  if (paused) showPicture("paused");
  else if (source.kind !== "camera") showPicture("file");
  else showPicture(nobody ? "no-face" : "running");
  if (nobody) setText(hint, noFaceHint(source));
}

/** What may help where nobody is found. @param {Source} source */
function noFaceHint({ kind, element }) {
  if (kind === "photo") return words.noFaceInPhoto;
  return element instanceof HTMLVideoElement && isBlack(element) ? words.blackPicture : words.noFace;
}

function showButtons() {
  const { source } = viewer;
  const moving = source !== undefined && source.kind !== "photo";
  pause.disabled = !moving;
  stop.disabled = !source;
  snapshot.disabled = !source;
  allowRecording(moving);
  useCamera.hidden = !source || source.kind === "camera";
  setText(pause.lastElementChild ?? pause, paused ? words.recognizer.actions.goOn : words.recognizer.actions.pause);
  pause.querySelector("use")?.setAttribute("href", paused ? "#i-play" : "#i-pause");
}

/** What a person asked to see last is what counts: what came before is called off. */
function beginRequest() {
  opening.abort();
  opening = new AbortController();
  request += 1;
  return request;
}

/** What was seen last is no longer so. */
function showNobody() {
  viewer.forget();
  bars.show([]);
  announcer.say("");
  dispatchEvent(new CustomEvent("mien-prediction", { detail: { time: performance.now(), faces: [], bars: [], turned: 0, status: "" } }));
}

/** @param {Failure} error */
function onBroken(error) {
  broken = error;
  if (error.code === "crashed") {
    release();
    announcer.say(words.recognizer.crashed);
    // What a crash says is for programmers, but for one that people can do something about.
    interrupt("crashed", error.hint ? { sentence: `${error.message}. ${error.hint}` } : {});
  } else {
    interrupt("load-error", { sentence: [error.message, error.hint].filter(Boolean).join(". ") });
  }
}

/** Lets go of camera or file; the picture leaves the stage. */
function release() {
  viewer.close();
  paused = false;
  hint.hidden = true;
  showTransport(undefined);
  bars.show([]);
  clearReadout();
  showButtons();
}

/**
 * Puts a new source in the place of the old one.
 * @param {Source} next
 */
function show(next) {
  release();
  interrupted = false;
  setActive();
  viewer.open(next);
  showMirror(viewer.mirrored);
  showTransport(next.kind === "video" && next.element instanceof HTMLVideoElement ? next.element : undefined);
  showButtons();
  // What has broken down is begun anew, with what somebody wants to see next.
  if (broken?.code === "crashed") startEngine();
  if (broken) onBroken(broken);
  else settle();
}

async function startCamera() {
  const mine = beginRequest();
  const { signal } = opening;
  // The old camera is let go first: many machines have only one, and phones open only one at a time.
  if (viewer.source?.kind === "camera") release();
  interrupt("asking");
  try {
    const opened = await openCamera(
      choices.camera,
      {
        ended() {
          release();
          interrupt("unplugged");
        },
        waiting(card, play) {
          tap = play;
          interrupt(card);
          void showCameras(choices.camera);
        },
        muted(muted) {
          if (muted) showNobody();
          if (muted) interrupt("muted");
          else resume();
        },
      },
      signal,
    );
    if (mine !== request) return opened.close();
    show(opened);
    await showCameras(choices.camera);
  } catch (error) {
    if (mine !== request) return;
    interrupt(error instanceof CameraError ? error.state : "camera-error");
    void showCameras(choices.camera);
    loadRest();
  }
}

function stopSource() {
  beginRequest();
  const kind = viewer.source?.kind;
  release();
  announcer.say(words.recognizer.stopped);
  interrupt(kind === "camera" ? "stopped" : "start");
}

/** @param {File} file */
async function takeFile(file) {
  if (state() === "unsupported") return;
  const mine = beginRequest();
  try {
    const opened = await openFile(file, (error) => {
      release();
      interrupt("file-error", { sentence: error.message });
    });
    if (mine !== request) return opened.close();
    show(opened);
    paused = opened.element instanceof HTMLVideoElement && opened.element.paused;
    showButtons();
  } catch (error) {
    if (mine !== request) return;
    // What was on the stage stays there, and goes on with Back.
    interrupt("file-error", error instanceof FileError ? { sentence: error.message } : {});
  }
}

/** Goes on with what is on the stage. */
function resume() {
  settle();
  setActive();
}

function togglePause() {
  const element = viewer.source?.element;
  if (!(element instanceof HTMLVideoElement)) return;
  paused = !paused;
  if (paused) element.pause();
  else void element.play();
  resume();
  showButtons();
}

async function takeSnapshot() {
  const { source, latest, drawing, mirrored } = viewer;
  if (!source) return;
  try {
    const name = await saveSnapshot(source, latest?.shown ?? [], { drawing, stageWidth: viewer.size.width, mirrored, overlay: choices.emoji ? "emoji" : "chips" });
    announcer.say(words.recognizer.saved(name));
  } catch (error) {
    announcer.say(words.recognizer.notSaved(error));
  }
}

async function copyDetails() {
  const details = [broken?.message ?? "", navigator.userAgent, location.href].join("\n");
  await navigator.clipboard?.writeText(details).catch(() => prompt(words.recognizer.copyDetails, details));
}

/** @param {keyof Choices} changed */
function onChoice(changed) {
  writeChoices(choices);
  if (changed === "announce") announcer.aloud = choices.announce;
  else if (changed === "camera") {
    // Also while the one before is waited for, or could not be had.
    if (viewer.source?.kind === "camera" || (document.documentElement.dataset.card ?? "") in words.camera) void startCamera();
  } else sendWishes();
}

function main() {
  bindLanguages(byId("language", HTMLSelectElement));
  bindRecording();
  bindControls(choices, onChoice);
  announcer.aloud = choices.announce;
  showMirror(viewer.mirrored);
  const reason = unsupported();
  if (reason) return showCard(reason);

  const changeClasses = () => viewer.use(model ?? wantedHead());
  /** @param {import("../live/types.js").OtherModel | null} other */
  const useModel = (other) => {
    model = other;
    changeClasses();
  };
  const openModel = async (/** @type {File[]} */ files) => {
    choices.model = null;
    writeChoices(choices);
    useModel(await modelOfFiles(files, choices));
  };
  bindModel(choices, {
    files: (files) => void openModel(files),
    subject() {
      writeChoices(choices);
      if (model) useModel({ ...model, subject: choices.subject });
    },
  });
  changeClasses();
  sendWishes();
  startEngine();
  const start = byId("start", HTMLButtonElement);
  start.addEventListener("click", () => void startCamera());
  byId("message-file", HTMLButtonElement).addEventListener("click", () => picker.click());
  useCamera.addEventListener("click", () => void startCamera());
  pause.addEventListener("click", togglePause);
  stop.addEventListener("click", stopSource);
  snapshot.addEventListener("click", () => void takeSnapshot());
  onCardAction({
    tap: () => tap?.(),
    retry() {
      startEngine();
      resume();
    },
    back() {
      beginRequest();
      resume();
    },
    alone: () => void open(location.href, "_blank", "noopener"),
    reload: () => location.reload(),
    copy: () => void copyDetails(),
  });
  listenForFiles(picker, stage, (file, all) => void (areModel(all) ? openModel(all) : takeFile(file)));

  onBack(() => {
    choices.model = null;
    writeChoices(choices);
    useModel(null);
  });
  watchKeptHead(changeClasses);
  addEventListener("hashchange", changeClasses);

  navigator.mediaDevices?.addEventListener("devicechange", () => void showCameras(choices.camera));
  addEventListener("pagehide", () => viewer.source && stopSource());

  // The page comes before this script: a press until now would have been lost.
  start.disabled = false;
  // Where a camera is started the list comes with it.
  if (choices.autostart) void startCamera();
  else void showCameras(choices.camera);
}

const about = byId("about", HTMLDialogElement);
byId("about-open", HTMLButtonElement).addEventListener("click", () => about.showModal());
main();
showMade();
