// Looks at a state of a page: axe-core finds nothing to object to, nothing is wider than the screen, what can be pressed is large enough
// for a finger, and a picture is kept for people to look at in artefacts/screenshots/.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";

const FOLDER = fileURLToPath(new URL("../../../artefacts/screenshots/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const THEMES = /** @type {const} */ (["light", "dark"]);

/**
 * @param {import("./page.mjs").MienPage} page
 * @param {string} name of the pictures
 * @param {Record<string, { width: number, height: number }>} screens
 * @param {string} [shown] id of what is scrolled to
 */
export async function lookAt(page, name, screens, shown) {
  await page.tab.evaluate(axe.source);
  for (const [screen, size] of Object.entries(screens)) {
    await resize(page, size);
    if (shown) await page.element(shown).evaluate((element) => element.scrollIntoView());
    for (const theme of THEMES) {
      await paint(page, theme);
      await page.tab.screenshot({ path: `${FOLDER}${name}-${screen}-${theme}.png` });
      assert.deepEqual(await objections(page), [], `axe-core, ${screen}, ${theme}`);
    }
    await fits(page);
  }
}

/**
 * Also waits until what is drawn has come to rest on the stage's new size.
 * @param {import("./page.mjs").MienPage} page
 * @param {{ width: number, height: number }} size
 */
async function resize(page, size) {
  if (JSON.stringify(page.tab.viewportSize()) === JSON.stringify(size)) return;
  const reports = await page.reportCount();
  await page.tab.setViewportSize(size);
  if (reports === 0 || !(await page.element("picture").count())) return;
  await page.reportCount({ atLeast: reports + ((await page.state()) === "running" ? 15 : 1) });
}

/**
 * @param {import("./page.mjs").MienPage} page
 * @param {"light" | "dark"} theme
 */
async function paint(page, theme) {
  await page.tab.emulateMedia({ colorScheme: theme });
  await page.tab.waitForFunction((theme) => document.documentElement.dataset.theme === theme, theme);
  await page.tab.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
}

/**
 * @param {import("./page.mjs").MienPage} page
 * @returns {Promise<string[]>}
 */
function objections(page) {
  return page.tab.evaluate(async () => {
    const { violations } = await /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (globalThis)).axe.run();
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
  });
}

/** @param {import("./page.mjs").MienPage} page */
export async function fits(page) {
  const { wide, small } = await page.tab.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const controls = [...document.querySelectorAll("button, select, input:not([type=range]), label.tool, label.switch")];
    const small = controls
      // A box inside a label is pressed through the label.
      .filter((control) => control.checkVisibility() && !(control.matches("input") && control.closest("label")))
      .map((control) => ({ name: control.id || control.textContent?.trim(), box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
      .map(({ name, box }) => `${name}: ${Math.round(box.width)}x${Math.round(box.height)}`);
    return { wide: scrollWidth > clientWidth ? `${scrollWidth} pixels on ${clientWidth}` : "", small };
  });
  assert.equal(wide, "");
  assert.deepEqual(small, [], "targets of at least 44 pixels");
}
