// What can go wrong with the files that people teach with, in French, beside what problems.js says.
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

const { counted } = speech("fr");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "Le fichier",
  zip: "Le fichier zip",
  table: "Le tableau",
  project: "Le projet",
  model: "Le modèle",
  modelWeights: "Le fichier des poids du modèle",
  modelMetadata: "Le fichier des étiquettes du modèle",
  modelLayers: "Le nombre de couches du modèle",
  modelChannels: "Le nombre de couleurs que prend le modèle",
  modelProducts: "Le nombre de multiplications pour une réponse du modèle",
  sampleNameLength: "La longueur du nom d’un échantillon",
  zipFiles: "Le nombre de fichiers dans le fichier zip",
  entrySize: ({ name }) => `La taille décompressée de ${quoted(name)}`,
  picturesSize: "La taille décompressée de toutes les images",
  projectSize: "La taille décompressée du projet",
  projectFormat: "Le format du projet",
  samples: "Le nombre d’échantillons",
  sampleFaces: "La longueur des visages des échantillons",
  samplePictures: "L’image d’un échantillon",
  sampleFace: "Le côté du visage d’un échantillon",
  precroppedSide: "Le côté d’un visage",
  epochs: "Le nombre d’époques",
  batchSize: "La taille de lot",
  learningRate: "Le taux d’apprentissage",
  hiddenUnits: "Le nombre d’unités cachées",
  validationShare: "La part gardée pour vérifier",
  patience: "Le nombre d’époques sans meilleur résultat",
  embedding: "La longueur d’un plongement",
  exampleClass: "La classe d’un exemple",
  samplesOfClass: ({ class: which }) => `Le nombre d’échantillons de la classe ${which}`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "rien n’y est contenu",
  nothingWhole: "rien n’y est intact",
  noEntry: ({ index }) => `l’entrée ${index} n’existe pas`,
  misplaced: "son emplacement n’est pas le bon",
  endMissing: "la fin manque",
  changed: "ses octets ne sont pas ceux qui ont été compressés",
  placeUnclear: "son emplacement dans le fichier zip n’est pas clair",
  samePath: ({ path }) => `deux images ont le chemin ${quoted(path)}`,
  badPath: ({ path }) => `${quoted(path)} n’est pas un emplacement pour une image`,
  sameClassId: ({ id }) => `deux classes ont l’id ${id}`,
  sameSampleId: ({ id }) => `deux échantillons ont l’id ${id}`,
  noSuchClass: ({ sample, class: which }) => `l’échantillon ${sample} est de la classe ${which}, qui manque`,
  noPicturesEither: "illisible, et il n’y a pas d’images",
  unknownLayer: ({ layer, kind }) => `la couche ${quoted(layer)} est d’un type inconnu : ${kind}`,
  layerSetting: ({ layer, setting }) => `dans la couche ${quoted(layer)}, ${setting} manque ou est inutilisable`,
  layerMisfit: ({ layer, weights }) => `la couche ${quoted(layer)} ne convient pas à son entrée${weights.length > 0 ? `, ou à ses poids (${weights.join(" × ")})` : ""}`,
  unknownNumbers: ({ weight, kind }) => `les poids ${quoted(weight)} sont d’un type inconnu : ${kind}`,
  endlessLine: "la première ligne n’a pas de fin",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `en dessous de ${least}`,
  mebibytes: ({ mib }) => `au-dessus de ${mib} Mio`,
  promised: ({ bytes }) => `au-dessus de la taille annoncée (en octets : ${bytes})`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "un document PDF",
  jpeg: "une image JPEG",
  png: "une image PNG",
  gif: "une image GIF",
  rar: "une archive RAR",
  sevenZip: "une archive 7-Zip",
  gzip: "un fichier gzip",
  tar: "un fichier tar",
  zip: "un fichier zip",
  spreadsheet: "une feuille de calcul",
  parquet: "un fichier Parquet",
  webPage: "une page web",
  json: "un fichier JSON",
  other: "d’un autre type",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "un projet : ouvrez-le dans le studio, avec « Ouvrir un projet »",
  teachableProject: "un projet Teachable Machine : ouvrez-le dans le studio, avec « Ouvrir un projet »",
  bundle: "un paquet pour une page web : décompressez-le et ouvrez son index.html",
  head: "un fichier de vos classes : une page l’utilise avec <mien-camera src>",
  pictures: "des images : ouvrez-les avec « Photo ou vidéo »",
  weights: "les poids seuls d’un modèle : choisissez avec eux son model.json, ou le fichier zip dans lequel ils étaient",
  other: "autre chose qu’un modèle lisible : choisissez un export de Teachable Machine, le fichier zip ou tous ses fichiers",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)} est chiffré, mais seuls les fichiers zip sans mot de passe peuvent être lus`,
  compression: ({ name }) => `${quoted(name)} est compressé d’une façon inhabituelle, mais seuls les fichiers zip ordinaires (deflate) peuvent être lus`,
  noZip: ({ file }) => `Le fichier est ${fileKinds[file]}, mais seuls les fichiers zip peuvent être lus`,
  noTable: ({ file }) => `Le fichier est ${fileKinds[file]} : choisissez un fichier csv, comme fer2013.csv`,
  otherTable: ({ file }) => `Le fichier est ${fileKinds[file]} : enregistrez-le ou exportez-le en CSV, puis choisissez ce dernier`,
  packedTable: ({ file }) => `Le fichier est ${fileKinds[file]} : décompressez-le et choisissez le fichier csv qu’il contient`,
  noTableInside: ({ file }) => `Le fichier est ${fileKinds[file]} dans lequel aucun fichier csv n’a de colonne « pixels »`,
  noPixels: ({ found }) => `Le tableau n’a pas de colonne « pixels », seulement ${found.map(quoted).join(", ")} ; un tableau de visages a les colonnes « emotion » et « pixels », comme fer2013.csv`,
  noLabels: ({ found }) => `Le tableau n’a pas d’étiquettes : à côté de ${found.map(quoted).join(", ")}, la colonne « emotion » manque. Choisissez le fichier qui l’a`,
  model: "Le fichier est un modèle entraîné : ouvrez-le sur la page de reconnaissance, avec « Ouvrir un modèle »",
  noModel: ({ file }) => `Vous avez choisi ${knownFile(file)}`,
  noPictures: "Le fichier est un zip sans images, mais seuls les images et les fichiers de projet peuvent être lus",
  otherProject: ({ project }) => `Le fichier est un projet Teachable Machine du type ${project}, mais seuls les projets d’images peuvent être lus`,
  version: ({ version, newest }) => `Le projet est de la version ${version}, créée par un autre Mien, mais seules les versions jusqu’à ${newest} peuvent être lues`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `elle dépasse ${kib} Kio`,
  fields: ({ got, expected }) => `nombre de champs : ${got} au lieu de ${expected}`,
  label: ({ text, last }) => `l’étiquette ${quoted(text)} n’est ni un nombre de 0 à ${last} ni le nom anglais d’une expression, comme « happy »`,
  pixel: ({ text }) => `le pixel ${quoted(text)} n’est pas un nombre entier de 0 à 255`,
  pixels: ({ got, expected }) => `nombre de pixels : ${got} au lieu de ${expected}`,
  zeroBytes: "elle contient des octets nuls, comme en laisse une copie interrompue ; récupérez le fichier à nouveau",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "Le fichier est coupé ou endommagé : ce qui est intact a été lu",
  leadsOutside: ({ name }) => `${quoted(name)} a été écarté : il mène hors de son dossier`,
  leftOut: ({ error }) => `Écarté : ${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { one: "# fichier caché écarté", other: "# fichiers cachés écartés" }),
  otherFiles: ({ count }) => counted(count, { one: "# fichier écarté qui n’est pas une image", other: "# fichiers écartés qui ne sont pas des images" }),
  row: ({ row, fault }) => `Ligne ${row} : ${rowFault(fault)}`,
  settingsLost: "Les classes et les réglages sont endommagés : les classes ont été tirées des dossiers des images",
  pictureLost: ({ error }) => `Une image a été écartée : ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `Visages recadrés à nouveau dans leurs images : ${count}`,
});
