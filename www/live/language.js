// The language that a person sees: what the address says, what was chosen here before, what the browser wants.
import { LIVE, STUDIO_PROBLEMS, languageFor } from "../words/languages.js";

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {typeof import("../words/en/live.js").words} Words */

const KEY = "mien-language";

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The language of this page. */
export function pageLanguage() {
  // Tests read the words outside of a browser.
  if (!("document" in globalThis)) return "en";
  return languageFor([new URLSearchParams(location.search).get("lang"), kept(), ...navigator.languages]);
}

/** @param {string} language for this page and those that are opened later */
export function chooseLanguage(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Then it holds for this page alone.
  }
  const url = new URL(location.href);
  url.searchParams.set("lang", language);
  location.assign(url);
  // An address that differs in nothing is no other page.
  if (url.href === location.href) location.reload();
}

/**
 * What every live picture says in a language. Where its file is missing English stands in.
 * @param {string} language
 * @returns {Promise<Words>}
 */
export async function wordsIn(language) {
  const { words } = await (LIVE[language]?.() ?? Promise.reject()).catch(() => import("../words/en/live.js"));
  return words;
}

/**
 * What can be wrong with files that people bring, in sentences: fetched when something is.
 * @param {string} language
 * @returns {Promise<typeof import("../words/en/studio-problems.js").problem>}
 */
export async function fileProblemIn(language) {
  const { problem } = await (STUDIO_PROBLEMS[language]?.() ?? Promise.reject()).catch(() => import("../words/en/studio-problems.js"));
  return problem;
}
