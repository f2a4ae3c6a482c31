// From an empty project to the person's own classes in the recogniser: by mouse, by keys alone, and by touch on a phone.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { variants } from "./support/pictures.mjs";
import { LESSON, studioTests } from "./support/studio.mjs";

const test = studioTests(withCamera({ shows: ["frame-1.jpg"], grain: true }));

test("six classes by mouse: gather, train, preview, keep, share, use", {}, async (studio) => {
  const { tab } = studio;
  await studio.create("six");
  assert.deepEqual(await studio.classes(), ["Happiness", "Sadness", "Fear", "Anger", "Surprise", "Disgust"]);
  assert.equal(await studio.element("train").isDisabled(), true, "nothing to train with");

  // Rename.
  await studio.card("Disgust").locator(".inline-name").fill("At rest");
  await tab.keyboard.press("Enter");
  assert.equal((await studio.classes()).at(-1), "At rest");

  // Record while the button is held.
  await studio.card("Happiness").getByRole("button", { name: "Camera for Happiness" }).click();
  const hold = tab.getByRole("button", { name: "Hold to record" });
  await hold.waitFor();
  await tab.waitForFunction(() => document.activeElement?.textContent === "Hold to record");
  await hold.hover();
  await tab.mouse.down();
  await studio.waitForSamples("Happiness", 4);
  await tab.mouse.up();
  await tab.waitForTimeout(300);
  const { Happiness: recorded } = await studio.counts();
  await tab.waitForTimeout(500);
  assert.equal((await studio.counts()).Happiness, recorded, "nothing is recorded after letting go");
  await tab.getByRole("button", { name: "Close the camera of Happiness" }).click();
  await tab.waitForFunction(() => /** @type {any} */ (globalThis).seen.tracks.every((/** @type {MediaStreamTrack} */ track) => track.readyState === "ended"));

  // Upload.
  for (const [name, picture] of Object.entries(LESSON)) {
    if (name !== "Happiness") await studio.upload(name === "Disgust" ? "At rest" : name, variants(picture, 4));
  }
  for (const count of Object.values(await studio.counts())) assert.ok(count >= 4);

  // Train.
  assert.match(await studio.train(), /Right on \d+% of the/);
  await studio.element("hood").locator("summary").click();
  await studio.element("hood-body").locator(".plot").first().waitFor();
  assert.equal(await studio.element("hood-body").locator(".plot").count(), 2);
  assert.equal(await studio.element("hood-body").locator(".matrix tbody tr").count(), 6);

  // Preview.
  await studio.element("preview-camera").click();
  const report = await studio.preview();
  assert.deepEqual(report.bars.map((/** @type {any} */ bar) => bar.label), ["Happiness", "Sadness", "Fear", "Anger", "Surprise", "At rest"]);
  assert.equal(report.faces[0].label, "Happiness", "the camera shows the face that was recorded as happiness");
  await studio.element("preview-camera").click();

  // Save, reload, reopen.
  await studio.saved();
  const before = await studio.counts();
  const file = await studio.download(() => studio.element("save-file").click());
  assert.match(file.name, /^Six basic expressions.*\.mien\.zip$/);
  await tab.reload();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), before);
  assert.match(await studio.trained(), /Right on/);

  await studio.element("to-projects").click();
  await studio.waitForScreen("start");
  assert.equal(await tab.locator("#kept li").count(), 1);
  await studio.element("open-file").setInputFiles(file.path);
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), before, "the file has everything");
  await studio.trained();
  await studio.saved();

  // Share.
  await studio.element("export-open").click();
  await tab.getByRole("tab", { name: "Link" }).click();
  await tab.waitForFunction(() => !(/** @type {HTMLButtonElement} */ (document.getElementById("copy-link")).disabled));
  assert.match((await studio.element("link-length").textContent()) ?? "", /characters/);
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await studio.element("copy-link").click();
  await tab.waitForFunction(() => document.getElementById("export-status")?.textContent === "The link is copied");
  const link = await tab.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/#head=/);
  const shared = await tab.context().newPage();
  await shared.goto(link);
  await shared.getByText("At rest").first().waitFor();
  await shared.close();
  await studio.element("export-close").click();

  // Use in the recogniser.
  await studio.element("use").click();
  await tab.waitForURL((url) => !url.pathname.endsWith("studio.html"));
  await tab.locator("#bars").getByText("At rest").waitFor();
  const [{ faces }] = await studio.page.start();
  assert.ok("At rest" in (faces[0]?.probabilities ?? {}));
});

test("classes are deleted, brought back and taught by keys alone", {}, async (studio) => {
  const { tab } = studio;
  const { keyboard } = tab;
  /** Walks with Tab until this has the focus. @param {(active: string) => boolean} found @param {string} what */
  const tabTo = async (found, what) => {
    for (let presses = 0; presses < 120; presses += 1) {
      await keyboard.press("Tab");
      const active = await tab.evaluate(() => {
        const element = document.activeElement;
        return `${element?.id} ${element?.getAttribute("aria-label") ?? ""} ${element?.textContent?.trim() ?? ""}`;
      });
      if (found(active)) return;
    }
    assert.fail(`${what} is not reached by Tab`);
  };
  await studio.waitForScreen("start");
  await tabTo((active) => active.includes("Winking left and right"), "the template");
  await keyboard.press("Enter");
  await studio.waitForScreen("work");

  await tabTo((active) => active.includes("More about Winking right"), "the menu");
  await keyboard.press("Enter");
  await tabTo((active) => active.includes("Delete the class"), "delete");
  await keyboard.press("Enter");
  await tab.waitForFunction(() => document.querySelectorAll(".class-card").length === 2);
  await keyboard.press("Control+z");
  await tab.waitForFunction(() => document.querySelectorAll(".class-card").length === 3);

  for (const name of await studio.classes()) {
    await tab.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".skip")).focus());
    await tabTo((active) => active.includes(`Camera for ${name}`), "the camera");
    await keyboard.press("Enter");
    await tab.waitForFunction(() => document.activeElement?.textContent === "Hold to record");
    await keyboard.down("Space");
    await studio.waitForSamples(name, 3);
    await keyboard.up("Space");
    await tabTo((active) => active.includes(`Close the camera of ${name}`), "close");
    await keyboard.press("Enter");
  }
  await tab.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".skip")).focus());
  await tabTo((active) => active.startsWith("train "), "Train");
  await keyboard.press("Enter");
  await studio.trained();
  await tabTo((active) => active.startsWith("preview-camera"), "the preview's camera");
  await keyboard.press("Enter");
  await studio.preview();
});

test("on a phone the preview stays in sight while samples come by touch", { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } }, async (studio) => {
  const { tab } = studio;
  await studio.waitForScreen("start");
  await tab.locator("[data-template=empty]").tap();
  await studio.waitForScreen("work");
  for (const name of ["Class 1", "Class 2"]) {
    await studio.card(name).getByRole("button", { name: `Camera for ${name}` }).tap();
    const free = tab.getByRole("button", { name: "Hands-free" });
    await tab.waitForFunction(() => document.activeElement?.textContent === "Hold to record");
    await free.tap();
    await studio.waitForSamples(name, 3);
    await tab.getByRole("button", { name: "Stop", exact: true }).tap();
    await tab.getByRole("button", { name: `Close the camera of ${name}` }).tap();
  }
  await studio.element("train").tap();
  await studio.trained();
  await studio.element("preview-camera").tap();
  await studio.preview();
  await tab.evaluate(() => scrollTo(0, 0));
  const box = await studio.element("stage").boundingBox();
  assert.ok(box && box.y > 844 / 3 && box.y + box.height <= 844 + 1, `the preview stays in sight above its samples: ${JSON.stringify(box)}`);
  await studio.element("train").tap();
  await studio.trained();
  await studio.saved();
  assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true, "nothing is wider than the screen");
});

/**
 * A way to use a page without a mouse.
 * @typedef {object} Hand
 * @property {(element: Locator) => Promise<void>} reach makes the element the one that is typed into
 * @property {(element: Locator) => Promise<void>} press
 * @property {(tab: Locator) => Promise<void>} way chooses one of a list of tabs
 * @property {(picker: Locator) => Promise<void>} pick opens a picker of files
 * @property {() => Promise<void>} record begins to record
 * @property {() => Promise<void>} stop
 */
/** @typedef {import("playwright-core").Locator} Locator */

/** @type {(studio: import("./support/studio.mjs").Studio) => Hand} */
const keys = ({ tab }) => {
  const { keyboard } = tab;
  const reach = async (/** @type {Locator} */ element) => {
    for (let presses = 0; presses < 200; presses += 1) {
      if (await element.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press("Tab");
    }
    assert.fail(`${element} is not reached by Tab`);
  };
  const press = async (/** @type {Locator} */ element) => {
    await reach(element);
    await keyboard.press("Enter");
  };
  // A list of tabs is one stop of the Tab key: arrows go along it.
  const way = async (/** @type {Locator} */ element) => {
    await reach(tab.locator("[role=tab][aria-selected=true]"));
    for (let presses = 0; presses < 20 && !(await element.evaluate((element) => element === document.activeElement)); presses += 1) await keyboard.press("ArrowDown");
    assert.equal(await element.getAttribute("aria-selected"), "true");
  };
  return { reach, press, way, pick: press, record: () => keyboard.down("Space"), stop: () => keyboard.up("Space") };
};

/** @type {(studio: import("./support/studio.mjs").Studio) => Hand} */
const fingers = ({ tab }) => {
  const press = (/** @type {Locator} */ element) => element.tap();
  return {
    reach: press,
    press,
    way: press,
    // What is seen of a picker is its label.
    pick: (picker) => picker.locator("xpath=..").tap(),
    record: () => tab.getByRole("button", { name: "Hands-free" }).tap(),
    stop: () => tab.getByRole("button", { name: "Stop", exact: true }).tap(),
  };
};

const PHONE = { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } };
for (const { by, opening, handOf } of [
  { by: "by keys", opening: {}, handOf: keys },
  { by: "by touch", opening: PHONE, handOf: fingers },
]) {
  test(`six classes ${by}: gather, train, preview, keep, reopen, share, use`, opening, async (studio) => {
    const { tab } = studio;
    const hand = handOf(studio);
    const choose = async (/** @type {Locator} */ picker, /** @type {Parameters<import("playwright-core").FileChooser["setFiles"]>[0]} */ files) => {
      const [chooser] = await Promise.all([tab.waitForEvent("filechooser"), hand.pick(picker)]);
      await chooser.setFiles(files);
    };

    await studio.waitForScreen("start");
    await hand.press(tab.locator("[data-template=six]"));
    await studio.waitForScreen("work");

    await hand.reach(studio.card("Disgust").locator(".inline-name"));
    await tab.keyboard.press("Control+A");
    await tab.keyboard.type("At rest");
    await tab.keyboard.press("Enter");
    assert.equal((await studio.classes()).at(-1), "At rest");

    await hand.press(studio.card("Happiness").getByRole("button", { name: "Camera for Happiness" }));
    await tab.waitForFunction(() => document.activeElement?.textContent === "Hold to record");
    await hand.record();
    await studio.waitForSamples("Happiness", 4);
    await hand.stop();
    await hand.press(tab.getByRole("button", { name: "Close the camera of Happiness" }));

    for (const [name, picture] of Object.entries(LESSON)) {
      if (name === "Happiness") continue;
      const to = name === "Disgust" ? "At rest" : name;
      await choose(studio.card(to).locator("input[type=file]"), variants(picture, 4));
      await studio.waitForSamples(to, 4);
      await studio.reported();
    }

    await hand.press(studio.element("train"));
    assert.match(await studio.trained(), /Right on/);
    await hand.press(studio.element("preview-camera"));
    const report = await studio.preview();
    assert.equal(report.faces[0].label, "Happiness", "the camera shows the face that was recorded as happiness");
    await hand.press(studio.element("preview-camera"));

    await studio.saved();
    const before = await studio.counts();
    const file = await studio.download(() => hand.press(studio.element("save-file")));
    await tab.reload();
    await studio.waitForScreen("work");
    assert.deepEqual(await studio.counts(), before, "a reload loses nothing");
    await hand.press(studio.element("to-projects"));
    await studio.waitForScreen("start");
    await choose(studio.element("open-file"), [file.path]);
    await studio.waitForScreen("work");
    assert.deepEqual(await studio.counts(), before, "the file has everything");
    await studio.trained();
    await studio.saved();

    await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await hand.press(studio.element("export-open"));
    await hand.way(tab.getByRole("tab", { name: "Link" }));
    await tab.waitForFunction(() => !(/** @type {HTMLButtonElement} */ (document.getElementById("copy-link")).disabled));
    await hand.press(studio.element("copy-link"));
    await tab.waitForFunction(() => document.getElementById("export-status")?.textContent === "The link is copied");
    const shared = await tab.context().newPage();
    await shared.goto(await tab.evaluate(() => navigator.clipboard.readText()));
    await shared.getByText("At rest").first().waitFor();
    await shared.close();
    await hand.press(studio.element("export-close"));

    await hand.press(studio.element("use"));
    await tab.waitForURL((url) => !url.pathname.endsWith("studio.html"));
    await tab.locator("#bars").getByText("At rest").waitFor();
  });
}

test("a table that two threads take in: its faces are kept in the order of its rows, each with its label", {}, async (studio) => {
  // More than a single thread takes in. Both labels turn up in every piece, in no order that a piece could repeat.
  const labels = Array.from({ length: 1200 }, (_, row) => (((row * row) % 101) % 2 ? 3 : 4));
  const rows = labels.map((label, row) => `${label},${Array.from({ length: 48 * 48 }, (_, pixel) => (pixel * 7 + row * 13 + ((pixel * row) % 97)) % 256).join(" ")},Training`);
  await studio.create("empty");
  await studio.element("import").setInputFiles({ name: "faces.csv", mimeType: "text/csv", buffer: Buffer.from(["emotion,pixels,Usage", ...rows].join("\n")) });
  await studio.reported();
  await studio.saved();
  const kept = await studio.tab.evaluate(async () => {
    const answer = (/** @type {IDBRequest} */ request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
    const database = await answer(indexedDB.open("mien-studio"));
    const [project] = await answer(database.transaction("projects").objectStore("projects").getAll());
    const samples = await answer(database.transaction("samples").objectStore("samples").getAll());
    database.close();
    const names = new Map(project.classes.map((/** @type {{id: number, name: string}} */ { id, name }) => [id, name]));
    return samples.map((/** @type {{class: number}} */ sample) => names.get(sample.class));
  });
  assert.deepEqual(kept, labels.map((label) => (label === 3 ? "Happiness" : "Sadness")));
});
