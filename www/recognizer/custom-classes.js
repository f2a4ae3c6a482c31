import { byId, setText } from "../live/dom.js";
import { forgetHead, keptHead } from "../live/stored-head.js";
import { failureOf } from "../live/problem.js";
import { words } from "../live/words.js";

/** @typedef {import("../live/types.js").Classes} Classes */

const box = byId("own", HTMLElement);
const line = byId("own-line", HTMLElement);
const back = byId("own-back", HTMLButtonElement);

/** The part of the address after `#`, which never leaves the browser. */
const fragment = () => new URLSearchParams(location.hash.slice(1));

/** The classes that a person wants here: those of the link that was opened, else those that the studio left. */
export function wantedHead() {
  return fragment().get("head") || keptHead();
}

/**
 * Says which classes these are, or why they can't be used.
 * @param {Classes} classes
 */
export function showOwnClasses({ name, error }) {
  box.hidden = name === null && !error;
  box.toggleAttribute("data-error", error !== undefined);
  if (error) setText(line, words.recognizer.badClasses(failureOf(error).message));
  else if (name !== null) setText(line, words.recognizer.customClasses(name));
}

/** @param {() => void} then */
export function onBack(then) {
  back.addEventListener("click", () => {
    forgetHead();
    const rest = fragment();
    rest.delete("head");
    const url = new URL(location.href);
    url.hash = rest.toString();
    history.replaceState(history.state, "", url);
    then();
  });
}
