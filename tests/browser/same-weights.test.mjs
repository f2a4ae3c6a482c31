// The same project and seed give the same weights in the browser as natively: tests/suite/training_fixture.rs trains the same heads.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { studioTests } from "./support/studio.mjs";

const test = studioTests(withCamera({ count: 0 }));

/**
 * The most that a weight may differ. After the 50 epochs of the default settings WebAssembly and x86-64 were 5.3e-7 apart with
 * the hidden layer, and 4.7e-7 without.
 */
const TOLERANCE = 1e-4;

const lesson = (/** @type {string} */ name) => new URL(`../data/lesson/${name}`, import.meta.url);

/** @typedef {{ labels: string[], backbone: string, layers: { weights: number[], bias: number[] }[] }} HeadFile */

/** @param {HeadFile} head */
const numbers = (head) => head.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

for (const [hidden, file] of /** @type {const} */ ([[100, "hidden.json"], [0, "dense.json"]])) {
  test(`a project teaches the same weights as natively, with ${hidden} hidden units`, {}, async (studio) => {
    const { tab } = studio;
    await studio.waitForScreen("start");
    await studio.element("open-file").setInputFiles(fileURLToPath(lesson("project.mien.zip")));
    await studio.waitForScreen("work");
    await tab.locator("#setting-hidden").evaluate((input, hidden) => {
      /** @type {HTMLInputElement} */ (input).value = String(hidden);
      input.dispatchEvent(new Event("change"));
    }, hidden);
    await tab.waitForFunction(() => !(/** @type {HTMLButtonElement} */ (document.getElementById("train")).disabled));
    await studio.train();
    await studio.saved();
    await studio.element("use").click();
    await tab.waitForURL((url) => !url.pathname.endsWith("studio.html"));
    /** @type {HeadFile} */
    const head = JSON.parse((await tab.evaluate(() => localStorage.getItem("mien-head"))) ?? "");
    /** @type {HeadFile} */
    const golden = JSON.parse(readFileSync(lesson(file), "utf8"));
    assert.deepEqual(head.labels, golden.labels);
    assert.equal(head.backbone, golden.backbone);
    const [here, natively] = [numbers(head), numbers(golden)];
    assert.equal(here.length, natively.length);
    const apart = here.reduce((most, weight, index) => Math.max(most, Math.abs(weight - (natively[index] ?? NaN))), 0);
    assert.ok(apart < TOLERANCE, `weights differ by ${apart}; if that is meant, tests/suite/training_fixture.rs says how to write them anew`);
  });
}
