// An element that goes leaves nothing behind: no camera, no worker, no timer, no memory.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { howOften, told } from "../../support/widget.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });

/** @param {() => Promise<boolean> | boolean} holds @param {string} what */
async function soon(holds, what) {
  for (let tries = 0; tries < 80 && !(await holds()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(await holds(), what);
}

test("removed while the browser asks: the camera is let go as soon as it comes", {
  before: [
    () => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wish) => {
        await new Promise((resolve) => Object.assign(globalThis, { answer: resolve }));
        return ask(wish);
      };
    },
  ],
}, async (page) => {
  const { tab } = page;
  await button(page, "Start").click();
  await tab.waitForFunction(() => "answer" in globalThis);
  await tab.locator("mien-camera").evaluate((element) => element.remove());
  await tab.evaluate(() => /** @type {any} */ (globalThis).answer());
  await soon(async () => (await page.tracks()).join() === "ended", "the camera's light is off");
  await soon(() => tab.workers().length === 0, "no worker is left");
  assert.equal(await howOften(tab, "mien-prediction"), 0);
});

test("removed while Mien is on its way", { tamper: { "/model/expression.bpk": (whole) => new Promise((resolve) => setTimeout(resolve, 1000, whole)) } }, async (page) => {
  const { tab } = page;
  await button(page, "Start").click();
  await told(tab, "mien-state", { after: 1 });
  await tab.locator("mien-camera").evaluate((element) => element.remove());
  await soon(() => tab.workers().length === 0, "no worker is left");
  await soon(async () => (await page.tracks()).every((state) => state === "ended"), "no camera is left");
});

/** Counts what waits for a time or a frame: it runs in the page before its scripts. */
function countTimers() {
  const pending = { timeouts: new Set(), intervals: new Set(), frames: new Set() };
  Object.assign(globalThis, { pending });
  const { setTimeout, clearTimeout, setInterval, clearInterval, requestAnimationFrame, cancelAnimationFrame } = globalThis;
  /** @type {any} */ (globalThis).setTimeout = (/** @type {any} */ run, /** @type {number} */ wait, /** @type {any[]} */ ...args) => {
    const id = setTimeout(() => {
      pending.timeouts.delete(id);
      run(...args);
    }, wait);
    pending.timeouts.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => (pending.timeouts.delete(id), clearTimeout(id));
  /** @type {any} */ (globalThis).setInterval = (/** @type {any[]} */ ...args) => {
    const id = /** @type {any} */ (setInterval)(...args);
    pending.intervals.add(id);
    return id;
  };
  globalThis.clearInterval = (id) => (pending.intervals.delete(id), clearInterval(id));
  globalThis.requestAnimationFrame = (run) => {
    const id = requestAnimationFrame((time) => {
      pending.frames.delete(id);
      run(time);
    });
    pending.frames.add(id);
    return id;
  };
  globalThis.cancelAnimationFrame = (id) => (pending.frames.delete(id), cancelAnimationFrame(id));
}

for (const [when, reach] of /** @type {[string, (page: import("../../support/page.mjs").MienPage) => Promise<unknown>][]} */ ([
  ["while it starts", (page) => told(page.tab, "mien-state", { after: 1 })],
  ["while it runs", (page) => told(page.tab, "mien-prediction", { after: 5 })],
])) {
  test(`removed ${when}: no timer is left, and no frame is asked for`, { before: [countTimers] }, async (page) => {
    const { tab } = page;
    await button(page, "Start").click();
    await reach(page);
    await tab.locator("mien-camera").evaluate((element) => element.remove());
    const left = () => tab.evaluate(() => Object.values(/** @type {any} */ (globalThis).pending).map((set) => set.size));
    await soon(async () => (await left()).every((count) => count === 0), "no timer is left");
    // None comes back.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await left(), [0, 0, 0]);
  });
}

/** Cycles of adding and removing before memory is compared, and between the comparisons. */
const CYCLES = { first: 10, then: 100 };
/** By how much it may grow all the same. */
const GROWTH = 1.05;

/** What V8 compiles for functions that are called often lies on the same heap, and is nothing that is left behind. */
const counted = embedding(import.meta.url, { shows: ["frame-1.jpg"], flags: ["--js-flags=--no-sparkplug,--no-maglev,--no-opt,--no-lazy-feedback-allocation"] });

for (const [beside, page] of [["one that waits", "page.html"], ["one that runs, whose worker they share", "running.html"]]) {
  counted.test(`${CYCLES.then} times added, started and removed, beside ${beside}: memory is what it was`, { page }, async ({ tab }) => {
    const session = await tab.context().newCDPSession(tab);
    const memory = async () => {
      // What elements hold is let go of in several rounds.
      for (let round = 0; round < 5; round += 1) {
        await session.send("HeapProfiler.collectGarbage");
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
      return { usedSize, nodes, jsEventListeners };
    };
    const cycles = (/** @type {number} */ count) =>
      tab.evaluate(async (count) => {
        for (let cycle = 0; cycle < count; cycle += 1) {
          const element = document.createElement("mien-camera");
          document.body.append(element);
          // Every tenth one lives long enough to see something.
          if (cycle % 10 === 0) {
            const seen = new Promise((resolve) => element.addEventListener("mien-prediction", resolve, { once: true }));
            await /** @type {any} */ (element).start();
            await seen;
          } else await new Promise((resolve) => setTimeout(resolve));
          element.remove();
          await new Promise((resolve) => setTimeout(resolve));
        }
        /** @type {any} */ (globalThis).told.length = 0;
        const { seen } = /** @type {any} */ (globalThis);
        for (const list of [seen.predictions, seen.reports, seen.tracks]) list.length = 0;
      }, count);
    await cycles(CYCLES.first);
    const before = await memory();
    await cycles(CYCLES.then);
    const alone = page === "page.html";
    await soon(() => tab.workers().length === (alone ? 0 : 1), "no worker is left");
    const after = await memory();
    for (const [what, size] of Object.entries(before)) {
      const now = after[/** @type {keyof typeof after} */ (what)];
      assert.ok(now <= size * GROWTH + 20, `${what}: ${size} before, ${now} after`);
    }
  });
}
