// A file of the app that is missing or damaged: a clear sentence, and Try again works once the file is there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { DIST, MODULE, PLAIN_MODULE, wrongByte } from "./support/server.mjs";

const { detector, expression } = JSON.parse(readFileSync(join(DIST, "model/manifest.json"), "utf8"));

/** @type {Record<string, import("./support/server.mjs").Tampering>} */
const HOW = {
  "is missing": () => null,
  "has one wrong byte": wrongByte,
  "is cut off": (body) => body.subarray(0, body.length / 2),
  "is empty": () => Buffer.alloc(0),
  "is a web page instead": () => "<!doctype html><title>Welcome to the hotel's network</title>",
};

const FILES = [
  { file: `model/${detector.file}`, what: "the detector's weights", how: Object.keys(HOW) },
  { file: `model/${expression.file}`, what: "the expression network's weights", how: ["is missing", "has one wrong byte"] },
  { file: "model/manifest.json", what: "the manifest", how: ["is missing", "is cut off", "is empty", "is a web page instead"] },
  { file: MODULE.slice(1), what: "the module", how: ["is cut off", "is empty", "is a web page instead"] },
  // Where one is not to be had the other does.
  { file: PLAIN_MODULE.slice(1), also: MODULE, what: "the module, in both builds,", how: ["is missing"] },
  { file: "worker/recognizer.js", what: "the worker's script", how: ["is missing", "is a web page instead"] },
];

const nothing = withCamera({ count: 0 });

for (const { file, also = `/${file}`, what, how } of FILES) {
  for (const wrong of how) {
    const opening = { tamper: { [`/${file}`]: HOW[wrong], [also]: HOW[wrong] }, expected: /Failed to load resource|MIME type/ };
    nothing.test(`${what} ${wrong}: a clear sentence, and Try again works`, opening, async (page, t) => {
      await page.waitForState("error");
      const message = await page.message();
      t.diagnostic(message.replaceAll(/\s*\n\s*/g, " | "));
      assert.doesNotMatch(message, /undefined|null|NaN|Error\b|JSON|token|property|WebAssembly|Failed to fetch|\[object/, "the sentence is for people");

      // A photo may be chosen all the same; it waits.
      await page.choose(picturePath("astronaut.jpg"));
      await page.waitForState("error");

      page.site.tamper = {};
      const [{ faces }] = await page.predictionsOf(() => page.tab.getByRole("button", { name: "Try again" }).click());
      assert.equal(faces.length, 1);
      await page.waitForState("file");
    });
  }
}

const weights = readFileSync(join(DIST, "model", expression.file));
const renamed = (/** @type {Buffer} */ manifest) => String(manifest).replace(expression.file, "another.bpk");

nothing.test("a manifest that names another file: that one counts", { tamper: { "/model/manifest.json": renamed, [`/model/${expression.file}`]: wrongByte }, added: { "/model/another.bpk": weights } }, async (page) => {
  const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(faces.length, 1);
  assert.ok(page.site.requests.includes("GET /model/another.bpk"));
});
