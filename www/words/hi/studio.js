// What the studio says, in Hindi, beside what every live picture says.
import { snippets } from "../en/snippets.js";
import { bundleReadme } from "../en/bundle-readme.js";
import { words as live } from "./live.js";
import { speech } from "../speech.js";
import { note, problem } from "./studio-problems.js";
import { sentences } from "./problems.js";

/** @typedef {import("../../types/rust.js").Note} Note */
/**
 * @template T
 * @typedef {import("../../types/rust.js").Faults<T>} Faults
 */

const { counted, daysAgo, number, percent, someOf } = speech("hi");

const samplesOf = (/** @type {number} */ count) => counted(count, { one: "# सैंपल", other: "# सैंपल" });
/** Before a postposition. */
const picturesOf = (/** @type {number} */ count) => counted(count, { one: "# तस्वीर", other: "# तस्वीरों" });
const filesOf = (/** @type {number} */ count) => counted(count, { one: "# फ़ाइल", other: "# फ़ाइलों" });

/** The first few classes of these, and how many more there are. @param {string[]} all @param {string} [after] a postposition that each of them has already */
const listed = (all, after = "") => someOf(all, (count) => `${counted(count, { one: "# दूसरी क्लास", other: "# दूसरी क्लास" })}${after}`);

const of = (/** @type {string} */ name) => `“${name}”`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [counted(more, { one: "ऐसी # और बात", other: "ऐसी # और बातें" })] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}; सैंपल जितने ज़्यादा और अलग-अलग तरह के होंगे, यह उतना ही पक्का होगा`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}। ${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}। ${live.camera.busy.sentence}`,
    absent: "कोई कैमरा नहीं मिला। कैमरा जोड़ें, या तस्वीरें अपलोड करें",
    unplugged: live.camera.unplugged.title,
    "camera-error": "कैमरा जवाब नहीं दे रहा। उसे फिर से जोड़ें और एक बार और कोशिश करें",
    insecure: "कैमरे के लिए सुरक्षित पता चाहिए (https:// या localhost)। इसके बदले तस्वीरें अपलोड करें",
    "in-app": "इस ऐप के ब्राउज़र में कैमरा नहीं चलता। ऐप के मेन्यू में “ब्राउज़र में खोलें” चुनें, या तस्वीरें अपलोड करें",
    "frame-denied": `${live.camera["frame-denied"].title}। ${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}। ${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}। ${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "खाली प्रोजेक्ट", says: "दो क्लास, नाम आप रखें", classes: ["क्लास 1", "क्लास 2"] },
    six: { name: "छह बुनियादी हाव-भाव", says: "खुशी, उदासी, डर, गुस्सा, हैरानी, घिन" },
    seven: { name: "छह और सामान्य", says: "वही छह, और आराम में चेहरा" },
    wink: { name: "बाईं और दाईं आँख मारना", says: "बाईं आँख, दाईं आँख, दोनों खुली", classes: ["दोनों खुली", "बाईं आँख मारना", "दाईं आँख मारना"] },
    pictures: { name: "पूरी तस्वीरें", says: "कैमरे को जो भी दिखे: चीज़ें, हाथ, जगहें, जैसे Teachable Machine में", classes: ["क्लास 1", "क्लास 2"] },
  },
  newClass: (/** @type {number} */ number) => `क्लास ${number}`,
  unnamedClass: "क्लास",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `यह ${of(file)} में से क्या सीखे?`,
    faces: { name: "चेहरे", says: "हर चेहरे को ढूँढा, काटा और सीधा किया जाता है: हाव-भाव के लिए सबसे अच्छा" },
    pictures: { name: "पूरी तस्वीरें", says: "उनमें जो कुछ है, सब गिना जाता है, जैसे Teachable Machine में" },
  },

  start: {
    none: "प्रोजेक्ट इसी ब्राउज़र में अपने-आप सेव होते हैं; अभी कोई नहीं है",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "पूरी तस्वीरें, " : ""}${counted(classes, { one: "# क्लास", other: "# क्लास" })}${trained ? ", ट्रेन हो चुका" : ""}, ${when}`,
    remove: (/** @type {string} */ name) => `मिटाएँ: ${name}`,
    removed: (/** @type {string} */ name) => `${of(name)} को मिटा दिया गया`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}। ${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}। ${sentences.wasmOff.hint}`,
    elsewhere: "यह प्रोजेक्ट दूसरे टैब में खुला है",
    takenOver: "यह प्रोजेक्ट दूसरे टैब में खोल लिया गया",
    gone: "यह प्रोजेक्ट इस ब्राउज़र में नहीं है (या अब नहीं रहा)",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `सैंपल देखे जा रहे हैं: ${total} में से ${done}`,
    learningAgain: (/** @type {string} */ name) => `“${name}” को नेटवर्क के किसी दूसरे वर्शन पर सिखाया गया था; आपके रखे हुए सैंपल से यह फिर से सीख रहा है`,
    saved: "इस ब्राउज़र में सेव है",
    saving: "सेव हो रहा है…",
    notSaved: "सेव नहीं हुआ",
    saveAsFile: "फ़ाइल में सेव करें",
    reload: "रीलोड करें",
    close: "बंद करें",
    copyDetails: "जानकारी कॉपी करें",
    empty: "फ़ाइल खाली है",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)} खराब है`, ...notes(damage), ...(lost > 0 ? [`खोए हुए सैंपल, जिनका न चेहरा पूरा है न तस्वीर: ${lost}`] : [])].join("। "),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `${of(name)} को खोला नहीं जा सका: ${why}`,
    leave: "यह प्रोजेक्ट इस ब्राउज़र में सेव नहीं है: जो फ़ाइल में सेव नहीं हुआ, वह खो जाएगा। फिर भी पेज छोड़ें?",
    crashed: "Mien ने काम करना बंद कर दिया और फिर से शुरू हो गया: आपका जुटाया कुछ नहीं खोया, जो चल रहा था उसे फिर से करें",
    undo: "पहले जैसा करें",
  },

  store: {
    full: "इस ब्राउज़र में प्रोजेक्ट के लिए जगह नहीं बची। इसे फ़ाइल में सेव करें, फिर कुछ सैंपल या दूसरे प्रोजेक्ट मिटाएँ",
    none: "यह ब्राउज़र यहाँ कुछ सेव नहीं रखता (शायद प्राइवेट विंडो है)। पेज बंद करने से पहले प्रोजेक्ट को फ़ाइल में सेव करें",
    otherVersion: "Mien का दूसरा वर्शन दूसरे टैब में खुला है। उसे बंद करें, फिर यह पेज रीलोड करें",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "Mien ने काम करना बंद कर दिया", hint: "फिर कोशिश करें" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "हर क्लास के लिए चेहरे रिकॉर्ड करें या अपलोड करें",
      next: (name) => `अब ${of(name)} में चेहरे जोड़ें`,
      more: moreSamples,
    },
    pictures: {
      first: "हर क्लास के लिए तस्वीरें रिकॉर्ड करें या अपलोड करें; हर तस्वीर का बीच का चौकोर हिस्सा गिना जाता है",
      next: (name) => `अब ${of(name)} में तस्वीरें जोड़ें`,
      more: moreSamples,
    },
  },

  classes: {
    name: "क्लास का नाम",
    camera: "कैमरा",
    upload: "अपलोड करें",
    leaveOut: "ट्रेनिंग से बाहर रखें",
    use: "फिर ट्रेनिंग में लें",
    up: "ऊपर ले जाएँ",
    down: "नीचे ले जाएँ",
    download: "सैंपल डाउनलोड करें",
    remove: "क्लास मिटाएँ",
    more: "और",
    uploadTo: (/** @type {string} */ name) => `${name} में तस्वीरें अपलोड करें`,
    cameraFor: (/** @type {string} */ name) => `${name} के लिए कैमरा`,
    moreAbout: (/** @type {string} */ name) => `${name} के और विकल्प`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}, ट्रेनिंग से बाहर`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `${name} ${counted(count, { one: "का # सैंपल देखें", other: "के # सैंपल देखें" })}`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `${of(name)} को ${samplesOf(samples)} के साथ मिटा दिया गया`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `${samplesOf(total)} में से ${number(selected)} को चुना गया`,
    all: "सभी चुनें",
    none: "कोई न चुनें",
    moveTo: "यहाँ ले जाएँ…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `सैंपल ${number}, ${name}`,
    removed: (/** @type {number} */ count) => counted(count, { one: "# सैंपल मिटाया गया", other: "# सैंपल मिटाए गए" }),
    moved: (/** @type {number} */ count, /** @type {string} */ to) => counted(count, { one: `# सैंपल ${of(to)} में ले जाया गया`, other: `# सैंपल ${of(to)} में ले जाए गए` }),
    copies: (/** @type {number} */ count) => counted(count, { one: "# पहले से मौजूद सैंपल की कॉपी है: छोड़ी गई", other: "# पहले से मौजूद सैंपल की कॉपी हैं: छोड़ी गईं" }),
  },

  record: {
    asking: "कैमरे की अनुमति माँगी जा रही है",
    hold: "दबाकर रिकॉर्ड करें",
    handsFree: "हैंड्स-फ़्री",
    stop: "रोकें",
    close: (/** @type {string} */ name) => `${name} का कैमरा बंद करें`,
    countdown: (/** @type {number} */ left) => `रिकॉर्डिंग शुरू होगी: ${left}`,
    settings: "रिकॉर्डिंग की सेटिंग",
    rate: "फ़्रेम प्रति सेकंड",
    delay: "हैंड्स-फ़्री से पहले रुकें, सेकंड",
    duration: "हैंड्स-फ़्री की अवधि, सेकंड",
    unplugged: "कैमरा अलग हो गया। उसे जोड़ें, फिर यह पैनल दोबारा खोलें",
    from: "कैमरा",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        added === 0 ? "कोई सैंपल नहीं जोड़ा गया" : counted(added, { one: "# सैंपल जोड़ा गया", other: "# सैंपल जोड़े गए" }),
        ...(copies > 0 ? [counted(copies, { one: "# कॉपी छोड़ी गई", other: "# कॉपी छोड़ी गईं" })] : []),
        ...(faceless > 0 ? [`${picturesOf(faceless)} में कोई चेहरा नहीं`] : []),
        ...(unread > 0 ? [counted(unread, { one: "# फ़ाइल पढ़ी नहीं जा सकी", other: "# फ़ाइलें पढ़ी नहीं जा सकीं" })] : []),
      ].join(", "),
    more: "… और भी",
    notes,
    empty: "फ़ाइल खाली है",
    faceless: "कोई चेहरा नहीं मिला",
    copy: "पहले से मौजूद सैंपल की कॉपी",
    badPicture: "खराब है, या ऐसी तस्वीर है जिसे यह ब्राउज़र पढ़ नहीं सकता",
    badVideo: "खराब है, या ऐसा वीडियो है जिसे यह ब्राउज़र चला नहीं सकता",
    noPictures: "कोई तस्वीर नहीं",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}: ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name}, ${number(seconds, 1)} सेकंड पर`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}: ${Math.round(length)} में से ${Math.round(at)} सेकंड`,
    project: (/** @type {string} */ name) => `${name} एक पूरा प्रोजेक्ट है: इसे “प्रोजेक्ट” से खोलें`,
    settingsTaken: "इसकी ट्रेनिंग सेटिंग ले ली गईं",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}: ${count} में से ${at}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}, पंक्ति ${row}`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name}: ${counted(rows, { one: "# पंक्ति", other: "# पंक्तियाँ" })}`,
    tableOfFaces: "चेहरों की टेबल चेहरों वाले प्रोजेक्ट में ही चलती है",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) => `${counted(rows, { one: "टेस्टिंग की # पंक्ति छोड़ी गई", other: "टेस्टिंग की # पंक्तियाँ छोड़ी गईं" })} (${kinds.join(", ")})`,
    noUsage: "“Usage” कॉलम नहीं है जो टेस्टिंग की पंक्तियाँ अलग करे: सभी ट्रेनिंग में गिनी गईं",
    badRows: (/** @type {number} */ rows) => counted(rows, { one: "# पंक्ति पढ़ी नहीं जा सकी", other: "# पंक्तियाँ पढ़ी नहीं जा सकीं" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `${counted(pictures, { one: "टेस्टिंग की # तस्वीर छोड़ी गई", other: "टेस्टिंग की # तस्वीरें छोड़ी गईं" })} (${folders.join(", ")})`,
    learnFromThem: "फिर भी टेस्टिंग की तस्वीरों से सिखाने के लिए, उनकी किसी एक क्लास का फ़ोल्डर चुनें",
    guessedNames: (/** @type {string} */ codePage) => `फ़ोल्डरों के नाम पुराने ढंग से लिखे हैं और ${codePage} मानकर पढ़े गए: जो क्लास ग़लत दिखें, उनका नाम बदलें`,
    whichClass: (/** @type {number} */ pictures) => counted(pictures, { one: "यह # तस्वीर किस क्लास की है?", other: "ये # तस्वीरें किस क्लास की हैं?" }),
    reading: "पढ़ा जा रहा है",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${filesOf(count)} में से ${at}`,
    stopped: "रोका गया; जो जुड़ चुका है वह रहेगा",
  },

  training: {
    /**
     * What would make training better.
     * @param {import("../../types/rust.js").Finding} finding
     * @returns {string}
     */
    advice(finding) {
      switch (finding.kind) {
        case "fewClasses":
          return finding.classes === 0 ? "दो क्लास जोड़ें" : "दूसरी क्लास जोड़ें, ताकि पहली को उससे अलग पहचाना जा सके";
        case "noSamples":
          return (
            `${listed(finding.names)} में सैंपल जोड़ें, ` +
            counted(finding.names.length, { one: "उसमें एक भी नहीं है, या उसे ट्रेनिंग से बाहर रखें", other: "उनमें एक भी नहीं है, या उन्हें ट्रेनिंग से बाहर रखें" })
          );
        case "fewSamples":
          return `और सैंपल जोड़ें: ${listed(finding.wanted.map(({ name, more }) => `${name} में ${number(more)}`), " में")}`;
        case "uneven":
          return (
            `${finding.most} में ${finding.least} से ${finding.times} गुना सैंपल हैं: ` +
            `${finding.least} में और जोड़ें, या “हर क्लास को बराबर मानें” ${finding.balanced ? "चालू रहने दें" : "चालू करें"}`
          );
        case "oneRecording":
          return `${listed(finding.names)} के ज़्यादातर सैंपल एक ही रिकॉर्डिंग या एक ही तस्वीर के हैं: सही जाँच के लिए किसी और समय या जगह फिर से रिकॉर्ड करें`;
        case "nothingChecked":
          return "जाँच के लिए कोई सैंपल अलग नहीं रखा गया, इसलिए पता नहीं चलता कि नए चेहरे कितने सही पहचाने जाते हैं";
        case "fewChecked":
          return counted(finding.samples, {
            one: "जाँच के लिए सिर्फ़ # सैंपल अलग रखा गया: भरोसेमंद नतीजे के लिए और जोड़ें",
            other: "जाँच के लिए सिर्फ़ # सैंपल अलग रखे गए: भरोसेमंद नतीजे के लिए और जोड़ें",
          });
        case "learntByHeart":
          return (
            `जिन सैंपल से इसने सीखा, उनमें ${percent(finding.training)} सही हैं, पर जाँच के लिए अलग रखे सैंपल में सिर्फ़ ${percent(finding.validation)}: ` +
            "अलग-अलग तरह के और सैंपल जोड़ें (दूसरे लोग, रोशनी और कोण), या कम एपॉक तक ट्रेन करें"
          );
        case "stoppedEarly":
          return `ट्रेनिंग एपॉक ${number(finding.epochs)} के बाद रुक गई: कोई भी एपॉक ${number(finding.best)} से बेहतर नहीं था, और वही रखा गया है`;
        case "poor":
          return (
            `जाँच के लिए अलग रखे सैंपल में सिर्फ़ ${percent(finding.validation)} सही हैं: देखें कि कोई गलत सैंपल तो नहीं, ` +
            "या क्लास को एक-दूसरे से ज़्यादा अलग बनाएँ"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "एपॉक", help: "यह सारे सैंपल कितनी बार देखता है" },
      batch: { label: "बैच साइज़", help: "खुद को सुधारने से पहले यह कितने सैंपल देखता है" },
      learningRate: { label: "लर्निंग रेट", help: "यह हर बार खुद को कितना सुधारता है। इसे थोड़ा-सा ही बदलें" },
      hidden: { label: "हिडन यूनिट", help: "जो ट्रेन होता है उसका साइज़; 0 पर वह सबसे छोटा होता है, और उसका लिंक भी" },
      validationShare: { label: "जाँच के लिए अलग, %", help: "हर क्लास के वे सैंपल जिनसे सीखा नहीं जाता, सिर्फ़ जाँच होती है। कॉपियाँ एक ही ओर रहती हैं", percent: true },
      balance: { label: "हर क्लास को बराबर मानें", help: "चाहे उसमें कितने भी सैंपल हों" },
      mirror: { label: "मिरर किए चेहरों से भी सीखें", help: "जहाँ बाएँ-दाएँ का फ़र्क हो, जैसे आँख मारने में, वहाँ इसे बंद करें" },
      patience: { label: "इतने एपॉक बाद रुकें", help: "अगर इतने एपॉक तक जाँच के लिए अलग रखे सैंपल पर नतीजा बेहतर न हो, तो ट्रेनिंग रुक जाती है; 0: सारे एपॉक" },
      seed: { label: "सीड", help: "वही संख्या वही नतीजा देती है" },
    },
    reset: "शुरुआती सेटिंग पर लौटें",
    hint: {
      learning: "सीख रहा है; आप सैंपल जुटाते रह सकते हैं",
      blocked: "हर क्लास में सैंपल चाहिए",
      stale: "सैंपल या क्लास बदल गए हैं: फिर से ट्रेन करें",
      trained: "ट्रेन हो गया; प्रीव्यू में आज़माएँ",
      ready: "सब तैयार है: “ट्रेन करें” दबाएँ",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `जाँच के लिए अलग रखे ${samplesOf(samples)} में ${percent(share)} सही; उनकी कोई कॉपी नहीं देखी गई`,
    unchecked: (/** @type {number} */ share) => `जिन सैंपल से सीखा, उनमें ${percent(share)} सही; जाँच के लिए कोई अलग नहीं रखा गया`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `${epochs} में से एपॉक ${epoch} · सही ${percent(accuracy)} · लॉस ${number(loss, 2)} · ${seconds < 60 ? `${seconds} सेकंड` : `${Math.ceil(seconds / 60)} मिनट`} बाकी`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `मिरर किए चेहरे देखे जा रहे हैं: ${number(total)} में से ${number(done)}`,
    starting: "शुरू हो रहा है",
    running: "ट्रेनिंग चल रही है",
    done: (/** @type {string} */ result) => `ट्रेन हो गया। ${result}`,
    failed: "ट्रेनिंग नहीं हो सकी",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { one: "# तस्वीर एक से ज़्यादा क्लास में है", other: "# तस्वीरें एक से ज़्यादा क्लास में हैं" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `${sample} को ${of(name)} से हटाएँ`,
    remove: "हटाएँ",
  },

  results: {
    caption: "हर क्लास के सही जवाब",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${samples} में से ${right}` : "कोई नहीं"),
    named: (/** @type {string} */ label) => `${label} कहा`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${truth} को ${label} कहा: ${count}`,
    matrix: "कन्फ़्यूज़न मैट्रिक्स",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `आपने ${truth} कहा था${learnt ? ", और इसने इसी से सीखा भी था" : ""}`,
    accuracy: {
      title: "सटीकता",
      says: "कितने सैंपल को यह सही नाम देता है। असली परख वे सैंपल हैं जिनसे इसने नहीं सीखा। सीखते समय चेहरे में इसे जो दिखता है उसका पाँचवाँ हिस्सा छिपा रहता है, इसलिए पहला कर्व दूसरे से नीचे हो सकता है",
    },
    loss: { title: "लॉस", says: "यह कितना गलत है; जो गलतियाँ पूरे यकीन से हुईं, वे सबसे ज़्यादा गिनी जाती हैं। जहाँ दूसरा कर्व फिर ऊपर जाता है, वहाँ यह रटने लगता है" },
    perClass: {
      title: "हर क्लास की सटीकता",
      says: (/** @type {boolean} */ checked) => (checked ? "जाँच के लिए अलग रखे सैंपल पर सही जवाब" : "जिन सैंपल से इसने सीखा, उन पर सही जवाब"),
    },
    confusion: { title: "किसे क्या समझा गया", says: "पंक्ति में आपका जवाब, कॉलम में इसका जवाब" },
    mistakes: { title: "जिन सैंपल में यह गलत है", says: "सबसे यकीन वाली गलतियाँ पहले। हो सकता है कुछ सैंपल गलत क्लास में हों" },
  },

  preview: {
    seen: "जो इसे दिखता है, उसे यह ऐसे नाम देता है",
    crashed: "प्रीव्यू ने काम करना बंद कर दिया, कुछ नहीं खोया: इसे फिर से शुरू करें",
    loading: "न्यूरल नेटवर्क लोड हो रहे हैं",
    asking: "आपका ब्राउज़र पूछ सकता है कि यह पेज कैमरा इस्तेमाल कर सकता है या नहीं",
    badFile: "यह फ़ाइल दिखाई नहीं जा सकती",
    choose: "कैमरा चालू करें, या कोई फ़ोटो चुनें",
    trainFirst: "पहले ट्रेन करें, फिर इसका काम यहाँ देखें",
    look: "देखें, नए चेहरों पर यह कैसा काम करता है",
    later: "ट्रेनिंग के बाद आएगा",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `${file} को लाया नहीं जा सका: इंटरनेट कनेक्शन जाँचें और फिर कोशिश करें`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `${file} को लाया नहीं जा सका (${status}): पेज रीलोड करें और फिर कोशिश करें`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "https से फ़ाइलें देने वाली कोई भी जगह चलेगी; वहाँ कोई प्रोग्राम नहीं चलता। पहले बंडल को अनज़िप करें",
    steps: {
      "GitHub Pages": "फ़ोल्डर की फ़ाइलें किसी रिपॉज़िटरी में डालें, फिर Settings, Pages में उसकी ब्रांच चुनें",
      Netlify: "फ़ोल्डर को app.netlify.com/drop पर छोड़ें",
      "Cloudflare Pages": "“Upload assets” चुनें, फिर फ़ोल्डर वहाँ छोड़ें",
      "S3, nginx, Apache": "फ़ोल्डर कॉपी करें; .wasm का टाइप application/wasm होना चाहिए, और किसी दूसरी साइट के पेज के लिए Access-Control-Allow-Origin चाहिए",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "वेब पेज", says: "वेब पर डालें" },
    link: { name: "लिंक", says: "किसी को भेजें" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python, TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "फ़ोन, छोटे बोर्ड" },
    onnx: { name: "ONNX", says: "बाकी सब कुछ" },
    samples: { name: "सैंपल", says: "खुद तस्वीरें" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "कटे हुए चेहरों के लिए पूरा नेटवर्क: model.json, weights.bin और metadata.json, जिसमें यह भी लिखा है कि चेहरा कैसे काटा जाए",
        pictures: "ठीक वही जो Teachable Machine एक्सपोर्ट करता है: model.json, weights.bin और metadata.json हर उस जगह चलती हैं जहाँ उसके एक्सपोर्ट चलते हैं",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "Python के लिए। कोड का यह टुकड़ा OpenCV से चेहरे ढूँढता है, उन्हें काटता है और उनके बारे में पूछता है",
        pictures: "Python के लिए, labels.txt के साथ, जैसा Teachable Machine में होता है; Keras 2 और 3 में खुलता है",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "Android, Raspberry Pi और दूसरे छोटे कंप्यूटरों के लिए। नेटवर्क कटे हुए चेहरे लेता है",
        pictures: "Android, Raspberry Pi और दूसरे छोटे कंप्यूटरों के लिए, labels.txt के साथ",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "onnxruntime, OpenCV, C++, C#, Java और कई दूसरों के लिए। नेटवर्क कटे हुए चेहरे लेता है",
        pictures: "onnxruntime, OpenCV, C++, C#, Java और कई दूसरों के लिए, labels.txt के साथ",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5, हर Keras के लिए", keras: ".keras, Keras 3 के लिए", tflite: "32-बिट, सटीक", "tflite-int8": "8-बिट, चौथाई साइज़" },
    variant: "फ़ाइल की किस्म",
    language: "भाषा",
    making: "फ़ाइलें बनाई और आज़माई जा रही हैं",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(bytes / 1e6, 1)} MB`),
    failed: (/** @type {string} */ why) => `फ़ाइलें बन नहीं सकीं। ${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : ", प्रीव्यू से अलग"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `आज़माया गया: वापस पढ़ने पर फ़ाइलें ${picturesOf(pictures)} के बारे में वही बताती हैं जो प्रीव्यू${apart < 1e-4 ? "" : `, ${number(apart, 3)} तक के फ़र्क से`}`,
    other: (/** @type {number} */ apart) => `वापस पढ़ने पर फ़ाइलें प्रीव्यू से कुछ अलग बताती हैं (फ़र्क ${number(apart, 3)})। कृपया हमें बताएँ: यह Mien की गड़बड़ी है`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}: ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `तस्वीरें जुटाई जा रही हैं: ${number(total)} में से ${number(done)}`,
    packed: "फ़ाइल आपके डाउनलोड में है",
    saved: (/** @type {string} */ name) => `${of(name)} को फ़ाइल में सेव किया गया`,
    notSaved: (/** @type {string} */ why) => `फ़ाइल बन नहीं सकी। ${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `सैंपल सेव नहीं हो सके। ${why}`,
    collecting: "फ़ाइलें जुटाई जा रही हैं",
    bundled: "बंडल आपके डाउनलोड में है",
    notBundled: (/** @type {string} */ why) => `बंडल बन नहीं सका। ${why}`,
    copy: "इसे कॉपी करें",
    longLink: (/** @type {number} */ length) =>
      `${counted(length, { one: "# अक्षर", other: "# अक्षर" })}: ईमेल और दस्तावेज़ में पूरा जाता है, पर कुछ चैट ऐप इसे काट देंगे। हिडन यूनिट 0 रखने पर (“ऐडवांस” में) यह बहुत छोटा हो जाता है`,
    shortLink: (/** @type {number} */ length) => `${counted(length, { one: "# अक्षर", other: "# अक्षर" })}: हर चैट ऐप के लिए काफ़ी छोटा`,
    nothingKept: "यह ब्राउज़र यहाँ कुछ सेव नहीं रखता (शायद प्राइवेट विंडो है)। इसके बदले “एक्सपोर्ट” में दिया लिंक इस्तेमाल करें",
    linesCopied: "लाइनें कॉपी हो गईं",
    linkCopied: "लिंक कॉपी हो गया",
  },
};
