// The overlay: mirrored or not, emoji or chips, sure or "Unsure". Only the drawing changes, never what programs are told.

import assert from "node:assert/strict";
import { alphaAt } from "./support/canvas.mjs";
import { withCamera } from "./support/page.mjs";
import { KNOWN, iou, picturePath } from "./support/pictures.mjs";

/** @typedef {import("./support/pictures.mjs").Box} Box */

const PLACE = KNOWN["frame-1.jpg"].faces[0];
const camera = withCamera({ shows: ["frame-1.jpg"] });

camera.test("mirror on and off: the outline changes sides, the event does not, text is never mirrored", {}, async (page) => {
  const [{ faces }] = await page.start();
  assert.ok(iou(faces[0].box, PLACE) > 0.5, "source pixels while mirrored");

  const mirrored = await page.reportWhere(({ shown }) => shown.length === 1);
  const stage = await stageSize(page);
  near(mirrored.shown[0].outline, onStage(mirrored.faces[0].box, mirrored, stage, true));
  assert.ok(await page.element("picture").evaluate(isFlipped), "the picture is mirrored");
  assert.ok(!(await page.element("overlay").evaluate(isFlipped)), "the text is not");

  await page.element("mirror").click();
  const plain = await page.reportWhere(({ shown }) => shown[0].outline.x < mirrored.shown[0].outline.x - 50);
  near(plain.shown[0].outline, onStage(plain.faces[0].box, plain, stage, false));
  assert.ok(!(await page.element("picture").evaluate(isFlipped)));
  const [later] = await page.nextPredictions(1);
  assert.ok(iou(later.faces[0].box, faces[0].box) > 0.9, "the event is the same");
});

camera.test("the outline and the chip are on the canvas where the report says", {}, async (page) => {
  await page.start();
  await page.element("pause").click();
  await page.waitForState("paused");
  const { shown } = await page.lastReport();
  const [{ outline, chip }] = shown;
  for (const [what, x, y] of /** @type {[string, number, number][]} */ ([
    ["left edge", outline.x, outline.y + outline.height / 2],
    ["right edge", outline.x + outline.width, outline.y + outline.height / 2],
    ["bottom edge", outline.x + outline.width / 2, outline.y + outline.height],
    ["chip", chip.x + 4, chip.y + chip.height / 2],
  ])) {
    assert.ok((await alphaAt(page, x, y)) > 200, `${what} is drawn`);
  }
  assert.equal(await alphaAt(page, outline.x + outline.width / 2, outline.y + outline.height / 2), 0, "the face itself stays clear");
});

camera.test("emoji: it covers the face, and the chip is gone", {}, async (page) => {
  await page.start();
  await page.element("emoji").click();
  await page.nextPredictions(2);
  await page.element("pause").click();
  await page.waitForState("paused");
  const { shown } = await page.lastReport();
  const [{ outline, chip }] = shown;
  assert.equal(await alphaAt(page, outline.x + outline.width / 2, outline.y + outline.height / 2), 255, "the face is covered");
  assert.equal(await alphaAt(page, chip.x + 2, chip.y + 2), 0, "no chip");
});

camera.test("a threshold of 1: every face is Unsure, and the event still has its label", {}, async (page) => {
  await page.start();
  await page.element("threshold").fill("1");
  const { shown, faces } = await page.reportWhere(({ shown }) => shown[0]?.class === null);
  assert.equal(shown[0].class, null);
  assert.ok(faces[0].label in faces[0].probabilities);

  await page.element("threshold").fill("0");
  await page.reportWhere(({ shown }) => typeof shown[0]?.class === "number");
});

camera.test("a changed setting is shown on a paused picture at once, and the face is still the same", {}, async (page) => {
  await page.start();
  await page.element("pause").click();
  await page.waitForState("paused");
  const before = await page.lastReport();
  await page.element("threshold").fill("1");
  const after = await page.reportWhere(({ shown }) => shown[0]?.class === null);
  assert.deepEqual(after.faces.map((/** @type {any} */ { id }) => id), before.faces.map((/** @type {any} */ { id }) => id));
});

const photos = withCamera({ count: 0 });

for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
  photos.test(`chips of a crowd stay on the stage and apart from each other, ${viewport.width} pixels wide`, { context: { viewport } }, async (page) => {
    for (const picture of ["astronaut.jpg", "frame-6.jpg", "sad-baby.jpg", "women-on-phones.jpg"]) {
      await page.choose(picturePath(picture));
      const { width, height } = KNOWN[picture];
      const { shown } = await page.reportWhere((report) => report.width === width && report.height === height && report.shown.length > 0);
      // (Not before: the stage has the proportions of the picture that it shows.)
      const stage = await stageSize(page);
      /** @type {Box[]} */
      const chips = shown.map((/** @type {{ chip: Box }} */ { chip }) => chip);
      for (const { x, y, width, height } of chips) {
        assert.ok(x >= -0.5 && y >= -0.5 && x + width <= stage.width + 0.5 && y + height <= stage.height + 0.5, `${picture}: a chip leaves the stage`);
      }
      for (const [index, chip] of chips.entries()) {
        for (const other of chips.slice(index + 1)) assert.ok(iou(chip, other) < 0.01, `${picture}: chips overlap`);
      }
    }
  });
}

photos.test("a photo that is on the stage follows the settings", {}, async (page) => {
  await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  const before = await page.lastReport();
  await page.element("mirror").click();
  await page.reportWhere(({ shown }) => Math.abs(shown[0].outline.x - before.shown[0].outline.x) > 10);
  await page.element("threshold").fill("1");
  await page.reportWhere(({ shown }) => shown[0].class === null);
  await page.element("size").selectOption("640");
  await page.nextPredictions(1);
  assert.equal(await page.state(), "file");
});

/**
 * @param {Box} box in source pixels
 * @param {{ width: number, height: number }} source
 * @param {{ width: number, height: number }} stage
 * @param {boolean} mirrored
 * @returns {Box}
 */
function onStage(box, source, stage, mirrored) {
  const factor = stage.width / source.width;
  const x = mirrored ? source.width - box.x - box.width : box.x;
  return { x: x * factor, y: box.y * factor, width: box.width * factor, height: box.height * factor };
}

/**
 * @param {Box} drawn
 * @param {Box} expected
 */
function near(drawn, expected) {
  assert.ok(iou(drawn, expected) > 0.85, `${JSON.stringify(drawn)} instead of ${JSON.stringify(expected)}`);
}

/** @param {import("./support/page.mjs").MienPage} page */
function stageSize(page) {
  return page.element("overlay").evaluate((canvas) => ({ width: canvas.clientWidth, height: canvas.clientHeight }));
}

/**
 * Runs in the page: is this element turned around, by itself or by something around it?
 * @param {Element} element
 */
function isFlipped(element) {
  let flipped = false;
  for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) {
    const { transform, scale } = getComputedStyle(at);
    if (transform !== "none" && new DOMMatrix(transform).a < 0) flipped = !flipped;
    if (scale.startsWith("-")) flipped = !flipped;
  }
  return flipped;
}
