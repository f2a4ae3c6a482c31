// Copies of samples: left out and said when they are added, shown where two classes have them, and never on both sides of the check.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { LESSON, studioTests } from "./support/studio.mjs";
import { zip } from "./support/zips.mjs";

/** A camera in front of which nothing moves, and of which every frame is the same to the last bit, as a virtual one's can be. */
const test = studioTests(withCamera({ shows: ["frame-1.jpg"], repeat: 1 }));

/** @typedef {import("./support/studio.mjs").Studio} Studio */

const face = readFileSync(picturePath("angry.jpg"));
const folder = ["a.jpg", "b.jpg", "c.jpg"].map((name) => ({ name: `Class 1/${name}`, bytes: face }));
const row = `0,${Array.from({ length: 2304 }, (_, place) => (place * 7) % 256).join(" ")},Training\n`;
const table = `emotion,pixels,Usage\n${row}${row}${row}`;

/** @param {Studio} studio */
const toast = (studio) => studio.tab.locator("#toasts .toast").last();

/** Ways of adding one picture three times, and the class that has it then. @type {Record<string, {into?: string, add: (studio: Studio) => Promise<unknown>}>} */
const WAYS = {
  "three files at once": { add: (studio) => studio.upload("Class 1", Array(3).fill(picturePath("angry.jpg"))) },
  "a file, and two more later": {
    async add(studio) {
      await studio.upload("Class 1", picturePath("angry.jpg"));
      await studio.element("intake-close").click();
      await studio.upload("Class 1", Array(2).fill(picturePath("angry.jpg")));
    },
  },
  "an archive": { add: (studio) => studio.upload("Class 1", { name: "faces.zip", mimeType: "application/zip", buffer: zip(folder) }) },
  "a table": {
    into: "Anger",
    async add(studio) {
      await studio.element("import").setInputFiles({ name: "faces.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
      await studio.reported();
    },
  },
};

for (const [way, { into = "Class 1", add }] of Object.entries(WAYS)) {
  test(`${way}: copies are left out, which is said, and can be undone`, {}, async (studio) => {
    await studio.create("empty");
    await add(studio);
    assert.equal((await studio.counts())[into], 1);
    assert.match(await studio.report(), /2 copies left out.*a copy of a sample that is there already/);
    assert.match((await toast(studio).textContent()) ?? "", /^2 are copies of samples that are there already: left out/);
    await toast(studio).getByRole("button", { name: "Undo" }).click();
    await studio.waitForSamples(into, 3);
    await studio.saved();
    await studio.tab.reload();
    await studio.waitForScreen("work");
    assert.equal((await studio.counts())[into], 3, "what was added after all is kept");
  });
}

for (const kind of ["empty", "pictures"]) {
  test(`a recording of a picture that stays the same is one sample, ${kind === "empty" ? "of a face" : "whole"}`, {}, async (studio) => {
    await studio.create(kind);
    await studio.card("Class 1").getByRole("button", { name: "Camera for Class 1" }).click();
    await studio.tab.waitForFunction(() => document.activeElement?.textContent === "Hold to record");
    await studio.tab.keyboard.down("Space");
    await studio.waitForSamples("Class 1", 1);
    await studio.tab.waitForTimeout(1000);
    assert.equal(await studio.tab.locator("#toasts .toast").count(), 0, "while it records nothing is said");
    await studio.tab.keyboard.up("Space");
    await toast(studio).waitFor();
    assert.equal((await studio.counts())["Class 1"], 1);
    const said = /^(\d+) (are copies|is a copy) of/.exec((await toast(studio).textContent()) ?? "");
    assert.ok(said);
    await studio.tab.getByRole("button", { name: "Close the camera of Class 1" }).click();
    await studio.tab.keyboard.press("Control+z");
    await studio.waitForSamples("Class 1", 1 + Number(said[1]));
  });
}

test("a class that is deleted takes its copies with it", {}, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", Array(2).fill(picturePath("angry.jpg")));
  await studio.card("Class 1").locator("summary").click();
  await studio.card("Class 1").getByRole("button", { name: "Delete the class" }).click();
  await studio.tab.locator("#toasts .toast").first().getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await studio.counts(), { "Class 2": 0 });
});

test("a picture in two classes is shown in both, and is taken out of one", {}, async (studio) => {
  const { tab } = studio;
  await studio.create("empty");
  await studio.upload("Class 1", [picturePath("angry.jpg"), picturePath("surprised.jpg")]);
  await studio.element("intake-close").click();
  await studio.upload("Class 2", [picturePath("angry.jpg"), picturePath("neutral.jpg")]);
  assert.deepEqual(await studio.counts(), { "Class 1": 2, "Class 2": 2 }, "nothing is left out: which one is right, the person knows");
  const panel = studio.element("contradictions");
  await panel.waitFor();
  assert.equal(await studio.element("contradictions-count").textContent(), "1 picture is in more than one class");
  assert.deepEqual(await panel.locator("figcaption").allTextContents(), ["Class 1angry.jpg", "Class 2angry.jpg"]);
  assert.equal(await panel.locator("li img").count(), 2);
  assert.equal(await studio.element("train").isDisabled(), false, "it can be trained all the same");

  await panel.getByRole("button", { name: "Remove angry.jpg from “Class 2”" }).click();
  await panel.waitFor({ state: "hidden" });
  assert.deepEqual(await studio.counts(), { "Class 1": 2, "Class 2": 1 });
  await tab.keyboard.press("Control+z");
  await panel.waitFor();

  await studio.card("Class 2").locator("summary").click();
  await studio.card("Class 2").getByRole("button", { name: "Leave out of training" }).click();
  await panel.waitFor({ state: "hidden" });
});

test("copies are on one side of the check: what is shown was not seen", {}, async (studio) => {
  const { tab } = studio;
  await studio.create("empty");
  const pictures = Object.values(LESSON);
  for (const [index, name] of ["Class 1", "Class 2"].entries()) {
    const its = pictures.filter((_, place) => place % 2 === index);
    await studio.upload(name, its.flatMap((picture) => Array(4).fill(picturePath(picture))));
    await studio.element("intake-close").click();
    await toast(studio).getByRole("button", { name: "Undo" }).click();
    await studio.waitForSamples(name, 12);
  }
  // A sixth of twelve are two, but every picture is there four times: four of each class are kept.
  assert.match(await studio.train(), /^Right on \d+% of the 8 samples kept for checking; it has seen no copy of them$/);
  await studio.element("hood").locator("summary").click();
  await tab.locator(".per-class td").nth(3).waitFor();
  assert.deepEqual((await tab.locator(".per-class td:last-child").allTextContents()).map((text) => text.split(" ").at(-1)), ["4", "4"]);
});

test("one picture alone, three times in each class, checks nothing, and what to do is said", {}, async (studio) => {
  await studio.create("empty");
  for (const [name, picture] of [["Class 1", "angry.jpg"], ["Class 2", "neutral.jpg"]]) {
    await studio.upload(name ?? "", Array(3).fill(picturePath(picture ?? "")));
    await studio.element("intake-close").click();
    await toast(studio).getByRole("button", { name: "Undo" }).click();
    await studio.waitForSamples(name ?? "", 3);
  }
  assert.match(await studio.train(), /^Right on \d+% of the samples it learnt from; none were kept for checking$/);
  const advice = await studio.element("advice").locator("li").allTextContents();
  assert.ok(advice.some((text) => text.startsWith("Most samples of Class 1 and Class 2 come from one recording")), advice.join(" | "));
});
