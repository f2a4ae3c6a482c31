// What can go wrong with the files that people teach with, in English, beside what problems.js says.
import { problemWords, saidBy, speech } from "../speech.js";
import { bounds, faults, quoted, sentences, subjects } from "./problems.js";

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").FileKind} FileKind */
/** @typedef {import("../../types/rust.js").Foreign} Foreign */
/** @typedef {import("../../types/rust.js").KnownFile} KnownFile */
/** @typedef {import("../../types/rust.js").Note} Note */
/** @typedef {import("../../types/rust.js").RowFault} RowFault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

const { counted } = speech("en-GB");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "The file",
  zip: "The zip file",
  table: "The table",
  project: "The project",
  model: "The model",
  modelWeights: "The file with the model’s weights",
  modelMetadata: "The file with the model’s labels",
  modelLayers: "The number of the model’s layers",
  modelChannels: "The number of colours that the model takes",
  modelProducts: "The number of multiplications for an answer of the model",
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
  patience: "The number of epochs without a better result",
  embedding: "The length of an embedding",
  exampleClass: "The class of an example",
  samplesOfClass: ({ class: which }) => `The number of samples of class ${which}`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "it is empty",
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
  unknownLayer: ({ layer, kind }) => `layer ${quoted(layer)} is of a kind that is not known: ${kind}`,
  layerSetting: ({ layer, setting }) => `${setting} of layer ${quoted(layer)} is missing or can’t be used`,
  layerMisfit: ({ layer, weights }) => `layer ${quoted(layer)} does not fit its input${weights.length > 0 ? `, or its weights (${weights.join(" × ")})` : ""}`,
  unknownNumbers: ({ weight, kind }) => `weights ${quoted(weight)} are of a kind that is not known: ${kind}`,
  endlessLine: "its first line does not end",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `below ${least}`,
  mebibytes: ({ mib }) => `over ${mib} MiB`,
  promised: ({ bytes }) => `over the ${bytes} bytes that it promises`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "a PDF document",
  jpeg: "a JPEG picture",
  png: "a PNG picture",
  gif: "a GIF picture",
  rar: "a RAR archive",
  sevenZip: "a 7-Zip archive",
  gzip: "a gzip file",
  tar: "a tar file",
  zip: "a zip file",
  spreadsheet: "a spreadsheet",
  parquet: "a Parquet file",
  webPage: "a web page",
  json: "a JSON file",
  other: "of another kind",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "a project: open it in the studio, with “Open a project”",
  teachableProject: "a Teachable Machine project: open it in the studio, with “Open a project”",
  bundle: "a bundle for a web page: unpack it and open its index.html",
  head: "a file with your classes: a page uses it with <mien-camera src>",
  pictures: "pictures: open them with “Photo or video”",
  weights: "the weights of a model alone: choose its model.json together with them, or the zip file that they came in",
  other: "no model that can be read: choose an export of Teachable Machine’s, the zip file or all of its files",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)} is encrypted, but only zip files without a password can be read`,
  compression: ({ name }) => `${quoted(name)} is compressed in an unusual way, but only ordinary zip files (deflate) can be read`,
  noZip: ({ file }) => `The file is ${fileKinds[file]}, but only zip files can be read`,
  noTable: ({ file }) => `The file is ${fileKinds[file]}: choose a csv file, such as fer2013.csv`,
  otherTable: ({ file }) => `The file is ${fileKinds[file]}: save or export it as CSV, and choose that`,
  packedTable: ({ file }) => `The file is ${fileKinds[file]}: unpack it, and choose the csv file in it`,
  noTableInside: ({ file }) => `The file is ${fileKinds[file]} in which no csv file has a column “pixels”`,
  noPixels: ({ found }) => `The table has no column “pixels”, only ${found.map(quoted).join(", ")}; a table of faces has the columns “emotion” and “pixels”, as fer2013.csv`,
  noLabels: ({ found }) => `The table has no labels: no column “emotion” beside ${found.map(quoted).join(", ")}. Choose the file that has it`,
  model: "The file is a trained model: open it on the recognizer’s page, with “Open a model”",
  noModel: ({ file }) => `This is ${knownFile(file)}`,
  noPictures: "The file is a zip file without pictures, but only pictures and project files can be read",
  otherProject: ({ project }) => `The file is a Teachable Machine project of the kind ${project}, but only image projects can be read`,
  version: ({ version, newest }) => `The project is of version ${version}, made by another Mien, but only versions up to ${newest} can be read`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `it is longer than ${kib} KiB`,
  fields: ({ got, expected }) => `${got} fields instead of ${expected}`,
  label: ({ text, last }) => `the label ${quoted(text)} is neither a number from 0 to ${last} nor the name of an expression, such as “happy”`,
  pixel: ({ text }) => `the pixel ${quoted(text)} is not a whole number from 0 to 255`,
  pixels: ({ got, expected }) => `${got} pixels instead of ${expected}`,
  zeroBytes: "it holds zero bytes, as a copy that was broken off leaves behind; fetch the file again",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "The file is cut off or damaged: what is whole in it was read",
  leadsOutside: ({ name }) => `${quoted(name)} was left out: it leads out of its folder`,
  leftOut: ({ error }) => `Left out: ${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { one: "# hidden file left out", other: "# hidden files left out" }),
  otherFiles: ({ count }) => counted(count, { one: "# file left out that is no picture", other: "# files left out that are no pictures" }),
  row: ({ row, fault }) => `Row ${row}: ${rowFault(fault)}`,
  settingsLost: "The classes and settings are damaged: the classes were taken from the folders of the pictures",
  pictureLost: ({ error }) => `A picture was left out: ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `Faces that were cut out of their pictures again: ${count}`,
});
