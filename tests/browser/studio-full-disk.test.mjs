// There is no room left in the middle of a save: it is said, nothing that was saved is lost, work goes on, and what is not saved can be taken along as a file.

import assert from "node:assert/strict";
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { PATIENCE, withCamera } from "./support/page.mjs";
import { variants } from "./support/pictures.mjs";
import { noSmallDisk, withProfile } from "./support/profile.mjs";
import { Studio, studioTests } from "./support/studio.mjs";

/** @param {Studio} studio @param {string} name @param {number} [count] */
async function add(studio, name, count = 1) {
  const before = (await studio.counts())[name] ?? 0;
  await studio.card(name).locator("input[type=file]").setInputFiles(variants("angry.jpg", before + count).slice(before));
  await studio.waitForSamples(name, before + count);
  await studio.element("intake-close").click();
}

/** @param {Studio} studio */
async function saidFull(studio) {
  await studio.element("banner-text").filter({ hasText: "no room left" }).waitFor();
  assert.equal(await studio.element("saved").textContent(), "Not saved");
}

/** Writes until nothing more fits. @param {string} path */
function fill(path) {
  const file = openSync(path, "w");
  for (let bytes = 1 << 20; bytes >= 1; ) {
    try {
      writeSync(file, Buffer.alloc(bytes));
    } catch {
      bytes >>= 1;
    }
  }
  closeSync(file);
}

for (const next of ["room is made", "the browser is killed"]) {
  test(`the disk is full, and ${next}`, { timeout: 4 * PATIENCE, skip: noSmallDisk() }, async () => {
    await withProfile({ disk: "160m" }, async (start, { origin, profile }) => {
      const filler = join(profile, "filler");
      const first = await start();
      const page = await first.open(`${origin}/studio.html`);
      const studio = new Studio(page);
      // Another project has nothing to do with it.
      await studio.create("empty");
      await add(studio, "Class 2");
      await studio.saved();
      const other = studio.tab.url();
      await studio.element("to-projects").click();
      await studio.create("empty");
      await add(studio, "Class 1", 3);
      await studio.saved();
      const address = studio.tab.url();

      fill(filler);
      await add(studio, "Class 1", 3);
      await saidFull(studio);
      // Work goes on, and the banner stays.
      await add(studio, "Class 2", 2);
      await saidFull(studio);
      assert.deepEqual(await studio.counts(), { "Class 1": 6, "Class 2": 2 });

      const downloads = mkdtempSync(join(tmpdir(), "mien-downloads-"));
      const session = await studio.tab.context().newCDPSession(studio.tab);
      await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
      await studio.tab.getByRole("button", { name: "Save as a file" }).first().click();
      for (const end = Date.now() + PATIENCE; Date.now() < end && !readdirSync(downloads).some((name) => name.endsWith(".zip")); ) await new Promise((resolve) => setTimeout(resolve, 100));
      assert.ok(readdirSync(downloads).some((name) => name.endsWith(".mien.zip")), readdirSync(downloads).join());
      rmSync(downloads, { recursive: true });

      if (next === "room is made") {
        rmSync(filler);
        await add(studio, "Class 2");
        await studio.saved();
        assert.equal(await studio.element("banner").isVisible(), false);
      }
      await first.kill();
      rmSync(filler, { force: true });
      assert.ok(existsSync(profile));

      const second = await start();
      const again = new Studio(await second.open(address));
      await again.waitForScreen("work");
      const found = await again.counts();
      if (next === "room is made") assert.deepEqual(found, { "Class 1": 6, "Class 2": 3 });
      else assert.ok((found["Class 1"] ?? 0) >= 3, JSON.stringify(found));
      const untouched = new Studio(await second.open(other));
      await untouched.waitForScreen("work");
      assert.deepEqual(await untouched.counts(), { "Class 1": 0, "Class 2": 1 });
    });
  });
}

const inBrowser = studioTests(withCamera({ count: 0 }));

/** What some samples need, bytes. */
const QUOTA = 300_000;

inBrowser("the browser gives no more room, then some again", {}, async (studio) => {
  await studio.waitForScreen("start");
  const session = await studio.tab.context().newCDPSession(studio.tab);
  const { origin } = studio.page;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: QUOTA });
  await studio.create("empty");
  await add(studio, "Class 1", 3);
  await studio.saved();
  for (let rounds = 0; rounds < 10 && !(await studio.element("banner").isVisible()); rounds += 1) await add(studio, "Class 1", 9);
  await saidFull(studio);
  await add(studio, "Class 2", 2);
  const counts = await studio.counts();
  const { name } = await studio.download(() => studio.tab.getByRole("button", { name: "Save as a file" }).first().click());
  assert.match(name, /\.mien\.zip$/);

  // Who comes back to the page finds it saved.
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1e9 });
  // The browser believes for half a minute what it knew of the room.
  for (const end = Date.now() + 2 * PATIENCE; Date.now() < end && (await studio.element("saved").textContent()) !== "Saved in this browser"; ) {
    await studio.tab.evaluate(() => dispatchEvent(new Event("focus")));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await studio.saved();
  assert.equal(await studio.element("banner").isVisible(), false);
  await studio.tab.reload();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), counts);
});
