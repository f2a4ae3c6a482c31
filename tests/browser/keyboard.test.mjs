// Everything works without a mouse, and it is seen where one is.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";

const camera = withCamera({ shows: ["frame-1.jpg"] });

camera.test("start, pause, change a setting and stop by keys alone", {}, async (page) => {
  await tabTo(page, "start");
  await page.tab.keyboard.press("Enter");
  await page.waitForState("running");
  await page.nextPredictions(1);

  await tabTo(page, "pause");
  await page.tab.keyboard.press("Space");
  await page.waitForState("paused");
  await page.tab.keyboard.press("Enter");
  await page.waitForState("running");

  await tabTo(page, "emoji");
  await page.tab.keyboard.press("Space");
  assert.equal(await page.element("emoji").isChecked(), true);

  await tabTo(page, "threshold");
  await page.tab.keyboard.press("End");
  await page.reportWhere(({ shown }) => shown[0]?.class === null);

  await tabTo(page, "stop");
  await page.tab.keyboard.press("Enter");
  await page.waitForState("stopped");
  await tabTo(page, "start");
  await page.tab.keyboard.press("Enter");
  await page.waitForState("running");
});

camera.test("the focus is always somewhere, and always seen: a ring of 3 pixels", {}, async (page) => {
  await page.start();
  const seen = new Set();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.tab.keyboard.press("Tab");
    const focus = await page.tab.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      // A control inside a label may show its ring on the label.
      const rings = [element, element.closest("label")].map((at) => (at ? parseFloat(getComputedStyle(at).outlineWidth) * Number(getComputedStyle(at).outlineStyle !== "none") : 0));
      return { name: element.id || element.textContent?.trim() || element.tagName, ring: Math.max(...rings) };
    });
    if (!focus) break; // the end of the page: the browser's own controls come next
    if (seen.has(focus.name)) break;
    seen.add(focus.name);
    assert.ok(focus.ring >= 3, `${focus.name} has a ring of ${focus.ring} pixels`);
  }
  for (const id of ["pause", "stop", "mirror", "emoji", "snapshot", "file", "camera", "detector", "threshold"]) assert.ok(seen.has(id), `${id} is reached by Tab: ${[...seen].join(", ")}`);
});

camera.test("the first stop is a link over everything to the results", {}, async (page) => {
  await page.tab.keyboard.press("Tab");
  assert.match(await page.tab.evaluate(() => document.activeElement?.textContent ?? ""), /^Skip/);
  await page.tab.keyboard.press("Enter");
  assert.equal(await page.tab.evaluate(() => document.activeElement?.id), "results");
});

camera.test("About opens, is closed by Escape, and gives the focus back", {}, async (page) => {
  await page.element("about-open").focus();
  await page.tab.keyboard.press("Enter");
  assert.equal(await page.element("about").evaluate((dialog) => dialog.matches(":modal")), true);
  await page.tab.keyboard.press("Escape");
  assert.equal(await page.element("about").isVisible(), false);
  assert.equal(await page.tab.evaluate(() => document.activeElement?.id), "about-open");
});

/**
 * Presses Tab until an element has the focus.
 * @param {import("./support/page.mjs").MienPage} page
 * @param {string} id
 */
async function tabTo(page, id) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.element(id).evaluate((element) => element === document.activeElement)) return;
    await page.tab.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${id}`);
}
