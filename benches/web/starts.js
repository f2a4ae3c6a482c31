// From navigation to the first labelled face: each time in a context that has seen nothing yet.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.js";

const PICTURE = fileURLToPath(new URL("../../tests/data/pictures/frame-1.jpg", import.meta.url));
const PATIENCE = 60_000;

/**
 * So long a new page stands empty before it goes anywhere, ms: meanwhile the browser takes the context before it down, and sets the new one up, a window
 * with tool bars that are pages themselves. What of that is left counts as the start of whoever comes next: some 150 ms of a processor after 400 ms,
 * 4 after 1200.
 */
const SETTLE = 1200;

/** The fake camera's film: one picture, standing still. Motion JPEG is JPEGs one after the other. */
export async function makeFilm(file) {
  const jpeg = await readFile(PICTURE);
  await writeFile(file, Buffer.concat(Array(30).fill(jpeg)));
}

/** Pages of one context, with everything that goes wrong in them turned into an error here. */
export async function open(browser, origin, path, prepare = async (_page) => {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) complaints.push(`asks for ${url}`);
  });
  await prepare(page);
  await page.waitForTimeout(SETTLE);
  await page.goto(origin + path);
  return { context, page, complaints };
}

/** @typedef {{origin: string, sent: string[]}} Server */

/**
 * Starts them in turns, so that noise hits all alike.
 * @param {{name: string, camera: string, server: Server}[]} contestants
 * @param {string} film that the camera plays
 * @param {number} starts that are counted
 * @param {(text: string) => void} say
 * @returns {Promise<{times: number[], sent: string[]}[]>} ms of every start, and the files that the last one was sent
 */
export async function measureStarts(contestants, film, starts, say) {
  const browser = await launch(film);
  const results = contestants.map(() => ({ times: [], sent: [] }));
  // One start more than is counted: the first one also starts the browser's own camera service.
  for (let start = -1; start < starts; start++) {
    if (start >= 0) say(`start ${start + 1} of ${starts}`);
    for (const [index, { name, camera, server }] of contestants.entries()) {
      server.sent.length = 0;
      /** @type {(ms: number) => void} */
      let labelled = () => {};
      const firstLabelledFace = new Promise((resolve) => (labelled = resolve));
      const { context, complaints } = await open(browser, server.origin, camera, async (page) => {
        await page.exposeFunction("labelled", (ms) => labelled(ms));
        await page.addInitScript(() => {
          addEventListener("mien-prediction", (event) => {
            const { faces } = /** @type {CustomEvent} */ (event).detail;
            // performance.now() counts from the navigation.
            if (faces.length > 0 && faces[0].label) /** @type {any} */ (window).labelled(performance.now());
          });
        });
      });
      const tooLate = new Promise((resolve) => setTimeout(resolve, PATIENCE).unref());
      const ms = await Promise.race([firstLabelledFace, tooLate]);
      if (ms === undefined) throw new Error(`${name} labels no face: ${complaints.join("; ")}`);
      if (complaints.length > 0) throw new Error(`${name}: ${complaints.join("; ")}`);
      if (start >= 0) {
        results[index].times.push(ms);
        results[index].sent = [...server.sent];
      }
      await context.close();
    }
  }
  await browser.close();
  return results;
}
