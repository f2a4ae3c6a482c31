// Projects of whole pictures: taught, watched, kept, taken elsewhere and back.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";
import { listenToWidgets, told } from "./support/widget.mjs";
import { entries, entry } from "./support/zips.mjs";

const DATA = readFileSync(new URL("../data/teachable-machine/image-model-data.zip", import.meta.url));

const camera = withCamera({ shows: ["frame-1.jpg"], grain: true });
const test = studioTests(camera);

const BOTH = { "Class 1": 11, "Class 2": 11 };

/** @param {string} path */
const taken = (path) => readFileSync(path);

test("a zip of pictures is taught, watched, kept and opened again", {}, async (studio) => {
  const { tab } = studio;
  assert.match(await studio.teachPictures(DATA), /Right on \d+% of the 4 samples kept for checking/);
  assert.deepEqual(await studio.counts(), BOTH);
  assert.equal(await tab.locator("#all-faces").isVisible(), false, "what is about faces is not there");
  await studio.element("preview-camera").click();
  const report = await studio.page.reportWhere(({ bars }) => bars.length === 2);
  assert.equal(report.subject, "picture");
  await studio.element("preview-camera").click();

  await studio.saved();
  await tab.reload();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), BOTH, "a reload loses nothing");
  await studio.trained();
  const file = await studio.download(() => studio.element("save-file").click());
  await studio.element("to-projects").click();
  await studio.waitForScreen("start");
  await studio.element("open-file").setInputFiles(file.path);
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), BOTH, "the file has everything");
  await studio.trained();
  assert.equal(await tab.locator("#all-faces").isVisible(), false, "the file says what it is about");
});

test("pictures are recorded from the camera, whether there is a face in them or not", {}, async (studio) => {
  await studio.create("pictures");
  await studio.card("Class 1").getByRole("button", { name: "Camera for Class 1" }).click();
  const hold = studio.tab.getByRole("button", { name: "Hold to record" });
  await studio.tab.waitForFunction(() => document.activeElement?.textContent === "Hold to record");
  await hold.hover();
  await studio.tab.mouse.down();
  await studio.waitForSamples("Class 1", 3);
  await studio.tab.mouse.up();
  await studio.upload("Class 2", [picturePath("nobody.jpg"), picturePath("group.jpg")]);
  assert.equal((await studio.counts())["Class 2"], 2);
  await studio.element("export-open").click();
  assert.deepEqual(await studio.tab.getByRole("tab").locator("strong").allTextContents(), ["Samples"], "before training there is nothing else to take away");
});

test("a table of faces is refused", {}, async (studio) => {
  await studio.create("pictures");
  await studio.element("import").setInputFiles({ name: "faces.csv", mimeType: "text/csv", buffer: Buffer.from("emotion,pixels\n0,1 2 3\n") });
  assert.match(await studio.reported(), /a table of faces belongs into a project of faces/);
});

for (const [kind, teach] of /** @type {[string, (studio: import("./support/studio.mjs").Studio) => Promise<unknown>][]} */ ([
  ["pictures", (studio) => studio.teachPictures(DATA)],
  [
    "faces",
    async (studio) => {
      await studio.create("six");
      await studio.fill(2);
      await studio.train();
    },
  ],
])) {
  test(`${kind} leave in every format, and are tried out first`, {}, async (studio) => {
    const { tab } = studio;
    await teach(studio);
    await studio.element("export-open").click();
    for (const [way, variant, named] of /** @type {const} */ ([
      ["TensorFlow.js", null, ["metadata.json", "model.json", "weights.bin"]],
      ["Keras", null, ["keras_model.h5", "labels.txt", "metadata.json"]],
      ["Keras", ".keras, for Keras 3", ["labels.txt", "metadata.json", "model.keras"]],
      ["TensorFlow Lite", null, ["labels.txt", "metadata.json", "model_unquant.tflite"]],
      ["TensorFlow Lite", "8-bit, a quarter of the size", ["labels.txt", "metadata.json", "model_quant.tflite"]],
      ["ONNX", null, ["labels.txt", "metadata.json", "model.onnx"]],
    ])) {
      await tab.getByRole("tab", { name: way, exact: false }).first().click();
      if (variant) await tab.getByLabel(variant).check();
      assert.deepEqual([way, await studio.checked().then(({ state }) => state)], [way, "good"], (await studio.checked()).says);
      const { path, name } = await studio.download(() => studio.element("program-download").click());
      assert.match(name, /\.zip$/);
      assert.deepEqual(entries(taken(path)).sort(), named);
      const metadata = JSON.parse(entry(taken(path), "metadata.json").toString());
      assert.equal(metadata.labels.length, Object.keys(await studio.counts()).length);
      assert.match(await studio.element("program-snippet").innerText(), /\S/);
    }
    await studio.element("check-picture").setInputFiles(picturePath("happy-baby.jpg"));
    await tab.waitForFunction(() => document.querySelectorAll("#check-pictures figure").length === 1);
    assert.equal((await studio.checked()).state, "good");
  });

  test(`${kind} leave as samples and as a project of Teachable Machine, and come back`, {}, async (studio) => {
    const { tab } = studio;
    await teach(studio);
    const before = await studio.counts();
    const total = Object.values(before).reduce((sum, count) => sum + count, 0);
    await studio.export("Samples");
    const samples = await studio.download(() => studio.element("save-samples").click());
    const files = entries(taken(samples.path));
    assert.equal(files.filter((name) => /\.(jpg|png)$/.test(name)).length, total);
    assert.equal(files.filter((name) => name.endsWith(".xml")).length, total);
    assert.equal(entry(taken(samples.path), "boxes.csv").toString().trim().split("\n").length, total + 1);
    const project = await studio.download(() => studio.element("save-teachable").click());
    assert.match(project.name, /\.tm$/);
    await studio.element("export-close").click();
    for (const { path, name } of [samples, project]) {
      await studio.element("to-projects").click();
      await studio.waitForScreen("start");
      await studio.element("open-file").setInputFiles({ name, mimeType: "application/zip", buffer: taken(path) });
      await tab.locator(`button[data-kind=${kind}]`).click();
      await studio.waitForScreen("work");
      await studio.reported();
      assert.deepEqual(await studio.counts(), before, `${name} has everything: ${await studio.report()}`);
    }
  });
}

test("everything of the dialog is reached by keys alone", {}, async (studio) => {
  const { tab } = studio;
  const { keyboard } = tab;
  await studio.teachPictures(DATA);
  /** @param {import("playwright-core").Locator} element @param {string} [key] */
  const reach = async (element, key = "Tab") => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await element.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press(key);
    }
    assert.fail(`${element} is not reached by ${key}`);
  };
  await reach(studio.element("export-open"));
  await keyboard.press("Enter");
  await reach(tab.getByRole("tab", { name: "TensorFlow Lite" }), "ArrowDown");
  await studio.checked();
  await reach(tab.getByLabel("32-bit, exact"));
  await keyboard.press("ArrowRight");
  assert.ok(await tab.getByLabel("8-bit, a quarter of the size").isChecked());
  assert.equal((await studio.checked()).state, "good");
  await reach(studio.element("program-download"));
  const { name } = await studio.download(() => keyboard.press("Enter"));
  assert.equal(name, "Hands tflite-int8.zip");
  await reach(studio.element("check-picture"));
  await reach(studio.element("program-languages").locator("input").first());
  await keyboard.press("ArrowRight");
  assert.match((await studio.element("program-snippet").textContent()) ?? "", /fun classify/);
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await reach(studio.element("copy-program"));
  await keyboard.press("Enter");
  await tab.waitForFunction(() => document.getElementById("export-status")?.textContent === "The lines are copied");
  assert.match(await tab.evaluate(() => navigator.clipboard.readText()), /fun classify/);
  await keyboard.press("Escape");
  assert.equal(await studio.element("export").isVisible(), false);
  assert.equal(await tab.evaluate(() => document.activeElement?.id), "export-open", "the focus goes back to where it was");
});

const root = mkdtempSync(join(tmpdir(), "mien-image-bundle-"));
after(() => rmSync(root, { recursive: true, force: true }));

test("the bundle", {}, async (studio) => {
  await studio.teachPictures(DATA);
  await studio.element("export-open").click();
  const { path } = await studio.download(() => studio.element("bundle").click());
  const zip = taken(path);
  for (const name of entries(zip)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), entry(zip, name));
  }
});

withCamera({ shows: ["frame-1.jpg"] }, root).test("the bundle's page names what it sees", { path: "", before: [listenToWidgets] }, async ({ tab }) => {
  await tab.getByText(/Tells apart: Class \d, Class \d/).waitFor();
  await tab.getByRole("heading", { level: 2, name: "The picture" }).waitFor();
  await tab.getByRole("button", { name: "Start" }).click();
  const { faces } = await told(tab, "mien-prediction", { after: 2 });
  assert.match(faces[0].label, /^Class [12]$/);
});
