// What can go wrong, in French. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `« ${name} »`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "Le fichier de vos classes",
  link: "Le lien",
  head: "La tête entraînée",
  layerWeights: "Le jeu de poids d’une couche",
  networkAnswer: "La réponse d’un réseau",
  pictureSize: "La taille de l’image",
  pixelBytes: "La longueur des pixels",
  stageSize: "La taille de l’étage",
  threshold: "Le seuil d’« Incertain »",
  detectorSize: "La taille du détecteur",
  faceScore: "Le score minimal d’un visage",
  faceOverlap: "Le chevauchement maximal des visages",
  mostFaces: "Le nombre maximal de visages",
  smallestFace: "Le côté minimal d’un visage",
  region: "La partie de l’image",
  faceSide: "Le côté d’un visage aligné",
  faceChannels: "Le nombre de canaux d’un visage aligné",
  valueRange: "La plage de valeurs",
  landmarkTemplate: "Le modèle des points de repère",
  labels: "La liste des étiquettes",
  temperature: "La température",
  stemChannels: "Le nombre de canaux de l’entrée du réseau",
  networkStages: "Le nombre d’étages",
  stageChannels: "Le nombre de canaux d’un étage",
  stageBlocks: "Le nombre de blocs d’un étage",
  classes: "Le nombre de classes",
  headLayers: "Le nombre de couches de la tête",
  headLayer: "Une couche de la tête",
  headClasses: "Le nombre de classes de la tête",
  headLength: "La longueur du fichier de vos classes",
  linkLength: "La longueur du lien",
  nameLength: "La longueur du nom",
  classNameLength: "La longueur du nom d’une classe",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "introuvable",
  unreadable: ({ cause }) => `illisible (${cause})`,
  checksum: "sa somme de contrôle n’est pas celle du manifeste",
  length: ({ got, expected }) => `longueur en octets de ${got} au lieu de ${expected}`,
  noLandmarks: "aucun poids n’y est nommé pour les visages déjà recadrés",
  noPictureBase: "aucun réseau n’y est nommé pour les images entières",
  notMien: "son contenu n’a pas été écrit par Mien",
  otherVersion: "son contenu vient d’une autre version de Mien ; rechargez la page et réessayez",
  cut: "une partie manque ou a changé ; une messagerie l’a peut-être coupée",
  sameName: ({ name }) => `deux classes s’appellent ${quoted(name)}`,
  notNumbers: "certains poids ne sont pas des nombres",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `hors des limites de ${from} à ${to}`,
  positive: "au lieu d’une valeur supérieure à 0",
  ascending: "au lieu de deux nombres, le plus petit d’abord",
  distinct: "au lieu de cinq endroits différents",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file} présente un défaut : ${what}`,
    hint: "Essayez de charger à nouveau ; si cela ne suffit pas, le fichier lui-même doit être remplacé",
  }),
  mismatch: (what, expected, got) => ({ message: `${what} ne convient pas : il fallait ${expected}, et non ${got}`, hint: "Utilisez des fichiers créés ensemble" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "Ce jeu de classes"} a été entraîné sur une autre version du réseau ; ouvrez le projet dans le studio et entraînez-le à nouveau`,
    hint: "Ouvrez le projet dans le studio et entraînez-le à nouveau",
  }),
  limit: (what, got, limit) => ({ message: `${what} vaut ${got}, ${limit}`, hint: "Choisissez une valeur dans les limites" }),
  unsupportedHint: "Utilisez un fichier d’un type qui peut être lu",
  notFetched: (file, status) => ({
    message: `Impossible de charger ${file}${status ? ` (${status})` : ""}`,
    hint: "Vérifiez la connexion, puis réessayez",
  }),
  damaged: (file) => ({ message: `${file} est endommagé ou manquant`, hint: "Vérifiez la connexion, puis réessayez" }),
  webPage: (file) => ({
    message: `Le serveur a envoyé une page web à la place de ${file}`,
    hint: "Copiez tout le dossier de Mien sur le serveur, et faites que le serveur réponde 404 là où il n’y a pas de fichier",
  }),
  policy: (word) => ({
    message: `La politique de sécurité du contenu de la page interdit ce dont Mien a besoin : ${word}`,
    hint: `Ajoutez ${word} à la politique`,
  }),
  noWorker: { message: "Ceci n’est pas un worker", hint: "" },
  noThread: (file) => ({
    message: `Impossible de démarrer le thread de ${file}`,
    hint: "Copiez le dossier de Mien sur le site même de cette page, et indiquez-le avec l’attribut base",
  }),
  picture: (cause) => ({ message: `Le navigateur n’a pas pu lire l’image : ${cause}`, hint: "Réessayez, ou utilisez une autre image" }),
  settingsHint: "Utilisez les réglages indiqués dans la documentation",
  stopped: { message: "L’entraînement a été arrêté avant de commencer", hint: "Appuyez à nouveau sur « Entraîner »" },
  disposed: { message: "Ce modèle a été libéré", hint: "Chargez-le à nouveau" },
  aborted: { message: "L’opération a été annulée", hint: "" },
  noise: {
    message: "Ce navigateur donne du bruit à la place des pixels d’une image",
    hint: "Il vous protège du pistage (resistFingerprinting). Autorisez ce site à lire les canevas, ou utilisez un autre navigateur ou profil",
  },
  memory: { message: "Le navigateur n’a plus de mémoire pour Mien", hint: "Fermez d’autres onglets, ou utilisez des images plus petites ou moins à la fois, puis réessayez" },
  wasmOff: {
    message: "WebAssembly est désactivé dans ce navigateur",
    hint: "Autorisez-le pour ce site : le mode Isolement et certains navigateurs soucieux de la vie privée ont une exception dans les réglages du site",
  },
  tooOld: { message: "Ce navigateur est trop ancien", hint: "Utilisez Chrome ou Edge 91, Firefox 114, Safari 16.4, ou plus récent" },
};
