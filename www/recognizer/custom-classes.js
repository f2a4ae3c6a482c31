// Other classes than the expressions: a person's own, or those of another network.
import { byId, setText } from "../live/dom.js";
import { fileProblemIn } from "../live/language.js";
import { forgetHead, keptHead } from "../live/stored-head.js";
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
 * @param {string | undefined} model the name of the other network that was asked for
 */
export async function showOwnClasses({ name, error }, model) {
  box.hidden = name === null && !error;
  box.toggleAttribute("data-error", error !== undefined);
  if (error && model !== undefined) {
    const fileProblem = await fileProblemIn(words.language);
    setText(line, words.recognizer.badModel(model, fileProblem(error).message));
  } else if (error) setText(line, words.recognizer.badClasses(words.problem(error).message));
  else if (name !== null) setText(line, model === undefined ? words.recognizer.customClasses(name) : words.recognizer.model(name));
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
