// A camera that is drawn in the page: what a fake device of the browser's can't do.

import { readFileSync } from "node:fs";
import { picturePath } from "./pictures.mjs";

/** What the site needs for it. */
export const face = { "/face.jpg": readFileSync(picturePath("astronaut.jpg")) };

/** Runs in the page before its scripts: a camera that is drawn in the page, and that a test can empty, stop, mute and turn. */
export function drawn() {
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 480;
  const camera = { canvas, draws: true, shows: true, tapped: true, streams: /** @type {MediaStream[]} */ ([]) };
  Object.assign(globalThis, { camera });
  const face = new Image();
  face.src = "/face.jpg";
  let tick = 0;
  setInterval(() => {
    // A canvas that was never drawn on sends no picture.
    if (!camera.draws || !face.complete) return;
    const brush = canvas.getContext("2d");
    const side = Math.min(canvas.width, canvas.height);
    if (!brush) return;
    brush.fillStyle = "#345";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    if (camera.shows) brush.drawImage(face, (canvas.width - side) / 2, (canvas.height - side) / 2, side, side);
    brush.fillStyle = "#000";
    brush.fillRect(0, 0, 4, 1 + (tick++ % 4));
  }, 40);
  navigator.mediaDevices.getUserMedia = async () => {
    const stream = canvas.captureStream(30);
    camera.streams.push(stream);
    return stream;
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    return camera.tapped ? play.call(this) : Promise.reject(new DOMException("a tap is needed", "NotAllowedError"));
  };
}

/** Runs in the page. @param {Partial<{draws: boolean, shows: boolean, tapped: boolean, muted: boolean, size: [number, number]}>} changes */
export function change({ muted, size, ...rest }) {
  const { camera } = /** @type {any} */ (globalThis);
  Object.assign(camera, rest);
  if (size) [camera.canvas.width, camera.canvas.height] = size;
  if (muted !== undefined) for (const stream of camera.streams) stream.getVideoTracks()[0].dispatchEvent(new Event(muted ? "mute" : "unmute"));
}
