// The gallery's page: each example live, with its lines to copy.
import { bindLanguages } from "../live/page-words.js";
import { keepOffline } from "../live/offline.js";
import { byId, setText } from "../live/dom.js";
import { bindThemeButton } from "../live/theme-button.js";
import { words } from "../live/words.js";

const tools = byId("tools", HTMLTemplateElement);

/** How long a button says that it has copied, ms. */
const SAID = 2000;

/**
 * The example's page as text, once somebody wants it.
 * @param {string} address
 */
async function linesOf(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.text();
}

for (const article of document.querySelectorAll("article")) {
  const address = `gallery/${article.dataset.example}.html`;
  article.append(tools.content.cloneNode(true));
  const frame = article.querySelector("iframe");
  const link = article.querySelector("a");
  const copy = article.querySelector("button");
  const details = article.querySelector("details");
  const code = article.querySelector("code");
  const title = article.querySelector("h2")?.textContent ?? "";
  if (!frame || !link || !copy || !details || !code) continue;
  frame.title = title;
  frame.src = address;
  link.href = address;
  const show = () =>
    linesOf(address).then(
      (lines) => setText(code, lines),
      () => setText(code, words.recognizer.cards["load-error"].sentence),
    );
  details.addEventListener("toggle", () => details.open && void show(), { once: true });
  copy.addEventListener("click", async () => {
    const label = copy.querySelector("span") ?? copy;
    const before = label.textContent ?? "";
    try {
      await navigator.clipboard.writeText(await linesOf(address));
      setText(label, words.copied);
      setTimeout(() => setText(label, before), SAID);
    } catch {
      // No clipboard here: the lines are shown, to be marked by hand.
      details.open = true;
    }
  });
}

bindLanguages(byId("language", HTMLSelectElement));
keepOffline();
bindThemeButton(byId("theme", HTMLButtonElement), byId("theme-name", HTMLElement));
