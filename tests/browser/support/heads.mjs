// A person's own classes for tests: tests/data/heads/, in the forms in which the page gets them.

import { readFileSync } from "node:fs";

/** The text of tests/data/heads/faces.json: "Smiling", "Serious" and "Surprise", made of the shipped network's own last layer. */
export const FACES = readFileSync(new URL("../../data/heads/faces.json", import.meta.url), "utf8");

/** The same as the text of a link, as Rust wrote it. */
export const FACES_LINK = readFileSync(new URL("../../data/heads/faces.link", import.meta.url), "utf8").trim();

/** A head of the network that shipped before this one, and the same as the text of a link. */
export const OLDER = readFileSync(new URL("../../data/heads/older.json", import.meta.url), "utf8");
export const OLDER_LINK = readFileSync(new URL("../../data/heads/older.link", import.meta.url), "utf8").trim();

/**
 * The head of this network with other words.
 * @param {Record<string, unknown>} changes
 */
export const faces = (changes) => JSON.stringify({ ...JSON.parse(FACES), ...changes });
