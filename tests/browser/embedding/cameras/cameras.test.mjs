// What real cameras do, on another site's page under its policy: the code of each. `real-cameras.test.mjs` has the sentences, everywhere.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { told } from "../../support/widget.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });

/** A camera that is drawn here, which a test can stop, mute and turn. */
function drawn() {
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 480;
  const brush = canvas.getContext("2d");
  const stream = canvas.captureStream(30);
  Object.assign(globalThis, { drawn: { canvas, stream, draws: false } });
  setInterval(() => {
    const { draws } = /** @type {any} */ (globalThis).drawn;
    if (draws) brush?.fillRect(Math.random() * 100, 0, 10, 10);
  }, 40);
  navigator.mediaDevices.getUserMedia = async () => stream;
}

test("a camera that sends no picture: said after three seconds, and it goes on by itself", { before: [drawn] }, async ({ tab }) => {
  await button({ tab }, "Start").click();
  assert.equal((await told(tab, "mien-error")).code, "no-picture");
  await tab.evaluate(() => void (/** @type {any} */ (globalThis).drawn.draws = true));
  await tab.locator("mien-camera .status").filter({ hasText: "No face in the picture" }).waitFor();
});

test("a camera that the system takes away: within a second nobody is seen any more, and it goes on by itself", { before: [drawn] }, async ({ tab }) => {
  await tab.evaluate(() => void (/** @type {any} */ (globalThis).drawn.draws = true));
  await button({ tab }, "Start").click();
  await told(tab, "mien-prediction", { after: 2 });
  const muted = (/** @type {boolean} */ on) => tab.evaluate((on) => /** @type {any} */ (globalThis).drawn.stream.getVideoTracks()[0].dispatchEvent(new Event(on ? "mute" : "unmute")), on);
  await muted(true);
  assert.equal((await told(tab, "mien-error")).code, "muted");
  const last = await tab.evaluate(() => /** @type {any} */ (globalThis).told.findLast((/** @type {any} */ { name }) => name === "mien-prediction").detail);
  assert.deepEqual(last.faces, []);
  await muted(false);
  await tab.locator("mien-camera .status").filter({ hasText: "No face in the picture" }).waitFor();
});

test("a browser that waits for a tap: the stream is kept, and the tap starts it", {
  before: [
    drawn,
    () => {
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function () {
        return navigator.userActivation.isActive && /** @type {any} */ (globalThis).tapped ? play.call(this) : Promise.reject(new DOMException("a tap is needed", "NotAllowedError"));
      };
    },
  ],
}, async (page) => {
  const { tab } = page;
  await tab.evaluate(() => void (/** @type {any} */ (globalThis).drawn.draws = true));
  await button(page, "Start").click();
  assert.equal((await told(tab, "mien-error")).code, "tap");
  await tab.evaluate(() => void Object.assign(globalThis, { tapped: true }));
  await button(page, "Start the picture").click();
  await tab.locator("mien-camera .status").filter({ hasText: "No face in the picture" }).waitFor();
});
