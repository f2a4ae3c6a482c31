// From an empty project to the person's own classes in the recogniser: by mouse, by keys alone, and by touch on a phone.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { LESSON, studioTests } from "./support/studio.mjs";

const test = studioTests(withCamera({ shows: ["frame-1.jpg"] }));

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
    if (name !== "Happiness") await studio.upload(name === "Disgust" ? "At rest" : name, Array(4).fill(picturePath(picture)));
  }
  for (const count of Object.values(await studio.counts())) assert.ok(count >= 4);

  // Train.
  assert.match(await studio.train(), /Right on \d+ % of the samples/);
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

test("six classes by keys alone", {}, async (studio) => {
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

test("by touch, on a phone", { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } }, async (studio) => {
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
