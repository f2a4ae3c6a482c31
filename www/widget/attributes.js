// What can be set on the elements: as an attribute, and as a property with its name in camel case.
import { flag, number, oneOf } from "../live/options.js";
import { RECOGNIZING } from "../types/settings.js";

/** @typedef {import("../types/rust.js").BoundingBox} BoundingBox */

export const OVERLAYS = /** @type {const} */ (["chips", "bars", "emoji", "none"]);

/**
 * Four shares of the picture, 0 to 1: left, top, width, height, with spaces or commas between.
 * @param {string | null} text
 * @returns {BoundingBox | null}
 */
function region(text) {
  const [x = NaN, y = NaN, width = NaN, height = NaN, ...more] = (text ?? "").trim().split(/[\s,]+/).map(Number);
  const whole = [x, y, width, height].every((share) => share >= 0 && share <= 1) && more.length === 0 && width > 0 && height > 0;
  return whole ? { x, y, width, height } : null;
}

/**
 * A number in its range; nothing where the attribute is not set, and Rust's default counts.
 * @param {{min: number, max: number}} range
 */
const within = (range) => (/** @type {string | null} */ text) => number(text, range);

const whole = (/** @type {string | null} */ text) => {
  const value = number(text, RECOGNIZING.maxFaces);
  return value === null ? null : Math.round(value);
};

/** How each is read, by its name as a property. */
const READ = {
  base: (/** @type {string | null} */ text) => text,
  src: (/** @type {string | null} */ text) => text,
  looksAt: (/** @type {string | null} */ text) => oneOf(text, /** @type {const} */ (["picture", "faces"]), "picture"),
  mirror: flag,
  detector: (/** @type {string | null} */ text) => oneOf(text, /** @type {const} */ (["auto", "browser", "built-in"]), "auto"),
  size: within(RECOGNIZING.detectorSize),
  overlay: (/** @type {string | null} */ text) => oneOf(text, OVERLAYS, "chips"),
  maxFaces: whole,
  minFace: within(RECOGNIZING.minFace),
  threshold: within(RECOGNIZING.threshold),
  region,
  theme: (/** @type {string | null} */ text) => oneOf(text, /** @type {const} */ (["auto", "light", "dark"]), "auto"),
  controls: (/** @type {string | null} */ text) => flag(text) ?? true,
  htmlFor: (/** @type {string | null} */ text) => text,
  camera: (/** @type {string | null} */ text) => text || "front",
  autostart: (/** @type {string | null} */ text) => flag(text) ?? false,
  model: (/** @type {string | null} */ text) => text,
};

/** @typedef {{[Name in keyof typeof READ]: ReturnType<(typeof READ)[Name]>}} Properties */

/** The attribute of a property. @param {string} property */
export const attributeOf = (property) => (property === "htmlFor" ? "for" : property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));

/**
 * What an attribute says.
 * @template {keyof Properties} Name
 * @param {Element} element
 * @param {Name} property
 * @returns {Properties[Name]}
 */
export function read(element, property) {
  return /** @type {Properties[Name]} */ (READ[property](element.getAttribute(attributeOf(property))));
}

/**
 * @param {Element} element
 * @param {keyof Properties} property
 * @param {unknown} value `null` and `undefined` clear it
 */
export function write(element, property, value) {
  const name = attributeOf(property);
  if (value === null || value === undefined) element.removeAttribute(name);
  else if (property === "region" && typeof value === "object") {
    const { x, y, width, height } = /** @type {BoundingBox} */ (value);
    element.setAttribute(name, [x, y, width, height].join(" "));
  } else element.setAttribute(name, typeof value === "boolean" ? (value ? "" : "off") : String(value));
}

/**
 * Gives a class a property for each of these attributes.
 * @param {{prototype: object}} type
 * @param {readonly (keyof Properties)[]} properties
 */
export function reflect(type, properties) {
  for (const property of properties) {
    Object.defineProperty(type.prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return read(this, property);
      },
      set(value) {
        write(this, property, value);
      },
    });
  }
}
