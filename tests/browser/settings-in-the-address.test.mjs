// Every setting is in the page's address, so that any view is a link.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";

const photos = withCamera({ count: 0 });

photos.test("a link sets everything", { query: "detector=built-in&size=640&mirror=1&emoji=1&threshold=0.9&theme=dark&smoothing=0&averageMirrored=0" }, async (page) => {
  await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(await page.element("detector").inputValue(), "built-in");
  assert.equal(await page.element("size").inputValue(), "640");
  assert.equal(await page.element("threshold").inputValue(), "0.9");
  assert.equal(await page.element("mirror").isChecked(), true);
  assert.equal(await page.element("emoji").isChecked(), true);
  assert.equal(await page.element("smoothing").isChecked(), false);
  assert.equal(await page.element("average-mirrored").isChecked(), false);
  assert.equal(await page.tab.evaluate(() => document.documentElement.dataset.theme), "dark");
});

/** @type {[string, (page: import("./support/page.mjs").MienPage) => Promise<unknown>, RegExp][]} */
const CHANGES = [
  ["mirror", (page) => page.element("mirror").click(), /[?&]mirror=0/],
  ["emoji", (page) => page.element("emoji").click(), /[?&]emoji=1/],
  ["comparing with mirrored faces", (page) => page.element("average-mirrored").click(), /[?&]averageMirrored=0/],
  ["threshold", (page) => page.element("threshold").fill("0.7"), /[?&]threshold=0\.7/],
  ["detector", (page) => page.element("detector").selectOption("built-in"), /[?&]detector=built-in/],
  ["size", (page) => page.element("size").selectOption("640"), /[?&]size=640/],
  ["colours", (page) => page.element("theme").click(), /[?&]theme=light/],
  ["camera", (page) => page.element("camera").selectOption("rear"), /[?&]camera=rear/],
];

photos.test("what is changed is in the address, and is the same after a reload", { query: "unrelated=1" }, async (page) => {
  for (const [setting, change, address] of CHANGES) {
    await change(page);
    assert.match(page.tab.url(), address, setting);
  }
  assert.match(page.tab.url(), /[?&]unrelated=1/, "other parameters stay");
  await page.tab.reload();
  assert.equal(await page.element("threshold").inputValue(), "0.7");
  assert.equal(await page.element("emoji").isChecked(), true);
  assert.equal(await page.element("mirror").isChecked(), false);
  assert.equal(await page.element("camera").inputValue(), "rear");
});

photos.test("a link that makes no sense: the usual settings", { query: "detector=magic&size=-4&threshold=many&mirror=maybe&theme=plaid&emoji=&camera=" }, async (page) => {
  const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(faces.length, 1);
  assert.equal(await page.element("detector").inputValue(), "auto");
  assert.equal(await page.element("threshold").inputValue(), "0.4");
});

withCamera({ shows: ["frame-1.jpg"] }).test("a link without mirror and with autostart", { query: "mirror=0&autostart=1" }, async (page) => {
  await page.waitForState("running");
  const { shown, faces, width } = await page.reportWhere(({ shown }) => shown.length === 1);
  const factor = (await page.element("overlay").evaluate((canvas) => canvas.clientWidth)) / width;
  assert.ok(Math.abs(shown[0].outline.x - faces[0].box.x * factor) < 10);
});
