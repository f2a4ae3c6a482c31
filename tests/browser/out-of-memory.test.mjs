// The browser gives a module no more memory: it is said why Mien stopped and what helps, nothing is lost, and what needs less goes on without a reload.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { memoryOfAtMost } from "./support/little-memory.mjs";
import { picturePath, plainPng, variants } from "./support/pictures.mjs";
import { MODULE } from "./support/server.mjs";
import { studioTests } from "./support/studio.mjs";
import { zip } from "./support/zips.mjs";

const MIB = 1 << 20;
const SAID = /The browser has no more memory for Mien/;
const HELPS = /Close other tabs, or use smaller pictures or fewer at a time/;

/** Larger than any that is looked at as it is: it takes some 16 MiB in the recognizer, and three times as much in the studio. */
const LARGE = { name: "large.png", mimeType: "image/png", buffer: plainPng(4096, 4096) };
const SMALL = picturePath("astronaut.jpg");

const browser = withCamera({ shows: ["frame-1.jpg"] });
const studioTest = studioTests(browser);

browser.test("a photo that is too large: the next one is recognised", { tamper: { [MODULE]: memoryOfAtMost(25 * MIB) } }, async (page) => {
  const recognised = async () => {
    const [{ faces }] = await page.predictionsOf(() => page.choose(SMALL));
    assert.equal(faces.length, 1);
    await page.waitForState("file");
  };
  await recognised();
  await page.quiet();
  for (const _ of [1, 2]) {
    await page.choose(LARGE);
    await page.waitForState("crashed");
    assert.match(await page.message(), SAID);
    assert.match(await page.message(), HELPS);
    await recognised();
  }
  await page.element("use-camera").click();
  await page.waitForState("running");
});

/** Somebody's page with one picture. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Somebody's page</title><link rel="icon" href="data:,">
<script type="module" src="widget.js"></script><mien-image src="large.png"></mien-image>`;

browser.test(
  "a picture in somebody's page: the next one is recognised",
  { path: "somebody.html", added: { "/somebody.html": PAGE, "/large.png": LARGE.buffer, "/small.jpg": readFileSync(SMALL) }, tamper: { [MODULE]: memoryOfAtMost(25 * MIB) } },
  async ({ tab }) => {
    await tab.locator("mien-image .sentence").filter({ hasText: SAID }).filter({ hasText: HELPS }).waitFor();
    await tab.locator("mien-image").evaluate((element) => void (/** @type {any} */ (element).src = "small.jpg"));
    await tab.locator("mien-image .status").filter({ hasText: "1 face" }).waitFor();
  },
);

// What a browser says where it has no memory to begin with can't be had otherwise.
const REFUSES = 'WebAssembly.instantiateStreaming = async () => { throw new RangeError("WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance"); };';

browser.test("no memory for the module at all: said, not that a file is damaged", { tamper: { "/worker/recognizer.js": (whole) => `${REFUSES}\n${whole}` } }, async (page) => {
  await page.waitForState("crashed");
  assert.match(await page.message(), SAID);
  page.site.tamper = {};
  await page.predictionsOf(() => page.choose(SMALL));
});

/** @param {import("./support/studio.mjs").Studio} studio */
const banner = (studio) => studio.element("banner-text").filter({ hasText: "nothing that you gathered is lost" }).waitFor();

studioTest("in the studio, a photo that is too large: said which, those before are kept, those after can be added", { tamper: { "/mien-studio_bg.wasm": memoryOfAtMost(40 * MIB) } }, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", [...variants("angry.jpg", 4), LARGE, ...variants("neutral.jpg", 6)]);
  await banner(studio);
  assert.match(await studio.report(), SAID);
  assert.match(await studio.report(), /large\.png: The browser has no more memory/);
  assert.deepEqual(await studio.counts(), { "Class 1": 4, "Class 2": 0 });
  await studio.element("intake-close").click();
  await studio.upload("Class 1", variants("neutral.jpg", 6));
  await studio.saved();
  await studio.tab.reload();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), { "Class 1": 10, "Class 2": 0 });
});

studioTest("in the studio, an archive that is too large: a smaller one is taken", { tamper: { "/mien-studio_bg.wasm": memoryOfAtMost(40 * MIB) } }, async (studio) => {
  const photo = readFileSync(picturePath("angry.jpg"));
  const archive = (/** @type {number} */ more) => ({
    name: "Faces.zip",
    mimeType: "application/zip",
    buffer: zip([{ name: "Angry/1.jpg", bytes: photo }, { name: "Angry/notes.bin", bytes: Buffer.alloc(more) }]),
  });
  await studio.create("empty");
  await studio.upload("Class 1", picturePath("neutral.jpg"));
  await studio.element("intake-close").click();
  const open = async (/** @type {number} */ more) => {
    await studio.element("import").setInputFiles(archive(more));
    return studio.reported();
  };
  assert.match(await open(32 * MIB), SAID);
  await banner(studio);
  await studio.element("intake-close").click();
  await open(MIB);
  const { Angry, "Class 1": before } = await studio.counts();
  assert.deepEqual([Angry, before], [1, 1]);
});

studioTest("in the studio, more samples than there is memory to learn from: nothing is lost, and Train works where there is more", {}, async (studio) => {
  const rows = Array.from({ length: 600 }, (_, row) => `${row % 2 ? 3 : 4},${Array.from({ length: 48 * 48 }, (_, pixel) => (pixel * 7 + row * 13 + ((pixel * row) % 97)) % 256).join(" ")},Training`);
  await studio.create("empty");
  await studio.element("import").setInputFiles({ name: "faces.csv", mimeType: "text/csv", buffer: Buffer.from(["emotion,pixels,Usage", ...rows].join("\n")) });
  await studio.reported();
  await studio.element("intake-close").click();
  // Classes without samples are in the way of training.
  for (const name of ["Class 1", "Class 2"]) {
    await studio.card(name).locator(".menu-item", { hasText: "Delete the class" }).evaluate((button) => /** @type {HTMLElement} */ (button).click());
  }
  await studio.saved();
  const gathered = await studio.counts();

  // A worker that has just been started needs so much for itself.
  await studio.tab.reload();
  await studio.waitForScreen("work");
  const [worker] = studio.tab.workers();
  const least = await worker?.evaluate(async () => {
    const { default: init } = await import(/** @type {any} */ ("/mien-studio.js"));
    return (await init()).memory.buffer.byteLength;
  });
  studio.page.site.tamper = { "/mien-studio_bg.wasm": memoryOfAtMost(Number(least) + MIB) };
  await studio.tab.reload();
  await studio.waitForScreen("work");
  await studio.element("train").click();
  await banner(studio);
  await studio.element("advice").filter({ hasText: SAID }).filter({ hasText: HELPS }).waitFor();
  assert.deepEqual(await studio.counts(), gathered);

  studio.page.site.tamper = {};
  await studio.tab.reload();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), gathered);
  await studio.train();
});
