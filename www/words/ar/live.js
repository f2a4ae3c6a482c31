// What the recognizer, the widget and every live picture say, in Arabic. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("ar");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

const facesOf = (/** @type {number} */ count) =>
  counted(count, { zero: "# وجه", one: "وجه واحد", two: "وجهان", few: "# وجوه", many: "# وجهًا", other: "# وجه" });

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "غضب",
  Disgust: "اشمئزاز",
  Fear: "خوف",
  Happiness: "سعادة",
  Sadness: "حزن",
  Surprise: "دهشة",
  Neutral: "محايد",
  Contempt: "ازدراء",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "غاضبًا",
  Disgust: "مشمئزًا",
  Fear: "خائفًا",
  Happiness: "سعيدًا",
  Sadness: "حزينًا",
  Surprise: "مندهشًا",
  Neutral: "محايدًا",
  Contempt: "مزدريًا",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "اسمح بالكاميرا", sentence: "يسألك المتصفح هل تسمح لهذه الصفحة باستخدام الكاميرا" },
  denied: { title: "الكاميرا محظورة", sentence: "افتح الإعدادات بجانب عنوان الصفحة واسمح بالكاميرا، ثم أعد المحاولة" },
  busy: { title: "الكاميرا قيد الاستخدام", sentence: "أغلق البرنامج أو علامة التبويب التي تستخدمها، ثم أعد المحاولة" },
  absent: { title: "لم يُعثر على كاميرا", sentence: "وصّل كاميرا، ثم أعد المحاولة" },
  unplugged: { title: "انفصلت الكاميرا", sentence: "وصّلها من جديد، ثم اضغط «بدء»" },
  "camera-error": { title: "الكاميرا لا تستجيب", sentence: "وصّلها من جديد، ثم أعد المحاولة" },
  insecure: { title: "تحتاج الكاميرا إلى عنوان آمن", sentence: "افتح هذه الصفحة عبر https:// أو على localhost" },
  "in-app": { title: "لا كاميرا في متصفح هذا التطبيق", sentence: "اختر «فتح في المتصفح» من قائمة التطبيق" },
  "frame-denied": {
    title: "الصفحة المحيطة بهذه الصفحة لا تسمح بالكاميرا",
    sentence: "على من أنشأها أن يكتب allow=\"camera\" في وسم <iframe> الخاص بها. يمكنك فتح هذه الصفحة وحدها",
  },
  "no-picture": { title: "الكاميرا لا ترسل صورة", sentence: "افتح غطاءها أو شغّل برنامجها: تتابع الصفحة تلقائيًا حين تصل صورة" },
  muted: { title: "الكاميرا متوقفة مؤقتًا", sentence: "تشغلها مكالمة أو برنامج آخر أو غطاء مغلق: تعود تلقائيًا" },
  tap: { title: "انقر على الصورة لتبدأ", sentence: "المتصفح في انتظارك، ربما لتوفير الطاقة" },
};

export const words = {
  /** For `<html lang>`. */
  language: "ar",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "غير متأكد",
  copied: "نُسخ",
  unclear: "بلا تعبير واضح",
  looks: (/** @type {string} */ adjective) => `يبدو ${adjective}`,
  noValue: "بلا قيمة",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "لا وجه في الصورة",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => `${facesOf(faces)}: ${faces === 1 ? "" : "الرئيسي "}${looks}`,
    named: (/** @type {number} */ faces, /** @type {string} */ name) => `${facesOf(faces)}${faces === 1 ? "" : "، الرئيسي"}: ${name}`,
    picture: (/** @type {string} */ name) => `الصورة: ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `الصورة مقلوبة: فُحصت بعد تدويرها ${number(degrees)}°` : `الصورة على جانبها: فُحصت بعد تدويرها ${number(degrees)}°`,

  themes: { auto: "تلقائي", light: "فاتح", dark: "داكن" },
  colours: (/** @type {string} */ theme) => `الألوان: ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} من ${megabytes(total)} ميغابايت` : "الشبكات في الطريق",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "شاهد كيف تبدو الوجوه، مباشرةً", sentence: "لا تغادر الصور هذا المتصفح أبدًا" },
      absent: { ...camera.absent, sentence: "وصّل كاميرا وأعد المحاولة، أو استخدم صورة" },
      unplugged: { ...camera.unplugged, sentence: "وصّلها من جديد، ثم اضغط «بدء»: إعداداتك محفوظة" },
      "camera-error": { ...camera["camera-error"], sentence: "وصّلها من جديد أو اختر غيرها في الأسفل، ثم أعد المحاولة" },
      insecure: { ...camera.insecure, sentence: "افتح هذه الصفحة عبر https:// أو على localhost، أو استخدم صورة" },
      "in-app": { ...camera["in-app"], sentence: "اختر «فتح في المتصفح» من قائمة التطبيق، أو استخدم صورة" },
      tooOld: { title: sentences.tooOld.message, sentence: "يحتاج Mien إلى WebAssembly SIMD: Chrome أو Edge 91 أو Firefox 114 أو Safari 16.4 أو ما هو أحدث" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}. يمكن اختيار كاميرا أخرى في الأسفل` },
      loading: { title: "جارٍ التحميل", sentence: "الشبكات في الطريق" },
      stopped: { title: "الكاميرا متوقفة", sentence: "اضغط «بدء» للمتابعة" },
      "load-error": { title: "تعذّر تحميل Mien", sentence: "تحقّق من الاتصال، ثم أعد المحاولة" },
      "file-error": { title: "تعذّر عرض هذا الملف", sentence: "اختر صورة JPEG أو PNG أو WebP، أو فيديو MP4 أو WebM" },
      "frame-error": { title: "تعذّرت قراءة هذه الصورة", sentence: "أعد المحاولة، أو استخدم صورة أخرى" },
      crashed: { title: "توقّف Mien عن العمل", sentence: "ابدأه من جديد، أو أعد تحميل الصفحة" },
    },
    /** Recording what is seen. */
    record: {
      start: "تسجيل",
      stop: "إيقاف التسجيل",
      running: (/** @type {string} */ time, /** @type {number} */ frames) =>
        `${time} · ${counted(frames, { zero: "# إطار", one: "إطار واحد", two: "إطاران", few: "# إطارات", many: "# إطارًا", other: "# إطار" })}`,
      none: "لم يُشاهَد أحد",
      full: "امتلأ التسجيل: احفظه وابدأ تسجيلًا آخر",
      chart: (/** @type {string} */ name) => `${name}، من 0 إلى 1 عبر الزمن`,
    },
    offline: "كل شيء محفوظ الآن: يعمل Mien بلا إنترنت",
    update: "إصدار جديد جاهز",
    updateNow: "إعادة التحميل لاستخدامه",
    later: "لاحقًا",
    fine: "حسنًا",
    actions: {
      start: "بدء",
      again: "إعادة المحاولة",
      back: "رجوع",
      reload: "إعادة التحميل",
      copy: "نسخ التفاصيل",
      file: "استخدام صورة أو فيديو…",
      otherFile: "اختيار ملف آخر…",
      alone: "افتح هذه الصفحة وحدها",
      pause: "إيقاف مؤقت",
      goOn: "متابعة",
    },
    stopped: "متوقف",
    crashed: "توقّف عن العمل",
    saved: (/** @type {string} */ name) => `حُفظ ${name}`,
    notSaved: (/** @type {unknown} */ error) => `تعذّر حفظ اللقطة: ${error instanceof Error ? error.message : error}`,
    noCanvas: "لم يوفّر هذا المتصفح لوحة رسم (canvas)",
    noPicture: "تعذّرت على هذا المتصفح كتابة الصورة",
    copyDetails: "انسخ هذه التفاصيل",
    noBrowserDetector: "المتصفح (غير متاح هنا)",
    camerasByName: "بالاسم",
    pixels: (/** @type {number} */ count) =>
      counted(count, { zero: "# بكسل", one: "بكسل واحد", two: "بكسلان", few: "# بكسلات", many: "# بكسلًا", other: "# بكسل" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `${number(milliseconds, milliseconds < 10 ? 1 : 0)} ملي ث لكل إطار`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} إطار/ث`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "كاشف المتصفح" : "الكاشف المدمج"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at} من ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `فئاتك: ${name}` : "فئاتك"),
    mainFace: "الوجه الرئيسي",
    picture: "الصورة",
    model: (/** @type {string} */ name) => (name.trim() ? `النموذج: ${name}` : "نموذج آخر"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `تعذّر فتح «${name}». ${why}`,
    badClasses: (/** @type {string} */ why) => `${why}. هذه تعابير Mien نفسه`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "الكاميرا متوقفة", sentence: "لا تغادر الصور هذا المتصفح أبدًا", button: "بدء" },
      empty: { title: "لا صورة", sentence: "لا تغادر الصور هذا المتصفح أبدًا" },
      loading: { title: "جارٍ التحميل", sentence: "الشبكات في الطريق" },
      denied: { ...camera.denied, button: "إعادة المحاولة" },
      busy: { ...camera.busy, button: "إعادة المحاولة" },
      absent: { ...camera.absent, button: "إعادة المحاولة" },
      unplugged: { ...camera.unplugged, button: "بدء" },
      "camera-error": { ...camera["camera-error"], button: "إعادة المحاولة" },
      "frame-denied": { ...camera["frame-denied"], button: "إعادة المحاولة" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "بدء الصورة" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "سياسة الأمان في هذه الصفحة تمنع ذلك", sentence: "" },
      noThread: { title: "تعذّر بدء Mien", sentence: "" },
      load: { title: "تعذّر تحميل Mien", sentence: "تحقّق من الاتصال، ثم أعد المحاولة", button: "إعادة المحاولة" },
      photo: { title: "تعذّر عرض هذه الصورة", sentence: "تحقّق من عنوانها، ومن أن موقعها يسمح للصفحات الأخرى بقراءتها", button: "إعادة المحاولة" },
      target: { title: "لا شيء للنظر إليه", sentence: "يجب أن تذكر السمة for معرّف (id) فيديو أو صورة أو لوحة رسم (canvas) في هذه الصفحة" },
      head: { title: "تعذّر استخدام الفئات", sentence: "", button: "إعادة المحاولة" },
      unread: { title: "تعذّرت قراءة الصورة", sentence: "يتابع تلقائيًا حالما يمكن ذلك", button: "إعادة المحاولة" },
      crashed: { title: "توقّف Mien عن العمل", sentence: "ابدأه من جديد، أو أعد تحميل الصفحة", button: "بدء من جديد" },
    },
    loading: "جارٍ التحميل",
    stop: "إيقاف",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "تعابير الوجه، مباشرةً",
    tellsApart: (/** @type {string[]} */ names) => `يميّز بين: ${names.join("، ")}`,
    picture: "الصورة",
    noHead: "الملف mien/head.json مفقود أو تالف: فُكّ ضغط الحزمة كاملة من جديد",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `الملف «${name}» فارغ`,
    otherKind: (/** @type {string} */ name) => `الملف «${name}» ليس صورة ولا فيديو`,
    badPhoto: (/** @type {string} */ name) => `الملف «${name}» تالف، أو نوع من الصور لا يستطيع هذا المتصفح قراءته`,
    badVideo: (/** @type {string} */ name) => `الملف «${name}» تالف، أو نوع من الفيديو لا يستطيع هذا المتصفح تشغيله`,
    brokenVideo: (/** @type {string} */ name) => `الملف «${name}» تالف: لا يمكن متابعة تشغيله`,
    noPictures: (/** @type {string} */ name) => `في الملف «${name}» صوت بلا صور`,
  },

  /** The hint under a live picture without a face. */
  noFace: "لم يُعثر على وجه: اقترب، أو شغّل ضوءًا",
  blackPicture: "الصورة سوداء: افتح غطاء الكاميرا أو الحاسوب، أو شغّل ضوءًا، أو اختر كاميرا أخرى",
  noFaceInPhoto: "لم يُعثر على وجه: جرّب قيمة أخرى في «أصغر وجه»",
};
