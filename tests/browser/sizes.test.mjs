// What travels is no more than sizes.json allows, in bytes as the best Brotli sends it. Who has a reason to send more raises the number there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { withCamera } from "./support/page.mjs";
import { DIST } from "./support/server.mjs";
import { listenToWidgets, told } from "./support/widget.mjs";

/** @type {Record<string, number>} */
const BUDGET = JSON.parse(readFileSync(new URL("sizes.json", import.meta.url), "utf8"));

/** @type {Map<string, number>} */
const weighed = new Map();

/** @param {string} path in the site */
function weigh(path) {
  const known = weighed.get(path);
  if (known !== undefined) return known;
  const bytes = readFileSync(join(DIST, path));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const size = Math.min(bytes.length, brotliCompressSync(bytes, { params }).length);
  weighed.set(path, size);
  return size;
}

/** @param {string} what @param {number} size */
function within(what, size) {
  const most = BUDGET[what] ?? 0;
  assert.ok(size <= most, `${what}: ${size} bytes, over the ${most} of sizes.json`);
  // A budget that is far above what is used guards nothing.
  assert.ok(size > most * 0.85, `${what}: ${size} bytes; lower its ${most} in sizes.json`);
}

for (const path of Object.keys(BUDGET).filter((name) => /\.\w+$/.test(name))) {
  test(`${path} is within its budget`, () => within(path, weigh(path)));
}

/** The files that were asked for, each once. @param {string[]} requests */
const files = (requests) => [...new Set(requests.map((request) => request.replace("GET /", "") || "index.html"))].filter((path) => !/^(a\/|favicon)/.test(path));

const camera = withCamera({ shows: ["frame-1.jpg"] });

camera.test("the recognizer's page", { query: "autostart=1" }, async (page) => {
  await page.waitForState("running");
  const sent = files(page.site.requests);
  const total = (/** @type {string[]} */ paths) => paths.reduce((sum, path) => sum + weigh(path), 0);
  within("the recognizer's page, to the first label", total(sent));
  within("the recognizer's page, its scripts, styles and markup", total(sent.filter((path) => !/\.(wasm|bpk)$/.test(path))));
});

camera.test("the widget", {
  path: "a/page.html",
  before: [listenToWidgets],
  added: { "/a/page.html": '<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="../widget.js"></script><mien-camera></mien-camera></html>' },
}, async ({ tab, site }) => {
  const start = tab.locator("mien-camera").getByRole("button", { name: "Start" });
  await start.waitFor();
  const total = () => files(site.requests.slice(site.requests.lastIndexOf("GET /a/page.html"))).reduce((sum, path) => sum + weigh(path), 0);
  within("the widget, before Start", total());
  await start.click();
  await told(tab, "mien-prediction");
  within("the widget, to the first label", total());
});
