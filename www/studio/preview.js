// The right column: camera or file, seen with the person's own classes.
import { Announcer } from "../live/announcer.js";
import { Bars } from "../live/bars.js";
import { isBlack } from "../live/black.js";
import { openCamera } from "../live/camera.js";
import { byId, setText } from "../live/dom.js";
import { FileError, openFile } from "../live/files.js";
import { Viewer } from "../live/viewer.js";
import { RECOGNIZING } from "../types/settings.js";
import { CAMERA, cameraSentence, playButton } from "./camera.js";
import { current, isOpen, onChange, settingsChanged } from "./session.js";
import { exportModel, headFile } from "./worker-client.js";
import { words } from "./words.js";

/** @typedef {import("../live/types.js").Source} Source */

const column = byId("preview-column", HTMLElement);
const stage = byId("stage", HTMLElement);
const empty = byId("stage-empty", HTMLElement);
const camera = byId("preview-camera", HTMLButtonElement);
const picker = byId("file", HTMLInputElement);
const threshold = byId("threshold", HTMLInputElement);
const thresholdValue = byId("threshold-value", HTMLOutputElement);
const hint = byId("preview-hint", HTMLElement);
const bars = new Bars(byId("bars", HTMLElement), byId("values", HTMLTableSectionElement), words);
const announcer = new Announcer(byId("sentence", HTMLElement), byId("status", HTMLElement));

/** Counts what a person asked to see: what comes too late is dropped. */
let request = 0;
/** Whoever waits for a camera hears that nobody wants it any more. */
let opening = new AbortController();

const viewer = new Viewer(
  { stage, view: byId("view", HTMLElement), canvas: byId("overlay", HTMLCanvasElement) },
  words,
  {
    classes: ({ classes, name }) => bars.setClasses(classes, name !== null),
    report({ bars: values, status }, { shown }) {
      bars.show(values);
      announcer.say(status);
      const nobody = shown.length === 0 && current().kind === "faces";
      const element = viewer.source?.element;
      const black = nobody && element instanceof HTMLVideoElement && isBlack(element);
      setText(hint, black ? words.blackPicture : nobody ? words.noFace : words.preview.seen);
    },
    unread: ({ message }) => setText(hint, message),
    broken({ message, hint: help, code }) {
      if (code === "crashed") clear();
      // What a crash says is for programmers, but for one that people can do something about.
      setText(hint, code === "crashed" ? [help && message, words.preview.crashed].filter(Boolean).join(". ") : message);
    },
  },
);

/** Shows the live view what was learnt. */
async function sendHead() {
  const project = current();
  const head = await headFile(project);
  if (!head || !isOpen() || current() !== project) return;
  if (project.kind === "faces") return viewer.use(head);
  const files = await exportModel(project.kind, head, "");
  if (!isOpen() || current() !== project) return;
  viewer.use({ model: { files: Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])) }, name: project.name, subject: "picture" });
}

function sendWishes() {
  if (isOpen()) viewer.setWishes({ threshold: Number(threshold.value) });
}

/** The column without a picture. */
function clear() {
  bars.show([]);
  camera.setAttribute("aria-pressed", "false");
  empty.hidden = false;
  delete column.dataset.live;
}

function release() {
  request += 1;
  opening.abort();
  opening = new AbortController();
  stage.querySelector(".play-camera")?.remove();
  viewer.close();
  clear();
}

/** @param {Source} next */
function show(next) {
  release();
  empty.hidden = true;
  column.dataset.live = "";
  if (!viewer.started) {
    viewer.start();
    void sendHead();
  }
  sendWishes();
  viewer.setActive(true);
  viewer.open(next);
  if (!viewer.ready) setText(hint, words.preview.loading);
}

async function toggleCamera() {
  if (viewer.source?.kind === "camera") {
    release();
    return showPreview();
  }
  release();
  const mine = request;
  setText(hint, words.preview.asking);
  try {
    const opened = await openCamera(
      CAMERA,
      {
        ended() {
          release();
          setText(hint, words.camera.unplugged.title);
        },
        waiting(state, play) {
          setText(hint, words.cameraLine[state]);
          if (state === "tap") stage.append(playButton(play));
        },
        muted(muted) {
          viewer.setActive(!muted);
          if (muted) {
            viewer.forget();
            bars.show([]);
          }
          setText(hint, muted ? words.cameraLine.muted : "");
        },
      },
      opening.signal,
    );
    if (mine !== request) return opened.close();
    show(opened);
    camera.setAttribute("aria-pressed", "true");
  } catch (error) {
    if (mine === request) setText(hint, cameraSentence(error));
  }
}

/** @param {File} file */
async function takeFile(file) {
  const mine = ++request;
  try {
    const opened = await openFile(file, (error) => setText(hint, error.message));
    if (mine !== request) return opened.close();
    show(opened);
  } catch (error) {
    setText(hint, error instanceof FileError ? error.message : words.preview.badFile);
  }
}

/** What belongs to the open project. */
export function showPreview() {
  const { trained } = current();
  camera.disabled = picker.disabled = !trained;
  threshold.value = String(trained?.threshold ?? RECOGNIZING.threshold.default);
  setText(thresholdValue, words.value(Number(threshold.value)));
  if (viewer.source) return;
  setText(empty, trained ? words.preview.choose : words.preview.trainFirst);
  setText(hint, trained ? words.preview.look : words.preview.later);
  bars.setClasses(trained?.labels ?? [], true);
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
    setText(thresholdValue, words.value(Number(threshold.value)));
    if (!trained) return;
    trained.threshold = Number(threshold.value);
    settingsChanged();
    sendWishes();
  });
  // How much of the column lies below its picture: on a phone that part stays outside the window.
  new ResizeObserver(() => {
    const below = column.getBoundingClientRect().bottom - stage.getBoundingClientRect().bottom;
    column.style.setProperty("--below", `${Math.round(below)}px`);
  }).observe(column);
  onChange((topic) => {
    if (!isOpen() || topic !== "trained") return;
    showPreview();
    if (viewer.started) void sendHead();
  });
}
