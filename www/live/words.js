// The one place that chooses a language. Another one is another file beside en.js, with the same names.
export { words } from "../words/en.js";
