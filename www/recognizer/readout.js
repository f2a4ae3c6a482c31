import { byId, setText } from "../live/dom.js";
import { words } from "../live/words.js";

/** @typedef {import("../types/rust.js").Report} Report */

const EVERY = 500;
const readout = byId("readout", HTMLElement);

/** @type {{at: number, total: number}[]} */
let recent = [];
let shownAt = -Infinity;

/** Another source, another speed. */
export function clearReadout() {
  recent = [];
  shownAt = -Infinity;
  setText(readout, "");
}

/**
 * Milliseconds a frame and frames a second, over the last second.
 * @param {Report} report
 * @param {boolean} moving a photo has no frames a second
 */
export function showReadout(report, moving) {
  const now = performance.now();
  recent.push({ at: now, total: report.timing.total });
  recent = recent.filter(({ at }) => now - at < 1000);
  if (now - shownAt < EVERY) return;
  shownAt = now;
  const mean = recent.reduce((sum, { total }) => sum + total, 0) / recent.length;
  const first = recent[0]?.at ?? now;
  const rate = recent.length > 1 ? ((recent.length - 1) * 1000) / (now - first) : 0;
  setText(readout, words.recognizer.speed(mean, moving ? rate : undefined, report.subject === "faces" ? report.detector : undefined));
}
