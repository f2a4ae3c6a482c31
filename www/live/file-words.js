// What can be wrong with files that people bring, in sentences: fetched when something is.
export { problem as fileProblem } from "../words/en/studio-problems.js";
