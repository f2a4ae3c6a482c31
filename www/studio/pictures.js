// What people see of a sample.
import { make } from "./dom.js";

/** @typedef {import("./types.js").Sample} Sample */

/**
 * A picture of a sample; the words beside it say what it is.
 * @param {Sample} sample
 * @param {HTMLElement} [used] shows another sample, and is used again where it can be
 * @returns {HTMLImageElement | HTMLCanvasElement}
 */
export function thumbnail(sample, used) {
  if (sample.picture) {
    const image = make("img", { alt: "", width: "64", height: "64", decoding: "async" });
    const url = URL.createObjectURL(sample.picture);
    image.addEventListener("load", () => URL.revokeObjectURL(url), { once: true });
    image.src = url;
    return image;
  }
  const side = Math.sqrt(sample.face.length);
  const canvas = used instanceof HTMLCanvasElement && used.width === side ? used : make("canvas", { width: String(side), height: String(side), role: "img", "aria-label": "Face" });
  canvas.getContext("2d")?.putImageData(picturePixels(sample.face), 0, 0);
  return canvas;
}

/** @param {Uint8Array} face */
function picturePixels(face) {
  const side = Math.sqrt(face.length);
  const pixels = new ImageData(side, side);
  const to = new Uint32Array(pixels.data.buffer);
  // A table shows thousands: `from` with a function takes ten times as long.
  face.forEach((value, place) => (to[place] = 0xff000000 | (value * 0x010101)));
  return pixels;
}

/**
 * The sample as a file, with its kind.
 * @param {Sample} sample
 * @returns {Promise<{bytes: Uint8Array<ArrayBuffer>, extension: string}>}
 */
export async function fileOf(sample) {
  if (sample.picture) return { bytes: new Uint8Array(await sample.picture.arrayBuffer()), extension: "jpg" };
  const side = Math.sqrt(sample.face.length);
  const canvas = new OffscreenCanvas(side, side);
  canvas.getContext("2d")?.putImageData(picturePixels(sample.face), 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return { bytes: new Uint8Array(await blob.arrayBuffer()), extension: "png" };
}
