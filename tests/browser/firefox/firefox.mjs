// The core of it in real Firefox, over WebDriver BiDi: photo, camera, widget from another site, the program's interface, teaching.
//
// Firefox's fake camera shows a test pattern only, so that faces come through a canvas's stream where they are needed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import puppeteer from "puppeteer-core";
import { FACES } from "../support/heads.mjs";
import { picturePath } from "../support/pictures.mjs";
import { MODULE, PLAIN_MODULE, WITHOUT_RELAXED, serve } from "../support/server.mjs";

const PATIENCE = Number(process.env.MIEN_PATIENCE ?? 60_000);

const site = await serve();
site.headers = { "access-control-allow-origin": "*" };
const theirs = await serve(picturePath("."));
const mien = `http://127.0.0.1:${site.port}`;
theirs.headers = {
  "content-security-policy": `default-src 'none'; script-src 'self' ${mien} 'wasm-unsafe-eval'; worker-src blob: ${mien}; connect-src 'self' ${mien}; style-src ${mien}; img-src 'self' blob: data:`,
};
theirs.added = {
  "/widget.html": `<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="${mien}/widget.js"></script><mien-camera src="head.json"></mien-camera><mien-image src="astronaut.jpg"></mien-image></html>`,
  // A page's own policy is the stricter one.
  "/strict.html": `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="worker-src 'self'"><link rel="icon" href="data:,"><script type="module" src="${mien}/widget.js"></script><mien-image src="astronaut.jpg"></mien-image></html>`,
  "/empty.html": '<!doctype html><html lang="en"><link rel="icon" href="data:,"></html>',
  "/head.json": FACES,
};
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.env.MIEN_FIREFOX ?? "/usr/bin/firefox-esr",
  headless: true,
  extraPrefsFirefox: { "media.navigator.streams.fake": true, "media.navigator.permission.disabled": true, "media.getusermedia.insecure.enabled": true },
});

after(async () => {
  await browser.close();
  site.close();
  theirs.close();
});

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * @param {string} name
 * @param {string} address
 * @param {(tab: Page) => Promise<void>} run
 * @param {(() => void)[]} [before] run in the page before its own scripts
 * @param {RegExp} [expected] errors that belong to what is tested
 */
function inFirefox(name, address, run, before = [], expected = /^$/) {
  test(name, { timeout: 3 * PATIENCE }, async () => {
    const context = await browser.createBrowserContext();
    const tab = await context.newPage();
    tab.setDefaultTimeout(PATIENCE);
    /** @type {string[]} */
    const errors = [];
    tab.on("pageerror", (error) => errors.push(String(error)));
    for (const script of before) await tab.evaluateOnNewDocument(script);
    try {
      await tab.goto(address);
      await run(tab);
      assert.deepEqual(errors.filter((error) => !expected.test(error)), []);
    } finally {
      await context.close();
    }
  });
}

/** Waits until the sentence under the picture is this. @param {Page} tab @param {string} sentence */
const says = (tab, sentence) => tab.waitForFunction((sentence) => document.querySelector("#sentence")?.textContent === sentence, {}, sentence);

/** @param {Page} tab @param {string} selector @param {string} file */
async function choose(tab, selector, file) {
  const input = await tab.waitForSelector(`${selector}:enabled`);
  await /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (input).uploadFile(file);
}

const page = `http://localhost:${site.port}/`;

inFirefox("a photo", page, async (tab) => {
  await choose(tab, "#file", picturePath("group.jpg"));
  await tab.waitForFunction(() => /^\d faces: the main one looks/.test(document.querySelector("#sentence")?.textContent ?? ""));
  await choose(tab, "#file", picturePath("astronaut.jpg"));
  await says(tab, "1 face: it looks happy");
});

for (const [what, tamper, module] of /** @type {const} */ ([["the one with relaxed SIMD, which it knows", {}, MODULE], ["the plain one", WITHOUT_RELAXED, PLAIN_MODULE]])) {
  inFirefox(`both builds of the module: ${what}`, `http://localhost:${theirs.port}/empty.html`, async (tab) => {
    site.tamper = tamper;
    site.requests.length = 0;
    await tab.goto(page);
    await choose(tab, "#file", picturePath("astronaut.jpg"));
    await says(tab, "1 face: it looks happy");
    assert.deepEqual(site.requests.filter((request) => request.includes("mien") && request.endsWith(".wasm")), [`GET ${module}`]);
    site.tamper = {};
  });
}

inFirefox("the browser's fake camera: it runs, and shows nobody", page, async (tab) => {
  await tab.waitForSelector("#start:not([disabled])");
  await tab.click("#start");
  await says(tab, "No face in the picture");
  assert.equal(await tab.evaluate(() => document.documentElement.dataset.state), "no-face");
});

/** A camera that shows a face. */
function portrait() {
  navigator.mediaDevices.getUserMedia = async () => {
    const image = new Image();
    image.src = "/portrait.jpg";
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 512;
    const brush = canvas.getContext("2d");
    setInterval(() => brush?.drawImage(image, 0, 0), 40);
    return canvas.captureStream(25);
  };
}

for (const served of [site, theirs]) served.added["/portrait.jpg"] = readFileSync(picturePath("astronaut.jpg"));

inFirefox("a camera with a face, mirrored, with an emoji, recorded", page, async (tab) => {
  await tab.waitForSelector("#start:not([disabled])");
  await tab.click("#start");
  await says(tab, "1 face: it looks happy");
  await tab.click("#record");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await tab.click("#record");
  assert.match(await tab.evaluate(() => document.querySelector("#timeline-line")?.textContent ?? ""), /^0:0\d · \d+ frames$/);
}, [portrait]);

inFirefox("the widget from another site under a strict policy, with a person's own classes; a picture beside it", `http://localhost:${theirs.port}/widget.html`, async (tab) => {
  const status = (/** @type {string} */ which, /** @type {string} */ text) =>
    tab.waitForFunction((which, text) => document.querySelector(which)?.shadowRoot?.querySelector(".status")?.textContent === text, {}, which, text);
  await status("mien-image", "1 face: it looks happy");
  await tab.waitForFunction(() => /** @type {any} */ (document.querySelector("mien-camera"))?.start);
  await tab.evaluate(() => /** @type {any} */ (document.querySelector("mien-camera")).start());
  await status("mien-camera", "1 face: Smiling");
}, [portrait]);

inFirefox("a policy that lacks a word: it is named", `http://localhost:${theirs.port}/strict.html`, async (tab) => {
  await tab.waitForFunction(() => /** @type {any} */ (document.querySelector("mien-image"))?.state === "policy");
  assert.match(await tab.evaluate(() => document.querySelector("mien-image")?.shadowRoot?.querySelector(".sentence")?.textContent ?? ""), /worker-src blob:/);
}, [], /Content-Security-Policy/);

inFirefox("the program's own interface", page, async (tab) => {
  const labels = await tab.evaluate(async () => {
    /** @type {typeof import("../../../www/package/index.js")} */
    const { createRecognizer } = await import(/** @type {string} */ ("/package/index.js"));
    const recognizer = await createRecognizer();
    const faces = await recognizer.recognize(await (await fetch("/portrait.jpg")).blob());
    recognizer.close();
    return faces.map(({ label }) => label);
  });
  assert.deepEqual(labels, ["Happiness"]);
});

inFirefox("the studio: two classes from pictures, trained, tried", `${page}studio.html`, async (tab) => {
  await tab.waitForSelector("[data-template=empty]");
  await tab.click("[data-template=empty]");
  // It takes pictures once it is ready for them.
  await tab.waitForFunction(() => document.querySelectorAll(".class-card input[type=file]:enabled").length >= 2);
  const pictures = [["astronaut.jpg", "happy-baby.jpg", "group.jpg"], ["angry.jpg", "grace-hopper.jpg", "sad-baby.jpg"]];
  for (const [index, names] of pictures.entries()) {
    for (const name of names) {
      const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ ((await tab.$$(".class-card input[type=file]"))[index]);
      await input.uploadFile(picturePath(name));
      await tab.waitForFunction((count) => [...document.querySelectorAll(".class-card")].reduce((sum, one) => sum + Number(/(\d+) sample/.exec(one.textContent ?? "")?.[1] ?? 0), 0) >= count, {}, index * names.length + names.indexOf(name) + 1);
    }
  }
  await tab.waitForSelector("#train:not([disabled])");
  await tab.click("#train");
  await tab.waitForFunction(() => /Trained|trained/.test(document.body.textContent ?? "") && !document.querySelector("#export-open[disabled]"));
  await choose(tab, "#preview-column input[type=file]", picturePath("astronaut.jpg"));
  await tab.waitForFunction(() => /^1 face: /.test(document.querySelector("#sentence")?.textContent ?? ""));
});

test("pixels are noise, as with resistFingerprinting: it is said", { timeout: 3 * PATIENCE }, async () => {
  const guarded = await puppeteer.launch({ browser: "firefox", executablePath: process.env.MIEN_FIREFOX ?? "/usr/bin/firefox-esr", headless: true, extraPrefsFirefox: { "privacy.resistFingerprinting": true } });
  try {
    const tab = await guarded.newPage();
    tab.setDefaultTimeout(PATIENCE);
    await tab.goto(`http://localhost:${site.port}/`);
    await tab.waitForFunction(() => /noise in the place of a picture’s pixels.*resistFingerprinting/s.test(document.querySelector("#message")?.textContent ?? ""));
    await tab.goto(`http://localhost:${site.port}/studio.html`);
    await tab.waitForSelector("[data-template=empty]");
    await tab.click("[data-template=empty]");
    await tab.waitForFunction(() => /noise in the place of a picture’s pixels/.test(document.querySelector("#banner-text")?.textContent ?? ""));
  } finally {
    await guarded.close();
  }
});
