// Looking at an element that the page has already: its video, picture or canvas stays where it is, and ours lies over it.
import { pictureOf } from "../live/grab.js";

/** @typedef {import("../live/types.js").Source} Source */

/**
 * Where in an element's box its picture is, after `object-fit`.
 * @param {Element} target
 * @param {{width: number, height: number}} picture
 * @param {DOMRect} box
 */
function pictureRect(target, picture, box) {
  const fit = getComputedStyle(target).objectFit;
  if (fit === "fill" || !picture.width || !picture.height) return { left: box.left, top: box.top, width: box.width, height: box.height };
  const scales = [box.width / picture.width, box.height / picture.height];
  const scale = fit === "cover" ? Math.max(...scales) : fit === "none" ? 1 : fit === "scale-down" ? Math.min(1, ...scales) : Math.min(...scales);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2, width, height };
}

/** Columns and rows of what an element shows. @param {HTMLVideoElement | HTMLImageElement | HTMLCanvasElement} target */
function sizeOf(target) {
  if (target instanceof HTMLVideoElement) return { width: target.videoWidth, height: target.videoHeight };
  if (target instanceof HTMLImageElement) return { width: target.naturalWidth, height: target.naturalHeight };
  return { width: target.width, height: target.height };
}

/** Waits for an event of an element. @param {Element} target @param {string} name @param {AbortSignal} signal */
const once = (target, name, signal) =>
  new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true, signal });
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/**
 * Lays an element of ours over one of the page's.
 * @param {HTMLElement} ours
 * @param {Element | null} target
 * @param {() => void} changed it shows something else now
 * @returns what is looked at, and how it is let go of; nothing where the target is no picture
 */
export function attach(ours, target, changed) {
  if (!(target instanceof HTMLVideoElement || target instanceof HTMLImageElement || target instanceof HTMLCanvasElement)) return undefined;
  const life = new AbortController();
  const { signal } = life;

  const place = () => {
    const { left, top, width, height } = pictureRect(target, sizeOf(target), target.getBoundingClientRect());
    const parent = ours.offsetParent;
    // Where nothing around it is positioned, its place counts from the page's corner.
    const positioned = parent !== null && getComputedStyle(parent).position !== "static";
    const from = positioned ? parent.getBoundingClientRect() : { left: -scrollX, top: -scrollY };
    const inner = positioned ? { x: parent.clientLeft - parent.scrollLeft, y: parent.clientTop - parent.scrollTop } : { x: 0, y: 0 };
    const at = { left: left - from.left - inner.x, top: top - from.top - inner.y, width, height };
    for (const [name, value] of Object.entries(at)) ours.style.setProperty(name, `${value}px`);
  };
  const watched = new ResizeObserver(place);
  watched.observe(target);
  // What stands above it may come later.
  watched.observe(document.body);
  addEventListener("resize", place, { signal });
  addEventListener("scroll", place, { signal, capture: true, passive: true });
  for (const name of ["load", "loadedmetadata", "resize"]) {
    target.addEventListener(
      name,
      () => {
        place();
        if (name !== "resize") changed();
      },
      { signal },
    );
  }
  place();

  return {
    place,
    close() {
      life.abort();
      watched.disconnect();
      for (const name of ["left", "top", "width", "height"]) ours.style.removeProperty(name);
    },
    /** @param {AbortSignal} waiting @returns {Promise<Source>} */
    async open(waiting) {
      if (target instanceof HTMLCanvasElement) return sourceOf(target, await playing(target, waiting));
      if (target instanceof HTMLVideoElement && target.readyState < 2) await once(target, "loadeddata", waiting);
      if (target instanceof HTMLImageElement) await target.decode();
      place();
      return sourceOf(target);
    },
  };
}

/** A canvas as a video: it has a frame whenever something was drawn. @param {HTMLCanvasElement} canvas @param {AbortSignal} signal */
async function playing(canvas, signal) {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = canvas.captureStream();
  // What was drawn before is a frame only if it is drawn once more.
  const brush = canvas.getContext("2d");
  brush?.drawImage(canvas, 0, 0);
  await Promise.all([video.play(), video.videoWidth > 0 ? undefined : once(video, "resize", signal)]);
  return video;
}

/**
 * @param {HTMLVideoElement | HTMLImageElement | HTMLCanvasElement} target
 * @param {HTMLVideoElement} [video] that plays a canvas
 * @returns {Source}
 */
function sourceOf(target, video) {
  const element = video ?? /** @type {HTMLVideoElement | HTMLImageElement} */ (target);
  return {
    kind: element instanceof HTMLVideoElement ? "video" : "photo",
    element,
    attached: true,
    ...sizeOf(target),
    mirrored: false,
    name: target.id,
    grab: (frames) => pictureOf(element, frames),
    close() {
      if (!video) return;
      const stream = /** @type {MediaStream | null} */ (video.srcObject);
      for (const track of stream?.getTracks() ?? []) track.stop();
      video.srcObject = null;
    },
  };
}
