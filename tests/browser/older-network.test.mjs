// What was taught on an older version of the network: a link, a head, a project file, a project that the browser kept.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { OLDER, OLDER_LINK } from "./support/heads.mjs";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";
import { entry, zip } from "./support/zips.mjs";

/** @typedef {import("./support/studio.mjs").Studio} Studio */

const page = withCamera({ count: 0 });
const studio = studioTests(page);

const WHAT_TO_DO = /^“Three faces” was taught on another version of the network; open the project in the studio and train it again\. These are Mien’s own expressions$/;

page.test("an old link says what to do, and the seven expressions are recognised", { fragment: `head=${OLDER_LINK}` }, expressionsAndASentence);

page.test("an old head that the studio left: likewise", {}, async (page) => {
  await page.tab.evaluate((text) => localStorage.setItem("mien-head", text), OLDER);
  await page.tab.reload();
  await expressionsAndASentence(page);
});

/** @param {import("./support/page.mjs").MienPage} page */
async function expressionsAndASentence(page) {
  await page.element("own-line").waitFor();
  assert.match(await page.element("own-line").innerText(), WHAT_TO_DO);
  const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(faces[0].label, "Happiness");
}

const LESSON = fileURLToPath(new URL("../data/lesson/project.mien.zip", import.meta.url));
const { backbone: OLD, layers } = JSON.parse(OLDER);

/** What training on an older network leaves in a project. @param {any} trained */
const aged = ({ mirrored: _, ...trained }) => ({ ...trained, backbone: OLD, threshold: 0.65, layers });

studio("an old project file learns again by itself from its faces, and says so", {}, async (studio) => {
  await openLesson(studio);
  const { path } = await studio.download(() => studio.element("save-file").click());
  const bytes = readFileSync(path);
  const project = JSON.parse(entry(bytes, "mien-project.json").toString());
  assert.ok(project.trained, "a file has what was learnt");
  project.trained = aged(project.trained);
  // A file without pictures for people: the faces are what is learnt from.
  for (const sample of project.samples) sample.picture = null;
  const old = zip([
    { name: "mien-project.json", bytes: Buffer.from(JSON.stringify(project)), deflate: true },
    { name: "faces.bin", bytes: entry(bytes, "faces.bin"), deflate: true },
  ]);
  await studio.element("to-projects").click();
  await studio.waitForScreen("start");
  await studio.element("open-file").setInputFiles({ name: "old.mien.zip", mimeType: "application/zip", buffer: old });
  await learnsAgain(studio);
});

studio("an old project that the browser kept: likewise", {}, async (studio) => {
  await openLesson(studio);
  await studio.saved();
  await studio.tab.evaluate(keepAsOld, { old: OLD, layers });
  await studio.tab.reload();
  await learnsAgain(studio);
  // It is kept: nothing is left to be done when it is opened next.
  await studio.saved();
  await studio.tab.reload();
  await studio.trained();
  assert.deepEqual(await toasts(studio), []);
});

/** @param {Studio} studio */
async function openLesson(studio) {
  await studio.waitForScreen("start");
  await studio.element("open-file").setInputFiles(LESSON);
  await studio.waitForScreen("work");
  await studio.tab.waitForFunction(() => !(/** @type {HTMLButtonElement} */ (document.getElementById("train")).disabled));
  await studio.train();
}

/** @param {Studio} studio */
const toasts = (studio) => studio.tab.locator("#toasts .toast p").allTextContents();

/** @param {Studio} studio */
async function learnsAgain(studio) {
  await studio.waitForScreen("work");
  assert.deepEqual(await toasts(studio), ["“Lesson” was taught on another version of the network; it is learning again from the samples you kept"]);
  assert.match(await studio.trained(), /Right on \d+%/);
  assert.equal(await studio.element("threshold").inputValue(), "0.65", "what the person chose stays");

  // What it has learnt is of use: the preview shows its classes.
  await studio.element("file").setInputFiles(picturePath("astronaut.jpg"));
  const { bars } = await studio.preview();
  assert.equal(bars.length, 7);
  assert.ok(bars.some((/** @type {any} */ { label }) => label === "smiling"));
}

/**
 * Runs in the page: makes the kept project one of an older network, whose embeddings were of another length.
 * @param {{old: string, layers: unknown}} what
 */
async function keepAsOld({ old, layers }) {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("mien-studio", 1);
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = database.transaction(["projects", "samples"], "readwrite");
  /** @type {[string, (record: any) => void][]} */
  const changes = [
    ["projects", (project) => Object.assign(project, { backbone: old, trained: { ...project.trained, backbone: old, threshold: 0.65, layers } })],
    ["samples", (sample) => (sample.embedding = new Float32Array(112))],
  ];
  for (const [store, change] of changes) {
    const cursor = transaction.objectStore(store).openCursor();
    cursor.onsuccess = () => {
      if (!cursor.result) return;
      const record = cursor.result.value;
      change(record);
      cursor.result.update(record);
      cursor.result.continue();
    };
  }
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}
