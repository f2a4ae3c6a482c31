// Whether a camera shows nothing: a closed shutter or lid gives pictures that are black all over.

const SIDE = 16;
/** What counts as black, 0 to 255: noise of the dark is brighter than 0. */
const BLACK = 16;
/** Between two looks, ms. */
const EVERY = 1000;

/** @type {OffscreenCanvasRenderingContext2D | null | undefined} */
let brush;
let looked = -EVERY;
let black = false;

/**
 * As of the last second.
 * @param {HTMLVideoElement} video
 */
export function isBlack(video) {
  const now = performance.now();
  if (now - looked < EVERY || video.videoWidth === 0) return black;
  looked = now;
  brush ??= new OffscreenCanvas(SIDE, SIDE).getContext("2d", { willReadFrequently: true });
  brush?.drawImage(video, 0, 0, SIDE, SIDE);
  const { data } = brush?.getImageData(0, 0, SIDE, SIDE) ?? { data: [] };
  black = data.every((value, index) => index % 4 === 3 || value < BLACK);
  return black;
}
