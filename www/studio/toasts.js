// Short messages at the edge of the page, and the one list of what can be undone.
import { byId } from "../live/dom.js";
import { words } from "./words.js";

const list = byId("toasts", HTMLElement);

/** How long a message stays, ms. */
const STAY = 8000;

/** @type {{undo: () => void, toast: HTMLElement}[]} */
const undoable = [];

/**
 * @param {string} text
 * @param {{undo?: () => void, stay?: number}} [options]
 */
export function toast(text, { undo, stay = STAY } = {}) {
  const toast = document.createElement("div");
  toast.className = "toast";
  const sentence = document.createElement("p");
  sentence.textContent = text;
  toast.append(sentence);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = words.page.undo;
    button.addEventListener("click", () => undoOne(toast));
    toast.append(button);
    undoable.push({ undo, toast });
  }
  list.append(toast);
  while (list.children.length > 3) list.firstElementChild?.remove();
  setTimeout(() => toast.remove(), stay);
}

/**
 * Undoes what this message is about, or the last thing.
 * @param {HTMLElement} [toast]
 */
function undoOne(toast) {
  const place = toast ? undoable.findIndex((one) => one.toast === toast) : undoable.length - 1;
  const [found] = undoable.splice(place, place < 0 ? 0 : 1);
  found?.toast.remove();
  found?.undo();
}

/** What could be undone belongs to a project that is closed now. */
export function forgetUndo() {
  undoable.length = 0;
  list.replaceChildren();
}

addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z" || typing) return;
  if (undoable.length === 0) return;
  event.preventDefault();
  undoOne();
});
