// The page of a bundle: what the widget says, as bars. A page of your own needs none of this; it shows how to listen.
import "../live/page-words.js";
import { Bars } from "../live/bars.js";
import { byId, setText } from "../live/dom.js";
import { words } from "../live/words.js";

/** @typedef {import("../types/rust.js").Bar} Bar */

const bars = new Bars(byId("bars", HTMLElement), byId("values", HTMLTableSectionElement), words);
const camera = byId("camera", HTMLElement);
const how = byId("how", HTMLElement);

/** @param {{name: string, labels: string[]}} head */
function introduce({ name, labels }) {
  const title = name.trim() || words.bundlePage.name;
  document.title = title;
  setText(byId("name", HTMLElement), title);
  setText(byId("classes", HTMLElement), words.bundlePage.tellsApart(labels));
  bars.setClasses(labels, true);
  if (camera.getAttribute("looks-at") === "picture") setText(byId("results-title", HTMLElement), words.bundlePage.picture);
}

camera.addEventListener("mien-prediction", (event) => {
  /** @type {{detail: {bars: Bar[]}}} */
  const { detail } = /** @type {CustomEvent} */ (event);
  bars.show(detail.bars);
});

how.hidden = true;
fetch(new URL("../head.json", import.meta.url))
  .then((response) => response.json())
  .then(introduce)
  .catch(() => {
    setText(how, words.bundlePage.noHead);
    how.hidden = false;
  });
