import { byId, setText } from "../live/dom.js";
import { words } from "../live/words.js";

const transport = byId("transport", HTMLElement);
const seek = byId("seek", HTMLInputElement);
const clock = byId("clock", HTMLOutputElement);

/** @type {HTMLVideoElement | undefined} */
let video;

/** @param {number} seconds */
function minutes(seconds) {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function update() {
  if (!video) return;
  seek.max = String(Number.isFinite(video.duration) ? video.duration : 1);
  seek.value = String(video.currentTime);
  seek.setAttribute("aria-valuetext", minutes(video.currentTime));
  setText(clock, words.recognizer.place(minutes(video.currentTime), minutes(video.duration)));
}

seek.addEventListener("input", () => {
  if (video) video.currentTime = Number(seek.value);
});

/**
 * The place in a video, which can be moved; nothing: no video.
 * @param {HTMLVideoElement | undefined} of
 */
export function showTransport(of) {
  video?.removeEventListener("timeupdate", update);
  video = of;
  transport.hidden = !of;
  video?.addEventListener("timeupdate", update);
  update();
}
