// What was seen, kept while somebody records: times, places and probabilities, no pictures. It stays in this tab.

/** @typedef {import("../live/types.js").Prediction} Prediction */
/** @typedef {import("../types/rust.js").FacePrediction} FacePrediction */

/** Faces in frames that are kept at most: half an hour of two faces, some 50 MB. */
const MOST = 100_000;

/** Digits behind the point of what is saved: seconds, pixels and probabilities. */
const DIGITS = 4;

const rounded = (/** @type {number} */ value) => Number(value.toFixed(DIGITS));

/** A field of a table, as RFC 4180 has it. @param {string | number} value */
const field = (value) => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

export class Recording {
  /** Frames in order. @type {{seconds: number, faces: FacePrediction[], main: number[]}[]} */
  #frames = [];
  #faces = 0;
  #start = 0;

  /** @param {readonly string[]} classes in their fixed order */
  constructor(classes) {
    this.classes = classes;
    this.began = new Date();
  }

  get frames() {
    return this.#frames.length;
  }

  get seconds() {
    return this.#frames.at(-1)?.seconds ?? 0;
  }

  get full() {
    return this.#faces >= MOST;
  }

  /** @param {Prediction} prediction */
  add({ time, faces, bars }) {
    if (this.full) return;
    if (this.#frames.length === 0) this.#start = time;
    this.#frames.push({ seconds: (time - this.#start) / 1000, faces, main: bars.map(({ value }) => value) });
    this.#faces += Math.max(1, faces.length);
  }

  /** The main face's steadied values over time; none where nobody was there. */
  get curve() {
    return this.#frames.map(({ seconds, main }) => ({ seconds, values: main }));
  }

  /** A table: a line for each face in each frame. */
  csv() {
    const head = ["seconds", "face", "x", "y", "width", "height", "label", "probability", ...this.classes];
    const lines = this.#frames.flatMap(({ seconds, faces }) =>
      faces.map(({ id, box, label, probability, probabilities }) => [
        ...[seconds, id, box.x, box.y, box.width, box.height].map(rounded),
        label,
        rounded(probability),
        ...this.classes.map((name) => rounded(probabilities[name] ?? 0)),
      ]),
    );
    return [head, ...lines].map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
  }

  /** The same for programs, with the frames in which nobody was seen. */
  json() {
    const frames = this.#frames.map(({ seconds, faces }) => ({
      seconds: rounded(seconds),
      faces: faces.map(({ id, box, label, probability, probabilities }) => ({ id, box, label, probability, probabilities })),
    }));
    return JSON.stringify({ format: "mien-recording", version: 1, began: this.began.toISOString(), classes: this.classes, frames });
  }
}
