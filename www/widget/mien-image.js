// <mien-image>: a picture, and what its faces look like.
import { openPhoto } from "../live/photo.js";
import { MienElement, define } from "./element.js";

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {import("./element.js").Card} Card */

/**
 * A picture whose faces are named. `src` is the picture's address; a picture of another site is shown where that site allows it (CORS). `model`
 * names other classes, as `src` of `<mien-camera>` does. Everything else is as there, without `camera` and `autostart`.
 */
export class MienImage extends MienElement {
  /** @override @type {"src" | "model"} */
  static classesAttribute = "model";

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    if (this.getAttribute("src")) void this.start();
  }

  /** @override */
  async open(/** @type {AbortSignal} */ signal) {
    const address = new URL(this.getAttribute("src") ?? "", document.baseURI).href;
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(String(response.status));
    return openPhoto(await response.blob(), address);
  }

  /** @override */
  sourceChanged() {
    if (this.getAttribute("src")) void this.start();
    else this.stop();
  }

  /** @override @type {Card} */
  get idle() {
    return "empty";
  }

  /** @override @returns {Card} */
  troubleOf() {
    return "photo";
  }
}

define("mien-image", MienImage, ["src", "model"]);
