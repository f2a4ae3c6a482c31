// The test pictures, where their faces are, and pictures made on the spot.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync } from "node:zlib";

const PICTURES = new URL("../../data/pictures/", import.meta.url);
const CASES = new URL("../../data/cases/", import.meta.url);
const VIDEOS = new URL("../../data/videos/", import.meta.url);

/** Pictures that may not be shipped: beside the checkout where there is such a folder. */
const LOCAL_ONLY = new URL("../../../../shared/data/photos/local-only/", import.meta.url);

/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 * @typedef {Box & { shows?: string }} KnownFace
 */

/** @type {Record<string, { width: number, height: number, faces: KnownFace[] }>} */
export const KNOWN = JSON.parse(readFileSync(new URL("faces.json", PICTURES), "utf8"));

/** @param {string} name */
export const picturePath = (name) => fileURLToPath(new URL(name, PICTURES));

/** What people brought that once failed. @param {string} name */
export const casePath = (name) => fileURLToPath(new URL(name, CASES));

/** Frequencies of which a variant makes one stronger, in their order in the file. */
const FREQUENCIES = 20;

/**
 * A JPEG of ours that hardly looks different, and is no copy: one of its low frequencies is a little stronger.
 * @param {string} name
 * @param {number} number 0 is the picture as it is; every twenty the difference grows
 */
export function variant(name, number) {
  const bytes = readFileSync(picturePath(name));
  if (number === 0) return bytes;
  // The quantisers follow the marker, a length, and the table's number.
  const quantisers = bytes.indexOf(Buffer.from([0xff, 0xdb])) + 5;
  const place = quantisers + (number % FREQUENCIES);
  bytes.writeUInt8(Math.min(255, bytes.readUInt8(place) + 1 + Math.floor(number / FREQUENCIES)), place);
  return bytes;
}

/** @param {string} name @param {number} count */
export const variants = (name, count) => Array.from({ length: count }, (_, number) => ({ name: `${number}-${name}`, mimeType: "image/jpeg", buffer: variant(name, number) }));

/** @param {string} name */
export const videoPath = (name) => fileURLToPath(new URL(name, VIDEOS));

/**
 * The path of a picture that is not shipped, or null where it is absent.
 * @param {string} name
 */
export function localOnlyPath(name) {
  const path = fileURLToPath(new URL(name, LOCAL_ONLY));
  return existsSync(path) ? path : null;
}

/**
 * Intersection over union, 0 to 1.
 * @param {Box} a
 * @param {Box} b
 */
export function iou(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(0, width) * Math.max(0, height);
  return both / (a.width * a.height + b.width * b.height - both);
}

/**
 * Pairs every known face with the found face that covers it best, if their IoU is over 0.5; each found face is taken once.
 * @template {{ box: Box }} Face
 * @param {Face[]} found
 * @param {KnownFace[]} known
 * @returns {{ known: KnownFace, face: Face | undefined }[]}
 */
export function pair(found, known) {
  const free = new Set(found);
  return known.map((place) => {
    const best = [...free].map((face) => ({ face, overlap: iou(face.box, place) })).sort((a, b) => b.overlap - a.overlap)[0];
    if (!best || best.overlap <= 0.5) return { known: place, face: undefined };
    free.delete(best.face);
    return { known: place, face: best.face };
  });
}

/**
 * A black PNG of any size, even of none: PNG's header has room for sizes that no program would write.
 * @param {number} width
 * @param {number} height
 * @returns {Buffer}
 */
export function plainPng(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8); // 1 bit a pixel, so that even a huge picture is a small file; black and white
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height); // each row starts with its filter: 0, none
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/**
 * Size of a PNG.
 * @param {Buffer} png
 */
export function pngSize(png) {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
