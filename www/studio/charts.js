// Under the hood: how training went, as pictures.
import { classColours } from "../live/colours.js";
import { speech } from "../words/speech.js";
import { make, svg } from "./dom.js";
import { thumbnail } from "./pictures.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Trained} Trained */
/** @typedef {import("../types/rust.js").Epoch} Epoch */
/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("../types/rust.js").Metrics} Metrics */

const { number, percent } = speech(words.language);

const WIDTH = 320;
const HEIGHT = 150;
const LEFT = 40;
const BOTTOM = 22;
const TOP = 8;
const RIGHT = 8;

/** Mistakes that are shown. */
const MISTAKES = 24;

/** More classes than this make a confusion matrix that nobody can read. */
const MATRIX = 20;

/**
 * @param {string} title
 * @param {string} help
 * @param {...Node} body
 */
function part(title, help, ...body) {
  return make("section", { class: "hood-part" }, make("h3", {}, title), make("p", { class: "help" }, help), ...body);
}

/**
 * Two curves over the epochs.
 * @param {Epoch[]} history
 * @param {"loss" | "accuracy"} what
 */
function curves(history, what) {
  const lines = [
    { name: "learnt from", className: "curve", values: history.map(({ training }) => training[what]) },
    { name: "checked with", className: "curve checked", values: history.map(({ validation }) => validation?.[what]) },
  ];
  const all = lines.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const top = what === "accuracy" ? 1 : Math.max(...all, 0.1);
  const last = history.at(-1)?.epoch ?? 1;
  const x = (/** @type {number} */ epoch) => LEFT + ((WIDTH - LEFT - RIGHT) * (epoch - 1)) / Math.max(1, last - 1);
  const y = (/** @type {number} */ value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const plot = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "plot", role: "img" });
  const ends = lines.map(({ name, values }) => (values.at(-1) === undefined ? "" : `${name} ${words.value(values.at(-1) ?? 0)}`)).filter(Boolean);
  plot.append(svg("title", {}, `${what} after ${last} epochs: ${ends.join(", ")}`));
  for (const value of [0, top / 2, top]) {
    plot.append(
      svg("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value), class: "rule" }),
      svg("text", { x: LEFT - 6, y: y(value) + 4, class: "tick", "text-anchor": "end" }, what === "accuracy" ? percent(value) : number(value, 1)),
    );
  }
  plot.append(
    svg("text", { x: LEFT, y: HEIGHT - 5, class: "tick" }, "1"),
    svg("text", { x: WIDTH - RIGHT, y: HEIGHT - 5, class: "tick", "text-anchor": "end" }, `epoch ${last}`),
  );
  for (const { className, values } of lines) {
    const points = values.flatMap((value, index) => (value === undefined ? [] : [`${x(history[index]?.epoch ?? 1).toFixed(1)},${y(Math.min(value, top)).toFixed(1)}`]));
    if (points.length > 0) plot.append(svg("polyline", { points: points.join(" "), class: className }));
  }
  const legend = make("p", { class: "legend" }, make("span", { class: "key" }), "samples it learns from ", make("span", { class: "key checked" }), "samples kept for checking");
  return make("figure", {}, plot, legend);
}

/**
 * @param {Trained} trained
 * @param {Metrics} metrics
 */
function perClass(trained, metrics) {
  const colours = classColours(trained.labels, words);
  const rows = trained.labels.map((label, index) => {
    const { samples, right } = metrics.perClass[index] ?? { samples: 0, right: 0 };
    const share = samples > 0 ? right / samples : 0;
    const fill = make("span", { class: "bar-fill" });
    fill.style.setProperty("--value", String(share));
    const row = make(
      "tr",
      {},
      make("th", { scope: "row" }, label),
      make("td", { class: "wide-cell" }, make("span", { class: "bar-track" }, fill)),
      make("td", {}, words.results.rightOf(right, samples)),
    );
    row.style.setProperty("--tone", colours[index] ?? "");
    return row;
  });
  return make("table", { class: "per-class" }, make("caption", { class: "visually-hidden" }, words.results.caption), make("tbody", {}, ...rows));
}

/**
 * @param {Trained} trained
 * @param {Metrics} metrics
 */
function confusion({ labels }, { confusion }) {
  const short = (/** @type {string} */ label) => [...label].slice(0, 3).join("");
  const head = make("tr", {}, make("td"), ...labels.map((label) => make("th", { scope: "col", title: label, "aria-label": words.results.named(label) }, short(label))));
  const rows = confusion.map((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0) || 1;
    const cells = row.map((count, index) => {
      const cell = make("td", { title: words.results.cell(labels[truth], labels[index], count) }, count > 0 ? String(count) : "·");
      const share = count / total;
      cell.style.setProperty("--share", `${Math.round(share * 100)}%`);
      cell.toggleAttribute("data-strong", share > 0.5);
      cell.toggleAttribute("data-wrong", index !== truth && count > 0);
      return cell;
    });
    return make("tr", {}, make("th", { scope: "row" }, labels[truth] ?? ""), ...cells);
  });
  return make("div", { class: "matrix-frame", tabindex: "0", role: "group", "aria-label": words.results.matrix }, make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, ...rows)));
}

/**
 * @param {Trained} trained
 * @param {Map<number, Sample>} samples
 */
function mistakes(trained, samples) {
  const shown = trained.mistakes.flatMap((mistake) => {
    const sample = samples.get(mistake.sample);
    return sample ? [{ mistake, sample }] : [];
  });
  const items = shown.slice(0, MISTAKES).map(({ mistake, sample }) => {
    const truth = trained.labels[trained.classes.indexOf(sample.class)] ?? "";
    const named = trained.labels[mistake.predicted] ?? "";
    return make(
      "li",
      { class: "mistake" },
      thumbnail(sample),
      make("p", {}, make("strong", {}, named), ` ${words.value(mistake.probability)}`, make("br"), make("span", { class: "help" }, words.results.said(truth, !mistake.validation))),
    );
  });
  return make("ul", { class: "mistakes" }, ...items);
}

/**
 * @param {HTMLElement} body
 * @param {Trained} trained
 * @param {Map<number, Sample>} samples
 */
export function drawHood(body, trained, samples) {
  const judged = trained.validation ?? trained.training;
  const said = words.results;
  const parts = [
    part(said.accuracy.title, said.accuracy.says, curves(trained.history, "accuracy")),
    part(said.loss.title, said.loss.says, curves(trained.history, "loss")),
    part(said.perClass.title, said.perClass.says(trained.validation !== null), perClass(trained, judged)),
  ];
  if (trained.labels.length <= MATRIX) {
    parts.push(part(said.confusion.title, said.confusion.says, confusion(trained, judged)));
  }
  if (trained.mistakes.length > 0) {
    parts.push(part(said.mistakes.title, said.mistakes.says, mistakes(trained, samples)));
  }
  body.replaceChildren(...parts);
}
