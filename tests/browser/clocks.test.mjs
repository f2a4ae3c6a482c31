// Clocks that jump, and devices that sleep: no time is negative, nothing that was seen before is said of now, and what is recorded stays in order.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { change, drawn, face } from "./support/drawn-camera.mjs";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { Studio } from "./support/studio.mjs";

const HOUR = 3_600_000;

/** Runs in the page before its scripts: clocks that a test can set. That of frames goes forward only, as a device's sleep makes it in some systems. */
function clocks() {
  const clocks = { date: 0, frames: 0 };
  Object.assign(globalThis, { clocks });
  const now = performance.now.bind(performance);
  performance.now = () => now() + clocks.frames;
  const RealDate = Date;
  globalThis.Date = /** @type {any} */ (
    class extends RealDate {
      /** @param {...any} given */
      constructor(...given) {
        // @ts-expect-error Its constructor takes anything.
        super(...(given.length > 0 ? given : [RealDate.now() + clocks.date]));
      }
      static now() {
        return RealDate.now() + clocks.date;
      }
    }
  );
}

/** Runs in the page. @param {{date?: number, frames?: number}} set ms ahead of the real ones */
const setClocks = (set) => void Object.assign(/** @type {any} */ (globalThis).clocks, set);

const camera = withCamera({ count: 0 });

camera.test("recorded while the clock is set forth and back, and the device sleeps for ten minutes: in order, and nobody is who was there before", { before: [clocks, drawn], added: face }, async (page) => {
  const { tab } = page;
  const [first] = await page.start();
  await page.element("record").click();
  for (const date of [5 * HOUR, -26 * HOUR, 0]) {
    await tab.evaluate(setClocks, { date });
    await page.nextPredictions(5);
  }
  // Asleep: no picture comes, no timer runs, and afterwards it is ten minutes later.
  await tab.evaluate(change, { draws: false });
  await tab.evaluate(setClocks, { frames: HOUR / 6 });
  await tab.evaluate(change, { draws: true });
  const frames = await page.nextPredictions(10);
  const slept = frames.filter(({ time }) => time > (first?.time ?? 0) + HOUR / 6 - 1000);
  assert.ok(slept.length > 0);
  const [before, after] = [first?.faces[0], slept.at(-1)?.faces[0]];
  assert.ok(before && after && after.id > before.id, "after ten minutes it may be somebody else");

  const [download] = await Promise.all([tab.waitForEvent("download"), (async () => {
    await page.element("record").click();
    await page.element("save-csv").click();
  })()]);
  const [, ...lines] = readFileSync(await download.path(), "utf8").trim().split("\r\n");
  const times = lines.map((line) => Number(line.split(",")[0]));
  assert.deepEqual(times, times.toSorted((a, b) => a - b));
  assert.equal(times[0], 0);
  assert.ok((times.at(-1) ?? 0) > 600 && (times.at(-1) ?? 0) < 1200, `${times.at(-1)} s`);
  assert.ok(!/NaN|-\d/.test(lines.map((line) => line.split(",").filter((_, column) => column !== 2 && column !== 3).join()).join()), "no negative number but a place may be");
  assert.match(download.suggestedFilename(), /^mien-\d{4}-\d\d-\d\dT/);
});

camera.test("the studio's clock is set back by days between two visits: the project is of today, opens and learns", { path: "studio.html", before: [clocks] }, async (page) => {
  const studio = new Studio(page);
  await studio.waitForScreen("start");
  await studio.tab.evaluate(setClocks, { date: 72 * HOUR });
  await studio.create("six");
  await studio.fill(2);
  await studio.saved();
  // A reload sets the clock right.
  await studio.tab.goto(`${page.origin}/studio.html?again`);
  await studio.waitForScreen("start");
  const kept = studio.tab.locator(".kept-open");
  assert.match((await kept.textContent()) ?? "", /today/);
  await kept.click();
  await studio.waitForScreen("work");
  await studio.element("train").click();
  await studio.tab.evaluate(setClocks, { date: -5 * HOUR, frames: HOUR });
  await studio.trained();
  assert.doesNotMatch((await studio.element("training-line").textContent()) ?? "", /-\d|NaN/);
  await studio.upload("Fear", picturePath("grace-hopper.jpg"));
  await studio.saved();
});
