// What can go wrong, in German. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `„${name}“`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "Die Datei mit deinen Klassen",
  link: "Der Link",
  head: "Der trainierte Klassifikator",
  layerWeights: "Eine Schicht mit ihren Gewichten",
  networkAnswer: "Die Antwort eines Netzes",
  pictureSize: "Die Größe des Bilds",
  pixelBytes: "Die Länge der Pixeldaten",
  stageSize: "Die Größe der Anzeige",
  threshold: "Die Schwelle für „Unsicher“",
  detectorSize: "Die Größe des Detektors",
  faceScore: "Der kleinste Wert für ein Gesicht",
  faceOverlap: "Die größte Überlappung von Gesichtern",
  mostFaces: "Die größte Zahl von Gesichtern",
  smallestFace: "Die kleinste Seitenlänge eines Gesichts",
  region: "Der Ausschnitt des Bilds",
  faceSide: "Die Seitenlänge eines ausgerichteten Gesichts",
  faceChannels: "Die Zahl der Kanäle eines ausgerichteten Gesichts",
  valueRange: "Der Wertebereich",
  landmarkTemplate: "Die Vorlage der Landmarken",
  labels: "Die Liste der Labels",
  temperature: "Die Temperatur",
  stemChannels: "Die Zahl der Kanäle am Eingang des Netzes",
  networkStages: "Die Zahl der Stufen",
  stageChannels: "Die Zahl der Kanäle einer Stufe",
  stageBlocks: "Die Zahl der Blöcke einer Stufe",
  classes: "Die Zahl der Klassen",
  headLayers: "Die Zahl der Schichten des Klassifikators",
  headLayer: "Eine Schicht des Klassifikators",
  headClasses: "Die Zahl der Klassen des Klassifikators",
  headLength: "Die Länge der Datei mit deinen Klassen",
  linkLength: "Die Länge des Links",
  nameLength: "Die Länge des Namens",
  classNameLength: "Die Länge eines Klassennamens",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "nicht vorhanden",
  unreadable: ({ cause }) => `nicht lesbar (${cause})`,
  checksum: "Die Prüfsumme ist nicht die aus dem Manifest",
  length: ({ got, expected }) => `Länge in Bytes ${got} statt ${expected}`,
  noLandmarks: "Gewichte für fertig zugeschnittene Gesichter sind nicht genannt",
  noPictureBase: "Ein Netz für ganze Bilder ist nicht genannt",
  notMien: "nicht von Mien geschrieben",
  otherVersion: "von einer anderen Version von Mien; lade die Seite neu und versuche es noch einmal",
  cut: "Ein Teil fehlt oder ist verändert; vielleicht hat ein Chat-Programm etwas abgeschnitten",
  sameName: ({ name }) => `Zwei Klassen heißen ${quoted(name)}`,
  notNumbers: "Manche Gewichte sind keine Zahlen",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `außerhalb von ${from} bis ${to}`,
  positive: "nicht über 0",
  ascending: "kein Zahlenpaar mit der kleineren Zahl zuerst",
  distinct: "kein Satz aus fünf verschiedenen Stellen",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file} ist beschädigt: ${what}`,
    hint: "Lade noch einmal; hilft das nicht, muss die Datei selbst ersetzt werden",
  }),
  mismatch: (what, expected, got) => ({ message: `${what} passt nicht: erwartet ${expected}, erhalten ${got}`, hint: "Verwende Dateien, die zusammen entstanden sind" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "Dieser Satz von Klassen"} wurde mit einer anderen Version des Netzes trainiert; öffne das Projekt im Studio und trainiere es neu`,
    hint: "Öffne das Projekt im Studio und trainiere es neu",
  }),
  limit: (what, got, limit) => ({ message: `${what} ist ${got}, das ist ${limit}`, hint: "Wähle einen Wert innerhalb der Grenzen" }),
  unsupportedHint: "Verwende eine Datei, die sich lesen lässt",
  notFetched: (file, status) => ({
    message: `${file} konnte nicht geladen werden${status ? ` (${status})` : ""}`,
    hint: "Prüfe die Verbindung und versuche es noch einmal",
  }),
  damaged: (file) => ({ message: `${file} ist beschädigt oder fehlt`, hint: "Prüfe die Verbindung und versuche es noch einmal" }),
  webPage: (file) => ({
    message: `Statt ${file} hat der Server eine Webseite geschickt`,
    hint: "Kopiere den ganzen Ordner von Mien auf den Server und lass den Server mit 404 antworten, wo es keine Datei gibt",
  }),
  policy: (word) => ({
    message: `Die Content Security Policy der Seite verbietet, was Mien braucht: ${word}`,
    hint: `Füge der Policy ${word} hinzu`,
  }),
  noWorker: { message: "Das ist kein Worker", hint: "" },
  noThread: (file) => ({
    message: `Der Thread von ${file} konnte nicht gestartet werden`,
    hint: "Kopiere den Ordner von Mien auf die Website dieser Seite und nenne ihn mit dem Attribut base",
  }),
  picture: (cause) => ({ message: `Der Browser konnte das Bild nicht lesen: ${cause}`, hint: "Versuche es noch einmal oder nimm ein anderes Bild" }),
  settingsHint: "Verwende die Einstellungen, die in der Dokumentation stehen",
  stopped: { message: "Das Training wurde gestoppt, bevor es begann", hint: "Drücke noch einmal „Trainieren“" },
  disposed: { message: "Dieses Modell wurde schon freigegeben", hint: "Lade es noch einmal" },
  aborted: { message: "Das wurde abgebrochen", hint: "" },
  noise: {
    message: "Dieser Browser gibt Rauschen statt der Pixel eines Bilds",
    hint: "Er schützt dich davor, von Seiten wiedererkannt zu werden (resistFingerprinting). Erlaube dieser Seite, Canvas-Daten zu lesen, oder nimm einen anderen Browser oder ein anderes Profil",
  },
  memory: { message: "Der Browser hat keinen Speicher mehr für Mien", hint: "Schließe andere Tabs oder nimm kleinere oder weniger Bilder auf einmal, dann versuche es noch einmal" },
  wasmOff: {
    message: "WebAssembly ist in diesem Browser ausgeschaltet",
    hint: "Erlaube es für diese Website: Der Blockierungsmodus und manche Privatsphäre-Browser haben dafür eine Ausnahme in den Website-Einstellungen",
  },
  tooOld: { message: "Dieser Browser ist zu alt", hint: "Nimm Chrome oder Edge 91, Firefox 114, Safari 16.4 oder neuer" },
};
