// What the studio says, and with it its live picture, in the page's language.
import { pageLanguage } from "../live/language.js";
import { SITE } from "../live/site.js";
import { words as live } from "../live/words.js";

/** @type {typeof import("../words/en/studio.js")} */
const { words: studio } = await import(new URL(`words/${pageLanguage()}/studio.js`, SITE).href);

export const words = { ...live, ...studio };
