// What can go wrong, in Hindi. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `“${name}”`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "आपकी क्लास वाली फ़ाइल",
  link: "लिंक",
  head: "ट्रेन किया हुआ हेड",
  layerWeights: "किसी लेयर का वेट",
  networkAnswer: "नेटवर्क का जवाब",
  pictureSize: "तस्वीर का साइज़",
  pixelBytes: "पिक्सेल डेटा की लंबाई",
  stageSize: "स्टेज का साइज़",
  threshold: "“पक्का नहीं” की सीमा",
  detectorSize: "डिटेक्टर का साइज़",
  faceScore: "चेहरे का सबसे कम स्कोर",
  faceOverlap: "चेहरों का सबसे ज़्यादा ओवरलैप",
  mostFaces: "चेहरों की ज़्यादा से ज़्यादा संख्या",
  smallestFace: "चेहरे की सबसे छोटी भुजा",
  region: "तस्वीर का हिस्सा",
  faceSide: "सीधे किए गए चेहरे की भुजा",
  faceChannels: "सीधे किए गए चेहरे के चैनलों की संख्या",
  valueRange: "मानों का दायरा",
  landmarkTemplate: "लैंडमार्क का टेम्प्लेट",
  labels: "लेबल की सूची",
  temperature: "टेम्परेचर",
  stemChannels: "स्टेम के चैनलों की संख्या",
  networkStages: "नेटवर्क के चरणों की संख्या",
  stageChannels: "एक चरण के चैनलों की संख्या",
  stageBlocks: "एक चरण के ब्लॉकों की संख्या",
  classes: "क्लास की संख्या",
  headLayers: "हेड में लेयर की संख्या",
  headLayer: "हेड की एक लेयर",
  headClasses: "हेड में क्लास की संख्या",
  headLength: "आपकी क्लास वाली फ़ाइल की लंबाई",
  linkLength: "लिंक की लंबाई",
  nameLength: "नाम की लंबाई",
  classNameLength: "क्लास के नाम की लंबाई",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "यह गायब है",
  unreadable: ({ cause }) => `इसे पढ़ा नहीं जा सकता (${cause})`,
  checksum: "इसका चेकसम मैनिफ़ेस्ट में लिखे चेकसम से अलग है",
  length: ({ got, expected }) => `${expected} बाइट की जगह ${got} बाइट`,
  noLandmarks: "इसमें पहले से कटे हुए चेहरों के लिए कोई वेट नहीं दिया गया है",
  noPictureBase: "इसमें पूरी तस्वीरों के लिए कोई नेटवर्क नहीं दिया गया है",
  notMien: "इसे Mien ने नहीं बनाया है",
  otherVersion: "यह Mien के किसी दूसरे वर्शन से बना है; पेज रीलोड करें और फिर कोशिश करें",
  cut: "इसका कोई हिस्सा गायब है या बदल गया है; शायद किसी चैट ऐप ने इसे काट दिया",
  sameName: ({ name }) => `दो क्लास का नाम ${quoted(name)} है`,
  notNumbers: "इसमें ऐसे वेट हैं जो संख्याएँ नहीं हैं",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `${from} से ${to} के दायरे से बाहर`,
  positive: "0 से ज़्यादा नहीं",
  ascending: "ये दो संख्याएँ नहीं हैं, पहले छोटी और फिर बड़ी",
  distinct: "ये पाँच अलग-अलग जगहें नहीं हैं",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file} खराब है: ${what}`,
    hint: "इसे फिर से लोड करें; अगर बात न बने, तो फ़ाइल ही बदलनी होगी",
  }),
  mismatch: (what, expected, got) => ({ message: `${what}: मेल नहीं है, ${expected} की जगह ${got} मिला`, hint: "ऐसी फ़ाइलें इस्तेमाल करें जो एक साथ बनी हों" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "क्लास के इस सेट"} को नेटवर्क के किसी दूसरे वर्शन पर सिखाया गया था; प्रोजेक्ट को स्टूडियो में खोलें और फिर से ट्रेन करें`,
    hint: "प्रोजेक्ट को स्टूडियो में खोलें और फिर से ट्रेन करें",
  }),
  limit: (what, got, limit) => ({ message: `${what}: ${got}, ${limit}`, hint: "तय दायरे के अंदर का मान चुनें" }),
  unsupportedHint: "ऐसी फ़ाइल इस्तेमाल करें जिसे पढ़ा जा सके",
  notFetched: (file, status) => ({
    message: `${file} को लाया नहीं जा सका${status ? ` (${status})` : ""}`,
    hint: "इंटरनेट कनेक्शन जाँचें और फिर कोशिश करें",
  }),
  damaged: (file) => ({ message: `${file} खराब या गायब है`, hint: "इंटरनेट कनेक्शन जाँचें और फिर कोशिश करें" }),
  webPage: (file) => ({
    message: `सर्वर ने ${file} की जगह एक वेब पेज भेजा`,
    hint: "Mien का पूरा फ़ोल्डर सर्वर पर कॉपी करें, और जहाँ फ़ाइल न हो वहाँ सर्वर से 404 जवाब दिलवाएँ",
  }),
  policy: (word) => ({
    message: `पेज की कॉन्टेंट सिक्योरिटी पॉलिसी वह चीज़ रोकती है जो Mien को चाहिए: ${word}`,
    hint: `पॉलिसी में ${word} जोड़ें`,
  }),
  noWorker: { message: "यह वर्कर नहीं है", hint: "" },
  noThread: (file) => ({
    message: `${file} का थ्रेड शुरू नहीं हो सका`,
    hint: "Mien का फ़ोल्डर इसी पेज की साइट पर कॉपी करें, और एट्रिब्यूट base में उसका पता लिखें",
  }),
  picture: (cause) => ({ message: `ब्राउज़र तस्वीर नहीं पढ़ सका: ${cause}`, hint: "फिर कोशिश करें, या कोई दूसरी तस्वीर लें" }),
  settingsHint: "वही सेटिंग इस्तेमाल करें जो दस्तावेज़ में बताई गई हैं",
  stopped: { message: "ट्रेनिंग शुरू होने से पहले ही रोक दी गई", hint: "“ट्रेन करें” फिर से दबाएँ" },
  disposed: { message: "यह मॉडल हटाया जा चुका है", hint: "इसे फिर से लोड करें" },
  aborted: { message: "इसे रद्द कर दिया गया", hint: "" },
  noise: {
    message: "यह ब्राउज़र तस्वीर के पिक्सेल की जगह शोर देता है",
    hint: "यह आपको साइटों द्वारा पहचाने जाने से बचाता है (resistFingerprinting)। इस साइट को कैनवस पढ़ने दें, या दूसरा ब्राउज़र या प्रोफ़ाइल इस्तेमाल करें",
  },
  memory: { message: "ब्राउज़र के पास Mien के लिए और मेमोरी नहीं है", hint: "दूसरे टैब बंद करें, या छोटी तस्वीरें या एक बार में कम तस्वीरें इस्तेमाल करें, फिर से कोशिश करें" },
  wasmOff: {
    message: "इस ब्राउज़र में WebAssembly बंद है",
    hint: "इस साइट के लिए इसकी अनुमति दें: Lockdown Mode और कुछ प्राइवेसी ब्राउज़र की साइट सेटिंग में इसकी छूट दी जा सकती है",
  },
  tooOld: { message: "यह ब्राउज़र बहुत पुराना है", hint: "Chrome या Edge 91, Firefox 114, Safari 16.4 या इनसे नया ब्राउज़र इस्तेमाल करें" },
};
