// A class's colour: expressions have their own, other names draw from the same set in order, then the hue turns.

const KNOWN = ["neutral", "happiness", "surprise", "sadness", "fear", "disgust", "anger", "contempt"];
const ORDER = ["sadness", "happiness", "disgust", "surprise", "fear", "anger", "contempt", "neutral"];

/**
 * A CSS colour for the class at `index`.
 * @param {string} name
 * @param {number} index
 */
export function toneOf(name, index) {
  const known = name.toLowerCase();
  if (KNOWN.includes(known)) return `var(--${known})`;
  const token = `var(--${ORDER[index % ORDER.length]})`;
  const turn = Math.floor(index / ORDER.length);
  return turn === 0 ? token : `oklch(from ${token} l c calc(h + ${turn * 23}))`;
}
