// Every state of the studio, on a laptop and on a phone, in light and in dark, as every-state.test.mjs does for the first page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { lookAt } from "./support/look.mjs";
import { withCamera } from "./support/page.mjs";
import { picturePath, variants } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";

const test = studioTests(withCamera({ shows: ["frame-1.jpg"] }));

/** Pictures of two classes, in folders. */
const DATA = readFileSync(new URL("../data/teachable-machine/image-model-data.zip", import.meta.url));

/**
 * The export dialog.
 * @param {string} way
 * @param {string} [variant]
 * @returns {(studio: import("./support/studio.mjs").Studio) => Promise<void>}
 */
const exported = (way, variant) => async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", variants("angry.jpg", 2));
  await studio.upload("Class 2", variants("neutral.jpg", 2));
  await studio.train();
  await studio.export(way);
  if (way === "Link") await studio.tab.waitForFunction(() => !(/** @type {HTMLButtonElement} */ (document.getElementById("copy-link")).disabled));
  if (variant) await studio.tab.getByLabel(variant).check();
  if (await studio.element("export-program").isVisible()) await studio.checked();
};

/** @type {Record<string, (studio: import("./support/studio.mjs").Studio) => Promise<void>>} */
const STATES = {
  "studio-start": async (studio) => studio.waitForScreen("start"),
  "studio-empty": async (studio) => studio.create("six"),
  "studio-recording": async (studio) => {
    await studio.create("empty");
    await studio.card("Class 1").getByRole("button", { name: "Camera for Class 1" }).click();
    await studio.tab.waitForFunction(() => document.activeElement?.textContent === "Hold to record");
    await studio.element("add-class").scrollIntoViewIfNeeded();
  },
  "studio-trained": async (studio) => {
    await studio.create("six");
    await studio.fill(4);
    await studio.element("intake-close").click();
    await studio.train();
    await studio.element("preview-camera").click();
    await studio.preview();
  },
  "studio-under-the-hood": async (studio) => {
    await studio.create("six");
    await studio.fill(3);
    await studio.upload("Anger", picturePath("happy-baby.jpg"));
    await studio.train();
    await studio.element("hood").locator("summary").click();
  },
  "studio-copies": async (studio) => {
    await studio.create("six");
    await studio.upload("Happiness", [...variants("happy-baby.jpg", 2), ...variants("astronaut.jpg", 1), ...variants("astronaut.jpg", 1)]);
    await studio.upload("Sadness", [picturePath("happy-baby.jpg"), picturePath("astronaut.jpg")]);
    await studio.element("contradictions-list").getByRole("button").nth(3).waitFor();
  },
  "studio-advanced": async (studio) => {
    await studio.create("six");
    await studio.tab.locator(".advanced summary").click();
  },
  "studio-samples": async (studio) => {
    await studio.create("empty");
    await studio.element("all-faces").check();
    await studio.upload("Class 1", picturePath("frame-15.jpg"));
    await studio.card("Class 1").getByRole("button", { name: /Look through/ }).click();
    await studio.element("samples-grid").getByRole("checkbox").first().check();
  },
  "studio-menu": async (studio) => {
    await studio.create("empty");
    await studio.upload("Class 1", { name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no") });
    await studio.card("Class 1").locator("summary").click();
  },
  "studio-export": exported("Web page"),
  "studio-export-link": exported("Link"),
  "studio-export-tfjs": exported("TensorFlow.js"),
  "studio-export-keras": exported("Keras"),
  "studio-export-tflite": exported("TensorFlow Lite", "8-bit, a quarter of the size"),
  "studio-export-onnx": exported("ONNX"),
  "studio-export-samples": exported("Samples"),
  "studio-choose-kind": async (studio) => {
    await studio.waitForScreen("start");
    await studio.element("open-file").setInputFiles({ name: "hands.zip", mimeType: "application/zip", buffer: DATA });
    await studio.tab.locator("button[data-kind=pictures]").waitFor();
  },
  "studio-pictures": async (studio) => {
    await studio.teachPictures(DATA);
    await studio.element("intake-close").click();
    await studio.element("preview-camera").click();
    await studio.page.reportWhere(({ bars }) => bars.length > 0);
  },
  "studio-pictures-export": async (studio) => {
    await studio.teachPictures(DATA);
    await studio.export("TensorFlow.js");
    await studio.checked();
  },
};

/** What a state is about, where it may lie below the screen: ids. @type {Record<string, string>} */
const LOOKS_AT = { "studio-under-the-hood": "hood", "studio-copies": "train-column", "studio-advanced": "settings" };

for (const [name, reach] of Object.entries(STATES)) {
  test(name, { context: { viewport: { width: 1440, height: 900 }, colorScheme: "light", reducedMotion: "reduce" } }, async (studio) => {
    await reach(studio);
    await lookAt(studio.page, name, { wide: { width: 1440, height: 900 }, tablet: { width: 800, height: 1000 }, phone: { width: 390, height: 844 } }, LOOKS_AT[name]);
  });
}

test("the studio is nowhere wider than the screen, from 320 pixels on", {}, async (studio) => {
  await studio.create("six");
  for (const width of [320, 390, 640, 768, 1024, 1920]) {
    await studio.tab.setViewportSize({ width, height: 700 });
    assert.equal(await studio.tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true, `${width} pixels`);
  }
});
