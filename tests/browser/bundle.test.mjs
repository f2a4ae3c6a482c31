// A bundle: unpacked into a folder and served by a plain server at some path, it works without this site.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { FACES } from "./support/heads.mjs";
import { withCamera } from "./support/page.mjs";
import { PLAIN_MODULE } from "./support/server.mjs";
import { howOften, listenToWidgets, told } from "./support/widget.mjs";
import { zip } from "./support/zips.mjs";

const SCREENSHOTS = fileURLToPath(new URL("../../artefacts/screenshots/", import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

const NAME = '<i>"Three" & faces</i>';
const root = mkdtempSync(join(tmpdir(), "mien-bundle-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** @type {string[]} */
let unpacked = [];

withCamera({ count: 0 }).test("the list of files, unpacked", {}, async (page) => {
  const files = await page.tab.evaluate(
    async ([head, name]) => {
      /** @type {{ bundleFiles: (head: string, name: string) => Promise<{ path: string, bytes: Uint8Array }[]> }} */
      const { bundleFiles } = await import(new URL("studio/export/bundle.js", location.href).href);
      return (await bundleFiles(head, name)).map(({ path, bytes }) => ({ path, bytes: Array.from(bytes, (byte) => String.fromCharCode(byte)).join("") }));
    },
    [FACES, NAME],
  );
  for (const { path, bytes } of files) {
    assert.doesNotMatch(path, /^\/|\.\.|\\/);
    const place = join(root, "some", "path", path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, Buffer.from(bytes, "latin1"));
  }
  unpacked = files.map(({ path }) => path);
  assert.equal(new Set(unpacked).size, unpacked.length);

  const text = (/** @type {string} */ path) => Buffer.from(files.find((file) => file.path === path)?.bytes ?? "", "latin1").toString();
  assert.equal(text("mien/head.json"), FACES);
  assert.match(text("snippet.html"), /<mien-camera src="mien\/head.json" aria-label="&lt;i&gt;&quot;Three&quot; &amp; faces&lt;\/i&gt;"><\/mien-camera>/);
  assert.match(text("README.txt"), /YuNet/, "the licences");
  assert.ok(text("README.txt").includes("python3 -m http.server"), "how to serve it");
});

const camera = withCamera({ shows: ["frame-1.jpg"] }, root);

for (const [screen, viewport] of Object.entries({ laptop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  const colorScheme = screen === "phone" ? "dark" : "light";
  camera.test(`its page: the classes' names, Start, predictions, no file missing and none in vain (${screen})`, { path: "some/path/", before: [listenToWidgets], context: { viewport, colorScheme } }, async (page) => {
    const { tab, site } = page;
    await tab.getByRole("heading", { level: 1, name: "Three faces" }).waitFor();
    await tab.getByText("Tells apart: Smiling, Serious, Surprise").waitFor();
    await tab.getByRole("button", { name: "Start" }).waitFor();
    await tab.screenshot({ path: `${SCREENSHOTS}bundle-start-${screen}.png` });
    await tab.getByRole("button", { name: "Start" }).click();
    const { faces } = await told(tab, "mien-prediction", { after: 10 });
    assert.equal(faces[0].label, "Smiling");
    await tab.locator("#bars .bar[data-top] .bar-name", { hasText: "Smiling" }).waitFor();
    await tab.screenshot({ path: `${SCREENSHOTS}bundle-${screen}.png` });

    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    // Chromium writes every failing request to the console, which would fail the test; here: nothing is packed in vain.
    const asked = new Set(site.requests.map((request) => request.replace("GET /some/path/", "")));
    // Words are there for whoever speaks another language, and for when something is wrong; a module for other browsers.
    const unasked = unpacked.filter((path) => !asked.has(path) && path !== "index.html" && !path.startsWith("mien/words/"));
    assert.deepEqual(unasked.sort(), ["README.txt", "mien/LICENSE-APACHE", "mien/LICENSE-MIT", "mien/NOTICE", `mien${PLAIN_MODULE}`, "snippet.html"]);
  });
}

camera.test("the snippet, in another page beside the folder", { path: "some/path/snippet.html", before: [listenToWidgets], added: { "/favicon.ico": "" } }, async (page) => {
  assert.equal(await page.tab.locator("mien-camera").getAttribute("aria-label"), NAME);
  await page.tab.getByRole("button", { name: "Start" }).click();
  await told(page.tab, "mien-prediction", { after: 2 });
  assert.ok((await howOften(page.tab, "mien-error")) === 0);
});

// What reads zip files is no part of a bundle: Mien is the site's own here.
withCamera({ shows: ["frame-1.jpg"] }).test("the zip itself, as the widget's `src`", {
  path: "whole.html",
  before: [listenToWidgets],
  added: { "/whole.html": '<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="widget.js"></script><mien-camera src="my page.zip"></mien-camera></html>' },
}, async ({ tab, site }) => {
  site.added["/my page.zip"] = zip(unpacked.map((name) => ({ name, bytes: readFileSync(join(root, "some", "path", name)), deflate: true })));
  await tab.getByRole("button", { name: "Start" }).click();
  const { faces } = await told(tab, "mien-prediction", { after: 2 });
  assert.equal(faces[0].label, "Smiling");
});
