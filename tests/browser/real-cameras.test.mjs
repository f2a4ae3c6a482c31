// What real cameras do: send nothing, stop for a while, wait for a tap, turn around. Wherever there is a live picture it is said, and goes on by itself.

import assert from "node:assert/strict";
import { change, drawn, face } from "./support/drawn-camera.mjs";
import { withCamera } from "./support/page.mjs";
import { Studio } from "./support/studio.mjs";

/** @typedef {import("./support/page.mjs").MienPage} MienPage */

/**
 * A place with a live picture.
 * @typedef {object} Place
 * @property {string} path
 * @property {Record<string, string>} [added]
 * @property {(page: MienPage) => Promise<unknown>} [prepare] up to where a click asks for the camera
 * @property {(page: MienPage) => Promise<unknown>} start
 * @property {string} says where what is wrong is said
 * @property {(page: MienPage) => Promise<unknown>} runs waits until a face is seen
 * @property {(page: MienPage) => Promise<unknown>} empty waits until nobody is
 * @property {string} tap the button that stands for the tap
 * @property {string} video where the video is
 */

const WIDGET = '<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="../widget.js"></script><mien-camera></mien-camera></html>';

/** @type {Record<string, Place>} */
const PLACES = {
  "the recognizer": {
    path: "",
    start: (page) => page.element("start").click(),
    says: "#message",
    runs: (page) => page.element("status").filter({ hasText: /1 face/ }).waitFor({ state: "attached" }),
    empty: (page) => page.tab.waitForFunction(() => !document.querySelector(".bar[data-top]")),
    tap: "Start",
    video: "#view video",
  },
  "the widget": {
    path: "a/page.html",
    added: { "/a/page.html": WIDGET },
    start: (page) => page.tab.getByRole("button", { name: "Start" }).click(),
    says: "mien-camera .words",
    runs: (page) => page.tab.locator("mien-camera .status").filter({ hasText: "1 face" }).waitFor(),
    empty: (page) => page.tab.waitForFunction(() => document.querySelector("mien-camera")?.shadowRoot?.querySelector(".status")?.textContent === ""),
    tap: "Start the picture",
    video: "mien-camera video",
  },
  "the studio's recorder": {
    path: "studio.html",
    prepare: (page) => new Studio(page).create("empty"),
    start: (page) => new Studio(page).card("Class 1").getByRole("button", { name: /camera|record/i }).first().click(),
    says: ".record-status",
    runs: (page) => page.tab.locator(".recorder .button.primary:enabled").first().waitFor(),
    empty: (page) => page.tab.locator(".recorder .button.primary:disabled").first().waitFor(),
    tap: "Start the picture",
    video: ".recorder video",
  },
  "the studio's preview": {
    path: "studio.html",
    async prepare(page) {
      const studio = new Studio(page);
      await studio.create("six");
      await studio.fill(1);
      await studio.train();
    },
    start: (page) => page.element("preview-camera").click(),
    says: "#preview-hint",
    runs: (page) => page.element("status").filter({ hasText: /1 face/ }).waitFor({ state: "attached" }),
    empty: (page) => page.tab.waitForFunction(() => !document.querySelector("#bars .bar[data-top]")),
    tap: "Start the picture",
    video: "#view video",
  },
};

const camera = withCamera({ shows: ["frame-1.jpg"] });

for (const [name, place] of Object.entries(PLACES)) {
  const opening = { path: place.path, before: [drawn], added: { ...face, ...place.added } };
  const says = (/** @type {MienPage} */ page, /** @type {RegExp} */ text) => page.tab.locator(place.says).filter({ hasText: text }).first().waitFor();

  camera.test(`${name}: no picture comes; it is said after three seconds, and goes on by itself`, opening, async (page) => {
    await place.prepare?.(page);
    await page.tab.evaluate(change, { draws: false });
    await place.start(page);
    await says(page, /sends no picture.*shutter/is);
    await page.tab.evaluate(change, { draws: true });
    await place.runs(page);
  });

  camera.test(`${name}: the system takes the camera away for a while; nobody is seen meanwhile`, opening, async (page) => {
    await place.prepare?.(page);
    await place.start(page);
    await place.runs(page);
    await page.tab.evaluate(change, { muted: true, draws: false });
    await says(page, /interrupted/);
    await place.empty(page);
    await page.tab.evaluate(change, { muted: false, draws: true });
    await place.runs(page);
  });

  camera.test(`${name}: pictures stop without a word, as after a device's sleep; it is said after three seconds, and goes on by itself`, opening, async (page) => {
    await place.prepare?.(page);
    await place.start(page);
    await place.runs(page);
    await page.tab.evaluate(change, { draws: false });
    await says(page, /interrupted/);
    await place.empty(page);
    await page.tab.evaluate(change, { draws: true });
    await place.runs(page);
  });

  camera.test(`${name}: the browser waits for a tap`, opening, async (page) => {
    await place.prepare?.(page);
    await page.tab.evaluate(change, { tapped: false });
    await place.start(page);
    await says(page, /tap the picture/i);
    await page.tab.evaluate(change, { tapped: true });
    await page.tab.getByRole("button", { name: place.tap, exact: true }).click();
    await place.runs(page);
    assert.equal(await page.tab.evaluate(() => /** @type {any} */ (globalThis).camera.streams.length), 1, "the stream was kept");
  });

  camera.test(`${name}: the phone is turned; the face keeps its proportions`, opening, async (page) => {
    await place.prepare?.(page);
    await place.start(page);
    await place.runs(page);
    const video = page.tab.locator(place.video).first();
    // Proportions on the page; where the picture is fitted into its place, its own.
    const ratio = () =>
      video.evaluate((video) => {
        const { videoWidth, videoHeight, offsetWidth, offsetHeight } = /** @type {HTMLVideoElement} */ (video);
        return getComputedStyle(video).objectFit === "contain" ? videoWidth / videoHeight : offsetWidth / offsetHeight;
      });
    const becomes = async (/** @type {number} */ wanted) => {
      for (let tries = 0; tries < 50 && Math.abs((await ratio()) / wanted - 1) > 0.02; tries += 1) await page.tab.waitForTimeout(100);
      assert.ok(Math.abs((await ratio()) / wanted - 1) <= 0.02, `${await ratio()} in the place of ${wanted}`);
    };
    await becomes(640 / 480);
    await page.tab.evaluate(change, { size: /** @type {[number, number]} */ ([480, 640]) });
    await becomes(480 / 640);
    await place.runs(page);
  });

  // The preview can't be reached without training; it asks as the recorder does.
  if (name === "the studio's preview") continue;
  camera.test(`${name}: in a frame that may not have the camera`, { path: "a/frame.html", added: { ...place.added, "/a/frame.html": `<!doctype html><html lang="en"><link rel="icon" href="data:,"><iframe src="/${place.path}" allow="camera 'none'" width="1200" height="900"></iframe></html>` }, expected: /Permissions policy/ }, async (page) => {
    const frame = page.tab.frameLocator("iframe");
    if (name.startsWith("the studio")) {
      await frame.locator("[data-template=empty]").click();
      await frame.locator(".class-card").first().getByRole("button", { name: /camera|record/i }).first().click();
    } else await frame.getByRole("button", { name: "Start" }).first().click();
    await frame.locator(place.says).filter({ hasText: /allows no camera/ }).first().waitFor();
  });
}

/** Two cameras of one name, and one whose name begins with another's. */
function named() {
  const devices = [["one", "Cam"], ["two", "Cam"], ["three", "Cam 2"]].map(([deviceId, label]) => ({ deviceId, label, kind: "videoinput", groupId: "" }));
  navigator.mediaDevices.enumerateDevices = async () => /** @type {any} */ (devices);
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  Object.assign(globalThis, { asked: [] });
  navigator.mediaDevices.getUserMedia = async (wish) => {
    /** @type {any} */ (globalThis).asked.push(/** @type {any} */ (wish).video.deviceId?.exact ?? "");
    return ask({ video: true });
  };
}

camera.test("cameras of one name are told apart, and the one that was chosen opens", { before: [named] }, async (page) => {
  await page.start();
  const menu = page.element("camera");
  await menu.locator("option").nth(2).waitFor({ state: "attached" });
  const options = await menu.locator("option").allTextContents();
  assert.deepEqual(options.filter((option) => option.startsWith("Cam")), ["Cam", "Cam (2)", "Cam 2"]);
  for (const [option, id] of [["Cam (2)", "two"], ["Cam 2", "three"], ["Cam", "one"]]) {
    await menu.selectOption({ label: option });
    await page.tab.waitForFunction((id) => /** @type {any} */ (globalThis).asked.at(-1) === id, id);
    await page.waitForState("running");
  }
});

/** A camera of which the second request fails: what others do in the meantime. */
function secondFails() {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  let requests = 0;
  navigator.mediaDevices.getUserMedia = async (wish) => {
    requests += 1;
    if (requests === 2) throw new DOMException("taken", "NotReadableError");
    return ask(wish);
  };
}

withCamera({ shows: ["frame-1.jpg"], count: 2 }).test("switched twenty times: the last wish wins, and the cameras before are let go", {}, async (page) => {
  await page.start();
  const menu = page.element("camera");
  await menu.locator("option").nth(1).waitFor({ state: "attached" });
  const values = await menu.locator("option").evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
  for (let turn = 0; turn < 20; turn += 1) await menu.selectOption(values[turn % values.length] ?? "");
  await page.waitForState("running");
  await page.nextPredictions(2);
  assert.deepEqual((await page.tracks()).filter((state) => state === "live").length, 1);
  assert.equal(await menu.inputValue(), values[19 % values.length]);
});

withCamera({ shows: ["frame-1.jpg"], count: 2 }).test("the other camera is taken: it is said, and the first can be had again", { before: [secondFails] }, async (page) => {
  await page.start();
  const menu = page.element("camera");
  await menu.locator("option").nth(1).waitFor({ state: "attached" });
  const before = await menu.inputValue();
  const values = await menu.locator("option").evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
  await menu.selectOption(values.find((value) => value !== before) ?? "");
  await page.waitForState("busy");
  assert.match(await page.message(), /close the program/i);
  await menu.selectOption(before);
  await page.waitForState("running");
});
