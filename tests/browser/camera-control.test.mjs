// Pause, stop, another camera, another tab: the camera is on when it should be, and only then.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";

const camera = withCamera({ shows: ["frame-1.jpg"] });

camera.test("from the first visit to a running picture", {}, async (page) => {
  assert.equal(await page.state(), "start");
  assert.match(await page.message(), /Pictures never leave this browser/);
  assert.deepEqual(await page.tracks(), [], "nobody is asked for the camera before Start");

  await page.start();
  const states = await page.states();
  assert.deepEqual(states.slice(0, 2), ["start", "asking"]);
  assert.deepEqual(states.slice(2).filter((state) => state !== "loading"), ["running"]);
  assert.deepEqual(await page.tracks(), ["live"]);
});

camera.test("a link with autostart asks for the camera once, before the page's modules have come", { query: "autostart=1", before: [
  () => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wishes) => {
      document.documentElement.dataset.asked = `${document.documentElement.dataset.asked ?? ""} ${document.readyState}`;
      return ask(wishes);
    };
  },
] }, async (page) => {
  await page.waitForState("running");
  assert.deepEqual(await page.tracks(), ["live"]);
  assert.equal(await page.tab.evaluate(() => document.documentElement.dataset.asked), " loading");
  await page.element("stop").click();
  await page.waitForState("stopped");
  assert.deepEqual(await page.tracks(), ["ended"]);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  const strict = (/** @type {Buffer} */ html) => String(html).replaceAll(/ 'sha256-[^']*'/g, "");
  camera.test(`a server that allows no script in a page, ${colorScheme}`, { context: { colorScheme }, query: "autostart=1&lang=de", tamper: { "/": strict, "/index.html": strict }, expected: /Content Security Policy|inline/i }, async (page) => {
    await page.waitForState("running");
    assert.deepEqual(await page.tracks(), ["live"]);
    const root = page.tab.locator("html");
    assert.deepEqual([await root.getAttribute("lang"), await root.getAttribute("data-theme"), await root.getAttribute("data-foreign")], ["de", colorScheme, null]);
  });
}

camera.test("the readout tells milliseconds and frames a second, the bars tell all seven values", {}, async (page) => {
  await page.start();
  await page.tab.waitForFunction(() => /\d ms per frame · [1-9]\d* fps/.test(document.getElementById("readout")?.textContent ?? ""));

  const bars = await page.element("bars").locator(":scope > *").allInnerTexts();
  assert.deepEqual(bars.map((bar) => bar.split(/\s/)[0]), ["Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Neutral"]);
  const values = bars.map((bar) => Number(bar.match(/[01]\.\d\d/)?.[0]));
  assert.ok(Math.abs(values.reduce((sum, value) => sum + value) - 1) < 0.05, `${values} sum to 1`);
  await page.tab.waitForFunction(() => /1 face/.test(document.getElementById("status")?.textContent ?? ""));
});

camera.test("Pause keeps the picture and computes nothing; Go on computes again", {}, async (page) => {
  await page.start();
  await page.element("pause").click();
  await page.waitForState("paused");
  await page.quiet();
  assert.deepEqual(await page.tracks(), ["live"]);

  await page.element("pause").click();
  await page.waitForState("running");
  await page.nextPredictions(3);
});

camera.test("Stop lets the camera go; Start takes it again", {}, async (page) => {
  await page.start();
  await page.element("stop").click();
  await page.waitForState("stopped");
  assert.deepEqual(await page.tracks(), ["ended"]);
  assert.equal(await page.element("picture").count(), 0, "no picture is left on the stage");
  await page.quiet();

  await page.start();
  assert.deepEqual(await page.tracks(), ["ended", "live"]);
});

camera.test("Stop while paused, then Start: the new picture is not paused", {}, async (page) => {
  await page.start();
  await page.element("pause").click();
  await page.waitForState("paused");
  await page.element("stop").click();
  await page.waitForState("stopped");
  await page.start();
  await page.nextPredictions(3);
});

camera.test("a photo in place of the camera lets the camera go", {}, async (page) => {
  await page.start();
  await page.choose(picturePath("grace-hopper.jpg"));
  await page.waitForState("file");
  assert.deepEqual(await page.tracks(), ["ended"]);
});

camera.test("a hidden page computes nothing, and goes on when it is shown", {}, async (page) => {
  await page.start();
  await setHidden(page, true);
  await page.quiet();
  await setHidden(page, false);
  await page.nextPredictions(3);
  assert.equal(await page.state(), "running");
});

camera.test("a page that was paused and hidden is still paused when it is shown", {}, async (page) => {
  await page.start();
  await page.element("pause").click();
  await page.waitForState("paused");
  await setHidden(page, true);
  await setHidden(page, false);
  await page.quiet();
  assert.equal(await page.state(), "paused");
});

withCamera({ count: 2 }).test("another camera by its name: the first is let go", {}, async (page) => {
  await page.start();
  const names = await page.element("camera").locator("option").allInnerTexts();
  assert.ok(names.includes("Front camera") && names.includes("Rear camera"), `${names}`);
  assert.ok(names.includes("fake_device_0") && names.includes("fake_device_1"), `${names}`);

  const first = await cameraInUse(page);
  const other = first === "fake_device_0" ? "fake_device_1" : "fake_device_0";
  await page.element("camera").selectOption(other);
  await page.tab.waitForFunction(() => /** @type {any} */ (globalThis).seen.tracks.length === 2);
  await page.waitForState("running", "no-face");
  await page.nextPredictions(2);
  assert.deepEqual(await page.tracks(), ["ended", "live"]);
  assert.equal(await cameraInUse(page), other);
});

/** @param {import("./support/page.mjs").MienPage} page */
function cameraInUse(page) {
  return page.tab.evaluate(() => /** @type {MediaStreamTrack} */ (/** @type {any} */ (globalThis).seen.tracks.at(-1)).label);
}

/**
 * Playwright's tabs are always shown, so the page is told otherwise.
 * @param {import("./support/page.mjs").MienPage} page
 * @param {boolean} hidden
 */
function setHidden(page, hidden) {
  return page.tab.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, value: hidden ? "hidden" : "visible" });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
