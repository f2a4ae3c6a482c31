// <mien-image>, and looking at a picture, a video or a canvas that the page has already.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { embedding } from "../../support/embedding.mjs";
import { picturePath, videoPath } from "../../support/pictures.mjs";

const { test } = embedding(import.meta.url);

const FILES = {
  "/photo.jpg": readFileSync(picturePath("astronaut.jpg")),
  "/other.jpg": readFileSync(picturePath("grace-hopper.jpg")),
  "/film.webm": readFileSync(videoPath("walking.webm")),
  // A frame around the picture, and a picture that does not fill its place: ours has to lie over what is seen.
  "/page.css": "#photo { width: 300px; height: 200px; object-fit: contain; display: block } #place { position: relative; margin: 20px; padding: 10px; border: 5px solid }",
};

/** The status line of an element, once it says something. @param {import("playwright-core").Page} tab @param {string} which */
async function status(tab, which) {
  const line = tab.locator(`${which} .status`);
  await tab.waitForFunction((which) => document.querySelector(which)?.shadowRoot?.querySelector(".status")?.textContent, which);
  return line.textContent();
}

test("a picture of its own: named, changed, missing", { added: FILES, expected: /404/ }, async ({ tab }) => {
  assert.equal(await status(tab, "#own"), "1 face: it looks happy");
  await tab.locator("#own").evaluate((element) => void (/** @type {any} */ (element).src = "other.jpg"));
  await tab.locator("#own .status").filter({ hasText: /1 face: it looks (?!happy)/ }).waitFor();
  await tab.locator("#own").evaluate((element) => void (/** @type {any} */ (element).src = "none.jpg"));
  await tab.locator("#own .title").filter({ hasText: "This picture can’t be shown" }).waitFor();
  assert.equal(await tab.locator("#own").evaluate((element) => /** @type {any} */ (element).state), "photo");
  await tab.locator("#own").evaluate((element) => void (/** @type {any} */ (element).src = null));
  await tab.locator("#own .title").filter({ hasText: "No picture" }).waitFor();
});

test("an image of the page: ours lies over what is seen of it, and follows it", { added: FILES }, async ({ tab }) => {
  assert.equal(await status(tab, "[for=photo]"), "1 face: it looks happy");
  const rects = () =>
    tab.evaluate(() => {
      const [picture, ours] = ["#photo", "[for=photo]"].map((which) => document.querySelector(which)?.getBoundingClientRect());
      return { picture, ours };
    });
  const { picture, ours } = await rects();
  // 512x512 in 300x200: a square of 200 in the middle.
  assert.deepEqual([ours?.width, ours?.height], [200, 200]);
  assert.deepEqual([(ours?.x ?? 0) - (picture?.x ?? 0), (ours?.y ?? 0) - (picture?.y ?? 0)], [50, 0]);
  await tab.evaluate(() => void (/** @type {HTMLElement} */ (document.querySelector("#photo")).style.width = "200px"));
  await tab.waitForFunction(() => {
    const [picture, ours] = ["#photo", "[for=photo]"].map((which) => document.querySelector(which)?.getBoundingClientRect());
    return picture && ours && picture.x === ours.x && picture.width === 200;
  });
  // Another picture in the same element is looked at, too.
  await tab.evaluate(() => void (/** @type {HTMLImageElement} */ (document.querySelector("#photo")).src = "other.jpg"));
  await tab.waitForFunction(() => /1 face: it looks (?!happy)/.test(document.querySelector("[for=photo]")?.shadowRoot?.querySelector(".status")?.textContent ?? ""));
  // What is the page's stays the page's.
  assert.equal(await tab.locator("#photo").evaluate((photo) => photo.parentElement?.id), "place");
});

test("a video of the page, when it plays; a canvas, whenever it is drawn on", { added: FILES }, async ({ tab }) => {
  await tab.evaluate(() => /** @type {HTMLVideoElement} */ (document.querySelector("#film")).play());
  assert.match((await status(tab, "[for=film]")) ?? "", /^1 face: it looks/);
  const draw = (/** @type {string} */ from) =>
    tab.evaluate(async (from) => {
      const image = new Image();
      image.src = from;
      await image.decode();
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("#drawing"));
      canvas.getContext("2d")?.drawImage(image, 0, 0, 512, 512);
    }, from);
  await draw("photo.jpg");
  await tab.waitForFunction(() => document.querySelector("[for=drawing]")?.shadowRoot?.querySelector(".status")?.textContent === "1 face: it looks happy");
  const { picture, ours } = await tab.evaluate(() => {
    const [picture, ours] = ["#drawing", "[for=drawing]"].map((which) => document.querySelector(which)?.getBoundingClientRect());
    return { picture, ours };
  });
  assert.deepEqual([ours?.x, ours?.y, ours?.width], [picture?.x, picture?.y, picture?.width]);
});

test("for names nothing: an error says what it has to name", { added: FILES }, async ({ tab }) => {
  const error = await tab.evaluate(
    () =>
      new Promise((resolve) => {
        const element = document.createElement("mien-camera");
        element.setAttribute("for", "nowhere");
        element.addEventListener("mien-error", (event) => resolve(/** @type {CustomEvent} */ (event).detail));
        document.body.append(element);
      }),
  );
  assert.equal(error.code, "target");
  assert.match(error.hint, /The attribute for has to name a video, picture or canvas/);
});
