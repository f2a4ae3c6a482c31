// What can go wrong with the files that people teach with, in Simplified Chinese, beside what problems.js says.
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

const { counted } = speech("zh-CN");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "文件",
  zip: "zip 文件",
  table: "表格",
  project: "项目",
  model: "模型",
  modelWeights: "模型的权重文件",
  modelMetadata: "模型的标签文件",
  modelLayers: "模型的层数",
  modelChannels: "模型输入的颜色通道数",
  modelProducts: "模型每次识别所需的乘法次数",
  sampleNameLength: "样本名称的长度",
  zipFiles: "zip 文件中的文件数",
  entrySize: ({ name }) => `${quoted(name)}解压后的大小`,
  picturesSize: "所有图片解压后的大小",
  projectSize: "项目解压后的大小",
  projectFormat: "项目的格式",
  samples: "样本数",
  sampleFaces: "样本人脸数据的长度",
  samplePictures: "某个样本的图片",
  sampleFace: "样本人脸的边长",
  precroppedSide: "人脸的边长",
  epochs: "训练轮数",
  batchSize: "批次大小",
  learningRate: "学习率",
  hiddenUnits: "隐藏单元数",
  validationShare: "留作检验的比例",
  patience: "没有进步的轮数",
  embedding: "嵌入向量的长度",
  exampleClass: "某个示例的类别",
  samplesOfClass: ({ class: which }) => `类别 ${which} 的样本数`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "内容为空",
  nothingWhole: "其中没有完整的内容",
  noEntry: ({ index }) => `没有条目 ${index}`,
  misplaced: "不在应在的位置",
  endMissing: "缺少结尾",
  changed: "内容与打包时不同",
  placeUnclear: "在 zip 文件中的位置不明确",
  samePath: ({ path }) => `有两张图片的路径都是${quoted(path)}`,
  badPath: ({ path }) => `${quoted(path)}不是存放图片的位置`,
  sameClassId: ({ id }) => `有两个类别的 id 都是 ${id}`,
  sameSampleId: ({ id }) => `有两个样本的 id 都是 ${id}`,
  noSuchClass: ({ sample, class: which }) => `样本 ${sample} 属于类别 ${which}，但该类别缺失`,
  noPicturesEither: "无法读取，也没有图片",
  unknownLayer: ({ layer, kind }) => `层${quoted(layer)}的类型未知：${kind}`,
  layerSetting: ({ layer, setting }) => `层${quoted(layer)}的 ${setting} 缺失或无法使用`,
  layerMisfit: ({ layer, weights }) => `层${quoted(layer)}与它的输入${weights.length > 0 ? `或权重（${weights.join(" × ")}）` : ""}不匹配`,
  unknownNumbers: ({ weight, kind }) => `权重${quoted(weight)}的类型未知：${kind}`,
  endlessLine: "第一行没有结尾",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `小于 ${least}`,
  mebibytes: ({ mib }) => `超过 ${mib} MiB`,
  promised: ({ bytes }) => `超过它声明的 ${bytes} 字节`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: " PDF 文档",
  jpeg: " JPEG 图片",
  png: " PNG 图片",
  gif: " GIF 图片",
  rar: " RAR 压缩包",
  sevenZip: " 7-Zip 压缩包",
  gzip: " gzip 文件",
  tar: " tar 文件",
  zip: " zip 文件",
  spreadsheet: "电子表格",
  parquet: " Parquet 文件",
  webPage: "网页",
  json: " JSON 文件",
  other: "其他类型的",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "是一个项目：请在工作室用“打开项目文件”打开",
  teachableProject: "是一个 Teachable Machine 项目：请在工作室用“打开项目文件”打开",
  bundle: "是一个网页包：请解压，然后打开其中的 index.html",
  head: "是包含你的类别的文件：网页通过 <mien-camera src> 使用它",
  pictures: "是图片：请用“照片或视频”打开",
  weights: "只是模型的权重：请连同 model.json 一起选择，或选择它们所在的 zip 文件",
  other: "不是可以读取的模型：请选择 Teachable Machine 导出的 zip 文件，或其中的全部文件",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)}已加密，但只能读取没有密码的 zip 文件`,
  compression: ({ name }) => `${quoted(name)}的压缩方式不常见，但只能读取普通的 zip 文件（deflate）`,
  noZip: ({ file }) => `这个文件是${fileKinds[file]}，但只能读取 zip 文件`,
  noTable: ({ file }) => `这个文件是${fileKinds[file]}：请选择 csv 文件，例如 fer2013.csv`,
  otherTable: ({ file }) => `这个文件是${fileKinds[file]}：请另存或导出为 CSV，再选择它`,
  packedTable: ({ file }) => `这个文件是${fileKinds[file]}：请解压，然后选择其中的 csv 文件`,
  noTableInside: ({ file }) => `这个文件是${fileKinds[file]}，其中没有含“pixels”列的 csv 文件`,
  noPixels: ({ found }) => `表格没有“pixels”列，只有${found.map(quoted).join("、")}；人脸表格应像 fer2013.csv 一样有“emotion”和“pixels”列`,
  noLabels: ({ found }) => `表格没有标签：除${found.map(quoted).join("、")}外缺少“emotion”列。请选择含有该列的文件`,
  model: "这个文件是训练好的模型：请在识别器页面用“打开模型”打开",
  noModel: ({ file }) => `这${knownFile(file)}`,
  noPictures: "这个 zip 文件中没有图片，但只能读取图片和项目文件",
  otherProject: ({ project }) => `这个文件是 ${project} 类型的 Teachable Machine 项目，但只能读取图片项目`,
  version: ({ version, newest }) => `项目的版本是 ${version}，由另一个 Mien 生成，但最高只能读取版本 ${newest}`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `长度超过 ${kib} KiB`,
  fields: ({ got, expected }) => `有 ${got} 个字段，应为 ${expected} 个`,
  label: ({ text, last }) => `标签${quoted(text)}既不是 0 到 ${last} 的数字，也不是表情的英文名称（如“happy”）`,
  pixel: ({ text }) => `像素${quoted(text)}不是 0 到 255 的整数`,
  pixels: ({ got, expected }) => `有 ${got} 个像素，应为 ${expected} 个`,
  zeroBytes: "其中有零字节，通常是复制中断留下的；请重新获取文件",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "文件不完整或已损坏：其中完整的内容已读取",
  leadsOutside: ({ name }) => `已跳过${quoted(name)}：它指向文件夹之外`,
  leftOut: ({ error }) => `已跳过：${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { other: "已跳过 # 个隐藏文件" }),
  otherFiles: ({ count }) => counted(count, { other: "已跳过 # 个不是图片的文件" }),
  row: ({ row, fault }) => `第 ${row} 行：${rowFault(fault)}`,
  settingsLost: "类别和设置已损坏：已改用图片所在文件夹作为类别",
  pictureLost: ({ error }) => `已跳过一张图片：${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `从图片中重新裁剪的人脸：${count}`,
});
