// A file that can't be shown gets a clear sentence, and what was there before is not lost.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { KNOWN, picturePath, plainPng, videoPath } from "./support/pictures.mjs";

const photo = readFileSync(picturePath("astronaut.jpg"));
const video = readFileSync(videoPath("walking.webm"));
const text = Buffer.from("Dear diary, today nobody laughed.\n");

/** A file, and whether a browser may show it all the same: one that shows the upper half of half a photo is not wrong. */
const BAD = [
  { what: "a text file", file: { name: "diary.txt", mimeType: "text/plain", buffer: text } },
  { what: "text that calls itself a photo", file: { name: "diary.jpg", mimeType: "image/jpeg", buffer: text } },
  { what: "an empty photo", file: { name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) } },
  { what: "the header of a photo", file: { name: "header.jpg", mimeType: "image/jpeg", buffer: photo.subarray(0, 400) } },
  { what: "half a photo", file: { name: "half.jpg", mimeType: "image/jpeg", buffer: photo.subarray(0, photo.length / 2) }, mayWork: true },
  { what: "a picture of 0x0 pixels", file: { name: "nothing.png", mimeType: "image/png", buffer: plainPng(0, 0) } },
  { what: "a picture of 12,000x9,000 pixels", file: { name: "huge.png", mimeType: "image/png", buffer: plainPng(12_000, 9000) }, mayWork: true },
  { what: "a picture of 1x1 pixel", file: { name: "dot.png", mimeType: "image/png", buffer: plainPng(1, 1) }, mayWork: true },
  { what: "a picture of 20,000x1 pixels", file: { name: "line.png", mimeType: "image/png", buffer: plainPng(20_000, 1) }, mayWork: true },
  { what: "a video without pictures", file: { name: "tone.webm", mimeType: "video/webm", buffer: readFileSync(videoPath("sound-only.webm")) } },
  { what: "the header of a video", file: { name: "header.webm", mimeType: "video/webm", buffer: video.subarray(0, 300) } },
  { what: "half a video", file: { name: "half.webm", mimeType: "video/webm", buffer: video.subarray(0, video.length / 2) }, mayWork: true },
];

withCamera({ count: 0 }).test("one bad file after another: a clear sentence for each, and the next photo works", {}, async (page, t) => {
  for (const { what, file, mayWork = false } of BAD) {
    await t.test(what, async (t) => {
      const before = await page.reportCount();
      await page.choose(file);
      await page.tab.waitForFunction((before) => document.documentElement.dataset.state === "error" || /** @type {any} */ (globalThis).seen.reportCount > before, before);
      const state = await page.state();
      if (!mayWork) assert.equal(state, "error");
      if (state === "error") {
        const message = await page.message();
        t.diagnostic(message.replaceAll(/\s*\n\s*/g, " | "));
        assert.ok(message.includes(file.name), "the sentence names the file");
        assert.doesNotMatch(message, /undefined|null|NaN|Error\b|\[object/, "the sentence is for people");
      } else t.diagnostic("is shown");

      const after = await page.reportCount();
      await page.choose(picturePath("astronaut.jpg"));
      const { faces } = await page.reportWhere(({ width }) => width === KNOWN["astronaut.jpg"].width, { after });
      assert.equal(faces.length, 1);
      await page.waitForState("file");
    });
  }
});

withCamera({ shows: ["frame-1.jpg"] }).test("a bad file while the camera runs: Back, and it goes on", {}, async (page) => {
  await page.start();
  await page.choose(BAD[0].file);
  await page.waitForState("error");
  await page.quiet();
  await page.tab.getByRole("button", { name: "Back" }).click();
  await page.waitForState("running");
  await page.nextPredictions(2);
  assert.deepEqual(await page.tracks(), ["live"]);
});
