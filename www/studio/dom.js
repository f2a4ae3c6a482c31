/**
 * An element with attributes and children; text is text, never HTML.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

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
 * Gives a file to the person.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
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
