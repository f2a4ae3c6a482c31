// If the module stops working in the middle of a picture, the page says so, lets the camera go, and Reload helps.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";

const BREAKS = {
  // What WebAssembly does when Rust panics, in the fourth picture.
  "the module crashes": {
    file: "/mien.js",
    script: `
      const recognize = Recognizer.prototype.recognize;
      let pictures = 0;
      Recognizer.prototype.recognize = function (...picture) {
        if ((pictures += 1) === 4) throw new WebAssembly.RuntimeError("unreachable");
        return recognize.apply(this, picture);
      };`,
  },
  // An error outside of everything that the worker watches.
  "the worker throws": {
    file: "/worker/recognizer.js",
    script: `
      const post = MessagePort.prototype.postMessage;
      let reports = 0;
      MessagePort.prototype.postMessage = function (...message) {
        if (message[0]?.type === "report" && (reports += 1) === 4) setTimeout(() => { throw new Error("nobody catches this"); });
        return post.apply(this, message);
      };`,
  },
};

for (const [what, { file, script }] of Object.entries(BREAKS)) {
  const opening = {
    tamper: { [file]: (/** @type {Buffer} */ original) => `${original}\n${script}` },
    expected: /unreachable|nobody catches this/,
  };
  withCamera({ shows: ["frame-1.jpg"] }).test(`${what}: a sentence, no camera left on, and Reload helps`, opening, async (page) => {
    await page.element("start").click();
    await page.waitForState("crashed");
    assert.deepEqual(await page.tracks(), ["ended"]);
    assert.match(await page.message(), /Reload/);
    await page.tab.getByRole("button", { name: "Copy details" }).waitFor();
    await page.quiet();

    page.site.tamper = {};
    await page.tab.getByRole("button", { name: "Reload" }).click();
    await page.waitForState("start");
    const [{ faces }] = await page.start();
    assert.equal(faces.length, 1);
  });
}
