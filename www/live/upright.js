// Pictures that lie on their side. Browsers turn a JPEG or PNG as its camera noted, and no WebP; the command line turns all of them.

/** Two pixels side by side as WebP, with the note that they stand upon each other. */
const PROBE = "UklGRlAAAABXRUJQVlA4WAoAAAAIAAAAAQAAAAAAVlA4TA8AAAAvAQAAAAcQ/Y/+ByKi/wEARVhJRhoAAABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA==";

/** Of EXIF: the tag that says which way is up, from 1 (as it is) to 8. */
const ORIENTATION = 0x0112;
/** Bytes of a file or chunk that are looked at: the tag is among the first. */
const LOOKED_AT = 4096;
/** Chunks of a file that are looked at: a photo has five or six, and a hostile file millions. */
const CHUNKS = 1000;

/** Whether this browser turns WebP, asked once. @type {Promise<boolean> | undefined} */
let turns;

const browserTurns = () =>
  (turns ??= createImageBitmap(new Blob([Uint8Array.from(atob(PROBE), (letter) => letter.charCodeAt(0))], { type: "image/webp" })).then(
    ({ width }) => width === 1,
    () => true,
  ));

/**
 * The orientation that the EXIF data of a picture tell.
 * @param {DataView} data begins with the header of TIFF
 */
function orientationIn(data) {
  const little = data.getUint16(0) === 0x4949;
  const directory = data.getUint32(4, little);
  const entries = data.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const place = directory + 2 + 12 * entry;
    if (data.getUint16(place, little) === ORIENTATION) return data.getUint16(place + 8, little);
  }
  return 1;
}

/** @param {Blob} file @param {number} start @param {number} length */
const view = async (file, start, length) => new DataView(await file.slice(start, start + length).arrayBuffer());

/** @param {DataView} data @param {number} place */
const name = (data, place) => String.fromCharCode(...[0, 1, 2, 3].map((offset) => data.getUint8(place + offset)));

/** Which way is up in a WebP file: 1 where it is none or says nothing. @param {Blob} file */
async function orientationOf(file) {
  const head = await view(file, 0, 16);
  if (head.byteLength < 16 || name(head, 0) !== "RIFF" || name(head, 8) !== "WEBP" || name(head, 12) !== "VP8X") return 1;
  for (let place = 12, count = 0; place + 8 <= file.size && count < CHUNKS; count += 1) {
    const chunk = await view(file, place, 8);
    const length = chunk.getUint32(4, true);
    if (name(chunk, 0) === "EXIF") {
      const data = await view(file, place + 8, Math.min(length, LOOKED_AT));
      // Some programs put the marker before it that it has in a JPEG.
      return orientationIn(name(data, 0) === "Exif" ? new DataView(data.buffer, 6) : data);
    }
    place += 8 + length + (length % 2);
  }
  return 1;
}

/** How each orientation is drawn upright: the matrix of a canvas, where the picture has `w` columns and `h` rows. @type {Record<number, (w: number, h: number) => [number, number, number, number, number, number]>} */
const DRAWN = {
  2: (w) => [-1, 0, 0, 1, w, 0],
  3: (w, h) => [-1, 0, 0, -1, w, h],
  4: (_, h) => [1, 0, 0, -1, 0, h],
  5: () => [0, 1, 1, 0, 0, 0],
  6: (_, h) => [0, 1, -1, 0, h, 0],
  7: (w, h) => [0, -1, -1, 0, h, w],
  8: (w) => [0, -1, 1, 0, 0, w],
};

/**
 * A picture as its camera meant it: the same file, or where this browser would not turn it, one that is turned.
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function upright(file) {
  // What is damaged is for the decoder to say.
  const orientation = await orientationOf(file).catch(() => 1);
  const matrix = DRAWN[orientation];
  if (!matrix || (await browserTurns())) return file;
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const canvas = orientation > 4 ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height);
  const brush = canvas.getContext("2d");
  brush?.setTransform(...matrix(width, height));
  brush?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: "image/png" });
}
