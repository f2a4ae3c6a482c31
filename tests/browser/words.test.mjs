// What is said of a frame: a face looks like something, and is never said to be it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { statusOf } from "../../www/live/status.js";
import { words as live } from "../../www/live/words.js";
import { words } from "../../www/studio/words.js";
import { speech } from "../../www/words/speech.js";

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
  test(what, () => assert.equal(statusOf({ shown: shown(...faces), subject: "faces", turned: 0 }, classes, custom, words), sentence));
}

test("a picture", () => assert.equal(statusOf({ shown: shown(1), subject: "picture", turned: 0 }, ["Red", "Blue"], true, words), "The picture: Blue"));

for (const [turned, sentence] of /** @type {const} */ ([
  [90, "1 face: it looks happy. The picture lies on its side: looked at turned by 90°"],
  [180, "1 face: it looks happy. The picture is upside down: looked at turned by 180°"],
  [270, "1 face: it looks happy. The picture lies on its side: looked at turned by 270°"],
])) {
  test(`a picture turned by ${turned}°`, () => assert.equal(statusOf({ shown: shown(3), subject: "faces", turned }, EXPRESSIONS, false, words), sentence));
}

test("numbers are written as Intl writes them, in every language", () => {
  const values = [0, 1, 7, 12, 998.4, 998.9996, 999, 1000, 1234567.891, -3, -0.5, 0.125, 0.0049, 0.07, 0.934, 2 / 3, 100.04, NaN];
  for (const language of ["en-GB", "de", "es", "fr", "pt-BR", "zh-CN", "ja", "hi", "ar"]) {
    const { number } = speech(language);
    for (const digits of [undefined, 0, 1, 2, 3]) {
      const written = new Intl.NumberFormat(language, digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits });
      for (const value of values) assert.equal(number(value, digits), written.format(value), `${value} with ${digits} digits, ${language}`);
    }
  }
});

test("a chip has the name and two digits", () => assert.equal(words.chip("Happiness", 0.934), "Happiness 0.93"));

test("every expression of the shipped network has words", () => {
  for (const label of EXPRESSIONS) assert.match(words.looks(words.adjectives[label] ?? ""), /^looks [a-z]+$/);
});

for (const [sentence, finding] of /** @type {[string, import("../../www/types/rust.js").Finding][]} */ ([
  ["Add two classes", { kind: "fewClasses", classes: 0 }],
  ["Add a second class to tell the first from", { kind: "fewClasses", classes: 1 }],
  ["Add samples to Fear, which has none, or leave it out", { kind: "noSamples", names: ["Fear"] }],
  ["Add samples to A, B, C and 2 other classes, which have none, or leave them out", { kind: "noSamples", names: ["A", "B", "C", "D", "E"] }],
  ["Add 8 more to Sadness", { kind: "fewSamples", wanted: [{ name: "Sadness", more: 8 }] }],
  [
    "Add 8 more to A, 7 to B, 6 to C and 1 to D",
    { kind: "fewSamples", wanted: [{ name: "A", more: 8 }, { name: "B", more: 7 }, { name: "C", more: 6 }, { name: "D", more: 1 }] },
  ],
  ["A has 10 times as many samples as B: add to B, or leave class balance on", { kind: "uneven", most: "A", least: "B", times: 10, balanced: true }],
  ["A has 6 times as many samples as B: add to B, or turn class balance on", { kind: "uneven", most: "A", least: "B", times: 6, balanced: false }],
  [
    "Most samples of A and B come from one recording, or from one picture: record it once more, at another time or place, to check honestly",
    { kind: "oneRecording", names: ["A", "B"] },
  ],
  ["Only 4 samples were kept apart: add more for a result to rely on", { kind: "fewChecked", samples: 4 }],
  [
    "It gets 98% of the samples it learnt from right, but 70% of those kept apart: add more varied samples (other people, light and angles), or train for fewer epochs",
    { kind: "learntByHeart", training: 0.98, validation: 0.7 },
  ],
  ["Training ended after epoch 20: none was better than epoch 10, which is what you have", { kind: "stoppedEarly", best: 10, epochs: 20 }],
  [
    "Only 45% of the samples kept apart are right: look through the samples for wrong ones, or make the classes more different",
    { kind: "poor", validation: 0.45 },
  ],
])) {
  test(`advice: ${sentence}`, () => assert.equal(words.training.advice(finding), sentence));
}

for (const [sentence, said] of [
  ["1 is a copy of a sample that is there already: left out", words.samples.copies(1)],
  ["3 are copies of samples that are there already: left out", words.samples.copies(3)],
  ["1 sample added, 2 copies left out", words.import.summary(1, 2, 0, 0)],
  ["Right on 93% of the 24 samples kept for checking; it has seen no copy of them", words.training.checked(0.93, 24)],
  ["2 pictures are in more than one class", words.contradictions.count(2)],
]) {
  test(`copies: ${sentence}`, () => assert.equal(said, sentence));
}

for (const [sentence, problem] of /** @type {[string, import("../../www/live/types.js").Problem][]} */ ([
  ["manifest.json is damaged: it is missing", { code: "malformed", file: { file: { name: "manifest.json" } }, what: "missing" }],
  ["The link is damaged: a part of it is missing or changed; a chat program may have cut it", { code: "malformed", file: "link", what: "cut" }],
  ["“a.jpg” is damaged: 3 bytes instead of 5", { code: "malformed", file: { entry: { name: "a.jpg" } }, what: { length: { got: 3, expected: 5 } } }],
  ["The table is damaged: its first line does not end", { code: "malformed", file: "table", what: "endlessLine" }],
  ["The table has no labels: no column “emotion” beside “a”, “b”. Choose the file that has it", { code: "unsupported", found: { noLabels: { found: ["a", "b"] } } }],
  ["The file is a web page: choose a csv file, such as fer2013.csv", { code: "unsupported", found: { noTable: { file: "webPage" } } }],
  ["The number of the head’s classes does not fit: expected 7, got 3", { code: "mismatch", what: "headClasses", expected: "7", got: "3" }],
  ["The number of epochs is 0, outside 1 to 1000", { code: "limit", what: "epochs", got: "0", limit: { between: { from: "1", to: "1000" } } }],
  ["The unpacked size of “x” is 70 MiB, over 64 MiB", { code: "limit", what: { entrySize: { name: "x" } }, got: "70 MiB", limit: { mebibytes: { mib: 64 } } }],
  ["The file is a PDF document, but only zip files can be read", { code: "unsupported", found: { noZip: { file: "pdf" } } }],
  ["mien.js could not be fetched (404)", { code: "load", file: "mien.js", status: 404 }],
  ["mien.js is damaged or missing", { code: "load", file: "mien.js", found: "damage" }],
])) {
  test(`problem: ${sentence}`, () => assert.equal(words.problem(problem).message, sentence));
}

test("what the recognizer can tell of is said the same on its page and in the studio", () => {
  for (const problem of /** @type {const} */ ([
    { code: "malformed", file: "headFile", what: "notMien" },
    { code: "limit", what: "threshold", got: "2", limit: { between: { from: "0", to: "1" } } },
  ])) {
    assert.deepEqual(live.problem(problem), words.problem(problem));
  }
});

const WWW = fileURLToPath(new URL("../../www/", import.meta.url));

for (const file of /** @type {string[]} */ (readdirSync(WWW, { recursive: true })).filter((path) => /\.(js|html)$/.test(path) && !/^(words|types|node_modules)\/|^gallery\/[a-z]+\.html$/.test(path))) {
  test(`${file}: what people read stands in words/`, () => {
    const source = readFileSync(WWW + file, "utf8");
    // In a script, a string that begins like a sentence; in a page, anything between tags or in an attribute that is read aloud.
    const found = file.endsWith(".js")
      ? source.replace(/^\s*(\*|\/\/|\/\*).*$/gm, "").match(/["`][A-Z][a-z’]+ [a-z$].*["`]/g)
      : [
          ...(source.replace(/\{\{\w+\}\}/g, "").match(/ (aria-label|title|placeholder|alt)="[^"]*[A-Za-z][^"]*"/g) ?? []),
          ...(source.replace(/\{\{\w+\}\}|<[^>]*>/g, "").match(/[A-Za-z].*/g) ?? []).filter((text) => !/^mien$/i.test(text.trim())),
        ];
    assert.deepEqual(found ?? [], [], "put the sentence into words/en and its name here");
  });
}
