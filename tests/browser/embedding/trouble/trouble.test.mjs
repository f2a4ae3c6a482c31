// What other people's servers and browsers do: each ends in a code and a sentence, and Start helps where anything can.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { MODULE, PLAIN_MODULE, wrongByte } from "../../support/server.mjs";
import { told } from "../../support/widget.mjs";
import { endWorkers, keepWorkers } from "../../support/workers.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });
const ERRORS = /Failed to load|MIME|CORS|blocked|WebAssembly/;

/** What a server of a page that draws itself answers to everything. @type {import("../../support/server.mjs").Tampering} */
const webPage = () => "<!doctype html><title>Their page</title>";

/** @type {{what: string, tamper: Record<string, import("../../support/server.mjs").Tampering>, code: string, says: RegExp}[]} */
const SERVERS = [
  { what: "the weights are missing", tamper: { "/model/expression.bpk": () => null }, code: "load", says: /^model\/expression\.bpk could not be fetched \(404\)$/ },
  { what: "the manifest is missing", tamper: { "/model/manifest.json": () => null }, code: "load", says: /^model\/manifest\.json could not be fetched \(404\)$/ },
  { what: "the module is missing", tamper: { [MODULE]: () => null, [PLAIN_MODULE]: () => null }, code: "load", says: /^mien_bg\.wasm could not be fetched \(404\)$/ },
  { what: "the worker is missing", tamper: { "/worker/recognizer.js": () => null }, code: "load", says: /^worker\/recognizer\.js could not be fetched \(404\)$/ },
  { what: "the module is damaged", tamper: { [MODULE]: (whole) => /** @type {Buffer} */ (whole).subarray(0, 1000) }, code: "load", says: /^mien-relaxed_bg\.wasm is damaged or missing$/ },
  { what: "the weights have a wrong byte in the middle", tamper: { "/model/expression.bpk": wrongByte }, code: "malformed", says: /^expression\.bpk is damaged/ },
  { what: "the detector has a wrong byte in the middle", tamper: { "/model/face-detector.bpk": wrongByte }, code: "malformed", says: /^face-detector\.bpk is damaged/ },
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

for (const file of [PLAIN_MODULE, "/model/manifest.json", "/model/expression.bpk"]) {
  const all = file === PLAIN_MODULE ? [MODULE, file] : [file];
  const opening = { tamper: Object.fromEntries(all.map((one) => [one, webPage])), types: Object.fromEntries(all.map((one) => [one, "text/html"])), expected: ERRORS };
  test(`a server that answers everything with its page, ${file}: names the file and the cause`, opening, async ({ tab }) => {
    await button({ tab }, "Start").click();
    const { code, message, hint } = await told(tab, "mien-error");
    assert.deepEqual([code, message], ["load", `The server sent a web page in place of ${file.slice(1)}`]);
    assert.match(hint, /answer 404/);
  });
}

test("the worker is ended while two look: both say so, and Start again helps each", { page: "two.html", before: [keepWorkers] }, async ({ tab }) => {
  const status = (/** @type {string} */ id) => tab.locator(`#${id} .status`);
  for (const id of ["one", "two"]) {
    await button({ tab }, "Start", `#${id}`).click();
    await status(id).filter({ hasText: "1 face" }).waitFor();
  }
  await endWorkers(tab);
  for (const nth of [0, 1]) assert.equal((await told(tab, "mien-error", { after: nth })).code, "crashed");
  for (const id of ["one", "two"]) {
    await tab.locator(`#${id} .card`).filter({ hasText: "Mien stopped working" }).waitFor();
    assert.equal(await status(id).textContent(), "", "nothing is said of anybody");
  }
  for (const id of ["one", "two"]) {
    await button({ tab }, "Start again", `#${id}`).click();
    await status(id).filter({ hasText: "1 face" }).waitFor();
  }
});

test("its looks come late: it starts all the same", { tamper: { "/style/stage.css": slowly } }, async ({ tab }) => {
  await tab.locator("mien-camera").evaluate((element) => /** @type {any} */ (element).start());
  await tab.locator("mien-camera .status").filter({ hasText: "1 face" }).waitFor();
});

/** What is on its way until it is told to come. */
function held() {
  let arrive = () => {};
  const told = new Promise((resolve) => (arrive = () => resolve(undefined)));
  return { arrive, whenTold: (/** @type {Buffer | string} */ whole) => told.then(() => whole) };
}

/** A camera that comes when all but one of the files have. */
function slowCamera() {
  const media = navigator.mediaDevices;
  const open = media.getUserMedia.bind(media);
  media.getUserMedia = async (wanted) => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return open(wanted);
  };
}

for (const [what, before] of /** @type {const} */ ([
  ["a slow network", []],
  ["a slow network and a slower camera", [slowCamera]],
])) {
  const { arrive, whenTold } = held();
  test(`${what}: how much has come is shown`, { tamper: { "/model/expression.bpk": whenTold }, before: [...before] }, async ({ tab }) => {
    await button({ tab }, "Start").click();
    await tab.locator("mien-camera progress").waitFor();
    await tab.locator("mien-camera .sentence").filter({ hasText: /\d\.\d of \d\.\d MB/ }).waitFor();
    arrive();
    await tab.locator("mien-camera .status").filter({ hasText: "1 face" }).waitFor();
  });
}

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
