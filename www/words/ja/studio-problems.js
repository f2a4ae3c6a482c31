// What can go wrong with the files that people teach with, in Japanese, beside what problems.js says.
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

const { counted } = speech("ja");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "ファイル",
  zip: "ZIP ファイル",
  table: "表",
  project: "プロジェクト",
  model: "モデル",
  modelWeights: "モデルの重みのファイル",
  modelMetadata: "モデルのラベルのファイル",
  modelLayers: "モデルのレイヤー数",
  modelChannels: "モデルが受け取る色の数",
  modelProducts: "モデルの1回の判定に必要な乗算の数",
  sampleNameLength: "サンプル名の長さ",
  zipFiles: "ZIP ファイル内のファイル数",
  entrySize: ({ name }) => `${quoted(name)}の展開後のサイズ`,
  picturesSize: "すべての画像の展開後のサイズ",
  projectSize: "プロジェクトの展開後のサイズ",
  projectFormat: "プロジェクトの形式",
  samples: "サンプルの数",
  sampleFaces: "サンプルの顔データの長さ",
  samplePictures: "サンプルの画像",
  sampleFace: "サンプルの顔の辺の長さ",
  precroppedSide: "顔の辺の長さ",
  epochs: "エポック数",
  batchSize: "バッチサイズ",
  learningRate: "学習率",
  hiddenUnits: "隠れユニットの数",
  validationShare: "検証用の割合",
  patience: "改善のないエポック数",
  embedding: "埋め込みの長さ",
  exampleClass: "例のクラス",
  samplesOfClass: ({ class: which }) => `クラス${which}のサンプル数`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "空です",
  nothingWhole: "無事なデータがありません",
  noEntry: ({ index }) => `項目${index}がありません`,
  misplaced: "あるべき場所にありません",
  endMissing: "末尾が欠けています",
  changed: "圧縮したときのデータと一致しません",
  placeUnclear: "ZIP ファイル内の位置がわかりません",
  samePath: ({ path }) => `2つの画像のパスがどちらも${quoted(path)}です`,
  badPath: ({ path }) => `${quoted(path)}は画像の場所として使えません`,
  sameClassId: ({ id }) => `2つのクラスの id がどちらも${id}です`,
  sameSampleId: ({ id }) => `2つのサンプルの id がどちらも${id}です`,
  noSuchClass: ({ sample, class: which }) => `サンプル${sample}はクラス${which}のものですが、そのクラスがありません`,
  noPicturesEither: "読み込めず、画像もありません",
  unknownLayer: ({ layer, kind }) => `レイヤー${quoted(layer)}は未知の種類です: ${kind}`,
  layerSetting: ({ layer, setting }) => `レイヤー${quoted(layer)}の ${setting} がないか、使えません`,
  layerMisfit: ({ layer, weights }) => `レイヤー${quoted(layer)}が入力${weights.length > 0 ? `または重み (${weights.join(" × ")}) ` : ""}と合いません`,
  unknownNumbers: ({ weight, kind }) => `重み${quoted(weight)}は未知の種類です: ${kind}`,
  endlessLine: "最初の行に終わりがありません",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `${least}以上である必要があります`,
  mebibytes: ({ mib }) => `${mib} MiB 以下である必要があります`,
  promised: ({ bytes }) => `記載された${bytes}バイト以下である必要があります`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "PDF 文書",
  jpeg: "JPEG 画像",
  png: "PNG 画像",
  gif: "GIF 画像",
  rar: "RAR アーカイブ",
  sevenZip: "7-Zip アーカイブ",
  gzip: "gzip ファイル",
  tar: "tar ファイル",
  zip: "ZIP ファイル",
  spreadsheet: "表計算のファイル",
  parquet: "Parquet ファイル",
  webPage: "ウェブページ",
  json: "JSON ファイル",
  other: "別の種類",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "これはプロジェクトです。スタジオの「プロジェクトを開く」で開いてください",
  teachableProject: "これは Teachable Machine のプロジェクトです。スタジオの「プロジェクトを開く」で開いてください",
  bundle: "これはウェブページ用のバンドルです。展開して index.html を開いてください",
  head: "これは自作のクラスのファイルです。ページでは <mien-camera src> で使います",
  pictures: "これは画像です。「写真 / 動画」で開いてください",
  weights: "これはモデルの重みだけのファイルです。model.json と一緒に選ぶか、元の ZIP ファイルを選んでください",
  other: "これは読み込めるモデルではありません。Teachable Machine からエクスポートした ZIP ファイルか、その中身のファイルすべてを選んでください",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)}は暗号化されています。読み込めるのはパスワードのない ZIP ファイルだけです`,
  compression: ({ name }) => `${quoted(name)}は特殊な方法で圧縮されています。読み込めるのは通常の ZIP ファイル (deflate) だけです`,
  noZip: ({ file }) => `ZIP ファイルではありません (${fileKinds[file]})。読み込めるのは ZIP ファイルだけです`,
  noTable: ({ file }) => `このファイルは表ではありません (${fileKinds[file]})。fer2013.csv のような CSV ファイルを選んでください`,
  otherTable: ({ file }) => `CSV ファイルではありません (${fileKinds[file]})。CSV として保存または書き出して、それを選んでください`,
  packedTable: ({ file }) => `CSV ファイルではありません (${fileKinds[file]})。展開して、中の CSV ファイルを選んでください`,
  noTableInside: ({ file }) => `このファイル (${fileKinds[file]}) の中に、「pixels」列のある CSV ファイルがありません`,
  noPixels: ({ found }) => `表に「pixels」列がありません。あるのは${found.map(quoted).join("、")}だけです。顔の表には、fer2013.csv のように「emotion」と「pixels」の列があります`,
  noLabels: ({ found }) => `表にラベルがありません。${found.map(quoted).join("、")}のほかに「emotion」列がありません。その列のあるファイルを選んでください`,
  model: "このファイルは学習済みのモデルです。認識ページの「モデルを開く」で開いてください",
  noModel: ({ file }) => knownFile(file),
  noPictures: "この ZIP ファイルには画像がありません。読み込めるのは画像とプロジェクトファイルだけです",
  otherProject: ({ project }) => `このファイルは Teachable Machine の ${project} プロジェクトです。読み込めるのは画像プロジェクトだけです`,
  version: ({ version, newest }) => `このプロジェクトは別の Mien で作られたバージョン${version}です。読み込めるのはバージョン${newest}までです`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `${kib} KiB を超えています`,
  fields: ({ got, expected }) => `項目が${expected}個のはずが${got}個です`,
  label: ({ text, last }) => `ラベル${quoted(text)}は、0〜${last}の数値でも、「happy」のような表情の英語名でもありません`,
  pixel: ({ text }) => `ピクセル${quoted(text)}は0〜255の整数ではありません`,
  pixels: ({ got, expected }) => `ピクセルが${expected}個のはずが${got}個です`,
  zeroBytes: "途中で切れたコピーに残るゼロのバイトがあります。ファイルを取得し直してください",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "ファイルが途中で切れているか、壊れています。無事な部分は読み込みました",
  leadsOutside: ({ name }) => `${quoted(name)}を除きました。フォルダの外を指しています`,
  leftOut: ({ error }) => `除いたもの: ${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { other: "隠しファイル#個を除きました" }),
  otherFiles: ({ count }) => counted(count, { other: "画像ではないファイル#個を除きました" }),
  row: ({ row, fault }) => `${row}行目: ${rowFault(fault)}`,
  settingsLost: "クラスと設定が壊れています。クラスは画像のフォルダから作り直しました",
  pictureLost: ({ error }) => `画像を1枚除きました: ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `画像から切り抜き直した顔: ${count}`,
});
