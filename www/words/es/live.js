// What the recognizer, the widget and every live picture say, in Spanish. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("es");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "Ira",
  Disgust: "Asco",
  Fear: "Miedo",
  Happiness: "Alegría",
  Sadness: "Tristeza",
  Surprise: "Sorpresa",
  Neutral: "Neutral",
  Contempt: "Desprecio",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "enfadada",
  Disgust: "asqueada",
  Fear: "asustada",
  Happiness: "alegre",
  Sadness: "triste",
  Surprise: "sorprendida",
  Neutral: "neutra",
  Contempt: "despectiva",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "Permite la cámara", sentence: "Tu navegador pregunta si esta página puede usar la cámara" },
  denied: { title: "La cámara está bloqueada", sentence: "Abre los ajustes junto a la dirección de la página, permite la cámara e inténtalo de nuevo" },
  busy: { title: "La cámara está en uso", sentence: "Cierra el programa o la pestaña que la usa e inténtalo de nuevo" },
  absent: { title: "No se encontró ninguna cámara", sentence: "Conecta una cámara e inténtalo de nuevo" },
  unplugged: { title: "La cámara se desconectó", sentence: "Conéctala otra vez y pulsa «Iniciar»" },
  "camera-error": { title: "La cámara no responde", sentence: "Conéctala otra vez e inténtalo de nuevo" },
  insecure: { title: "La cámara necesita una dirección segura", sentence: "Abre esta página con https:// o en localhost" },
  "in-app": { title: "El navegador de esta app no tiene cámara", sentence: "Elige «Abrir en el navegador» en el menú de la app" },
  "frame-denied": {
    title: "La página que contiene a esta no permite la cámara",
    sentence: "Quien la hizo tiene que escribir allow=\"camera\" en su <iframe>. Puedes abrir esta página por separado",
  },
  "no-picture": { title: "La cámara no envía imagen", sentence: "Abre su tapa o inicia su programa: seguirá por sí sola en cuanto llegue una imagen" },
  muted: { title: "La cámara está interrumpida", sentence: "La retiene una llamada, otro programa o una tapa cerrada: seguirá por sí sola" },
  tap: { title: "Toca la imagen para iniciarla", sentence: "El navegador te espera, quizá para ahorrar energía" },
};

export const words = {
  /** For `<html lang>`. */
  language: "es",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "Incierto",
  copied: "Copiado",
  unclear: "no tiene una expresión clara",
  looks: (/** @type {string} */ adjective) => `parece ${adjective}`,
  noValue: "sin valor",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "Ninguna cara en la imagen",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { one: `# cara: ${looks}`, other: `# caras: la principal ${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { one: `# cara: ${name}`, other: `# caras, la principal: ${name}` }),
    picture: (/** @type {string} */ name) => `La imagen: ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `La imagen está boca abajo: se miró girada ${number(degrees)}°` : `La imagen está de lado: se miró girada ${number(degrees)}°`,

  themes: { auto: "Automático", light: "Claro", dark: "Oscuro" },
  colours: (/** @type {string} */ theme) => `Colores: ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} de ${megabytes(total)} MB` : "Las redes se están descargando",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "Mira la expresión de las caras, en vivo", sentence: "Las imágenes nunca salen de este navegador" },
      absent: { ...camera.absent, sentence: "Conecta una cámara e inténtalo de nuevo, o usa una foto" },
      unplugged: { ...camera.unplugged, sentence: "Conéctala otra vez y pulsa «Iniciar»: tus ajustes se conservan" },
      "camera-error": { ...camera["camera-error"], sentence: "Conéctala otra vez o elige otra abajo e inténtalo de nuevo" },
      insecure: { ...camera.insecure, sentence: "Abre esta página con https:// o en localhost, o usa una foto" },
      "in-app": { ...camera["in-app"], sentence: "Elige «Abrir en el navegador» en el menú de la app, o usa una foto" },
      tooOld: { title: sentences.tooOld.message, sentence: "Mien necesita WebAssembly SIMD: Chrome o Edge 91, Firefox 114, Safari 16.4 o una versión posterior" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}. Abajo puedes elegir otra cámara` },
      loading: { title: "Cargando", sentence: "Las redes se están descargando" },
      stopped: { title: "La cámara está apagada", sentence: "Pulsa «Iniciar» para volver a mirar" },
      "load-error": { title: "No se pudo cargar Mien", sentence: "Comprueba la conexión e inténtalo de nuevo" },
      "file-error": { title: "Este archivo no se puede mostrar", sentence: "Elige una imagen JPEG, PNG o WebP, o un vídeo MP4 o WebM" },
      "frame-error": { title: "No se pudo leer esta imagen", sentence: "Inténtalo de nuevo o usa otra imagen" },
      crashed: { title: "Mien dejó de funcionar", sentence: "Inícialo otra vez o recarga la página" },
    },
    /** Recording what is seen. */
    record: {
      start: "Grabar",
      stop: "Detener grabación",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { one: "# fotograma", other: "# fotogramas" })}`,
      none: "No se vio a nadie",
      full: "La grabación está llena: guárdala y empieza otra",
      chart: (/** @type {string} */ name) => `${name}, de 0 a 1 a lo largo del tiempo`,
    },
    offline: "Todo está guardado: Mien ya funciona sin conexión",
    update: "Hay una versión nueva",
    updateNow: "Recargar para usarla",
    later: "Más tarde",
    fine: "Vale",
    actions: {
      start: "Iniciar",
      again: "Reintentar",
      back: "Volver",
      reload: "Recargar",
      copy: "Copiar detalles",
      file: "Usar una foto o un vídeo…",
      otherFile: "Elegir otro archivo…",
      alone: "Abrir esta página sola",
      pause: "Pausar",
      goOn: "Continuar",
    },
    stopped: "Detenido",
    crashed: "Dejó de funcionar",
    saved: (/** @type {string} */ name) => `Se guardó ${name}`,
    notSaved: (/** @type {unknown} */ error) => `No se pudo guardar la captura: ${error instanceof Error ? error.message : error}`,
    noCanvas: "Este navegador no ofreció ningún canvas",
    noPicture: "Este navegador no pudo escribir la imagen",
    copyDetails: "Copia estos detalles",
    noBrowserDetector: "Navegador (no disponible aquí)",
    camerasByName: "Por nombre",
    pixels: (/** @type {number} */ count) => counted(count, { one: "# píxel", other: "# píxeles" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms por fotograma`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} fps`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "detector del navegador" : "detector integrado"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at} de ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `Tus clases: ${name}` : "Tus clases"),
    mainFace: "Cara principal",
    picture: "La imagen",
    model: (/** @type {string} */ name) => (name.trim() ? `El modelo: ${name}` : "Otro modelo"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `No se pudo abrir «${name}». ${why}`,
    badClasses: (/** @type {string} */ why) => `${why}. Estas son las expresiones propias de Mien`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "La cámara está apagada", sentence: "Las imágenes nunca salen de este navegador", button: "Iniciar" },
      empty: { title: "Sin imagen", sentence: "Las imágenes nunca salen de este navegador" },
      loading: { title: "Cargando", sentence: "Las redes se están descargando" },
      denied: { ...camera.denied, button: "Reintentar" },
      busy: { ...camera.busy, button: "Reintentar" },
      absent: { ...camera.absent, button: "Reintentar" },
      unplugged: { ...camera.unplugged, button: "Iniciar" },
      "camera-error": { ...camera["camera-error"], button: "Reintentar" },
      "frame-denied": { ...camera["frame-denied"], button: "Reintentar" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "Iniciar la imagen" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "La política de seguridad de esta página lo prohíbe", sentence: "" },
      noThread: { title: "No se pudo iniciar Mien", sentence: "" },
      load: { title: "No se pudo cargar Mien", sentence: "Comprueba la conexión e inténtalo de nuevo", button: "Reintentar" },
      photo: { title: "Esta imagen no se puede mostrar", sentence: "Comprueba su dirección y si su sitio permite que otras páginas la lean", button: "Reintentar" },
      target: { title: "No hay nada que mirar", sentence: "El atributo for tiene que indicar, por su id, un vídeo, una imagen o un canvas de esta página" },
      head: { title: "Las clases no se pueden usar", sentence: "", button: "Reintentar" },
      unread: { title: "La imagen no se puede leer", sentence: "Seguirá por sí sola en cuanto se pueda", button: "Reintentar" },
      crashed: { title: "Mien dejó de funcionar", sentence: "Inícialo otra vez o recarga la página", button: "Iniciar otra vez" },
    },
    loading: "Cargando",
    stop: "Detener",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "Expresiones en vivo",
    tellsApart: (/** @type {string[]} */ names) => `Distingue: ${names.join(", ")}`,
    picture: "La imagen",
    noHead: "mien/head.json falta o está dañado: vuelve a descomprimir el paquete completo",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `«${name}» está vacío`,
    otherKind: (/** @type {string} */ name) => `«${name}» no es ni una foto ni un vídeo`,
    badPhoto: (/** @type {string} */ name) => `«${name}» está dañado o es un tipo de imagen que este navegador no puede leer`,
    badVideo: (/** @type {string} */ name) => `«${name}» está dañado o es un tipo de vídeo que este navegador no puede reproducir`,
    brokenVideo: (/** @type {string} */ name) => `«${name}» está dañado: no se puede seguir reproduciendo`,
    noPictures: (/** @type {string} */ name) => `«${name}» tiene sonido, pero no imágenes`,
  },

  /** The hint under a live picture without a face. */
  noFace: "No se encontró ninguna cara: acércate o enciende una luz",
  blackPicture: "La imagen está en negro: abre la tapa de la cámara o del portátil, enciende una luz o elige otra cámara",
  noFaceInPhoto: "No se encontró ninguna cara: prueba otro valor de «Cara más pequeña»",
};
