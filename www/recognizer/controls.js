import { byId, setText } from "../live/dom.js";
import { bindThemeButton } from "../live/theme-button.js";
import { cameraOf, namedCameras } from "../live/ask-camera.js";
import { RECOGNIZING } from "../types/settings.js";
import { words } from "../live/words.js";

/** @typedef {import("./types.js").Choices} Choices */
/** @typedef {import("../types/rust.js").DetectorChoice} DetectorChoice */

const camera = byId("camera", HTMLSelectElement);
const detector = byId("detector", HTMLSelectElement);
const size = byId("size", HTMLSelectElement);
const threshold = byId("threshold", HTMLInputElement);
const thresholdValue = byId("threshold-value", HTMLOutputElement);
const mirror = byId("mirror", HTMLInputElement);
const emoji = byId("emoji", HTMLInputElement);
const smoothing = byId("smoothing", HTMLInputElement);
const averageMirrored = byId("average-mirrored", HTMLInputElement);
const announce = byId("announce", HTMLInputElement);

/**
 * Shows a value that the list may not have, such as one from a link.
 * @param {HTMLSelectElement} select
 * @param {string} value
 * @param {string} label
 */
function select(select, value, label) {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(label, value));
  select.value = value;
}

/**
 * Shows the choices in the controls, and keeps them up to date.
 * @param {Choices} choices
 * @param {(changed: keyof Choices) => void} onChange
 */
export function bindControls(choices, onChange) {
  select(camera, choices.camera, choices.camera);
  detector.value = choices.detector;
  if (choices.size !== null) select(size, String(choices.size), words.recognizer.pixels(choices.size));
  else select(size, String(RECOGNIZING.detectorSize.default), words.recognizer.pixels(RECOGNIZING.detectorSize.default));
  showThreshold(choices.threshold ?? RECOGNIZING.threshold.default);
  emoji.checked = choices.emoji;
  smoothing.checked = choices.smoothing;
  averageMirrored.checked = choices.averageMirrored;
  announce.checked = choices.announce;
  bindThemeButton(byId("theme", HTMLButtonElement), byId("theme-name", HTMLElement));

  /**
   * @template {keyof Choices} K
   * @param {HTMLElement} control
   * @param {string} event
   * @param {K} name
   * @param {() => Choices[K]} read
   */
  const listen = (control, event, name, read) =>
    control.addEventListener(event, () => {
      choices[name] = read();
      onChange(name);
    });

  listen(camera, "change", "camera", () => camera.value);
  listen(detector, "change", "detector", () => /** @type {DetectorChoice} */ (detector.value));
  listen(size, "change", "size", () => Number(size.value));
  threshold.addEventListener("input", () => showThreshold(Number(threshold.value)));
  listen(threshold, "input", "threshold", () => Number(threshold.value));
  listen(mirror, "change", "mirror", () => mirror.checked);
  listen(emoji, "change", "emoji", () => emoji.checked);
  listen(smoothing, "change", "smoothing", () => smoothing.checked);
  listen(averageMirrored, "change", "averageMirrored", () => averageMirrored.checked);
  listen(announce, "change", "announce", () => announce.checked);
}

/** @param {number} value */
export function showThreshold(value) {
  threshold.value = String(value);
  setText(thresholdValue, words.value(value));
}

/** @param {boolean} mirrored */
export function showMirror(mirrored) {
  mirror.checked = mirrored;
}

/** @param {boolean} works whether the browser's own detector answered */
export function showBrowserDetector(works) {
  const option = detector.querySelector("option[value=browser]");
  if (!(option instanceof HTMLOptionElement)) return;
  option.disabled = !works;
  if (works) return;
  option.textContent = words.recognizer.noBrowserDetector;
  if (detector.value === "browser") detector.value = "auto";
}

/**
 * Lists the cameras by name, as far as the browser tells.
 * @param {string} chosen "front", "rear", or part of a camera's name
 */
export async function showCameras(chosen) {
  const named = await namedCameras();
  for (const old of camera.querySelectorAll("optgroup, option:nth-child(n + 3)")) old.remove();
  if (named.length > 0) {
    const group = document.createElement("optgroup");
    group.label = words.recognizer.camerasByName;
    group.append(...named.map(({ name }) => new Option(name, name)));
    camera.append(group);
  }
  select(camera, cameraOf(named, chosen)?.name ?? chosen, chosen);
}
