// What the recognizer, the widget and every live picture say, in English. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("en-GB");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "Anger",
  Disgust: "Disgust",
  Fear: "Fear",
  Happiness: "Happiness",
  Sadness: "Sadness",
  Surprise: "Surprise",
  Neutral: "Neutral",
  Contempt: "Contempt",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "angry",
  Disgust: "disgusted",
  Fear: "fearful",
  Happiness: "happy",
  Sadness: "sad",
  Surprise: "surprised",
  Neutral: "neutral",
  Contempt: "contemptuous",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "Allow the camera", sentence: "Your browser is asking whether this page may use the camera" },
  denied: { title: "The camera is blocked", sentence: "Open the settings beside the page’s address, allow the camera, then try again" },
  busy: { title: "The camera is in use", sentence: "Close the program or tab that is using it, then try again" },
  absent: { title: "No camera found", sentence: "Connect a camera, then try again" },
  unplugged: { title: "The camera was disconnected", sentence: "Connect it again, then press Start" },
  "camera-error": { title: "The camera does not answer", sentence: "Connect it again, then try again" },
  insecure: { title: "The camera needs a secure address", sentence: "Open this page with https:// or on localhost" },
  "in-app": { title: "This app’s browser has no camera", sentence: "Choose “Open in browser” in the app’s menu" },
  "frame-denied": {
    title: "The page around this one allows no camera",
    sentence: "Whoever made it has to write allow=\"camera\" into its <iframe>. You can open this page by itself",
  },
  "no-picture": { title: "The camera sends no picture", sentence: "Open its shutter, or start its program: it goes on by itself as soon as a picture comes" },
  muted: { title: "The camera is interrupted", sentence: "A call, another program or a closed lid holds it: it goes on by itself" },
  tap: { title: "Tap the picture to start it", sentence: "The browser waits for you, perhaps to save power" },
};

export const words = {
  /** For `<html lang>`. */
  language: "en",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "Unsure",
  copied: "Copied",
  unclear: "has no clear expression",
  looks: (/** @type {string} */ adjective) => `looks ${adjective}`,
  noValue: "no value",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "No face in the picture",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { one: `# face: it ${looks}`, other: `# faces: the main one ${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { one: `# face: ${name}`, other: `# faces, the main one: ${name}` }),
    picture: (/** @type {string} */ name) => `The picture: ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `The picture is upside down: looked at turned by ${number(degrees)}°` : `The picture lies on its side: looked at turned by ${number(degrees)}°`,

  themes: { auto: "Automatic", light: "Light", dark: "Dark" },
  colours: (/** @type {string} */ theme) => `Colours: ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} of ${megabytes(total)} MB` : "The networks are on their way",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "See how faces look, live", sentence: "Pictures never leave this browser" },
      absent: { ...camera.absent, sentence: "Connect a camera and try again, or use a photo" },
      unplugged: { ...camera.unplugged, sentence: "Connect it again, then press Start: your settings are kept" },
      "camera-error": { ...camera["camera-error"], sentence: "Connect it again or choose another one below, then try again" },
      insecure: { ...camera.insecure, sentence: "Open this page with https:// or on localhost, or use a photo" },
      "in-app": { ...camera["in-app"], sentence: "Choose “Open in browser” in the app’s menu, or use a photo" },
      tooOld: { title: sentences.tooOld.message, sentence: "Mien needs WebAssembly SIMD: Chrome or Edge 91, Firefox 114, Safari 16.4, or newer" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}. Another camera can be chosen below` },
      loading: { title: "Loading", sentence: "The networks are on their way" },
      stopped: { title: "The camera is off", sentence: "Press Start to look again" },
      "load-error": { title: "Mien could not be loaded", sentence: "Check the connection, then try again" },
      "file-error": { title: "This file can’t be shown", sentence: "Choose a JPEG, PNG or WebP picture, or an MP4 or WebM video" },
      "frame-error": { title: "This picture could not be read", sentence: "Try again, or use another picture" },
      crashed: { title: "Mien stopped working", sentence: "Start it again, or reload the page" },
    },
    /** Recording what is seen. */
    record: {
      start: "Record",
      stop: "Stop recording",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { one: "# frame", other: "# frames" })}`,
      none: "Nobody was seen",
      full: "The recording is full: save it and begin another one",
      chart: (/** @type {string} */ name) => `${name}, from 0 to 1 over time`,
    },
    offline: "Everything is kept now: Mien works without a network",
    update: "A new version is ready",
    updateNow: "Reload to use it",
    later: "Later",
    fine: "Fine",
    actions: {
      start: "Start",
      again: "Try again",
      back: "Back",
      reload: "Reload",
      copy: "Copy details",
      file: "Use a photo or video…",
      otherFile: "Choose another file…",
      alone: "Open this page by itself",
      pause: "Pause",
      goOn: "Go on",
    },
    stopped: "Stopped",
    crashed: "Stopped working",
    saved: (/** @type {string} */ name) => `Saved ${name}`,
    notSaved: (/** @type {unknown} */ error) => `The snapshot could not be saved: ${error instanceof Error ? error.message : error}`,
    noCanvas: "This browser gave no canvas",
    noPicture: "This browser could not write the picture",
    copyDetails: "Copy these details",
    noBrowserDetector: "Browser (not available here)",
    camerasByName: "By name",
    pixels: (/** @type {number} */ count) => counted(count, { one: "# pixel", other: "# pixels" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms per frame`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} fps`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "browser’s detector" : "built-in detector"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at} of ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `Your classes: ${name}` : "Your classes"),
    mainFace: "Main face",
    picture: "The picture",
    model: (/** @type {string} */ name) => (name.trim() ? `The model: ${name}` : "Another model"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `“${name}” could not be opened. ${why}`,
    badClasses: (/** @type {string} */ why) => `${why}. These are Mien’s own expressions`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "The camera is off", sentence: "Pictures never leave this browser", button: "Start" },
      empty: { title: "No picture", sentence: "Pictures never leave this browser" },
      loading: { title: "Loading", sentence: "The networks are on their way" },
      denied: { ...camera.denied, button: "Try again" },
      busy: { ...camera.busy, button: "Try again" },
      absent: { ...camera.absent, button: "Try again" },
      unplugged: { ...camera.unplugged, button: "Start" },
      "camera-error": { ...camera["camera-error"], button: "Try again" },
      "frame-denied": { ...camera["frame-denied"], button: "Try again" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "Start the picture" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "This page’s security policy forbids it", sentence: "" },
      noThread: { title: "Mien could not be started", sentence: "" },
      load: { title: "Mien could not be loaded", sentence: "Check the connection, then try again", button: "Try again" },
      photo: { title: "This picture can’t be shown", sentence: "Check its address, and whether its site lets other pages read it", button: "Try again" },
      target: { title: "There is nothing to look at", sentence: "The attribute for has to name a video, picture or canvas of this page by its id" },
      head: { title: "The classes can’t be used", sentence: "", button: "Try again" },
      unread: { title: "The picture can’t be read", sentence: "It goes on by itself as soon as it can", button: "Try again" },
      crashed: { title: "Mien stopped working", sentence: "Start it again, or reload the page", button: "Start again" },
    },
    loading: "Loading",
    stop: "Stop",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "Expressions, live",
    tellsApart: (/** @type {string[]} */ names) => `Tells apart: ${names.join(", ")}`,
    picture: "The picture",
    noHead: "mien/head.json is missing or damaged: unpack the whole bundle again",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `“${name}” is empty`,
    otherKind: (/** @type {string} */ name) => `“${name}” is neither a photo nor a video`,
    badPhoto: (/** @type {string} */ name) => `“${name}” is damaged, or a kind of picture that this browser can’t read`,
    badVideo: (/** @type {string} */ name) => `“${name}” is damaged, or a kind of video that this browser can’t play`,
    brokenVideo: (/** @type {string} */ name) => `“${name}” is damaged: it can’t be played any further`,
    noPictures: (/** @type {string} */ name) => `“${name}” has sound but no pictures`,
  },

  /** The hint under a live picture without a face. */
  noFace: "No face found: come closer, or turn on a light",
  blackPicture: "The picture is black: open the camera’s shutter or the lid, turn on a light, or choose another camera",
  noFaceInPhoto: "No face found: try another “Smallest face”",
};
