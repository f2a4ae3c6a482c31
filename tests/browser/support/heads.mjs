// A person's own classes for tests: tests/data/heads/, in the forms in which the page gets them.

import { readFileSync } from "node:fs";

/** The text of tests/data/heads/faces.json: "Smiling", "Serious" and "Surprise", made of the shipped network's own last layer. */
export const FACES = readFileSync(new URL("../../data/heads/faces.json", import.meta.url), "utf8");

/** The same as the text of a link, as Rust wrote it. */
export const FACES_LINK = readFileSync(new URL("../../data/heads/faces.link", import.meta.url), "utf8").trim();

/**
 * The same head with other words.
 * @param {Record<string, unknown>} changes
 */
export const faces = (changes) => JSON.stringify({ ...JSON.parse(FACES), ...changes });
