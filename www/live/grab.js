/** What was played when the browser would not hand out its frames, as those of another site: for these it is not asked again. @type {Set<unknown>} */
const refused = new Set();

/**
 * The picture of now, for a worker.
 * @param {ImageBitmapSource} source
 * @param {boolean} frames whether it may be the frame of a video itself, of which no copy is made
 * @returns {Promise<import("./types.js").Picture>}
 */
export async function pictureOf(source, frames) {
  const video = frames && "videoWidth" in source && /** @type {HTMLVideoElement} */ (source);
  const plays = video && (video.srcObject ?? video.currentSrc);
  if (plays && !refused.has(plays)) {
    try {
      return new VideoFrame(video);
    } catch (error) {
      // Between two sources there is none; there will be.
      if (/** @type {Error} */ (error).name !== "InvalidStateError") refused.add(plays);
    }
  }
  return createImageBitmap(source);
}
