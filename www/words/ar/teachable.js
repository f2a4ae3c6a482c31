// What scripts that were written for other libraries are told, in Arabic.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "لا يتيح هذا المتصفح أي كاميرا لهذه الصفحة. افتحها عبر https أو في متصفح آخر",
  refusedCamera: "تعذّر فتح الكاميرا: رُفض الإذن أو لا توجد كاميرا. اسمح بها في شريط العنوان، ثم أعد المحاولة",
  unnamed: (/** @type {number} */ number) => `الفئة ${number}`,
  notTrained: "لم يُدرَّب النموذج بعد: أضف أمثلة، ثم استدعِ train",
  unknownPlace: (/** @type {string} */ place) => `لا يمكن حفظ نموذج في «${place}»: استخدم downloads://name، أو معالجًا فيه دالة save`,
  noPicture: "لا توجد صورة لتصنيفها: مرّر صورة",
};
