// What can go wrong, in English. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `“${name}”`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "The file with your classes",
  link: "The link",
  head: "The trained head",
  layerWeights: "A layer’s weights",
  networkAnswer: "The answer of a network",
  pictureSize: "The size of the picture",
  pixelBytes: "The length of the pixels",
  stageSize: "The size of the stage",
  threshold: "The threshold for “Unsure”",
  detectorSize: "The detector’s size",
  faceScore: "The lowest score of a face",
  faceOverlap: "The largest overlap of faces",
  mostFaces: "The largest number of faces",
  smallestFace: "The smallest side of a face",
  region: "The part of the picture",
  faceSide: "The side of an aligned face",
  faceChannels: "The number of channels of an aligned face",
  valueRange: "The range of values",
  landmarkTemplate: "The template of landmarks",
  labels: "The list of labels",
  temperature: "The temperature",
  stemChannels: "The number of channels of the stem",
  networkStages: "The number of stages",
  stageChannels: "The number of channels of a stage",
  stageBlocks: "The number of blocks of a stage",
  classes: "The number of classes",
  headLayers: "The number of the head’s layers",
  headLayer: "A layer of the head",
  headClasses: "The number of the head’s classes",
  headLength: "The length of the file with your classes",
  linkLength: "The length of the link",
  nameLength: "The length of the name",
  classNameLength: "The length of a class’s name",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "it is missing",
  unreadable: ({ cause }) => `it can’t be read (${cause})`,
  checksum: "its checksum is not the one in the manifest",
  length: ({ got, expected }) => `${got} bytes instead of ${expected}`,
  noLandmarks: "it names no weights for pre-cropped faces",
  noPictureBase: "it names no network for whole pictures",
  notMien: "it was not written by Mien",
  otherVersion: "it was made by another version of Mien; reload the page and try again",
  cut: "a part of it is missing or changed; a chat program may have cut it",
  sameName: ({ name }) => `two classes are called ${quoted(name)}`,
  notNumbers: "it holds weights that are no numbers",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `outside ${from} to ${to}`,
  positive: "not above 0",
  ascending: "not two numbers, the lower first",
  distinct: "not five different places",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file} is damaged: ${what}`,
    hint: "Load it again; if that does not help, the file itself has to be replaced",
  }),
  mismatch: (what, expected, got) => ({ message: `${what} does not fit: expected ${expected}, got ${got}`, hint: "Use files that were made together" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "This set of classes"} was taught on another version of the network; open the project in the studio and train it again`,
    hint: "Open the project in the studio and train it again",
  }),
  limit: (what, got, limit) => ({ message: `${what} is ${got}, ${limit}`, hint: "Choose a value inside the limits" }),
  unsupportedHint: "Use a file of a kind that can be read",
  notFetched: (file, status) => ({
    message: `${file} could not be fetched${status ? ` (${status})` : ""}`,
    hint: "Check the connection, then try again",
  }),
  damaged: (file) => ({ message: `${file} is damaged or missing`, hint: "Check the connection, then try again" }),
  webPage: (file) => ({
    message: `The server sent a web page in place of ${file}`,
    hint: "Copy the whole folder of Mien to the server, and let the server answer 404 where there is no file",
  }),
  policy: (word) => ({
    message: `The page’s content security policy forbids what Mien needs: ${word}`,
    hint: `Add ${word} to the policy`,
  }),
  noWorker: { message: "This is not a worker", hint: "" },
  noThread: (file) => ({
    message: `The thread of ${file} could not be started`,
    hint: "Copy the folder of Mien to this page’s own site, and name it with the attribute base",
  }),
  picture: (cause) => ({ message: `The browser could not read the picture: ${cause}`, hint: "Try again, or use another picture" }),
  settingsHint: "Use the settings that the documentation names",
  stopped: { message: "Training was stopped before it began", hint: "Press Train again" },
  disposed: { message: "This model was disposed of", hint: "Load it again" },
  aborted: { message: "It was called off", hint: "" },
  noise: {
    message: "This browser gives noise in the place of a picture’s pixels",
    hint: "It protects you from being recognised by sites (resistFingerprinting). Allow this site to read canvases, or use another browser or profile",
  },
  memory: { message: "The browser has no more memory for Mien", hint: "Close other tabs, or use smaller pictures or fewer at a time, then try again" },
  wasmOff: {
    message: "WebAssembly is switched off in this browser",
    hint: "Allow it for this site: Lockdown Mode and some privacy browsers have an exception in the site’s settings",
  },
  tooOld: { message: "This browser is too old", hint: "Use Chrome or Edge 91, Firefox 114, Safari 16.4, or newer" },
};
