import { upright } from "./upright.js";

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {import("./types.js").Source} Source */

/**
 * A picture that stands still. Refused where the browser can't decode it.
 * @param {Blob} given
 * @param {string} name
 * @returns {Promise<Source>}
 */
export async function openPhoto(given, name) {
  const file = await upright(given);
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.alt = "";
  image.src = url;
  try {
    const [decoded] = await Promise.all([createImageBitmap(file), image.decode()]);
    /** @type {ImageBitmap | undefined} */
    let first = decoded;
    return {
      kind: "photo",
      element: image,
      width: decoded.width,
      height: decoded.height,
      mirrored: false,
      name,
      async grab() {
        const bitmap = first ?? (await createImageBitmap(file));
        first = undefined;
        return bitmap;
      },
      close() {
        first?.close();
        URL.revokeObjectURL(url);
      },
    };
  } catch (cause) {
    URL.revokeObjectURL(url);
    throw cause;
  }
}
