// One script tag of another site, under a strict policy with Trusted Types.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { button, embedding } from "../../support/embedding.mjs";
import { told } from "../../support/widget.mjs";
import { FACES } from "../../support/heads.mjs";
import { MODULE } from "../../support/server.mjs";
import { entry } from "../../support/zips.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });

test("script, worker, WebAssembly and weights come from there, and a face is named", {}, async ({ tab }, mien) => {
  await button({ tab }, "Start").click();
  const { faces, status } = await told(tab, "mien-prediction", { after: 2 });
  assert.equal(status, "1 face: it looks happy");
  assert.equal(faces[0].label, "Happiness");
  for (const file of ["/widget.js", "/worker/recognizer.js", MODULE, "/model/expression.bpk", "/words/en/live.js", "/style/tokens.css"]) {
    assert.equal(mien.requests.filter((request) => request === `GET ${file}`).length, 1, file);
  }
  assert.deepEqual((await states(tab)).filter((state) => state !== "loading"), ["asking", "running"]);
  const plain = await tab.locator("mien-camera").evaluate((element) => getComputedStyle(/** @type {ShadowRoot} */ (element.shadowRoot).querySelector(".widget") ?? element).borderRadius);
  assert.equal(plain, "12px", "its looks come from there, too");
});

test("a person's own classes and a model of the page's own site", { added: { "/head.json": FACES, ...model() } }, async ({ tab }) => {
  await tab.locator("mien-camera").evaluate((element) => element.setAttribute("src", "head.json"));
  await button({ tab }, "Start").click();
  assert.deepEqual((await told(tab, "mien-ready")).classes, ["Smiling", "Serious", "Surprise"]);
  await tab.locator("mien-camera").evaluate((element) => element.setAttribute("src", "fruit/"));
  assert.deepEqual((await told(tab, "mien-ready", { after: 1 })).classes, ["Class 1", "Class 2"]);
  await tab.locator("mien-camera").evaluate((element) => element.removeAttribute("src"));
  assert.equal((await told(tab, "mien-ready", { after: 2 })).classes.length, 7);
});

function model() {
  const zip = readFileSync(new URL("../../../data/teachable-machine/tiny-image-model.zip", import.meta.url));
  return Object.fromEntries(["model.json", "weights.bin", "metadata.json"].map((name) => [`/fruit/${name}`, entry(zip, name)]));
}

/** @param {import("playwright-core").Page} tab @returns {Promise<string[]>} */
const states = (tab) =>
  tab.evaluate(() => /** @type {any} */ (globalThis).told.filter((/** @type {any} */ { name }) => name === "mien-state").map((/** @type {any} */ { detail }) => detail.state));
