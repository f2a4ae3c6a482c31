// Project files of every version, and faces that were cut for a model of another size.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { studioTests } from "./support/studio.mjs";
import { entry, zip } from "./support/zips.mjs";

const test = studioTests(withCamera({ count: 0 }));

const SAMPLES = 4;

/** Faces that are light on one side, in two classes by which side it is. @param {number} side */
function project(side) {
  const classes = [
    { id: 1, name: "Left" },
    { id: 2, name: "Right" },
  ];
  const samples = classes.flatMap(({ id }) => Array.from({ length: SAMPLES }, (_, index) => ({ id: 10 * id + index, class: id, name: `made ${index}`, picture: null })));
  const faces = samples.map(({ class: of }, index) =>
    Buffer.from(Array.from({ length: side * side }, (_, place) => Math.round((255 * (of === 1 ? side - (place % side) : place % side)) / side) - index).map((value) => Math.max(0, Math.min(255, value)))),
  );
  const settings = { format: "mien-project", version: 2, name: "Made", faceSize: side, classes, samples };
  return zip([
    { name: "mien-project.json", bytes: Buffer.from(JSON.stringify(settings)), deflate: true },
    { name: "faces.bin", bytes: Buffer.concat(faces), deflate: true },
  ]);
}

const version1 = fileURLToPath(new URL("../data/projects/version-1.mien.zip", import.meta.url));
const VERSION_1_SAMPLES = JSON.parse(entry(readFileSync(version1), "mien-project.json").toString()).samples.length;

for (const [what, file, count] of /** @type {[string, string | {name: string, mimeType: string, buffer: Buffer}, number][]} */ ([
  ["a file of version 1", version1, VERSION_1_SAMPLES],
  ["faces of 64 pixels", { name: "large.mien.zip", mimeType: "application/zip", buffer: project(64) }, 2 * SAMPLES],
  ["faces of 32 pixels", { name: "small.mien.zip", mimeType: "application/zip", buffer: project(32) }, 2 * SAMPLES],
])) {
  test(`${what}: opens, trains, and is saved as version 2 with the model's size`, {}, async (studio) => {
    await studio.waitForScreen("start");
    await studio.element("open-file").setInputFiles(file);
    await studio.waitForScreen("work");
    assert.deepEqual(await studio.tab.locator("#toasts .toast").allTextContents(), [], "nothing is said to be damaged");
    await studio.tab.waitForFunction(() => !(/** @type {HTMLButtonElement} */ (document.getElementById("train")).disabled));
    assert.match(await studio.train(), /Right on \d+%/);

    const { path } = await studio.download(() => studio.element("save-file").click());
    const saved = readFileSync(path);
    const { version, faceSize, samples } = JSON.parse(entry(saved, "mien-project.json").toString());
    assert.deepEqual([version, faceSize, samples.length], [2, 48, count]);
    assert.equal(entry(saved, "faces.bin").length, count * 48 * 48);
  });
}
