// Inside of another page's frame: allowed, not allowed, in a sandbox.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { embedding } from "../../support/embedding.mjs";
import { picturePath } from "../../support/pictures.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });

/**
 * The page's script: a frame of another site (the same server under another name), with these rights.
 * @param {string} file
 * @param {Record<string, string>} attributes
 */
const framing = (file, attributes) => ({
  "/frame.js": `const frame = document.createElement("iframe");
    frame.width = 640; frame.height = 640;
    for (const [name, value] of Object.entries(${JSON.stringify(attributes)})) frame.setAttribute(name, value);
    frame.src = ${JSON.stringify(file)};
    document.body.append(frame);`,
});

/** @param {string} file @param {Record<string, string>} attributes */
const opening = (file, attributes) => ({ added: framing(file, attributes), frames: [file] });

test("a frame with allow=camera works", { ...opening("inside.html", { allow: "camera" }) }, async ({ tab }) => {
  await tab.frameLocator("iframe").locator("mien-camera .status").filter({ hasText: "1 face: it looks happy" }).waitFor();
});

test("a frame that may not have the camera says who has to allow it", { ...opening("inside.html", { allow: "camera 'none'" }), expected: /Permissions policy/ }, async ({ tab }) => {
  const widget = tab.frameLocator("iframe").locator("mien-camera");
  await widget.locator(".sentence").filter({ hasText: 'allow="camera"' }).waitFor();
  assert.match(await widget.locator(".title").innerText(), /page around this one allows no camera/);
  assert.equal(await widget.evaluate((element) => /** @type {any} */ (element).state), "frame-denied");
});

test("a sandbox without an origin of its own: a picture is named", { ...opening("sandboxed.html", { sandbox: "allow-scripts" }), more: ["worker-src data:"], files: { "/picture.jpg": readFileSync(picturePath("astronaut.jpg")) } }, async ({ tab }) => {
  await tab.frameLocator("iframe").locator("mien-image .status").filter({ hasText: "1 face: it looks happy" }).waitFor();
});
