// The loop that measures a contestant inside its page; the same for ours and for the others.

import { checksum } from "../numbers.js";

/** @typedef {import("../numbers.js").Face} Face */
/** @typedef {{faces: Face[], detect?: number, classify?: number, total?: number}} Answer */

const pictures = new Map();

async function load(url) {
  if (!pictures.has(url)) {
    const response = await fetch(url);
    pictures.set(url, await createImageBitmap(await response.blob()));
  }
  return pictures.get(url);
}

/** A canvas of its own for every frame, so that no library can take a frame for one that it has seen. */
function freshCanvas(picture) {
  const canvas = document.createElement("canvas");
  canvas.width = picture.width;
  canvas.height = picture.height;
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true })).drawImage(picture, 0, 0);
  return canvas;
}

/**
 * @param {Promise<(canvas: HTMLCanvasElement) => Promise<Answer & {wall?: number}>>} recognise
 *   A contestant that must prepare the canvas for itself reports the `wall` time of the rest.
 */
export function measureWith(recognise) {
  Object.assign(window, {
    bench: {
      ready: recognise.then(() => true),
      /** `count` timed frames of one picture, after `warm` untimed ones. */
      async burst(url, count, warm) {
        const [run, picture] = await Promise.all([recognise, load(url)]);
        const frames = [];
        for (let i = -warm; i < count; i++) {
          const canvas = freshCanvas(picture);
          const start = performance.now();
          const answer = await run(canvas);
          const wall = answer.wall ?? performance.now() - start;
          if (i < 0) continue;
          const { faces, detect, classify, total } = answer;
          frames.push({ wall, detect, classify, total, faces: faces.length, labels: faces.map((f) => f.label), checksum: checksum(faces) });
        }
        return frames;
      },
    },
  });
}

/** The smallest page with a camera: the camera starts while the library loads, then frames are computed until a face has a label. */
export async function firstLabelledFace(recognise) {
  const video = document.createElement("video");
  video.muted = true;
  const camera = navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } }).then(async (stream) => {
    video.srcObject = stream;
    await video.play();
  });
  const [run] = await Promise.all([recognise, camera]);
  for (;;) {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(video, 0, 0);
    const { faces } = await run(canvas);
    window.dispatchEvent(new CustomEvent("mien-prediction", { detail: { faces } }));
    if (faces.length > 0) return;
  }
}
