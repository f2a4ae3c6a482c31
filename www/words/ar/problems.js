// What can go wrong, in Arabic. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `«${name}»`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "ملف فئاتك",
  link: "الرابط",
  head: "الرأس المدرَّب",
  layerWeights: "أوزان طبقة",
  networkAnswer: "جواب شبكة",
  pictureSize: "حجم الصورة",
  pixelBytes: "طول البكسلات",
  stageSize: "حجم المرحلة",
  threshold: "عتبة «غير متأكد»",
  detectorSize: "حجم الكاشف",
  faceScore: "أدنى درجة لوجه",
  faceOverlap: "أكبر تداخل بين الوجوه",
  mostFaces: "أكبر عدد من الوجوه",
  smallestFace: "أصغر ضلع لوجه",
  region: "جزء الصورة",
  faceSide: "ضلع الوجه المعدول",
  faceChannels: "عدد قنوات الوجه المعدول",
  valueRange: "مدى القيم",
  landmarkTemplate: "قالب معالم الوجه",
  labels: "قائمة التسميات",
  temperature: "درجة الحرارة",
  stemChannels: "عدد قنوات الجذع",
  networkStages: "عدد المراحل",
  stageChannels: "عدد قنوات مرحلة",
  stageBlocks: "عدد كتل مرحلة",
  classes: "عدد الفئات",
  headLayers: "عدد طبقات الرأس",
  headLayer: "طبقة من الرأس",
  headClasses: "عدد فئات الرأس",
  headLength: "طول ملف فئاتك",
  linkLength: "طول الرابط",
  nameLength: "طول الاسم",
  classNameLength: "طول اسم فئة",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "غير موجود",
  unreadable: ({ cause }) => `تتعذّر قراءته (${cause})`,
  checksum: "مجموع التحقّق لا يطابق المذكور في البيان",
  length: ({ got, expected }) => `الحجم بالبايت ${got} بدلًا من ${expected}`,
  noLandmarks: "لا يذكر أوزانًا للوجوه المقصوصة مسبقًا",
  noPictureBase: "لا يذكر شبكة للصور الكاملة",
  notMien: "لم يكتبه Mien",
  otherVersion: "أنشأه إصدار آخر من Mien؛ أعد تحميل الصفحة ثم حاول مجددًا",
  cut: "جزء منه مفقود أو متغيّر؛ ربما قطعه برنامج محادثة",
  sameName: ({ name }) => `فئتان بالاسم نفسه ${quoted(name)}`,
  notNumbers: "بعض الأوزان فيه ليست أعدادًا",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `خارج المدى من ${from} إلى ${to}`,
  positive: "ليس أكبر من 0",
  ascending: "ليس عددين أصغرهما أولًا",
  distinct: "ليس خمسة مواضع مختلفة",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `تلف في ${file}: ${what}`,
    hint: "حمّله من جديد؛ وإن لم ينفع ذلك فلا بد من استبدال الملف نفسه",
  }),
  mismatch: (what, expected, got) => ({ message: `عدم توافق في ${what}: المتوقَّع ${expected} والموجود ${got}`, hint: "استخدم ملفات أُنشئت معًا" }),
  outdated: (name) => ({
    message: `جرى تعليم ${name ? quoted(name) : "هذه المجموعة من الفئات"} على إصدار آخر من الشبكة؛ افتح المشروع في الاستوديو ودرّبه من جديد`,
    hint: "افتح المشروع في الاستوديو ودرّبه من جديد",
  }),
  limit: (what, got, limit) => ({ message: `${what}: ${got}، وهذا ${limit}`, hint: "اختر قيمة ضمن الحدود" }),
  unsupportedHint: "استخدم ملفًا من نوع تمكن قراءته",
  notFetched: (file, status) => ({
    message: `تعذّر جلب ${file}${status ? ` (${status})` : ""}`,
    hint: "تحقّق من الاتصال، ثم أعد المحاولة",
  }),
  damaged: (file) => ({ message: `الملف ${file} تالف أو مفقود`, hint: "تحقّق من الاتصال، ثم أعد المحاولة" }),
  webPage: (file) => ({
    message: `أرسل الخادم صفحة ويب بدلًا من ${file}`,
    hint: "انسخ مجلد Mien كاملًا إلى الخادم، واجعل الخادم يجيب بالرمز 404 حيث لا يوجد ملف",
  }),
  policy: (word) => ({
    message: `سياسة أمان المحتوى في الصفحة تمنع ما يحتاج إليه Mien: ${word}`,
    hint: `أضف ${word} إلى السياسة`,
  }),
  noWorker: { message: "هذا ليس عامل ويب (worker)", hint: "" },
  noThread: (file) => ({
    message: `تعذّر بدء خيط التنفيذ من ${file}`,
    hint: "انسخ مجلد Mien إلى موقع هذه الصفحة نفسه، واذكره في السمة base",
  }),
  picture: (cause) => ({ message: `تعذّرت على المتصفح قراءة الصورة: ${cause}`, hint: "أعد المحاولة، أو استخدم صورة أخرى" }),
  settingsHint: "استخدم الإعدادات المذكورة في التوثيق",
  stopped: { message: "أُوقف التدريب قبل أن يبدأ", hint: "اضغط «تدريب» من جديد" },
  disposed: { message: "جرى التخلّص من هذا النموذج", hint: "حمّله من جديد" },
  aborted: { message: "أُلغيت العملية", hint: "" },
  noise: {
    message: "يعطي هذا المتصفح ضجيجًا بدل وحدات بكسل الصورة",
    hint: "إنه يحميك من تعرّف المواقع عليك (resistFingerprinting). اسمح لهذا الموقع بقراءة لوحات الرسم، أو استخدم متصفحًا أو ملفًا شخصيًا آخر",
  },
  memory: { message: "لم تعد لدى المتصفح ذاكرة لـ Mien", hint: "أغلق علامات تبويب أخرى، أو استخدم صورًا أصغر أو أقل في المرة الواحدة، ثم حاول مرة أخرى" },
  wasmOff: {
    message: "WebAssembly معطَّل في هذا المتصفح",
    hint: "اسمح به لهذا الموقع: في نمط المنع وبعض متصفحات الخصوصية استثناء في إعدادات الموقع",
  },
  tooOld: { message: "هذا المتصفح قديم جدًا", hint: "استخدم Chrome أو Edge 91 أو Firefox 114 أو Safari 16.4 أو ما هو أحدث" },
};
