// What can go wrong, in English. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../live/types.js").Problem} Problem */
/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").FileKind} FileKind */
/** @typedef {import("../../types/rust.js").Foreign} Foreign */
/** @typedef {import("../../types/rust.js").Subject} Subject */

/**
 * How each value is said: a text, or a function of what it carries. Values are names, or objects of one name and what it carries.
 * @template {string | object} Value
 * @typedef {{[Name in Extract<Value, string>]: string} & UnionToObject<Exclude<Value, string>>} Table
 */

/**
 * @template Value
 * @typedef {{[Name in Value extends unknown ? keyof Value : never]: (carried: Value extends Record<Name, infer Carried> ? Carried : never) => string}} UnionToObject
 */

/**
 * @template {string | object} Value
 * @param {Table<Value>} table
 * @returns {(value: Value) => string}
 */
export const saidBy = (table) => (value) => {
  const [name = "", carried] = typeof value === "string" ? [value] : Object.entries(value)[0] ?? [];
  const how = /** @type {Record<string, string | ((carried: unknown) => string)>} */ (table)[name] ?? name;
  return typeof how === "function" ? how(carried) : how;
};

const quoted = (/** @type {string} */ name) => `“${name}”`;

/** @type {(value: Subject) => string} */
const subject = saidBy({
  file: ({ name }) => name,
  entry: ({ name }) => quoted(name),
  chosenFile: "The file",
  zip: "The zip file",
  table: "The table",
  project: "The project",
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
  sampleNameLength: "The length of a sample’s name",
  zipFiles: "The number of files in the zip file",
  entrySize: ({ name }) => `The unpacked size of ${quoted(name)}`,
  picturesSize: "The unpacked size of all pictures",
  projectSize: "The unpacked size of the project",
  projectFormat: "The project’s format",
  samples: "The number of samples",
  sampleFaces: "The length of the samples’ faces",
  samplePictures: "A sample’s picture",
  sampleFace: "The side of a sample’s face",
  precroppedSide: "The side of a face",
  epochs: "The number of epochs",
  batchSize: "The batch size",
  learningRate: "The learning rate",
  hiddenUnits: "The number of hidden units",
  validationShare: "The share kept for checking",
  embedding: "The length of an embedding",
  exampleClass: "The class of an example",
  samplesOfClass: ({ class: which }) => `The number of samples of class ${which}`,
});

/** @type {(value: Fault) => string} */
const fault = saidBy({
  cause: ({ cause }) => cause,
  missing: "it is missing",
  empty: "it is empty",
  unreadable: ({ cause }) => `it can’t be read (${cause})`,
  checksum: "its checksum is not the one in the manifest",
  length: ({ got, expected }) => `${got} bytes instead of ${expected}`,
  noLandmarks: "it names no weights for pre-cropped faces",
  notMien: "it was not written by Mien",
  otherVersion: "it was made by another version of Mien; reload the page and try again",
  cut: "a part of it is missing or changed; a chat program may have cut it",
  sameName: ({ name }) => `two classes are called ${quoted(name)}`,
  notNumbers: "it holds weights that are no numbers",
  nothingWhole: "nothing in it is whole",
  noEntry: ({ index }) => `it has no entry ${index}`,
  misplaced: "it is not where it should be",
  endMissing: "its end is missing",
  changed: "its bytes are not those that were packed",
  placeUnclear: "its place in the zip file is unclear",
  samePath: ({ path }) => `two pictures have the path ${quoted(path)}`,
  badPath: ({ path }) => `${quoted(path)} is no place for a picture`,
  sameClassId: ({ id }) => `two classes have the id ${id}`,
  sameSampleId: ({ id }) => `two samples have the id ${id}`,
  noSuchClass: ({ sample, class: which }) => `sample ${sample} is of class ${which}, which is missing`,
  noPicturesEither: "it can’t be read, and there are no pictures",
  endlessLine: "its first line does not end",
  noColumn: ({ name, found }) => `it has no column ${quoted(name)}, only ${found.map(quoted).join(", ")}`,
});

/** @type {(value: Bounds) => string} */
const bounds = saidBy({
  between: ({ from, to }) => `outside ${from} to ${to}`,
  atLeast: ({ least }) => `below ${least}`,
  mebibytes: ({ mib }) => `over ${mib} MiB`,
  promised: ({ bytes }) => `over the ${bytes} bytes that it promises`,
  positive: "not above 0",
  ascending: "not two numbers, the lower first",
  distinct: "not five different places",
});

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "a PDF document",
  jpeg: "a JPEG picture",
  png: "a PNG picture",
  gif: "a GIF picture",
  rar: "a RAR archive",
  sevenZip: "a 7-Zip archive",
  gzip: "a gzip file",
  webPage: "a web page",
  json: "a JSON file",
  other: "of another kind",
};

/** @type {(value: Foreign) => string} */
const foreign = saidBy({
  encrypted: ({ name }) => `${quoted(name)} is encrypted, but only zip files without a password can be read`,
  compression: ({ name }) => `${quoted(name)} is compressed in an unusual way, but only ordinary zip files (deflate) can be read`,
  noZip: ({ file }) => `The file is ${fileKinds[file]}, but only zip files can be read`,
  model: "The file is a trained model, but only pictures and project files can be read",
  noPictures: "The file is a zip file without pictures, but only pictures and project files can be read",
  otherProject: ({ project }) => `The file is a Teachable Machine project of the kind ${project}, but only image projects can be read`,
  version: ({ version, newest }) => `The project is of version ${version}, made by another Mien, but only versions up to ${newest} can be read`,
});

/** What happened, and, where there is anything, what to do. @typedef {{message: string, hint: string}} Words */

/**
 * @param {Problem} problem
 * @returns {Words}
 */
export function problem(problem) {
  switch (problem.code) {
    case "malformed":
      return {
        message: `${subject(problem.file)} is damaged: ${fault(problem.what)}`,
        hint: "Load it again; if that does not help, the file itself has to be replaced",
      };
    case "mismatch":
      return {
        message: `${subject(problem.what)} does not fit: expected ${problem.expected}, got ${problem.got}`,
        hint: "Use files that were made together",
      };
    case "outdated":
      return {
        message: `${problem.name ? quoted(problem.name) : "This set of classes"} was taught on another version of the network; open the project in the studio and train it again`,
        hint: "Open the project in the studio and train it again",
      };
    case "limit":
      return { message: `${subject(problem.what)} is ${problem.got}, ${bounds(problem.limit)}`, hint: "Choose a value inside the limits" };
    case "unsupported":
      return { message: foreign(problem.found), hint: "Use a file of a kind that can be read" };
    case "load": {
      const { file, status, damaged } = problem;
      const what = damaged ? "is damaged or missing" : status ? `could not be fetched (${status})` : "could not be fetched";
      return { message: `${file} ${what}`, hint: "Check the connection, then try again" };
    }
    case "picture":
      return { message: `The browser could not read the picture: ${problem.cause}`, hint: "Try again, or use another picture" };
    case "settings":
      return { message: problem.cause, hint: "Use the settings that the documentation names" };
    case "stopped":
      return { message: "Training was stopped before it began", hint: "Press Train again" };
    case "noWorker":
      return { message: "This is not a worker", hint: "" };
    case "crashed":
      return { message: problem.details, hint: "" };
    case "unexpected":
      return { message: problem.cause, hint: "" };
  }
}
