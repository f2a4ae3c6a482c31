import { byId, setText } from "../live/dom.js";

/** @typedef {import("../live/types.js").State} State */
/** @typedef {keyof typeof CARDS} Card */

/**
 * What a card says in place of its own words; `back`: there is something on the stage to go back to.
 * @typedef {{title?: string, sentence?: string, progress?: number, back?: boolean}} Words
 */

/**
 * `start` and `file` are the words on the buttons that start the camera and that choose a file; `act` names any other button.
 * @typedef {{state: State, icon: string, title: string, sentence: string, start?: string, file?: string, act?: [string, string][]}} CardText
 */

const CARDS = /** @satisfies {Record<string, CardText>} */ ({
  start: {
    state: "start",
    icon: "camera",
    title: "See how faces look, live",
    sentence: "Pictures never leave this browser",
    start: "Start",
    file: "Use a photo or video…",
  },
  asking: {
    state: "asking",
    icon: "camera",
    title: "Allow the camera",
    sentence: "Your browser is asking whether this page may use the camera",
    file: "Use a photo or video…",
  },
  denied: {
    state: "denied",
    icon: "camera-off",
    title: "The camera is blocked",
    sentence: "Open the settings beside the page’s address, allow the camera, then try again",
    start: "Try again",
    file: "Use a photo or video…",
  },
  busy: {
    state: "busy",
    icon: "camera-off",
    title: "The camera is in use",
    sentence: "Close the program or tab that is using it, then try again",
    start: "Try again",
    file: "Use a photo or video…",
  },
  absent: {
    state: "absent",
    icon: "camera-off",
    title: "No camera found",
    sentence: "Connect a camera and try again, or use a photo",
    start: "Try again",
    file: "Use a photo or video…",
  },
  unplugged: {
    state: "absent",
    icon: "camera-off",
    title: "The camera was disconnected",
    sentence: "Connect it again, then press Start: your settings are kept",
    start: "Start",
    file: "Use a photo or video…",
  },
  "camera-error": {
    state: "absent",
    icon: "camera-off",
    title: "The camera does not answer",
    sentence: "Connect it again or choose another one below, then try again",
    start: "Try again",
    file: "Use a photo or video…",
  },
  insecure: {
    state: "insecure",
    icon: "lock",
    title: "The camera needs a secure address",
    sentence: "Open this page with https:// or on localhost, or use a photo",
    file: "Use a photo or video…",
  },
  "in-app": {
    state: "absent",
    icon: "camera-off",
    title: "This app’s browser has no camera",
    sentence: "Choose “Open in browser” in the app’s menu, or use a photo",
    start: "Try again",
    file: "Use a photo or video…",
  },
  unsupported: {
    state: "unsupported",
    icon: "info",
    title: "This browser is too old",
    sentence: "Mien needs WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or newer",
  },
  loading: { state: "loading", icon: "info", title: "Loading", sentence: "The networks are on their way" },
  stopped: {
    state: "stopped",
    icon: "camera-off",
    title: "The camera is off",
    sentence: "Press Start to look again",
    start: "Start",
    file: "Use a photo or video…",
  },
  "load-error": {
    state: "error",
    icon: "warning",
    title: "Mien could not be loaded",
    sentence: "Check the connection, then try again",
    act: [["retry", "Try again"]],
  },
  "file-error": {
    state: "error",
    icon: "warning",
    title: "This file can’t be shown",
    sentence: "Choose a JPEG, PNG or WebP picture, or an MP4 or WebM video",
    file: "Choose another file…",
    act: [["back", "Back"]],
  },
  "frame-error": {
    state: "error",
    icon: "warning",
    title: "This picture could not be read",
    sentence: "Try again, or use another picture",
    file: "Choose another file…",
    act: [["back", "Try again"]],
  },
  crashed: {
    state: "crashed",
    icon: "warning",
    title: "Mien stopped working",
    sentence: "Reload the page: your settings are kept",
    act: [
      ["reload", "Reload"],
      ["copy", "Copy details"],
    ],
  },
});

const root = document.documentElement;
const message = byId("message", HTMLElement);
const title = byId("message-title", HTMLElement);
const sentence = byId("message-sentence", HTMLElement);
const badge = byId("badge", HTMLElement);
const progress = byId("message-progress", HTMLProgressElement);
const start = byId("start", HTMLButtonElement);
const file = byId("message-file", HTMLButtonElement);
const actions = byId("message-actions", HTMLElement);

/** @returns {State} */
export function state() {
  return /** @type {State} */ (root.dataset.state ?? "start");
}

/**
 * A state without a card: the picture is what counts.
 * @param {State} name
 */
export function showPicture(name) {
  if (state() === name && message.hidden) return;
  root.dataset.state = name;
  message.hidden = true;
}

/**
 * @param {Card} name
 * @param {Words} [words]
 */
export function showCard(name, words = {}) {
  /** @type {CardText} */
  const card = CARDS[name];
  root.dataset.state = card.state;
  root.dataset.card = name;
  message.hidden = false;
  badge.querySelector("use")?.setAttribute("href", `#i-${card.icon}`);
  setText(title, words.title ?? card.title);
  setText(sentence, words.sentence ?? card.sentence);

  progress.hidden = words.progress === undefined;
  progress.value = words.progress ?? 0;

  setText(start.lastElementChild ?? start, card.start ?? "");
  start.hidden = !card.start;
  setText(file, card.file ?? "");
  file.hidden = !card.file;
  /** @type {[string, string][]} */
  const acts = card.act ?? (card.start && words.back ? [["back", "Back"]] : []);
  actions.replaceChildren(
    ...acts.map(([action, label], index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = index === 0 && !card.start ? "button primary" : "button";
      button.dataset.action = action;
      button.textContent = label;
      return button;
    }),
  );
}

/**
 * @param {Record<string, () => void>} handlers by the name of the action
 */
export function onCardAction(handlers) {
  actions.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    handlers[button?.dataset.action ?? ""]?.();
  });
}
