// What can go wrong with the files that people teach with, in German, beside what problems.js says.
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

const { counted } = speech("de");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "Die Datei",
  zip: "Die Zip-Datei",
  table: "Die Tabelle",
  project: "Das Projekt",
  model: "Das Modell",
  modelWeights: "Die Datei mit den Gewichten des Modells",
  modelMetadata: "Die Datei mit den Labels des Modells",
  modelLayers: "Die Zahl der Schichten des Modells",
  modelChannels: "Die Zahl der Farben, die das Modell annimmt",
  modelProducts: "Die Zahl der Multiplikationen für eine Antwort des Modells",
  sampleNameLength: "Die Länge des Namens eines Beispiels",
  zipFiles: "Die Zahl der Dateien in der Zip-Datei",
  entrySize: ({ name }) => `Die entpackte Größe von ${quoted(name)}`,
  picturesSize: "Die entpackte Größe aller Bilder",
  projectSize: "Die entpackte Größe des Projekts",
  projectFormat: "Das Format des Projekts",
  samples: "Die Zahl der Beispiele",
  sampleFaces: "Die Länge der Gesichter der Beispiele",
  samplePictures: "Das Bild eines Beispiels",
  sampleFace: "Die Seitenlänge des Gesichts eines Beispiels",
  precroppedSide: "Die Seitenlänge eines Gesichts",
  epochs: "Die Zahl der Epochen",
  batchSize: "Die Batchgröße",
  learningRate: "Die Lernrate",
  hiddenUnits: "Die Zahl der verborgenen Einheiten",
  validationShare: "Der Anteil zum Prüfen",
  patience: "Die Zahl der Epochen ohne besseres Ergebnis",
  embedding: "Die Länge eines Embeddings",
  exampleClass: "Die Klasse eines Beispiels",
  samplesOfClass: ({ class: which }) => `Die Zahl der Beispiele von Klasse ${which}`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "leer",
  nothingWhole: "Nichts darin ist ganz",
  noEntry: ({ index }) => `Der Eintrag ${index} fehlt`,
  misplaced: "nicht an der richtigen Stelle",
  endMissing: "Das Ende fehlt",
  changed: "Die Bytes sind nicht die, die gepackt wurden",
  placeUnclear: "Die Stelle in der Zip-Datei ist unklar",
  samePath: ({ path }) => `Zwei Bilder haben den Pfad ${quoted(path)}`,
  badPath: ({ path }) => `${quoted(path)} ist kein Ort für ein Bild`,
  sameClassId: ({ id }) => `Zwei Klassen haben die ID ${id}`,
  sameSampleId: ({ id }) => `Zwei Beispiele haben die ID ${id}`,
  noSuchClass: ({ sample, class: which }) => `Beispiel ${sample} gehört zur Klasse ${which}, die fehlt`,
  noPicturesEither: "nicht lesbar, und Bilder gibt es auch nicht",
  unknownLayer: ({ layer, kind }) => `Die Schicht ${quoted(layer)} ist von unbekannter Art: ${kind}`,
  layerSetting: ({ layer, setting }) => `${setting} der Schicht ${quoted(layer)} fehlt oder lässt sich nicht verwenden`,
  layerMisfit: ({ layer, weights }) => `Die Schicht ${quoted(layer)} passt nicht zu ihrer Eingabe${weights.length > 0 ? ` oder zu ihren Gewichten (${weights.join(" × ")})` : ""}`,
  unknownNumbers: ({ weight, kind }) => `Die Gewichte ${quoted(weight)} sind von unbekannter Art: ${kind}`,
  endlessLine: "Die erste Zeile endet nicht",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `unter ${least}`,
  mebibytes: ({ mib }) => `über ${mib} MiB`,
  promised: ({ bytes }) => `mehr als angekündigt (Bytes: ${bytes})`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "ein PDF-Dokument",
  jpeg: "ein JPEG-Bild",
  png: "ein PNG-Bild",
  gif: "ein GIF-Bild",
  rar: "ein RAR-Archiv",
  sevenZip: "ein 7-Zip-Archiv",
  gzip: "eine Gzip-Datei",
  tar: "eine Tar-Datei",
  zip: "eine Zip-Datei",
  spreadsheet: "eine Tabellenkalkulation",
  parquet: "eine Parquet-Datei",
  webPage: "eine Webseite",
  json: "eine JSON-Datei",
  other: "von anderer Art",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "ein Projekt: Öffne es im Studio mit „Projektdatei öffnen“",
  teachableProject: "ein Projekt von Teachable Machine: Öffne es im Studio mit „Projektdatei öffnen“",
  bundle: "ein Paket für eine Webseite: Entpacke es und öffne seine index.html",
  head: "eine Datei mit deinen Klassen: Eine Seite benutzt sie mit <mien-camera src>",
  pictures: "eine Datei mit Bildern: Öffne sie mit „Foto oder Video“",
  weights: "eine Datei nur mit den Gewichten eines Modells: Wähle dazu seine model.json oder die Zip-Datei, in der sie waren",
  other: "kein lesbares Modell: Wähle einen Export von Teachable Machine, die Zip-Datei oder alle ihre Dateien",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)} ist verschlüsselt, lesbar sind aber nur Zip-Dateien ohne Passwort`,
  compression: ({ name }) => `${quoted(name)} ist ungewöhnlich komprimiert, lesbar sind aber nur gewöhnliche Zip-Dateien (deflate)`,
  noZip: ({ file }) => `Die Datei ist ${fileKinds[file]}, lesbar sind aber nur Zip-Dateien`,
  noTable: ({ file }) => `Die Datei ist ${fileKinds[file]}: Wähle eine CSV-Datei, etwa fer2013.csv`,
  otherTable: ({ file }) => `Die Datei ist ${fileKinds[file]}: Speichere oder exportiere sie als CSV und wähle diese`,
  packedTable: ({ file }) => `Die Datei ist ${fileKinds[file]}: Entpacke sie und wähle die CSV-Datei darin`,
  noTableInside: ({ file }) => `Die Datei ist ${fileKinds[file]}, in der keine CSV-Datei eine Spalte „pixels“ hat`,
  noPixels: ({ found }) => `Die Tabelle hat keine Spalte „pixels“, nur ${found.map(quoted).join(", ")}; eine Tabelle mit Gesichtern hat die Spalten „emotion“ und „pixels“, wie fer2013.csv`,
  noLabels: ({ found }) => `Die Tabelle hat keine Labels: Neben ${found.map(quoted).join(", ")} fehlt die Spalte „emotion“. Wähle die Datei, die sie hat`,
  model: "Die Datei ist ein trainiertes Modell: Öffne es auf der Seite der Erkennung mit „Modell öffnen“",
  noModel: ({ file }) => `Das ist ${knownFile(file)}`,
  noPictures: "Die Datei ist eine Zip-Datei ohne Bilder, lesbar sind aber nur Bilder und Projektdateien",
  otherProject: ({ project }) => `Die Datei ist ein Projekt von Teachable Machine der Art ${project}, lesbar sind aber nur Bildprojekte`,
  version: ({ version, newest }) => `Das Projekt hat die Version ${version} und stammt von einem anderen Mien, lesbar sind aber nur Versionen bis ${newest}`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `länger als ${kib} KiB`,
  fields: ({ got, expected }) => `Felder ${got} statt ${expected}`,
  label: ({ text, last }) => `Das Label ${quoted(text)} ist weder eine Zahl von 0 bis ${last} noch der englische Name eines Ausdrucks wie „happy“`,
  pixel: ({ text }) => `Das Pixel ${quoted(text)} ist keine ganze Zahl von 0 bis 255`,
  pixels: ({ got, expected }) => `Pixel ${got} statt ${expected}`,
  zeroBytes: "Sie enthält Null-Bytes, wie sie eine abgebrochene Kopie hinterlässt; hole die Datei noch einmal",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "Die Datei ist abgeschnitten oder beschädigt: Gelesen wurde, was darin ganz ist",
  leadsOutside: ({ name }) => `${quoted(name)} wurde ausgelassen: Der Pfad führt aus seinem Ordner hinaus`,
  leftOut: ({ error }) => `Ausgelassen: ${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { one: "# versteckte Datei ausgelassen", other: "# versteckte Dateien ausgelassen" }),
  otherFiles: ({ count }) => counted(count, { one: "# Datei ausgelassen, die kein Bild ist", other: "# Dateien ausgelassen, die keine Bilder sind" }),
  row: ({ row, fault }) => `Zeile ${row}: ${rowFault(fault)}`,
  settingsLost: "Die Klassen und Einstellungen sind beschädigt: Die Klassen stammen jetzt aus den Ordnern der Bilder",
  pictureLost: ({ error }) => `Ein Bild wurde ausgelassen: ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `Gesichter, die neu aus ihren Bildern geschnitten wurden: ${count}`,
});
