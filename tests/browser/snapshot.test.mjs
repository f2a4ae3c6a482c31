// The snapshot: a PNG of the source's own size, with what is drawn over it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { KNOWN, picturePath, pngSize } from "./support/pictures.mjs";

withCamera({ count: 0 }).test("a photo: its own size, its own pixels, and the outline", {}, async (page) => {
  const name = "happy-baby.jpg";
  const { width, height } = KNOWN[name];
  await page.predictionsOf(() => page.choose(picturePath(name)));
  const { png, suggested } = await snapshot(page);
  assert.match(suggested, /^mien .*\.png$/);
  assert.deepEqual(pngSize(png), { width, height });

  const { shown, faces } = await page.lastReport();
  const factor = width / (await page.element("overlay").evaluate((canvas) => canvas.clientWidth));
  const { outline, chip } = shown[0];
  const { box } = faces[0];
  const [edge, plate, face, corner] = await differences(
    page,
    [png, readFileSync(picturePath(name))],
    [
      [outline.x * factor, (outline.y + outline.height / 2) * factor],
      [(chip.x + 4) * factor, (chip.y + chip.height / 2) * factor],
      [box.x + box.width / 2, box.y + box.height / 2],
      [5, 5],
    ],
  );
  assert.ok(edge, "the outline is in it");
  assert.ok(plate, "the chip is in it");
  assert.ok(!face, "the face is untouched");
  assert.ok(!corner, "the background is untouched");
});

withCamera({ shows: ["frame-1.jpg"] }).test("the camera: as it is seen, mirrored", {}, async (page) => {
  await page.start();
  const { png } = await snapshot(page);
  const { width, height } = KNOWN["frame-1.jpg"];
  assert.deepEqual(pngSize(png), { width, height });
  assert.equal(await page.state(), "running", "the camera goes on");

  // Flag and rocket stand at opposite sides: seen in a mirror, many places differ.
  const places = Array.from({ length: 40 }, (_, index) => /** @type {[number, number]} */ ([20 + 15 * index, 440]));
  const differ = await differences(page, [png, readFileSync(picturePath("frame-1.jpg"))], places);
  assert.ok(differ.filter(Boolean).length > 20, "left and right are swapped");
});

/** @param {import("./support/page.mjs").MienPage} page */
async function snapshot(page) {
  const [download] = await Promise.all([page.tab.waitForEvent("download"), page.element("snapshot").click()]);
  return { png: readFileSync(await download.path()), suggested: download.suggestedFilename() };
}

/**
 * At which of these places two pictures of the same size differ by more than compression does.
 * @param {import("./support/page.mjs").MienPage} page
 * @param {[Buffer, Buffer]} pictures
 * @param {[number, number][]} places
 */
function differences(page, pictures, places) {
  return page.tab.evaluate(
    async ({ pictures, places }) => {
      const [a, b] = await Promise.all(
        pictures.map(async (base64) => {
          const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))]));
          const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d"));
          context.drawImage(bitmap, 0, 0);
          return context;
        }),
      );
      return places.map(([x, y]) => {
        const [one, other] = [a, b].map((context) => [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data]);
        return one.reduce((sum, value, channel) => sum + Math.abs(value - other[channel]), 0) > 60;
      });
    },
    { pictures: pictures.map((picture) => picture.toString("base64")), places },
  );
}
