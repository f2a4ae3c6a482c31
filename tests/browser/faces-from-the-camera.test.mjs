// Start, and every face that the camera shows gets a box in the right place, an id that stays, a label and its probabilities.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { KNOWN, iou, pair } from "./support/pictures.mjs";

const LABELS = ["Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Neutral"];

/** Frames that a test looks at. */
const FRAMES = 5;

const STILLS = [
  { picture: "frame-1.jpg", atLeast: 1 },
  { picture: "frame-6.jpg", atLeast: 6 },
  // At the size that the page starts with, the smallest of the fifteen may be missed.
  { picture: "frame-15.jpg", atLeast: 12 },
  { picture: "nobody.jpg", atLeast: 0 },
];

for (const { picture, atLeast } of STILLS) {
  const known = KNOWN[picture].faces;
  withCamera({ shows: [picture] }).test(`${picture}: ${known.length} faces`, {}, async (page, t) => {
    await page.start();
    const frames = await page.nextPredictions(FRAMES);

    for (const { time, faces } of frames) {
      assert.ok(time > 0);
      assert.ok(faces.length <= known.length, `${faces.length} faces where ${known.length} are`);
      for (const face of faces) assertWellFormed(face);
    }

    const pairs = pair(frames[0].faces, known);
    const found = pairs.filter(({ face }) => face);
    assert.ok(found.length >= atLeast, `only ${found.length} boxes are where faces are`);
    assert.equal(frames[0].faces.length, found.length, "no box where no face is");
    assert.equal(await page.state(), known.length === 0 ? "no-face" : "running");

    // The picture stands still, and so do the ids.
    const ids = frames.map(({ faces }) => faces.map(({ id }) => id).sort());
    for (const later of ids) assert.deepEqual(later, ids[0]);

    for (const { known, face } of pairs) t.diagnostic(`${known.shows}: ${face ? `${face.label} ${face.probability.toFixed(2)}` : "not found"}`);
  });
}

const there = Array.from({ length: 8 }, (_, step) => `walking/${step}.jpg`);
const andBack = there.slice(1, -1).reverse();

withCamera({ shows: [...there, ...andBack], repeat: 6 }).test("a face that moves keeps its id, and the box goes with it", {}, async (page) => {
  await page.start();
  const places = new Set();
  const ids = new Set();
  for (let looked = 0; places.size < 4; looked += FRAMES) {
    assert.ok(looked < 1000, `the face moved through ${places.size} places only`);
    for (const { faces } of await page.nextPredictions(FRAMES)) {
      assert.equal(faces.length, 1);
      const overlaps = there.map((picture) => iou(faces[0].box, KNOWN[picture].faces[0]));
      const best = Math.max(...overlaps);
      assert.ok(best > 0.5, `the box is nowhere near the face: ${JSON.stringify(faces[0].box)}`);
      places.add(overlaps.indexOf(best));
      ids.add(faces[0].id);
    }
  }
  assert.equal(ids.size, 1, `one face had the ids ${[...ids]}`);
});

/** @param {import("./support/page.mjs").Face} face */
function assertWellFormed({ id, box, landmarks, label, probability, probabilities }) {
  assert.ok(Number.isInteger(id));
  for (const side of /** @type {const} */ (["x", "y", "width", "height"])) assert.ok(Number.isFinite(box[side]), `box.${side}`);
  assert.equal(landmarks.length, 5);
  for (const { x, y } of landmarks) {
    assert.ok(x > box.x - box.width / 2 && x < box.x + box.width * 1.5, "a landmark far beside the face");
    assert.ok(y > box.y - box.height / 2 && y < box.y + box.height * 1.5, "a landmark far above or below the face");
  }
  assert.deepEqual(Object.keys(probabilities), LABELS);
  const values = Object.values(probabilities);
  for (const value of values) assert.ok(value >= 0 && value <= 1, `${value} is no probability`);
  assert.ok(Math.abs(values.reduce((sum, value) => sum + value) - 1) < 1e-3, "probabilities sum to 1");
  assert.equal(probability, probabilities[label]);
  assert.equal(probability, Math.max(...values), "the label is the likeliest one");
}
