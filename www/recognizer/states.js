import { byId, setText } from "../live/dom.js";
import { words } from "../live/words.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {keyof typeof CARDS} Card */

/**
 * What a card says in place of its own words; `back`: there is something on the stage to go back to.
 * @typedef {{title?: string, sentence?: string, progress?: number, back?: boolean}} Words
 */

/**
 * `start` and `file` are the words on the buttons that start the camera and that choose a file; `act` names any other button.
 * @typedef {{state: State, icon: string, title: string, sentence: string, start?: string, file?: string, act?: [string, string][]}} CardText
 */

const { cards, actions: act } = words.recognizer;

const CARDS = /** @satisfies {Record<string, CardText>} */ ({
  start: { state: "start", icon: "camera", ...cards.start, start: act.start, file: act.file },
  asking: { state: "asking", icon: "camera", ...words.camera.asking, file: act.file },
  denied: { state: "denied", icon: "camera-off", ...words.camera.denied, start: act.again, file: act.file },
  busy: { state: "busy", icon: "camera-off", ...words.camera.busy, start: act.again, file: act.file },
  absent: { state: "absent", icon: "camera-off", ...cards.absent, start: act.again, file: act.file },
  unplugged: { state: "absent", icon: "camera-off", ...cards.unplugged, start: act.start, file: act.file },
  "camera-error": { state: "absent", icon: "camera-off", ...cards["camera-error"], start: act.again, file: act.file },
  insecure: { state: "insecure", icon: "lock", ...cards.insecure, file: act.file },
  "in-app": { state: "absent", icon: "camera-off", ...cards["in-app"], start: act.again, file: act.file },
  "frame-denied": { state: "denied", icon: "camera-off", ...words.camera["frame-denied"], start: act.again, file: act.file, act: [["alone", act.alone]] },
  "no-picture": { state: "asking", icon: "camera-off", ...cards["no-picture"], file: act.file, act: [["back", act.back]] },
  muted: { state: "muted", icon: "camera-off", ...words.camera.muted, file: act.file },
  tap: { state: "asking", icon: "camera", ...words.camera.tap, act: [["tap", act.start]] },
  tooOld: { state: "unsupported", icon: "info", ...cards.tooOld },
  wasmOff: { state: "unsupported", icon: "info", ...cards.wasmOff },
  loading: { state: "loading", icon: "info", ...cards.loading },
  stopped: { state: "stopped", icon: "camera-off", ...cards.stopped, start: act.start, file: act.file },
  "load-error": { state: "error", icon: "warning", ...cards["load-error"], act: [["retry", act.again]] },
  "file-error": { state: "error", icon: "warning", ...cards["file-error"], file: act.otherFile, act: [["back", act.back]] },
  "frame-error": { state: "error", icon: "warning", ...cards["frame-error"], file: act.otherFile, act: [["back", act.again]] },
  crashed: { state: "crashed", icon: "warning", ...cards.crashed, start: act.again, file: act.file, act: [["reload", act.reload], ["copy", act.copy]] },
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
 * @param {Words} [text]
 */
export function showCard(name, text = {}) {
  /** @type {CardText} */
  const card = CARDS[name];
  root.dataset.state = card.state;
  root.dataset.card = name;
  message.hidden = false;
  badge.querySelector("use")?.setAttribute("href", `#i-${card.icon}`);
  setText(title, text.title ?? card.title);
  setText(sentence, text.sentence ?? card.sentence);

  progress.hidden = text.progress === undefined;
  progress.value = text.progress ?? 0;

  setText(start.lastElementChild ?? start, card.start ?? "");
  start.hidden = !card.start;
  setText(file, card.file ?? "");
  file.hidden = !card.file;
  /** @type {[string, string][]} */
  const acts = card.act ?? (card.start && text.back ? [["back", act.back]] : []);
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
