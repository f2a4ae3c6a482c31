import { classNames } from "./class-names.js";
import { classColours } from "./colours.js";
import { setText } from "./dom.js";

/** @typedef {import("../types/rust.js").Bar} Bar */

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

/** One bar for each class for eyes, and the same values in a table for assistive technology. */
export class Bars {
  #list;
  #table;
  #words;
  /** @type {{row: HTMLElement, fill: HTMLElement, value: HTMLElement, line: HTMLElement, cell: HTMLElement}[]} */
  #rows = [];

  /**
   * @param {HTMLElement} list
   * @param {HTMLTableSectionElement} table
   * @param {import("./language.js").Words} words
   */
  constructor(list, table, words) {
    this.#list = list;
    this.#table = table;
    this.#words = words;
  }

  /**
   * One bar and one table row for each class, in this order for good.
   * @param {readonly string[]} classes
   * @param {boolean} custom whether these are a person's own
   */
  setClasses(classes, custom) {
    const colours = classColours(classes, this.#words);
    this.#rows = classNames(classes, custom, this.#words).map((label, index) => {
      const row = document.createElement("div");
      row.className = "bar";
      row.style.setProperty("--tone", colours[index] ?? "");
      const name = part("name", label);
      name.title = label;
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
      cell.textContent = this.#words.noValue;
      line.append(head, cell);
      return { row, fill, value, line, cell };
    });
    this.#list.replaceChildren(...this.#rows.map(({ row }) => row));
    this.#table.replaceChildren(...this.#rows.map(({ line }) => line));
  }

  /** @param {Bar[]} bars empty when there is no face */
  show(bars) {
    const words = this.#words;
    this.#rows.forEach(({ row, fill, value, cell }, index) => {
      const bar = bars[index];
      row.toggleAttribute("data-top", bar?.top ?? false);
      fill.style.setProperty("--value", String(bar?.value ?? 0));
      setText(value, bar ? words.value(bar.value) : "–");
      setText(cell, bar ? words.value(bar.value) : words.noValue);
    });
  }
}
