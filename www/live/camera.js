import { insideAnApp } from "./support.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Source} Source */
/** @typedef {keyof typeof words.camera} CameraState */

/** Why there is no camera; `state` is one of `words.camera`. */
export class CameraError extends Error {
  /**
   * @param {CameraState} state
   * @param {unknown} [cause]
   */
  constructor(state, cause) {
    super(words.camera[state].title, { cause });
    this.state = state;
  }
}

/**
 * @param {unknown} error
 * @returns {CameraState}
 */
function stateOf(error) {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return insideAnApp() ? "in-app" : "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "absent";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "camera-error";
  }
}

/**
 * @param {string} choice "front", "rear", or part of a camera's name
 * @returns {Promise<MediaTrackConstraints>}
 */
async function constraints(choice) {
  /** @type {MediaTrackConstraints} */
  const wish = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  if (choice === "front") return { ...wish, facingMode: { ideal: "user" } };
  if (choice === "rear") return { ...wish, facingMode: { ideal: "environment" } };
  const camera = (await listCameras()).find(({ label }) => label.includes(choice));
  return camera ? { ...wish, deviceId: { exact: camera.deviceId } } : wish;
}

/** Cameras by name; before the permission, browsers give no names. @returns {Promise<MediaDeviceInfo[]>} */
export async function listCameras() {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.filter(({ kind }) => kind === "videoinput");
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<void>}
 */
function firstFrame(video) {
  return new Promise((resolve, reject) => {
    if (video.videoWidth > 0) return resolve();
    video.addEventListener("resize", () => resolve(), { once: true });
    video.addEventListener("error", () => reject(new CameraError("camera-error", video.error)), { once: true });
  });
}

/**
 * @param {string} choice "front", "rear", or part of a camera's name
 * @param {() => void} onEnded the camera went away by itself
 * @returns {Promise<Source>}
 */
export async function openCamera(choice, onEnded) {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraError(insideAnApp() ? "in-app" : "insecure");
  }
  /** @type {MediaStream | undefined} */
  let stream;
  try {
    const wish = await constraints(choice);
    stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false }).catch((error) => {
      // A named camera that is no longer there must not keep the others from working.
      if (error instanceof Error && error.name === "OverconstrainedError") {
        return navigator.mediaDevices.getUserMedia({ video: true, audio: false });
      }
      throw error;
    });
    return await play(stream, onEnded);
  } catch (error) {
    for (const track of stream?.getTracks() ?? []) track.stop();
    throw error instanceof CameraError ? error : new CameraError(stateOf(error), error);
  }
}

/**
 * @param {MediaStream} stream
 * @param {() => void} onEnded
 * @returns {Promise<Source>}
 */
async function play(stream, onEnded) {
  const track = stream.getVideoTracks()[0];
  if (!track) throw new CameraError("absent");
  track.addEventListener("ended", onEnded);

  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.srcObject = stream;
  await Promise.all([video.play(), firstFrame(video)]);

  return {
    kind: "camera",
    element: video,
    width: video.videoWidth,
    height: video.videoHeight,
    mirrored: track.getSettings().facingMode !== "environment",
    name: track.label,
    grab: () => createImageBitmap(video),
    close() {
      track.removeEventListener("ended", onEnded);
      for (const each of stream.getTracks()) each.stop();
      video.srcObject = null;
    },
  };
}
