// What can go wrong, in Spanish. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `«${name}»`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "El archivo con tus clases",
  link: "El enlace",
  head: "El cabezal entrenado",
  layerWeights: "El conjunto de pesos de una capa",
  networkAnswer: "La respuesta de una red",
  pictureSize: "El tamaño de la imagen",
  pixelBytes: "La longitud de los píxeles",
  stageSize: "El tamaño de la etapa",
  threshold: "El umbral de «Incierto»",
  detectorSize: "El tamaño del detector",
  faceScore: "La puntuación mínima de una cara",
  faceOverlap: "El solapamiento máximo de caras",
  mostFaces: "El número máximo de caras",
  smallestFace: "El lado mínimo de una cara",
  region: "La parte de la imagen",
  faceSide: "El lado de una cara alineada",
  faceChannels: "El número de canales de una cara alineada",
  valueRange: "El rango de valores",
  landmarkTemplate: "La plantilla de puntos de referencia",
  labels: "La lista de etiquetas",
  temperature: "La temperatura",
  stemChannels: "El número de canales del tronco",
  networkStages: "El número de etapas",
  stageChannels: "El número de canales de una etapa",
  stageBlocks: "El número de bloques de una etapa",
  classes: "El número de clases",
  headLayers: "El número de capas del cabezal",
  headLayer: "Una capa del cabezal",
  headClasses: "El número de clases del cabezal",
  headLength: "La longitud del archivo con tus clases",
  linkLength: "La longitud del enlace",
  nameLength: "La longitud del nombre",
  classNameLength: "La longitud del nombre de una clase",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "falta",
  unreadable: ({ cause }) => `no se puede leer (${cause})`,
  checksum: "su suma de comprobación no es la del manifiesto",
  length: ({ got, expected }) => `tiene una longitud de ${got} en lugar de ${expected} bytes`,
  noLandmarks: "no indica pesos para caras ya recortadas",
  noPictureBase: "no indica ninguna red para imágenes completas",
  notMien: "no se creó con Mien",
  otherVersion: "se creó con otra versión de Mien; recarga la página e inténtalo de nuevo",
  cut: "falta una parte o ha cambiado; quizá la cortó un programa de chat",
  sameName: ({ name }) => `hay dos clases llamadas ${quoted(name)}`,
  notNumbers: "contiene pesos que no son números",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `fuera del rango de ${from} a ${to}`,
  positive: "y debe ser mayor que 0",
  ascending: "y deben ser dos números, primero el menor",
  distinct: "y deben ser cinco lugares distintos",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file} tiene un problema: ${what}`,
    hint: "Vuelve a cargar el archivo; si no sirve de nada, hay que sustituirlo",
  }),
  mismatch: (what, expected, got) => ({ message: `${what} no encaja: se esperaba ${expected} y se recibió ${got}`, hint: "Usa archivos que se hayan creado juntos" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "Este conjunto de clases"} se entrenó con otra versión de la red; abre el proyecto en el estudio y entrénalo otra vez`,
    hint: "Abre el proyecto en el estudio y entrénalo otra vez",
  }),
  limit: (what, got, limit) => ({ message: `${what} es ${got}, ${limit}`, hint: "Elige un valor dentro de los límites" }),
  unsupportedHint: "Usa un archivo de un tipo que se pueda leer",
  notFetched: (file, status) => ({
    message: `No se pudo obtener ${file}${status ? ` (${status})` : ""}`,
    hint: "Comprueba la conexión e inténtalo de nuevo",
  }),
  damaged: (file) => ({ message: `${file} falta o está dañado`, hint: "Comprueba la conexión e inténtalo de nuevo" }),
  webPage: (file) => ({
    message: `El servidor envió una página web en lugar de ${file}`,
    hint: "Copia la carpeta completa de Mien al servidor y haz que responda 404 cuando un archivo no exista",
  }),
  policy: (word) => ({
    message: `La política de seguridad de contenido de la página prohíbe lo que Mien necesita: ${word}`,
    hint: `Añade ${word} a la política`,
  }),
  noWorker: { message: "Esto no es un worker", hint: "" },
  noThread: (file) => ({
    message: `No se pudo iniciar el hilo de ${file}`,
    hint: "Copia la carpeta de Mien al mismo sitio que esta página e indícala con el atributo base",
  }),
  picture: (cause) => ({ message: `El navegador no pudo leer la imagen: ${cause}`, hint: "Inténtalo de nuevo o usa otra imagen" }),
  settingsHint: "Usa los ajustes que indica la documentación",
  stopped: { message: "El entrenamiento se detuvo antes de empezar", hint: "Pulsa «Entrenar» otra vez" },
  disposed: { message: "Este modelo se ha descartado", hint: "Vuelve a cargarlo" },
  aborted: { message: "Se canceló", hint: "" },
  noise: {
    message: "Este navegador da ruido en lugar de los píxeles de la imagen",
    hint: "Te protege de que los sitios te reconozcan (resistFingerprinting). Permite que este sitio lea lienzos (canvas), o usa otro navegador o perfil",
  },
  memory: { message: "El navegador no tiene más memoria para Mien", hint: "Cierra otras pestañas, o usa imágenes más pequeñas o menos a la vez, e inténtalo otra vez" },
  wasmOff: {
    message: "WebAssembly está desactivado en este navegador",
    hint: "Permítelo en este sitio: el modo de aislamiento (Lockdown Mode) y algunos navegadores privados admiten una excepción en los ajustes del sitio",
  },
  tooOld: { message: "Este navegador es demasiado antiguo", hint: "Usa Chrome o Edge 91, Firefox 114, Safari 16.4 o una versión posterior" },
};
