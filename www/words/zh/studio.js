// What the studio says, in Simplified Chinese, beside what every live picture says.
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

const { counted, daysAgo, number, percent, someOf } = speech("zh-CN");

const samplesOf = (/** @type {number} */ count) => counted(count, { other: "# 个样本" });
const picturesOf = (/** @type {number} */ count) => counted(count, { other: "# 张图片" });
const filesOf = (/** @type {number} */ count) => counted(count, { other: "# 个文件" });

/** The first few classes of these, and how many more there are. @param {string[]} all */
const listed = (all) => someOf(all, (count) => counted(count, { other: "其他 # 个类别" }));

const of = (/** @type {string} */ name) => `“${name}”`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [counted(more, { other: "还有 # 个同类问题" })] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}；样本越多、越多样，识别越有把握`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}。${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}。${live.camera.busy.sentence}`,
    absent: "没有找到摄像头。请连接摄像头，或上传图片",
    unplugged: live.camera.unplugged.title,
    "camera-error": "摄像头没有响应。请重新连接，然后再试一次",
    insecure: "摄像头需要安全的网址（https:// 或 localhost）。请改为上传图片",
    "in-app": "此应用的浏览器不能用摄像头。请在应用菜单中选择“在浏览器打开”，或上传图片",
    "frame-denied": `${live.camera["frame-denied"].title}。${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}。${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}。${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "空项目", says: "两个类别，名称随你定", classes: ["类别 1", "类别 2"] },
    six: { name: "六种基本表情", says: "高兴、悲伤、恐惧、愤怒、惊讶、厌恶" },
    seven: { name: "六种加中性", says: "这六种，再加放松时的脸" },
    wink: { name: "左右眨眼", says: "左眼、右眼、双眼睁开", classes: ["双眼睁开", "眨左眼", "眨右眼"] },
    pictures: { name: "整张图片", says: "摄像头能看到的一切：物品、手、地点，与 Teachable Machine 一样", classes: ["类别 1", "类别 2"] },
  },
  newClass: (/** @type {number} */ number) => `类别 ${number}`,
  unnamedClass: "类别",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `它应该从${of(file)}中学什么？`,
    faces: { name: "人脸", says: "找到每张人脸，裁剪并转正：最适合表情" },
    pictures: { name: "整张图片", says: "图片中的一切都算，与 Teachable Machine 一样" },
  },

  start: {
    none: "项目会自动保存在此浏览器中；目前还没有",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "整张图片，" : ""}${counted(classes, { other: "# 个类别" })}${trained ? "，已训练" : ""}，${when}`,
    remove: (/** @type {string} */ name) => `删除${of(name)}`,
    removed: (/** @type {string} */ name) => `已删除${of(name)}`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}。${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}。${sentences.wasmOff.hint}`,
    elsewhere: "此项目已在另一个标签页中打开",
    takenOver: "此项目在另一个标签页中被打开了",
    gone: "此浏览器中没有这个项目（或已不在）",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `正在查看样本：${number(done)} / ${number(total)}`,
    learningAgain: (/** @type {string} */ name) => `“${name}”是用另一版本的神经网络训练的；正在用你保留的样本重新学习`,
    saved: "已保存在此浏览器中",
    saving: "正在保存…",
    notSaved: "未保存",
    saveAsFile: "保存为文件",
    reload: "重新加载",
    close: "关闭",
    copyDetails: "复制详情",
    empty: "文件是空的",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)}已损坏`, ...notes(damage), ...(lost > 0 ? [counted(lost, { other: "丢失了 # 个样本，因为人脸和图片都不完整" })] : [])].join("。"),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `无法打开${of(name)}：${why}`,
    leave: "此项目没有保存在此浏览器中：没有保存为文件的内容会丢失。要离开吗？",
    crashed: "Mien 停止了工作，已重新启动：你收集的内容没有丢失，请重做刚才正在进行的操作",
    undo: "撤销",
  },

  store: {
    full: "此浏览器没有空间保存项目了。请把它保存为文件，然后删除一些样本或其他项目",
    none: "此浏览器在这里不保存任何内容（是无痕窗口吗？）。关闭页面前，请把项目保存为文件",
    otherVersion: "另一个标签页中打开了其他版本的 Mien。请关闭它，然后重新加载此页面",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "Mien 停止了工作", hint: "请再试一次" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "为每个类别录制或上传人脸",
      next: (name) => `现在给${of(name)}添加人脸`,
      more: moreSamples,
    },
    pictures: {
      first: "为每个类别录制或上传图片；只看每张图片中间的正方形",
      next: (name) => `现在给${of(name)}添加图片`,
      more: moreSamples,
    },
  },

  classes: {
    name: "类别名称",
    camera: "摄像头",
    upload: "上传",
    leaveOut: "不参与训练",
    use: "重新参与训练",
    up: "上移",
    down: "下移",
    download: "下载样本",
    remove: "删除类别",
    more: "更多",
    uploadTo: (/** @type {string} */ name) => `上传图片到${of(name)}`,
    cameraFor: (/** @type {string} */ name) => `用摄像头拍摄${of(name)}`,
    moreAbout: (/** @type {string} */ name) => `${of(name)}的更多选项`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}，不参与训练`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `浏览${of(name)}的 ${samplesOf(count)}`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `已删除${of(name)}及其 ${samplesOf(samples)}`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `已选 ${number(selected)} 个，共 ${samplesOf(total)}`,
    all: "全选",
    none: "取消选择",
    moveTo: "移到…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `样本 ${number}，${name}`,
    removed: (/** @type {number} */ count) => `已删除 ${samplesOf(count)}`,
    moved: (/** @type {number} */ count, /** @type {string} */ to) => `已将 ${samplesOf(count)}移到${of(to)}`,
    copies: (/** @type {number} */ count) => counted(count, { other: "# 个是已有样本的副本，已跳过" }),
  },

  record: {
    asking: "正在请求使用摄像头",
    hold: "按住录制",
    handsFree: "自动录制",
    stop: "停止",
    close: (/** @type {string} */ name) => `关闭${of(name)}的摄像头`,
    countdown: (/** @type {number} */ left) => `${left} 秒后开始录制`,
    settings: "录制设置",
    rate: "每秒帧数",
    delay: "自动录制延迟（秒）",
    duration: "自动录制时长（秒）",
    unplugged: "摄像头已断开。请连接好，然后重新打开此面板",
    from: "摄像头",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        `已添加 ${samplesOf(added)}`,
        ...(copies > 0 ? [counted(copies, { other: "跳过 # 个副本" })] : []),
        ...(faceless > 0 ? [`${picturesOf(faceless)}中没有人脸`] : []),
        ...(unread > 0 ? [`${filesOf(unread)}无法读取`] : []),
      ].join("，"),
    more: "……还有更多",
    notes,
    empty: "文件是空的",
    faceless: "没有找到人脸",
    copy: "已有样本的副本",
    badPicture: "已损坏，或是此浏览器无法读取的图片类型",
    badVideo: "已损坏，或是此浏览器无法播放的视频类型",
    noPictures: "没有画面",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}：${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name}，第 ${number(seconds, 1)} 秒`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}：${Math.round(at)} / ${Math.round(length)} 秒`,
    project: (/** @type {string} */ name) => `${name} 是一个完整的项目：请从“项目”中打开`,
    settingsTaken: "已采用它的训练设置",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}：${at} / ${count}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}，第 ${row} 行`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name}：${counted(rows, { other: "# 行" })}`,
    tableOfFaces: "人脸表格应放入人脸项目",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) => `${counted(rows, { other: "已跳过 # 行测试数据" })}（${kinds.join("、")}）`,
    noUsage: "没有用来区分测试行的“Usage”列：所有行都用于训练",
    badRows: (/** @type {number} */ rows) => counted(rows, { other: "有 # 行无法读取" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `${counted(pictures, { other: "已跳过 # 张测试图片" })}（${folders.join("、")}）`,
    learnFromThem: "若仍想用测试图片来学习，请选择其中某个类别的文件夹",
    guessedNames: (/** @type {string} */ codePage) => `文件夹名称使用旧编码，已按 ${codePage} 读取：如有类别名称不对，请重命名`,
    whichClass: (/** @type {number} */ pictures) => `这 ${picturesOf(pictures)}属于哪个类别？`,
    reading: "正在读取",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${number(at)} / ${filesOf(count)}`,
    stopped: "已停止；已添加的内容会保留",
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
          return finding.classes === 0 ? "添加两个类别" : "再添加一个类别，才能与第一个区分";
        case "noSamples":
          return `${listed(finding.names.map(of))}还没有样本：请添加样本，或设为“不参与训练”`;
        case "fewSamples":
          return `请再添加样本：${listed(finding.wanted.map(({ name, more }) => `${of(name)}${number(more)} 个`))}`;
        case "uneven":
          return (
            `${of(finding.most)}的样本数是${of(finding.least)}的 ${finding.times} 倍：` +
            `请给${of(finding.least)}添加样本，或${finding.balanced ? "让“各类别同等重要”保持开启" : "开启“各类别同等重要”"}`
          );
        case "oneRecording":
          return `${listed(finding.names.map(of))}的大部分样本来自同一次录制或同一张图片：请换个时间或地点再录一次，检验才可靠`;
        case "nothingChecked":
          return "没有留作检验的样本，所以无法得知新的人脸识别得怎么样";
        case "fewChecked":
          return counted(finding.samples, { other: "只有 # 个样本留作检验：多添加一些，结果才可靠" });
        case "learntByHeart":
          return (
            `学过的样本识别正确 ${percent(finding.training)}，留作检验的样本识别正确 ${percent(finding.validation)}：` +
            "请添加更多样的样本（不同的人、光线和角度），或减少训练轮数"
          );
        case "stoppedEarly":
          return `训练在第 ${number(finding.epochs)} 轮后结束：没有一轮比第 ${number(finding.best)} 轮更好，所以采用那一轮`;
        case "poor":
          return (
            `留作检验的样本只有 ${percent(finding.validation)} 识别正确：请检查有没有放错的样本，` +
            "或让各类别的差别更大"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "训练轮数", help: "把全部样本学多少遍" },
      batch: { label: "批次大小", help: "每看多少个样本修正一次自己" },
      learningRate: { label: "学习率", help: "每次修正的幅度。只宜小幅改动" },
      hidden: { label: "隐藏单元数", help: "训练部分的大小；设为 0 时最小，链接也短" },
      validationShare: { label: "留作检验（%）", help: "每个类别中不用来学习、只用来检验的样本。副本总在同一边", percent: true },
      balance: { label: "各类别同等重要", help: "不管各有多少样本" },
      mirror: { label: "也从镜像人脸学习", help: "如果左右有区别（例如眨单眼），请关闭" },
      patience: { label: "提前结束（轮数）", help: "如果这么多轮在留作检验的样本上都没有进步，训练就结束；0 表示学完全部轮数" },
      seed: { label: "随机种子", help: "数字相同，结果就相同" },
    },
    reset: "恢复默认设置",
    hint: {
      learning: "正在学习；你可以继续采集",
      blocked: "每个类别都需要样本",
      stale: "样本或类别已改动：请重新训练",
      trained: "已训练；请在预览中试试",
      ready: "一切就绪：请点“训练”",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `留作检验的 ${samplesOf(samples)}识别正确 ${percent(share)}；学习时没有见过它们的副本`,
    unchecked: (/** @type {number} */ share) => `学过的样本识别正确 ${percent(share)}；没有留作检验的样本`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `第 ${epoch} 轮，共 ${epochs} 轮 · 正确 ${percent(accuracy)} · 损失 ${number(loss, 2)} · 还剩 ${seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`}`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `正在查看镜像人脸：${number(done)} / ${number(total)}`,
    starting: "正在启动",
    running: "正在训练",
    done: (/** @type {string} */ result) => `训练完成。${result}`,
    failed: "训练失败",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { other: "# 张图片同时在多个类别中" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `把${sample}从${of(name)}中移除`,
    remove: "移除",
  },

  results: {
    caption: "每个类别的正确数",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${right} / ${samples}` : "无"),
    named: (/** @type {string} */ label) => `识别为${of(label)}`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `“${truth}”识别为“${label}”：${count}`,
    matrix: "混淆矩阵",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `你标的是${of(truth)}${learnt ? "，尽管它学过这个样本" : ""}`,
    accuracy: {
      title: "准确率",
      says: "识别正确的样本所占的比例。重要的是它没有学过的样本。学习时，它看到的人脸会被遮住五分之一，所以第一条曲线可能低于第二条",
    },
    loss: { title: "损失", says: "它错得有多远，越有把握的错误算得越重。第二条曲线重新上升时，说明它在死记硬背" },
    perClass: {
      title: "各类别准确率",
      says: (/** @type {boolean} */ checked) => `${checked ? "留作检验的样本" : "学过的样本"}中识别正确的`,
    },
    confusion: { title: "什么被认成了什么", says: "每行是你标的类别，每列是它识别的类别" },
    mistakes: { title: "识别错误的样本", says: "越有把握的错误越靠前。有些可能放错了类别" },
  },

  preview: {
    seen: "它是这样识别所见内容的",
    crashed: "预览停止了工作，内容没有丢失：请重新启动预览",
    loading: "正在加载神经网络",
    asking: "浏览器可能会询问是否允许此页面使用摄像头",
    badFile: "无法显示此文件",
    choose: "打开摄像头，或选择照片",
    trainFirst: "先训练，再在这里看效果",
    look: "看看它对新的人脸表现如何",
    later: "训练之后才能用",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `无法获取 ${file}：请检查网络连接，然后重试`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `无法获取 ${file}（${status}）：请重新加载页面，然后重试`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "任何能用 https 提供文件的地方都可以；那里不运行任何程序。请先解压网页包",
    steps: {
      "GitHub Pages": "把文件夹中的文件放入一个仓库，然后在 Settings 的 Pages 中选择它的分支",
      Netlify: "把文件夹拖到 app.netlify.com/drop",
      "Cloudflare Pages": "选择“Upload assets”（上传资产），然后拖入文件夹",
      "S3, nginx, Apache": "复制文件夹；.wasm 需要类型 application/wasm，供其他网站的页面使用时需要 Access-Control-Allow-Origin",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "网页", says: "放到网上" },
    link: { name: "链接", says: "发给别人" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python、TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "手机、小型开发板" },
    onnx: { name: "ONNX", says: "其他一切" },
    samples: { name: "样本", says: "图片本身" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "用于已裁剪人脸的完整神经网络，包括 model.json、weights.bin 和 metadata.json，其中还说明了如何裁剪人脸",
        pictures: "与 Teachable Machine 导出的完全一样：凡是能用它导出文件的地方，都能用这里的 model.json、weights.bin 和 metadata.json",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "用于 Python。代码片段用 OpenCV 找到人脸，裁剪后进行识别",
        pictures: "用于 Python，附带 labels.txt，与 Teachable Machine 一样；可用 Keras 2 和 3 打开",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "用于 Android、Raspberry Pi 和其他小型计算机。神经网络的输入是已裁剪的人脸",
        pictures: "用于 Android、Raspberry Pi 和其他小型计算机，附带 labels.txt",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "用于 onnxruntime、OpenCV、C++、C#、Java 等等。神经网络的输入是已裁剪的人脸",
        pictures: "用于 onnxruntime、OpenCV、C++、C#、Java 等等，附带 labels.txt",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5，适用于所有 Keras", keras: ".keras，适用于 Keras 3", tflite: "32 位，精确", "tflite-int8": "8 位，大小仅四分之一" },
    variant: "文件类型",
    language: "语言",
    making: "正在生成文件并试用",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(bytes / 1e6, 1)} MB`),
    failed: (/** @type {string} */ why) => `无法生成文件。${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : "，与预览不同"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `已试用：重新读取后，文件对 ${picturesOf(pictures)}的识别结果与预览相同${apart < 1e-4 ? "" : `，误差约 ${number(apart, 3)}`}`,
    other: (/** @type {number} */ apart) => `重新读取后，文件的识别结果与预览不同（相差 ${number(apart, 3)}）。请告诉我们：这是 Mien 的错误`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}：${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `正在收集图片：${number(done)} / ${number(total)}`,
    packed: "文件已在你的下载文件夹中",
    saved: (/** @type {string} */ name) => `已将${of(name)}保存为文件`,
    notSaved: (/** @type {string} */ why) => `无法生成文件。${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `无法保存样本。${why}`,
    collecting: "正在收集文件",
    bundled: "网页包已在你的下载文件夹中",
    notBundled: (/** @type {string} */ why) => `无法生成网页包。${why}`,
    copy: "请复制这个",
    longLink: (/** @type {number} */ length) =>
      `${counted(length, { other: "# 个字符" })}：邮件和文档能完整保留，有些聊天软件会截断它。把隐藏单元数设为 0（在“高级”中），链接会短得多`,
    shortLink: (/** @type {number} */ length) => `${counted(length, { other: "# 个字符" })}：够短，任何聊天软件都能发送`,
    nothingKept: "此浏览器在这里不保存任何内容（是无痕窗口吗？）。请改用“导出”中的链接",
    linesCopied: "代码已复制",
    linkCopied: "链接已复制",
  },
};
