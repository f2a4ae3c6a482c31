import { words } from "./words.js";

/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Failure} Failure */

/**
 * What a worker told of, in words.
 * @param {Problem} problem
 * @returns {Failure}
 */
export const failureOf = (problem) => ({ code: problem.code, ...words.problem(problem) });
