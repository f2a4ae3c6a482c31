// Every attribute, set and cleared, while it runs; each is a property too.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { howOften, told } from "../../support/widget.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-6.jpg"] });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} tab @param {Record<string, unknown>} values of properties; null clears */
const set = (tab, values) => tab.locator("mien-camera").evaluate((element, values) => void Object.assign(element, values), values);

/** @param {Page} tab @param {string} name */
const attribute = (tab, name) => tab.locator("mien-camera").getAttribute(name);

/** The next prediction but one: the first may be from before. @param {Page} tab */
const next = async (tab) => told(tab, "mien-prediction", { after: (await howOften(tab, "mien-prediction")) + 1 });

/** @param {Page} tab */
async function start(tab) {
  await button({ tab }, "Start").click();
  await told(tab, "mien-prediction", { after: 1 });
}

test("properties have their defaults, and attributes come and go with them", {}, async ({ tab }) => {
  const values = await tab.locator("mien-camera").evaluate((element) => {
    const { src, looksAt, camera, mirror, detector, size, overlay, maxFaces, minFace, threshold, region, theme, autostart, controls, base, htmlFor } = /** @type {any} */ (element);
    return { src, looksAt, camera, mirror, detector, size, overlay, maxFaces, minFace, threshold, region, theme, autostart, controls, base, htmlFor };
  });
  assert.deepEqual(values, {
    src: null, looksAt: "picture", camera: "front", mirror: null, detector: "auto", size: null, overlay: "chips", maxFaces: null, minFace: null,
    threshold: null, region: null, theme: "auto", autostart: false, controls: true, base: null, htmlFor: null,
  });
  await set(tab, { maxFaces: 2, region: { x: 0, y: 0, width: 0.5, height: 1 }, mirror: false, threshold: 0.9 });
  assert.deepEqual(await Promise.all(["max-faces", "region", "mirror", "threshold"].map((name) => attribute(tab, name))), ["2", "0 0 0.5 1", "off", "0.9"]);
  await set(tab, { maxFaces: null, region: null, mirror: null, threshold: null });
  assert.deepEqual(await Promise.all(["max-faces", "region", "mirror", "threshold"].map((name) => attribute(tab, name))), [null, null, null, null]);
  // What makes no sense is as if it were not there.
  await tab.locator("mien-camera").evaluate((element) => {
    element.setAttribute("max-faces", "many");
    element.setAttribute("overlay", "stars");
    element.setAttribute("region", "0 0 2");
  });
  const odd = await tab.locator("mien-camera").evaluate((element) => [/** @type {any} */ (element).maxFaces, /** @type {any} */ (element).overlay, /** @type {any} */ (element).region]);
  assert.deepEqual(odd, [null, "chips", null]);
});

test("max-faces, min-face and region say which faces count", {}, async ({ tab }) => {
  await start(tab);
  const faces = async () => (await next(tab)).faces;
  const all = await faces();
  assert.equal(all.length, 6);
  await set(tab, { maxFaces: 2 });
  const two = await faces();
  assert.equal(two.length, 2);
  const area = (/** @type {any} */ { box }) => box.width * box.height;
  const largest = all.map(area).sort((/** @type {number} */ a, /** @type {number} */ b) => b - a);
  assert.ok(Math.min(...two.map(area)) >= largest[2] * 0.95, "the largest ones");
  await set(tab, { maxFaces: null, region: { x: 0, y: 0, width: 0.5, height: 1 } });
  const left = await faces();
  assert.ok(left.length > 0 && left.length < 6);
  assert.ok(left.every((/** @type {any} */ { box }) => box.x + box.width / 2 <= 320));
  await set(tab, { region: null, minFace: 2000 });
  assert.deepEqual(await faces(), []);
  await set(tab, { minFace: null });
  assert.equal((await faces()).length, 6);
});

test("mirror, threshold, overlay, size and detector", {}, async ({ tab }) => {
  await set(tab, { threshold: 1 });
  await start(tab);
  assert.match((await next(tab)).status, /no clear expression/);
  await set(tab, { threshold: null });
  await tab.locator("mien-camera .status").filter({ hasText: "looks" }).waitFor();
  const mirrored = () => tab.locator("mien-camera video").evaluate((video) => getComputedStyle(video).transform !== "none");
  assert.equal(await mirrored(), true);
  await set(tab, { mirror: false });
  assert.equal(await mirrored(), false);
  await set(tab, { mirror: null });
  assert.equal(await mirrored(), true);

  const painted = () =>
    tab.locator("mien-camera canvas").evaluate((canvas) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
      const pixels = /** @type {HTMLCanvasElement} */ (canvas).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      return pixels.filter((value, index) => index % 4 === 3 && value > 0).length / (pixels.length / 4);
    });
  const shares = [];
  for (const overlay of ["none", "chips", "emoji"]) {
    await set(tab, { overlay });
    await next(tab);
    shares.push(await painted());
  }
  const [none = 0, chips = 0, emoji = 0] = shares;
  assert.equal(none, 0);
  assert.ok(chips > 0.005 && emoji > chips, `${shares}`);
  const bars = tab.locator("mien-camera .bars");
  assert.equal(await bars.isVisible(), false);
  await set(tab, { overlay: "bars" });
  await bars.filter({ hasText: /Happiness\s*[01]\.\d\d/ }).waitFor();
  await set(tab, { overlay: null, size: 96, detector: "built-in" });
  assert.ok((await next(tab)).faces.length < 6, "what is shown that small loses faces");
  await set(tab, { size: null, detector: null });
  assert.equal((await next(tab)).faces.length, 6);
});

test("theme, controls, lang and camera", {}, async ({ tab }) => {
  await start(tab);
  const theme = () => tab.locator("mien-camera .theme").getAttribute("data-theme");
  await set(tab, { theme: "dark" });
  assert.equal(await theme(), "dark");
  await set(tab, { theme: null });
  assert.equal(await theme(), "light");
  await set(tab, { controls: false });
  assert.equal(await button({ tab }, "Stop").isVisible(), false);
  await set(tab, { controls: null });
  await button({ tab }, "Stop").waitFor();
  // A language is the one that is set here, else the page's around it.
  await set(tab, { lang: "de" });
  await tab.locator("mien-camera .status").filter({ hasText: /6 Gesichter/ }).waitFor();
  await tab.locator("mien-camera").evaluate((element) => element.removeAttribute("lang"));
  await tab.locator("mien-camera .status").filter({ hasText: /6 faces/ }).waitFor();
  await set(tab, { camera: "rear" });
  await told(tab, "mien-prediction", { after: (await howOften(tab, "mien-prediction")) + 2 });
  assert.equal(await tab.locator("mien-camera video").evaluate((video) => getComputedStyle(video).transform), "none", "what looks at the world is no mirror");
});

test("autostart, and a base of one's own", {}, async ({ tab }, mien) => {
  await tab.evaluate((base) => {
    document.querySelector("mien-camera")?.remove();
    document.body.append(Object.assign(document.createElement("mien-camera"), { autostart: true, base }));
  }, `http://127.0.0.1:${mien.port}/`);
  await tab.locator("mien-camera .status").filter({ hasText: /6 faces/ }).waitFor();
});
