export { make } from "../live/dom.js";
import { make } from "../live/dom.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** One of the page's icons. @param {string} name */
export function icon(name) {
  return svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `#i-${name}` }));
}

/**
 * A name that every file system takes.
 * @param {string} name
 */
export function fileName(name) {
  return name.replace(/[^\p{L}\p{N} _-]+/gu, "").trim().slice(0, 60) || "mien";
}

/**
 * Asks which of some things is meant; nothing where the dialog is closed without an answer.
 * @template T
 * @param {string} title
 * @param {{value: T, button: HTMLButtonElement}[]} choices
 * @returns {Promise<T | undefined>}
 */
export function choose(title, choices) {
  const dialog = make("dialog", { "aria-label": title }, make("h2", {}, title), make("div", { class: "choices" }, ...choices.map(({ button }) => button)));
  return new Promise((resolve) => {
    for (const { value, button } of choices) {
      button.addEventListener("click", () => {
        resolve(value);
        dialog.close();
      });
    }
    dialog.addEventListener("close", () => {
      resolve(undefined);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
