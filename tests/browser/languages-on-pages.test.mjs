// Every page in every language: chosen by the browser, the address or the menu; nothing overflows on the narrowest phone.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { LANGUAGES } from "../../www/words/languages.js";

/** @typedef {import("playwright-core").Page} Page */

const SCREENSHOTS = fileURLToPath(new URL("../../artefacts/screenshots/", import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

const camera = withCamera({ shows: ["frame-6.jpg"] });
const NARROW = { width: 320, height: 700 };

/** What stands out of its place or of the window. @param {Page} tab @returns {Promise<string[]>} */
const overflowing = (tab) =>
  tab.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const found = [];
    if (document.documentElement.scrollWidth > clientWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.querySelectorAll("button, a, label, h1, h2, h3, p, summary, option, span, dt, dd, li")) {
      if (!(element instanceof HTMLElement) || !element.checkVisibility() || element.closest(".visually-hidden, svg, pre, .skip")) continue;
      const { left, right, width } = element.getBoundingClientRect();
      const cut = ["hidden", "clip", "auto", "scroll"].includes(getComputedStyle(element).overflowX);
      if (width === 0) continue;
      if ((element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && !cut) || left < -1 || right > clientWidth + 1) {
        found.push(`${element.tagName}#${element.id}.${element.className}: ${element.textContent?.trim().slice(0, 40)}`);
      }
    }
    return found;
  });

for (const language of Object.keys(LANGUAGES)) {
  const context = { viewport: NARROW, reducedMotion: /** @type {const} */ ("reduce") };
  const query = `lang=${language}`;

  camera.test(`${language}: the recognizer, at rest, at work and recorded`, { query, context }, async (page) => {
    const { tab } = page;
    assert.deepEqual(await tab.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [language, language === "ar" ? "rtl" : "ltr"]);
    assert.deepEqual(await overflowing(tab), []);
    await page.start();
    await page.element("record").click();
    await page.nextPredictions(5);
    await page.element("record").click();
    assert.deepEqual(await overflowing(tab), []);
    await tab.screenshot({ path: `${SCREENSHOTS}language-${language}-recognizer.png`, fullPage: true });
    await page.element("about-open").click();
    assert.deepEqual(await overflowing(tab), []);
  });

  camera.test(`${language}: the studio, with a project`, { path: "studio.html", query, context }, async (page) => {
    const { tab } = page;
    await tab.locator("#templates button").first().waitFor();
    assert.deepEqual(await overflowing(tab), []);
    await tab.locator("#templates button").nth(2).click();
    await page.element("project-name").waitFor();
    await tab.locator("details").evaluateAll((all) => all.forEach((one) => one.toggleAttribute("open", true)));
    assert.deepEqual(await overflowing(tab), []);
    await tab.screenshot({ path: `${SCREENSHOTS}language-${language}-studio.png`, fullPage: true });
    if (language !== "en") assert.equal(await tab.evaluate(() => /Neutral\b.*Happiness/s.test(document.body.innerText)), false, "the six are called as people call them there");
  });

  camera.test(`${language}: the examples`, { path: "gallery.html", query, context }, async ({ tab }) => {
    await tab.locator("iframe").first().waitFor();
    assert.deepEqual(await overflowing(tab), []);
    await tab.screenshot({ path: `${SCREENSHOTS}language-${language}-gallery.png`, fullPage: true });
  });
}

camera.test("the browser's language, without being asked", { context: { locale: "fr-CA" } }, async ({ tab }) => {
  assert.equal(await tab.evaluate(() => document.documentElement.lang), "fr");
  await tab.getByRole("button", { name: "Démarrer" }).waitFor();
});

camera.test("a language that there is no folder for: English", { context: { locale: "fi-FI" } }, async ({ tab }) => {
  assert.equal(await tab.evaluate(() => document.documentElement.lang), "en");
  await tab.getByRole("button", { name: "Start", exact: true }).waitFor();
});

camera.test("the menu: chosen here, it holds on the other pages, and labels in events stay what they are", {}, async (page) => {
  const { tab } = page;
  await Promise.all([tab.waitForURL(/lang=es/), page.element("language").selectOption("es")]);
  await page.waitForState("start");
  const [{ faces }] = await page.start();
  assert.ok(faces.every(({ label }) => /^(Anger|Disgust|Fear|Happiness|Sadness|Surprise|Neutral)$/.test(label)));
  assert.match(await tab.locator("#bars").innerText(), /Ira|Enfado|Alegría|Felicidad/);
  await tab.goto(`${page.origin}/studio.html`);
  await tab.locator("#templates button").first().waitFor();
  assert.equal(await tab.evaluate(() => document.documentElement.lang), "es");
});
