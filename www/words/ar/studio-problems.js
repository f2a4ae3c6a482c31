// What can go wrong with the files that people teach with, in Arabic, beside what problems.js says.
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

const { counted } = speech("ar");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "الملف",
  zip: "ملف zip",
  table: "الجدول",
  project: "المشروع",
  model: "النموذج",
  modelWeights: "ملف أوزان النموذج",
  modelMetadata: "ملف تسميات النموذج",
  modelLayers: "عدد طبقات النموذج",
  modelChannels: "عدد الألوان التي يقبلها النموذج",
  modelProducts: "عدد عمليات الضرب لكل جواب من النموذج",
  sampleNameLength: "طول اسم عيّنة",
  zipFiles: "عدد الملفات في ملف zip",
  entrySize: ({ name }) => `حجم ${quoted(name)} بعد فك الضغط`,
  picturesSize: "حجم كل الصور بعد فك الضغط",
  projectSize: "حجم المشروع بعد فك الضغط",
  projectFormat: "تنسيق المشروع",
  samples: "عدد العيّنات",
  sampleFaces: "طول وجوه العيّنات",
  samplePictures: "صورة عيّنة",
  sampleFace: "ضلع وجه عيّنة",
  precroppedSide: "ضلع وجه",
  epochs: "عدد الحقب",
  batchSize: "حجم الدفعة",
  learningRate: "معدّل التعلّم",
  hiddenUnits: "عدد الوحدات المخفية",
  validationShare: "الحصة المحجوزة للتحقّق",
  patience: "عدد الحقب بلا نتيجة أفضل",
  embedding: "طول التضمين",
  exampleClass: "فئة مثال",
  samplesOfClass: ({ class: which }) => `عدد عيّنات الفئة ${which}`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "فارغ",
  nothingWhole: "لا شيء فيه سليم",
  noEntry: ({ index }) => `ليس فيه المدخل ${index}`,
  misplaced: "ليس في مكانه",
  endMissing: "نهايته مفقودة",
  changed: "بايتاته ليست تلك التي ضُغطت",
  placeUnclear: "مكانه في ملف zip غير واضح",
  samePath: ({ path }) => `صورتان لهما المسار نفسه ${quoted(path)}`,
  badPath: ({ path }) => `لا يصلح ${quoted(path)} مكانًا لصورة`,
  sameClassId: ({ id }) => `فئتان لهما المعرّف نفسه ${id}`,
  sameSampleId: ({ id }) => `عيّنتان لهما المعرّف نفسه ${id}`,
  noSuchClass: ({ sample, class: which }) => `العيّنة ${sample} من الفئة ${which}، وهي مفقودة`,
  noPicturesEither: "تتعذّر قراءته، ولا صور فيه",
  unknownLayer: ({ layer, kind }) => `الطبقة ${quoted(layer)} من نوع غير معروف: ${kind}`,
  layerSetting: ({ layer, setting }) => `الإعداد ${setting} في الطبقة ${quoted(layer)} مفقود أو لا يمكن استخدامه`,
  layerMisfit: ({ layer, weights }) => `الطبقة ${quoted(layer)} لا تناسب مدخلها${weights.length > 0 ? ` أو أوزانها (${weights.join(" × ")})` : ""}`,
  unknownNumbers: ({ weight, kind }) => `الأوزان ${quoted(weight)} من نوع غير معروف: ${kind}`,
  endlessLine: "سطره الأول لا ينتهي",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `أقل من ${least}`,
  mebibytes: ({ mib }) => `أكثر من ${mib} MiB`,
  promised: ({ bytes }) => `أكثر مما يعد به (بالبايت: ${bytes})`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "مستند PDF",
  jpeg: "صورة JPEG",
  png: "صورة PNG",
  gif: "صورة GIF",
  rar: "أرشيف RAR",
  sevenZip: "أرشيف 7-Zip",
  gzip: "ملف gzip",
  tar: "ملف tar",
  zip: "ملف zip",
  spreadsheet: "جدول بيانات",
  parquet: "ملف Parquet",
  webPage: "صفحة ويب",
  json: "ملف JSON",
  other: "من نوع آخر",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "هذا مشروع: افتحه في الاستوديو عبر «فتح ملف مشروع»",
  teachableProject: "هذا مشروع Teachable Machine: افتحه في الاستوديو عبر «فتح ملف مشروع»",
  bundle: "هذه حزمة لصفحة ويب: فُكّ ضغطها وافتح ملف index.html الذي فيها",
  head: "هذا ملف فئاتك: تستخدمه الصفحة عبر <mien-camera src>",
  pictures: "هذه صور: افتحها عبر «صورة أو فيديو»",
  weights: "هذه أوزان نموذج وحدها: اختر معها ملف model.json الخاص بها، أو ملف zip الذي جاءت فيه",
  other: "ليس هذا نموذجًا تمكن قراءته: اختر تصديرًا من Teachable Machine، ملف zip أو كل ملفاته",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `الملف ${quoted(name)} مشفَّر، ولا تمكن إلا قراءة ملفات zip بلا كلمة مرور`,
  compression: ({ name }) => `الملف ${quoted(name)} مضغوط بطريقة غير معتادة، ولا تمكن إلا قراءة ملفات zip العادية (deflate)`,
  noZip: ({ file }) => `هذا الملف ${fileKinds[file]}، ولا تمكن إلا قراءة ملفات zip`,
  noTable: ({ file }) => `هذا الملف ${fileKinds[file]}: اختر ملف csv، مثل fer2013.csv`,
  otherTable: ({ file }) => `هذا الملف ${fileKinds[file]}: احفظه أو صدّره بصيغة CSV، ثم اختر الناتج`,
  packedTable: ({ file }) => `هذا الملف ${fileKinds[file]}: فُكّ ضغطه، ثم اختر ملف csv الذي فيه`,
  noTableInside: ({ file }) => `هذا الملف ${fileKinds[file]} ليس فيه ملف csv له عمود «pixels»`,
  noPixels: ({ found }) => `لا عمود في الجدول باسم «pixels»، بل ${found.map(quoted).join("، ")} فقط؛ في جدول الوجوه عمودا «emotion» و«pixels»، كما في fer2013.csv`,
  noLabels: ({ found }) => `لا تسميات في الجدول: لا عمود باسم «emotion» إلى جانب ${found.map(quoted).join("، ")}. اختر الملف الذي فيه هذا العمود`,
  model: "هذا الملف نموذج مدرَّب: افتحه في صفحة أداة التعرّف عبر «فتح نموذج»",
  noModel: ({ file }) => knownFile(file),
  noPictures: "هذا ملف zip بلا صور، ولا تمكن إلا قراءة الصور وملفات المشاريع",
  otherProject: ({ project }) => `هذا الملف مشروع Teachable Machine من النوع ${project}، ولا تمكن إلا قراءة مشاريع الصور`,
  version: ({ version, newest }) => `المشروع من الإصدار ${version}، أنشأه Mien آخر، ولا تمكن إلا قراءة الإصدارات حتى ${newest}`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `أطول من ${kib} KiB`,
  fields: ({ got, expected }) => `عدد الحقول ${got} بدلًا من ${expected}`,
  label: ({ text, last }) => `التسمية ${quoted(text)} ليست عددًا من 0 إلى ${last} ولا اسمًا إنجليزيًا لتعبير، مثل «happy»`,
  pixel: ({ text }) => `البكسل ${quoted(text)} ليس عددًا صحيحًا من 0 إلى 255`,
  pixels: ({ got, expected }) => `عدد البكسلات ${got} بدلًا من ${expected}`,
  zeroBytes: "فيه بايتات صفرية، مما تتركه نسخة لم تكتمل؛ احصل على الملف من جديد",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "الملف مقطوع أو تالف: قُرئ السليم منه",
  leadsOutside: ({ name }) => `جرى تخطّي ${quoted(name)}: يقود إلى خارج مجلده`,
  leftOut: ({ error }) => `جرى التخطّي: ${problem(error).message}`,
  hiddenFiles: ({ count }) =>
    counted(count, {
      zero: "جرى تخطّي # ملف مخفي",
      one: "جرى تخطّي ملف مخفي واحد",
      two: "جرى تخطّي ملفين مخفيين",
      few: "جرى تخطّي # ملفات مخفية",
      many: "جرى تخطّي # ملفًا مخفيًا",
      other: "جرى تخطّي # ملف مخفي",
    }),
  otherFiles: ({ count }) =>
    counted(count, {
      zero: "جرى تخطّي # ملف ليس صورة",
      one: "جرى تخطّي ملف واحد ليس صورة",
      two: "جرى تخطّي ملفين ليسا صورتين",
      few: "جرى تخطّي # ملفات ليست صورًا",
      many: "جرى تخطّي # ملفًا ليست صورًا",
      other: "جرى تخطّي # ملف ليست صورًا",
    }),
  row: ({ row, fault }) => `الصف ${row}: ${rowFault(fault)}`,
  settingsLost: "الفئات والإعدادات تالفة: أُخذت الفئات من مجلدات الصور",
  pictureLost: ({ error }) => `جرى تخطّي صورة: ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `وجوه قُصّت من صورها من جديد: ${count}`,
});
