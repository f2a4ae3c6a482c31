// The browser freezes a tab that nobody sees, or ends it: the recognizer goes on with what is there then, and the studio had saved before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { change, drawn, face } from "./support/drawn-camera.mjs";
import { PATIENCE } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { withProfile } from "./support/profile.mjs";
import { Studio } from "./support/studio.mjs";

/** @typedef {import("./support/page.mjs").MienPage} MienPage */

/** Hides a tab behind another one and freezes it. @param {MienPage} page */
async function freeze({ tab }) {
  const other = await tab.context().newPage();
  await other.bringToFront();
  await tab.waitForFunction(() => document.hidden);
  const session = await tab.context().newCDPSession(tab);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  return {
    other,
    async wake() {
      await session.send("Page.setWebLifecycleState", { state: "active" });
      await tab.bringToFront();
      await tab.waitForFunction(() => !document.hidden);
    },
  };
}

/** @param {string} name @param {(start: Parameters<Parameters<typeof withProfile>[1]>[0], place: {origin: string}) => Promise<void>} run */
const inProfile = (name, run) => test(name, { timeout: 4 * PATIENCE }, () => withProfile({ added: face }, run));

inProfile("the recognizer wakes up with nobody before the camera: nobody is named, and it goes on", async (start, { origin }) => {
  const { open } = await start();
  const page = await open(`${origin}/?detector=built-in&autostart=1`, [drawn]);
  const [{ faces }] = await page.nextPredictions(1);
  assert.equal(faces.length, 1);
  const { wake } = await freeze(page);
  const before = await page.reportCount();
  await page.tab.evaluate(change, { shows: false });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  assert.equal(await page.reportCount(), before, "a frozen tab looks at nothing");

  await wake();
  await page.waitForState("no-face");
  await page.tab.waitForFunction(() => !document.querySelector("#bars .bar[data-top]"));
  await page.tab.evaluate(change, { shows: true });
  await page.waitForState("running");
  const [latest] = await page.nextPredictions(1);
  assert.equal(await page.tab.evaluate(() => /** @type {any} */ (globalThis).camera.streams.length), 1, "the camera was kept");
  assert.ok(latest.faces.every(({ probability }) => Number.isFinite(probability)));
});

inProfile("the studio saves before it is frozen, another tab gets the project, and the frozen one lets go when it wakes up", async (start, { origin }) => {
  const { open } = await start();
  const page = await open(`${origin}/studio.html`);
  const studio = new Studio(page);
  await studio.create("empty");
  await studio.card("Class 1").locator("input[type=file]").setInputFiles([picturePath("angry.jpg"), picturePath("neutral.jpg")]);
  await studio.waitForSamples("Class 1", 2);
  await studio.card("Class 2").locator(".inline-name").fill("Named at last");
  await studio.tab.keyboard.press("Tab");
  const { wake } = await freeze(page);

  const second = new Studio(await open(studio.tab.url()));
  await second.waitForScreen("blocked");
  await second.element("take-over").click();
  await second.waitForScreen("work");
  assert.deepEqual(await second.counts(), { "Class 1": 2, "Named at last": 0 });
  await second.upload("Named at last", picturePath("surprised.jpg"));
  await second.saved();

  await wake();
  await studio.waitForScreen("blocked");
  assert.match((await studio.element("blocked-title").textContent()) ?? "", /another tab/);
  // What the first one had in mind overwrites nothing.
  await second.tab.bringToFront();
  await second.tab.reload();
  await second.waitForScreen("work");
  assert.deepEqual(await second.counts(), { "Class 1": 2, "Named at last": 1 });
});

inProfile("the browser ends a hidden tab of the studio without a word: everything is there when it is opened again", async (start, { origin }) => {
  const { open } = await start();
  const page = await open(`${origin}/studio.html`);
  const studio = new Studio(page);
  await studio.create("empty");
  await studio.upload("Class 1", picturePath("angry.jpg"));
  await studio.card("Class 2").locator(".inline-name").fill("Named at last");
  await studio.tab.keyboard.press("Tab");
  await freeze(page);
  const address = studio.tab.url();
  const session = await studio.tab.context().newCDPSession(studio.tab);
  const ended = studio.tab.waitForEvent("crash");
  void session.send("Page.crash").catch(() => {});
  await ended;
  const again = new Studio(await open(address));
  await again.waitForScreen("work");
  assert.deepEqual(await again.counts(), { "Class 1": 1, "Named at last": 0 });
});
