// A person's own classes, from one page of this site to the next: the JSON text of a trained head.

const KEY = "mien-head";

/** The kept classes; nothing where there are none, or where this browser keeps nothing. */
export function keptHead() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @returns {boolean} whether it could be kept
 */
export function keepHead(text) {
  try {
    localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}

export function forgetHead() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // What was not kept need not be forgotten.
  }
}

/**
 * Calls back when another tab kept or forgot classes.
 * @param {() => void} changed
 */
export function watchKeptHead(changed) {
  addEventListener("storage", ({ key }) => (key === KEY || key === null) && changed());
}
