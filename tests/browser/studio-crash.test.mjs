// The studio's worker stops working in the middle of something: it is said, no sample is lost, and what was under way can be done again without a reload.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath, variants } from "./support/pictures.mjs";
import { Studio, studioTests } from "./support/studio.mjs";
import { MienPage } from "./support/page.mjs";
import { endWorkers, keepWorkers } from "./support/workers.mjs";

const browser = withCamera({ shows: ["frame-1.jpg"] });
const test = studioTests(browser);

/**
 * A module that breaks down when one of its functions is called for the nth time, and is whole when it is fetched again.
 * @param {string} type
 * @param {string} method
 * @param {number} nth
 */
function breaking(type, method, nth) {
  let fetched = 0;
  return {
    "/mien-studio.js": (/** @type {Buffer | string} */ original) => `${original}
      const original = ${type}.prototype.${method};
      let calls = 0;
      ${type}.prototype.${method} = function (...given) {
        if (${fetched++} === 0 && (calls += 1) === ${nth}) throw new WebAssembly.RuntimeError("unreachable");
        return original.apply(this, given);
      };`,
  };
}

/** @param {Studio} studio */
const banner = (studio) => studio.element("banner-text").filter({ hasText: "nothing that you gathered is lost" }).waitFor();

/** @param {Studio} studio @param {number} count */
async function add(studio, count) {
  await studio.upload("Class 1", variants("angry.jpg", count));
  await studio.element("intake-close").click();
}

test("while pictures are added: those before are kept, the rest can be added again", { tamper: breaking("SampleExtractor", "faces", 3), expected: /unreachable/ }, async (studio) => {
  await studio.create("empty");
  assert.match(await studio.upload("Class 1", variants("angry.jpg", 10)).then(() => studio.report()), /Mien stopped working/);
  await banner(studio);
  const { "Class 1": kept } = await studio.counts();
  assert.ok(kept !== undefined && kept >= 2, `${kept} samples`);
  await studio.element("intake-close").click();
  await studio.upload("Class 1", picturePath("neutral.jpg"));
  await studio.waitForSamples("Class 1", kept + 1);
  await studio.saved();
  await studio.tab.reload();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), { "Class 1": kept + 1, "Class 2": 0 });
});

test("while it learns: Train works again", { tamper: breaking("HeadFit", "epoch", 3), expected: /unreachable/ }, async (studio) => {
  await studio.create("six");
  await studio.fill(2);
  await studio.element("train").click();
  await banner(studio);
  await studio.tab.waitForFunction(() => !/** @type {HTMLButtonElement} */ (document.getElementById("train")).disabled);
  await studio.train();
  await studio.tab.getByRole("button", { name: "Close", exact: true }).first().click();
  assert.equal(await studio.element("banner").isVisible(), false);
});

test("the worker is ended: noticed at once, and the next picture is taken", { before: [keepWorkers] }, async (studio) => {
  await studio.create("empty");
  await add(studio, 1);
  await endWorkers(studio.tab);
  await banner(studio);
  await studio.upload("Class 1", picturePath("neutral.jpg"));
  assert.deepEqual(await studio.counts(), { "Class 1": 2, "Class 2": 0 });
});

test("the preview's worker is ended: it can be started again", { before: [keepWorkers] }, async (studio) => {
  await studio.create("six");
  await studio.fill(2);
  await studio.train();
  await studio.element("preview-camera").click();
  await studio.preview();
  await studio.tab.evaluate(() => /** @type {any} */ (globalThis).workers.splice(1).forEach((/** @type {Worker} */ worker) => worker.terminate()));
  await studio.element("preview-hint").filter({ hasText: "start it again" }).waitFor();
  const after = await studio.page.reportCount();
  await studio.element("preview-camera").click();
  await studio.page.reportWhere(({ shown }) => shown.length > 0, { after });
});

browser.test("the whole tab crashes: the project opens with all that was saved, and no other tab has it", { path: "studio.html" }, async (page) => {
  const studio = new Studio(page);
  await studio.create("empty");
  await add(studio, 3);
  await studio.saved();
  const address = studio.tab.url();
  const session = await studio.tab.context().newCDPSession(studio.tab);
  const crashed = studio.tab.waitForEvent("crash");
  void session.send("Page.crash").catch(() => {});
  await crashed;
  const tab = await studio.tab.context().newPage();
  await tab.goto(address);
  const again = new Studio(new MienPage(tab, page.site, page.origin));
  await again.waitForScreen("work");
  assert.deepEqual(await again.counts(), { "Class 1": 3, "Class 2": 0 });
});
