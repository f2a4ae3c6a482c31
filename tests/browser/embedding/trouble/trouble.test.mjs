// What other people's servers and browsers do: each ends in a code and a sentence, and Start helps where anything can.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { told } from "../../support/widget.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });
const ERRORS = /Failed to load|MIME|CORS|blocked|WebAssembly/;

/** What a server of a page that draws itself answers to everything. @type {import("../../support/server.mjs").Tampering} */
const webPage = () => "<!doctype html><title>Their page</title>";

/** @type {{what: string, tamper: Record<string, import("../../support/server.mjs").Tampering>, code: string, says: RegExp}[]} */
const SERVERS = [
  { what: "the weights are missing", tamper: { "/model/expression.bpk": () => null }, code: "load", says: /^model\/expression\.bpk could not be fetched \(404\)$/ },
  { what: "the manifest is missing", tamper: { "/model/manifest.json": () => null }, code: "load", says: /^model\/manifest\.json could not be fetched \(404\)$/ },
  { what: "the module is missing", tamper: { "/mien_bg.wasm": () => null }, code: "load", says: /^mien_bg\.wasm could not be fetched \(404\)$/ },
  { what: "the worker is missing", tamper: { "/worker/recognizer.js": () => null }, code: "load", says: /^worker\/recognizer\.js could not be fetched \(404\)$/ },
  { what: "the module is damaged", tamper: { "/mien_bg.wasm": (whole) => /** @type {Buffer} */ (whole).subarray(0, 1000) }, code: "load", says: /^mien_bg\.wasm is damaged or missing$/ },
  { what: "the weights are cut off", tamper: { "/model/expression.bpk": (whole) => /** @type {Buffer} */ (whole).subarray(0, 1000) }, code: "malformed", says: /^expression\.bpk is damaged/ },
];

for (const { what, tamper, code, says } of SERVERS) {
  test(`${what}: said, and Try again helps once it is there`, { tamper, expected: ERRORS }, async ({ tab }, mien) => {
    await button({ tab }, "Start").click();
    const error = await told(tab, "mien-error");
    assert.deepEqual([error.code, says.test(error.message)], [code, true], JSON.stringify(error));
    assert.ok(error.hint.length > 10);
    mien.tamper = {};
    await button({ tab }, "Try again").click();
    await tab.locator("mien-camera .status").filter({ hasText: "1 face" }).waitFor();
  });
}

for (const file of ["/mien_bg.wasm", "/model/manifest.json", "/model/expression.bpk"]) {
  test(`a server that answers everything with its page, ${file}: names the file and the cause`, { tamper: { [file]: webPage }, types: { [file]: "text/html" }, expected: ERRORS }, async ({ tab }) => {
    await button({ tab }, "Start").click();
    const { code, message, hint } = await told(tab, "mien-error");
    assert.deepEqual([code, message], ["load", `The server sent a web page in place of ${file.slice(1)}`]);
    assert.match(hint, /answer 404/);
  });
}

test("its looks come late: it starts all the same", { tamper: { "/style/stage.css": slowly } }, async ({ tab }) => {
  await tab.locator("mien-camera").evaluate((element) => /** @type {any} */ (element).start());
  await tab.locator("mien-camera .status").filter({ hasText: "1 face" }).waitFor();
});

test("a slow network: how much has come is shown", { tamper: { "/model/expression.bpk": slowly } }, async ({ tab }) => {
  await button({ tab }, "Start").click();
  await tab.locator("mien-camera progress").waitFor();
  await tab.locator("mien-camera .sentence").filter({ hasText: /\d\.\d of \d\.\d MB/ }).waitFor();
  await tab.locator("mien-camera .status").filter({ hasText: "1 face" }).waitFor();
});

/** @param {Buffer | string} whole @returns {Promise<Buffer | string>} */
function slowly(whole) {
  return new Promise((resolve) => setTimeout(resolve, 2500, whole));
}

test("WebAssembly is switched off: its own code, before the first click", { before: [() => Reflect.deleteProperty(globalThis, "WebAssembly")] }, async ({ tab }) => {
  const { code, hint } = await told(tab, "mien-error");
  assert.equal(code, "wasm-off");
  assert.match(hint, /Lockdown Mode/);
  assert.equal(await button({ tab }, "Start").count(), 0, "no button that does nothing");
});

const old = embedding(import.meta.url, { flags: ["--js-flags=--no-enable-sse4-1 --no-enable-ssse3"] });
if (process.arch === "x64") {
  old.test("no SIMD: too old", {}, async ({ tab }) => {
    const { code, hint } = await told(tab, "mien-error");
    assert.equal(code, "too-old");
    assert.match(hint, /Chrome.*Firefox.*Safari/);
  });
}

const denying = embedding(import.meta.url, { answer: "deny" });
denying.test("refused by the person: how to allow it", {}, async ({ tab }) => {
  await button({ tab }, "Start").click();
  const { code, hint } = await told(tab, "mien-error");
  assert.equal(code, "denied");
  assert.match(hint, /allow the camera/);
});

const without = embedding(import.meta.url, { count: 0 });
without.test("no camera: its own code", {}, async ({ tab }) => {
  await button({ tab }, "Start").click();
  assert.equal((await told(tab, "mien-error")).code, "absent");
});

test("a camera that is in use: its own code", { before: [() => void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("in use", "NotReadableError")))] }, async ({ tab }) => {
  await button({ tab }, "Start").click();
  assert.equal((await told(tab, "mien-error")).code, "busy");
});

test("a page without https: its own code", { host: "mien.test" }, async ({ tab }) => {
  await button({ tab }, "Start").click();
  const { code, hint } = await told(tab, "mien-error");
  assert.equal(code, "insecure");
  assert.match(hint, /https/);
});

/** A camera that is drawn here, which a test can stop, mute and turn. */
function drawn() {
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 480;
  const brush = canvas.getContext("2d");
  const stream = canvas.captureStream(30);
  Object.assign(globalThis, { drawn: { canvas, stream, draws: false } });
  setInterval(() => {
    const { draws } = /** @type {any} */ (globalThis).drawn;
    if (draws) brush?.fillRect(Math.random() * 100, 0, 10, 10);
  }, 40);
  navigator.mediaDevices.getUserMedia = async () => stream;
}

test("a camera that sends no picture: said after three seconds, and it goes on by itself", { before: [drawn] }, async ({ tab }) => {
  await button({ tab }, "Start").click();
  assert.equal((await told(tab, "mien-error")).code, "no-picture");
  await tab.evaluate(() => void (/** @type {any} */ (globalThis).drawn.draws = true));
  await tab.locator("mien-camera .status").filter({ hasText: "No face in the picture" }).waitFor();
});

test("a camera that the system takes away: within a second nobody is seen any more, and it goes on by itself", { before: [drawn] }, async ({ tab }) => {
  await tab.evaluate(() => void (/** @type {any} */ (globalThis).drawn.draws = true));
  await button({ tab }, "Start").click();
  await told(tab, "mien-prediction", { after: 2 });
  const muted = (/** @type {boolean} */ on) => tab.evaluate((on) => /** @type {any} */ (globalThis).drawn.stream.getVideoTracks()[0].dispatchEvent(new Event(on ? "mute" : "unmute")), on);
  await muted(true);
  assert.equal((await told(tab, "mien-error")).code, "muted");
  const last = await tab.evaluate(() => /** @type {any} */ (globalThis).told.findLast((/** @type {any} */ { name }) => name === "mien-prediction").detail);
  assert.deepEqual(last.faces, []);
  await muted(false);
  await tab.locator("mien-camera .status").filter({ hasText: "No face in the picture" }).waitFor();
});

test("a browser that waits for a tap: the stream is kept, and the tap starts it", {
  before: [
    drawn,
    () => {
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function () {
        return navigator.userActivation.isActive && /** @type {any} */ (globalThis).tapped ? play.call(this) : Promise.reject(new DOMException("a tap is needed", "NotAllowedError"));
      };
    },
  ],
}, async (page) => {
  const { tab } = page;
  await tab.evaluate(() => void (/** @type {any} */ (globalThis).drawn.draws = true));
  await button(page, "Start").click();
  assert.equal((await told(tab, "mien-error")).code, "tap");
  await tab.evaluate(() => void Object.assign(globalThis, { tapped: true }));
  await button(page, "Start the picture").click();
  await tab.locator("mien-camera .status").filter({ hasText: "No face in the picture" }).waitFor();
});
