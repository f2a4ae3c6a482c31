import { byId } from "./dom.js";

/** @typedef {import("./types.js").Source} Source */

const stage = byId("stage", HTMLElement);
const view = byId("view", HTMLElement);
const overlay = byId("overlay", HTMLCanvasElement);

/** The picture's size on the page, in CSS pixels. */
export function stageSize() {
  return { width: view.clientWidth, height: view.clientHeight };
}

/**
 * Puts a source's picture on the stage, in its own proportions.
 * @param {Source} source
 */
export function showSource(source) {
  const old = document.getElementById("picture");
  if (old !== source.element) {
    source.element.id = "picture";
    source.element.setAttribute("aria-hidden", "true");
    old?.removeAttribute("id");
    old?.remove();
    view.prepend(source.element);
  }
  view.style.setProperty("--ratio", String(source.width / source.height));
  stage.dataset.kind = source.kind;
}

/** Takes the picture off the stage. */
export function clearStage() {
  document.getElementById("picture")?.remove();
  view.style.removeProperty("--ratio");
  delete stage.dataset.kind;
}

/** @param {boolean} mirrored */
export function mirrorPicture(mirrored) {
  stage.toggleAttribute("data-mirrored", mirrored);
}

/**
 * Calls back when the picture's size on the page, or the sharpness of the screen, changed.
 * @param {() => void} changed
 */
export function watchStage(changed) {
  new ResizeObserver(() => {
    const sharpness = window.devicePixelRatio || 1;
    overlay.width = Math.round(view.clientWidth * sharpness);
    overlay.height = Math.round(view.clientHeight * sharpness);
    changed();
  }).observe(view);
}
