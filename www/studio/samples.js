// A class's samples to look through: select, move, delete.
import { byId, setText } from "../live/dom.js";
import { make } from "./dom.js";
import { thumbnail } from "./pictures.js";
import { countOf, current, deleteSome, isOpen, moveSome, onChange, samplesOf } from "./session.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Class} Class */

/** Samples that are shown at a time: thousands at once would make the page slow. */
const PAGE = 240;

const dialog = byId("samples", HTMLDialogElement);
const grid = byId("samples-grid", HTMLElement);
const all = byId("samples-all", HTMLButtonElement);
const move = byId("samples-move", HTMLSelectElement);
const remove = byId("samples-delete", HTMLButtonElement);
const more = byId("samples-more", HTMLButtonElement);
const count = byId("samples-count", HTMLElement);

/** @type {Class | undefined} */
let shown;
let pages = 1;
/** @type {Set<number>} */
const selected = new Set();
/** What the grid shows, by the number of the sample. @type {Map<number, ReturnType<typeof item>>} */
let items = new Map();

function showCount() {
  const total = shown ? countOf(shown.id) : 0;
  setText(count, selected.size > 0 ? words.samples.selected(selected.size, total) : words.samples.count(total));
  remove.disabled = move.disabled = selected.size === 0;
  all.disabled = total === 0;
  setText(all, selected.size > 0 && selected.size === total ? words.samples.none : words.samples.all);
}

/** @param {import("./types.js").Sample} sample */
function item(sample) {
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => {
    if (box.checked) selected.add(sample.id);
    else selected.delete(sample.id);
    showCount();
  });
  return { box, element: make("label", { class: "grid-item", title: sample.name }, box, thumbnail(sample)) };
}

function draw() {
  if (!shown) return;
  const its = samplesOf(shown.id);
  const there = new Set(its.map(({ id }) => id));
  for (const id of selected) if (!there.has(id)) selected.delete(id);
  const visible = its.slice(0, pages * PAGE);
  // While samples come in, most of what is shown stays.
  items = new Map(visible.map((sample) => [sample.id, items.get(sample.id) ?? item(sample)]));
  [...items].forEach(([id, { box }], index) => {
    box.checked = selected.has(id);
    box.setAttribute("aria-label", words.samples.one(its.length - index, visible[index]?.name ?? ""));
  });
  const elements = [...items.values()].map(({ element }) => element);
  if (elements.some((element, index) => grid.children[index] !== element) || grid.children.length !== elements.length) grid.replaceChildren(...elements);
  more.hidden = visible.length === its.length;
  move.replaceChildren(new Option(words.samples.moveTo, ""), ...current().classes.filter((one) => one !== shown).map((one) => new Option(one.name, String(one.id))));
  showCount();
}

/** @param {Class} one */
export function showSamples(one) {
  shown = one;
  pages = 1;
  selected.clear();
  setText(byId("samples-title", HTMLElement), one.name);
  draw();
  dialog.showModal();
}

byId("samples-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  shown = undefined;
  items = new Map();
  grid.replaceChildren();
});
all.addEventListener("click", () => {
  const its = shown ? samplesOf(shown.id) : [];
  if (selected.size === its.length) selected.clear();
  else for (const { id } of its) selected.add(id);
  draw();
});
remove.addEventListener("click", () => deleteSome([...selected]));
move.addEventListener("change", () => {
  const to = current().classes.find(({ id }) => String(id) === move.value);
  if (to) moveSome([...selected], to);
  selected.clear();
  draw();
});
more.addEventListener("click", () => {
  pages += 1;
  draw();
});
onChange((topic) => {
  if (topic === "samples" && dialog.open && isOpen()) draw();
});
