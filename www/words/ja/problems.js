// What can go wrong, in Japanese. Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `「${name}」`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "自作のクラスのファイル",
  link: "リンク",
  head: "学習結果",
  layerWeights: "レイヤーの重み",
  networkAnswer: "ニューラルネットの出力",
  pictureSize: "画像のサイズ",
  pixelBytes: "ピクセルデータの長さ",
  stageSize: "ステージのサイズ",
  threshold: "「不明」のしきい値",
  detectorSize: "検出器のサイズ",
  faceScore: "顔の最低スコア",
  faceOverlap: "顔の重なりの上限",
  mostFaces: "顔の最大数",
  smallestFace: "顔の辺の最小の長さ",
  region: "画像の対象範囲",
  faceSide: "位置合わせした顔の辺の長さ",
  faceChannels: "位置合わせした顔のチャンネル数",
  valueRange: "値の範囲",
  landmarkTemplate: "顔の特徴点のテンプレート",
  labels: "ラベルの一覧",
  temperature: "温度",
  stemChannels: "ステムのチャンネル数",
  networkStages: "ステージの数",
  stageChannels: "ステージのチャンネル数",
  stageBlocks: "ステージのブロック数",
  classes: "クラスの数",
  headLayers: "学習結果のレイヤー数",
  headLayer: "学習結果のレイヤー",
  headClasses: "学習結果のクラス数",
  headLength: "自作のクラスのファイルの長さ",
  linkLength: "リンクの長さ",
  nameLength: "名前の長さ",
  classNameLength: "クラス名の長さ",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "見つかりません",
  unreadable: ({ cause }) => `読み込めません (${cause})`,
  checksum: "チェックサムがマニフェストと一致しません",
  length: ({ got, expected }) => `${expected}バイトのはずが${got}バイトです`,
  noLandmarks: "切り抜き済みの顔に使う重みの指定がありません",
  noPictureBase: "画像全体に使うニューラルネットの指定がありません",
  notMien: "Mien で作られたものではありません",
  otherVersion: "別のバージョンの Mien で作られています。ページを再読み込みして、もう一度お試しください",
  cut: "一部が欠けているか、変わっています。チャットアプリで途中が切れたのかもしれません",
  sameName: ({ name }) => `${quoted(name)}という名前のクラスが2つあります`,
  notNumbers: "重みに数値でないものが含まれています",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `${from}〜${to}の範囲である必要があります`,
  positive: "0より大きい必要があります",
  ascending: "小さい順に並んだ2つの数である必要があります",
  distinct: "5つの異なる位置である必要があります",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file}が壊れています: ${what}`,
    hint: "もう一度読み込んでください。それでも直らない場合は、ファイル自体を取り替える必要があります",
  }),
  mismatch: (what, expected, got) => ({ message: `${what}が合いません: ${expected}のはずが${got}です`, hint: "一緒に作られたファイルを使ってください" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "このクラス一式"}は、別のバージョンのニューラルネットで学習したものです。スタジオでプロジェクトを開き、もう一度トレーニングしてください`,
    hint: "スタジオでプロジェクトを開き、もう一度トレーニングしてください",
  }),
  limit: (what, got, limit) => ({ message: `${what}は${got}ですが、${limit}`, hint: "範囲内の値を選んでください" }),
  unsupportedHint: "読み込める種類のファイルを使ってください",
  notFetched: (file, status) => ({
    message: `${file} を取得できませんでした${status ? ` (${status})` : ""}`,
    hint: "接続を確認して、もう一度お試しください",
  }),
  damaged: (file) => ({ message: `${file} が壊れているか、見つかりません`, hint: "接続を確認して、もう一度お試しください" }),
  webPage: (file) => ({
    message: `サーバーから ${file} の代わりにウェブページが送られてきました`,
    hint: "Mien のフォルダ全体をサーバーにコピーし、ファイルがない場合は404を返すように設定してください",
  }),
  policy: (word) => ({
    message: `Mien に必要なものが、ページのコンテンツセキュリティポリシーで禁止されています: ${word}`,
    hint: `ポリシーに ${word} を追加してください`,
  }),
  noWorker: { message: "これはワーカーではありません", hint: "" },
  noThread: (file) => ({
    message: `${file} のスレッドを開始できませんでした`,
    hint: "Mien のフォルダをこのページと同じサイトにコピーし、base 属性で指定してください",
  }),
  picture: (cause) => ({ message: `ブラウザが画像を読み込めませんでした: ${cause}`, hint: "もう一度試すか、別の画像を使ってください" }),
  settingsHint: "ドキュメントにある設定を使ってください",
  stopped: { message: "トレーニングは始まる前に停止されました", hint: "もう一度「トレーニング」を押してください" },
  disposed: { message: "このモデルはすでに破棄されています", hint: "もう一度読み込んでください" },
  aborted: { message: "中止されました", hint: "" },
  noise: {
    message: "このブラウザーは画像のピクセルの代わりにノイズを返します",
    hint: "サイトによる識別からあなたを守る設定です（resistFingerprinting）。このサイトにキャンバスの読み取りを許可するか、別のブラウザーまたはプロファイルを使ってください",
  },
  memory: { message: "ブラウザに Mien のためのメモリが残っていません", hint: "ほかのタブを閉じるか、画像を小さくするか一度に使う数を減らして、もう一度試してください" },
  wasmOff: {
    message: "このブラウザでは WebAssembly がオフになっています",
    hint: "このサイトで許可してください。ロックダウンモードや一部のプライバシー重視のブラウザでは、サイトの設定で例外にできます",
  },
  tooOld: { message: "このブラウザは古すぎます", hint: "Chrome 91、Edge 91、Firefox 114、Safari 16.4、またはそれ以降をお使いください" },
};
