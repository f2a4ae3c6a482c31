// What leaves for other runtimes is judged by them: Keras 3 and 2, LiteRT, onnxruntime, TensorFlow.js and Teachable Machine's own library.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fileOf, original } from "../browser/support/originals.mjs";
import { withCamera } from "../browser/support/page.mjs";
import { entries, entry } from "../browser/support/zips.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DATA = join(ROOT, "tests/data");
const TRAINER = process.env.MIEN_TRAINER ?? "trainer";
const PYTHON = process.env.MIEN_PYTHON ?? "python3";
const CLOSE = 1e-4;

const made = mkdtempSync(join(tmpdir(), "mien-exports-"));
after(() => rmSync(made, { recursive: true, force: true }));

/** Photos that show faces. */
const PHOTOS = ["tests/data/pictures", "tests/data/pictures/walking", "benches/data", "docs"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /\.(jpg|png)$/.test(name))
    .map((name) => join(ROOT, folder, name)),
);

/** The pictures that the exported image model was taught with, and photos that it has not seen. */
function pictures() {
  const folder = join(made, "pictures");
  mkdirSync(folder, { recursive: true });
  const zip = readFileSync(join(DATA, "teachable-machine/image-model-data.zip"));
  const taught = [1, 2].flatMap((of) => Array.from({ length: 11 }, (_, number) => [`Class ${of}/${number}.png`, join(folder, `${of}-${number}.png`)]));
  for (const [name = "", file = ""] of taught) writeFileSync(file, entry(zip, name));
  // The same as the studio keeps them: the middle, as a JPEG.
  const kept = readFileSync(join(DATA, "lesson/pictures.mien.zip"));
  const squares = entries(kept).filter((name) => name.startsWith("pictures/"));
  for (const [index, name] of squares.entries()) writeFileSync(join(folder, `kept-${index}.jpg`), entry(kept, name));
  return [...taught.map(([, file = ""]) => file), ...squares.map((_, index) => join(folder, `kept-${index}.jpg`)), ...PHOTOS];
}

/** What the studio's image project teaches, natively. */
function fitted() {
  const folder = join(made, "fitted");
  execFileSync(TRAINER, ["fit-head", join(DATA, "lesson/pictures.mien.zip"), "--out", folder], { stdio: "ignore" });
  return folder;
}

/** What is exported: the shipped network, a person's own classes, and an image project. @type {[string, string[], () => string[]][]} */
const MODELS = [
  ["expressions", [], () => PHOTOS],
  ["own classes", ["--head", join(DATA, "heads/faces.json")], () => PHOTOS],
  ["face project of the studio", ["--head", join(DATA, "lesson/hidden.json")], () => PHOTOS],
  ["image project", ["--image-model", join(DATA, "teachable-machine/image-model.zip")], pictures],
  ["image project of the studio", ["--image-model", fitted()], pictures],
  ["grey image project", ["--image-model", join(DATA, "teachable-machine/tiny-image-model.zip")], () => PHOTOS],
];

/** Of the pictures of image projects, those that show their classes: they come first. */
const KNOWN = 44;

/** @param {string} script @param {string[]} args @param {Record<string, string>} [env] */
const judge = (script, args, env = {}) =>
  execFileSync(PYTHON, [join(HERE, script), ...args], { encoding: "utf8", env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });

const camera = withCamera({});

for (const [name, from, shown] of MODELS) {
  const folder = join(made, name.replaceAll(" ", "-"));

  test(`${name}: exported in every format`, (t) => {
    const said = execFileSync(TRAINER, ["export", "--out", folder, ...from, "--pictures", ...shown()], { encoding: "utf8" });
    t.diagnostic(said.trim().split("\n").at(-1) ?? "");
    const { answers } = JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"));
    assert.ok(answers.length >= (name === "grey image project" ? 25 : 50), `${answers.length} pictures are too few`);
  });

  for (const [runtime, script, env] of /** @type {[string, string, Record<string, string>][]} */ ([
    ["Keras 3", "keras_judge.py", { TF_USE_LEGACY_KERAS: "0" }],
    ["Keras 2", "keras_judge.py", { TF_USE_LEGACY_KERAS: "1" }],
    ["LiteRT", "tflite_judge.py", {}],
    ["onnxruntime", "onnx_judge.py", {}],
  ])) {
    test(`${name}: ${runtime} gives the app's probabilities`, (t) => {
      const args = script === "tflite_judge.py" && shown === pictures ? [folder, String(KNOWN)] : [folder];
      for (const line of judge(script, args, env).trim().split("\n")) t.diagnostic(line);
    });
  }

  const blank = `<!doctype html><link rel="icon" href="data:,">`;
  const web = { path: "a/page.html", added: /** @type {Record<string, string | Buffer>} */ ({ "/a/page.html": blank }) };
  camera.test(`${name}: onnxruntime-web gives the app's probabilities`, web, async ({ tab, origin }, t) => {
    const told = JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"));
    for (const file of ["ort.wasm.min.js", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"]) web.added[`/a/${file}`] = fileOf("onnxruntime-web@1.30.0", `dist/${file}`);
    web.added["/a/model.onnx"] = readFileSync(join(folder, "onnx/model.onnx"));
    web.added["/a/pictures.f32"] = readFileSync(join(folder, "pictures.f32"));
    web.added["/a/ort.html"] = `${blank}<script src="ort.wasm.min.js"></script>`;
    await tab.goto(`${origin}/a/ort.html`);
    const answers = await tab.evaluate(
      async ({ shape, halfRange }) => {
        const { ort } = /** @type {any} */ (globalThis);
        const model = await ort.InferenceSession.create("model.onnx");
        const pixels = new Float32Array(await (await fetch("pictures.f32")).arrayBuffer());
        const [count = 0, ...picture] = shape;
        const length = pixels.length / count;
        const answers = [];
        for (let start = 0; start < count; start += 8) {
          const some = pixels.slice(start * length, Math.min(count, start + 8) * length).map((value) => value / halfRange - 1);
          const answer = await model.run({ [model.inputNames[0]]: new ort.Tensor("float32", some, [some.length / length, ...picture]) });
          answers.push(...answer[model.outputNames[0]].data);
        }
        return answers;
      },
      { shape: /** @type {number[]} */ (told.shape), halfRange: told.halfRanges.onnx },
    );
    const expected = told.answers.flat();
    assert.equal(answers.length, expected.length);
    const apart = Math.max(...answers.map((value, index) => Math.abs(value - expected[index])));
    t.diagnostic(`${told.answers.length} pictures, ${apart.toExponential(1)} apart`);
    assert.ok(apart < CLOSE, `${apart} is more than ${CLOSE}`);
  });

  for (const version of ["1.3.1", "4.22.0"]) {
    const scripts = [`@tensorflow/tfjs@${version}`, "@teachablemachine/image@0.8.5"];
    const page = `<!doctype html><link rel="icon" href="data:,">${scripts.map((script) => `<script src="/${script}.js"></script>`).join("")}`;
    const opening = {
      path: "a/page.html",
      added: /** @type {Record<string, string | Buffer>} */ ({
        "/a/page.html": page,
        ...Object.fromEntries(scripts.map((script) => [`/${script}.js`, original(script)])),
      }),
      // TensorFlow.js talks of its backends.
      expected: /./,
    };
    camera.test(`${name}: Teachable Machine's library and TensorFlow.js ${version} give the app's probabilities`, opening, async ({ tab }, t) => {
      const files = { ...opening.added };
      for (const file of ["model.json", "weights.bin", "metadata.json"]) files[`/a/model/${file}`] = readFileSync(join(folder, "tfjs", file));
      files["/a/pictures.f32"] = readFileSync(join(folder, "pictures.f32"));
      Object.assign(opening.added, files);
      const told = JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"));
      const found = await tab.evaluate(
        async ({ shape, halfRange }) => {
          const { tf, tmImage } = /** @type {any} */ (globalThis);
          const model = await tmImage.load("model/model.json", "model/metadata.json");
          const pixels = new Float32Array(await (await fetch("pictures.f32")).arrayBuffer());
          const [count = 0, ...picture] = shape;
          const length = pixels.length / count;
          const answers = [];
          for (let start = 0; start < count; start += 8) {
            const some = pixels.slice(start * length, Math.min(count, start + 8) * length).map((value) => value / halfRange - 1);
            const answer = model.model.predict(tf.tensor(some, [some.length / length, ...picture]));
            answers.push(...(await answer.array()));
          }
          const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
          const predictions = await model.predict(canvas);
          return { answers, labels: model.getClassLabels(), total: model.getTotalClasses(), predictions };
        },
        { shape: /** @type {number[]} */ (told.shape), halfRange: told.halfRanges.tfjs },
      );
      assert.deepEqual(found.labels, told.labels);
      assert.equal(found.total, told.labels.length);
      assert.deepEqual(
        found.predictions.map((/** @type {{className: string}} */ { className }) => className),
        told.labels,
      );
      const apart = Math.max(...found.answers.flat().map((value, index) => Math.abs(value - told.answers.flat()[index])));
      t.diagnostic(`${found.answers.length} pictures, ${apart.toExponential(1)} apart`);
      assert.ok(apart < CLOSE, `${apart} is more than ${CLOSE}`);
    });
  }
}
