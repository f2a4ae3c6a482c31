// Options as people write them: in an address, or in an element's attributes.

/**
 * @param {string | null} text
 * @returns {boolean | null}
 */
export function flag(text) {
  if (text === null) return null;
  return !["0", "false", "off", "no"].includes(text.toLowerCase());
}

/**
 * A number inside a range; nothing where it is none.
 * @param {string | null} text
 * @param {{min: number, max: number}} range
 * @returns {number | null}
 */
export function number(text, { min, max }) {
  const value = Number(text);
  return text === null || text === "" || !Number.isFinite(value) ? null : Math.min(max, Math.max(min, value));
}

/**
 * @template {string} T
 * @param {string | null} text
 * @param {readonly T[]} allowed
 * @param {T} fallback
 * @returns {T}
 */
export function oneOf(text, allowed, fallback) {
  return allowed.find((value) => value === text) ?? fallback;
}
