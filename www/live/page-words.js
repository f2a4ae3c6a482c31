// A page's own words in another language: building puts the English ones into the page and notes with `data-say` which they are.
import "./first-paint.js";
import { LANGUAGES } from "../words/languages.js";
import { chooseLanguage, pageLanguage } from "./language.js";
import { SITE } from "./site.js";

const SAY = "data-say";
const root = document.documentElement;
const language = pageLanguage();

/** @param {Record<string, string>} words */
function say(words) {
  // What stands in a template is a document of its own.
  const parts = [document, ...[...document.querySelectorAll("template")].map(({ content }) => content)];
  for (const element of parts.flatMap((part) => [...part.querySelectorAll(`[${SAY}]`)])) {
    // "name" for the text, "attribute:name" for an attribute.
    for (const part of (element.getAttribute(SAY) ?? "").split(" ")) {
      const [first = "", second] = part.split(":");
      const text = words[second ?? first];
      if (text === undefined) continue;
      if (second) element.setAttribute(first, text);
      else element.textContent = text;
    }
  }
}

if (language !== "en") {
  try {
    const response = await fetch(new URL(`words/${language}/pages.json`, SITE));
    if (response.ok) say(await response.json());
  } catch {
    // English is better than nothing.
  }
}
root.removeAttribute("data-foreign");
// It says what is wrong where no script runs.
document.getElementById("dead")?.remove();

/** Puts the languages into a menu, and goes where it is told. @param {HTMLSelectElement} menu */
export function bindLanguages(menu) {
  menu.replaceChildren(
    ...Object.entries(LANGUAGES).map(([tag, name]) => {
      const option = new Option(name, tag);
      option.lang = tag;
      return option;
    }),
  );
  menu.value = language;
  menu.addEventListener("change", () => chooseLanguage(menu.value));
}
