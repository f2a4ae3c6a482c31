// A page whose scripts don't come says so, after a while or at once: opened as a file, from a server that sends them as something else, with a part missing.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withCamera } from "./support/page.mjs";
import { DIST } from "./support/server.mjs";

const camera = withCamera({ count: 0 });
const SAYS = /Nothing happens\?.*python3 -m http\.server.*text\/javascript/s;

for (const page of ["index.html", "studio.html", "gallery.html"]) {
  camera.test(`${page}, scripts are sent as text/plain`, { path: page, routes: { "**/main.js": asText }, expected: /MIME|Failed to load/ }, async ({ tab }) => {
    await tab.locator("#dead").filter({ hasText: SAYS, visible: true }).waitFor();
    assert.equal(await tab.locator("#dead").evaluate((element) => getComputedStyle(element).visibility), "visible");
  });

  camera.test(`${page}, in another language, a part is missing`, { path: page, query: "lang=de", tamper: { "/live/live.js": () => null }, expected: /Failed to load/ }, async ({ tab }) => {
    await tab.waitForFunction(() => getComputedStyle(document.body).visibility === "visible" && getComputedStyle(/** @type {HTMLElement} */ (document.querySelector("#dead"))).visibility === "visible");
  });

  camera.test(`${page}, where all is well: nothing of it`, { path: page }, async ({ tab }) => {
    await tab.waitForFunction(() => !document.querySelector("#dead"));
  });

  // Browsers let a page that is a file have no modules, and this one's policy not even a style.
  camera.test(`${page}, opened by a double click`, { path: "manifest.webmanifest", expected: /./, elsewhere: /^file:/ }, async ({ tab }) => {
    await tab.goto(pathToFileURL(join(DIST, page)).href);
    await tab.locator("#dead").filter({ hasText: SAYS }).waitFor();
  });
}

/** Notes whether the page was ever out of sight. */
function noteUnmade() {
  const observer = new MutationObserver(() => {
    const { dataset } = document.documentElement;
    if ("unmade" in dataset) Object.assign(globalThis, { wasUnmade: true });
  });
  observer.observe(document, { attributes: true, subtree: true });
}

for (const [what, tamper, expected] of /** @type {const} */ ([
  ["where all is well", {}, undefined],
  ["a part is missing", { "/live/live.js": () => null }, /Failed to load/],
])) {
  camera.test(`with autostart, ${what}: the page waits for its scripts, but not for long`, { query: "autostart=1", before: [noteUnmade], tamper, ...(expected && { expected }) }, async ({ tab }) => {
    await tab.waitForFunction(() => getComputedStyle(document.body).display !== "none" && !("unmade" in document.documentElement.dataset));
    assert.equal(await tab.evaluate("globalThis.wasUnmade"), true);
  });
}

/** @param {import("playwright-core").Route} route */
async function asText(route) {
  const response = await route.fetch();
  await route.fulfill({ response, headers: { ...response.headers(), "content-type": "text/plain", "x-content-type-options": "nosniff" } });
}
