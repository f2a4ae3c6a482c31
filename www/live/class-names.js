/**
 * What classes are called in front of people: those of the shipped network in their language, a person's own as they are.
 * @param {readonly string[]} classes
 * @param {boolean} custom whether these are a person's own
 * @param {import("./language.js").Words} words
 */
export const classNames = (classes, custom, words) => (custom ? [...classes] : classes.map((label) => words.expressions[label] ?? label));
