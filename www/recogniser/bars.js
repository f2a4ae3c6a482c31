import { byId, setText } from "../shared/dom.js";

/** @typedef {import("../shared/types.js").Bar} Bar */

const list = byId("bars", HTMLElement);
const table = byId("values", HTMLTableSectionElement);

/** @type {{row: HTMLElement, fill: HTMLElement, value: HTMLElement, cell: HTMLElement}[]} */
let rows = [];

/**
 * One bar and one table row for each class, in this order for good.
 * @param {string[]} classes
 */
export function setClasses(classes) {
  rows = classes.map((label) => {
    const row = document.createElement("div");
    row.className = "bar";
    row.dataset.expression = label.toLowerCase();
    row.innerHTML = '<span class="bar-name"></span><span class="bar-track"><span class="bar-fill"></span></span><span class="bar-value">–</span>';
    const [name, track, value] = /** @type {HTMLElement[]} */ ([...row.children]);
    if (name) name.textContent = label;

    const line = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = label;
    const cell = document.createElement("td");
    cell.textContent = "no value";
    line.append(head, cell);
    table.append(line);
    return { row, fill: /** @type {HTMLElement} */ (track?.firstElementChild), value: /** @type {HTMLElement} */ (value), cell };
  });
  list.replaceChildren(...rows.map(({ row }) => row));
  table.replaceChildren(...rows.map(({ cell }) => /** @type {HTMLElement} */ (cell.parentElement)));
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
