// Archives and folders as people have them: with splits, in old code pages, spelled in many ways, with leftovers in them.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { studioTests } from "./support/studio.mjs";
import { entries, entry } from "./support/zips.mjs";

const test = studioTests(withCamera({ count: 0 }));

const archive = (/** @type {string} */ name) => fileURLToPath(new URL(`../data/cases/${name}.zip`, import.meta.url));

const SURPRISE = { "Überraschung": 2 };
const renamed = (/** @type {string} */ codePage) => new RegExp(`taken for ${codePage}: rename classes that look wrong`);

/** What each archive must lead to. @type {{ name: string, counts: Record<string, number>, says?: RegExp, not?: RegExp }[]} */
const ARCHIVES = [
  {
    name: "r3-splits",
    counts: { happy: 1, angry: 1 },
    says: /2 samples added\. 5 pictures for testing left out \(test, validation, val\) \| To learn from pictures for testing all the same, choose the folder of one of their classes/,
  },
  { name: "r34-cp866", counts: { Радость: 2 }, says: renamed("IBM866") },
  { name: "r34-gbk", counts: { 高兴: 2 }, says: renamed("GBK") },
  { name: "r34-sjis", counts: { 喜び: 2 }, says: renamed("Shift_JIS") },
  { name: "r34-cp1252", counts: SURPRISE, says: renamed("windows-1252") },
  { name: "r34-cp437", counts: SURPRISE, says: renamed("IBM850") },
  { name: "r34-utf8-flag", counts: SURPRISE, not: /taken for/ },
  { name: "r34-utf8-noflag", counts: SURPRISE, not: /taken for/ },
  { name: "r34-utf8-cyr-noflag", counts: { Радость: 2 }, not: /taken for/ },
  { name: "r35-nfd", counts: { "Cafe\u0301": 1 } },
  { name: "r35-more", counts: { ﬁn: 1, ＨＡＰＰＹ: 1, İ: 1, i: 1 } },
  { name: "r35-case", counts: { HAPPY: 2 }, says: /1 copy left out/ },
  { name: "r48-ck", counts: { happy: 1, contempt: 1, anger: 1 }, not: /left out/ },
  { name: "r48-contempt", counts: { happy: 1, contempt: 1, anger: 1 }, not: /left out/ },
  { name: "r48-eadir", counts: { happy: 1, angry: 1 }, says: /2 pictures for testing left out \(test\)/ },
  { name: "r48-mac", counts: { happy: 1, angry: 1 }, says: /2 pictures for testing left out \(test\).*1 hidden file left out/ },
  { name: "r48-names", counts: { Happy: 1, neutrality: 1, Angry: 1 }, says: /1 picture for testing left out \(Test\)/ },
  { name: "r48-nested", counts: { happy: 1, angry: 1 }, says: /1 picture for testing left out \(test\)/ },
  { name: "r48-numbers", counts: { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1 }, says: /7 pictures for testing left out \(test\)/ },
];

/** The classes that were made by what was brought. @param {import("./support/studio.mjs").Studio} studio */
async function made(studio) {
  const { "Class 1": first, "Class 2": second, ...others } = await studio.counts();
  assert.deepEqual([first, second], [0, 0]);
  return others;
}

test("archives give the classes that they mean, and what is for testing is left out and said", {}, async (studio) => {
  for (const { name, counts, says, not } of ARCHIVES) {
    await studio.create("pictures");
    await studio.element("import").setInputFiles(archive(name));
    const report = await studio.reported();
    assert.deepEqual(await made(studio), counts, `${name}: ${report}`);
    if (says) assert.match(report, says, name);
    if (not) assert.doesNotMatch(report, not, name);
    await studio.element("intake-close").click();
    await studio.element("to-projects").click();
  }
});

/** A folder with what is in an archive, and with what macOS, Windows and network drives leave. @param {string} name */
function unpacked(name) {
  const folder = mkdtempSync(join(tmpdir(), "mien-folders-"));
  const bytes = readFileSync(archive(name));
  for (const path of entries(bytes)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), entry(bytes, path));
  }
  mkdirSync(join(folder, "train/happy/@eaDir"));
  writeFileSync(join(folder, "train/happy/@eaDir/thumb.jpg"), readFileSync(picturePath("angry.jpg")));
  writeFileSync(join(folder, "train/happy/Thumbs.db"), "thumbs");
  writeFileSync(join(folder, "readme.txt"), "All of it");
  return folder;
}

const LEFT_OUT = /^2 samples added\. 5 pictures for testing left out \(.*\).*2 hidden files left out \| 1 file left out that is no picture/;

test("a folder with splits that is picked or dropped is taken as an archive of it is", {}, async (studio) => {
  const folder = unpacked("r3-splits");
  try {
    await studio.create("pictures");
    await studio.element("import-folder").setInputFiles(folder);
    assert.match(await studio.reported(), LEFT_OUT);
    assert.deepEqual(await made(studio), { happy: 1, angry: 1 });

    await studio.element("intake-close").click();
    await studio.element("to-projects").click();
    await studio.create("pictures");
    const browser = await studio.tab.context().newCDPSession(studio.tab);
    const { x, y, width } = (await studio.element("gather").boundingBox()) ?? { x: 0, y: 0, width: 0 };
    const drag = { x: x + width / 2, y: y + 10, data: { items: [], files: [folder], dragOperationsMask: 1 } };
    for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) await browser.send("Input.dispatchDragEvent", { type, ...drag });
    assert.match(await studio.reported(), LEFT_OUT);
    assert.deepEqual(await made(studio), { happy: 1, angry: 1 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a class of a name that is there in another spelling takes the samples, and a class renamed to one gets a number", {}, async (studio) => {
  await studio.create("pictures");
  const names = studio.tab.locator(".class-card .inline-name");
  await names.nth(0).fill("Caf\u00e9");
  await studio.tab.keyboard.press("Enter");
  await studio.element("import").setInputFiles(archive("r35-nfd"));
  await studio.reported();
  assert.deepEqual(await studio.counts(), { "Caf\u00e9": 1, "Class 2": 0 });
  await names.nth(1).fill("ＣＡＦＥ\u0301");
  await studio.tab.keyboard.press("Enter");
  assert.deepEqual(await studio.classes(), ["Caf\u00e9", "ＣＡＦＥ\u0301 2"]);
  await names.nth(0).fill("caf\u00e9");
  await studio.tab.keyboard.press("Enter");
  assert.deepEqual(await studio.classes(), ["caf\u00e9", "ＣＡＦＥ\u0301 2"], "its own name is no clash");
});
