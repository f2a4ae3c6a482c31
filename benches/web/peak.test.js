// What can be wrong with the probe and the count, without a browser or a clock: `node --test benches/web/peak.test.js`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ofDetector, ofFace } from "./multiply-adds.js";
import { PROBES, assemble } from "./peak.js";

for (const probe of PROBES) {
  test(`${probe.id}.wat adds up what it should`, async (t) => {
    const bytes = await assemble(probe);
    if (!WebAssembly.validate(bytes)) return t.skip("this Node does not know relaxed SIMD");
    const { instance } = await WebAssembly.instantiate(bytes);
    const run = /** @type {(turns: number, by: number) => number} */ (instance.exports.run);
    for (const turns of [1, 7, 30_000]) assert.equal(run(turns, 1), probe.answer(turns));
    // Were the products left out, the factor would not matter.
    assert.notEqual(run(7, 2), probe.answer(7));
  });
}

test("multiply-adds are those of the shipped networks", async () => {
  const { model } = JSON.parse(await readFile(new URL("../../model/manifest.json", import.meta.url), "utf8"));
  // What `trainer evaluate` says of it.
  assert.equal(ofFace(model.architecture, model.preprocess.size), 34_528_864);
  // Frames of 640x480 are padded to 320x256, of 1280x720 to 320x192.
  assert.equal(ofDetector(640, 480), 68_844_800);
  assert.equal(ofDetector(1280, 720), 68_844_800 * (192 / 256));
});
