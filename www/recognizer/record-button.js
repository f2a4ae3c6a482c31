// The button that records what is seen. What records comes after what is needed first.
import { byId, setText } from "../live/dom.js";
import { words } from "../live/words.js";

/** @typedef {import("../live/types.js").Prediction} Prediction */

const button = byId("record", HTMLButtonElement);

/** @type {typeof import("./timeline.js") | undefined} */
let timeline;
/** @type {Promise<typeof import("./timeline.js")> | undefined} */
let coming;

/** Has what records come. */
export function loadRecording() {
  coming ??= import("./timeline.js");
  return coming;
}

let running = false;
/** The classes in force, and whether these are a person's own. @type {{classes: string[], own: boolean}} */
let inForce = { classes: [], own: false };

function show() {
  button.setAttribute("aria-pressed", String(running));
  setText(button.lastElementChild ?? button, running ? words.recognizer.record.stop : words.recognizer.record.start);
}

function stop() {
  if (!running) return;
  running = false;
  timeline?.end();
  show();
}

/** @param {Prediction} prediction */
export function record(prediction) {
  if (running && timeline?.add(prediction) === false) stop();
}

/**
 * Other classes are in force: what was recorded of the ones before stays, and recording ends.
 * @param {string[]} classes
 * @param {boolean} own whether these are a person's own
 */
export function recordClasses(classes, own) {
  if (classes.join("\n") === inForce.classes.join("\n")) return;
  inForce = { classes, own };
  stop();
}

/** @param {boolean} possible whether there is anything to record */
export function allowRecording(possible) {
  button.disabled = !possible;
  if (!possible) stop();
}

export function bindRecording() {
  button.addEventListener("click", async () => {
    if (running) return stop();
    timeline ??= await loadRecording();
    timeline.begin(inForce.classes, inForce.own);
    running = true;
    show();
  });
  addEventListener("mien-forgotten", () => {
    stop();
    button.focus();
  });
}
