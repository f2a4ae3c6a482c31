// One frame of the camera that can't be read leads to the same wherever there is a live picture: the next one counts, and nobody is told.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";
import { howOften, listenToWidgets, told } from "./support/widget.mjs";

/** Of the pictures that the worker copies, the one whose pixels the browser keeps to itself. */
const UNREADABLE = 4;

/** @param {Buffer} script */
const brokenOnce = (script) => `
  const gone = () => new DOMException("The picture is gone", "InvalidStateError");
  const { copyTo } = VideoFrame.prototype;
  let pictures = 0;
  let unreadable = false;
  VideoFrame.prototype.copyTo = async function (...how) {
    unreadable = (pictures += 1) === ${UNREADABLE};
    if (unreadable) throw gone();
    return copyTo.apply(this, how);
  };
  const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
  OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...place) {
    if (!unreadable) return read.apply(this, place);
    unreadable = false;
    throw gone();
  };
  ${script}`;

const OPENING = { tamper: { "/worker/recognizer.js": brokenOnce } };

const camera = withCamera({ shows: ["frame-1.jpg"] });

camera.test("page: it goes on", OPENING, async (page) => {
  await page.start();
  await page.reportCount({ atLeast: UNREADABLE + 5 });
  assert.equal(await page.state(), "running");
  assert.equal((await page.states()).includes("error"), false);
  assert.deepEqual(await page.tracks(), ["live"]);
});

studioTests(camera)("preview: it goes on", OPENING, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", picturePath("angry.jpg"));
  await studio.upload("Class 2", picturePath("neutral.jpg"));
  await studio.train();
  await studio.element("preview-camera").click();
  await studio.page.reportCount({ atLeast: UNREADABLE + 5 });
  assert.equal(await studio.element("preview-hint").innerText(), "This is how it names what it sees");
});

const WIDGET = {
  ...OPENING,
  path: "a.html",
  before: [listenToWidgets],
  added: {
    "/a.html": `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head>
      <body><script type="module" src="widget.js"></script><mien-camera autostart></mien-camera></body></html>`,
  },
};

camera.test("widget: it goes on", WIDGET, async (page) => {
  await told(page.tab, "mien-prediction", { after: UNREADABLE + 5 });
  assert.equal(await howOften(page.tab, "mien-error"), 0);
  assert.equal(await page.tab.evaluate(() => /** @type {any} */ (document.querySelector("mien-camera")).running), true);
  assert.deepEqual(await page.tracks(), ["live"]);
});
