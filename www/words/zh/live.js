// What the recognizer, the widget and every live picture say, in Simplified Chinese. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("zh-CN");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "愤怒",
  Disgust: "厌恶",
  Fear: "恐惧",
  Happiness: "高兴",
  Sadness: "悲伤",
  Surprise: "惊讶",
  Neutral: "中性",
  Contempt: "轻蔑",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "很愤怒",
  Disgust: "很厌恶",
  Fear: "很害怕",
  Happiness: "很高兴",
  Sadness: "很悲伤",
  Surprise: "很惊讶",
  Neutral: "没什么表情",
  Contempt: "很轻蔑",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "请允许使用摄像头", sentence: "浏览器正在询问是否允许此页面使用摄像头" },
  denied: { title: "摄像头被阻止", sentence: "请打开网址旁的设置，允许使用摄像头，然后重试" },
  busy: { title: "摄像头正被占用", sentence: "请关闭正在使用它的程序或标签页，然后重试" },
  absent: { title: "没有找到摄像头", sentence: "请连接摄像头，然后重试" },
  unplugged: { title: "摄像头已断开", sentence: "请重新连接，然后点“开始”" },
  "camera-error": { title: "摄像头没有响应", sentence: "请重新连接，然后重试" },
  insecure: { title: "摄像头需要安全的网址", sentence: "请用 https:// 或在 localhost 上打开此页面" },
  "in-app": { title: "此应用的浏览器不能用摄像头", sentence: "请在应用菜单中选择“在浏览器打开”" },
  "frame-denied": {
    title: "外层页面不允许使用摄像头",
    sentence: "需由外层页面的作者在 <iframe> 中写上 allow=\"camera\"。你也可以单独打开此页面",
  },
  "no-picture": { title: "摄像头没有画面", sentence: "请打开镜头盖，或启动摄像头的程序：一有画面就会自动继续" },
  muted: { title: "摄像头被中断", sentence: "可能正在通话、被其他程序占用，或电脑已合盖：之后会自动继续" },
  tap: { title: "点一下画面即可开始", sentence: "浏览器在等你操作，可能是为了省电" },
};

export const words = {
  /** For `<html lang>`. */
  language: "zh",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "不确定",
  copied: "已复制",
  unclear: "表情不明确",
  looks: (/** @type {string} */ adjective) => `看起来${adjective}`,
  noValue: "没有数值",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "画面中没有人脸",
    // Chinese has one form for all numbers, but of a single face none is the main one.
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { other: faces === 1 ? `# 张人脸：${looks}` : `# 张人脸：主要人脸${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { other: faces === 1 ? `# 张人脸：${name}` : `# 张人脸，主要人脸：${name}` }),
    picture: (/** @type {string} */ name) => `图片：${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `图片上下颠倒：已旋转 ${number(degrees)}° 后查看` : `图片是横躺的：已旋转 ${number(degrees)}° 后查看`,

  themes: { auto: "自动", light: "浅色", dark: "深色" },
  colours: (/** @type {string} */ theme) => `颜色：${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} / ${megabytes(total)} MB` : "正在加载神经网络",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "实时看看脸上的表情", sentence: "图像不会离开此浏览器" },
      absent: { ...camera.absent, sentence: "请连接摄像头后重试，或使用照片" },
      unplugged: { ...camera.unplugged, sentence: "请重新连接，然后点“开始”：你的设置都还在" },
      "camera-error": { ...camera["camera-error"], sentence: "请重新连接，或在下方选择另一个摄像头，然后重试" },
      insecure: { ...camera.insecure, sentence: "请用 https:// 或在 localhost 上打开此页面，或使用照片" },
      "in-app": { ...camera["in-app"], sentence: "请在应用菜单中选择“在浏览器打开”，或使用照片" },
      tooOld: { title: sentences.tooOld.message, sentence: "Mien 需要 WebAssembly SIMD：Chrome 或 Edge 91、Firefox 114、Safari 16.4 或更新的版本" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}。也可以在下方选择另一个摄像头` },
      loading: { title: "正在加载", sentence: "正在加载神经网络" },
      stopped: { title: "摄像头已关闭", sentence: "点“开始”继续识别" },
      "load-error": { title: "无法加载 Mien", sentence: "请检查网络连接，然后重试" },
      "file-error": { title: "无法显示此文件", sentence: "请选择 JPEG、PNG 或 WebP 图片，或者 MP4 或 WebM 视频" },
      "frame-error": { title: "无法读取此图片", sentence: "请重试，或换一张图片" },
      crashed: { title: "Mien 停止了工作", sentence: "请重新开始，或重新加载页面" },
    },
    /** Recording what is seen. */
    record: {
      start: "记录",
      stop: "停止记录",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { other: "# 帧" })}`,
      none: "没有看到人",
      full: "记录已满：请保存后重新开始",
      chart: (/** @type {string} */ name) => `${name}，随时间变化，从 0 到 1`,
    },
    offline: "全部内容已保存：Mien 不联网也能用",
    update: "新版本已就绪",
    updateNow: "重新加载以使用",
    later: "以后再说",
    fine: "好",
    actions: {
      start: "开始",
      again: "重试",
      back: "返回",
      reload: "重新加载",
      copy: "复制详情",
      file: "使用照片或视频…",
      otherFile: "选择其他文件…",
      alone: "单独打开此页面",
      pause: "暂停",
      goOn: "继续",
    },
    stopped: "已停止",
    crashed: "已停止工作",
    saved: (/** @type {string} */ name) => `已保存 ${name}`,
    notSaved: (/** @type {unknown} */ error) => `无法保存截图：${error instanceof Error ? error.message : error}`,
    noCanvas: "此浏览器没有提供画布",
    noPicture: "此浏览器无法写出图片",
    copyDetails: "请复制这些详情",
    noBrowserDetector: "浏览器（此处不可用）",
    camerasByName: "按名称",
    pixels: (/** @type {number} */ count) => counted(count, { other: "# 像素" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `每帧 ${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} fps`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "浏览器检测器" : "内置检测器"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at}，共 ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `你的类别：${name}` : "你的类别"),
    mainFace: "主要人脸",
    picture: "图片",
    model: (/** @type {string} */ name) => (name.trim() ? `模型：${name}` : "另一个模型"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `无法打开“${name}”。${why}`,
    badClasses: (/** @type {string} */ why) => `${why}。现在使用的是 Mien 自带的表情`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "摄像头已关闭", sentence: "图像不会离开此浏览器", button: "开始" },
      empty: { title: "没有图片", sentence: "图像不会离开此浏览器" },
      loading: { title: "正在加载", sentence: "正在加载神经网络" },
      denied: { ...camera.denied, button: "重试" },
      busy: { ...camera.busy, button: "重试" },
      absent: { ...camera.absent, button: "重试" },
      unplugged: { ...camera.unplugged, button: "开始" },
      "camera-error": { ...camera["camera-error"], button: "重试" },
      "frame-denied": { ...camera["frame-denied"], button: "重试" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "开始播放画面" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "此页面的安全策略不允许", sentence: "" },
      noThread: { title: "无法启动 Mien", sentence: "" },
      load: { title: "无法加载 Mien", sentence: "请检查网络连接，然后重试", button: "重试" },
      photo: { title: "无法显示此图片", sentence: "请检查它的地址，以及它的网站是否允许其他页面读取", button: "重试" },
      target: { title: "没有可看的内容", sentence: "属性 for 必须用 id 指明此页面上的一个视频、图片或画布" },
      head: { title: "无法使用这些类别", sentence: "", button: "重试" },
      unread: { title: "无法读取图片", sentence: "一旦可以读取就会自动继续", button: "重试" },
      crashed: { title: "Mien 停止了工作", sentence: "请重新开始，或重新加载页面", button: "重新开始" },
    },
    loading: "正在加载",
    stop: "停止",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "实时表情",
    tellsApart: (/** @type {string[]} */ names) => `可区分：${names.join("、")}`,
    picture: "图片",
    noHead: "mien/head.json 缺失或已损坏：请重新解压整个网页包",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `“${name}”是空的`,
    otherKind: (/** @type {string} */ name) => `“${name}”既不是照片，也不是视频`,
    badPhoto: (/** @type {string} */ name) => `“${name}”已损坏，或是此浏览器无法读取的图片类型`,
    badVideo: (/** @type {string} */ name) => `“${name}”已损坏，或是此浏览器无法播放的视频类型`,
    brokenVideo: (/** @type {string} */ name) => `“${name}”已损坏：无法继续播放`,
    noPictures: (/** @type {string} */ name) => `“${name}”只有声音，没有画面`,
  },

  /** The hint under a live picture without a face. */
  noFace: "没有找到人脸：请靠近一点，或开灯",
  blackPicture: "画面是黑的：请打开镜头盖或电脑的盖子，开灯，或选择另一个摄像头",
  noFaceInPhoto: "没有找到人脸：请试试其他的“最小人脸”选项",
};
