import { words } from "../live/words.js";
/** @typedef {import("../live/types.js").Source} Source */
/** @typedef {import("../live/drawing.js").Drawing} Drawing */
/** @typedef {import("../types/rust.js").ShownFace} ShownFace */

/** Canvases beyond this fail on phones. */
const LONGEST = 4096;

/**
 * Saves the picture with its overlay as a PNG file.
 * @param {Source} source
 * @param {ShownFace[]} faces
 * @param {{drawing: Drawing, stageWidth: number, mirrored: boolean, overlay: import("../live/drawing.js").Overlay}} options
 * @returns {Promise<string>} the file's name
 */
export async function saveSnapshot(source, faces, { drawing, stageWidth, mirrored, overlay }) {
  const shrink = Math.min(1, LONGEST / Math.max(source.width, source.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(source.width * shrink);
  canvas.height = Math.round(source.height * shrink);
  const context = canvas.getContext("2d");
  if (!context) throw new Error(words.recognizer.noCanvas);

  context.save();
  if (mirrored) {
    context.translate(canvas.width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(source.element, 0, 0, canvas.width, canvas.height);
  context.restore();
  drawing.drawOn(context, faces, { scale: canvas.width / stageWidth, overlay });

  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error(words.recognizer.noPicture);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `mien ${new Date().toISOString().slice(0, 19).replaceAll(":", "-").replace("T", " ")}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return link.download;
}
