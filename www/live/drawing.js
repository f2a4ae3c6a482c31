import { classNames } from "./class-names.js";
import { classColours } from "./colours.js";
import { drawEmoji, emojiOf } from "./emoji.js";

/** @typedef {import("../types/rust.js").ShownFace} ShownFace */

/** Below this width of the stage, in CSS pixels, the chips are smaller. */
const NARROW = 560;
const PADDING = 10;
const SWATCH = 10;
const GAP = 7;
/** A class can be called anything; a chip is no wider than this, in CSS pixels. */
const WIDEST = 300;

/** What is drawn over a face: a box with its name, an emoji in its place, or nothing. @typedef {"chips" | "emoji" | "none"} Overlay */

/** The overlay on a canvas, which takes its colours and its font from the canvas's style. */
export class Drawing {
  #canvas;
  #context;
  #style;
  #words;
  /** @type {readonly string[]} */
  #classes = [];
  /** What they are called in front of people. @type {readonly string[]} */
  #names = [];
  /** For each class, and at the end for "Unsure". @type {string[]} */
  #colours = [];
  /** Whether anything is drawn. */
  #blank = true;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./language.js").Words} words
   */
  constructor(canvas, words) {
    this.#canvas = canvas;
    this.#words = words;
    this.#context = canvas.getContext("2d");
    this.#style = getComputedStyle(canvas);
    this.#show(true);
  }

  /** A canvas that nothing is on is left out: where there is no GPU, browsers put even that over each frame of a video. @param {boolean} blank */
  #show(blank) {
    this.#blank = blank;
    this.#canvas.style.visibility = blank ? "hidden" : "";
  }

  /**
   * @param {readonly string[]} classes
   * @param {boolean} custom whether these are a person's own
   */
  setClasses(classes, custom) {
    this.#classes = classes;
    this.#names = classNames(classes, custom, this.#words);
    // The canvas itself resolves what is written in tokens: at once, whatever the page says about motion.
    this.#canvas.style.setProperty("transition", "none", "important");
    this.#colours = [...classColours(classes, this.#words), "var(--unsure)"].map((colour) => {
      this.#canvas.style.color = colour;
      return this.#style.color;
    });
    this.#canvas.style.removeProperty("color");
    this.#canvas.style.removeProperty("transition");
  }

  /** What lines and words stand on. */
  get #plate() {
    return this.#style.getPropertyValue("--plate");
  }

  get #fontSize() {
    return this.#canvas.clientWidth < NARROW ? 13 : 15;
  }

  /** Height of a chip in CSS pixels. */
  get chipHeight() {
    return 2 * this.#fontSize;
  }

  /** Widths of the chips of the classes and of the unsure one, in CSS pixels: only the page can measure text. */
  get chipWidths() {
    const context = this.#context;
    if (!context) return [];
    this.#setFont(context);
    const words = this.#words;
    const width = (/** @type {string} */ text) => Math.ceil(2 * PADDING + SWATCH + GAP + context.measureText(text).width);
    return [...this.#names.map((name) => Math.min(WIDEST, width(words.chip(name, 0)))), width(words.unsure)];
  }

  /**
   * Draws what Rust says in place of what was there.
   * @param {ShownFace[]} faces
   * @param {Overlay} overlay
   */
  draw(faces, overlay) {
    const canvas = this.#canvas;
    const blank = faces.length === 0 || overlay === "none";
    if (blank && this.#blank) return;
    this.#show(blank);
    this.#context?.clearRect(0, 0, canvas.width, canvas.height);
    if (this.#context && !blank) this.drawOn(this.#context, faces, { scale: canvas.width / (canvas.clientWidth || 1), overlay });
  }

  /**
   * The same on another canvas, in CSS pixels of the stage times `scale`.
   * @param {CanvasRenderingContext2D} target
   * @param {ShownFace[]} faces
   * @param {{scale: number, overlay: Overlay}} options
   */
  drawOn(target, faces, { scale, overlay }) {
    if (overlay === "none") return;
    /** Unsure faces and a person's own classes have a name alone. @param {ShownFace} face */
    const asEmoji = (face) => (overlay === "emoji" && face.class !== null ? emojiOf(this.#classes[face.class] ?? "") : undefined);
    target.save();
    target.scale(scale, scale);
    this.#setFont(target);
    for (const face of faces) {
      const shown = asEmoji(face);
      if (shown) drawEmoji(target, shown, face.outline);
      else this.#drawOutline(target, face);
    }
    for (const face of faces) {
      if (!asEmoji(face)) this.#drawChip(target, face);
    }
    target.restore();
  }

  /** @param {CanvasRenderingContext2D} target */
  #setFont(target) {
    target.font = `600 ${this.#fontSize}px ${this.#style.getPropertyValue("--font")}`;
    target.textBaseline = "middle";
    // Wherever a language begins its lines, a chip's words stand beside its swatch.
    target.textAlign = "left";
  }

  /** @param {ShownFace} face */
  #nameOf(face) {
    return (face.class === null ? undefined : this.#names[face.class]) ?? this.#words.unsure;
  }

  /** @param {ShownFace} face */
  #colourOf(face) {
    return (face.class === null ? this.#colours.at(-1) : this.#colours[face.class]) ?? this.#style.getPropertyValue("--unsure");
  }

  /**
   * @param {CanvasRenderingContext2D} target
   * @param {ShownFace} face
   */
  #drawOutline(target, face) {
    const { x, y, width, height } = face.outline;
    target.beginPath();
    target.roundRect(x, y, width, height, 8);
    target.setLineDash([]);
    target.strokeStyle = this.#plate;
    target.lineWidth = 4;
    target.stroke();
    // Unsure shows in the line too, not in the colour alone.
    if (face.class === null) target.setLineDash([8, 6]);
    target.strokeStyle = this.#colourOf(face);
    target.lineWidth = 2;
    target.stroke();
    target.setLineDash([]);
  }

  /**
   * @param {CanvasRenderingContext2D} target
   * @param {ShownFace} face
   */
  #drawChip(target, face) {
    const { x, y, width, height } = face.chip;
    const middle = y + height / 2;
    target.globalAlpha = 0.88;
    target.fillStyle = this.#plate;
    target.beginPath();
    target.roundRect(x, y, width, height, 8);
    target.fill();
    target.globalAlpha = 1;

    target.fillStyle = this.#colourOf(face);
    target.beginPath();
    target.roundRect(x + PADDING, middle - SWATCH / 2, SWATCH, SWATCH, 3);
    target.fill();

    target.fillStyle = this.#style.getPropertyValue("--ink");
    const name = this.#nameOf(face);
    const text = face.class === null ? name : this.#words.chip(name, face.value);
    target.fillText(fitted(target, text, name, width - 2 * PADDING - SWATCH - GAP), x + PADDING + SWATCH + GAP, middle + 0.5);
  }
}

/**
 * The chip's words, with the end of a long name left out.
 * @param {CanvasRenderingContext2D} target
 * @param {string} text begins with `name`
 * @param {string} name
 * @param {number} room in CSS pixels
 */
function fitted(target, text, name, room) {
  const value = text.slice(name.length);
  const letters = [...name];
  // A pixel of tolerance: the room was rounded.
  while (letters.length > 1 && target.measureText(text).width > room + 1) {
    letters.pop();
    text = `${letters.join("").trimEnd()}…${value}`;
  }
  return text;
}
