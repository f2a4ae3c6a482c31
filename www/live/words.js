// What every live picture of this page says, in the page's language. The widget has its own, which may be another.
import { pageLanguage, wordsIn } from "./language.js";

export const words = await wordsIn(pageLanguage());
