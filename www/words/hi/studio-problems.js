// What can go wrong with the files that people teach with, in Hindi, beside what problems.js says.
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

const { counted } = speech("hi");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "फ़ाइल",
  zip: "ज़िप फ़ाइल",
  table: "टेबल",
  project: "प्रोजेक्ट",
  model: "मॉडल",
  modelWeights: "मॉडल के वेट वाली फ़ाइल",
  modelMetadata: "मॉडल के लेबल वाली फ़ाइल",
  modelLayers: "मॉडल में लेयर की संख्या",
  modelChannels: "मॉडल कितने रंग लेता है, उनकी संख्या",
  modelProducts: "मॉडल के एक जवाब के लिए गुणाओं की संख्या",
  sampleNameLength: "सैंपल के नाम की लंबाई",
  zipFiles: "ज़िप फ़ाइल में फ़ाइलों की संख्या",
  entrySize: ({ name }) => `${quoted(name)} का अनज़िप किया हुआ साइज़`,
  picturesSize: "सभी तस्वीरों का अनज़िप किया हुआ साइज़",
  projectSize: "प्रोजेक्ट का अनज़िप किया हुआ साइज़",
  projectFormat: "प्रोजेक्ट का फ़ॉर्मैट",
  samples: "सैंपल की संख्या",
  sampleFaces: "सैंपल के चेहरों की लंबाई",
  samplePictures: "किसी सैंपल की तस्वीर",
  sampleFace: "सैंपल के चेहरे की भुजा",
  precroppedSide: "चेहरे की भुजा",
  epochs: "एपॉक की संख्या",
  batchSize: "बैच साइज़",
  learningRate: "लर्निंग रेट",
  hiddenUnits: "हिडन यूनिट की संख्या",
  validationShare: "जाँच के लिए अलग रखा हिस्सा",
  patience: "बिना बेहतर नतीजे वाले एपॉक की संख्या",
  embedding: "एम्बेडिंग की लंबाई",
  exampleClass: "उदाहरण की क्लास",
  samplesOfClass: ({ class: which }) => `क्लास ${which} के सैंपल की संख्या`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "यह खाली है",
  nothingWhole: "इसमें कुछ भी पूरा नहीं है",
  noEntry: ({ index }) => `इसमें एंट्री ${index} नहीं है`,
  misplaced: "यह अपनी जगह पर नहीं है",
  endMissing: "इसका आखिरी हिस्सा गायब है",
  changed: "इसके बाइट वे नहीं हैं जो पैक किए गए थे",
  placeUnclear: "ज़िप फ़ाइल में इसकी जगह साफ़ नहीं है",
  samePath: ({ path }) => `दो तस्वीरों का पाथ ${quoted(path)} है`,
  badPath: ({ path }) => `${quoted(path)} तस्वीर रखने की जगह नहीं है`,
  sameClassId: ({ id }) => `दो क्लास की id ${id} है`,
  sameSampleId: ({ id }) => `दो सैंपल की id ${id} है`,
  noSuchClass: ({ sample, class: which }) => `सैंपल ${sample} की क्लास ${which} है, जो गायब है`,
  noPicturesEither: "इसे पढ़ा नहीं जा सकता, और तस्वीरें भी नहीं हैं",
  unknownLayer: ({ layer, kind }) => `लेयर ${quoted(layer)} अनजान किस्म की है: ${kind}`,
  layerSetting: ({ layer, setting }) => `लेयर ${quoted(layer)} की सेटिंग ${setting} गायब है या इस्तेमाल नहीं हो सकती`,
  layerMisfit: ({ layer, weights }) => `लेयर ${quoted(layer)} अपने इनपुट${weights.length > 0 ? ` या अपने वेट (${weights.join(" × ")})` : ""} से मेल नहीं खाती`,
  unknownNumbers: ({ weight, kind }) => `वेट ${quoted(weight)} अनजान किस्म का है: ${kind}`,
  endlessLine: "इसकी पहली लाइन खत्म ही नहीं होती",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `${least} से कम`,
  mebibytes: ({ mib }) => `${mib} MiB से ज़्यादा`,
  promised: ({ bytes }) => `बताए गए ${bytes} बाइट से ज़्यादा`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "PDF दस्तावेज़ है",
  jpeg: "JPEG तस्वीर है",
  png: "PNG तस्वीर है",
  gif: "GIF तस्वीर है",
  rar: "RAR आर्काइव है",
  sevenZip: "7-Zip आर्काइव है",
  gzip: "gzip फ़ाइल है",
  tar: "tar फ़ाइल है",
  zip: "ज़िप फ़ाइल है",
  spreadsheet: "स्प्रेडशीट है",
  parquet: "Parquet फ़ाइल है",
  webPage: "वेब पेज है",
  json: "JSON फ़ाइल है",
  other: "दूसरी किस्म की है",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "यह एक प्रोजेक्ट है: इसे स्टूडियो में “प्रोजेक्ट फ़ाइल खोलें” से खोलें",
  teachableProject: "यह Teachable Machine का प्रोजेक्ट है: इसे स्टूडियो में “प्रोजेक्ट फ़ाइल खोलें” से खोलें",
  bundle: "यह वेब पेज का बंडल है: इसे अनज़िप करें और इसकी index.html खोलें",
  head: "यह आपकी क्लास वाली फ़ाइल है: पेज में इसे <mien-camera src> से इस्तेमाल किया जाता है",
  pictures: "ये तस्वीरें हैं: इन्हें “फ़ोटो या वीडियो” से खोलें",
  weights: "ये सिर्फ़ मॉडल के वेट हैं: इनके साथ मॉडल की model.json भी चुनें, या वह ज़िप फ़ाइल जिसमें ये आए थे",
  other: "यह ऐसा मॉडल नहीं है जिसे पढ़ा जा सके: Teachable Machine का एक्सपोर्ट चुनें, ज़िप फ़ाइल या उसकी सारी फ़ाइलें",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)} पर पासवर्ड लगा है, पर सिर्फ़ बिना पासवर्ड वाली ज़िप फ़ाइलें पढ़ी जा सकती हैं`,
  compression: ({ name }) => `${quoted(name)} को अलग तरीके से कंप्रेस किया गया है, पर सिर्फ़ आम ज़िप फ़ाइलें (deflate) पढ़ी जा सकती हैं`,
  noZip: ({ file }) => `यह फ़ाइल ${fileKinds[file]}, पर सिर्फ़ ज़िप फ़ाइलें पढ़ी जा सकती हैं`,
  noTable: ({ file }) => `यह फ़ाइल ${fileKinds[file]}: कोई csv फ़ाइल चुनें, जैसे fer2013.csv`,
  otherTable: ({ file }) => `यह फ़ाइल ${fileKinds[file]}: इसे CSV के रूप में सेव या एक्सपोर्ट करें, फिर उसे चुनें`,
  packedTable: ({ file }) => `यह फ़ाइल ${fileKinds[file]}: इसे खोलकर निकालें और अंदर की csv फ़ाइल चुनें`,
  noTableInside: ({ file }) => `यह फ़ाइल ${fileKinds[file]}, पर इसकी किसी csv फ़ाइल में “pixels” कॉलम नहीं है`,
  noPixels: ({ found }) => `टेबल में “pixels” कॉलम नहीं है, सिर्फ़ ये हैं: ${found.map(quoted).join(", ")}; चेहरों की टेबल में “emotion” और “pixels” कॉलम होते हैं, जैसे fer2013.csv में`,
  noLabels: ({ found }) => `टेबल में लेबल नहीं हैं: ${found.map(quoted).join(", ")} के साथ “emotion” कॉलम नहीं है। वह फ़ाइल चुनें जिसमें यह हो`,
  model: "यह फ़ाइल एक ट्रेन किया हुआ मॉडल है: इसे पहचान पेज पर “मॉडल खोलें” से खोलें",
  noModel: ({ file }) => knownFile(file),
  noPictures: "इस ज़िप फ़ाइल में तस्वीरें नहीं हैं, पर सिर्फ़ तस्वीरें और प्रोजेक्ट फ़ाइलें पढ़ी जा सकती हैं",
  otherProject: ({ project }) => `यह फ़ाइल Teachable Machine का ${project} किस्म का प्रोजेक्ट है, पर सिर्फ़ इमेज प्रोजेक्ट पढ़े जा सकते हैं`,
  version: ({ version, newest }) => `यह प्रोजेक्ट वर्शन ${version} का है, जो किसी दूसरे Mien से बना है, पर सिर्फ़ वर्शन ${newest} तक के प्रोजेक्ट पढ़े जा सकते हैं`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `यह ${kib} KiB से लंबी है`,
  fields: ({ got, expected }) => `${expected} फ़ील्ड की जगह ${got}`,
  label: ({ text, last }) => `लेबल ${quoted(text)} न 0 से ${last} तक की संख्या है, न किसी भाव का अंग्रेज़ी नाम, जैसे “happy”`,
  pixel: ({ text }) => `पिक्सेल ${quoted(text)} 0 से 255 तक की पूर्ण संख्या नहीं है`,
  pixels: ({ got, expected }) => `${expected} पिक्सेल की जगह ${got}`,
  zeroBytes: "इसमें शून्य बाइट हैं, जैसे अधूरी कॉपी छोड़ जाती है; फ़ाइल फिर से लें",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "फ़ाइल अधूरी या खराब है: इसमें जो पूरा है वह पढ़ लिया गया",
  leadsOutside: ({ name }) => `${quoted(name)} को छोड़ दिया गया: इसका रास्ता फ़ोल्डर से बाहर जाता है`,
  leftOut: ({ error }) => `छोड़ा गया: ${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { one: "# छिपी हुई फ़ाइल छोड़ी गई", other: "# छिपी हुई फ़ाइलें छोड़ी गईं" }),
  otherFiles: ({ count }) => counted(count, { one: "# फ़ाइल छोड़ी गई जो तस्वीर नहीं है", other: "# फ़ाइलें छोड़ी गईं जो तस्वीरें नहीं हैं" }),
  row: ({ row, fault }) => `पंक्ति ${row}: ${rowFault(fault)}`,
  settingsLost: "क्लास और सेटिंग खराब हैं: क्लास तस्वीरों के फ़ोल्डरों से ली गईं",
  pictureLost: ({ error }) => `एक तस्वीर छोड़ी गई: ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `अपनी तस्वीरों से फिर से काटे गए चेहरे: ${count}`,
});
