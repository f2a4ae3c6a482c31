// <mien-camera> in somebody else's page.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { FACES, faces } from "./support/heads.mjs";
import { withCamera } from "./support/page.mjs";
import { entry } from "./support/zips.mjs";
import { howOften, listenToWidgets, told } from "./support/widget.mjs";

/** @typedef {import("./support/page.mjs").MienPage} MienPage */

const SCREENSHOTS = fileURLToPath(new URL("../../artefacts/screenshots/", import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

const SCRIPT = '<script type="module" src="../widget.js"></script>';

/**
 * A page with a strict policy and with looks that try to get into the widget, in a folder of its own.
 * @param {string} body
 * @param {Record<string, string | Buffer>} [added]
 */
const somewhere = (body, added = {}) => ({
  path: "a/page.html",
  before: [listenToWidgets],
  added: {
    "/a/page.html": `<!doctype html><html lang="en"><head><title>Somebody’s page</title>
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src data:">
      <link rel="icon" href="data:,"><link rel="stylesheet" href="page.css"></head><body><main><h1>Somebody’s page</h1>${body}</main></body></html>`,
    "/a/page.css": "button, p { color: rgb(255, 0, 0) !important; font: 40px serif !important } mien-camera { max-width: 640px }",
    ...added,
  },
});

const OWN = somewhere(`${SCRIPT}<mien-camera src="head.json"></mien-camera>`, { "/a/head.json": FACES });

const camera = withCamera({ shows: ["frame-1.jpg"] });
const denied = withCamera({ answer: "deny" });

camera.test("one script and one element: Start, own classes, events, Stop", OWN, async (page) => {
  const { tab } = page;
  await button(page, "Start").waitFor();
  assert.equal(page.requests.some((url) => url.endsWith(".wasm")), false, "nothing large comes before somebody asks");
  assert.deepEqual(await page.tracks(), []);

  await button(page, "Start").click();
  const ready = await told(tab, "mien-ready");
  assert.deepEqual(ready, { classes: ["Smiling", "Serious", "Surprise"], name: "Three faces", threshold: 0.5 });
  const prediction = await told(tab, "mien-prediction", { after: 3 });
  assert.equal(prediction.faces[0].label, "Smiling");
  assert.equal(prediction.bars.length, 3);
  assert.equal(prediction.status, "1 face: Smiling");
  assert.equal(await tab.locator("mien-camera .status").innerText(), "1 face: Smiling");
  assert.ok((await paintedShare(page)) > 0.001, "the overlay is drawn");
  assert.deepEqual(await page.tracks(), ["live"]);

  await button(page, "Stop").click();
  assert.deepEqual(await page.tracks(), ["ended"]);
  await button(page, "Start").click();
  await told(tab, "mien-prediction", { after: await howOften(tab, "mien-prediction") });
});

camera.test("the page's looks stay outside, its tokens come in, and no global is left", OWN, async (page) => {
  const start = button(page, "Start");
  await start.waitFor();
  const looks = () => start.evaluate((button) => (({ color, fontSize, backgroundColor }) => ({ color, fontSize, backgroundColor }))(getComputedStyle(button)));
  const { color, fontSize } = await looks();
  assert.notEqual(color, "rgb(255, 0, 0)");
  assert.equal(fontSize, "15px");
  await page.tab.locator("mien-camera").evaluate((element) => /** @type {HTMLElement} */ (element).style.setProperty("--mien-accent", "rgb(1, 2, 3)"));
  assert.equal((await looks()).backgroundColor, "rgb(1, 2, 3)");

  const globals = await page.tab.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}));
    frame.remove();
    return Object.getOwnPropertyNames(globalThis).filter((name) => !usual.has(name));
  });
  assert.deepEqual(globals.filter((name) => !["seen", "told"].includes(name) && !/^(?:\d+$|__|Worker$)/.test(name)), []);
});

camera.test("the script twice: the element is registered once", somewhere(`${SCRIPT}<script type="module" src="../widget.js?again"></script><mien-camera></mien-camera>`), async (page) => {
  await button(page, "Start").click();
  const { classes, name } = await told(page.tab, "mien-ready");
  assert.deepEqual([classes.length, name], [7, null]);
});

camera.test("autostart, mirror, threshold and another head, while it runs", somewhere(`${SCRIPT}<mien-camera autostart mirror="off" threshold="1"></mien-camera>`, { "/a/head.json": FACES }), async (page) => {
  const { tab } = page;
  const element = tab.locator("mien-camera");
  assert.equal((await told(tab, "mien-prediction", { after: 2 })).status, "1 face: it has no clear expression");
  const mirrored = () => tab.locator("mien-camera video").evaluate((video) => getComputedStyle(video).transform !== "none");
  assert.equal(await mirrored(), false);
  await element.evaluate((element) => element.removeAttribute("mirror"));
  assert.equal(await mirrored(), true);

  await element.evaluate((element) => {
    element.removeAttribute("threshold");
    element.setAttribute("src", "head.json");
  });
  await told(tab, "mien-ready", { after: 1 });
  const now = await told(tab, "mien-prediction", { after: await howOften(tab, "mien-prediction") });
  assert.equal(now.status, "1 face: Smiling");
  await element.evaluate((element) => element.removeAttribute("src"));
  assert.equal((await told(tab, "mien-ready", { after: 2 })).name, null);
});

/** @type {[string, (element: Element) => void][]} */
const ENDS = [
  ["removed", (element) => element.remove()],
  ["hidden", (element) => void (/** @type {HTMLElement} */ (element).hidden = true)],
  ["made invisible", (element) => void (/** @type {HTMLElement} */ (element).style.visibility = "hidden")],
];
for (const [how, end] of ENDS) {
  camera.test(`the camera stops when the element is ${how}`, OWN, async (page) => {
    await button(page, "Start").click();
    await told(page.tab, "mien-prediction", { after: 1 });
    await page.tab.locator("mien-camera").evaluate(end);
    await camerasEnd(page);
  });
}

camera.test("put elsewhere in the page while it runs, it goes on", OWN, async (page) => {
  await button(page, "Start").click();
  await told(page.tab, "mien-prediction");
  await page.tab.locator("mien-camera").evaluate((element) => document.body.append(element));
  await told(page.tab, "mien-prediction", { after: (await howOften(page.tab, "mien-prediction")) + 2 });
  assert.deepEqual(await page.tracks(), ["live"]);
});

denied.test("denied: an event, a sentence, or the page's own words", somewhere(`${SCRIPT}<mien-camera><p slot="empty">See whether you smile</p></mien-camera>`), async (page) => {
  const { tab } = page;
  await tab.getByText("See whether you smile").waitFor();
  await button(page, "Start").click();
  assert.equal((await told(tab, "mien-error")).code, "denied");
  await tab.getByText("Open the settings beside the page’s address").waitFor();
  assert.equal(await tab.getByText("See whether you smile").isVisible(), false);
  await tab.locator("mien-camera").evaluate((element) => (element.innerHTML = '<p slot="denied">Ask the teacher</p>'));
  await button(page, "Try again").click();
  await tab.getByText("Ask the teacher").waitFor();
});

/** @type {[string, string | undefined, RegExp, string][]} */
const BROKEN = [
  ["missing", undefined, /head\.json could not be fetched \(404\)$/, "load"],
  ["damaged", FACES.slice(0, 500), /^The file with your classes is damaged/, "malformed"],
  ["of another network", faces({ backbone: "00" }), /^“Three faces” was taught on another version/, "outdated"],
];
for (const [what, file, message, code] of BROKEN) {
  camera.test(`a file with classes that is ${what}: an error in place of other classes`, { ...somewhere(`${SCRIPT}<mien-camera src="head.json"></mien-camera>`, file ? { "/a/head.json": file } : {}), expected: /Failed to load resource/ }, async (page) => {
    await button(page, "Start").click();
    const error = await told(page.tab, "mien-error");
    assert.match(error.message, message);
    assert.equal(error.code, code);
    await button(page, "Try again").waitFor();
    assert.equal(await howOften(page.tab, "mien-prediction"), 0);
    // The camera may have been on its way; nobody is left to look at it.
    await camerasEnd(page);
  });
}

for (const [screen, viewport] of Object.entries({ laptop: { width: 900, height: 700 }, phone: { width: 390, height: 844 } })) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    camera.test(`how it looks: ${screen}, ${colorScheme}`, { ...OWN, context: { viewport, colorScheme, reducedMotion: "reduce" } }, async (page) => {
      await button(page, "Start").waitFor();
      await page.tab.screenshot({ path: `${SCREENSHOTS}widget-start-${screen}-${colorScheme}.png` });
      await objections(page);
      await button(page, "Start").click();
      await told(page.tab, "mien-prediction", { after: 10 });
      await page.tab.screenshot({ path: `${SCREENSHOTS}widget-${screen}-${colorScheme}.png` });
      await objections(page);
    });
  }
}

/** @param {MienPage} page */
async function objections(page) {
  await page.tab.evaluate(axe.source);
  const found = await page.tab.evaluate(async () => {
    const { violations } = await /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (globalThis)).axe.run("mien-camera", {
      // It would add style sheets to the page, which the page's policy forbids.
      preload: false,
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`);
  });
  assert.deepEqual(found, []);
}

/**
 * @param {MienPage} page
 * @param {string} name
 */
const button = (page, name) => page.tab.locator("mien-camera").getByRole("button", { name });

/** Waits until the camera that the page was given is off again. @param {MienPage} page */
const camerasEnd = (page) =>
  page.tab.waitForFunction(() => {
    const tracks = /** @type {MediaStreamTrack[]} */ (/** @type {any} */ (globalThis).seen.tracks);
    return tracks.length > 0 && tracks.every(({ readyState }) => readyState === "ended");
  });

/**
 * How much of the overlay is drawn on, 0 to 1.
 * @param {MienPage} page
 * @returns {Promise<number>}
 */
const paintedShare = (page) =>
  page.tab.locator("mien-camera canvas").evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return pixels.filter((value, index) => index % 4 === 3 && value > 0).length / (pixels.length / 4);
  });

const EXPORT = readFileSync(new URL("../data/teachable-machine/image-model.zip", import.meta.url));
const MODEL = Object.fromEntries(["model.json", "weights.bin", "metadata.json"].map((name) => [`/a/fruit/${name}`, entry(EXPORT, name)]));

for (const [what, looksAt, status] of /** @type {const} */ ([
  ["the whole picture", "picture", /^The picture: (Class [12]|Unsure)$/],
  ["each face", "faces", /^1 face: (Class [12]|Unsure)$/],
])) {
  camera.test(`a model of Teachable Machine's names ${what}`, somewhere(`${SCRIPT}<mien-camera src="fruit/" looks-at="${looksAt}"></mien-camera>`, MODEL), async (page) => {
    await button(page, "Start").click();
    assert.deepEqual(await told(page.tab, "mien-ready"), { classes: ["Class 1", "Class 2"], name: "fruit", threshold: 0.4 });
    const prediction = await told(page.tab, "mien-prediction", { after: 2 });
    assert.match(prediction.status, status);
    assert.equal(prediction.faces.length, 1);
  });
}

camera.test("a model that is none is told, and the expressions don't stand in for it", { ...somewhere(`${SCRIPT}<mien-camera src="notes.txt"></mien-camera>`, { "/a/notes.txt": "milk, bread" }) }, async (page) => {
  await button(page, "Start").click();
  const error = await told(page.tab, "mien-error");
  assert.match(error.message, /This is no model that can be read/);
  assert.match(await page.tab.locator("mien-camera .sentence").innerText(), /This is no model/);
});
