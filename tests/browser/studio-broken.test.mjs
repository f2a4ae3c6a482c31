// The studio, where its files don't come or the browser can't run it: said before or at the first click, with the file's name, and never a button that does nothing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { DIST, wrongByte } from "./support/server.mjs";
import { studioTests } from "./support/studio.mjs";

const test = studioTests(withCamera({ count: 0 }));
const { detector, expression, landmarks } = JSON.parse(readFileSync(join(DIST, "model/manifest.json"), "utf8"));

/** What a server of a page that draws itself answers to everything. @param {import("playwright-core").Route} route */
const webPage = (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Their page</title>" });
/** @param {import("playwright-core").Route} route */
const missing = (route) => route.fulfill({ status: 404, body: "" });

const FILES = ["worker/studio.js", "mien-studio_bg.wasm", "model/manifest.json", `model/${expression.file}`];

for (const file of FILES) {
  for (const { what, answer, says } of [
    { what: "a web page in its place", answer: webPage, says: "The server sent a web page in place of" },
    { what: "missing", answer: missing, says: "could not be fetched (404)" },
  ]) {
    test(`${file}, ${what}: named, and Reload helps once it is there`, { routes: { [`**/${file}`]: answer }, expected: /Failed to load|MIME/ }, async (studio) => {
      await studio.waitForScreen("start");
      await studio.tab.locator("[data-template=empty]").click();
      const banner = studio.element("banner-text").filter({ hasText: says });
      await banner.waitFor();
      assert.ok((await banner.innerText()).includes(file), await banner.innerText());
      await studio.tab.context().unroute(`**/${file}`);
      await studio.tab.getByRole("button", { name: "Reload" }).click();
      await studio.create("empty");
    });
  }
}

for (const { file, tampering } of [
  ...[detector, landmarks, expression].map(({ file }) => ({ file: `model/${file}`, tampering: wrongByte })),
  { file: "mien-studio_bg.wasm", tampering: (/** @type {Buffer} */ body) => body.subarray(0, body.length / 2) },
]) {
  test(`${file}, damaged in the middle: named, and Reload helps once it is whole`, { tamper: { [`/${file}`]: tampering }, expected: /Failed to load|WebAssembly/ }, async (studio) => {
    await studio.waitForScreen("start");
    await studio.tab.locator("[data-template=empty]").click();
    const banner = studio.element("banner-text").filter({ hasText: /damaged/ });
    await banner.waitFor();
    assert.ok((await banner.innerText()).includes(file.replace("model/", "")), await banner.innerText());
    studio.page.site.tamper = {};
    await studio.tab.getByRole("button", { name: "Reload" }).click();
    await studio.create("empty");
  });
}

test("WebAssembly is switched off: said before the first click", { before: [() => Reflect.deleteProperty(globalThis, "WebAssembly")] }, async (studio) => {
  await studio.element("banner-text").filter({ hasText: /WebAssembly is switched off.*Allow it for this site/s }).waitFor();
  assert.equal(await studio.tab.locator("[data-template]").count(), 0, "no button that does nothing");
});

test("plain http: everything but the camera", { host: "mien.test" }, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", picturePath("astronaut.jpg"));
  await studio.waitForSamples("Class 1", 1);
  await studio.card("Class 1").getByRole("button", { name: /camera|record/i }).first().click();
  await studio.tab.locator(".record-status").filter({ hasText: "secure address" }).waitFor();
});
