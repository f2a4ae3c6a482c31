// The languages that there is a folder for, by their BCP 47 tags, as their speakers call them.

/** @type {Readonly<Record<string, string>>} */
export const LANGUAGES = {
  en: "English",
  es: "Español",
  de: "Deutsch",
  fr: "Français",
  pt: "Português",
  hi: "हिन्दी",
  ja: "日本語",
  zh: "简体中文",
  ar: "العربية",
};

/** Those that are written from right to left. */
const RIGHT_TO_LEFT = ["ar"];

/** @param {string} language */
export const directionOf = (language) => (RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr");

/**
 * The first of the wishes that there is a folder for; English where there is none.
 * @param {readonly (string | null | undefined)[]} wishes BCP 47 tags
 */
export function languageFor(wishes) {
  for (const wish of wishes) {
    const tag = wish?.toLowerCase().split("-")[0] ?? "";
    if (Object.hasOwn(LANGUAGES, tag)) return tag;
  }
  return "en";
}

/** @typedef {typeof import("./en/live.js")} Live */
/** @typedef {typeof import("./en/studio-problems.js")} StudioProblems */

/** Each language's modules by name: bundlers see which there are. @type {Record<string, () => Promise<Live>>} */
export const LIVE = {
  en: () => import("./en/live.js"),
  es: () => import("./es/live.js"),
  de: () => import("./de/live.js"),
  fr: () => import("./fr/live.js"),
  pt: () => import("./pt/live.js"),
  hi: () => import("./hi/live.js"),
  ja: () => import("./ja/live.js"),
  zh: () => import("./zh/live.js"),
  ar: () => import("./ar/live.js"),
};

/** What can be wrong with files that people bring. @type {Record<string, () => Promise<StudioProblems>>} */
export const STUDIO_PROBLEMS = {
  en: () => import("./en/studio-problems.js"),
  es: () => import("./es/studio-problems.js"),
  de: () => import("./de/studio-problems.js"),
  fr: () => import("./fr/studio-problems.js"),
  pt: () => import("./pt/studio-problems.js"),
  hi: () => import("./hi/studio-problems.js"),
  ja: () => import("./ja/studio-problems.js"),
  zh: () => import("./zh/studio-problems.js"),
  ar: () => import("./ar/studio-problems.js"),
};
