// Networks of other projects in the place of the expressions: opened from files, by address, by a drop; on whole pictures and on faces.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { withCamera } from "./support/page.mjs";
import { entry, zip } from "./support/zips.mjs";

const SCREENSHOTS = fileURLToPath(new URL("../../artefacts/screenshots/", import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

const FOLDER = new URL("../data/teachable-machine/", import.meta.url);
const EXPORT = readFileSync(new URL("image-model.zip", FOLDER));
const FILES = ["model.json", "weights.bin", "metadata.json"].map((name) => ({ name, mimeType: "application/octet-stream", buffer: entry(EXPORT, name) }));
const ZIP = { name: "My fruit.zip", mimeType: "application/zip", buffer: EXPORT };

const camera = withCamera({ shows: ["frame-6.jpg"] });

/** @typedef {import("./support/page.mjs").MienPage} MienPage */

/**
 * Waits for a report on this subject with at least so many faces and just so many classes.
 * @param {MienPage} page
 * @param {"faces" | "picture"} subject
 * @param {number} faces
 * @param {number} classes
 */
async function reported({ tab }, subject, faces, classes) {
  const report = await tab.waitForFunction(
    ([subject, faces, classes]) => {
      const report = /** @type {any} */ (globalThis).seen.reports.at(-1);
      const right = report?.subject === subject && report.faces.length >= faces;
      return right && Object.keys(report.faces[0].probabilities).length === classes && report;
    },
    /** @type {const} */ ([subject, faces, classes]),
  );
  return report.jsonValue();
}

camera.test("an export as a zip file names the whole picture, or each face", {}, async (page) => {
  const { tab } = page;
  await page.start();
  await page.element("model").setInputFiles(ZIP);
  await page.element("own-line").getByText("The model: My fruit").waitFor();
  const report = await reported(page, "picture", 1, 2);
  const [picture] = report.faces;
  assert.equal(picture.landmarks, null);
  assert.deepEqual(Object.keys(picture.probabilities), ["Class 1", "Class 2"]);
  assert.equal(picture.box.width, picture.box.height, "the middle square");
  assert.equal(picture.box.width, Math.min(report.width, report.height));
  assert.match(await page.element("sentence").innerText(), /^The picture: (Class [12]|Unsure)$/);
  await tab.screenshot({ path: `${SCREENSHOTS}model-picture-light.png` });
  const ofFaces = () => tab.locator("[data-for=faces]").evaluateAll((fields) => fields.map((field) => getComputedStyle(field).display !== "none"));
  assert.deepEqual(await ofFaces(), [false, false, false], "settings of faces are not there");
  // It is renewed twice a second.
  await page.element("readout").filter({ hasText: /./, hasNotText: "detector" }).waitFor();

  await page.element("subject").selectOption("faces");
  const { faces } = await reported(page, "faces", 4, 2);
  assert.deepEqual(await ofFaces(), [true, true, true]);
  for (const face of faces) {
    assert.equal(face.landmarks.length, 5);
    const sum = Object.values(face.probabilities).reduce((/** @type {number} */ a, b) => a + Number(b), 0);
    assert.ok(Math.abs(sum - 1) < 1e-4);
  }
  assert.ok(new Set(faces.map((/** @type {any} */ face) => face.probability.toFixed(5))).size > 1, "every face is asked about by itself");
  assert.equal(new URL(tab.url()).searchParams.get("subject"), "faces");
  await tab.emulateMedia({ colorScheme: "dark" });
  await tab.screenshot({ path: `${SCREENSHOTS}model-faces-dark.png` });
  await tab.evaluate(axe.source);
  const { violations } = await tab.evaluate(() => /** @type {any} */ (globalThis).axe.run());
  assert.deepEqual(violations, []);

  await page.element("own-back").click();
  await reported(page, "faces", 1, 7);
  assert.equal(await page.element("subject-field").isVisible(), false);
});

camera.test("an export's files, all at once", {}, async (page) => {
  await page.start();
  await page.element("model").setInputFiles(FILES);
  await page.element("own-line").getByText("The model: model").waitFor();
  await reported(page, "picture", 1, 2);
});

camera.test(
  "a model by its address, which is a link to it",
  { query: "model=fruit/&subject=picture", added: Object.fromEntries(FILES.map(({ name, buffer }) => [`/fruit/${name}`, buffer])) },
  async (page) => {
    await page.start();
    await page.element("own-line").getByText("The model: fruit").waitFor();
    await reported(page, "picture", 1, 2);
  },
);

for (const [what, file, sentence] of /** @type {[string, {name: string, buffer: Buffer}, RegExp][]} */ ([
  ["a project", { name: "mine.zip", buffer: zip([{ name: "mien-project.json", bytes: Buffer.from("{}") }]) }, /This is a project: open it in the studio/],
  ["pictures", { name: "pictures.zip", buffer: readFileSync(new URL("image-model-data.zip", FOLDER)) }, /This is (pictures|no model)/],
  ["weights alone", FILES[1] ?? assert.fail(), /This is the weights of a model alone: choose its model.json together with them/],
  ["a model without its weights", FILES[0] ?? assert.fail(), /“weights.bin” is damaged: it is missing/],
  ["a damaged model", { name: "model.json", buffer: Buffer.from('{"modelTopology": {}}') }, /The model is damaged/],
  ["something else", { name: "notes.txt", buffer: Buffer.from("milk, bread") }, /This is no model that can be read/],
])) {
  camera.test(`opened as a model: ${what}`, {}, async (page) => {
    await page.start();
    await page.element("model").setInputFiles({ mimeType: "application/octet-stream", ...file });
    await page.element("own-line").getByText(sentence).waitFor();
    await reported(page, "faces", 1, 7);
  });
}

for (const name of ["keras2.h5", "keras3.keras", "float32.tflite", "int8.tflite", "tf2onnx.onnx"]) {
  camera.test(`a file of another format: ${name}`, {}, async (page) => {
    await page.start();
    const buffer = readFileSync(new URL(`../data/formats/${name}`, import.meta.url));
    const labels = { name: "labels.txt", mimeType: "text/plain", buffer: Buffer.from("0 Red\n1 My left hand\n2 笑顔\n") };
    await page.element("model").setInputFiles([{ name, mimeType: "application/octet-stream", buffer }, labels]);
    await page.element("own-line").getByText(`The model: ${name.split(".")[0]}`).waitFor();
    const { faces } = await reported(page, "picture", 1, 3);
    assert.deepEqual(Object.keys(faces[0].probabilities), ["Red", "My left hand", "笑顔"]);
    const formats = page.requests.some((url) => url.endsWith("mien-formats_bg.wasm"));
    assert.equal(formats, true, "the module with all formats comes when one of them is opened");
  });
}
