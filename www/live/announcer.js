import { setText } from "./dom.js";

/** A polite status line speaks at most this often, ms. */
const EVERY = 3000;

/** Shows a sentence at once, and has it read out at most every three seconds. */
export class Announcer {
  #seen;
  #spoken;
  #spokenAt = -EVERY;
  #latest = "";
  #timer = 0;

  /**
   * @param {Element} seen
   * @param {Element} spoken a live region
   */
  constructor(seen, spoken) {
    this.#seen = seen;
    this.#spoken = spoken;
  }

  /** @param {string} sentence */
  say(sentence) {
    setText(this.#seen, sentence);
    this.#latest = sentence;
    if (this.#timer) return;
    this.#timer = window.setTimeout(
      () => {
        this.#timer = 0;
        this.#spokenAt = performance.now();
        setText(this.#spoken, this.#latest);
      },
      Math.max(0, this.#spokenAt + EVERY - performance.now()),
    );
  }

  /** @param {boolean} on */
  set aloud(on) {
    this.#spoken.setAttribute("aria-live", on ? "polite" : "off");
  }
}
