// The examples: each works by itself, as it is copied, and is short enough to read.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";

/** @typedef {import("playwright-core").Page} Page */

const SCREENSHOTS = fileURLToPath(new URL("../../artefacts/screenshots/", import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });
const FOLDER = new URL("../../www/gallery/", import.meta.url);
const camera = withCamera({ shows: ["frame-1.jpg"] });

/** What somebody does with an example, and what is to be seen then. @type {Record<string, (tab: Page) => Promise<void>>} */
const TRIED = {
  async minimal(tab) {
    await tab.getByRole("button", { name: "Start" }).click();
    await tab.locator(".status").filter({ hasText: "1 face: it looks happy" }).waitFor();
  },
  async emoji(tab) {
    await tab.getByRole("button", { name: "Look into the mirror" }).click();
    await tab.waitForFunction(() => /** @type {any} */ (document.querySelector("mien-camera")).state === "running");
  },
  async photos(tab) {
    await tab.locator("input[type=file]").setInputFiles([picturePath("astronaut.jpg"), picturePath("nobody.jpg")]);
    await tab.getByText("astronaut.jpg: Happiness").waitFor();
    await tab.getByText("nobody.jpg: nobody").waitFor();
  },
  async timeline(tab) {
    await tab.getByRole("button", { name: "Start" }).click();
    await tab.waitForTimeout(1500);
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByText("Save as CSV").click()]);
    assert.match(readFileSync(await download.path(), "utf8"), /^seconds,Anger,.*\n\d+\.\d+,0/);
  },
  async game(tab) {
    await tab.getByRole("button", { name: "Start" }).click();
    // Who always looks happy wins as often as it is asked for.
    await tab.waitForFunction(() => document.querySelector("#wanted")?.textContent !== "…");
    await tab.evaluate(() => void (/** @type {HTMLElement} */ (document.querySelector("#wanted")).textContent = "Happiness"));
    await tab.waitForFunction(() => Number(document.querySelector("#score")?.textContent) > 0);
  },
  async two(tab) {
    for (const place of [0, 1]) await tab.getByRole("button", { name: "Start" }).first().click({ trial: place > 1 });
    await tab.locator("mien-camera").nth(0).locator(".status").filter({ hasText: "1 face: it looks happy" }).waitFor();
    await tab.locator("mien-camera").nth(1).locator(".status").filter({ hasText: "1 face: Smiling" }).waitFor();
  },
  async own(tab) {
    await tab.getByRole("button", { name: "Start" }).click();
    await tab.locator("#line").filter({ hasText: /Smiling 0\.\d\d/ }).waitFor();
  },
  async teachable(tab) {
    await tab.getByRole("button", { name: "Start" }).click();
    await tab.locator("#label-container").filter({ hasText: /Class 1: \d\.\d\dClass 2: \d\.\d\d/ }).waitFor();
  },
};

test("every example is tried here, and is under 30 lines", () => {
  const examples = readdirSync(FOLDER).filter((name) => name.endsWith(".html"));
  assert.deepEqual(examples.map((name) => name.replace(".html", "")).sort(), Object.keys(TRIED).sort());
  for (const name of examples) {
    const lines = readFileSync(new URL(name, FOLDER), "utf8").trimEnd().split("\n").length;
    assert.ok(lines < 30, `${name} has ${lines} lines`);
  }
});

for (const [name, attempt] of Object.entries(TRIED)) {
  camera.test(`the example ${name}`, { path: `gallery/${name}.html`, added: { "/favicon.ico": "" } }, ({ tab }) => attempt(tab));
}

camera.test("the page: an example runs in its place, its lines are shown and copied", { path: "gallery.html", context: { permissions: ["clipboard-read", "clipboard-write", "camera"] } }, async ({ tab }) => {
  const article = tab.locator('[data-example="minimal"]');
  await article.locator("iframe").contentFrame().getByRole("button", { name: "Start" }).click();
  await article.locator("iframe").contentFrame().locator(".status").filter({ hasText: "1 face: it looks happy" }).waitFor();
  await article.getByText("Show the lines").click();
  const lines = readFileSync(new URL("minimal.html", FOLDER), "utf8");
  await article.locator("code").filter({ hasText: "mien-camera" }).waitFor();
  assert.equal(await article.locator("code").innerText(), lines);
  await article.getByRole("button", { name: "Copy the page" }).click();
  await article.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), lines);
});

for (const [screen, viewport] of Object.entries({ laptop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } })) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const lang of ["en", "ar"]) {
      camera.test(`how it looks: ${screen}, ${colorScheme}, ${lang}`, { path: "gallery.html", query: `lang=${lang}`, context: { viewport, colorScheme } }, async ({ tab }) => {
        for (const frame of await tab.locator("iframe").all()) await frame.scrollIntoViewIfNeeded();
        await tab.waitForTimeout(500);
        await tab.screenshot({ path: `${SCREENSHOTS}gallery-${screen}-${colorScheme}-${lang}.png`, fullPage: true });
      });
    }
  }
}
