// Why there is no picture of a camera, in words of the studio's. Recorder and preview ask for the same camera, and so share its stream.
import { CameraError } from "../live/camera.js";
import { make } from "./dom.js";
import { words } from "./words.js";

/** Whichever camera is there: the studio has no choice of its own. */
export const CAMERA = "front";

/** @param {unknown} error */
export const cameraSentence = (error) => words.cameraLine[error instanceof CameraError ? error.state : "camera-error"];

/**
 * What a person presses where the browser wants a click before it plays.
 * @param {() => void} play
 */
export function playButton(play) {
  const button = make("button", { type: "button", class: "button primary play-camera" }, words.widget.cards.tap.button);
  button.addEventListener("click", () => {
    button.remove();
    play();
  });
  return button;
}
