import { classNames } from "./class-names.js";

/** @typedef {import("../types/rust.js").Report} Report */

/**
 * The frame in one sentence, and how it lies in another, where it does.
 * @param {Pick<Report, "shown" | "subject" | "turned">} report
 * @param {readonly string[]} classes
 * @param {boolean} custom whether these are a person's own classes
 * @param {import("./language.js").Words} words
 */
export function statusOf({ shown, subject, turned }, classes, custom, words) {
  const seen = seenIn(shown, subject, classes, custom, words);
  return turned === 0 ? seen : `${seen}. ${words.lies(turned)}`;
}

/**
 * @param {Report["shown"]} shown
 * @param {Report["subject"]} subject
 * @param {readonly string[]} classes
 * @param {boolean} custom
 * @param {import("./language.js").Words} words
 */
function seenIn(shown, subject, classes, custom, words) {
  const main = shown.find((face) => face.main);
  if (!main) return words.status.nobody;
  const label = main.class === null ? undefined : classes[main.class];
  const name = label === undefined ? words.unsure : classNames([label], custom, words).join();
  if (subject === "picture") return words.status.picture(name);
  const adjective = label === undefined ? undefined : words.adjectives[label];
  if (adjective) return words.status.looks(shown.length, words.looks(adjective));
  if (label === undefined && !custom) return words.status.looks(shown.length, words.unclear);
  // What a person called a class need not fit a sentence: it stands by itself.
  return words.status.named(shown.length, name);
}
