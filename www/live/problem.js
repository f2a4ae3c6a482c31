/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Failure} Failure */

/** A code as pages see it: words with hyphens. @param {string} code */
export const publicCode = (code) => code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * What a worker told of, in words.
 * @param {Problem} problem
 * @param {(problem: Problem) => {message: string, hint: string}} said
 * @returns {Failure}
 */
export const failureOf = (problem, said) => ({ code: publicCode(problem.code), ...said(problem) });
