// What every live picture of this page says, in the page's language. The widget has its own, which may be another.
//
// English comes with the page, since it stands in for every other language, and most pages wait for nothing then.
import { words as english } from "../words/en/live.js";
import { pageLanguage, wordsIn } from "./language.js";

const language = pageLanguage();

export const words = language === "en" ? english : await wordsIn(language);
