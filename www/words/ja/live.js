// What the recognizer, the widget and every live picture say, in Japanese. A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("ja");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "怒り",
  Disgust: "嫌悪",
  Fear: "恐怖",
  Happiness: "喜び",
  Sadness: "悲しみ",
  Surprise: "驚き",
  Neutral: "無表情",
  Contempt: "軽蔑",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "怒っているように",
  Disgust: "嫌そうに",
  Fear: "怖がっているように",
  Happiness: "うれしそうに",
  Sadness: "悲しそうに",
  Surprise: "驚いているように",
  Neutral: "無表情に",
  Contempt: "軽蔑しているように",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "カメラを許可してください", sentence: "このページでカメラを使ってよいか、ブラウザが確認しています" },
  denied: { title: "カメラがブロックされています", sentence: "アドレスの横にある設定を開いてカメラを許可し、もう一度お試しください" },
  busy: { title: "カメラは使用中です", sentence: "カメラを使っているアプリやタブを閉じて、もう一度お試しください" },
  absent: { title: "カメラが見つかりません", sentence: "カメラを接続して、もう一度お試しください" },
  unplugged: { title: "カメラの接続が切れました", sentence: "もう一度接続して、「開始」を押してください" },
  "camera-error": { title: "カメラが応答しません", sentence: "接続し直して、もう一度お試しください" },
  insecure: { title: "カメラには安全なアドレスが必要です", sentence: "このページを https:// または localhost で開いてください" },
  "in-app": { title: "このアプリ内ブラウザではカメラを使えません", sentence: "アプリのメニューで「ブラウザで開く」を選んでください" },
  "frame-denied": {
    title: "外側のページがカメラを許可していません",
    sentence: "そのページの制作者が <iframe> に allow=\"camera\" を書く必要があります。このページだけを開くこともできます",
  },
  "no-picture": { title: "カメラの映像が届きません", sentence: "カメラのシャッターを開くか、カメラのアプリを起動してください。映像が届くと自動で再開します" },
  muted: { title: "カメラが中断されています", sentence: "通話、ほかのアプリ、または閉じたふたが原因です。解消すると自動で再開します" },
  tap: { title: "タップして映像を開始", sentence: "ブラウザが操作を待っています (省電力のためかもしれません)" },
};

export const words = {
  /** For `<html lang>`. */
  language: "ja",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "不明",
  copied: "コピーしました",
  unclear: "表情がはっきりしません",
  looks: (/** @type {string} */ adjective) => `${adjective}見えます`,
  noValue: "値なし",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "画像に顔がありません",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { other: faces > 1 ? `#人の顔: メインの顔は${looks}` : `#人の顔: ${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { other: faces > 1 ? `#人の顔、メイン: ${name}` : `#人の顔: ${name}` }),
    picture: (/** @type {string} */ name) => `画像: ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `画像が上下逆さまです: ${number(degrees)}°回転して調べました` : `画像が横向きです: ${number(degrees)}°回転して調べました`,

  themes: { auto: "自動", light: "ライト", dark: "ダーク" },
  colours: (/** @type {string} */ theme) => `配色: ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} / ${megabytes(total)} MB` : "ニューラルネットを読み込んでいます",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "顔がどう見えるか、ライブで確認", sentence: "画像はこのブラウザの外に出ません" },
      absent: { ...camera.absent, sentence: "カメラを接続してもう一度試すか、写真を使ってください" },
      unplugged: { ...camera.unplugged, sentence: "もう一度接続して、「開始」を押してください。設定は残っています" },
      "camera-error": { ...camera["camera-error"], sentence: "接続し直すか、下で別のカメラを選んで、もう一度お試しください" },
      insecure: { ...camera.insecure, sentence: "このページを https:// または localhost で開くか、写真を使ってください" },
      "in-app": { ...camera["in-app"], sentence: "アプリのメニューで「ブラウザで開く」を選ぶか、写真を使ってください" },
      tooOld: { title: sentences.tooOld.message, sentence: "Mien には WebAssembly SIMD が必要です。Chrome 91、Edge 91、Firefox 114、Safari 16.4、またはそれ以降をお使いください" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}。下で別のカメラを選ぶこともできます` },
      loading: { title: "読み込み中", sentence: "ニューラルネットを読み込んでいます" },
      stopped: { title: "カメラはオフです", sentence: "「開始」を押すと再開します" },
      "load-error": { title: "Mien を読み込めませんでした", sentence: "接続を確認して、もう一度お試しください" },
      "file-error": { title: "このファイルは表示できません", sentence: "JPEG、PNG、WebP の画像か、MP4、WebM の動画を選んでください" },
      "frame-error": { title: "この画像を読み込めませんでした", sentence: "もう一度試すか、別の画像を使ってください" },
      crashed: { title: "Mien が動かなくなりました", sentence: "もう一度開始するか、ページを再読み込みしてください" },
    },
    /** Recording what is seen. */
    record: {
      start: "記録",
      stop: "記録を停止",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { other: "#フレーム" })}`,
      none: "誰も映りませんでした",
      full: "記録がいっぱいです。保存してから新しい記録を始めてください",
      chart: (/** @type {string} */ name) => `${name}: 時間ごとの値 (0〜1)`,
    },
    offline: "すべて保存されました。Mien はオフラインでも動きます",
    update: "新しいバージョンがあります",
    updateNow: "再読み込みして更新",
    later: "あとで",
    fine: "わかりました",
    actions: {
      start: "開始",
      again: "再試行",
      back: "戻る",
      reload: "再読み込み",
      copy: "詳細をコピー",
      file: "写真や動画を使う…",
      otherFile: "別のファイルを選ぶ…",
      alone: "このページだけを開く",
      pause: "一時停止",
      goOn: "再開",
    },
    stopped: "停止しました",
    crashed: "動かなくなりました",
    saved: (/** @type {string} */ name) => `${name} を保存しました`,
    notSaved: (/** @type {unknown} */ error) => `撮影した画像を保存できませんでした: ${error instanceof Error ? error.message : error}`,
    noCanvas: "このブラウザでは canvas を使えませんでした",
    noPicture: "このブラウザでは画像を書き出せませんでした",
    copyDetails: "この詳細をコピー",
    noBrowserDetector: "ブラウザ (ここでは使えません)",
    camerasByName: "名前で選択",
    pixels: (/** @type {number} */ count) => counted(count, { other: "#ピクセル" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `1フレーム ${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} fps`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "ブラウザの検出器" : "内蔵の検出器"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at} / ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `自作のクラス: ${name}` : "自作のクラス"),
    mainFace: "メインの顔",
    picture: "画像",
    model: (/** @type {string} */ name) => (name.trim() ? `モデル: ${name}` : "別のモデル"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `「${name}」を開けませんでした。${why}`,
    badClasses: (/** @type {string} */ why) => `${why}。代わりに Mien 標準の表情を表示しています`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "カメラはオフです", sentence: "画像はこのブラウザの外に出ません", button: "開始" },
      empty: { title: "画像がありません", sentence: "画像はこのブラウザの外に出ません" },
      loading: { title: "読み込み中", sentence: "ニューラルネットを読み込んでいます" },
      denied: { ...camera.denied, button: "再試行" },
      busy: { ...camera.busy, button: "再試行" },
      absent: { ...camera.absent, button: "再試行" },
      unplugged: { ...camera.unplugged, button: "開始" },
      "camera-error": { ...camera["camera-error"], button: "再試行" },
      "frame-denied": { ...camera["frame-denied"], button: "再試行" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "映像を開始" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "このページのセキュリティポリシーで禁止されています", sentence: "" },
      noThread: { title: "Mien を起動できませんでした", sentence: "" },
      load: { title: "Mien を読み込めませんでした", sentence: "接続を確認して、もう一度お試しください", button: "再試行" },
      photo: { title: "この画像は表示できません", sentence: "画像のアドレスと、そのサイトがほかのページからの読み込みを許可しているかを確認してください", button: "再試行" },
      target: { title: "見る対象がありません", sentence: "for 属性には、このページにある動画、画像、canvas のどれかの id を指定してください" },
      head: { title: "クラスを使えません", sentence: "", button: "再試行" },
      unread: { title: "画像を読み込めません", sentence: "読み込めるようになると自動で再開します", button: "再試行" },
      crashed: { title: "Mien が動かなくなりました", sentence: "もう一度開始するか、ページを再読み込みしてください", button: "もう一度開始" },
    },
    loading: "読み込み中",
    stop: "停止",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "表情をライブで",
    tellsApart: (/** @type {string[]} */ names) => `見分けるもの: ${names.join("、")}`,
    picture: "画像",
    noHead: "mien/head.json が見つからないか、壊れています。バンドル全体をもう一度展開してください",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `「${name}」は空です`,
    otherKind: (/** @type {string} */ name) => `「${name}」は写真でも動画でもありません`,
    badPhoto: (/** @type {string} */ name) => `「${name}」は壊れているか、このブラウザで読み込めない種類の画像です`,
    badVideo: (/** @type {string} */ name) => `「${name}」は壊れているか、このブラウザで再生できない種類の動画です`,
    brokenVideo: (/** @type {string} */ name) => `「${name}」は壊れているため、これ以上再生できません`,
    noPictures: (/** @type {string} */ name) => `「${name}」には音声だけで、映像がありません`,
  },

  /** The hint under a live picture without a face. */
  noFace: "顔が見つかりません。近づくか、明かりをつけてください",
  blackPicture: "映像が真っ暗です。カメラのシャッターやふたを開けるか、明かりをつけるか、別のカメラを選んでください",
  noFaceInPhoto: "顔が見つかりません。「顔の最小サイズ」を変えてみてください",
};
