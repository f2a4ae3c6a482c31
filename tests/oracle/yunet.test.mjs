// Our detector and onnxruntime, which runs YuNet's published ONNX file, must find the same faces in the same pixels.
//
// `trainer detect` writes the exact network input and its own answer; onnxruntime is given that input, so that the network and
// its decoding are compared and not two ways of resizing a picture.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as ort from "../browser/support/onnxruntime.mjs";
import { iou } from "../browser/support/pictures.mjs";
import { decode, suppress, withoutShapes } from "./yunet.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MODEL = readFileSync(new URL("../data/models/face_detection_yunet_2023mar.onnx", import.meta.url));

/** Where pictures are, and whether they come with every checkout. */
const FOLDERS = [
  { name: "tests/data/pictures", path: fileURLToPath(new URL("../data/pictures/", import.meta.url)) },
  { name: "photographs that are not shipped", path: fileURLToPath(new URL("../../../shared/data/photos/local-only/expressions/", import.meta.url)) },
  { name: "dlib's photographs, not shipped", path: fileURLToPath(new URL("../../../shared/data/photos/local-only/dlib/", import.meta.url)) },
];

/** Longest side of the network's input: as the page starts out, and twice that. */
const SIZES = [320, 640];

const PIXELS = 0.5;
const SCORE = 0.001;

/** @type {ort.InferenceSession} */
let network;

before(async () => {
  ort.env.wasm.numThreads = 1;
  network = await ort.InferenceSession.create(withoutShapes(MODEL));
});

for (const { name, path } of FOLDERS) {
  const pictures = existsSync(path) ? readdirSync(path).filter((file) => /\.(jpe?g|png)$/i.test(file)).sort() : [];
  for (const size of SIZES) {
    describe(`${name} at ${size} pixels: the same faces as onnxruntime finds`, { skip: pictures.length === 0 && `${path} is absent` }, () => {
      const dumps = mkdtempSync(join(tmpdir(), "mien-oracle-"));
      after(() => rmSync(dumps, { recursive: true, force: true }));
      before(() => detect(pictures.map((picture) => join(path, picture)), size, dumps));
      for (const picture of pictures) test(picture, () => compare(join(dumps, basename(picture, extname(picture)))));
    });
  }
}

/**
 * Our own answer, from the command line.
 * @param {string[]} pictures
 * @param {number} size
 * @param {string} dumps the folder that gets `NAME.input.f32` and `NAME.json`
 */
function detect(pictures, size, dumps) {
  const built = process.env.MIEN_TRAINER;
  const program = built ? [built] : ["cargo", "run", "--quiet", "--release", "--package", "trainer", "--"];
  const [command, ...first] = [...program, "detect", "--size", String(size), "--dump", dumps, ...pictures];
  execFileSync(command, first, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
}

/** @param {string} dump */
async function compare(dump) {
  /** @type {{ width: number, height: number, minScore: number, maxOverlap: number, detections: import("./yunet.mjs").Detection[] }} */
  const ours = JSON.parse(readFileSync(`${dump}.json`, "utf8"));
  const input = new Float32Array(new Uint8Array(readFileSync(`${dump}.input.f32`)).buffer);

  const outputs = await network.run({ input: new ort.Tensor("float32", input, [1, 3, ours.height, ours.width]) });
  const candidates = decode((name) => /** @type {Float32Array} */ (outputs[name].data), ours, ours.minScore);
  const theirs = suppress(candidates, ours.maxOverlap);

  assert.equal(ours.detections.length, theirs.length, "number of faces");
  for (const [index, best] of theirs.entries()) {
    // By place, not by rank: two faces whose scores differ by less than the tolerance may stand either way round.
    const same = nearest(ours.detections, best.box);
    ours.detections.splice(ours.detections.indexOf(same), 1);
    // So may two cells that see the same face.
    const asSure = candidates.filter((other) => best.score - other.score <= SCORE && iou(other.box, best.box) > ours.maxOverlap);
    const { box, landmarks, score } = nearest(asSure, same.box);
    const face = `face ${index} at ${Math.round(box.x)},${Math.round(box.y)}`;
    near(same.score, score, SCORE, `${face}: score`);
    for (const side of /** @type {const} */ (["x", "y", "width", "height"])) near(same.box[side], box[side], PIXELS, `${face}: ${side}`);
    for (const [point, { x, y }] of landmarks.entries()) {
      near(same.landmarks[point].x, x, PIXELS, `${face}: x of landmark ${point}`);
      near(same.landmarks[point].y, y, PIXELS, `${face}: y of landmark ${point}`);
    }
  }
}

/**
 * The face whose box begins nearest to where this one does.
 * @param {import("./yunet.mjs").Detection[]} detections at least one
 * @param {{ x: number, y: number }} box
 */
function nearest(detections, box) {
  const away = (/** @type {import("./yunet.mjs").Detection} */ { box: { x, y } }) => Math.hypot(x - box.x, y - box.y);
  return detections.reduce((best, other) => (away(other) < away(best) ? other : best));
}

/**
 * @param {number} ours
 * @param {number} theirs
 * @param {number} tolerance
 * @param {string} what
 */
function near(ours, theirs, tolerance, what) {
  assert.ok(Math.abs(ours - theirs) <= tolerance, `${what}: ours ${ours}, onnxruntime's ${theirs}`);
}
