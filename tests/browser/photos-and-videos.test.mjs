// A photo or a video in place of the camera: picked, dropped or pasted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { WITHOUT_RELAXED } from "./support/server.mjs";
import { KNOWN, iou, localOnlyPath, pair, picturePath, videoPath } from "./support/pictures.mjs";

const photos = withCamera({ count: 0 });

photos.test("every face in a photo gets a box", {}, async (page, t) => {
  for (const [picture, { faces: known }] of Object.entries(KNOWN).filter(([name]) => !/walking|frame/.test(name))) {
    // The photo before may be recognised once more, as the stage takes its shape.
    await page.quiet();
    const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath(picture)));
    const pairs = pair(faces, known);
    assert.equal(pairs.filter(({ face }) => face).length, known.length, `${picture}: a box on every face`);
    assert.equal(faces.length, known.length, `${picture}: no box where no face is`);
    assert.equal(await page.state(), "file");
    for (const { known, face } of pairs) t.diagnostic(`${picture}: ${known.shows ?? "a face"}: ${face ? `${face.label} ${face.probability.toFixed(2)}` : "not found"}`);
  }
});

const EXPRESSIONS = { angry: "Anger", disgusted: "Disgust", fearful: "Fear", happy: "Happiness", neutral: "Neutral", sad: "Sadness", surprised: "Surprise" };

photos.test(
  "seven photos named by what they show: at least six right",
  { skip: !localOnlyPath("expressions") && "the photos may not be shipped, and are not beside this checkout" },
  async (page, t) => {
    let right = 0;
    for (const [picture, label] of Object.entries(EXPRESSIONS)) {
      await page.quiet();
      const [{ faces }] = await page.predictionsOf(() => page.choose(/** @type {string} */ (localOnlyPath(`expressions/${picture}.jpg`))));
      assert.equal(faces.length, 1, `${picture}: one face`);
      t.diagnostic(`${picture}: ${faces[0].label} ${faces[0].probability.toFixed(2)}`);
      if (faces[0].label === label) right += 1;
    }
    assert.ok(right >= 6, `${right} of 7 are right`);
  },
);

/** A sum that is rounded once and not twice can make the neighbouring integer of a value in the next layer. */
const BUILDS = [
  { what: "here, where sums are rounded as natively", tamper: WITHOUT_RELAXED, bound: 1e-4 },
  { what: "with relaxed SIMD nearly so", tamper: {}, bound: 1e-3 },
];

for (const { what, tamper, bound } of BUILDS) photos.test(`the same picture gives the same probabilities natively and ${what}`, { tamper }, async (page) => {
  /** @type {Record<string, number[][]>} What tests/suite/answers.rs found. */
  const golden = JSON.parse(readFileSync(new URL("../data/answers.json", import.meta.url), "utf8"));
  let most = 0;
  for (const [picture, expected] of Object.entries(golden)) {
    await page.quiet();
    const [{ faces }] = await page.predictionsOf(() => page.choose(fileURLToPath(new URL(`../../benches/data/${picture}`, import.meta.url))));
    faces.sort((a, b) => a.box.x - b.box.x);
    const found = faces.map(({ probabilities }) => Object.values(probabilities));
    assert.equal(found.length, expected.length, picture);
    for (const [face, values] of expected.entries()) for (const [place, value] of values.entries()) most = Math.max(most, Math.abs(found[face][place] - value));
  }
  assert.ok(most < bound, `the farthest is off by ${most}`);
});

photos.test("a photo is never mirrored by itself", {}, async (page) => {
  await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(await page.element("mirror").isChecked(), false);
});

for (const way of /** @type {const} */ (["drop", "paste"])) {
  photos.test(`a photo by ${way}`, {}, async (page) => {
    const bytes = readFileSync(picturePath("grace-hopper.jpg")).toString("base64");
    const [{ faces }] = await page.predictionsOf(() =>
      page.tab.evaluate(
        ({ way, bytes }) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0))], "photo.jpg", { type: "image/jpeg" }));
          const options = { bubbles: true, cancelable: true };
          document.getElementById("stage")?.dispatchEvent(
            way === "drop" ? new DragEvent("drop", { ...options, dataTransfer: data }) : new ClipboardEvent("paste", { ...options, clipboardData: data }),
          );
        },
        { way, bytes },
      ),
    );
    assert.equal(pair(faces, KNOWN["grace-hopper.jpg"].faces).filter(({ face }) => face).length, 1);
  });
}

photos.test("a video plays, and the box follows the face in it", {}, async (page) => {
  await page.choose(videoPath("walking.webm"));
  await page.waitForState("file");
  // The video shows the walking pictures at three quarters of their size.
  const steps = Array.from({ length: 8 }, (_, step) => scaled(KNOWN[`walking/${step}.jpg`].faces[0], 0.75));
  const ids = new Set();
  for (const places = new Set(); places.size < 4; ) {
    for (const { faces } of await page.nextPredictions(5)) {
      assert.equal(faces.length, 1);
      const overlaps = steps.map((place) => iou(faces[0].box, place));
      const best = Math.max(...overlaps);
      assert.ok(best > 0.5, `the box is nowhere near the face: ${JSON.stringify(faces[0].box)}`);
      places.add(overlaps.indexOf(best));
      ids.add(faces[0].id);
    }
  }
  assert.equal(ids.size, 1);

  await page.element("pause").click();
  await page.waitForState("paused");
  await page.quiet();
  await page.element("pause").click();
  await page.nextPredictions(2);

  await page.element("stop").click();
  await page.waitForState("start");
  await page.quiet();
});

photos.test("a transparent picture after a photo of its size: nobody of the photo is seen in it", {}, async (page) => {
  const { width, height } = KNOWN["astronaut.jpg"] ?? { width: 0, height: 0 };
  const png = await page.tab.evaluate(
    async ([width = 1, height = 1]) => {
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext("2d");
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    },
    [width, height],
  );
  const [photo] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(photo.faces.length, 1);
  const [nothing] = await page.predictionsOf(() => page.choose({ name: "nothing.png", mimeType: "image/png", buffer: Buffer.from(png) }));
  assert.equal(nothing.faces.length, 0);
});

photos.test("one file after another: the last one counts", {}, async (page) => {
  await page.choose(videoPath("walking.webm"));
  await page.choose(picturePath("frame-6.jpg"));
  await page.choose(picturePath("women-on-phones.jpg"));
  const { width, faces } = await page.reportWhere(({ width }) => width === KNOWN["women-on-phones.jpg"].width);
  assert.equal(width, KNOWN["women-on-phones.jpg"].width);
  assert.equal(faces.length, 2);
  await page.quiet();
});

/**
 * @param {import("./support/pictures.mjs").Box} box
 * @param {number} factor
 */
function scaled({ x, y, width, height }, factor) {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}
