// What scripts that were written for other libraries are told, in Japanese.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "このブラウザでは、このページからカメラを使えません。https で開くか、別のブラウザで開いてください",
  refusedCamera: "カメラを開けませんでした。拒否されたか、カメラがありません。アドレスバーで許可して、もう一度お試しください",
  unnamed: (/** @type {number} */ number) => `クラス${number}`,
  notTrained: "モデルはまだトレーニングされていません。例を追加してから train を呼び出してください",
  unknownPlace: (/** @type {string} */ place) => `モデルを「${place}」に保存することはできません。downloads://name か、関数 save を持つハンドラーを使ってください`,
  noPicture: "分類する画像がありません。画像を渡してください",
};
