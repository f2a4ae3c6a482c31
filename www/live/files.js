import { staysAwake } from "./awake.js";
import { pictureOf } from "./grab.js";
import { openPhoto } from "./photo.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Source} Source */

/** A file that can't be shown; the message is a sentence for the person. */
export class FileError extends Error {}

/** A browser that shows the first frame of no video by then never will. */
const PATIENCE = 10_000;

/**
 * Opens a photo or a video; the file itself stays where it is.
 * @param {File} file
 * @param {(error: FileError) => void} onBroken a video turned out to be damaged further on
 * @returns {Promise<Source>}
 */
export async function openFile(file, onBroken) {
  if (file.size === 0) throw new FileError(words.files.empty(file.name));
  if (file.type.startsWith("image/")) {
    return openPhoto(file, file.name).catch((cause) => {
      throw new FileError(words.files.badPhoto(file.name), { cause });
    });
  }
  if (file.type.startsWith("video/")) return openVideo(file, onBroken);
  throw new FileError(words.files.otherKind(file.name));
}

/**
 * @param {File} file
 * @param {(error: FileError) => void} onBroken
 * @returns {Promise<Source>}
 */
async function openVideo(file, onBroken) {
  const url = URL.createObjectURL(file);
  const video = document.createElement("video");
  video.muted = true;
  video.loop = true;
  video.playsInline = true;
  video.preload = "auto";
  const life = new AbortController();
  const broken = () => onBroken(new FileError(words.files.brokenVideo(file.name)));
  const close = () => {
    life.abort();
    video.pause();
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(url);
  };
  try {
    await new Promise((resolve, reject) => {
      video.addEventListener("loadeddata", resolve, { once: true });
      video.addEventListener("error", () => reject(video.error), { once: true });
      setTimeout(reject, PATIENCE);
      video.src = url;
    });
  } catch (cause) {
    close();
    throw new FileError(words.files.badVideo(file.name), { cause });
  }
  if (video.videoWidth === 0 || video.videoHeight === 0) {
    close();
    throw new FileError(words.files.noPictures(file.name));
  }
  video.addEventListener("error", broken, { signal: life.signal });
  staysAwake(video, life.signal);
  // Where playing is not allowed yet, the first frame stands and the button plays it.
  await video.play().catch(() => {});
  return {
    kind: "video",
    element: video,
    width: video.videoWidth,
    height: video.videoHeight,
    mirrored: false,
    name: file.name,
    grab: (frames) => pictureOf(video, frames),
    close,
  };
}

/**
 * The three ways a file comes: picked, dropped, pasted.
 * @param {HTMLInputElement} picker
 * @param {HTMLElement} dropZone shows `data-drop` while a file hangs over the page
 * @param {(file: File, all: File[]) => void} take hears of the first, and of all that came with it
 */
export function listenForFiles(picker, dropZone, take) {
  picker.addEventListener("change", () => {
    const file = picker.files?.[0];
    // The same file picked once more is a change too.
    picker.value = "";
    if (file) take(file, [file]);
  });

  /** @param {DragEvent} event */
  const hasFile = (event) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    dropZone.toggleAttribute("data-drop", true);
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) dropZone.removeAttribute("data-drop");
  });
  addEventListener("drop", (event) => {
    dropZone.removeAttribute("data-drop");
    if (!hasFile(event)) return;
    event.preventDefault();
    const all = [...(event.dataTransfer?.files ?? [])];
    if (all[0]) take(all[0], all);
  });

  addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file, [file]);
  });
}
