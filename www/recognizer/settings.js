import { flag, number, oneOf } from "../live/options.js";
import { RECOGNIZING } from "../types/settings.js";

/** @typedef {import("./types.js").Choices} Choices */

/** @type {Readonly<Choices>} */
const DEFAULTS = {
  camera: "front",
  detector: "auto",
  size: null,
  threshold: null,
  mirror: null,
  emoji: false,
  smoothing: true,
  averageMirrored: true,
  announce: true,
  model: null,
  subject: "picture",
  autostart: false,
};

/**
 * Reads every choice from a query string; what is absent or makes no sense keeps its default.
 * @param {string} query
 * @returns {Choices}
 */
export function readChoices(query) {
  const given = new URLSearchParams(query);
  return {
    camera: given.get("camera") ?? DEFAULTS.camera,
    detector: oneOf(given.get("detector"), ["auto", "browser", "built-in"], DEFAULTS.detector),
    size: number(given.get("size"), RECOGNIZING.detectorSize),
    threshold: number(given.get("threshold"), RECOGNIZING.threshold),
    mirror: flag(given.get("mirror")),
    emoji: flag(given.get("emoji")) ?? DEFAULTS.emoji,
    smoothing: flag(given.get("smoothing")) ?? DEFAULTS.smoothing,
    averageMirrored: flag(given.get("averageMirrored")) ?? DEFAULTS.averageMirrored,
    model: given.get("model"),
    subject: oneOf(given.get("subject"), ["picture", "faces"], DEFAULTS.subject),
    announce: flag(given.get("announce")) ?? DEFAULTS.announce,
    autostart: flag(given.get("autostart")) ?? DEFAULTS.autostart,
  };
}

/**
 * Keeps the choices in the page's address, so that any view is a link. Other parameters stay.
 * @param {Choices} choices
 */
export function writeChoices(choices) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(choices)) {
    const standard = DEFAULTS[/** @type {keyof Choices} */ (name)];
    if (value === standard || value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, typeof value === "boolean" ? (value ? "1" : "0") : String(value));
  }
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
