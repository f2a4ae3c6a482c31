// What can go wrong with the files that people teach with, in Spanish, beside what problems.js says.
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

const { counted } = speech("es");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "El archivo",
  zip: "El archivo zip",
  table: "La tabla",
  project: "El proyecto",
  model: "El modelo",
  modelWeights: "El archivo con los pesos del modelo",
  modelMetadata: "El archivo con las etiquetas del modelo",
  modelLayers: "El número de capas del modelo",
  modelChannels: "El número de colores que admite el modelo",
  modelProducts: "El número de multiplicaciones por respuesta del modelo",
  sampleNameLength: "La longitud del nombre de una muestra",
  zipFiles: "El número de archivos del archivo zip",
  entrySize: ({ name }) => `El tamaño descomprimido de ${quoted(name)}`,
  picturesSize: "El tamaño descomprimido de todas las imágenes",
  projectSize: "El tamaño descomprimido del proyecto",
  projectFormat: "El formato del proyecto",
  samples: "El número de muestras",
  sampleFaces: "La longitud de las caras de las muestras",
  samplePictures: "La imagen de una muestra",
  sampleFace: "El lado de la cara de una muestra",
  precroppedSide: "El lado de una cara",
  epochs: "El número de épocas",
  batchSize: "El tamaño del lote",
  learningRate: "La tasa de aprendizaje",
  hiddenUnits: "El número de unidades ocultas",
  validationShare: "La parte reservada para comprobar",
  patience: "El número de épocas sin mejora",
  embedding: "La longitud de un embedding",
  exampleClass: "La clase de un ejemplo",
  samplesOfClass: ({ class: which }) => `El número de muestras de la clase ${which}`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "no contiene nada",
  nothingWhole: "nada de lo que contiene está íntegro",
  noEntry: ({ index }) => `no tiene la entrada ${index}`,
  misplaced: "no está donde debería",
  endMissing: "le falta el final",
  changed: "sus bytes no son los que se comprimieron",
  placeUnclear: "su lugar en el archivo zip no está claro",
  samePath: ({ path }) => `dos imágenes tienen la ruta ${quoted(path)}`,
  badPath: ({ path }) => `${quoted(path)} no es un lugar para una imagen`,
  sameClassId: ({ id }) => `dos clases tienen el id ${id}`,
  sameSampleId: ({ id }) => `dos muestras tienen el id ${id}`,
  noSuchClass: ({ sample, class: which }) => `la muestra ${sample} es de la clase ${which}, que falta`,
  noPicturesEither: "no se puede leer y no hay imágenes",
  unknownLayer: ({ layer, kind }) => `la capa ${quoted(layer)} es de un tipo desconocido: ${kind}`,
  layerSetting: ({ layer, setting }) => `${setting} de la capa ${quoted(layer)} falta o no se puede usar`,
  layerMisfit: ({ layer, weights }) => `la capa ${quoted(layer)} no encaja con su entrada${weights.length > 0 ? ` o con sus pesos (${weights.join(" × ")})` : ""}`,
  unknownNumbers: ({ weight, kind }) => `los pesos ${quoted(weight)} son de un tipo desconocido: ${kind}`,
  endlessLine: "su primera línea no termina",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `por debajo de ${least}`,
  mebibytes: ({ mib }) => `por encima de ${mib} MiB`,
  promised: ({ bytes }) => `por encima de lo que declara (bytes: ${bytes})`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "un documento PDF",
  jpeg: "una imagen JPEG",
  png: "una imagen PNG",
  gif: "una imagen GIF",
  rar: "un archivo RAR",
  sevenZip: "un archivo 7-Zip",
  gzip: "un archivo gzip",
  tar: "un archivo tar",
  zip: "un archivo zip",
  spreadsheet: "una hoja de cálculo",
  parquet: "un archivo Parquet",
  webPage: "una página web",
  json: "un archivo JSON",
  other: "de otro tipo",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "un proyecto: ábrelo en el estudio, con «Abrir archivo de proyecto»",
  teachableProject: "un proyecto de Teachable Machine: ábrelo en el estudio, con «Abrir archivo de proyecto»",
  bundle: "un paquete para una página web: descomprímelo y abre su index.html",
  head: "un archivo con tus clases: una página lo usa con <mien-camera src>",
  pictures: "un conjunto de imágenes: ábrelas con «Foto o vídeo»",
  weights: "un archivo con solo los pesos de un modelo: elígelo junto con su model.json, o elige el archivo zip del que salió",
  other: "algo que no se puede leer como modelo: elige una exportación de Teachable Machine, el archivo zip o todos sus archivos",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)} está cifrado, pero solo se pueden leer archivos zip sin contraseña`,
  compression: ({ name }) => `${quoted(name)} está comprimido de una forma poco común, pero solo se pueden leer archivos zip corrientes (deflate)`,
  noZip: ({ file }) => `El archivo es ${fileKinds[file]}, pero solo se pueden leer archivos zip`,
  noTable: ({ file }) => `El archivo es ${fileKinds[file]}: elige un archivo csv, como fer2013.csv`,
  otherTable: ({ file }) => `El archivo es ${fileKinds[file]}: guárdalo o expórtalo como CSV y elige ese`,
  packedTable: ({ file }) => `El archivo es ${fileKinds[file]}: descomprímelo y elige el archivo csv que contiene`,
  noTableInside: ({ file }) => `El archivo es ${fileKinds[file]} en el que ningún csv tiene una columna «pixels»`,
  noPixels: ({ found }) => `La tabla no tiene la columna «pixels», solo ${found.map(quoted).join(", ")}; una tabla de caras tiene las columnas «emotion» y «pixels», como fer2013.csv`,
  noLabels: ({ found }) => `La tabla no tiene etiquetas: junto a ${found.map(quoted).join(", ")} falta la columna «emotion». Elige el archivo que la tiene`,
  model: "El archivo es un modelo entrenado: ábrelo en la página del reconocedor, con «Abrir un modelo»",
  noModel: ({ file }) => `Esto es ${knownFile(file)}`,
  noPictures: "El archivo es un zip sin imágenes, pero solo se pueden leer imágenes y archivos de proyecto",
  otherProject: ({ project }) => `El archivo es un proyecto de Teachable Machine del tipo ${project}, pero solo se pueden leer proyectos de imágenes`,
  version: ({ version, newest }) => `El proyecto es de la versión ${version}, creada por otro Mien, pero solo se pueden leer versiones hasta la ${newest}`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `ocupa más de ${kib} KiB`,
  fields: ({ got, expected }) => `campos: ${got} en lugar de ${expected}`,
  label: ({ text, last }) => `la etiqueta ${quoted(text)} no es ni un número de 0 a ${last} ni el nombre inglés de una expresión, como «happy»`,
  pixel: ({ text }) => `el píxel ${quoted(text)} no es un número entero de 0 a 255`,
  pixels: ({ got, expected }) => `píxeles: ${got} en lugar de ${expected}`,
  zeroBytes: "contiene bytes nulos, como los que deja una copia interrumpida; vuelve a obtener el archivo",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "El archivo está cortado o dañado: se leyó lo que estaba íntegro",
  leadsOutside: ({ name }) => `${quoted(name)} se omitió: lleva fuera de su carpeta`,
  leftOut: ({ error }) => `Omitido: ${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { one: "# archivo oculto omitido", other: "# archivos ocultos omitidos" }),
  otherFiles: ({ count }) => counted(count, { one: "# archivo omitido que no es una imagen", other: "# archivos omitidos que no son imágenes" }),
  row: ({ row, fault }) => `Fila ${row}: ${rowFault(fault)}`,
  settingsLost: "Las clases y los ajustes están dañados: las clases se tomaron de las carpetas de las imágenes",
  pictureLost: ({ error }) => `Se omitió una imagen: ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `Caras recortadas de nuevo de sus imágenes: ${count}`,
});
