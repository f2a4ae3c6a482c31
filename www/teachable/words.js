// What scripts that were written for other libraries are told, in the page's language.
import { pageLanguage } from "../live/language.js";

/** @type {typeof import("../words/en/teachable.js")} */
export const { problem, words } = await import(`../words/${pageLanguage()}/teachable.js`);
