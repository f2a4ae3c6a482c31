// Each language's modules by name: bundlers see which there are.

/** @typedef {typeof import("./en/live.js")} Live */
/** @typedef {typeof import("./en/studio-problems.js")} StudioProblems */

/** @type {Record<string, () => Promise<Live>>} */
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
