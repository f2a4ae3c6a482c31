// Pictures that lie on their side. What the camera noted of that is heeded everywhere, in WebP too, where browsers leave it; where
// nobody noted anything, as in a scan, the faces tell, and the page does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { Studio } from "./support/studio.mjs";

const data = (/** @type {string} */ name) => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
const camera = withCamera({ count: 0 });

/** A face that lies on its side as it is stored. */
const LYING = data("lying.webp");

/** The same face as files that say it is upright, or turned some other way than it is: what they say, and how far from upright it is then. */
const SCANS = Object.entries({ 1: 90, 8: 180, 3: 270 }).map(([orientation, turned]) => {
  const buffer = readFileSync(LYING);
  buffer[valueIn(buffer)] = Number(orientation);
  const lies = turned === 180 ? "The picture is upside down: looked at turned by 180°" : `The picture lies on its side: looked at turned by ${turned}°`;
  return { turned, lies, file: { name: "scan.webp", mimeType: "image/webp", buffer } };
});

/** Four colours, a quarter each: a, b above c, d. */
const quarters = readFileSync(data("quarters.webp"));
const COLOURS = { a: [230, 30, 30], b: [30, 200, 30], c: [30, 30, 230], d: [230, 220, 30] };

/** Where the value of the tag is: after the tag's number, its type and its count. @param {Buffer} picture */
function valueIn(picture) {
  return picture.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0])) + 9;
}

for (const [orientation, corners] of Object.entries({ 1: "abcd", 2: "badc", 3: "dcba", 4: "cdab", 5: "acbd", 6: "cadb", 7: "dbca", 8: "bdac" })) {
  camera.test(`orientation ${orientation} of EXIF`, {}, async (page) => {
    const picture = Buffer.from(quarters);
    picture[valueIn(picture)] = Number(orientation);
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

for (const { turned, lies, file } of SCANS) {
  camera.test(`a scan that lies by ${turned}°: the recognizer`, {}, async (page) => {
    await page.choose(LYING);
    const [upright] = (await page.reportWhere(({ faces }) => faces.length > 0)).faces;
    await page.element("file").setInputFiles(file);
    const report = await page.reportWhere((report) => report.turned > 0);
    await page.element("sentence").filter({ hasText: `1 face: it looks happy. ${lies}` }).waitFor();
    assert.equal(report.turned, turned);
    const [face] = report.faces;
    assert.equal(face.label, upright.label);
    assert.ok(Math.abs(face.probability - upright.probability) < 0.1, `${face.probability}, upright ${upright.probability}`);
    // In the picture as it lies.
    const middle = { x: upright.box.x + upright.box.width / 2, y: upright.box.y + upright.box.height / 2 };
    const { width, height } = report;
    const expected = { 90: [middle.y, height - middle.x], 180: [width - middle.x, height - middle.y], 270: [width - middle.y, middle.x] }[turned] ?? [];
    const got = [face.box.x + face.box.width / 2, face.box.y + face.box.height / 2];
    assert.ok(got.every((value, index) => Math.abs(value - (expected[index] ?? 0)) < 8), `the face is at ${got}, not at ${expected}`);
  });

  camera.test(`a scan that lies by ${turned}°: the widget`, {
    path: "a/page.html",
    added: {
      "/a/page.html": '<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="../widget.js"></script><mien-image src="scan.webp"></mien-image></html>',
      "/a/scan.webp": file.buffer,
    },
  }, async ({ tab }) => {
    await tab.locator("mien-image .status").filter({ hasText: `1 face: it looks happy. ${lies}` }).waitFor();
  });
}

camera.test("scans that lie become samples, and the preview names one", { path: "studio.html" }, async (page) => {
  const studio = new Studio(page);
  await studio.create("empty");
  for (const { lies, file } of SCANS) {
    await studio.upload("Class 1", file);
    assert.match(await studio.report(), new RegExp(`(1 sample added|1 copy left out).*scan\\.webp: ${lies}`));
    await studio.element("intake-close").click();
  }
  await studio.upload("Class 2", ["grace-hopper.jpg", "angry.jpg", "neutral.jpg"].map(picturePath));
  assert.equal((await studio.counts())["Class 2"], 3);
  await studio.train();
  for (const { turned, lies, file } of SCANS) {
    await studio.element("file").setInputFiles(file);
    await page.reportWhere((report) => report.turned === turned);
    await studio.element("sentence").filter({ hasText: `1 face: Class 1. ${lies}` }).waitFor();
  }
});
