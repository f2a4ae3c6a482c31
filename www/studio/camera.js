// One camera for the whole studio: recording and preview look through it at the same time.
import { CameraError, openCamera } from "../live/camera.js";
import { words } from "./words.js";

/** @typedef {import("../live/types.js").Source} Source */

/** @type {Promise<Source> | undefined} */
let opened;
/** @type {Set<() => void>} */
const users = new Set();

/**
 * A video of the camera, for one user of it.
 * @param {() => void} onEnded the camera went away by itself
 * @returns {Promise<{video: HTMLVideoElement, mirrored: boolean, release: () => void}>}
 */
export async function useCamera(onEnded) {
  users.add(onEnded);
  opened ??= openCamera("front", {
    ended() {
      const told = [...users];
      close();
      for (const tell of told) tell();
    },
  });
  const mine = opened;
  try {
    const source = await mine;
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    video.setAttribute("aria-hidden", "true");
    video.srcObject = /** @type {HTMLVideoElement} */ (source.element).srcObject;
    await video.play();
    return {
      video,
      mirrored: source.mirrored,
      release() {
        video.srcObject = null;
        video.remove();
        if (users.delete(onEnded) && users.size === 0) close();
      },
    };
  } catch (error) {
    users.delete(onEnded);
    if (opened === mine) opened = undefined;
    throw error;
  }
}

function close() {
  users.clear();
  void opened?.then((source) => source.close()).catch(() => {});
  opened = undefined;
}

/** Why there is no camera, in a sentence for the person. @param {unknown} error */
export const cameraSentence = (error) => words.cameraLine[error instanceof CameraError ? error.state : "camera-error"];
