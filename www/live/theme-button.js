import { setText } from "./dom.js";
import { oneOf } from "./options.js";
import { words } from "./words.js";

const THEMES = /** @type {const} */ (["auto", "light", "dark"]);

const asked = () => oneOf(new URLSearchParams(location.search).get("theme"), THEMES, "auto");

/**
 * A button that goes through the colours: what the system says, light, dark. They stand in the address, where `first-paint.js` reads them.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} name
 */
export function bindThemeButton(button, name) {
  const show = () => {
    const theme = words.themes[asked()];
    setText(name, theme);
    button.title = words.colours(theme);
    button.setAttribute("aria-label", words.colours(theme));
    dispatchEvent(new Event("mien-theme"));
  };
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(asked()) + 1) % THEMES.length] ?? "auto";
    const url = new URL(location.href);
    if (next === "auto") url.searchParams.delete("theme");
    else url.searchParams.set("theme", next);
    history.replaceState(history.state, "", url);
    show();
  });
  show();
}
