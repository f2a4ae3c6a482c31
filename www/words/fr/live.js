// What the recognizer, the widget and every live picture say, in French. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("fr");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "Colère",
  Disgust: "Dégoût",
  Fear: "Peur",
  Happiness: "Joie",
  Sadness: "Tristesse",
  Surprise: "Surprise",
  Neutral: "Neutre",
  Contempt: "Mépris",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "en colère",
  Disgust: "dégoûté",
  Fear: "apeuré",
  Happiness: "joyeux",
  Sadness: "triste",
  Surprise: "surpris",
  Neutral: "neutre",
  Contempt: "méprisant",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "Autorisez la caméra", sentence: "Votre navigateur demande si cette page peut utiliser la caméra" },
  denied: { title: "La caméra est bloquée", sentence: "Ouvrez les réglages à côté de l’adresse de la page, autorisez la caméra, puis réessayez" },
  busy: { title: "La caméra est occupée", sentence: "Fermez le programme ou l’onglet qui l’utilise, puis réessayez" },
  absent: { title: "Aucune caméra trouvée", sentence: "Branchez une caméra, puis réessayez" },
  unplugged: { title: "La caméra a été débranchée", sentence: "Rebranchez-la, puis appuyez sur « Démarrer »" },
  "camera-error": { title: "La caméra ne répond pas", sentence: "Rebranchez-la, puis réessayez" },
  insecure: { title: "La caméra exige une adresse sécurisée", sentence: "Ouvrez cette page avec https:// ou sur localhost" },
  "in-app": { title: "Le navigateur de cette appli n’a pas de caméra", sentence: "Choisissez « Ouvrir dans le navigateur » dans le menu de l’appli" },
  "frame-denied": {
    title: "La page qui entoure celle-ci n’autorise pas la caméra",
    sentence: "La personne qui l’a créée doit écrire allow=\"camera\" dans son <iframe>. Vous pouvez ouvrir cette page seule",
  },
  "no-picture": { title: "La caméra n’envoie aucune image", sentence: "Ouvrez son cache, ou lancez son programme : tout reprend dès qu’une image arrive" },
  muted: { title: "La caméra est interrompue", sentence: "Un appel, un autre programme ou un écran rabattu la bloque : tout reprendra tout seul" },
  tap: { title: "Touchez l’image pour la démarrer", sentence: "Le navigateur vous attend, peut-être pour économiser l’énergie" },
};

export const words = {
  /** For `<html lang>`. */
  language: "fr",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "Incertain",
  copied: "Copié",
  unclear: "n’a pas d’expression claire",
  looks: (/** @type {string} */ adjective) => `a l’air ${adjective}`,
  noValue: "aucune valeur",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "Aucun visage dans l’image",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { one: `# visage : il ${looks}`, other: `# visages : le principal ${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { one: `# visage : ${name}`, other: `# visages, le principal : ${name}` }),
    picture: (/** @type {string} */ name) => `L’image : ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `L’image est à l’envers : regardée après rotation de ${number(degrees)}°` : `L’image est couchée sur le côté : regardée après rotation de ${number(degrees)}°`,

  themes: { auto: "Automatique", light: "Clair", dark: "Sombre" },
  colours: (/** @type {string} */ theme) => `Couleurs : ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} sur ${megabytes(total)} Mo` : "Les réseaux arrivent",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "Voyez l’air des visages, en direct", sentence: "Les images ne quittent jamais ce navigateur" },
      absent: { ...camera.absent, sentence: "Branchez une caméra et réessayez, ou utilisez une photo" },
      unplugged: { ...camera.unplugged, sentence: "Rebranchez-la, puis appuyez sur « Démarrer » : vos réglages sont gardés" },
      "camera-error": { ...camera["camera-error"], sentence: "Rebranchez-la ou choisissez-en une autre ci-dessous, puis réessayez" },
      insecure: { ...camera.insecure, sentence: "Ouvrez cette page avec https:// ou sur localhost, ou utilisez une photo" },
      "in-app": { ...camera["in-app"], sentence: "Choisissez « Ouvrir dans le navigateur » dans le menu de l’appli, ou utilisez une photo" },
      tooOld: { title: sentences.tooOld.message, sentence: "Mien a besoin de WebAssembly SIMD : Chrome ou Edge 91, Firefox 114, Safari 16.4, ou plus récent" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}. Vous pouvez choisir une autre caméra ci-dessous` },
      loading: { title: "Chargement", sentence: "Les réseaux arrivent" },
      stopped: { title: "La caméra est éteinte", sentence: "Appuyez sur « Démarrer » pour regarder à nouveau" },
      "load-error": { title: "Mien n’a pas pu être chargé", sentence: "Vérifiez la connexion, puis réessayez" },
      "file-error": { title: "Ce fichier ne peut pas être affiché", sentence: "Choisissez une image JPEG, PNG ou WebP, ou une vidéo MP4 ou WebM" },
      "frame-error": { title: "Cette image n’a pas pu être lue", sentence: "Réessayez, ou utilisez une autre image" },
      crashed: { title: "Mien a cessé de fonctionner", sentence: "Redémarrez-le, ou rechargez la page" },
    },
    /** Recording what is seen. */
    record: {
      start: "Enregistrer",
      stop: "Arrêter d’enregistrer",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { one: "# image", other: "# images" })}`,
      none: "Personne n’a été vu",
      full: "L’enregistrement est plein : sauvegardez-le et commencez-en un autre",
      chart: (/** @type {string} */ name) => `${name}, de 0 à 1 au fil du temps`,
    },
    offline: "Tout est gardé : Mien fonctionne désormais sans réseau",
    update: "Une nouvelle version est prête",
    updateNow: "Recharger pour l’utiliser",
    later: "Plus tard",
    fine: "D’accord",
    actions: {
      start: "Démarrer",
      again: "Réessayer",
      back: "Retour",
      reload: "Recharger",
      copy: "Copier les détails",
      file: "Utiliser une photo ou vidéo…",
      otherFile: "Choisir un autre fichier…",
      alone: "Ouvrir cette page seule",
      pause: "Pause",
      goOn: "Continuer",
    },
    stopped: "Arrêté",
    crashed: "A cessé de fonctionner",
    saved: (/** @type {string} */ name) => `${name} sauvegardé`,
    notSaved: (/** @type {unknown} */ error) => `La capture n’a pas pu être sauvegardée : ${error instanceof Error ? error.message : error}`,
    noCanvas: "Ce navigateur n’a pas fourni de canvas",
    noPicture: "Ce navigateur n’a pas pu écrire l’image",
    copyDetails: "Copiez ces détails",
    noBrowserDetector: "Navigateur (pas disponible ici)",
    camerasByName: "Par nom",
    pixels: (/** @type {number} */ count) => counted(count, { one: "# pixel", other: "# pixels" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms par image`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} i/s`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "détecteur du navigateur" : "détecteur intégré"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at} sur ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `Vos classes : ${name}` : "Vos classes"),
    mainFace: "Visage principal",
    picture: "L’image",
    model: (/** @type {string} */ name) => (name.trim() ? `Le modèle : ${name}` : "Un autre modèle"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `« ${name} » n’a pas pu être ouvert. ${why}`,
    badClasses: (/** @type {string} */ why) => `${why}. Voici les expressions de Mien`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "La caméra est éteinte", sentence: "Les images ne quittent jamais ce navigateur", button: "Démarrer" },
      empty: { title: "Aucune image", sentence: "Les images ne quittent jamais ce navigateur" },
      loading: { title: "Chargement", sentence: "Les réseaux arrivent" },
      denied: { ...camera.denied, button: "Réessayer" },
      busy: { ...camera.busy, button: "Réessayer" },
      absent: { ...camera.absent, button: "Réessayer" },
      unplugged: { ...camera.unplugged, button: "Démarrer" },
      "camera-error": { ...camera["camera-error"], button: "Réessayer" },
      "frame-denied": { ...camera["frame-denied"], button: "Réessayer" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "Démarrer l’image" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "La politique de sécurité de cette page l’interdit", sentence: "" },
      noThread: { title: "Mien n’a pas pu démarrer", sentence: "" },
      load: { title: "Mien n’a pas pu être chargé", sentence: "Vérifiez la connexion, puis réessayez", button: "Réessayer" },
      photo: { title: "Cette image ne peut pas être affichée", sentence: "Vérifiez son adresse, et si son site laisse d’autres pages la lire", button: "Réessayer" },
      target: { title: "Il n’y a rien à regarder", sentence: "L’attribut for doit désigner une vidéo, une image ou un canvas de cette page par son id" },
      head: { title: "Les classes ne peuvent pas être utilisées", sentence: "", button: "Réessayer" },
      unread: { title: "L’image ne peut pas être lue", sentence: "Tout reprendra tout seul dès que possible", button: "Réessayer" },
      crashed: { title: "Mien a cessé de fonctionner", sentence: "Redémarrez-le, ou rechargez la page", button: "Redémarrer" },
    },
    loading: "Chargement",
    stop: "Arrêter",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "Expressions en direct",
    tellsApart: (/** @type {string[]} */ names) => `Distingue : ${names.join(", ")}`,
    picture: "L’image",
    noHead: "mien/head.json est manquant ou endommagé : décompressez à nouveau tout le paquet",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `« ${name} » est vide`,
    otherKind: (/** @type {string} */ name) => `« ${name} » n’est ni une photo ni une vidéo`,
    badPhoto: (/** @type {string} */ name) => `« ${name} » est endommagé, ou d’un type d’image que ce navigateur ne peut pas lire`,
    badVideo: (/** @type {string} */ name) => `« ${name} » est endommagé, ou d’un type de vidéo que ce navigateur ne peut pas lire`,
    brokenVideo: (/** @type {string} */ name) => `« ${name} » est endommagé : impossible de lire la suite`,
    noPictures: (/** @type {string} */ name) => `« ${name} » a du son mais pas d’images`,
  },

  /** The hint under a live picture without a face. */
  noFace: "Aucun visage trouvé : approchez-vous, ou allumez une lumière",
  blackPicture: "L’image est noire : ouvrez le cache de la caméra ou relevez l’écran, allumez une lumière, ou choisissez une autre caméra",
  noFaceInPhoto: "Aucun visage trouvé : essayez un autre « Plus petit visage »",
};
