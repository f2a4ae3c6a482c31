// Pixels of a picture: copied out of a frame into the module's memory where that is possible, else drawn.
import { ProblemError, SLIGHT, checkPixels } from "./load.js";

/** @typedef {import("../mien.js").Recognizer} Recognizer */

/** What Chromium's own frames are or become, so that there is nothing to reorder: half as long as RGBA, a fifth where a canvas is copied. @type {VideoFrameCopyToOptions} */
const BGRX = { format: "BGRX" };

/**
 * Whether this browser copies frames as they are read here. Older ones copy them as they lie, some give noise, and one that doesn't say which frames
 * are turned could give pictures that lie on their side.
 */
export async function copiesFrames() {
  if (!("VideoFrame" in self && "rotation" in VideoFrame.prototype)) return false;
  // Two by two pixels of one colour: the brightness of each, then the two hues.
  const planes = Uint8Array.of(90, 90, 90, 90, 170, 60);
  const colour = [171, 125, 0];
  try {
    const frame = new VideoFrame(planes, { format: "I420", codedWidth: 2, codedHeight: 2, timestamp: 0, colorSpace: { matrix: "smpte170m", fullRange: false } });
    const pixels = new Uint8Array(frame.allocationSize(BGRX));
    await frame.copyTo(pixels, BGRX).finally(() => frame.close());
    // Nobody looks at every fourth byte.
    return pixels.length === 16 && pixels.every((value, index) => Math.abs(value - (colour[index % 4] ?? value)) <= SLIGHT);
  } catch {
    return false;
  }
}

/** Whether a frame's pixels are the picture as it is shown: not seen through, turned, or stretched. @param {VideoFrame & {rotation?: number, flip?: boolean}} frame */
const asShown = ({ format, rotation, flip, visibleRect, displayWidth, displayHeight }) =>
  format && !format.includes("A") && !rotation && !flip && visibleRect?.width === displayWidth && visibleRect.height === displayHeight;

/** How the pictures of a source come to a recognizer. @param {Recognizer} recognizer */
export function reader(recognizer) {
  /** Whether no frame of this source was refused yet. */
  let copies = true;

  /** @param {VideoFrame} frame @returns {Promise<boolean>} whether its pixels are in the module's memory now */
  async function copy(frame) {
    if (!copies || !asShown(frame)) return false;
    try {
      for (;;) {
        const room = recognizer.room(frame.displayWidth, frame.displayHeight);
        if (!room) return false;
        await frame.copyTo(room, BGRX);
        // Where the memory grew meanwhile, on behalf of another recognizer, it went elsewhere.
        if (room.length > 0) return true;
      }
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      copies = false;
      return false;
    }
  }

  /** @param {VideoFrame} frame */
  const bitmapOf = (frame) =>
    createImageBitmap(frame).catch((/** @type {Error} */ cause) => {
      throw new ProblemError({ code: "picture", cause: cause.message }, cause);
    });

  /** @param {ImageBitmap} bitmap */
  function draw(bitmap) {
    checkPixels();
    recognizer.draw(bitmap);
  }

  return {
    /** Reads a picture, and lets go of it. @param {ImageBitmap | VideoFrame} picture */
    async read(picture) {
      try {
        if (picture instanceof ImageBitmap) draw(picture);
        else if (!(await copy(picture))) draw(await bitmapOf(picture));
      } finally {
        picture.close();
      }
    },
    /** Another source comes. */
    reset() {
      copies = true;
    },
  };
}
