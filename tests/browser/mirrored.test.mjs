// A face and its mirror image: both are asked about, in turns while a camera runs, unless that is switched off or the classes differ in
// the side alone.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath, variants } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";

/** @typedef {import("./support/page.mjs").MienPage} MienPage */

/** Its film is one picture, standing still. */
const camera = withCamera({ shows: ["frame-1.jpg"] });
const studio = studioTests(camera);

/** How many different answers a still film gets. @param {MienPage} page */
async function answers(page) {
  const predictions = await page.nextPredictions(12);
  return new Set(predictions.map(({ faces }) => JSON.stringify(faces[0]?.probabilities))).size;
}

camera.test("a running camera: the sides take turns, what is displayed is steady, and a switch ends it", { query: "smoothing=0" }, async (page) => {
  await page.start();
  await page.nextPredictions(2);
  assert.equal(await answers(page), 2, "one a side");
  const displayed = (await page.nextPredictions(6)).map(({ bars }) => JSON.stringify(bars));
  assert.equal(new Set(displayed).size, 1, "their mean is displayed");

  await page.element("average-mirrored").click();
  await page.nextPredictions(3);
  assert.equal(await answers(page), 1, "the face as it is seen");
  assert.notEqual(JSON.stringify((await page.nextPredictions(1))[0].bars), displayed[0]);
});

camera.test("a photo: both sides at once, and anew when that is switched off", {}, async (page) => {
  const [{ faces: both }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  const [{ faces: one }] = await page.predictionsOf(() => page.element("average-mirrored").click());
  assert.notDeepEqual(both[0].probabilities, one[0].probabilities);
  const [{ faces: again }] = await page.predictionsOf(() => page.element("average-mirrored").click());
  assert.deepEqual(again[0].probabilities, both[0].probabilities);
});

for (const [template, mirrored] of /** @type {const} */ ([
  ["wink", false],
  ["seven", true],
])) {
  studio(`a head of the project “${template}” was ${mirrored ? "" : "not "}taught with mirrored faces: its camera sees ${mirrored ? "both sides" : "one side"}`, {}, async (studio) => {
    await studio.create(template);
    const pictures = ["happy-baby.jpg", "angry.jpg", "surprised.jpg"];
    for (const [index, name] of (await studio.classes()).entries()) {
      await studio.upload(name, variants(pictures[index % pictures.length] ?? "", 3));
      await studio.waitForSamples(name, 3);
    }
    await studio.train();
    await studio.element("preview-camera").click();
    const sides = await studio.tab.evaluate(
      ({ frames }) =>
        new Promise((resolve) => {
          const { seen } = /** @type {{seen: {reports: any[], reportCount: number}}} */ (/** @type {unknown} */ (globalThis));
          const before = seen.reportCount;
          const timer = setInterval(() => {
            if (seen.reportCount < before + frames) return;
            clearInterval(timer);
            const answers = seen.reports.slice(-6).map(({ faces }) => JSON.stringify(faces[0]?.probabilities));
            resolve(new Set(answers).size);
          }, 50);
        }),
      { frames: 10 },
    );
    assert.equal(sides, mirrored ? 2 : 1);
    await studio.saved();
    await studio.element("use").click();
    await studio.tab.waitForURL((url) => !url.pathname.endsWith("studio.html"));
    const head = await studio.tab.evaluate(() => JSON.parse(localStorage.getItem("mien-head") ?? "{}"));
    assert.equal(head.mirrored, mirrored);
  });
}
