// Pictures that are in two classes: nothing can learn to tell these apart by them.
import { byId, setText } from "../live/dom.js";
import { icon, make } from "./dom.js";
import { thumbnail } from "./pictures.js";
import { contradictions, current, deleteSome } from "./session.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Sample} Sample */

/** Pictures that are shown at a time. */
const SHOWN = 10;

const panel = byId("contradictions", HTMLDetailsElement);
const count = byId("contradictions-count", HTMLElement);
const list = byId("contradictions-list", HTMLElement);

/** What is shown, as numbers of samples and classes: while that stays, nothing is drawn anew. */
let shown = "";

/** @param {Sample} sample */
function side(sample) {
  const name = current().classes.find(({ id }) => id === sample.class)?.name ?? "";
  const remove = make("button", { type: "button", class: "button quiet", "aria-label": words.contradictions.removeFrom(name, sample.name) }, icon("trash"), make("span", {}, words.contradictions.remove));
  remove.addEventListener("click", () => deleteSome([sample.id]));
  return make("figure", {}, thumbnail(sample), make("figcaption", {}, make("strong", {}, name), make("span", { class: "quiet-text" }, sample.name)), remove);
}

/** Shows those of the open project. */
export function showContradictions() {
  const found = contradictions();
  panel.hidden = found.length === 0;
  setText(count, words.contradictions.count(found.length));
  const some = found.slice(0, SHOWN);
  const now = JSON.stringify([current().id, current().classes, some.map((copies) => copies.map(({ id, class: of }) => [id, of]))]);
  if (now === shown) return;
  shown = now;
  list.replaceChildren(...some.map((copies) => make("li", {}, ...copies.map(side))));
}
