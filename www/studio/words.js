// What the studio says, and with it its live picture, in the page's language.
import { pageLanguage } from "../live/language.js";
import { words as live } from "../live/words.js";

/** @type {typeof import("../words/en/studio.js")} */
const { words: studio } = await import(`../words/${pageLanguage()}/studio.js`);

export const words = { ...live, ...studio };
