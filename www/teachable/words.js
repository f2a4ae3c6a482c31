// The language of teachable.js.
export { problem, words } from "../words/en/teachable.js";
