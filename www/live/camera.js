// Cameras. Several places of a page that want the same one share its stream: on some phones a second stream silences the first.
import { ask, videoOf } from "./ask-camera.js";
import { staysAwake } from "./awake.js";
import { begunCamera, begunVideo } from "./begun.js";
import { pictureOf } from "./grab.js";
import { insideAnApp } from "./support.js";

/** @typedef {import("./types.js").Source} Source */
/** @typedef {keyof import("./language.js").Words["camera"]} CameraState */

/** Why there is no camera; `state` is one of the `camera` words. */
export class CameraError extends Error {
  /**
   * @param {CameraState} state
   * @param {unknown} [cause]
   */
  constructor(state, cause) {
    super(state, { cause });
    this.state = state;
  }
}

/**
 * What happens to a camera that was asked for.
 * @typedef {object} CameraEvents
 * @property {() => void} ended it went away by itself
 * @property {(state: "no-picture" | "tap", play: () => void) => void} [waiting] it is there, but sends no picture, or waits for a person, whose
 *   click then calls `play`
 * @property {(muted: boolean) => void} [muted] its pictures stay away for a while, mostly since the system took them, or have come back
 */

/** A camera that has sent no picture by then is told of, ms; it is waited for all the same. */
const PATIENCE = 3000;

/** A camera whose picture has stood still for so many seconds is interrupted, whether or not the system says so: after a device's sleep, say. */
const STALLED = 3;

/** An answer that came faster than any person was the page's around this one, ms. */
const INHUMAN = 100;

/** Whether the page around this one keeps the camera from it; a guess where the browser doesn't tell. @param {number} took ms */
function keptByFrame(took) {
  if (window === window.top) return false;
  const { permissionsPolicy, featurePolicy } = /** @type {any} */ (document);
  const allowed = (permissionsPolicy ?? featurePolicy)?.allowsFeature("camera");
  return allowed === undefined ? took < INHUMAN : !allowed;
}

/**
 * @param {unknown} error
 * @param {number} took how long the answer took, ms
 * @returns {CameraState}
 */
function stateOf(error, took) {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      if (keptByFrame(took)) return "frame-denied";
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

/** Streams that somebody looks at, by what was asked for. @type {Map<string, {coming: Promise<MediaStream>, users: number}>} */
const streams = new Map();

/**
 * The stream of a camera, shared with all who ask for the same; each lets go of it once.
 * @param {string} choice
 * @returns {Promise<{stream: MediaStream, release: () => void}>}
 */
async function share(choice) {
  const running = streams.get(choice);
  const shared = running ?? { coming: begunCamera(choice) ?? ask(choice), users: 0 };
  shared.users += 1;
  streams.set(choice, shared);
  const release = () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    if (streams.get(choice) === shared) streams.delete(choice);
    void shared.coming.then((stream) => stream.getTracks().forEach((track) => track.stop()), () => {});
  };
  try {
    const stream = await shared.coming;
    if (stream.active) return { stream, release };
    // It ended while it was shared: whoever comes now asks anew.
    release();
    streams.delete(choice);
    return share(choice);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Opens a camera; its picture comes in a `<video>` of its own.
 * @param {string} choice "front", "rear", or a camera's id or name
 * @param {CameraEvents} events
 * @param {AbortSignal} [signal] nobody waits for it any more: the promise is refused, and the camera let go
 * @returns {Promise<Source>}
 */
export async function openCamera(choice, events, signal) {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError(insideAnApp() ? "in-app" : "insecure");
  const { stream, release } = await share(choice).catch((/** @type {Error & {took?: number}} */ { cause, took = 0 }) => {
    throw new CameraError(stateOf(cause, took), cause);
  });
  try {
    return await play(stream, choice, events, release, signal);
  } catch (error) {
    release();
    throw error instanceof CameraError ? error : new CameraError("camera-error", error);
  }
}

/**
 * @param {MediaStream} stream
 * @param {string} choice
 * @param {CameraEvents} events
 * @param {() => void} release
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Source>}
 */
async function play(stream, choice, { ended, waiting, muted }, release, signal) {
  const track = stream.getVideoTracks()[0];
  if (!track) throw new CameraError("absent");
  const life = new AbortController();
  track.addEventListener("ended", ended, { signal: life.signal });

  const video = begunVideo(stream) ?? videoOf(stream);
  try {
    await firstFrame(video, track, waiting, signal);
  } catch (error) {
    life.abort();
    video.srcObject = null;
    throw error;
  }

  staysAwake(video, life.signal);
  tellInterruptions(video, track, (now) => muted?.(now), life.signal);
  const facing = track.getSettings().facingMode;
  return {
    kind: "camera",
    element: video,
    width: video.videoWidth,
    height: video.videoHeight,
    // Who asked for the rear camera, or whose camera says in its name that it is one, looks at the world and not into a mirror.
    mirrored: facing ? facing !== "environment" : choice !== "rear" && !/\b(rear|back|environment)\b/i.test(track.label),
    name: track.label,
    grab: (frames) => pictureOf(video, frames),
    close() {
      life.abort();
      video.srcObject = null;
      release();
    },
  };
}

/**
 * Tells when the pictures of a camera stay away, and when they come again.
 * @param {HTMLVideoElement} video
 * @param {MediaStreamTrack} track
 * @param {(interrupted: boolean) => void} tell
 * @param {AbortSignal} signal
 */
function tellInterruptions(video, track, tell, signal) {
  let interrupted = false;
  let silenced = false;
  const set = (/** @type {boolean} */ now) => {
    if (now === interrupted) return;
    interrupted = now;
    tell(now);
  };
  for (const event of ["mute", "unmute"]) track.addEventListener(event, () => set((silenced = event === "mute")), { signal });

  let frames = 0;
  // Counted, since no clock tells how long a page was frozen.
  let still = 0;
  const timer = setInterval(() => {
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    const moved = totalVideoFrames !== frames;
    frames = totalVideoFrames;
    still = moved || video.paused || document.hidden ? 0 : still + 1;
    if (still >= STALLED) set(true);
    else if (moved && !silenced) set(false);
  }, 1000);
  signal.addEventListener("abort", () => clearInterval(timer));
}

/**
 * Waits until there is a picture, however long it takes.
 * @param {HTMLVideoElement} video
 * @param {MediaStreamTrack} track
 * @param {CameraEvents["waiting"]} waiting
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<void>}
 */
function firstFrame(video, track, waiting, signal) {
  return new Promise((resolve, reject) => {
    // A stream outlives its end: Chromium keeps what getUserMedia answered for eight seconds, with all that listens to its track.
    const waits = new AbortController();
    const late = setTimeout(() => waiting?.("no-picture", begin), PATIENCE);
    const end = (/** @type {() => void} */ how) => {
      clearTimeout(late);
      waits.abort();
      how();
    };
    const refuse = (/** @type {Error} */ error) => end(() => reject(error));
    // Some browsers know a picture's size before they may play it.
    let playing = false;
    const look = () => playing && video.videoWidth > 0 && end(resolve);
    function begin() {
      video.play().then(
        () => {
          playing = true;
          look();
        },
        (error) => {
          if (error?.name === "AbortError") return;
          if (error?.name !== "NotAllowedError") return refuse(new CameraError("camera-error", error));
          // The stream stays: what is missing is a person's click.
          clearTimeout(late);
          waiting?.("tap", begin);
        },
      );
    }
    signal?.addEventListener("abort", () => refuse(new CameraError("camera-error", signal.reason)), { signal: waits.signal });
    track.addEventListener("ended", () => refuse(new CameraError("unplugged")), { signal: waits.signal });
    video.addEventListener("error", () => refuse(new CameraError("camera-error", video.error)), { signal: waits.signal });
    video.addEventListener("resize", look, { signal: waits.signal });
    if (signal?.aborted) return refuse(new CameraError("camera-error", signal.reason));
    begin();
  });
}
