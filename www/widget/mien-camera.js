// <mien-camera>: the recogniser in one element, for any page. README.md says how to use it.
import { CameraError, openCamera } from "../live/camera.js";
import { read } from "./attributes.js";
import { MienElement, define } from "./element.js";

/** @typedef {import("./element.js").Card} Card */

/**
 * A camera that names what it sees, or, with the attribute `for`, names what a `<video>`, `<img>` or `<canvas>` of the page shows.
 *
 * Attributes, each a property too (`maxFaces` for `max-faces`, `htmlFor` for `for`): `src` (whose classes: the address of a file from the studio, of a
 * model, or a link of the studio's; without it the seven expressions) with `looks-at` ("picture" or "faces"), `camera` ("front", "rear", a name
 * or id), `autostart`, `mirror`, `detector`, `size`, `overlay`, `max-faces`, `min-face`, `region`, `threshold`, `theme`, `controls`, `lang`, `base`, `for`.
 * Events: `mien-ready` ({classes, name, threshold}), `mien-prediction` ({time, faces, bars, turned, status}), `mien-error` ({code, message, hint}),
 * `mien-state` ({state}).
 */
export class MienCamera extends MienElement {
  /** @override */
  async open(/** @type {AbortSignal} */ signal) {
    const source = await openCamera(
      read(this, "camera"),
      {
        ended: () => this.lost(),
        waiting: (state, play) => this.interrupt(state, play),
        muted: (muted) => (muted ? this.interrupt("muted") : this.goOn()),
      },
      signal,
    );
    return source;
  }

  /** @override */
  sourceChanged() {
    if (this.running) void this.start();
  }

  /** @override @param {unknown} error @returns {Card} */
  troubleOf(error) {
    return error instanceof CameraError ? error.state : "camera-error";
  }
}

define("mien-camera", MienCamera, ["src", "camera", "autostart"]);
