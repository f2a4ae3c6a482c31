// The browser is killed in the middle of saving, again and again: the project opens each time, with all that was said to be saved.
// Five times, or as often as MIEN_KILLS says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE } from "./support/page.mjs";
import { variants } from "./support/pictures.mjs";
import { withProfile } from "./support/profile.mjs";
import { Studio } from "./support/studio.mjs";

const KILLS = Number(process.env.MIEN_KILLS ?? 5);

/** Pictures that are added in a round, of which most are not taken yet when it ends. */
const ADDED = 40;
/** The browser is killed within this time after the first of them was chosen, ms. */
const WITHIN = 3000;

/** Runs in the page: tells how many samples there are, and whether they are said to be saved, whenever that changes. */
function tellSaved() {
  let last = "";
  setInterval(() => {
    const counts = [...document.querySelectorAll(".class-card .count")].map(({ textContent }) => parseInt((textContent ?? "0").replace(",", ""), 10));
    const now = JSON.stringify({ samples: counts.reduce((sum, count) => sum + count, 0), saved: document.getElementById("saved")?.textContent === "Saved in this browser" });
    if (now !== last && counts.length > 0) console.debug(`kept ${(last = now)}`);
  }, 5);
}

/** Whether every kept picture can be read, in the project that is open. */
const wholePictures = async () => {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("mien-studio");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  /** @type {{picture: Blob | null}[]} */
  const samples = await new Promise((resolve) => {
    const request = database.transaction("samples").objectStore("samples").getAll();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  const sizes = await Promise.all(samples.map(async ({ picture }) => picture && (await picture.arrayBuffer()).byteLength));
  return sizes.every((size) => size !== 0);
};

test(`killed ${KILLS} times while it saves: the project opens each time, and nothing that was said to be saved is missing`, { timeout: (KILLS + 2) * PATIENCE }, async (t) => {
  await withProfile({}, async (start, { origin }) => {
    let address = `${origin}/studio.html`;
    /** What was seen in the page before it was killed. */
    let [seen, saved] = [0, 0];
    /** @type {number[]} */
    const missing = [];
    const files = ["angry.jpg", "neutral.jpg", "surprised.jpg", "happy-baby.jpg"].flatMap((name) => variants(name, (KILLS * ADDED) / 4));
    for (let kills = 0; kills <= KILLS; kills += 1) {
      const { open, kill } = await start();
      const page = await open(address, [tellSaved]);
      const { tab } = page;
      const studio = new Studio(page);
      if (kills === 0) await studio.create("empty");
      await studio.waitForScreen("work");
      address = tab.url();
      const { "Class 1": found } = await studio.counts();
      assert.ok(found !== undefined && found >= saved, `after kill ${kills}: ${found} samples, but ${saved} were said to be saved`);
      assert.ok(await tab.evaluate(wholePictures), `after kill ${kills}: a picture is damaged`);
      if (kills > 0) missing.push(Math.max(0, seen - found));
      [seen, saved] = [found, found];
      if (kills === KILLS) break;
      tab.on("console", (message) => {
        const told = /^kept (.*)$/.exec(message.text())?.[1];
        if (!told) return;
        const now = JSON.parse(told);
        seen = now.samples;
        if (now.saved) saved = now.samples;
      });
      await studio.card("Class 1").locator("input[type=file]").setInputFiles(files.splice(0, ADDED));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * WITHIN));
      await kill();
    }
    t.diagnostic(`${missing.length} of ${KILLS} kills recovered, ${saved} samples at last; samples that were seen and are missing, by kill: ${missing.join(" ")}`);
    assert.equal(missing.length, KILLS);
  });
});
