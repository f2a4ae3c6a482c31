// What the studio says, in Arabic, beside what every live picture says.
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

const { counted, daysAgo, number, percent, someOf } = speech("ar");

/** As a subject: "two samples were deleted". */
const samplesOf = (/** @type {number} */ count) =>
  counted(count, { zero: "# عيّنة", one: "عيّنة واحدة", two: "عيّنتان", few: "# عيّنات", many: "# عيّنة", other: "# عيّنة" });
/** As an object and behind a preposition: "of two samples". */
const toSamples = (/** @type {number} */ count) =>
  counted(count, { zero: "# عيّنة", one: "عيّنة واحدة", two: "عيّنتين", few: "# عيّنات", many: "# عيّنة", other: "# عيّنة" });
/** Behind a preposition. */
const picturesOf = (/** @type {number} */ count) =>
  counted(count, { zero: "# صورة", one: "صورة واحدة", two: "صورتين", few: "# صور", many: "# صورة", other: "# صورة" });
/** Behind a preposition. */
const filesOf = (/** @type {number} */ count) =>
  counted(count, { zero: "# ملف", one: "ملف واحد", two: "ملفين", few: "# ملفات", many: "# ملفًا", other: "# ملف" });

const otherClasses = (/** @type {number} */ count) =>
  counted(count, {
    zero: "# فئة أخرى",
    one: "فئة أخرى",
    two: "فئتين أخريين",
    few: "# فئات أخرى",
    many: "# فئة أخرى",
    other: "# فئة أخرى",
  });

/** The first few classes of these, and how many more there are. @param {string[]} all @param {string} before what stands before "other classes" */
const listed = (all, before = "") => someOf(all, (count) => `${before}${otherClasses(count)}`);

const of = (/** @type {string} */ name) => `«${name}»`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [`غيرها من هذا النوع: ${number(more)}`] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}؛ كلما زادت العيّنات وتنوّعت زادت الثقة`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}. ${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}. ${live.camera.busy.sentence}`,
    absent: "لم يُعثر على كاميرا. وصّل واحدة، أو ارفع صورًا",
    unplugged: live.camera.unplugged.title,
    "camera-error": "الكاميرا لا تستجيب. وصّلها من جديد، ثم أعد المحاولة",
    insecure: "تحتاج الكاميرا إلى عنوان آمن (https:// أو localhost). ارفع صورًا بدلًا من ذلك",
    "in-app": "لا كاميرا في متصفح هذا التطبيق. اختر «فتح في المتصفح» من قائمة التطبيق، أو ارفع صورًا",
    "frame-denied": `${live.camera["frame-denied"].title}. ${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}. ${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}. ${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "مشروع فارغ", says: "فئتان تسمّيهما كما تشاء", classes: ["الفئة 1", "الفئة 2"] },
    six: { name: "ستة تعابير أساسية", says: "سعادة، حزن، خوف، غضب، دهشة، اشمئزاز" },
    seven: { name: "الستة والمحايد", says: "الستة، ووجه في حالة راحة" },
    wink: { name: "غمزة يسارًا ويمينًا", says: "العين اليسرى، العين اليمنى، كلتاهما مفتوحتان", classes: ["كلتاهما مفتوحتان", "غمزة يسارًا", "غمزة يمينًا"] },
    pictures: { name: "صور كاملة", says: "كل ما تراه الكاميرا: أشياء وأيدٍ وأماكن، كما في Teachable Machine", classes: ["الفئة 1", "الفئة 2"] },
  },
  newClass: (/** @type {number} */ number) => `الفئة ${number}`,
  unnamedClass: "فئة",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `ماذا يتعلّم من ${of(file)}؟`,
    faces: { name: "الوجوه", says: "يُعثر على كل وجه ويُقصّ ويُعدَل: الأنسب للتعابير" },
    pictures: { name: "الصور كاملة", says: "كل ما فيها مهم، كما في Teachable Machine" },
  },

  start: {
    none: "تُحفظ المشاريع تلقائيًا في هذا المتصفح؛ لا مشاريع بعد",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) =>
      `${kind === "pictures" ? "صور كاملة، " : ""}${counted(classes, { zero: "# فئة", one: "فئة واحدة", two: "فئتان", few: "# فئات", many: "# فئة", other: "# فئة" })}${trained ? "، مدرَّب" : ""}، ${when}`,
    remove: (/** @type {string} */ name) => `حذف ${name}`,
    removed: (/** @type {string} */ name) => `حُذف ${of(name)}`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}. ${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}. ${sentences.wasmOff.hint}`,
    elsewhere: "هذا المشروع مفتوح في علامة تبويب أخرى",
    takenOver: "فُتح هذا المشروع في علامة تبويب أخرى",
    gone: "هذا المشروع ليس في هذا المتصفح (أو لم يعد فيه)",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `فحص العيّنات: ${number(done)} من ${number(total)}`,
    learningAgain: (/** @type {string} */ name) => `جرى تعليم «${name}» على إصدار آخر من الشبكة؛ وهو يتعلّم الآن من جديد من العيّنات المحفوظة`,
    saved: "محفوظ في هذا المتصفح",
    saving: "جارٍ الحفظ…",
    notSaved: "غير محفوظ",
    saveAsFile: "حفظ في ملف",
    reload: "إعادة التحميل",
    close: "إغلاق",
    copyDetails: "نسخ التفاصيل",
    empty: "الملف فارغ",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`المشروع ${of(name)} تالف`, ...notes(damage), ...(lost > 0 ? [`عيّنات ضاعت لأن وجهها وصورتها تالفان: ${number(lost)}`] : [])].join(". "),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `تعذّر فتح ${of(name)}: ${why}`,
    leave: "هذا المشروع غير محفوظ في هذا المتصفح: كل ما لم يُحفظ في ملف سيضيع. هل تريد المغادرة؟",
    crashed: "توقّف Mien عن العمل وبدأ من جديد: لم يضِع شيء ممّا جمعته، أعد ما كان جاريًا",
    undo: "تراجع",
  },

  store: {
    full: "لا مساحة في هذا المتصفح للمشروع. احفظه في ملف، ثم احذف عيّنات أو مشاريع أخرى",
    none: "لا يحفظ هذا المتصفح شيئًا هنا (نافذة خاصة؟). احفظ المشروع في ملف قبل إغلاق الصفحة",
    otherVersion: "Mien مفتوح في علامة تبويب أخرى بإصدار آخر. أغلقها، ثم أعد تحميل هذه الصفحة",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "توقّف Mien عن العمل", hint: "حاول مرة أخرى" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "سجّل وجوهًا لكل فئة أو ارفعها",
      next: (name) => `أضف الآن وجوهًا إلى ${of(name)}`,
      more: moreSamples,
    },
    pictures: {
      first: "سجّل صورًا لكل فئة أو ارفعها؛ المهم هو المربّع الأوسط من كل صورة",
      next: (name) => `أضف الآن صورًا إلى ${of(name)}`,
      more: moreSamples,
    },
  },

  classes: {
    name: "اسم الفئة",
    camera: "الكاميرا",
    upload: "رفع",
    leaveOut: "استبعاد من التدريب",
    use: "إعادة إلى التدريب",
    up: "نقل إلى أعلى",
    down: "نقل إلى أسفل",
    download: "تنزيل العيّنات",
    remove: "حذف الفئة",
    more: "المزيد",
    uploadTo: (/** @type {string} */ name) => `رفع صور إلى ${name}`,
    cameraFor: (/** @type {string} */ name) => `كاميرا ${name}`,
    moreAbout: (/** @type {string} */ name) => `المزيد عن ${name}`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}، خارج التدريب`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `تصفّح ${toSamples(count)} من ${name}`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `حُذفت ${of(name)}${samples === 0 ? "" : ` مع ${toSamples(samples)}`}`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `المحدَّد: ${number(selected)} من ${toSamples(total)}`,
    all: "تحديد الكل",
    none: "إلغاء التحديد",
    moveTo: "نقل إلى…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `العيّنة ${number}، ${name}`,
    removed: (/** @type {number} */ count) => `حُذفت ${samplesOf(count)}`,
    moved: (/** @type {number} */ count, /** @type {string} */ to) => `نُقلت ${samplesOf(count)} إلى ${of(to)}`,
    copies: (/** @type {number} */ count) => counted(count, { zero: "# نسخ", one: "نسخة واحدة من عيّنة موجودة من قبل: جرى تخطّيها", two: "نسختان من عيّنات موجودة من قبل: جرى تخطّيهما", few: "# نسخ من عيّنات موجودة من قبل: جرى تخطّيها", many: "# نسخة من عيّنات موجودة من قبل: جرى تخطّيها", other: "# نسخة من عيّنات موجودة من قبل: جرى تخطّيها" }),
  },

  record: {
    asking: "جارٍ طلب الكاميرا",
    hold: "اضغط مطوّلًا للتسجيل",
    handsFree: "بلا لمس",
    stop: "إيقاف",
    close: (/** @type {string} */ name) => `إغلاق كاميرا ${name}`,
    countdown: (/** @type {number} */ left) => `التسجيل بعد ${number(left)}`,
    settings: "إعدادات التسجيل",
    rate: "الإطارات في الثانية",
    delay: "التأخير بلا لمس (ث)",
    duration: "المدة بلا لمس (ث)",
    unplugged: "انفصلت الكاميرا. وصّلها، ثم افتح هذه اللوحة من جديد",
    from: "الكاميرا",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        added === 0 ? "لم تُضَف أي عيّنة" : `أُضيفت ${samplesOf(added)}`,
        ...(copies > 0 ? [`وجرى تخطّي ${counted(copies, { zero: "# نسخة", one: "نسخة واحدة", two: "نسختين", few: "# نسخ", many: "# نسخة", other: "# نسخة" })}`] : []),
        ...(faceless > 0 ? [`ولا وجه في ${picturesOf(faceless)}`] : []),
        ...(unread > 0 ? [`وتعذّرت قراءة ${filesOf(unread)}`] : []),
      ].join("، "),
    more: "… والمزيد",
    notes,
    empty: "الملف فارغ",
    faceless: "لم يُعثر على وجه",
    copy: "نسخة من عيّنة موجودة من قبل",
    badPicture: "صورة تالفة، أو من نوع لا يستطيع هذا المتصفح قراءته",
    badVideo: "فيديو تالف، أو من نوع لا يستطيع هذا المتصفح تشغيله",
    noPictures: "لا صور",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}: ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name} عند ${number(seconds, 1)} ث`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}: ${number(Math.round(at))} من ${number(Math.round(length))} ث`,
    project: (/** @type {string} */ name) => `الملف ${name} مشروع كامل: افتحه من «المشاريع»`,
    settingsTaken: "أُخذت منه إعدادات التدريب",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}: ${number(at)} من ${number(count)}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}، الصف ${number(row)}`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) =>
      `${name}: ${counted(rows, { zero: "# صف", one: "صف واحد", two: "صفّان", few: "# صفوف", many: "# صفًّا", other: "# صف" })}`,
    tableOfFaces: "مكان جدول الوجوه في مشروع وجوه",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) =>
      `جرى تخطّي ${counted(rows, { zero: "# صف", one: "صف واحد", two: "صفّين", few: "# صفوف", many: "# صفًّا", other: "# صف" })} للاختبار (${kinds.join("، ")})`,
    noUsage: "لا عمود باسم «Usage» يفصل صفوف الاختبار: تُعدّ كلها للتدريب",
    badRows: (/** @type {number} */ rows) => counted(rows, { zero: "تعذّرت قراءة # صف", one: "تعذّرت قراءة صف واحد", two: "تعذّرت قراءة صفّين", few: "تعذّرت قراءة # صفوف", many: "تعذّرت قراءة # صفًّا", other: "تعذّرت قراءة # صف" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `جرى تخطّي ${picturesOf(pictures)} للاختبار (${folders.join("، ")})`,
    learnFromThem: "للتعلّم من صور الاختبار رغم ذلك، اختر مجلد إحدى فئاتها",
    guessedNames: (/** @type {string} */ codePage) => `أسماء المجلدات مكتوبة بطريقة قديمة وقُرئت على أنها ${codePage}: غيّر أسماء الفئات التي تبدو خاطئة`,
    whichClass: (/** @type {number} */ pictures) =>
      counted(pictures, {
        zero: "إلى أي فئة تنتمي هذه الصور (#)؟",
        one: "إلى أي فئة تنتمي هذه الصورة؟",
        two: "إلى أي فئة تنتمي هاتان الصورتان؟",
        few: "إلى أي فئة تنتمي هذه الصور (#)؟",
        many: "إلى أي فئة تنتمي هذه الصور (#)؟",
        other: "إلى أي فئة تنتمي هذه الصور (#)؟",
      }),
    reading: "جارٍ القراءة",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${number(at)} من ${filesOf(count)}`,
    stopped: "متوقف؛ ما أُضيف باقٍ",
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
          return finding.classes === 0 ? "أضف فئتين" : "أضف فئة ثانية لتُميَّز الأولى منها";
        case "noSamples":
          return finding.names.length === 1
            ? `لا عيّنات في ${of(finding.names[0] ?? "")}: أضف بعضها، أو استبعد الفئة من التدريب`
            : `لا عيّنات في ${listed(finding.names.map(of))}: أضف بعضها، أو استبعد الفئات الفارغة من التدريب`;
        case "fewSamples":
          return `أضف ${listed(
            finding.wanted.map(({ name, more }, index) => {
              const first = { zero: "# عيّنة أخرى", one: "عيّنة أخرى", two: "عيّنتين أخريين", few: "# عيّنات أخرى", many: "# عيّنة أخرى", other: "# عيّنة أخرى" };
              const next = { zero: "#", one: "واحدة", two: "اثنتين", few: "#", many: "#", other: "#" };
              return `${counted(more, index === 0 ? first : next)} إلى ${of(name)}`;
            }),
            "عيّنات إلى ",
          )}`;
        case "uneven":
          return (
            `مقابل كل عيّنة في ${of(finding.least)} هناك ${samplesOf(finding.times)} في ${of(finding.most)}: ` +
            `أضف إلى ${of(finding.least)}، أو ${finding.balanced ? "أبقِ «لكل فئة الأهمية نفسها» مشغّلًا" : "شغّل «لكل فئة الأهمية نفسها»"}`
          );
        case "oneRecording":
          return `معظم عيّنات ${listed(finding.names.map(of))} من تسجيل واحد أو صورة واحدة: سجّل مرة أخرى، في وقت آخر أو مكان آخر، لتحقّق صادق`;
        case "nothingChecked":
          return "لم تُحجز أي عيّنات للتحقّق، فلا شيء يبيّن مدى جودة التعرّف على وجوه جديدة";
        case "fewChecked":
          return `العيّنات المحجوزة للتحقّق قليلة (${number(finding.samples)}): أضف المزيد لنتيجة يُعتمد عليها`;
        case "learntByHeart":
          return (
            `يصيب في ${percent(finding.training)} من العيّنات التي تعلّم منها، لكن في ${percent(finding.validation)} من المحجوزة للتحقّق: ` +
            "أضف عيّنات أكثر تنوّعًا (أشخاص وإضاءة وزوايا أخرى)، أو درّب بعدد أقل من الحقب"
          );
        case "stoppedEarly":
          return `انتهى التدريب بعد الحقبة ${number(finding.epochs)}: لم تكن أي حقبة أفضل من الحقبة ${number(finding.best)}، وهي المعتمدة`;
        case "poor":
          return (
            `${percent(finding.validation)} فقط من العيّنات المحجوزة للتحقّق صحيحة: ابحث بين العيّنات عن الخاطئة، ` +
            "أو اجعل الفئات أكثر اختلافًا"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "الحقب", help: "كم مرة يمرّ على كل العيّنات" },
      batch: { label: "حجم الدفعة", help: "العيّنات التي ينظر فيها قبل أن يصحّح نفسه" },
      learningRate: { label: "معدّل التعلّم", help: "مقدار تصحيحه لنفسه كل مرة. غيّره قليلًا فقط" },
      hidden: { label: "الوحدات المخفية", help: "حجم ما يُدرَّب؛ القيمة 0 تجعله أصغر ما يكون ورابطه قصيرًا" },
      validationShare: { label: "المحجوز للتحقّق، %", help: "عيّنات من كل فئة لا يُتعلَّم منها، بل يُتحقَّق بها. وتبقى النسخ في جانب واحد", percent: true },
      balance: { label: "لكل فئة الأهمية نفسها", help: "مهما كان عدد عيّناتها" },
      mirror: { label: "التعلّم من الوجوه المعكوسة أيضًا", help: "أوقفه حيث يختلف اليسار عن اليمين، كما في الغمز" },
      patience: { label: "التوقّف بعد، حقب", help: "ينتهي التدريب إذا لم تأتِ حقب بهذا العدد بنتيجة أفضل في العيّنات المحجوزة للتحقّق؛ 0: كل الحقب" },
      seed: { label: "البذرة", help: "الرقم نفسه يعطي النتيجة نفسها" },
    },
    reset: "استعادة الافتراضي",
    hint: {
      learning: "يتعلّم؛ يمكنك متابعة جمع العيّنات",
      blocked: "تلزم عيّنات في كل فئة",
      stale: "تغيّرت العيّنات أو الفئات: درّب من جديد",
      trained: "اكتمل التدريب؛ جرّبه في المعاينة",
      ready: "كل شيء جاهز: اضغط «تدريب»",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `صواب في ${percent(share)} من العيّنات المحجوزة للتحقّق (${number(samples)})؛ ولم يرَ أي نسخة منها`,
    unchecked: (/** @type {number} */ share) => `صواب في ${percent(share)} من العيّنات التي تعلّم منها؛ لم تُحجز أي عيّنات للتحقّق`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `الحقبة ${number(epoch)} من ${number(epochs)} · الصواب ${percent(accuracy)} · الخسارة ${number(loss, 2)} · المتبقي ${seconds < 60 ? `${number(seconds)} ث` : `${number(Math.ceil(seconds / 60))} د`}`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `فحص الوجوه المعكوسة: ${number(done)} من ${number(total)}`,
    starting: "جارٍ البدء",
    running: "جارٍ التدريب",
    done: (/** @type {string} */ result) => `اكتمل التدريب. ${result}`,
    failed: "فشل التدريب",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { zero: "# صورة في أكثر من فئة", one: "صورة واحدة في أكثر من فئة", two: "صورتان في أكثر من فئة", few: "# صور في أكثر من فئة", many: "# صورة في أكثر من فئة", other: "# صورة في أكثر من فئة" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `إزالة ${sample} من ${of(name)}`,
    remove: "إزالة",
  },

  results: {
    caption: "الإجابات الصحيحة لكل فئة",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${number(right)} من ${number(samples)}` : "لا شيء"),
    named: (/** @type {string} */ label) => `التسمية ${label}`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${truth}، بالتسمية ${label}: ${number(count)}`,
    matrix: "مصفوفة الالتباس",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `تسميتك ${truth}${learnt ? "، مع أنه تعلّم منها" : ""}`,
    accuracy: {
      title: "الدقة",
      says: "نسبة العيّنات التي يصيب في تسميتها. المهم نسبتها في العيّنات التي لم يتعلّم منها. أثناء التعلّم يُخفى خُمس ما يراه من الوجه، لذا قد يكون المنحنى الأول تحت الثاني",
    },
    loss: { title: "الخسارة", says: "مقدار بُعده عن الصواب، وأكثره للأخطاء الواثقة. حيث يعود المنحنى الثاني إلى الصعود فهو يحفظ عن ظهر قلب" },
    perClass: {
      title: "الدقة لكل فئة",
      says: (/** @type {boolean} */ checked) => `الإجابات الصحيحة في ${checked ? "العيّنات المحجوزة للتحقّق" : "العيّنات التي تعلّم منها"}`,
    },
    confusion: { title: "ما الذي يُحسب غيره", says: "صف لكل ما سمّيته أنت، وعمود لكل ما يسمّيه هو" },
    mistakes: { title: "عيّنات يخطئ فيها", says: "أكثر الأخطاء ثقة أولًا. قد يكون بعضها في فئة خاطئة" },
  },

  preview: {
    seen: "هكذا يسمّي ما يراه",
    crashed: "توقّفت المعاينة عن العمل، لم يضِع شيء: ابدأها من جديد",
    loading: "جارٍ تحميل الشبكات",
    asking: "قد يسألك المتصفح هل تسمح لهذه الصفحة باستخدام الكاميرا",
    badFile: "تعذّر عرض هذا الملف",
    choose: "شغّل الكاميرا، أو اختر صورة",
    trainFirst: "درّب أولًا، ثم شاهده يعمل هنا",
    look: "شاهد أداءه على وجوه جديدة",
    later: "تأتي بعد التدريب",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `تعذّر جلب ${file}: تحقّق من الاتصال، ثم أعد المحاولة`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `تعذّر جلب ${file} (${status}): أعد تحميل الصفحة، ثم أعد المحاولة`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "يصلح أي مكان يقدّم الملفات عبر https، فلا برنامج يعمل هناك. فُكّ ضغط الحزمة أولًا",
    steps: {
      "GitHub Pages": "ضع ملفات المجلد في مستودع، ثم اختر فرعه في Settings ثم Pages",
      Netlify: "أفلت المجلد على app.netlify.com/drop",
      "Cloudflare Pages": "اختر «Upload assets»، ثم أفلت المجلد",
      "S3, nginx, Apache": "انسخ المجلد؛ تحتاج ملفات .wasm إلى النوع application/wasm، وتحتاج صفحة من موقع آخر إلى Access-Control-Allow-Origin",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "صفحة ويب", says: "انشرها على الويب" },
    link: { name: "رابط", says: "أرسله إلى أحد" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python وTensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "الهواتف واللوحات الصغيرة" },
    onnx: { name: "ONNX", says: "كل ما عدا ذلك" },
    samples: { name: "العيّنات", says: "الصور نفسها" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "الشبكة كاملة للوجوه المقصوصة، في model.json وweights.bin وmetadata.json الذي يبيّن أيضًا كيف يُقصّ الوجه",
        pictures: "ما يصدّره Teachable Machine تمامًا: تعمل model.json وweights.bin وmetadata.json حيث تعمل ملفاته",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "للغة Python. تعثر الشيفرة على الوجوه عبر OpenCV وتقصّها وتسأل عنها",
        pictures: "للغة Python، مع labels.txt كما في Teachable Machine؛ يُفتح في Keras 2 و3",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "لنظام Android وRaspberry Pi وغيره من الحواسيب الصغيرة. تقبل الشبكة وجوهًا مقصوصة",
        pictures: "لنظام Android وRaspberry Pi وغيره من الحواسيب الصغيرة، مع labels.txt",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "لأجل onnxruntime وOpenCV وC++ وC# وJava وغيرها كثير. تقبل الشبكة وجوهًا مقصوصة",
        pictures: "لأجل onnxruntime وOpenCV وC++ وC# وJava وغيرها كثير، مع labels.txt",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": "ملف .h5 لكل إصدارات Keras", keras: "ملف .keras لـ Keras 3", tflite: "32 بت، دقيق", "tflite-int8": "8 بت، ربع الحجم" },
    variant: "نوع الملف",
    language: "اللغة",
    making: "جارٍ إنشاء الملفات وتجربتها",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} كيلوبايت` : `${number(bytes / 1e6, 1)} ميغابايت`),
    failed: (/** @type {string} */ why) => `تعذّر إنشاء الملفات. ${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : "، خلافًا للمعاينة"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `جرت التجربة: أُعيدت قراءة الملفات فقالت عن ${picturesOf(pictures)} ما تقوله المعاينة${apart < 1e-4 ? "" : `، بفارق لا يتجاوز ${number(apart, 3)}`}`,
    other: (/** @type {number} */ apart) => `عند إعادة القراءة تقول الملفات غير ما تقوله المعاينة (الفارق ${number(apart, 3)}). أخبرنا من فضلك: هذا خلل في Mien`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}: ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `جمع الصور: ${number(done)} من ${number(total)}`,
    packed: "الملف في تنزيلاتك",
    saved: (/** @type {string} */ name) => `حُفظ ${of(name)} في ملف`,
    notSaved: (/** @type {string} */ why) => `تعذّر إنشاء الملف. ${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `تعذّر حفظ العيّنات. ${why}`,
    collecting: "جارٍ جمع الملفات",
    bundled: "الحزمة في تنزيلاتك",
    notBundled: (/** @type {string} */ why) => `تعذّر إنشاء الحزمة. ${why}`,
    copy: "انسخ هذا",
    longLink: (/** @type {number} */ length) =>
      `${charactersOf(length)}: يقبله البريد والمستندات كاملًا، وقد تقطعه بعض برامج المحادثة. يصير أقصر بكثير حين تكون «الوحدات المخفية» 0 (في «متقدّم»)`,
    shortLink: (/** @type {number} */ length) => `${charactersOf(length)}: قصير بما يكفي لأي برنامج محادثة`,
    nothingKept: "لا يحفظ هذا المتصفح شيئًا هنا (نافذة خاصة؟). استخدم الرابط في «تصدير» بدلًا من ذلك",
    linesCopied: "نُسخت الأسطر",
    linkCopied: "نُسخ الرابط",
  },
};

/** @param {number} count */
function charactersOf(count) {
  return counted(count, { zero: "# حرف", one: "حرف واحد", two: "حرفان", few: "# أحرف", many: "# حرفًا", other: "# حرف" });
}
