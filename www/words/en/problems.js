// What can go wrong, in English. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../live/types.js").Problem} Problem */
/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
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
 * @param {Partial<Table<Value>>} table what it does not know is called by its name
 * @returns {(value: Value) => string}
 */
export const saidBy = (table) => (value) => {
  const [name = "", carried] = typeof value === "string" ? [value] : Object.entries(value)[0] ?? [];
  const how = /** @type {Record<string, string | ((carried: unknown) => string)>} */ (table)[name] ?? name;
  return typeof how === "function" ? how(carried) : how;
};

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

/** What happened, and, where there is anything, what to do. @typedef {{message: string, hint: string}} Words */

/**
 * What problems are called, with these tables.
 * @param {{subjects: Partial<Table<Subject>>, faults: Partial<Table<Fault>>, bounds: Partial<Table<Bounds>>, foreign?: Partial<Table<Foreign>>}} tables
 * @returns {(problem: Problem) => Words}
 */
export function problemWords(tables) {
  const subject = saidBy(tables.subjects);
  const fault = saidBy(tables.faults);
  const limit = saidBy(tables.bounds);
  /** @type {(value: Foreign) => string} */
  const foreign = saidBy(tables.foreign ?? {});
  return (problem) => {
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
        return { message: `${subject(problem.what)} is ${problem.got}, ${limit(problem.limit)}`, hint: "Choose a value inside the limits" };
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
      case "disposed":
        return { message: "This model was disposed of", hint: "Load it again" };
      case "noWorker":
        return { message: "This is not a worker", hint: "" };
      case "crashed":
        return { message: problem.details, hint: "" };
      case "unexpected":
        return { message: problem.cause, hint: "" };
    }
  };
}
