// A picture that was taken with the camera on its side: seen upright everywhere, WebP too, which browsers leave as it lies.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { Studio } from "./support/studio.mjs";

const data = (/** @type {string} */ name) => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
const camera = withCamera({ count: 0 });

/** A face that lies on its side as it is stored. */
const LYING = data("lying.webp");

/** Four colours, a quarter each: a, b above c, d. */
const quarters = readFileSync(data("quarters.webp"));
const COLOURS = { a: [230, 30, 30], b: [30, 200, 30], c: [30, 30, 230], d: [230, 220, 30] };
/** Where the value of the tag is: after the tag's number, its type and its count. */
const VALUE = quarters.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0])) + 9;

for (const [orientation, corners] of Object.entries({ 1: "abcd", 2: "badc", 3: "dcba", 4: "cdab", 5: "acbd", 6: "cadb", 7: "dbca", 8: "bdac" })) {
  camera.test(`orientation ${orientation} of EXIF`, {}, async (page) => {
    const picture = Buffer.from(quarters);
    picture[VALUE] = Number(orientation);
    await page.element("file").setInputFiles({ name: "quarters.webp", mimeType: "image/webp", buffer: picture });
    await page.tab.locator("#view img").waitFor();
    const seen = await page.tab.locator("#view img").evaluate(async (element) => {
      const image = /** @type {HTMLImageElement} */ (element);
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const brush = new OffscreenCanvas(width, height).getContext("2d");
      brush?.drawImage(image, 0, 0);
      return [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]].map(([x = 0, y = 0]) => [...(brush?.getImageData(x * width, y * height, 1, 1).data ?? [])].slice(0, 3));
    });
    assert.deepEqual(seen, [...corners].map((corner) => COLOURS[/** @type {keyof typeof COLOURS} */ (corner)]));
  });
}

camera.test("the recognizer", {}, async (page) => {
  await page.choose(LYING);
  await page.element("sentence").filter({ hasText: "1 face: it looks happy" }).waitFor();
});

camera.test("the widget", {
  path: "a/page.html",
  added: {
    "/a/page.html": '<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="../widget.js"></script><mien-image src="lying.webp"></mien-image></html>',
    "/a/lying.webp": readFileSync(LYING),
  },
}, async ({ tab }) => {
  await tab.locator("mien-image .status").filter({ hasText: "1 face: it looks happy" }).waitFor();
});

camera.test("a program", { path: "gallery.html", added: { "/lying.webp": readFileSync(LYING) } }, async ({ tab }) => {
  const labels = await tab.evaluate(async () => {
    /** @type {typeof import("../../www/package/index.js")} */
    const { createRecognizer } = await import(/** @type {string} */ ("/package/index.js"));
    const recognizer = await createRecognizer();
    const faces = await recognizer.recognize(await (await fetch("/lying.webp")).blob());
    recognizer.close();
    return faces.map(({ label }) => label);
  });
  assert.deepEqual(labels, ["Happiness"]);
});

camera.test("the studio", { path: "studio.html" }, async (page) => {
  const studio = new Studio(page);
  await studio.create("empty");
  await studio.upload("Class 1", LYING);
  await studio.waitForSamples("Class 1", 1);
});
