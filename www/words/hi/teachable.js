// What scripts that were written for other libraries are told, in Hindi.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "यह ब्राउज़र इस पेज को कैमरा नहीं देता। इसे https से खोलें, या किसी दूसरे ब्राउज़र में",
  refusedCamera: "कैमरा खोला नहीं जा सका: उसकी अनुमति नहीं मिली, या कैमरा है ही नहीं। पता बार में उसकी अनुमति दें और फिर कोशिश करें",
  unnamed: (/** @type {number} */ number) => `क्लास ${number}`,
  notTrained: "मॉडल अभी ट्रेन नहीं हुआ है: उदाहरण जोड़ें, फिर train चलाएँ",
  unknownPlace: (/** @type {string} */ place) => `मॉडल को “${place}” में सेव नहीं किया जा सकता: downloads://name लिखें, या ऐसा हैंडलर दें जिसमें फ़ंक्शन save हो`,
  noPicture: "पहचानने के लिए कोई तस्वीर नहीं है: एक तस्वीर दें",
};
