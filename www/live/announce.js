import { byId, setText } from "./dom.js";

const EVERY = 3000;
const spoken = byId("status", HTMLElement);
const seen = byId("sentence", HTMLElement);

let spokenAt = -EVERY;
let latest = "";
let timer = 0;

/**
 * Shows a sentence at once, and has it read out at most every three seconds.
 * @param {string} sentence
 */
export function announce(sentence) {
  setText(seen, sentence);
  latest = sentence;
  if (timer) return;
  timer = window.setTimeout(() => {
    timer = 0;
    spokenAt = performance.now();
    setText(spoken, latest);
  }, Math.max(0, spokenAt + EVERY - performance.now()));
}

/** @param {boolean} on */
export function setAnnouncing(on) {
  spoken.setAttribute("aria-live", on ? "polite" : "off");
}
