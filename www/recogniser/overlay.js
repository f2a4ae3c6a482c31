import { byId } from "../shared/dom.js";
import { drawEmoji } from "./emoji.js";

/** @typedef {import("../shared/types.js").Shown} Shown */

const canvas = byId("overlay", HTMLCanvasElement);
const context = canvas.getContext("2d");
const colours = getComputedStyle(canvas);

const PLATE = "#14151a";
/** Below this width of the stage, in CSS pixels, the chips are smaller. */
const NARROW = 560;
const PADDING = 10;
const SWATCH = 10;
const GAP = 7;

const fontSize = () => (canvas.clientWidth < NARROW ? 13 : 15);

/** Height of a chip in CSS pixels. */
export const chipHeight = () => 2 * fontSize();

/** @param {CanvasRenderingContext2D} target */
function setFont(target) {
  target.font = `600 ${fontSize()}px ${colours.getPropertyValue("--font")}`;
  target.textBaseline = "middle";
}

/**
 * Widths of the chips: only the page can measure text.
 * @param {string[]} texts
 * @returns {number[]}
 */
export function chipWidths(texts) {
  if (!context) return texts.map(() => 0);
  setFont(context);
  return texts.map((text) => Math.ceil(2 * PADDING + SWATCH + GAP + context.measureText(text).width));
}

/** @param {Shown} face */
function colourOf(face) {
  const name = typeof face.class === "number" ? face.name.toLowerCase() : "unsure";
  return colours.getPropertyValue(`--${name}`) || colours.getPropertyValue("--neutral");
}

/**
 * @param {CanvasRenderingContext2D} target
 * @param {Shown} face
 */
function drawOutline(target, face) {
  const { x, y, width, height } = face.outline;
  target.beginPath();
  target.roundRect(x, y, width, height, 8);
  target.setLineDash([]);
  target.strokeStyle = PLATE;
  target.lineWidth = 4;
  target.stroke();
  // Unsure shows in the line too, not in the colour alone.
  if (typeof face.class !== "number") target.setLineDash([8, 6]);
  target.strokeStyle = colourOf(face);
  target.lineWidth = 2;
  target.stroke();
  target.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} target
 * @param {Shown} face
 */
function drawChip(target, face) {
  const { x, y, width, height } = face.chip;
  const middle = y + height / 2;
  target.globalAlpha = 0.88;
  target.fillStyle = PLATE;
  target.beginPath();
  target.roundRect(x, y, width, height, 8);
  target.fill();
  target.globalAlpha = 1;

  target.fillStyle = colourOf(face);
  target.beginPath();
  target.roundRect(x + PADDING, middle - SWATCH / 2, SWATCH, SWATCH, 3);
  target.fill();

  target.fillStyle = colours.getPropertyValue("--ink");
  target.fillText(face.text, x + PADDING + SWATCH + GAP, middle + 0.5);
}

/**
 * Draws what Rust says, in CSS pixels of the stage times `scale`.
 * @param {CanvasRenderingContext2D} target
 * @param {Shown[]} faces
 * @param {{scale: number, emoji: boolean}} options
 */
export function drawFaces(target, faces, { scale, emoji }) {
  target.save();
  target.scale(scale, scale);
  setFont(target);
  for (const face of faces) {
    if (emoji && typeof face.class === "number") drawEmoji(target, face.emoji, face.outline);
    else drawOutline(target, face);
  }
  for (const face of faces) {
    if (!emoji || typeof face.class !== "number") drawChip(target, face);
  }
  target.restore();
}

/**
 * @param {Shown[]} faces
 * @param {boolean} emoji
 */
export function drawOverlay(faces, emoji) {
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  drawFaces(context, faces, { scale: canvas.width / (canvas.clientWidth || 1), emoji });
}
