// A browser that can't run Mien is told so, with the names of those that can.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";

const onlyHere = process.arch === "x64" ? false : "Chromium's SIMD can be switched off on x64 alone";

/** @type {{ what: string, camera?: Parameters<typeof withCamera>[0], opening: import("./support/page.mjs").Opening }[]} */
const OLD = [
  // Without these instructions V8 has no WASM SIMD.
  { what: "WASM SIMD", camera: { flags: ["--js-flags=--no-enable-sse4-1 --no-enable-ssse3"] }, opening: { skip: onlyHere } },
  { what: "OffscreenCanvas", opening: { before: [() => Reflect.deleteProperty(globalThis, "OffscreenCanvas")] } },
];

withCamera().test("WebAssembly is switched off: a sentence says so, and what to do", { before: [() => Reflect.deleteProperty(globalThis, "WebAssembly")] }, async (page) => {
  await page.waitForState("unsupported");
  assert.match(await page.message(), /WebAssembly is switched off.*Allow it for this site/s);
});

for (const { what, camera, opening } of OLD) {
  withCamera(camera).test(`no ${what}: a sentence that names the browsers that work`, opening, async (page) => {
    await page.waitForState("unsupported");
    assert.match(await page.message(), /Chrome.*Firefox.*Safari/s);
    // A file that is given all the same changes nothing.
    await page.choose(picturePath("astronaut.jpg"));
    await page.quiet();
    assert.equal(await page.state(), "unsupported");
  });
}
