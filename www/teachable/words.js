// What scripts that were written for other libraries are told, in the page's language.
import { pageLanguage } from "../live/language.js";
import { SITE } from "../live/site.js";

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @type {typeof import("../words/en/teachable.js")} */
export const { problem, words } = await import(new URL(`words/${pageLanguage()}/teachable.js`, SITE).href);
