// Project files of every version, and faces that were cut for a model of another size.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { withCamera } from "./support/page.mjs";
import { studioTests } from "./support/studio.mjs";
import { zip } from "./support/zips.mjs";

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

/**
 * An entry of a zip that says its sizes in front, as ours do.
 * @param {Buffer} bytes
 * @param {string} name
 */
function entry(bytes, name) {
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [packed, nameLength, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    const start = at + 30 + nameLength + extra;
    const content = bytes.subarray(start, start + packed);
    if (bytes.toString("utf8", at + 30, at + 30 + nameLength) === name) return bytes.readUInt16LE(at + 8) === 0 ? content : inflateRawSync(content);
    at = start + packed;
  }
  throw new Error(`no ${name} in the zip`);
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
    assert.match(await studio.train(), /Right on \d+ %/);

    const { path } = await studio.download(() => studio.element("save-file").click());
    const saved = readFileSync(path);
    const { version, faceSize, samples } = JSON.parse(entry(saved, "mien-project.json").toString());
    assert.deepEqual([version, faceSize, samples.length], [2, 48, count]);
    assert.equal(entry(saved, "faces.bin").length, count * 48 * 48);
  });
}
