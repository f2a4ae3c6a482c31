// Exports of Teachable Machine in TensorFlow.js itself: the answers that ours are held to (tests/suite/formats.rs).

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import * as tf from "../browser/support/tensorflow.mjs";
import { entry } from "../browser/support/zips.mjs";

const FOLDER = new URL("../data/teachable-machine/", import.meta.url);
const ANSWERS = new URL("answers.json", FOLDER);
const PICTURES = 5;

/**
 * Values that ours is given too (`pattern` of tests/suite/formats.rs).
 * @param {number} picture
 * @param {number[]} shape
 */
function pattern(picture, [height = 0, width = 0, channels = 0]) {
  const values = new Float32Array(height * width * channels);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const slope = (x * (picture + 1) + y * (5 - picture) + 64 * channel) % 256;
        const spots = ((Math.floor(x / 16) + Math.floor(y / 16) + picture) % 3) * 60;
        values[at++] = ((slope + spots) % 256) / 127 - 1;
      }
    }
  }
  return values;
}

/** @param {string} name */
async function answersOf(name) {
  const bytes = readFileSync(new URL(`${name}.zip`, FOLDER));
  /** @type {{modelTopology: object, weightsManifest: {weights: tf.io.WeightsManifestEntry[]}[]}} */
  const { modelTopology, weightsManifest } = JSON.parse(entry(bytes, "model.json").toString());
  const weights = entry(bytes, "weights.bin");
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: new Uint8Array(weights).buffer,
    }),
  );
  const shape = (model.inputs[0]?.shape ?? []).slice(1).map(Number);
  return Array.from({ length: PICTURES }, (_, picture) =>
    tf.tidy(() => {
      const answer = model.predict(tf.tensor(pattern(picture, shape), [1, ...shape]));
      return Array.isArray(answer) ? [] : Array.from(answer.dataSync());
    }),
  );
}

for (const name of ["image-model", "tiny-image-model"]) {
  test(`${name}: TensorFlow.js answers what is kept`, async () => {
    const found = await answersOf(name);
    if (process.env.MIEN_WRITE_FIXTURES) {
      const kept = JSON.parse(readFileSync(ANSWERS, "utf8"));
      writeFileSync(ANSWERS, `${JSON.stringify({ ...kept, [name]: found }, null, 1)}\n`);
    }
    const kept = JSON.parse(readFileSync(ANSWERS, "utf8"))[name];
    assert.equal(kept.length, PICTURES);
    const apart = found.flat().map((value, index) => Math.abs(value - kept.flat()[index]));
    assert.ok(Math.max(...apart) < 1e-5, `${Math.max(...apart)} apart`);
  });
}
