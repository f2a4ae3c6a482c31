// What can go wrong, in Simplified Chinese. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

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
  file: ({ name }) => quoted(name),
  headFile: "包含你的类别的文件",
  link: "链接",
  head: "训练好的分类头",
  layerWeights: "某一层的权重",
  networkAnswer: "神经网络的输出",
  pictureSize: "图片的尺寸",
  pixelBytes: "像素数据的长度",
  stageSize: "显示区域的尺寸",
  threshold: "“不确定”的阈值",
  detectorSize: "检测器的尺寸",
  faceScore: "人脸的最低得分",
  faceOverlap: "人脸的最大重叠度",
  mostFaces: "人脸的最大数量",
  smallestFace: "人脸的最小边长",
  region: "图片的所选区域",
  faceSide: "对齐后人脸的边长",
  faceChannels: "对齐后人脸的通道数",
  valueRange: "数值范围",
  landmarkTemplate: "关键点模板",
  labels: "标签列表",
  temperature: "温度",
  stemChannels: "stem 层的通道数",
  networkStages: "阶段数",
  stageChannels: "某一阶段的通道数",
  stageBlocks: "某一阶段的块数",
  classes: "类别数",
  headLayers: "分类头的层数",
  headLayer: "分类头的某一层",
  headClasses: "分类头的类别数",
  headLength: "包含你的类别的文件的长度",
  linkLength: "链接的长度",
  nameLength: "名称的长度",
  classNameLength: "类别名称的长度",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "缺失",
  unreadable: ({ cause }) => `无法读取（${cause}）`,
  checksum: "校验和与清单中的不符",
  length: ({ got, expected }) => `有 ${got} 字节，应为 ${expected} 字节`,
  noLandmarks: "没有指明用于已裁剪人脸的权重",
  noPictureBase: "没有指明用于整张图片的神经网络",
  notMien: "不是由 Mien 写出的",
  otherVersion: "由另一版本的 Mien 生成；请重新加载页面，然后重试",
  cut: "有一部分缺失或被改动；可能被聊天软件截断了",
  sameName: ({ name }) => `有两个类别都叫${quoted(name)}`,
  notNumbers: "权重中有不是数字的值",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `不在 ${from} 到 ${to} 之间`,
  positive: "不大于 0",
  ascending: "不是由小到大的两个数",
  distinct: "不是五个不同的位置",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file}已损坏：${what}`,
    hint: "请重新加载；如果没有用，就需要更换文件本身",
  }),
  mismatch: (what, expected, got) => ({ message: `${what}不匹配：应为 ${expected}，实际为 ${got}`, hint: "请使用同一次生成的文件" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "这组类别"}是用另一版本的神经网络训练的；请在工作室打开项目，重新训练`,
    hint: "请在工作室打开项目，重新训练",
  }),
  limit: (what, got, limit) => ({ message: `${what}为 ${got}，${limit}`, hint: "请选择范围内的值" }),
  unsupportedHint: "请使用可以读取的文件类型",
  notFetched: (file, status) => ({
    message: `无法获取 ${file}${status ? `（${status}）` : ""}`,
    hint: "请检查网络连接，然后重试",
  }),
  damaged: (file) => ({ message: `${file} 已损坏或缺失`, hint: "请检查网络连接，然后重试" }),
  webPage: (file) => ({
    message: `服务器没有发来 ${file}，而是发来一个网页`,
    hint: "请把 Mien 的整个文件夹复制到服务器，并让服务器在文件不存在时返回 404",
  }),
  policy: (word) => ({
    message: `此页面的内容安全策略禁止了 Mien 需要的内容：${word}`,
    hint: `请在策略中加入 ${word}`,
  }),
  noWorker: { message: "这里不是 Worker", hint: "" },
  noThread: (file) => ({
    message: `无法启动 ${file} 的线程`,
    hint: "请把 Mien 的文件夹复制到此页面所在的网站，并用属性 base 指明它的位置",
  }),
  picture: (cause) => ({ message: `浏览器无法读取图片：${cause}`, hint: "请重试，或换一张图片" }),
  settingsHint: "请使用文档中列出的设置",
  stopped: { message: "训练还没开始就停止了", hint: "请再点“训练”" },
  disposed: { message: "此模型已被释放", hint: "请重新加载" },
  aborted: { message: "已取消", hint: "" },
  noise: {
    message: "此浏览器返回的是噪声，而不是图片的像素",
    hint: "它在保护您不被网站识别（resistFingerprinting）。请允许此网站读取画布，或使用其他浏览器或配置文件",
  },
  memory: { message: "浏览器没有更多内存可供 Mien 使用", hint: "请关闭其他标签页，或使用更小的图片、每次少用一些，然后再试一次" },
  wasmOff: {
    message: "此浏览器关闭了 WebAssembly",
    hint: "请为本网站允许它：锁定模式和一些注重隐私的浏览器可在网站设置里添加例外",
  },
  tooOld: { message: "此浏览器版本太旧", hint: "请使用 Chrome 或 Edge 91、Firefox 114、Safari 16.4 或更新的版本" },
};
