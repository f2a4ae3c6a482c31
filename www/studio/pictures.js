// What people see of a sample.
import { make } from "./dom.js";

/** @typedef {import("./types.js").Sample} Sample */

/**
 * A picture of a sample; the words beside it say what it is.
 * @param {Sample} sample
 */
export function thumbnail(sample) {
  const image = make("img", { alt: "", width: "64", height: "64", decoding: "async" });
  showPicture(image, sample);
  return image;
}

/**
 * Shows a sample in an image that may have shown another one.
 * @param {HTMLImageElement} image
 * @param {Sample} sample
 */
export function showPicture(image, sample) {
  // An image that is used again may never have loaded what it was to show before.
  URL.revokeObjectURL(image.src);
  image.src = sample.picture ? URL.createObjectURL(sample.picture) : greyPicture(sample.face);
  image.onload = () => URL.revokeObjectURL(image.src);
}

/** Of a bitmap's two headers and its palette, in bytes. */
const HEADERS = 54;
const PALETTE = 1024;

/**
 * Grey values as the address of a picture that the browser decodes on another thread: a canvas for each face, or a blob that
 * has to be registered, keeps the page busy. It is a Windows bitmap, which is hardly more than the values.
 * @param {Uint8Array} face
 */
function greyPicture(face) {
  const side = Math.sqrt(face.length);
  const stride = 4 * Math.ceil(side / 4);
  const bytes = new Uint8Array(HEADERS + PALETTE + stride * side);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADERS + PALETTE, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, side, true);
  // Negative: the top row comes first.
  view.setInt32(22, -side, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  for (let value = 0; value < 256; value++) view.setUint32(HEADERS + 4 * value, value * 0x010101, true);
  for (let row = 0; row < side; row++) bytes.set(face.subarray(row * side, (row + 1) * side), HEADERS + PALETTE + row * stride);
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`;
}

/** @param {Uint8Array} face */
function picturePixels(face) {
  const side = Math.sqrt(face.length);
  const pixels = new ImageData(side, side);
  new Uint32Array(pixels.data.buffer).set(Uint32Array.from(face, (value) => 0xff000000 | (value * 0x010101)));
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
