// The language of every live picture. Another one is another folder beside words/en, with the same files and names.
export { words } from "../words/en/live.js";
