// What scripts that were written for other libraries are told, in English.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "This browser gives no camera to this page. Open it with https, or in another browser",
  refusedCamera: "The camera could not be opened: it was refused, or there is none. Allow it in the address bar, then try again",
  unnamed: (/** @type {number} */ number) => `Class ${number}`,
  notTrained: "The model has not been trained yet: add examples, then call train",
  unknownPlace: (/** @type {string} */ place) => `A model can't be saved to “${place}”: use downloads://name, or a handler with a function save`,
  noPicture: "There is no picture to classify: hand one in",
};
