// Classes and samples: order, leaving out, moving, deleting, and undoing every deletion.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { picturePath, videoPath } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";

const test = studioTests(withCamera({ count: 0 }));

/** @param {import("./support/studio.mjs").Studio} studio @param {string} name @param {string} item */
async function menu(studio, name, item) {
  await studio.card(name).locator("summary").click();
  await studio.card(name).getByRole("button", { name: item }).click();
}

test("classes are added, renamed, moved, left out, deleted and brought back", {}, async (studio) => {
  await studio.create("empty");
  await studio.element("add-class").click();
  await studio.tab.keyboard.type("Puzzled");
  await studio.tab.keyboard.press("Enter");
  assert.deepEqual(await studio.classes(), ["Class 1", "Class 2", "Puzzled"]);
  await menu(studio, "Puzzled", "Move up");
  assert.deepEqual(await studio.classes(), ["Class 1", "Puzzled", "Class 2"]);

  await studio.upload("Puzzled", [picturePath("angry.jpg"), picturePath("neutral.jpg")]);
  await menu(studio, "Puzzled", "Leave out of training");
  assert.match((await studio.card("Puzzled").locator(".count").textContent()) ?? "", /2 samples, left out/);
  await menu(studio, "Puzzled", "Delete the class");
  assert.deepEqual(await studio.classes(), ["Class 1", "Class 2"]);
  await studio.tab.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await studio.classes(), ["Class 1", "Puzzled", "Class 2"]);
  assert.equal((await studio.counts()).Puzzled, 2);
  await studio.saved();
  await studio.tab.reload();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), { "Class 1": 0, Puzzled: 2, "Class 2": 0 });
});

test("samples are looked through, moved and deleted, and every deletion is undone", {}, async (studio) => {
  const { tab } = studio;
  await studio.create("empty");
  await studio.element("all-faces").check();
  await studio.upload("Class 1", picturePath("frame-6.jpg"));
  assert.equal((await studio.counts())["Class 1"], 6, "all faces of the picture");
  await studio.card("Class 1").getByRole("button", { name: /Look through/ }).click();
  const boxes = studio.element("samples-grid").getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  assert.match((await studio.element("samples-count").textContent()) ?? "", /2 of 6 samples selected/);
  await studio.element("samples-move").selectOption({ label: "Class 2" });
  await studio.waitForSamples("Class 2", 2);
  await studio.element("samples-all").click();
  await studio.element("samples-delete").click();
  await tab.waitForFunction(() => document.querySelectorAll("#samples-grid input").length === 0);
  await studio.element("samples-close").click();
  assert.deepEqual(await studio.counts(), { "Class 1": 0, "Class 2": 2 });
  await tab.keyboard.press("Control+z");
  await studio.waitForSamples("Class 1", 4);
  await tab.keyboard.press("Control+z");
  await studio.waitForSamples("Class 1", 6);
  assert.deepEqual(await studio.counts(), { "Class 1": 6, "Class 2": 0 });
});

test("pictures become samples in their order, large ones, ones without a face and damaged ones among them", {}, async (studio) => {
  await studio.create("empty");
  const order = ["frame-6.jpg", "angry.jpg", "nobody.jpg", "neutral.jpg", "group.jpg", "surprised.jpg", "sad-baby.jpg", "astronaut.jpg"];
  const files = order.map((name) => ({ name, mimeType: "image/jpeg", buffer: readFileSync(picturePath(name)) }));
  files.splice(2, 0, { name: "damaged.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
  await studio.upload("Class 1", files);
  assert.match(await studio.report(), /7 samples added, no face in 1 picture, 1 file could not be read.*damaged\.jpg: damaged/);
  await studio.card("Class 1").getByRole("button", { name: /Look through/ }).click();
  const titles = await studio.tab.locator("#samples-grid .grid-item").evaluateAll((items) => items.map((item) => /** @type {HTMLElement} */ (item).title));
  // The newest is shown first.
  assert.deepEqual(titles.reverse(), order.filter((name) => name !== "nobody.jpg"));
});

test("a class's samples can be downloaded, and the download can be added again", {}, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", [picturePath("angry.jpg"), picturePath("neutral.jpg")]);
  const file = await studio.download(() => menu(studio, "Class 1", "Download samples"));
  assert.equal(file.name, "Class 1.zip");
  await studio.element("intake-close").click();
  await studio.upload("Class 2", { name: "again.zip", mimeType: "application/zip", buffer: readFileSync(file.path) });
  assert.equal((await studio.counts())["Class 2"], 2);
});

test("whole projects are deleted and brought back", {}, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", picturePath("angry.jpg"));
  await studio.saved();
  await studio.element("to-projects").click();
  await studio.waitForScreen("start");
  await studio.tab.getByRole("button", { name: "Delete Empty project" }).click();
  await studio.element("kept-none").waitFor();
  await studio.tab.getByRole("button", { name: "Undo" }).click();
  await studio.tab.locator(".kept-open").click();
  await studio.waitForScreen("work");
  assert.equal((await studio.counts())["Class 1"], 1);
});

test("pictures are taken from a video, as many a second as are wanted", {}, async (studio) => {
  await studio.create("empty");
  await studio.element("video-rate").fill("1");
  await studio.upload("Class 1", videoPath("walking.webm"));
  await studio.element("intake-close").click();
  await studio.element("video-rate").fill("4");
  await studio.upload("Class 2", videoPath("walking.webm"));
  const { "Class 1": few, "Class 2": many } = await studio.counts();
  assert.ok(few > 0 && many > few, `${few} and ${many} samples`);
  await studio.element("intake-close").click();
  await studio.upload("Class 1", videoPath("sound-only.webm"));
  assert.match(await studio.report(), /sound-only\.webm: damaged, or a kind of video/);
});
