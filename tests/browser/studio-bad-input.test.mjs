// Whatever is given to the studio: a clear sentence, nothing lost, nothing run.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { casePath, picturePath, plainPng, variants } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";
import { zip } from "./support/zips.mjs";

const test = studioTests(withCamera({ count: 0 }));

const face = readFileSync(picturePath("angry.jpg"));

/** @param {string} name @param {Buffer | string} buffer @param {string} [mimeType] */
const file = (name, buffer, mimeType = "") => ({ name, mimeType, buffer: Buffer.from(buffer) });

/** What each file must lead to, when it is uploaded to a class. @type {{ name: string, file: ReturnType<typeof file>, says: RegExp, added: number }[]} */
const UPLOADS = [
  { name: "a picture without a face", file: file("wall.png", plainPng(300, 200), "image/png"), says: /no face in 1 picture.*wall\.png: no face found/, added: 0 },
  ...["grey-48.png", "noise-64.png", "star-64.png", "smile-48.png", "smile-64.png", "nobody-64.jpg"].map((name) => ({
    name: `a small picture without a face, ${name},`,
    file: file(name, readFileSync(new URL(`../data/cases/r21-${name}`, import.meta.url))),
    says: new RegExp(`no face in 1 picture.*${name}: no face found`),
    added: 0,
  })),
  { name: "an empty file", file: file("nothing.jpg", "", "image/jpeg"), says: /nothing\.jpg: the file is empty/, added: 0 },
  { name: "a PDF that is called .jpg", file: file("paper.jpg", "%PDF-1.7\n1 0 obj\n", "image/jpeg"), says: /paper\.jpg: damaged, or a kind of picture that this browser can’t read/, added: 0 },
  { name: "a text that is called .zip", file: file("notes.zip", "hello", "application/zip"), says: /notes\.zip: /, added: 0 },
  { name: "a zip that leaves its folder", file: file("out.zip", zip([{ name: "../../evil.jpg", bytes: face }, { name: "fine/a.jpg", bytes: face }])), says: /1 sample added.*evil\.jpg/, added: 1 },
  { name: "a zip bomb", file: file("bomb.zip", zip([{ name: "a/bomb.jpg", bytes: Buffer.alloc(80 << 20), deflate: true }])), says: /bomb\.zip: .*(64 MiB|67|limit|more|at most)/i, added: 0 },
  { name: "a zip bomb that lies about its size", file: file("liar.zip", zip([{ name: "a/liar.jpg", bytes: Buffer.alloc(80 << 20), deflate: true, claims: 1000 }])), says: /liar\.(zip|jpg): /, added: 0 },
];

for (const { name, file, says, added } of UPLOADS) {
  test(`${name} is named, and the samples of before stay`, {}, async (studio) => {
    await studio.create("empty");
    await studio.upload("Class 1", picturePath("neutral.jpg"));
    await studio.element("intake-close").click();
    await studio.upload("Class 2", file);
    assert.match(await studio.report(), says);
    assert.deepEqual(await studio.counts(), { "Class 1": 1, "Class 2": added });
  });
}

/** A row of a table of faces. @param {number} label @param {number} [values] @param {string} [usage] @param {number} [step] from value to value */
const row = (label, values = 2304, usage = "Training", step = 7) => `${label},${Array.from({ length: values }, (_, i) => (i * step) % 256).join(" ")},${usage}\n`;

test("a table of faces makes classes; short rows are named, rows for testing left out", {}, async (studio) => {
  await studio.create("empty");
  const table = `emotion,pixels,Usage\n${row(3)}${row(4, 100)}${row(3, 2304, "Training", 5)}${row(0)}${row(9)}${row(0, 2304, "PublicTest")}`;
  await studio.element("import").setInputFiles(file("fer.csv", table, "text/csv"));
  const report = await studio.reported();
  assert.match(report, /^3 samples added\. 2 rows could not be read/);
  assert.match(report, /[Rr]ow 2/);
  assert.match(report, /1 row for testing left out \(PublicTest\)/);
  const counts = await studio.counts();
  assert.deepEqual([counts.Happiness, counts.Anger], [2, 1]);
});

test("a table that is read in several pieces has all of its rows, and each has all of its pixels", {}, async (studio) => {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24;
  const rows = Array.from({ length: 1100 }, (_, row) => `${row < 1099 ? row % 2 : 5},${Array.from({ length: 2304 }, next).join(" ")}`);
  const table = `emotion,pixels\n${rows.join("\n")}`;
  assert.ok(table.length > 8 << 20, "more than is read at a time");
  await studio.create("empty");
  await studio.element("import").setInputFiles(file("large.csv", table, "text/csv"));
  assert.match(await studio.reported(), /^1,100 samples added\. No column “Usage”[^|]*$/);
  const { Anger, Disgust, Surprise } = await studio.counts();
  assert.deepEqual([Anger, Disgust, Surprise], [550, 549, 1]);
});

test("a table without the columns says so", {}, async (studio) => {
  await studio.create("empty");
  await studio.element("import").setInputFiles(file("prices.csv", "item,price\nbread,3\n", "text/csv"));
  assert.match(await studio.reported(), /prices\.csv: .*emotion/);
});

const testing = (/** @type {string} */ name) => `7 samples added. 7 rows for testing left out (${name})`;

const unread = (/** @type {string} */ name, /** @type {string} */ why) => `0 samples added, 1 file could not be read | ${name}: ${why}. Use a file of a kind that can be read`;

/** What is said of each table that people make of FER2013. @type {[file: string, says: string][]} */
const TABLES = [
  ["r15-tar.csv", testing("PublicTest")],
  ["r15-targz.csv", testing("PublicTest")],
  ["r15-zip.csv", testing("PublicTest")],
  ["r16-nousage.csv", "7 samples added. No column “Usage” keeps rows for testing apart: all count as training"],
  ["r16-pixels.csv", unread("r16-pixels.csv", "The table has no labels: no column “emotion” beside “pixels”. Choose the file that has it")],
  ["r49-commas.csv", "7 samples added"],
  ["r49-emptylines.csv", testing("PublicTest")],
  ["r49-float.csv", "7 samples added"],
  ["r49-floatlabel.csv", "7 samples added"],
  ["r49-name.csv", "7 samples added"],
  [
    "r49-nul.csv",
    "7 samples added. 1 row could not be read. 7 rows for testing left out (PublicTest) | " +
      "r49-nul.csv: Row 15: it holds zero bytes, as a copy that was broken off leaves behind; fetch the file again",
  ],
  ["r49-semi.csv", "7 samples added"],
  ["r49-tab.csv", "7 samples added"],
  ["r49-usage-lower.csv", testing("publictest")],
  ["r49-usage-train.csv", testing("Test")],
  ["r49-utf16.csv", testing("PublicTest")],
];

test("FER2013’s table is read in all its disguises, or named for what it is", {}, async (studio) => {
  /** @param {Parameters<import("playwright-core").Locator["setInputFiles"]>[0]} files */
  const added = async (files) => {
    await studio.create("empty");
    await studio.element("import").setInputFiles(files);
    const said = { report: await studio.reported(), counts: await studio.counts() };
    await studio.element("intake-close").click();
    await studio.element("to-projects").click();
    await studio.waitForScreen("start");
    return said;
  };
  for (const [name, says] of TABLES) {
    const { report, counts } = await added(casePath(name));
    assert.equal(report, says, name);
    const { Happiness, Neutral, Anger, Sadness, Surprise } = counts;
    const read = says.startsWith("7") ? [2, 2, 1, 1, 1] : Array(5).fill(undefined);
    assert.deepEqual([Happiness, Neutral, Anger, Sadness, Surprise], read, name);
  }
  const packed = readFileSync(casePath("r15-zip.csv"));
  const sheet = zip([{ name: "[Content_Types].xml", bytes: Buffer.from("<") }, { name: "xl/workbook.xml", bytes: Buffer.from("<") }]);
  const others = /** @type {const} */ ([
    ["fer2013.zip", packed, testing("PublicTest")],
    ["fer2013.tar.gz", readFileSync(casePath("r15-targz.csv")), testing("PublicTest")],
    ["fer.csv", "<!doctype html><title>Sign in</title>", unread("fer.csv", "The file is a web page: choose a csv file, such as fer2013.csv")],
    ["fer.csv", plainPng(9, 9), unread("fer.csv", "The file is a PNG picture: choose a csv file, such as fer2013.csv")],
    ["fer.csv", '[{"emotion": 3}]', unread("fer.csv", "The file is a JSON file: save or export it as CSV, and choose that")],
    ["fer.csv", sheet, unread("fer.csv", "The file is a spreadsheet: save or export it as CSV, and choose that")],
    ["fer.xlsx", sheet, unread("fer.xlsx", "The file is a spreadsheet: save or export it as CSV, and choose that")],
    ["fer.csv", "Rar!\x1a\x07", unread("fer.csv", "The file is a RAR archive: unpack it, and choose the csv file in it")],
  ]);
  for (const [name, bytes, says] of others) assert.equal((await added(file(name, bytes))).report, says, name);
});

test("a Teachable Machine project becomes classes, without its token", {}, async (studio) => {
  await studio.create("empty");
  const manifest = JSON.stringify({ type: "image", version: "2.4", appdata: { publishResults: { token: "secret" }, trainEpochs: 33, trainBatchSize: 8, trainLearningRate: 0.002 } });
  const project = zip([
    { name: "Grin-!-0.jpg", bytes: face },
    { name: "Grin-!-1.jpg", bytes: readFileSync(picturePath("surprised.jpg")) },
    { name: "Frown-!-0.jpg", bytes: readFileSync(picturePath("neutral.jpg")) },
    { name: "manifest.json", bytes: Buffer.from(manifest) },
  ]);
  await studio.element("import").setInputFiles(file("faces.tm", project));
  assert.match(await studio.reported(), /3 samples added/);
  const counts = await studio.counts();
  assert.deepEqual([counts.Grin, counts.Frown], [2, 1]);
  assert.equal(await studio.element("setting-epochs").inputValue(), "33");
  await studio.saved();
  const kept = await studio.tab.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open("mien-studio");
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
    return new Promise((resolve) => {
      const request = database.transaction("projects").objectStore("projects").getAll();
      request.onsuccess = () => resolve(JSON.stringify(request.result));
    });
  });
  assert.doesNotMatch(String(kept), /secret/);
});

test("training is not offered without samples, or with all of them in one class", {}, async (studio) => {
  await studio.create("empty");
  assert.equal(await studio.element("train").isDisabled(), true);
  await studio.upload("Class 1", [picturePath("angry.jpg"), picturePath("neutral.jpg")]);
  await studio.tab.waitForFunction(() => document.querySelector("#advice [data-level=stop]"));
  assert.equal(await studio.element("train").isDisabled(), true);
  assert.match((await studio.element("advice").textContent()) ?? "", /Class 2/);
});

test("long names are cut and names that look like a page stay text", {}, async (studio) => {
  await studio.create("empty");
  const names = studio.tab.locator(".class-card .inline-name");
  await names.nth(0).evaluate((input) => {
    /** @type {HTMLInputElement} */ (input).value = "x".repeat(10_000);
    input.dispatchEvent(new Event("change"));
  });
  await names.nth(1).fill(`<img src=x onerror="document.title='run'">`);
  await studio.tab.keyboard.press("Enter");
  const [long, hostile] = await studio.classes();
  assert.equal(long.length, 100);
  assert.match(hostile, /^<img/);
  await studio.upload(long, variants("angry.jpg", 2));
  await studio.upload(hostile, variants("neutral.jpg", 2));
  await studio.train();
  await studio.element("hood").locator("summary").click();
  assert.equal(await studio.tab.locator("img[src=x]").count(), 0);
  assert.doesNotMatch(await studio.tab.title(), /run/);
});

test("a damaged project file gives back what can be read, and says what is lost", {}, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", [picturePath("angry.jpg"), picturePath("neutral.jpg")]);
  await studio.upload("Class 2", picturePath("surprised.jpg"));
  const saved = await studio.download(() => studio.element("save-file").click());
  const whole = readFileSync(saved.path);
  await studio.element("to-projects").click();
  await studio.waitForScreen("start");
  await studio.element("open-file").setInputFiles(file("cut.mien.zip", whole.subarray(0, Math.floor(whole.length * 0.7))));
  await studio.waitForScreen("work");
  assert.match((await studio.element("toasts").textContent()) ?? "", /damaged/);
  assert.deepEqual(await studio.counts(), { "Class 1": 2, "Class 2": 1 }, "faces stand first in the file, so that cut ones still teach");
  await studio.element("to-projects").click();
  await studio.waitForScreen("start");
  const changed = Buffer.from(whole);
  const at = changed.indexOf("faces.bin") + "faces.bin".length + 40;
  changed[at] = (changed[at] ?? 0) ^ 0xff;
  await studio.element("open-file").setInputFiles(file("changed.mien.zip", changed));
  await studio.waitForScreen("work");
  assert.match((await studio.element("toasts").textContent()) ?? "", /Faces that were cut out of their pictures again: 3/);
  assert.deepEqual(await studio.counts(), { "Class 1": 2, "Class 2": 1 }, "no sample is lost whose picture is whole");
  assert.match(await studio.train(), /Right on/);
  await studio.element("to-projects").click();
  await studio.waitForScreen("start");
  await studio.element("open-file").setInputFiles(file("junk.mien.zip", "not a project"));
  await studio.element("banner").waitFor();
  assert.match((await studio.element("banner-text").textContent()) ?? "", /junk\.mien\.zip.*could not be opened/);
});

test("where nothing can be kept, that is said, and the project goes on and can be saved as a file", {
  before: [
    () => {
      indexedDB.open = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
    },
  ],
}, async (studio) => {
  await studio.create("empty");
  await studio.element("banner").waitFor();
  assert.match((await studio.element("banner-text").textContent()) ?? "", /keeps nothing here.*Save the project as a file/);
  await studio.upload("Class 1", variants("angry.jpg", 2));
  await studio.upload("Class 2", variants("neutral.jpg", 2));
  await studio.train();
  const saved = await studio.download(() => studio.element("banner-actions").getByRole("button").click());
  assert.match(saved.name, /\.mien\.zip$/);
  // Leaving it would lose it, and asks.
  const asked = studio.tab.waitForEvent("dialog");
  const leave = studio.element("to-projects").click();
  const dialog = await asked;
  assert.match(dialog.message(), /what is not saved as a file is lost/);
  await dialog.dismiss();
  await leave;
  assert.deepEqual(await studio.counts(), { "Class 1": 2, "Class 2": 2 });
});

test("a full disk is said, and nothing is lost on the page", {
  before: [
    () => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...values) {
        if (this.name === "samples" && /** @type {any} */ (globalThis).diskFull) throw new DOMException("full", "QuotaExceededError");
        return put.apply(this, values);
      };
    },
  ],
}, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", picturePath("angry.jpg"));
  await studio.saved();
  await studio.tab.evaluate(() => (/** @type {any} */ (globalThis).diskFull = true));
  await studio.element("intake-close").click();
  await studio.upload("Class 2", picturePath("neutral.jpg"));
  await studio.element("banner").waitFor();
  assert.match((await studio.element("banner-text").textContent()) ?? "", /no room left/);
  assert.deepEqual(await studio.counts(), { "Class 1": 1, "Class 2": 1 });
});
