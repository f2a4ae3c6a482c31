/** What a video plays. @param {HTMLVideoElement} video */
const playedBy = (video) => video.srcObject ?? video.currentSrc;

/** What a video played when the browser would not hand out its frames, as those of another site: of the same it is not asked again. @type {WeakMap<HTMLVideoElement, unknown>} */
const refused = new WeakMap();

/**
 * The picture of now, for a worker.
 * @param {ImageBitmapSource} source
 * @param {boolean} frames whether it may be the frame of a video itself, of which no copy is made
 * @returns {Promise<import("./types.js").Picture>}
 */
export async function pictureOf(source, frames) {
  if (frames && globalThis.HTMLVideoElement && source instanceof HTMLVideoElement && refused.get(source) !== playedBy(source)) {
    try {
      return new VideoFrame(source);
    } catch (error) {
      // Between two sources there is none; there will be.
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) refused.set(source, playedBy(source));
    }
  }
  return createImageBitmap(source);
}
