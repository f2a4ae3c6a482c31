// Which detector finds the faces: the browser's own one where it really works, else the built-in one.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { KNOWN, iou, picturePath } from "./support/pictures.mjs";

const PHOTO = "grace-hopper.jpg";
const PLACE = KNOWN[PHOTO].faces[0];

// On Linux, Chromium has no detector that works, so the worker is given one.
const WORKS = `self.FaceDetector = class {
  async detect(picture) {
    if (picture.width < 100) return [];
    return [{ boundingBox: new DOMRectReadOnly(${PLACE.x}, ${PLACE.y}, ${PLACE.width}, ${PLACE.height}), landmarks: [] }];
  }
};`;
const REJECTS = `self.FaceDetector = class { async detect() { throw new DOMException("Face detection service unavailable.", "NotSupportedError"); } };`;
const THROWS = `self.FaceDetector = class { constructor() { throw new TypeError("Illegal constructor"); } };`;
const NEVER_ANSWERS = `self.FaceDetector = class { detect() { return new Promise(() => {}); } };`;

/** @param {string} detector */
const withDetector = (detector) => ({ "/worker/recognizer.js": (/** @type {Buffer} */ script) => `${detector}\n${script}` });

const photos = withCamera({ count: 0 });

photos.test("a browser's detector that works is used, and landmarks come with its boxes", { tamper: withDetector(WORKS) }, async (page) => {
  await page.choose(picturePath(PHOTO));
  const byBrowser = await page.reportWhere(() => true);
  assert.equal(byBrowser.detector, "browser");
  const [{ box, landmarks }] = byBrowser.faces;
  assert.ok(iou(box, PLACE) > 0.5);
  for (const { x, y } of landmarks) assert.ok(x > PLACE.x && x < PLACE.x + PLACE.width && y > PLACE.y && y < PLACE.y + PLACE.height, "a landmark outside the face");
  assert.match(await page.element("readout").innerText(), /browser/);

  await page.element("detector").selectOption("built-in");
  const byUs = await page.reportWhere(({ detector }) => detector === "built-in");
  assert.ok(iou(byUs.faces[0].box, PLACE) > 0.5);
  for (const [index, { x, y }] of byUs.faces[0].landmarks.entries()) {
    const apart = Math.hypot(x - landmarks[index].x, y - landmarks[index].y);
    assert.ok(apart < PLACE.width / 8, `landmark ${index} is ${apart} pixels away from where the built-in detector sees it`);
  }

  await page.element("detector").selectOption("browser");
  await page.reportWhere(({ detector }) => detector === "browser");
});

const FRAME = KNOWN["frame-1.jpg"].faces[0];

// Of a picture that is black all over it finds nothing.
const LOOKS = `self.FaceDetector = class {
  async detect(picture) {
    const { data } = picture.getContext("2d").getImageData(0, 0, picture.width, picture.height);
    if (!data.some((value, index) => index % 4 < 3 && value > 100)) return [];
    return [{ boundingBox: new DOMRectReadOnly(${FRAME.x}, ${FRAME.y}, ${FRAME.width}, ${FRAME.height}), landmarks: [] }];
  }
};`;

withCamera({ shows: ["frame-1.jpg"] }).test("a browser's detector is given the frames of a camera", { tamper: withDetector(LOOKS) }, async (page) => {
  await page.start();
  const { detector, faces } = await page.reportWhere(({ detector, faces }) => detector === "browser" && faces.length > 0);
  assert.equal(detector, "browser");
  assert.ok(iou(faces[0].box, FRAME) > 0.5);
});

for (const [what, detector] of Object.entries({ "is absent": "", "rejects every picture": REJECTS, "can't be made": THROWS, "never answers": NEVER_ANSWERS })) {
  photos.test(`a browser's detector that ${what}: the built-in one is used`, { tamper: withDetector(detector), query: "detector=browser" }, async (page) => {
    await page.choose(picturePath(PHOTO));
    const report = await page.reportWhere(() => true);
    assert.equal(report.detector, "built-in");
    assert.ok(iou(report.faces[0].box, PLACE) > 0.5);
    assert.equal(await page.element("detector").locator("option[value=browser]").isDisabled(), true);
    assert.match(await page.element("readout").innerText(), /built-in/);
  });
}
