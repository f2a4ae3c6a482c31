// A person's own classes in the recogniser: from a link, or left by the studio.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { alphaAt } from "./support/canvas.mjs";
import { FACES, FACES_LINK, faces } from "./support/heads.mjs";
import { PATIENCE, withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";

/** @typedef {import("./support/page.mjs").MienPage} MienPage */

const SCREENSHOTS = fileURLToPath(new URL("../../artefacts/screenshots/", import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

const OWN = ["Smiling", "Serious", "Surprise"];
const EXPRESSIONS = ["Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Neutral"];

const photos = withCamera({ count: 0 });
const camera = withCamera({ shows: ["frame-6.jpg"] });

photos.test("a link opens straight with its classes: bars, line, event, sentence, threshold", { fragment: `head=${FACES_LINK}` }, async (page) => {
  await classesAre(page, OWN);
  assert.equal(await line(page), "Your classes: Three faces");
  assert.equal(await page.element("threshold").inputValue(), "0.5");

  const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(faces[0].label, "Smiling");
  assert.deepEqual(Object.keys(faces[0].probabilities), OWN);
  assert.equal(await page.element("sentence").innerText(), "1 face: Smiling");
});

photos.test("the seven expressions: no line about classes, and a way to the studio", {}, async (page) => {
  await classesAre(page, EXPRESSIONS);
  assert.equal(await page.element("own").isVisible(), false);
  assert.equal(await page.element("teach").getAttribute("href"), "studio.html");
});

camera.test("a link that is opened in the page as it runs, and back", { query: "emoji=1" }, async (page) => {
  await page.start();
  await page.tab.evaluate((link) => void (location.hash = `head=${link}`), FACES_LINK);
  await page.reportWhere(({ bars }) => bars.length === OWN.length);
  await classesAre(page, OWN);
  // Own classes have no emoji: their chips stay.
  const { shown } = await page.reportWhere(({ shown }) => shown.some((/** @type {any} */ face) => face.class === OWN.indexOf("Smiling")));
  const { chip } = shown.find((/** @type {any} */ face) => face.class === OWN.indexOf("Smiling"));
  assert.ok((await alphaAt(page, chip.x + 2, chip.y + chip.height / 2)) > 0, "a chip");

  await page.element("own-back").click();
  await page.reportWhere(({ bars }) => bars.length === EXPRESSIONS.length);
  await classesAre(page, EXPRESSIONS);
  assert.equal(await page.element("own").isVisible(), false);
  assert.equal(new URL(page.tab.url()).hash, "");
  assert.match(page.tab.url(), /emoji=1/);
});

photos.test("classes that the studio left stay after a reload, until they are sent away", {}, async (page) => {
  await page.tab.evaluate((text) => localStorage.setItem("mien-head", text), FACES);
  await page.tab.reload();
  await classesAre(page, OWN);
  const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("surprised.jpg")));
  assert.equal(faces[0].label, "Surprise");

  await page.element("own-back").click();
  await classesAre(page, EXPRESSIONS);
  const report = await page.reportWhere(({ bars }) => bars.length === EXPRESSIONS.length);
  assert.deepEqual(Object.keys(report.faces[0].probabilities), EXPRESSIONS, "the photo was looked at again");
  await page.tab.reload();
  await classesAre(page, EXPRESSIONS);
});

photos.test("a link counts more than what the studio left", { fragment: `head=${FACES_LINK}`, before: [leaveOther] }, async (page) => {
  await classesAre(page, OWN);
});

photos.test("classes of the studio in another tab come at once", {}, async (page) => {
  await classesAre(page, EXPRESSIONS);
  const other = await page.tab.context().newPage();
  await other.goto(`${page.origin}/bundle/index.html`);
  await other.evaluate((text) => localStorage.setItem("mien-head", text), FACES);
  await classesAre(page, OWN);
});

/** @type {[string, string, RegExp][]} */
const DAMAGED = [
  ["a link that was cut", FACES_LINK.slice(0, -40), /^The link is damaged: .*a chat program may have cut it\. These are Mien’s own expressions$/],
  ["a link that is none", "hello", /^The link is damaged/],
];
for (const [what, link, expected] of DAMAGED) {
  photos.test(`${what}: a sentence, and the seven expressions`, { fragment: `head=${link}` }, async (page) => {
    await classesAre(page, EXPRESSIONS);
    assert.match(await line(page), expected);
    const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
    assert.equal(faces[0].label, "Happiness");
    await page.element("own-back").click();
    await page.element("own").waitFor({ state: "hidden" });
  });
}

photos.test("kept classes of another network: a sentence, and the seven expressions", { before: [leaveOther] }, async (page) => {
  await classesAre(page, EXPRESSIONS);
  assert.match(await line(page), /^“Old” was taught on another version of the network; open the project in the studio and train it again\. /);
});

photos.test("storage is forbidden: the page works", { before: [forbidStorage], fragment: `head=${FACES_LINK}` }, async (page) => {
  await classesAre(page, OWN);
  await page.element("own-back").click();
  await classesAre(page, EXPRESSIONS);
});

photos.test("names are text, never HTML, however they look", {}, async (page) => {
  const labels = ['<img src=x onerror="document.title=1">', "a".repeat(100), "תודה 😀"];
  await page.tab.evaluate((text) => localStorage.setItem("mien-head", text), faces({ name: "<b>Bold</b>", labels }));
  await page.tab.reload();
  await classesAre(page, labels);
  assert.equal(await line(page), "Your classes: <b>Bold</b>");
  await page.predictionsOf(() => page.choose(picturePath("frame-6.jpg")));
  assert.equal(await page.tab.locator("#results img, #results b").count(), 0);
  assert.notEqual(await page.tab.title(), "1");
  const width = await page.element("overlay").evaluate((canvas) => canvas.clientWidth);
  for (const { chip } of (await page.lastReport()).shown) assert.ok(chip.width <= 301 && chip.x + chip.width <= width + 0.5);
  await page.tab.setViewportSize({ width: 320, height: 700 });
  assert.ok(await page.tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
});

photos.test("bars and overlay share a colour for each of many classes", {}, async (page) => {
  const { layers } = JSON.parse(FACES);
  const labels = Array.from({ length: 12 }, (_, index) => (index === 3 ? "Happiness" : `Face ${index + 1}`));
  const copies = { bias: labels.map(() => 0), weights: Array.from({ length: layers[0].weights.length / 3 }, () => labels.map(() => 0)).flat() };
  await page.tab.evaluate((text) => localStorage.setItem("mien-head", text), faces({ labels, layers: [copies] }));
  await page.tab.reload();
  await classesAre(page, labels);
  const { tones, happiness } = await page.tab.evaluate(() => ({
    tones: [...document.querySelectorAll(".bar-fill")].map((fill) => getComputedStyle(fill).backgroundColor),
    happiness: getComputedStyle(document.documentElement).getPropertyValue("--happiness"),
  }));
  assert.equal(new Set(tones).size, labels.length, tones.join(" "));
  assert.equal(tones[3], rgb(happiness), "a name that everybody knows keeps its colour");
});

for (const [screen, viewport] of Object.entries({ laptop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    camera.test(`how it looks: ${screen}, ${colorScheme}`, { fragment: `head=${FACES_LINK}`, context: { viewport, colorScheme, reducedMotion: "reduce" } }, async (page) => {
      await page.start();
      await page.nextPredictions(10);
      await page.element("pause").click();
      assert.equal(await swatchColour(page, "Smiling"), rgb("#f2b632"), "the first token, in the dark of the overlay");
      await page.element("pause").click();
      await page.nextPredictions(2);
      await page.tab.screenshot({ path: `${SCREENSHOTS}own-classes-${screen}-${colorScheme}.png`, fullPage: screen === "phone" });
      await page.tab.evaluate(axe.source);
      const objections = await page.tab.evaluate(async () => {
        const { violations } = await /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (globalThis)).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`);
      });
      assert.deepEqual(objections, []);
      await page.tab.evaluate(() => void (location.hash = "head=broken"));
      await page.tab.locator("#own[data-error]").waitFor();
      await page.nextPredictions(3);
      await page.tab.screenshot({ path: `${SCREENSHOTS}own-classes-damaged-${screen}-${colorScheme}.png`, fullPage: screen === "phone" });
    });
  }
}

/**
 * Waits until the bars are those of these classes.
 * @param {MienPage} page
 * @param {string[]} wanted
 */
async function classesAre(page, wanted) {
  const names = () => page.tab.locator(".bar-name").allInnerTexts();
  await page.tab
    .waitForFunction((wanted) => JSON.stringify([...document.querySelectorAll(".bar-name")].map((name) => name.textContent)) === wanted, JSON.stringify(wanted), { timeout: PATIENCE })
    .catch(async () => assert.deepEqual(await names(), wanted));
}

/** @param {MienPage} page */
async function line(page) {
  await page.element("own-line").waitFor();
  return page.element("own-line").innerText();
}

/** Runs in the page: what an older version of the studio left. */
function leaveOther() {
  localStorage.setItem(
    "mien-head",
    JSON.stringify({ format: "mien-head", version: 1, name: "Old", labels: ["A", "B"], backbone: "00", threshold: 0.4, layers: [] }),
  );
}

/** Runs in the page: a browser that keeps nothing. */
function forbidStorage() {
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  });
}

/**
 * The colour of the swatch in the chip of a face.
 * @param {MienPage} page
 * @param {string} name
 */
async function swatchColour(page, name) {
  const { shown, bars } = await page.lastReport();
  const { chip } = shown.find((/** @type {any} */ face) => bars[face.class]?.label === name);
  return page.element("overlay").evaluate(
    (canvas, { x, y }) => {
      if (!(canvas instanceof HTMLCanvasElement)) return "";
      const sharpness = canvas.width / canvas.clientWidth;
      const [red, green, blue] = canvas.getContext("2d")?.getImageData(x * sharpness, y * sharpness, 1, 1).data ?? [];
      return `rgb(${red}, ${green}, ${blue})`;
    },
    { x: chip.x + 15, y: chip.y + chip.height / 2 },
  );
}

/** @param {string} hex */
function rgb(hex) {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.trim().slice(at, at + 2), 16));
  return `rgb(${channels.join(", ")})`;
}
