// What was seen, recorded where somebody wants it, shown as curves, and saved as a table or for programs.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";

const SCREENSHOTS = fileURLToPath(new URL("../../artefacts/screenshots/", import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

// Faces that change, so that the curves have something to show.
const camera = withCamera({ shows: ["frame-1.jpg", "frame-6.jpg"], repeat: 30 });

/** @param {import("./support/page.mjs").MienPage} page @param {string} id @returns {Promise<{name: string, text: string}>} */
async function saved(page, id) {
  const [download] = await Promise.all([page.tab.waitForEvent("download"), page.element(id).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  camera.test(`recorded, looked at, saved both ways and forgotten (${colorScheme})`, { context: { colorScheme } }, async (page) => {
    const { tab } = page;
    assert.equal(await page.element("record").isDisabled(), true, "nothing to record yet");
    await page.start();
    assert.equal(await page.element("timeline").isVisible(), false, "nothing is kept unless it is asked for");
    await page.element("record").click();
    assert.equal(await page.element("record").getAttribute("aria-pressed"), "true");
    const frames = [];
    for (let seconds = 0; seconds < 3; seconds += 1) frames.push(...(await page.nextPredictions(15)));
    await page.element("record").click();
    await tab.screenshot({ path: `${SCREENSHOTS}recording-${colorScheme}.png`, fullPage: true });

    const csv = await saved(page, "save-csv");
    assert.match(csv.name, /^mien-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.csv$/);
    const [head, ...lines] = csv.text.trim().split("\r\n").map((line) => line.split(","));
    assert.deepEqual(head, ["seconds", "face", "x", "y", "width", "height", "label", "probability", "Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Neutral"]);
    assert.ok(lines.length >= 40, `${lines.length} lines`);
    const times = lines.map(([seconds]) => Number(seconds));
    assert.deepEqual(times, times.toSorted((a, b) => a - b));
    for (const line of lines) assert.ok(Math.abs(line.slice(8).reduce((sum, value) => sum + Number(value), 0) - 1) < 0.001);

    const json = await saved(page, "save-json");
    const recording = JSON.parse(json.text);
    assert.deepEqual([recording.format, recording.classes.length], ["mien-recording", 7]);
    assert.deepEqual(
      recording.frames.flatMap((/** @type {any} */ { faces }) => faces.map((/** @type {any} */ { label }) => label)),
      lines.map(([, , , , , , label]) => label),
    );
    // What the event told is what was kept.
    const kept = recording.frames.map((/** @type {any} */ { faces }) => JSON.stringify(faces.map((/** @type {any} */ { box }) => box)));
    const told = frames.map(({ faces }) => JSON.stringify(faces.map(({ box }) => box)));
    assert.ok(told.filter((boxes) => kept.includes(boxes)).length > 40);

    await page.element("forget").click();
    assert.equal(await page.element("timeline").isVisible(), false);
  });
}

camera.test("the curves are drawn, a colour for each class", {}, async (page) => {
  await page.start();
  await page.element("record").click();
  await page.nextPredictions(40);
  const colours = await page.element("timeline-chart").evaluate((canvas) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
    const pixels = /** @type {HTMLCanvasElement} */ (canvas).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
    const seen = new Set();
    for (let at = 0; at < pixels.length; at += 4) if ((pixels[at + 3] ?? 0) > 250) seen.add([pixels[at], pixels[at + 1], pixels[at + 2]].join());
    return seen.size;
  });
  assert.ok(colours >= 2, `${colours} colours`);
});
