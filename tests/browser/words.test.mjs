// What is said of a frame: a face looks like something, and is never said to be it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { statusOf } from "../../www/live/status.js";
import { words } from "../../www/live/words.js";

const EXPRESSIONS = ["Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Neutral"];
const BOX = { x: 0, y: 0, width: 1, height: 1 };

/** @param {(number | null)[]} classes of the faces; the first one is the main one */
const shown = (...classes) => classes.map((of, id) => ({ id, main: id === 0, class: of, value: 0.5, outline: BOX, chip: BOX }));

for (const [what, faces, classes, custom, sentence] of /** @type {const} */ ([
  ["nobody", [], EXPRESSIONS, false, "No face in the picture"],
  ["an expression", [3], EXPRESSIONS, false, "1 face: it looks happy"],
  ["many faces", [5, 3, 0], EXPRESSIONS, false, "3 faces: the main one looks surprised"],
  ["no class above the threshold", [null], EXPRESSIONS, false, "1 face: it has no clear expression"],
  ["a person's own class", [1], ["Smiling", "My left hand"], true, "1 face: My left hand"],
  ["a person's own classes, several faces", [0, 1], ["Smiling", "My left hand"], true, "2 faces, the main one: Smiling"],
  ["a person's own class that is called like an expression", [0], ["Surprise", "Else"], true, "1 face: it looks surprised"],
  ["none of a person's own classes", [null], ["Smiling", "Else"], true, "1 face: Unsure"],
])) {
  test(what, () => assert.equal(statusOf(shown(...faces), classes, custom), sentence));
}

test("every expression of the shipped network has words", () => {
  for (const label of EXPRESSIONS) assert.match(words.looks(words.adjectives[label] ?? ""), /^looks [a-z]+$/);
});
