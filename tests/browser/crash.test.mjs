// If the recognizer stops working in the middle of a picture, the page says so, lets the camera go, and goes on at a click, or after Reload.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { endWorkers, keepWorkers, trapping } from "./support/workers.mjs";

/**
 * What goes wrong while the camera runs.
 * @typedef {{tamper?: (worker: Buffer | string) => string, act?: (page: import("./support/page.mjs").MienPage) => Promise<unknown>}} Break
 */

/** @type {Record<string, Break>} */
const BREAKS = {
  "the module crashes": { tamper: trapping("recognizer_recognize", 4) },
  // An error outside of everything that the worker watches.
  "the worker throws": {
    tamper: (original) => `${original}
      const post = MessagePort.prototype.postMessage;
      let reports = 0;
      MessagePort.prototype.postMessage = function (...message) {
        if (message[0]?.type === "report" && (reports += 1) === 4) setTimeout(() => { throw new Error("nobody catches this"); });
        return post.apply(this, message);
      };`,
  },
  "the worker is ended": { act: ({ tab }) => endWorkers(tab) },
};

const camera = withCamera({ shows: ["frame-1.jpg"] });

for (const [what, { tamper, act }] of Object.entries(BREAKS)) {
  const opening = {
    before: [keepWorkers],
    ...(tamper && { tamper: { "/worker/recognizer.js": tamper } }),
    expected: /unreachable|nobody catches this/,
  };
  /** @param {import("./support/page.mjs").MienPage} page */
  const crash = async (page) => {
    await page.element("start").click();
    if (act) {
      await page.nextPredictions(4);
      await act(page);
    }
    await page.waitForState("crashed");
    assert.deepEqual(await page.tracks(), ["ended"]);
    assert.match(await page.message(), /Mien stopped working/);
    assert.equal(await page.element("bars").locator("[data-top]").count(), 0, "nothing is said of anybody");
    await page.tab.getByRole("button", { name: "Copy details" }).waitFor();
    await page.quiet();
    page.site.tamper = {};
  };

  camera.test(`${what}: a sentence, no camera left on, and Reload helps`, opening, async (page) => {
    await crash(page);
    await page.tab.getByRole("button", { name: "Reload" }).click();
    await page.waitForState("start");
    const [{ faces }] = await page.start();
    assert.equal(faces.length, 1);
  });

  camera.test(`${what}: Try again goes on without a reload`, opening, async (page) => {
    await crash(page);
    const [{ faces }] = await page.predictionsOf(() => page.tab.getByRole("button", { name: "Try again" }).click());
    assert.equal(faces.length, 1);
    await page.waitForState("running");
  });

  camera.test(`${what}: a photo goes on without a reload`, opening, async (page) => {
    await crash(page);
    const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
    assert.equal(faces.length, 1);
    await page.waitForState("file");
  });
}

camera.test("what was recorded until then can be saved", { before: [keepWorkers] }, async (page) => {
  await page.start();
  await page.element("record").click();
  await page.nextPredictions(5);
  await endWorkers(page.tab);
  await page.waitForState("crashed");
  const [download] = await Promise.all([page.tab.waitForEvent("download"), page.element("save-csv").click()]);
  assert.ok(readFileSync(await download.path(), "utf8").trim().split("\r\n").length > 4);
});
