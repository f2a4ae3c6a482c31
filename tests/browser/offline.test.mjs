// After the first visit everything works without a network; a newer version is offered, and never forced.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { DIST, MODULE, PLAIN_MODULE } from "./support/server.mjs";

/** @typedef {import("./support/page.mjs").MienPage} MienPage */

const camera = withCamera({ shows: ["frame-1.jpg"] });
const ALLOWED = { context: { serviceWorkers: /** @type {const} */ ("allow") } };

/** Opens the page and waits until everything is kept. @param {MienPage} page */
const kept = (page) => page.tab.locator(".notice").filter({ hasText: "works without a network" }).waitFor();

camera.test("with the network off: the recognizer, the studio and the examples", { ...ALLOWED, expected: /ERR_INTERNET_DISCONNECTED|Failed to load/ }, async (page) => {
  const { tab } = page;
  await kept(page);
  await tab.getByRole("button", { name: "Fine" }).click();
  await tab.context().setOffline(true);
  const before = page.site.requests.length;

  const modules = await tab.evaluate(async ([module, plain]) => [await caches.match(module), await caches.match(plain)].map((one) => one !== undefined), [MODULE, PLAIN_MODULE]);
  assert.deepEqual(modules, [true, false], "what this browser does not take is not kept");
  await tab.goto(`${page.origin}/?theme=dark`);
  assert.equal((await page.start())[0].faces.length, 1);
  await tab.goto(`${page.origin}/studio.html?lang=de`);
  await tab.locator("#templates button").first().click();
  await page.element("project-name").waitFor();
  await tab.goto(`${page.origin}/gallery.html`);
  await tab.frameLocator('iframe[src*="minimal"]').getByRole("button", { name: "Start" }).click();
  await tab.frameLocator('iframe[src*="minimal"]').locator(".status").filter({ hasText: "1 face: it looks happy" }).waitFor();
  assert.deepEqual(page.site.requests.slice(before), [], "the server is not asked");
});

camera.test("a newer version: offered, used when it is wanted, and only what changed is fetched", ALLOWED, async (page) => {
  const { tab } = page;
  await kept(page);
  const before = page.site.requests.length;
  // The next version: one page says something else, and the table knows.
  const index = readFileSync(`${DIST}/index.html`, "utf8").replace(/<title[^>]*>/, "<title>New ");
  const keeper = readFileSync(`${DIST}/sw.js`, "utf8").replace(/"index\.html":"[0-9a-f]{8}"/, '"index.html":"00000000"');
  page.site.tamper = { "/index.html": () => index, "/": () => index, "/sw.js": () => keeper };

  await tab.reload();
  assert.equal(await tab.title(), "Mien: expressions, live", "this version stays while it is in use");
  await tab.locator(".notice").filter({ hasText: "A new version is ready" }).waitFor();
  await tab.getByRole("button", { name: "Later" }).click();
  assert.equal((await page.start())[0].faces.length, 1, "work goes on");
  await page.tab.reload();
  await tab.locator(".notice").filter({ hasText: "A new version is ready" }).waitFor();
  await Promise.all([tab.waitForEvent("load"), tab.getByRole("button", { name: "Reload to use it" }).click()]);
  await tab.waitForFunction(() => document.title.startsWith("New "));
  assert.deepEqual([...new Set(page.site.requests.slice(before))].sort(), ["GET /index.html", "GET /sw.js"]);
});

camera.test("it can be installed: a manifest with icons that are there", ALLOWED, async (page) => {
  const manifest = JSON.parse(readFileSync(`${DIST}/manifest.webmanifest`, "utf8"));
  const address = await page.tab.locator("link[rel=manifest]").getAttribute("href");
  assert.equal(address, "manifest.webmanifest");
  for (const { src, sizes } of manifest.icons) {
    const found = await page.tab.evaluate(async (src) => (await createImageBitmap(await (await fetch(src)).blob()).catch(() => ({ width: 0 }))).width, src);
    if (sizes !== "any") assert.equal(`${found}x${found}`, sizes);
  }
  const session = await page.tab.context().newCDPSession(page.tab);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
});
