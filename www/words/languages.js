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
