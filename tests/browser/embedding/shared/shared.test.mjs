// Several widgets on one page share a worker, a download and a camera.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { FACES } from "../../support/heads.mjs";
import { MODULE } from "../../support/server.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });

test("two widgets with different classes: one worker, one download, one stream", { added: { "/head.json": FACES } }, async (page, mien) => {
  const { tab } = page;
  await button(page, "Start", "#one").click();
  await button(page, "Start", "#two").click();
  await tab.locator("#one .status").filter({ hasText: "1 face: it looks happy" }).waitFor();
  await tab.locator("#two .status").filter({ hasText: "1 face: Smiling" }).waitFor();
  assert.equal(tab.workers().length, 1);
  assert.deepEqual(await page.tracks(), ["live"]);
  for (const file of [MODULE, "/model/expression.bpk", "/worker/recognizer.js"]) {
    assert.equal(mien.requests.filter((request) => request === `GET ${file}`).length, 1, file);
  }
  assert.match(await tab.locator("#two .bars").innerText(), /Smiling\s+[01]\.\d\d/);

  // What one does is nothing to the other.
  await button(page, "Stop", "#one").click();
  assert.deepEqual(await page.tracks(), ["live"]);
  await tab.locator("#one").evaluate((element) => element.remove());
  const before = await count(tab);
  await tab.waitForFunction((before) => /** @type {any} */ (globalThis).told.filter((/** @type {any} */ { name }) => name === "mien-prediction").length > before + 3, before);
  await button(page, "Stop", "#two").click();
  assert.deepEqual(await page.tracks(), ["ended"]);
  assert.equal(tab.workers().length, 1, "it may be wanted again");
  await tab.locator("#two").evaluate((element) => element.remove());
  await tab.waitForFunction(() => true);
  await assertSoon(() => tab.workers().length === 0, "the last one takes the worker along");
});

test("the same element twice in React's way: mounted, unmounted, mounted", {}, async (page) => {
  const { tab } = page;
  await tab.evaluate(() => {
    const element = document.createElement("mien-camera");
    element.id = "three";
    element.setAttribute("autostart", "");
    document.body.append(element);
    element.remove();
    document.body.append(element);
  });
  await tab.locator("#three .status").filter({ hasText: "1 face" }).waitFor();
  assert.deepEqual(await page.tracks(), ["live"]);
  assert.equal(tab.workers().length, 1);
});

/** @param {import("playwright-core").Page} tab @returns {Promise<number>} */
const count = (tab) => tab.evaluate(() => /** @type {any} */ (globalThis).told.filter((/** @type {any} */ { name }) => name === "mien-prediction").length);

/** @param {() => boolean} holds @param {string} what */
async function assertSoon(holds, what) {
  for (let tries = 0; tries < 50 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(holds(), what);
}
