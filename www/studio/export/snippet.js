// The lines that put a person's own classes into a page of theirs.

/** What tells the widget which classes to use. @type {Record<import("../../types/rust.js").ProjectKind, string>} */
export const CLASSES = { faces: `src="mien/head.json"`, pictures: `src="mien/pictures/" looks-at="picture"` };

/**
 * What to paste into a page that lies beside the folder `mien`.
 * @param {string} name of the classes
 * @param {import("../../types/rust.js").ProjectKind} kind
 */
export function snippet(name, kind) {
  const label = name.trim() || "Camera";
  return `<script type="module" src="mien/widget.js"></script>
<mien-camera ${CLASSES[kind]} aria-label="${escaped(label)}"></mien-camera>
`;
}

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} value */
const escaped = (value) => value.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
