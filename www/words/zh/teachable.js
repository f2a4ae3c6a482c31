// What scripts that were written for other libraries are told, in Simplified Chinese.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "此浏览器不让这个页面使用摄像头。请用 https 打开，或换一个浏览器",
  refusedCamera: "无法打开摄像头：它被拒绝了，或者没有摄像头。请在地址栏中允许，然后重试",
  unnamed: (/** @type {number} */ number) => `类别 ${number}`,
  notTrained: "模型还没有训练：请先添加示例，再调用 train",
  unknownPlace: (/** @type {string} */ place) => `模型无法保存到“${place}”：请使用 downloads://name，或带有 save 函数的处理器`,
  noPicture: "没有可分类的图片：请传入一张",
};
