// The recognizer's module is built twice: browsers that know relaxed SIMD take the second build, and say what others say.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { withCamera } from "./support/page.mjs";
import { KNOWN, picturePath } from "./support/pictures.mjs";
import { DIST, MODULE, PLAIN_MODULE, WITHOUT_RELAXED } from "./support/server.mjs";

/** `f32x4.relaxed_madd` in a module. */
const MULTIPLY_ADD = Buffer.from([0xfd, 0x85, 0x02]);

/** @param {string} module */
const multiplyAdds = (module) => readFileSync(join(DIST, module)).toString("latin1").split(MULTIPLY_ADD.toString("latin1")).length - 1;

test("one build has the instructions of relaxed SIMD, the other has none", () => {
  // The bytes of one may be there by chance.
  assert.ok(multiplyAdds(PLAIN_MODULE) < 5, `${multiplyAdds(PLAIN_MODULE)}`);
  assert.ok(multiplyAdds(MODULE) > 100, `${multiplyAdds(MODULE)}`);
});

const nothing = withCamera({ count: 0 });

/** @param {import("./support/page.mjs").MienPage} page */
const modules = ({ site }) => site.requests.filter((request) => [MODULE, PLAIN_MODULE].some((module) => request === `GET ${module}`)).map((request) => request.slice(4));

/** What is said of every picture. @param {import("./support/page.mjs").MienPage} page */
async function answers({ tab }) {
  const pictures = Object.keys(KNOWN).map((name) => ({ name, base64: readFileSync(picturePath(name)).toString("base64") }));
  return tab.evaluate(async (pictures) => {
    /** @type {typeof import("../../www/package/index.js")} */
    const { createRecognizer } = await import(/** @type {string} */ ("/package/index.js"));
    const recognizer = await createRecognizer();
    const answers = [];
    for (const { name, base64 } of pictures) {
      const blob = await (await fetch(`data:image/*;base64,${base64}`)).blob();
      answers.push({ name, faces: await recognizer.recognize(blob) });
    }
    recognizer.close();
    return answers;
  }, pictures);
}

/** @type {Awaited<ReturnType<typeof answers>>} */
let relaxed = [];

const EMPTY = { path: "empty.html", added: { "/empty.html": '<!doctype html><html lang="en"><title>Empty</title><link rel="icon" href="data:,"></html>' } };

nothing.test("Chromium knows relaxed SIMD, and takes the module with it", EMPTY, async (page) => {
  page.site.requests.length = 0;
  relaxed = await answers(page);
  assert.deepEqual(modules(page), [MODULE]);
});

nothing.test("a browser that does not takes the other one, and says the same of every picture", { ...EMPTY, tamper: WITHOUT_RELAXED }, async (page, t) => {
  page.site.requests.length = 0;
  const plain = await answers(page);
  assert.deepEqual(modules(page), [PLAIN_MODULE]);
  let [faces, worst] = [0, 0];
  for (const [index, { name, faces: found }] of plain.entries()) {
    const others = relaxed[index]?.faces ?? [];
    assert.deepEqual(found.map(({ label }) => label), others.map(({ label }) => label), name);
    for (const [nth, { box, probabilities }] of found.entries()) {
      const other = others[nth];
      if (!other) continue;
      const off = (/** @type {Record<string, number>} */ one, /** @type {Record<string, number>} */ two) => Math.max(...Object.keys(one).map((key) => Math.abs(Number(one[key]) - Number(two[key]))));
      const side = Math.max(box.width, box.height);
      const differences = [off(probabilities, other.probabilities), off({ ...box }, { ...other.box }) / side];
      assert.ok(differences.every((difference) => difference < 1e-3), `${name}, face ${nth}: ${differences}`);
      faces += 1;
      worst = Math.max(worst, ...differences);
    }
  }
  assert.ok(faces > 25, `${faces}`);
  t.diagnostic(`${faces} faces; at most ${worst} apart`);
});

nothing.test("an old copy of the site, without the second build: the first one does", { tamper: { [MODULE]: () => null }, expected: /Failed to load resource/ }, async (page) => {
  const [{ faces }] = await page.predictionsOf(() => page.choose(picturePath("astronaut.jpg")));
  assert.equal(faces.length, 1);
  assert.ok(modules(page).includes(PLAIN_MODULE));
});
