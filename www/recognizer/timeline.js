// A recording as a person sees it: shown as curves, saved as a file. It comes when somebody records.
import { classNames } from "../live/class-names.js";
import { classColours } from "../live/colours.js";
import { byId, make, setText } from "../live/dom.js";
import { download } from "../live/download.js";
import { words } from "../live/words.js";
import { Recording } from "./recording.js";

/** @typedef {import("../live/types.js").Prediction} Prediction */

/** Between two drawings while it grows, ms. */
const EVERY = 250;

const panel = byId("timeline", HTMLElement);
const line = byId("timeline-line", HTMLElement);
const chart = byId("timeline-chart", HTMLCanvasElement);
const legend = byId("timeline-legend", HTMLElement);
const brush = chart.getContext("2d");

/** @type {Recording | undefined} */
let recording;
let drawn = 0;
/** The classes of what is recorded. @type {string[]} */
let shown = [];

const clock = (/** @type {number} */ seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Curves of the main face: a colour for each class, gaps where nobody was seen. */
function draw() {
  if (!brush || !recording) return;
  const sharpness = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = chart;
  chart.width = Math.round(width * sharpness);
  chart.height = Math.round(height * sharpness);
  brush.scale(sharpness, sharpness);
  const style = getComputedStyle(chart);
  const { curve, seconds } = recording;
  const x = (/** @type {number} */ at) => (seconds > 0 ? (at / seconds) * width : 0);
  const y = (/** @type {number} */ value) => height - 3 - value * (height - 6);
  brush.lineWidth = 1.5;
  brush.lineJoin = "round";
  // No more points than pixels.
  const step = Math.max(1, Math.floor(curve.length / (2 * width)));
  classColours(shown, words).forEach((colour, index) => {
    chart.style.color = colour;
    brush.strokeStyle = style.color;
    brush.beginPath();
    let down = false;
    for (let at = 0; at < curve.length; at += step) {
      const point = curve[at];
      const value = point?.values[index];
      if (point && value !== undefined) brush[down ? "lineTo" : "moveTo"](x(point.seconds), y(value));
      down = value !== undefined;
    }
    brush.stroke();
  });
  chart.style.removeProperty("color");
}

function show() {
  panel.hidden = recording === undefined;
  if (!recording) return;
  const { full, frames, seconds } = recording;
  setText(line, full ? words.recognizer.record.full : frames === 0 ? words.recognizer.record.none : words.recognizer.record.running(clock(seconds), frames));
  draw();
}

/**
 * @param {Prediction} prediction
 * @returns {boolean} whether there is room for more
 */
export function add(prediction) {
  if (!recording) return false;
  recording.add(prediction);
  const now = performance.now();
  if (!recording.full && now - drawn < EVERY) return true;
  drawn = now;
  show();
  return !recording.full;
}

/**
 * Begins a recording in the place of the one before.
 * @param {string[]} classes
 * @param {boolean} own whether these are a person's own
 */
export function begin(classes, own) {
  shown = classes;
  recording = new Recording(classes);
  const colours = classColours(classes, words);
  legend.replaceChildren(
    ...classNames(classes, own, words).map((name, index) => {
      const item = make("li", {}, name);
      item.style.setProperty("--tone", colours[index] ?? "");
      return item;
    }),
  );
  chart.setAttribute("aria-label", words.recognizer.record.chart(words.recognizer.mainFace));
  show();
}

/** Shows all of it. */
export const end = () => show();

/** @param {"csv" | "json"} kind */
function save(kind) {
  if (!recording) return;
  const type = { csv: "text/csv", json: "application/json" }[kind];
  download(new Blob([recording[kind]()], { type }), `mien-${recording.began.toISOString().slice(0, 19).replaceAll(":", "-")}.${kind}`);
}

byId("save-csv", HTMLButtonElement).addEventListener("click", () => save("csv"));
byId("save-json", HTMLButtonElement).addEventListener("click", () => save("json"));
byId("forget", HTMLButtonElement).addEventListener("click", () => {
  recording = undefined;
  show();
  dispatchEvent(new Event("mien-forgotten"));
});
new ResizeObserver(draw).observe(chart);
addEventListener("mien-theme", () => draw());
