// Which cameras there are, and how one is asked for.

/** @type {MediaTrackConstraints} */
const WISH = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** Cameras by name; before the permission, browsers give no names. @returns {Promise<MediaDeviceInfo[]>} */
export async function listCameras() {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.filter(({ kind }) => kind === "videoinput");
}

/**
 * Cameras with names that tell them apart: of two that are called the same, the second gets a number.
 * @returns {Promise<{id: string, name: string}[]>}
 */
export async function namedCameras() {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return (await listCameras()).filter(({ label }) => label !== "").map(({ deviceId, label }) => {
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return { id: deviceId, name: count === 1 ? label : `${label} (${count})` };
  });
}

/**
 * The camera that a choice means: by its id, by its name, else the first whose name holds it.
 * @param {{id: string, name: string}[]} cameras
 * @param {string} choice
 */
export const cameraOf = (cameras, choice) =>
  cameras.find(({ id }) => id === choice) ?? cameras.find(({ name }) => name === choice) ?? cameras.find(({ name }) => name.includes(choice));

/**
 * @param {string} choice "front", "rear", or a camera's id or name
 * @returns {Promise<MediaTrackConstraints>}
 */
async function constraints(choice) {
  if (choice === "front") return { ...WISH, facingMode: { ideal: "user" } };
  if (choice === "rear") return { ...WISH, facingMode: { ideal: "environment" } };
  const camera = cameraOf(await namedCameras(), choice);
  return camera ? { ...WISH, deviceId: { exact: camera.id } } : WISH;
}

/** Why no camera was given: `cause`, and after how many ms. */
export class Refusal extends Error {
  /**
   * @param {unknown} cause
   * @param {number} took
   */
  constructor(cause, took) {
    super("no camera", { cause });
    this.took = took;
  }
}

/**
 * @param {string} choice "front", "rear", or a camera's id or name
 * @returns {Promise<MediaStream>} refused with a `Refusal`
 */
export async function ask(choice) {
  const started = performance.now();
  try {
    const video = await constraints(choice);
    return await navigator.mediaDevices.getUserMedia({ video, audio: false }).catch((error) => {
      // A named camera that is no longer there must not keep the others from working.
      if (error instanceof Error && error.name === "OverconstrainedError") return navigator.mediaDevices.getUserMedia({ video: true, audio: false });
      throw error;
    });
  } catch (cause) {
    throw new Refusal(cause, performance.now() - started);
  }
}

/** What shows a camera's pictures. @param {MediaStream} stream */
export function videoOf(stream) {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.srcObject = stream;
  return video;
}
