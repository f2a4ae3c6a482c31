// What the recognizer, the widget and every live picture say, in German. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("de");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "Wut",
  Disgust: "Ekel",
  Fear: "Angst",
  Happiness: "Freude",
  Sadness: "Trauer",
  Surprise: "Überraschung",
  Neutral: "Neutral",
  Contempt: "Verachtung",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "wütend",
  Disgust: "angeekelt",
  Fear: "ängstlich",
  Happiness: "fröhlich",
  Sadness: "traurig",
  Surprise: "überrascht",
  Neutral: "neutral",
  Contempt: "verächtlich",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "Erlaube die Kamera", sentence: "Dein Browser fragt, ob diese Seite die Kamera benutzen darf" },
  denied: { title: "Die Kamera ist blockiert", sentence: "Öffne die Einstellungen neben der Adresse der Seite, erlaube die Kamera und versuche es noch einmal" },
  busy: { title: "Die Kamera ist belegt", sentence: "Schließe das Programm oder den Tab, der sie benutzt, und versuche es noch einmal" },
  absent: { title: "Keine Kamera gefunden", sentence: "Schließe eine Kamera an und versuche es noch einmal" },
  unplugged: { title: "Die Kamera wurde getrennt", sentence: "Schließe sie wieder an und drücke „Start“" },
  "camera-error": { title: "Die Kamera antwortet nicht", sentence: "Schließe sie neu an und versuche es noch einmal" },
  insecure: { title: "Die Kamera braucht eine sichere Adresse", sentence: "Öffne diese Seite mit https:// oder auf localhost" },
  "in-app": { title: "Der Browser dieser App hat keine Kamera", sentence: "Wähle „Im Browser öffnen“ im Menü der App" },
  "frame-denied": {
    title: "Die umgebende Seite erlaubt keine Kamera",
    sentence: "Wer sie gemacht hat, muss allow=\"camera\" in ihr <iframe> schreiben. Du kannst diese Seite auch einzeln öffnen",
  },
  "no-picture": { title: "Die Kamera sendet kein Bild", sentence: "Öffne ihre Abdeckung oder starte ihr Programm: Es geht von selbst weiter, sobald ein Bild kommt" },
  muted: { title: "Die Kamera ist unterbrochen", sentence: "Ein Anruf, ein anderes Programm oder ein geschlossener Deckel hält sie auf: Es geht von selbst weiter" },
  tap: { title: "Tippe auf das Bild, um es zu starten", sentence: "Der Browser wartet auf dich, vielleicht um Strom zu sparen" },
};

export const words = {
  /** For `<html lang>`. */
  language: "de",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "Unsicher",
  copied: "Kopiert",
  unclear: "zeigt keinen klaren Ausdruck",
  looks: (/** @type {string} */ adjective) => `sieht ${adjective} aus`,
  noValue: "kein Wert",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "Kein Gesicht im Bild",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { one: `# Gesicht: Es ${looks}`, other: `# Gesichter: Das Hauptgesicht ${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { one: `# Gesicht: ${name}`, other: `# Gesichter, das Hauptgesicht: ${name}` }),
    picture: (/** @type {string} */ name) => `Das Bild: ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `Das Bild steht auf dem Kopf: um ${number(degrees)}° gedreht betrachtet` : `Das Bild liegt auf der Seite: um ${number(degrees)}° gedreht betrachtet`,

  themes: { auto: "Automatisch", light: "Hell", dark: "Dunkel" },
  colours: (/** @type {string} */ theme) => `Farben: ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} von ${megabytes(total)} MB` : "Die Netze sind unterwegs",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "Sieh live, wie Gesichter aussehen", sentence: "Bilder verlassen diesen Browser nie" },
      absent: { ...camera.absent, sentence: "Schließe eine Kamera an und versuche es noch einmal, oder nimm ein Foto" },
      unplugged: { ...camera.unplugged, sentence: "Schließe sie wieder an und drücke „Start“: Deine Einstellungen bleiben erhalten" },
      "camera-error": { ...camera["camera-error"], sentence: "Schließe sie neu an oder wähle unten eine andere und versuche es noch einmal" },
      insecure: { ...camera.insecure, sentence: "Öffne diese Seite mit https:// oder auf localhost, oder nimm ein Foto" },
      "in-app": { ...camera["in-app"], sentence: "Wähle „Im Browser öffnen“ im Menü der App, oder nimm ein Foto" },
      tooOld: { title: sentences.tooOld.message, sentence: "Mien braucht WebAssembly SIMD: Chrome oder Edge 91, Firefox 114, Safari 16.4 oder neuer" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}. Unten kannst du eine andere Kamera wählen` },
      loading: { title: "Wird geladen", sentence: "Die Netze sind unterwegs" },
      stopped: { title: "Die Kamera ist aus", sentence: "Drücke „Start“, dann geht es weiter" },
      "load-error": { title: "Mien konnte nicht geladen werden", sentence: "Prüfe die Verbindung und versuche es noch einmal" },
      "file-error": { title: "Diese Datei lässt sich nicht zeigen", sentence: "Wähle ein Bild (JPEG, PNG oder WebP) oder ein Video (MP4 oder WebM)" },
      "frame-error": { title: "Dieses Bild konnte nicht gelesen werden", sentence: "Versuche es noch einmal oder nimm ein anderes Bild" },
      crashed: { title: "Mien ist abgestürzt", sentence: "Starte neu oder lade die Seite neu" },
    },
    /** Recording what is seen. */
    record: {
      start: "Aufnehmen",
      stop: "Aufnahme stoppen",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { one: "# Bild", other: "# Bilder" })}`,
      none: "Niemand war zu sehen",
      full: "Die Aufnahme ist voll: Speichere sie und beginne eine neue",
      chart: (/** @type {string} */ name) => `${name}, von 0 bis 1 im Lauf der Zeit`,
    },
    offline: "Jetzt ist alles gespeichert: Mien läuft auch ohne Internet",
    update: "Eine neue Version ist da",
    updateNow: "Jetzt neu laden",
    later: "Später",
    fine: "Gut",
    actions: {
      start: "Start",
      again: "Noch einmal",
      back: "Zurück",
      reload: "Neu laden",
      copy: "Details kopieren",
      file: "Foto oder Video…",
      otherFile: "Andere Datei…",
      alone: "Seite einzeln öffnen",
      pause: "Pause",
      goOn: "Weiter",
    },
    stopped: "Gestoppt",
    crashed: "Abgestürzt",
    saved: (/** @type {string} */ name) => `${name} gespeichert`,
    notSaved: (/** @type {unknown} */ error) => `Das Standbild konnte nicht gespeichert werden: ${error instanceof Error ? error.message : error}`,
    noCanvas: "Dieser Browser stellt kein Canvas bereit",
    noPicture: "Dieser Browser konnte das Bild nicht schreiben",
    copyDetails: "Kopiere diese Details",
    noBrowserDetector: "Browser (hier nicht verfügbar)",
    camerasByName: "Nach Namen",
    pixels: (/** @type {number} */ count) => counted(count, { one: "# Pixel", other: "# Pixel" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms pro Bild`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} Bilder/s`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "Detektor des Browsers" : "eingebauter Detektor"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at} von ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `Deine Klassen: ${name}` : "Deine Klassen"),
    mainFace: "Hauptgesicht",
    picture: "Das Bild",
    model: (/** @type {string} */ name) => (name.trim() ? `Das Modell: ${name}` : "Ein anderes Modell"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `„${name}“ konnte nicht geöffnet werden. ${why}`,
    badClasses: (/** @type {string} */ why) => `${why}. Das hier sind Miens eigene Ausdrücke`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "Die Kamera ist aus", sentence: "Bilder verlassen diesen Browser nie", button: "Start" },
      empty: { title: "Kein Bild", sentence: "Bilder verlassen diesen Browser nie" },
      loading: { title: "Wird geladen", sentence: "Die Netze sind unterwegs" },
      denied: { ...camera.denied, button: "Noch einmal" },
      busy: { ...camera.busy, button: "Noch einmal" },
      absent: { ...camera.absent, button: "Noch einmal" },
      unplugged: { ...camera.unplugged, button: "Start" },
      "camera-error": { ...camera["camera-error"], button: "Noch einmal" },
      "frame-denied": { ...camera["frame-denied"], button: "Noch einmal" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "Bild starten" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "Die Security Policy dieser Seite verbietet es", sentence: "" },
      noThread: { title: "Mien konnte nicht gestartet werden", sentence: "" },
      load: { title: "Mien konnte nicht geladen werden", sentence: "Prüfe die Verbindung und versuche es noch einmal", button: "Noch einmal" },
      photo: { title: "Dieses Bild lässt sich nicht zeigen", sentence: "Prüfe seine Adresse und ob seine Website anderen Seiten erlaubt, es zu lesen", button: "Noch einmal" },
      target: { title: "Hier gibt es nichts anzusehen", sentence: "Das Attribut for muss ein Video, Bild oder Canvas dieser Seite mit seiner id nennen" },
      head: { title: "Die Klassen lassen sich nicht verwenden", sentence: "", button: "Noch einmal" },
      unread: { title: "Das Bild lässt sich nicht lesen", sentence: "Es geht von selbst weiter, sobald es wieder klappt", button: "Noch einmal" },
      crashed: { title: "Mien ist abgestürzt", sentence: "Starte neu oder lade die Seite neu", button: "Neu starten" },
    },
    loading: "Wird geladen",
    stop: "Stopp",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "Mimik, live",
    tellsApart: (/** @type {string[]} */ names) => `Unterscheidet: ${names.join(", ")}`,
    picture: "Das Bild",
    noHead: "mien/head.json fehlt oder ist beschädigt: Entpacke das ganze Paket noch einmal",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `„${name}“ ist leer`,
    otherKind: (/** @type {string} */ name) => `„${name}“ ist weder ein Foto noch ein Video`,
    badPhoto: (/** @type {string} */ name) => `„${name}“ ist beschädigt oder ein Bildformat, das dieser Browser nicht lesen kann`,
    badVideo: (/** @type {string} */ name) => `„${name}“ ist beschädigt oder ein Videoformat, das dieser Browser nicht abspielen kann`,
    brokenVideo: (/** @type {string} */ name) => `„${name}“ ist beschädigt: Weiter lässt es sich nicht abspielen`,
    noPictures: (/** @type {string} */ name) => `„${name}“ hat Ton, aber keine Bilder`,
  },

  /** The hint under a live picture without a face. */
  noFace: "Kein Gesicht gefunden: Komm näher oder mach Licht an",
  blackPicture: "Das Bild ist schwarz: Öffne die Abdeckung der Kamera oder den Deckel, mach Licht an oder wähle eine andere Kamera",
  noFaceInPhoto: "Kein Gesicht gefunden: Probiere ein anderes „Kleinstes Gesicht“",
};
