// The colour of a class, as CSS: the same in overlay and bars. Names that everybody knows keep their own; a person's own classes take the
// tokens that are left, in this order, and then the same ones with their hue turned.

const TOKENS = ["happiness", "surprise", "sadness", "fear", "disgust", "anger", "contempt", "neutral"];
/** Those that a turned hue changes. */
const TURNED = TOKENS.filter((token) => token !== "neutral");
/** Degrees from one round to the next: no two of the first hundred come out alike. */
const TURN = 23;

/** Older browsers show further classes in the colours of the first ones: the name stands beside each anyway. */
const canTurn = globalThis.CSS?.supports("color", "oklch(from red l c h)");

/**
 * @param {readonly string[]} classes
 * @param {import("./language.js").Words} words in which the expressions may be called
 * @returns {string[]} for each class a CSS colour made of tokens
 */
export function classColours(classes, words) {
  const called = Object.entries(words.expressions);
  const expressionOf = (/** @type {string} */ name) => (called.find(([, there]) => there === name)?.[0] ?? name).toLowerCase();
  const known = classes.map((name) => TOKENS.find((token) => token === expressionOf(name)));
  const free = TOKENS.filter((token) => !known.includes(token)).map((token) => `var(--${token})`);
  let turned = 0;
  return known.map((token) => {
    if (token) return `var(--${token})`;
    const next = free.shift();
    if (next) return next;
    const base = `var(--${TURNED[turned % TURNED.length]})`;
    turned += 1;
    return canTurn ? `oklch(from ${base} l c calc(h + ${TURN * Math.ceil(turned / TURNED.length)}))` : base;
  });
}
