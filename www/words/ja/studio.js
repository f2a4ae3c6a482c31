// What the studio says, in Japanese, beside what every live picture says.
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

const { counted, daysAgo, number, percent, someOf } = speech("ja");

const samplesOf = (/** @type {number} */ count) => counted(count, { other: "サンプル#個" });
const picturesOf = (/** @type {number} */ count) => counted(count, { other: "画像#枚" });
const filesOf = (/** @type {number} */ count) => counted(count, { other: "ファイル#個" });

/** The first few classes of these, and how many more there are. @param {string[]} all */
const listed = (all) => someOf(all, (count) => counted(count, { other: "ほか#クラス" }));

const of = (/** @type {string} */ name) => `「${name}」`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [counted(more, { other: "同様のものがほかに#件" })] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}。数を増やし、変化をつけると、より確実になります`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}。${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}。${live.camera.busy.sentence}`,
    absent: "カメラが見つかりません。接続するか、画像をアップロードしてください",
    unplugged: live.camera.unplugged.title,
    "camera-error": "カメラが応答しません。接続し直して、もう一度お試しください",
    insecure: "カメラには安全なアドレス (https:// または localhost) が必要です。代わりに画像をアップロードしてください",
    "in-app": "このアプリ内ブラウザではカメラを使えません。アプリのメニューで「ブラウザで開く」を選ぶか、画像をアップロードしてください",
    "frame-denied": `${live.camera["frame-denied"].title}。${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}。${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}。${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "空のプロジェクト", says: "自由に名前を付けられる2つのクラス", classes: ["クラス1", "クラス2"] },
    six: { name: "基本の6表情", says: "喜び、悲しみ、恐怖、怒り、驚き、嫌悪" },
    seven: { name: "6表情と無表情", says: "基本の6表情と、力を抜いた顔" },
    wink: { name: "左右のウインク", says: "左目、右目、両目を開けた顔", classes: ["両目を開ける", "左ウインク", "右ウインク"] },
    pictures: { name: "画像全体", says: "物、手、場所など、カメラに映るものなら何でも (Teachable Machine と同じ)", classes: ["クラス1", "クラス2"] },
  },
  newClass: (/** @type {number} */ number) => `クラス${number}`,
  unnamedClass: "クラス",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `${of(file)}の何を学習しますか？`,
    faces: { name: "顔", says: "顔を見つけて切り抜き、まっすぐに直します。表情に最適です" },
    pictures: { name: "画像全体", says: "映っているものすべてを使います (Teachable Machine と同じ)" },
  },

  start: {
    none: "プロジェクトはこのブラウザに自動で保存されます。まだありません",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "画像全体、" : ""}${counted(classes, { other: "#クラス" })}${trained ? "、トレーニング済み" : ""}、${when}`,
    remove: (/** @type {string} */ name) => `${of(name)}を削除`,
    removed: (/** @type {string} */ name) => `${of(name)}を削除しました`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}。${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}。${sentences.wasmOff.hint}`,
    elsewhere: "このプロジェクトは別のタブで開いています",
    takenOver: "このプロジェクトは別のタブで開かれました",
    gone: "このプロジェクトはこのブラウザにありません (削除された可能性があります)",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `サンプルを確認中: ${done} / ${total}`,
    learningAgain: (/** @type {string} */ name) => `${of(name)}は別のバージョンのニューラルネットで学習したものです。残っているサンプルから学習し直しています`,
    saved: "このブラウザに保存済み",
    saving: "保存中…",
    notSaved: "未保存",
    saveAsFile: "ファイルに保存",
    reload: "再読み込み",
    close: "閉じる",
    copyDetails: "詳細をコピー",
    empty: "ファイルが空です",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)}が壊れています`, ...notes(damage), ...(lost > 0 ? [`顔も画像も壊れていて失われたサンプル: ${lost}`] : [])].join("。"),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `${of(name)}を開けませんでした: ${why}`,
    leave: "このプロジェクトはブラウザに保存されていません。ファイルに保存していない内容は失われます。ページを離れますか？",
    crashed: "Mien が動かなくなり、新しく始めました。集めたものは失われていません。途中だった操作をもう一度行ってください",
    undo: "元に戻す",
  },

  store: {
    full: "このブラウザにはプロジェクトを保存する空きがありません。ファイルに保存してから、サンプルかほかのプロジェクトを削除してください",
    none: "このブラウザには何も保存されません (プライベートウィンドウかもしれません)。ページを閉じる前に、プロジェクトをファイルに保存してください",
    otherVersion: "別のバージョンの Mien が別のタブで開いています。そのタブを閉じて、このページを再読み込みしてください",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "Mien が動かなくなりました", hint: "もう一度試してください" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "クラスごとに顔を録画するか、アップロードしてください",
      next: (name) => `次は${of(name)}に顔を追加してください`,
      more: moreSamples,
    },
    pictures: {
      first: "クラスごとに画像を録画するか、アップロードしてください。画像中央の正方形が使われます",
      next: (name) => `次は${of(name)}に画像を追加してください`,
      more: moreSamples,
    },
  },

  classes: {
    name: "クラス名",
    camera: "カメラ",
    upload: "アップロード",
    leaveOut: "トレーニングから除外",
    use: "トレーニングに戻す",
    up: "上へ移動",
    down: "下へ移動",
    download: "サンプルをダウンロード",
    remove: "クラスを削除",
    more: "その他",
    uploadTo: (/** @type {string} */ name) => `${of(name)}に画像をアップロード`,
    cameraFor: (/** @type {string} */ name) => `${of(name)}のカメラ`,
    moreAbout: (/** @type {string} */ name) => `${of(name)}のその他の操作`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}、除外中`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `${of(name)}の${samplesOf(count)}を確認`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `${of(name)}と${samplesOf(samples)}を削除しました`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `${samplesOf(total)}中${selected}個を選択中`,
    all: "すべて選択",
    none: "選択を解除",
    moveTo: "移動先…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `サンプル${number}、${name}`,
    removed: (/** @type {number} */ count) => `${samplesOf(count)}を削除しました`,
    moved: (/** @type {number} */ count, /** @type {string} */ to) => `${samplesOf(count)}を${of(to)}に移動しました`,
    copies: (/** @type {number} */ count) => counted(count, { other: "#個はすでにあるサンプルのコピーなので除きました" }),
  },

  record: {
    asking: "カメラの許可を待っています",
    hold: "長押しして録画",
    handsFree: "ハンズフリー",
    stop: "停止",
    close: (/** @type {string} */ name) => `${of(name)}のカメラを閉じる`,
    countdown: (/** @type {number} */ left) => `録画開始まで${left}秒`,
    settings: "録画の設定",
    rate: "1秒のフレーム数",
    delay: "ハンズフリー開始まで (秒)",
    duration: "ハンズフリー録画時間 (秒)",
    unplugged: "カメラの接続が切れました。接続して、このパネルを開き直してください",
    from: "カメラ",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        `${samplesOf(added)}を追加`,
        ...(copies > 0 ? [counted(copies, { other: "コピー#個を除外" })] : []),
        ...(faceless > 0 ? [`顔のない${picturesOf(faceless)}`] : []),
        ...(unread > 0 ? [`読み込めない${filesOf(unread)}`] : []),
      ].join("、"),
    more: "…ほか",
    notes,
    empty: "ファイルが空です",
    faceless: "顔が見つかりません",
    copy: "すでにあるサンプルのコピーです",
    badPicture: "壊れているか、このブラウザで読み込めない種類の画像です",
    badVideo: "壊れているか、このブラウザで再生できない種類の動画です",
    noPictures: "画像がありません",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}: ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name} (${number(seconds, 1)}秒)`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}: ${Math.round(at)} / ${Math.round(length)}秒`,
    project: (/** @type {string} */ name) => `${of(name)}はプロジェクト全体のファイルです。「プロジェクト」から開いてください`,
    settingsTaken: "トレーニングの設定を引き継ぎました",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}: ${at} / ${count}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}、${row}行目`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name}: ${counted(rows, { other: "#行" })}`,
    tableOfFaces: "顔の表は、顔のプロジェクトで使ってください",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) => `${counted(rows, { other: "テスト用の#行を除きました" })} (${kinds.join("、")})`,
    noUsage: "テスト用の行を分ける「Usage」列がないため、すべての行を学習用とします",
    badRows: (/** @type {number} */ rows) => counted(rows, { other: "#行を読み込めませんでした" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `${counted(pictures, { other: "テスト用の画像#枚を除きました" })} (${folders.join("、")})`,
    learnFromThem: "それでもテスト用の画像から学ばせるには、そのクラスのフォルダーを1つ選んでください",
    guessedNames: (/** @type {string} */ codePage) => `フォルダー名が古い文字コードで書かれていたので、${codePage}として読みました。おかしいクラス名は変更してください`,
    whichClass: (/** @type {number} */ pictures) => `${picturesOf(pictures)}はどのクラスですか？`,
    reading: "読み込み中",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${filesOf(count)}中${at}個目`,
    stopped: "停止しました。追加済みのものは残ります",
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
          return finding.classes === 0 ? "クラスを2つ追加してください" : "見分ける相手になる2つ目のクラスを追加してください";
        case "noSamples":
          return `${listed(finding.names.map(of))}にサンプルがありません。追加するか、トレーニングから除外してください`;
        case "fewSamples":
          return `サンプルを追加してください: ${listed(finding.wanted.map(({ name, more }) => `${of(name)}にあと${number(more)}個`))}`;
        case "uneven":
          return (
            `${of(finding.most)}のサンプルは${of(finding.least)}の${finding.times}倍あります。` +
            `${of(finding.least)}に追加するか、「クラスを均等に扱う」を${finding.balanced ? "オンのままにして" : "オンにして"}ください`
          );
        case "oneRecording":
          return `${listed(finding.names.map(of))}のサンプルの多くは1回の記録または1枚の画像のものです。正しく検証するには、別の時間や場所でもう一度記録してください`;
        case "nothingChecked":
          return "検証用のサンプルがないため、新しい顔をどれだけ認識できるかわかりません";
        case "fewChecked":
          return counted(finding.samples, { other: "検証用のサンプルが#個しかありません。信頼できる結果のために、サンプルを増やしてください" });
        case "learntByHeart":
          return (
            `正解率は、学習に使ったサンプルで${percent(finding.training)}、検証用のサンプルで${percent(finding.validation)}です。` +
            "変化に富んだサンプル (別の人、明るさ、角度) を増やすか、エポック数を減らしてください"
          );
        case "stoppedEarly":
          return `エポック${number(finding.epochs)}で学習を終えました。エポック${number(finding.best)}より良いものがなかったため、その結果を使います`;
        case "poor":
          return (
            `検証用のサンプルの正解率が${percent(finding.validation)}しかありません。` +
            "間違ったサンプルがないか確認するか、クラスどうしの違いを大きくしてください"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "エポック", help: "すべてのサンプルを繰り返し学習する回数" },
      batch: { label: "バッチサイズ", help: "自分を修正するまでに見るサンプルの数" },
      learningRate: { label: "学習率", help: "1回に修正する大きさ。変えるのは少しだけにしてください" },
      hidden: { label: "隠れユニット", help: "学習する部分の大きさ。0にすると最小になり、リンクも短くなります" },
      validationShare: { label: "検証用の割合 (%)", help: "学習には使わず、結果の確認に使うサンプル (クラスごと)。コピーは同じ側に置かれます", percent: true },
      balance: { label: "クラスを均等に扱う", help: "サンプルの数に関係なく、同じ重さで扱います" },
      mirror: { label: "左右反転した顔でも学習", help: "ウインクのように左右の違いが大切な場合はオフにしてください" },
      patience: { label: "打ち切るまでのエポック数", help: "検証用のサンプルでの結果がこの回数続けて良くならなければ、学習を終えます。0はすべてのエポックを行います" },
      seed: { label: "シード", help: "同じ数なら同じ結果になります" },
    },
    reset: "初期設定に戻す",
    hint: {
      learning: "学習中です。収集は続けられます",
      blocked: "すべてのクラスにサンプルが必要です",
      stale: "サンプルかクラスが変わりました。もう一度トレーニングしてください",
      trained: "トレーニング済みです。プレビューで試してください",
      ready: "準備ができました。「トレーニング」を押してください",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `検証用の${samplesOf(samples)}の正解率は${percent(share)}です。そのコピーは学習に使っていません`,
    unchecked: (/** @type {number} */ share) => `学習に使ったサンプルの正解率は${percent(share)}です。検証用のサンプルはありません`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `エポック ${epoch} / ${epochs} · 正解率 ${percent(accuracy)} · 損失 ${number(loss, 2)} · 残り${seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分`}`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `左右反転した顔を確認中: ${number(done)} / ${number(total)}`,
    starting: "開始しています",
    running: "トレーニング中",
    done: (/** @type {string} */ result) => `トレーニングが完了しました。${result}`,
    failed: "トレーニングに失敗しました",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { other: "画像#枚が複数のクラスに入っています" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `${sample}を${of(name)}から外す`,
    remove: "外す",
  },

  results: {
    caption: "クラスごとの正解数",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${samples}個中${right}個` : "なし"),
    named: (/** @type {string} */ label) => `${of(label)}と判定`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${of(truth ?? "")}を${of(label ?? "")}と判定: ${count}`,
    matrix: "混同行列",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `付けたクラス: ${truth}${learnt ? " (学習に使ったのに間違い)" : ""}`,
    accuracy: {
      title: "正解率",
      says: "正しく判定したサンプルの割合です。大切なのは、学習に使っていないサンプルでの値です。学習中は顔から読み取る情報の5分の1が隠されるため、1つ目の曲線が2つ目より下になることがあります",
    },
    loss: { title: "損失", says: "正解からのずれの大きさです。自信のある間違いほど大きくなります。2つ目の曲線が再び上がり始めたら、丸暗記になっています" },
    perClass: {
      title: "クラスごとの正解率",
      says: (/** @type {boolean} */ checked) => `${checked ? "検証用の" : "学習に使った"}サンプルでの正解数`,
    },
    confusion: { title: "何を何と間違えるか", says: "行は付けたクラス、列は判定結果です" },
    mistakes: { title: "間違えたサンプル", says: "自信のある間違いから順に並んでいます。違うクラスに入っているものがあるかもしれません" },
  },

  preview: {
    seen: "映ったものをこのように判定します",
    crashed: "プレビューが動かなくなりました。何も失われていません。もう一度開始してください",
    loading: "ニューラルネットを読み込み中",
    asking: "このページでカメラを使ってよいか、ブラウザが確認することがあります",
    badFile: "このファイルは表示できません",
    choose: "カメラをオンにするか、写真を選んでください",
    trainFirst: "トレーニングすると、ここで試せます",
    look: "新しい顔で試してみてください",
    later: "トレーニング後に表示されます",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `${file} を取得できませんでした。接続を確認して、もう一度お試しください`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `${file} を取得できませんでした (${status})。ページを再読み込みして、もう一度お試しください`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "https でファイルを配信できる場所ならどこでも使えます。サーバー側のプログラムは不要です。先にバンドルを展開してください",
    steps: {
      "GitHub Pages": "フォルダ内のファイルをリポジトリに入れ、Settings の Pages でブランチを選びます",
      Netlify: "フォルダを app.netlify.com/drop にドロップします",
      "Cloudflare Pages": "「Upload assets」を選び、フォルダをドロップします",
      "S3, nginx, Apache": "フォルダをコピーします。.wasm にはタイプ application/wasm が必要です。別サイトのページで使うには Access-Control-Allow-Origin も必要です",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "ウェブページ", says: "ウェブで公開" },
    link: { name: "リンク", says: "誰かに送る" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python、TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "スマホ、小型ボード" },
    onnx: { name: "ONNX", says: "その他すべて" },
    samples: { name: "サンプル", says: "画像そのもの" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "切り抜いた顔を判定するニューラルネット全体です。model.json、weights.bin、metadata.json からなり、顔の切り抜き方も metadata.json に入っています",
        pictures: "Teachable Machine のエクスポートとまったく同じ形式です。model.json、weights.bin、metadata.json を同じように使えます",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "Python 用です。スニペットは OpenCV で顔を見つけ、切り抜いて判定します",
        pictures: "Python 用です。Teachable Machine と同じく labels.txt 付きで、Keras 2 と 3 で開けます",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "Android、Raspberry Pi などの小型コンピュータ用です。切り抜いた顔を入力します",
        pictures: "Android、Raspberry Pi などの小型コンピュータ用です。labels.txt 付きです",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "onnxruntime、OpenCV、C++、C#、Java など多くの環境用です。切り抜いた顔を入力します",
        pictures: "onnxruntime、OpenCV、C++、C#、Java など多くの環境用です。labels.txt 付きです",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5、すべての Keras 用", keras: ".keras、Keras 3 用", tflite: "32ビット、正確", "tflite-int8": "8ビット、サイズ4分の1" },
    variant: "ファイルの種類",
    language: "言語",
    making: "ファイルを作成して試しています",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(bytes / 1e6, 1)} MB`),
    failed: (/** @type {string} */ why) => `ファイルを作成できませんでした。${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : "、プレビューと違います"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `確認済み: ファイルを読み戻すと、${picturesOf(pictures)}でプレビューと同じ結果になりました${apart < 1e-4 ? "" : ` (誤差 ${number(apart, 3)})`}`,
    other: (/** @type {number} */ apart) => `ファイルを読み戻すと、プレビューと違う結果になりました (差 ${number(apart, 3)})。Mien の不具合ですので、お知らせください`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}: ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `画像を集めています: ${number(done)} / ${number(total)}`,
    packed: "ファイルをダウンロードしました",
    saved: (/** @type {string} */ name) => `${of(name)}をファイルに保存しました`,
    notSaved: (/** @type {string} */ why) => `ファイルを作成できませんでした。${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `サンプルを保存できませんでした。${why}`,
    collecting: "ファイルを集めています",
    bundled: "バンドルをダウンロードしました",
    notBundled: (/** @type {string} */ why) => `バンドルを作成できませんでした。${why}`,
    copy: "これをコピー",
    longLink: (/** @type {number} */ length) =>
      `${number(length)}文字: メールや文書なら全体が入りますが、チャットアプリによっては途中で切れます。「詳細設定」で隠れユニットを0にすると、ずっと短くなります`,
    shortLink: (/** @type {number} */ length) => `${number(length)}文字: どのチャットアプリでも送れる長さです`,
    nothingKept: "このブラウザには何も保存されません (プライベートウィンドウかもしれません)。代わりに「エクスポート」のリンクを使ってください",
    linesCopied: "コードをコピーしました",
    linkCopied: "リンクをコピーしました",
  },
};
