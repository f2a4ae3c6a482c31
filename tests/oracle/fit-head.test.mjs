// A person who has outgrown the tab goes on natively: the same project and seed teach what the studio teaches.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { entry } from "../browser/support/zips.mjs";

const LESSON = fileURLToPath(new URL("../data/lesson/", import.meta.url));
const PHOTO = fileURLToPath(new URL("../data/pictures/happy-baby.jpg", import.meta.url));
const TRAINER = process.env.MIEN_TRAINER ?? "trainer";

const made = mkdtempSync(join(tmpdir(), "mien-fit-head-"));
after(() => rmSync(made, { recursive: true, force: true }));

/** @param {string[]} args */
const trainer = (...args) => execFileSync(TRAINER, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** @param {{layers: {weights: number[], bias: number[]}[]}} head */
const numbers = ({ layers }) => layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

for (const [name, hidden] of /** @type {const} */ ([["hidden", "100"], ["dense", "0"]])) {
  test(`${hidden} hidden units: the weights that the browser teaches (tests/browser/same-weights.test.mjs)`, (t) => {
    const out = join(made, `${name}.json`);
    trainer("fit-head", join(LESSON, "project.mien.zip"), "--hidden", hidden, "--out", out);
    const [got, expected] = [out, join(LESSON, `${name}.json`)].map((file) => JSON.parse(readFileSync(file, "utf8")));
    assert.deepEqual(got.labels, expected.labels);
    assert.equal(got.backbone, expected.backbone);
    const there = numbers(expected);
    const apart = numbers(got).reduce((most, weight, index) => Math.max(most, Math.abs(weight - (there[index] ?? NaN))), 0);
    t.diagnostic(`${apart} apart`);
    assert.ok(apart < 1e-4, `${apart} apart`);
    assert.match(trainer("recognize", "--head", out, PHOTO), /1 face: it looks like “laughing”/);
  });
}

/** A weight of a TensorFlow.js model. @param {string} folder @param {string} wanted */
function weightOf(folder, wanted) {
  const { weightsManifest } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  const bytes = readFileSync(join(folder, "weights.bin"));
  let place = 0;
  for (const { name, shape } of weightsManifest[0].weights) {
    const length = 4 * shape.reduce((/** @type {number} */ all, /** @type {number} */ side) => all * side, 1);
    if (name === wanted) return Array.from({ length: length / 4 }, (_, index) => bytes.readFloatLE(place + 4 * index));
    place += length;
  }
  throw new Error(`no ${wanted}`);
}

test("an image project: the weights that the browser taught, and every sample is named as there", (t) => {
  const zip = readFileSync(join(LESSON, "pictures.mien.zip"));
  const project = JSON.parse(entry(zip, "mien-project.json").toString());
  const out = join(made, "pictures");
  t.diagnostic(trainer("fit-head", join(LESSON, "pictures.mien.zip"), "--out", out).split("\n")[0] ?? "");
  const [{ weights }] = project.trained.layers;
  const apart = weightOf(out, "classes/kernel").reduce((most, weight, index) => Math.max(most, Math.abs(weight - weights[index])), 0);
  t.diagnostic(`${apart} apart`);
  assert.ok(apart < 1e-4, `${apart} apart`);
  assert.deepEqual(project.trained.mistakes, [], "the studio got all of them right");
  const files = project.samples.map((/** @type {{picture: string}} */ { picture }, /** @type {number} */ index) => {
    const file = join(made, `${index}.jpg`);
    writeFileSync(file, entry(zip, picture));
    return file;
  });
  const named = trainer("recognize", "--image-model", out, "--json", ...files)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).predictions.sort((/** @type {any} */ a, /** @type {any} */ b) => b.probability - a.probability)[0].className);
  const wanted = project.samples.map((/** @type {{class: number}} */ sample) => project.classes.find((/** @type {{id: number}} */ { id }) => id === sample.class).name);
  assert.deepEqual(named, wanted);
});
