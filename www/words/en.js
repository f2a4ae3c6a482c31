// Every sentence that a person reads, in English. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

/**
 * A number with what it counts.
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

const percent = (/** @type {number} */ share) => `${Math.round(100 * share)} %`;

/** Names that a sentence lists. */
const LISTED = 4;

/** The first few of these, and how many more there are. @param {string[]} all */
function listed(all) {
  if (all.length === 1) return all[0] ?? "";
  if (all.length <= LISTED) return `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  const some = all.slice(0, LISTED - 1);
  return `${some.join(", ")} and ${all.length - some.length} other classes`;
}

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

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
};

export const words = {
  counted,
  adjectives,
  unsure: "Unsure",
  unclear: "has no clear expression",
  looks: (/** @type {string} */ adjective) => `looks ${adjective}`,
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${value.toFixed(2)}`,

  status: {
    nobody: "No face in the picture",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => (faces === 1 ? `1 face: it ${looks}` : `${faces} faces: the main one ${looks}`),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => (faces === 1 ? `1 face: ${name}` : `${faces} faces, the main one: ${name}`),
  },

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
      unsupported: {
        title: "This browser is too old",
        sentence: "Mien needs WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or newer",
      },
      loading: { title: "Loading", sentence: "The networks are on their way" },
      stopped: { title: "The camera is off", sentence: "Press Start to look again" },
      "load-error": { title: "Mien could not be loaded", sentence: "Check the connection, then try again" },
      "file-error": { title: "This file can’t be shown", sentence: "Choose a JPEG, PNG or WebP picture, or an MP4 or WebM video" },
      "frame-error": { title: "This picture could not be read", sentence: "Try again, or use another picture" },
      crashed: { title: "Mien stopped working", sentence: "Reload the page: your settings are kept" },
    },
    actions: {
      start: "Start",
      again: "Try again",
      back: "Back",
      reload: "Reload",
      copy: "Copy details",
      file: "Use a photo or video…",
      otherFile: "Choose another file…",
    },
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "The camera is off", sentence: "Pictures never leave this browser", button: "Start" },
      loading: { title: "Loading", sentence: "The networks are on their way" },
      denied: { ...camera.denied, button: "Try again" },
      busy: { ...camera.busy, button: "Try again" },
      absent: { ...camera.absent, button: "Try again" },
      unplugged: { ...camera.unplugged, button: "Start" },
      "camera-error": { ...camera["camera-error"], button: "Try again" },
      unsupported: { title: "This browser is too old", sentence: "Use Chrome or Edge 91, Firefox 89, Safari 16.4, or newer" },
      load: { title: "Mien could not be loaded", sentence: "Check the connection, then try again", button: "Try again" },
      head: { title: "The classes can’t be used", sentence: "", button: "Try again" },
      unread: { title: "The picture can’t be read", sentence: "It goes on by itself as soon as it can", button: "Try again" },
      crashed: { title: "Mien stopped working", sentence: "Start it again, or reload the page", button: "Start again" },
    },
    headMissing: (/** @type {string} */ address) => `${address} could not be fetched`,
    headHint: "Check the address of the file, then try again",
  },

  studio: {
    /** Why there is no camera, in one line. @type {Record<keyof typeof camera, string>} */
    camera: {
      asking: camera.asking.sentence,
      denied: `${camera.denied.title}. ${camera.denied.sentence}`,
      busy: `${camera.busy.title}. ${camera.busy.sentence}`,
      absent: "No camera found. Connect one, or upload pictures",
      unplugged: camera.unplugged.title,
      "camera-error": "The camera does not answer. Connect it again, then try once more",
      insecure: "The camera needs a secure address (https:// or localhost). Upload pictures instead",
      "in-app": "This app’s browser has no camera. Choose “Open in browser” in the app’s menu, or upload pictures",
    },
  },

  training: {
    /**
     * What would make training better.
     * @param {import("../types/rust.js").Finding} finding
     * @returns {string}
     */
    advice(finding) {
      switch (finding.kind) {
        case "fewClasses":
          return finding.classes === 0 ? "Add two classes" : "Add a second class to tell the first from";
        case "noSamples":
          return finding.names.length === 1
            ? `Add samples to ${finding.names[0]}, which has none, or leave it out`
            : `Add samples to ${listed(finding.names)}, which have none, or leave them out`;
        case "fewSamples":
          return `Add ${listed(finding.wanted.map(({ name, more }, index) => (index === 0 ? `${more} more to ${name}` : `${more} to ${name}`)))}`;
        case "uneven":
          return (
            `${finding.most} has ${finding.times} times as many samples as ${finding.least}: ` +
            `add to ${finding.least}, or ${finding.balanced ? "leave class balance on" : "turn class balance on"}`
          );
        case "nothingChecked":
          return "No samples were kept apart, so nothing says how well new faces are recognised";
        case "fewChecked":
          return `Only ${finding.samples} samples were kept apart: add more for a result to rely on`;
        case "learntByHeart":
          return (
            `It gets ${percent(finding.training)} of the samples it learnt from right, but ${percent(finding.validation)} of those kept apart: ` +
            "add more varied samples (other people, light and angles), or train for fewer epochs"
          );
        case "poor":
          return (
            `Only ${percent(finding.validation)} of the samples kept apart are right: look through the samples for wrong ones, ` +
            "or make the classes more different"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "Epochs", help: "How often it goes through all samples" },
      batch: { label: "Batch size", help: "Samples that it looks at before it corrects itself" },
      learningRate: { label: "Learning rate", help: "How far it corrects itself each time. Change it a little only" },
      hidden: { label: "Hidden units", help: "Size of what is trained; 0 makes it smallest, and its link short" },
      validationShare: { label: "Kept for checking, %", help: "Samples of every class that are not learnt from, but checked with" },
      balance: { label: "Every class counts the same", help: "However many samples it has" },
      mirror: { label: "Learn from mirrored faces too", help: "Switch it off where left and right differ, as in winking" },
      seed: { label: "Seed", help: "The same number gives the same result" },
    },
  },

  preview: {
    seen: "This is how it names what it sees",
    crashed: "The preview stopped working: reload the page, nothing is lost",
    loading: "Loading the networks",
    asking: "Your browser may ask whether this page may use the camera",
    badFile: "This file can’t be shown",
    choose: "Turn on the camera, or choose a photo",
    trainFirst: "Train first, then see it at work here",
    look: "Look how it does on new faces",
    later: "Comes after training",
  },

  /** The hint under a live picture without a face. */
  noFace: "No face found: come closer, or turn on a light",
  noFaceInPhoto: "No face found: try another “Smallest face”",
};
