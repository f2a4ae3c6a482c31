// What the recognizer, the widget and every live picture say, in Hindi. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("hi");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "गुस्सा",
  Disgust: "घिन",
  Fear: "डर",
  Happiness: "खुशी",
  Sadness: "उदासी",
  Surprise: "हैरानी",
  Neutral: "सामान्य",
  Contempt: "तिरस्कार",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "गुस्से में",
  Disgust: "घिन से भरा",
  Fear: "डरा हुआ",
  Happiness: "खुश",
  Sadness: "उदास",
  Surprise: "हैरान",
  Neutral: "सामान्य",
  Contempt: "तिरस्कार से भरा",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "कैमरे की अनुमति दें", sentence: "आपका ब्राउज़र पूछ रहा है कि यह पेज कैमरा इस्तेमाल कर सकता है या नहीं" },
  denied: { title: "कैमरा ब्लॉक है", sentence: "पेज के पते के पास की सेटिंग खोलें, कैमरे की अनुमति दें और फिर कोशिश करें" },
  busy: { title: "कैमरा कहीं और इस्तेमाल हो रहा है", sentence: "जिस प्रोग्राम या टैब में वह चल रहा है उसे बंद करें और फिर कोशिश करें" },
  absent: { title: "कोई कैमरा नहीं मिला", sentence: "कैमरा जोड़ें और फिर कोशिश करें" },
  unplugged: { title: "कैमरा अलग हो गया", sentence: "उसे फिर से जोड़ें, उसके बाद “शुरू करें” दबाएँ" },
  "camera-error": { title: "कैमरा जवाब नहीं दे रहा", sentence: "उसे फिर से जोड़ें और फिर कोशिश करें" },
  insecure: { title: "कैमरे के लिए सुरक्षित पता चाहिए", sentence: "इस पेज को https:// से या localhost पर खोलें" },
  "in-app": { title: "इस ऐप के ब्राउज़र में कैमरा नहीं चलता", sentence: "ऐप के मेन्यू में “ब्राउज़र में खोलें” चुनें" },
  "frame-denied": {
    title: "बाहर वाला पेज कैमरे की अनुमति नहीं देता",
    sentence: "उसे बनाने वाले को उसके <iframe> में allow=\"camera\" लिखना होगा। आप इस पेज को अलग से खोल सकते हैं",
  },
  "no-picture": { title: "कैमरे से तस्वीर नहीं आ रही", sentence: "कैमरे का शटर खोलें या उसका प्रोग्राम चालू करें: तस्वीर आते ही यह अपने-आप चल पड़ेगा" },
  muted: { title: "कैमरा बीच में रुक गया", sentence: "किसी कॉल, दूसरे प्रोग्राम या बंद ढक्कन ने उसे रोक रखा है: यह अपने-आप फिर चल पड़ेगा" },
  tap: { title: "शुरू करने के लिए तस्वीर पर टैप करें", sentence: "ब्राउज़र आपका इंतज़ार कर रहा है, शायद बैटरी बचाने के लिए" },
};

export const words = {
  /** For `<html lang>`. */
  language: "hi",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "पक्का नहीं",
  copied: "कॉपी हो गया",
  unclear: "कोई साफ़ हाव-भाव नहीं दिखा रहा है",
  looks: (/** @type {string} */ adjective) => `${adjective} दिख रहा है`,
  noValue: "कोई मान नहीं",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "तस्वीर में कोई चेहरा नहीं",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { one: `# चेहरा: ${looks}`, other: `# चेहरे: मुख्य चेहरा ${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { one: `# चेहरा: ${name}`, other: `# चेहरे, मुख्य चेहरा: ${name}` }),
    picture: (/** @type {string} */ name) => `तस्वीर: ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `तस्वीर उल्टी है: ${number(degrees)}° घुमाकर देखी गई` : `तस्वीर करवट पड़ी है: ${number(degrees)}° घुमाकर देखी गई`,

  themes: { auto: "ऑटोमैटिक", light: "हल्का", dark: "गहरा" },
  colours: (/** @type {string} */ theme) => `रंग: ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(total)} MB में से ${megabytes(loaded)} MB` : "न्यूरल नेटवर्क आ रहे हैं",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "चेहरे कैसे दिखते हैं, लाइव देखें", sentence: "तस्वीरें इस ब्राउज़र से कभी बाहर नहीं जातीं" },
      absent: { ...camera.absent, sentence: "कैमरा जोड़ें और फिर कोशिश करें, या कोई फ़ोटो लें" },
      unplugged: { ...camera.unplugged, sentence: "उसे फिर से जोड़ें, उसके बाद “शुरू करें” दबाएँ: आपकी सेटिंग बनी रहेंगी" },
      "camera-error": { ...camera["camera-error"], sentence: "उसे फिर से जोड़ें या नीचे से दूसरा चुनें, और फिर कोशिश करें" },
      insecure: { ...camera.insecure, sentence: "इस पेज को https:// से या localhost पर खोलें, या कोई फ़ोटो लें" },
      "in-app": { ...camera["in-app"], sentence: "ऐप के मेन्यू में “ब्राउज़र में खोलें” चुनें, या कोई फ़ोटो लें" },
      tooOld: { title: sentences.tooOld.message, sentence: "Mien को WebAssembly SIMD चाहिए: Chrome या Edge 91, Firefox 114, Safari 16.4 या इनसे नया" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}। नीचे से दूसरा कैमरा भी चुना जा सकता है` },
      loading: { title: "लोड हो रहा है", sentence: "न्यूरल नेटवर्क आ रहे हैं" },
      stopped: { title: "कैमरा बंद है", sentence: "फिर से देखने के लिए “शुरू करें” दबाएँ" },
      "load-error": { title: "Mien लोड नहीं हो सका", sentence: "इंटरनेट कनेक्शन जाँचें और फिर कोशिश करें" },
      "file-error": { title: "यह फ़ाइल दिखाई नहीं जा सकती", sentence: "कोई JPEG, PNG या WebP तस्वीर, या MP4 या WebM वीडियो चुनें" },
      "frame-error": { title: "यह तस्वीर पढ़ी नहीं जा सकी", sentence: "फिर कोशिश करें, या कोई दूसरी तस्वीर लें" },
      crashed: { title: "Mien ने काम करना बंद कर दिया", sentence: "इसे फिर से शुरू करें, या पेज रीलोड करें" },
    },
    /** Recording what is seen. */
    record: {
      start: "रिकॉर्ड करें",
      stop: "रिकॉर्डिंग रोकें",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { one: "# फ़्रेम", other: "# फ़्रेम" })}`,
      none: "कोई नहीं दिखा",
      full: "रिकॉर्डिंग भर गई है: इसे सेव करें और नई शुरू करें",
      chart: (/** @type {string} */ name) => `${name}, समय के साथ 0 से 1 तक`,
    },
    offline: "अब सब कुछ यहीं सेव है: Mien बिना इंटरनेट के भी चलता है",
    update: "नया वर्शन तैयार है",
    updateNow: "रीलोड करके इस्तेमाल करें",
    later: "बाद में",
    fine: "ठीक है",
    actions: {
      start: "शुरू करें",
      again: "फिर कोशिश करें",
      back: "वापस",
      reload: "रीलोड करें",
      copy: "जानकारी कॉपी करें",
      file: "फ़ोटो या वीडियो लें…",
      otherFile: "दूसरी फ़ाइल चुनें…",
      alone: "इस पेज को अलग से खोलें",
      pause: "पॉज़ करें",
      goOn: "जारी रखें",
    },
    stopped: "रुका हुआ",
    crashed: "काम करना बंद कर दिया",
    saved: (/** @type {string} */ name) => `${name} को सेव किया गया`,
    notSaved: (/** @type {unknown} */ error) => `स्नैपशॉट सेव नहीं हो सका: ${error instanceof Error ? error.message : error}`,
    noCanvas: "इस ब्राउज़र से कैनवस नहीं मिला",
    noPicture: "यह ब्राउज़र तस्वीर नहीं लिख सका",
    copyDetails: "यह जानकारी कॉपी करें",
    noBrowserDetector: "ब्राउज़र (यहाँ उपलब्ध नहीं)",
    camerasByName: "नाम से",
    pixels: (/** @type {number} */ count) => counted(count, { one: "# पिक्सेल", other: "# पिक्सेल" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms प्रति फ़्रेम`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} fps`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "ब्राउज़र का डिटेक्टर" : "बिल्ट-इन डिटेक्टर"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${of} में से ${at}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `आपकी क्लास: ${name}` : "आपकी क्लास"),
    mainFace: "मुख्य चेहरा",
    picture: "तस्वीर",
    model: (/** @type {string} */ name) => (name.trim() ? `मॉडल: ${name}` : "दूसरा मॉडल"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `“${name}” को खोला नहीं जा सका। ${why}`,
    badClasses: (/** @type {string} */ why) => `${why}। ये Mien के अपने हाव-भाव हैं`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "कैमरा बंद है", sentence: "तस्वीरें इस ब्राउज़र से कभी बाहर नहीं जातीं", button: "शुरू करें" },
      empty: { title: "कोई तस्वीर नहीं", sentence: "तस्वीरें इस ब्राउज़र से कभी बाहर नहीं जातीं" },
      loading: { title: "लोड हो रहा है", sentence: "न्यूरल नेटवर्क आ रहे हैं" },
      denied: { ...camera.denied, button: "फिर कोशिश करें" },
      busy: { ...camera.busy, button: "फिर कोशिश करें" },
      absent: { ...camera.absent, button: "फिर कोशिश करें" },
      unplugged: { ...camera.unplugged, button: "शुरू करें" },
      "camera-error": { ...camera["camera-error"], button: "फिर कोशिश करें" },
      "frame-denied": { ...camera["frame-denied"], button: "फिर कोशिश करें" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "तस्वीर शुरू करें" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "इस पेज की सिक्योरिटी पॉलिसी इसे रोकती है", sentence: "" },
      noThread: { title: "Mien शुरू नहीं हो सका", sentence: "" },
      load: { title: "Mien लोड नहीं हो सका", sentence: "इंटरनेट कनेक्शन जाँचें और फिर कोशिश करें", button: "फिर कोशिश करें" },
      photo: { title: "यह तस्वीर दिखाई नहीं जा सकती", sentence: "उसका पता जाँचें, और यह भी कि उसकी साइट दूसरे पेजों को उसे पढ़ने देती है या नहीं", button: "फिर कोशिश करें" },
      target: { title: "देखने के लिए कुछ नहीं है", sentence: "एट्रिब्यूट for में इस पेज के किसी वीडियो, तस्वीर या कैनवस की id लिखी होनी चाहिए" },
      head: { title: "क्लास इस्तेमाल नहीं हो सकतीं", sentence: "", button: "फिर कोशिश करें" },
      unread: { title: "तस्वीर पढ़ी नहीं जा सकती", sentence: "जैसे ही हो सकेगा, यह अपने-आप चल पड़ेगा", button: "फिर कोशिश करें" },
      crashed: { title: "Mien ने काम करना बंद कर दिया", sentence: "इसे फिर से शुरू करें, या पेज रीलोड करें", button: "फिर शुरू करें" },
    },
    loading: "लोड हो रहा है",
    stop: "रोकें",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "हाव-भाव, लाइव",
    tellsApart: (/** @type {string[]} */ names) => `इनमें फ़र्क बताता है: ${names.join(", ")}`,
    picture: "तस्वीर",
    noHead: "mien/head.json गायब या खराब है: पूरा बंडल फिर से अनज़िप करें",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `“${name}” खाली है`,
    otherKind: (/** @type {string} */ name) => `“${name}” न फ़ोटो है, न वीडियो`,
    badPhoto: (/** @type {string} */ name) => `“${name}” खराब है, या ऐसी तस्वीर है जिसे यह ब्राउज़र पढ़ नहीं सकता`,
    badVideo: (/** @type {string} */ name) => `“${name}” खराब है, या ऐसा वीडियो है जिसे यह ब्राउज़र चला नहीं सकता`,
    brokenVideo: (/** @type {string} */ name) => `“${name}” खराब है: इसे इससे आगे चलाया नहीं जा सकता`,
    noPictures: (/** @type {string} */ name) => `“${name}” में आवाज़ है, पर तस्वीरें नहीं`,
  },

  /** The hint under a live picture without a face. */
  noFace: "कोई चेहरा नहीं मिला: पास आएँ, या लाइट जलाएँ",
  blackPicture: "तस्वीर काली है: कैमरे का शटर या ढक्कन खोलें, लाइट जलाएँ, या दूसरा कैमरा चुनें",
  noFaceInPhoto: "कोई चेहरा नहीं मिला: “सबसे छोटा चेहरा” बदलकर देखें",
};
