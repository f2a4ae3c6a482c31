/** @typedef {import("../live/types.js").Choices} Choices */

/** @type {Readonly<Choices>} */
const DEFAULTS = {
  camera: "front",
  detector: "auto",
  size: null,
  threshold: null,
  mirror: null,
  emoji: false,
  smoothing: true,
  announce: true,
  theme: "auto",
  autostart: false,
};

/**
 * @param {string | null} text
 * @returns {boolean | null}
 */
export function flag(text) {
  if (text === null) return null;
  return !["0", "false", "off", "no"].includes(text.toLowerCase());
}

/**
 * @param {string | null} text
 * @param {number} low
 * @param {number} high
 * @returns {number | null}
 */
export function number(text, low, high) {
  const value = Number(text);
  return text === null || text === "" || !Number.isFinite(value) ? null : Math.min(high, Math.max(low, value));
}

/**
 * @template {string} T
 * @param {string | null} text
 * @param {readonly T[]} allowed
 * @param {T} fallback
 * @returns {T}
 */
function oneOf(text, allowed, fallback) {
  return allowed.find((value) => value === text) ?? fallback;
}

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
    size: number(given.get("size"), 64, 2048),
    threshold: number(given.get("threshold"), 0, 1),
    mirror: flag(given.get("mirror")),
    emoji: flag(given.get("emoji")) ?? DEFAULTS.emoji,
    smoothing: flag(given.get("smoothing")) ?? DEFAULTS.smoothing,
    announce: flag(given.get("announce")) ?? DEFAULTS.announce,
    theme: oneOf(given.get("theme"), ["auto", "light", "dark"], DEFAULTS.theme),
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
