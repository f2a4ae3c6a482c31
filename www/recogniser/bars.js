import { byId, setText } from "../shared/dom.js";

/** @typedef {import("../shared/types.js").Bar} Bar */

const list = byId("bars", HTMLElement);
const table = byId("values", HTMLTableSectionElement);

/** @type {{row: HTMLElement, fill: HTMLElement, value: HTMLElement, line: HTMLElement, cell: HTMLElement}[]} */
let rows = [];

/**
 * @param {string} name
 * @param {string} [text]
 */
function part(name, text = "") {
  const span = document.createElement("span");
  span.className = `bar-${name}`;
  span.textContent = text;
  return span;
}

/**
 * One bar and one table row for each class, in this order for good.
 * @param {string[]} classes
 */
export function setClasses(classes) {
  rows = classes.map((label) => {
    const row = document.createElement("div");
    row.className = "bar";
    row.dataset.expression = label.toLowerCase();
    const name = part("name", label);
    const track = part("track");
    const fill = part("fill");
    const value = part("value", "–");
    track.append(fill);
    row.append(name, track, value);

    const line = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = label;
    const cell = document.createElement("td");
    cell.textContent = "no value";
    line.append(head, cell);
    return { row, fill, value, line, cell };
  });
  list.replaceChildren(...rows.map(({ row }) => row));
  table.replaceChildren(...rows.map(({ line }) => line));
}

/** @param {Bar[]} bars empty when there is no face */
export function showBars(bars) {
  rows.forEach(({ row, fill, value, cell }, index) => {
    const bar = bars[index];
    row.toggleAttribute("data-top", bar?.top ?? false);
    fill.style.setProperty("--value", String(bar?.value ?? 0));
    setText(value, bar ? bar.value.toFixed(2) : "–");
    setText(cell, bar ? bar.value.toFixed(2) : "no value");
  });
}
