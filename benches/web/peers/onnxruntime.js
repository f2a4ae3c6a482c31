// onnxruntime-web (WASM, one thread) running YuNet and an expression network, with the glue that a person would have to write.

import * as ort from "/@bench/peers/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs";

const WIDTH = 320;
const HEIGHT = 256;
const STRIDES = [8, 16, 32];
const MIN_SCORE = 0.6;
const MAX_OVERLAP = 0.3;
const CLASSES = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

ort.env.wasm.numThreads = 1;
// The bundle needs this one file besides itself.
ort.env.wasm.wasmPaths = { wasm: "/@bench/peers/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm" };

function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

function decode(outputs, scale) {
  const candidates = [];
  for (const stride of STRIDES) {
    const cls = outputs[`cls_${stride}`].data;
    const obj = outputs[`obj_${stride}`].data;
    const bbox = outputs[`bbox_${stride}`].data;
    const columns = WIDTH / stride;
    for (let i = 0; i < cls.length; i++) {
      const score = Math.sqrt(Math.min(1, cls[i]) * Math.min(1, obj[i]));
      if (score < MIN_SCORE) continue;
      const width = Math.exp(bbox[4 * i + 2]) * stride * scale;
      const height = Math.exp(bbox[4 * i + 3]) * stride * scale;
      const x = ((i % columns) + bbox[4 * i]) * stride * scale - width / 2;
      const y = (Math.floor(i / columns) + bbox[4 * i + 1]) * stride * scale - height / 2;
      candidates.push({ x, y, width, height, score });
    }
  }
  candidates.sort((a, b) => b.score - a.score);
  const kept = [];
  for (const box of candidates) if (kept.every((other) => overlap(box, other) < MAX_OVERLAP)) kept.push(box);
  return kept;
}

const context = (width, height) => new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });

/** `expression`: the network's file. `side`: of the faces that it takes, pixels. `each`: one forward pass per face instead of one batch. */
export async function load(query) {
  const options = { executionProviders: ["wasm"], graphOptimizationLevel: "all" };
  const [detector, classifier] = await Promise.all([
    ort.InferenceSession.create("/@made/yunet-320x256.onnx", options),
    ort.InferenceSession.create(`/@made/${query.get("expression")}.onnx`, options),
  ]);
  const output = classifier.outputNames[0];
  const input = context(WIDTH, HEIGHT);
  const side = Number(query.get("side") ?? 64);
  const crop = context(side, side);

  const classify = async (canvas, boxes) => {
    const grey = new Float32Array(boxes.length * side * side);
    boxes.forEach((box, face) => {
      crop.drawImage(canvas, box.x, box.y, box.width, box.height, 0, 0, side, side);
      const { data } = crop.getImageData(0, 0, side, side);
      for (let i = 0, at = face * side * side; i < data.length; i += 4, at++) {
        grey[at] = (0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]) / 127.5 - 1;
      }
    });
    const run = async (values, count) => (await classifier.run({ faces: new ort.Tensor("float32", values, [count, 1, side, side]) }))[output].data;
    if (!query.has("each")) return run(grey, boxes.length);
    const all = [];
    for (let i = 0; i < boxes.length; i++) all.push(...(await run(grey.subarray(i * side * side, (i + 1) * side * side), 1)));
    return all;
  };

  return async (canvas) => {
    const start = performance.now();
    const scale = Math.max(canvas.width / WIDTH, canvas.height / HEIGHT);
    input.clearRect(0, 0, WIDTH, HEIGHT);
    input.drawImage(canvas, 0, 0, canvas.width / scale, canvas.height / scale);
    const { data } = input.getImageData(0, 0, WIDTH, HEIGHT);
    const plane = WIDTH * HEIGHT;
    const bgr = new Float32Array(3 * plane);
    for (let i = 0; i < plane; i++) {
      bgr[i] = data[4 * i + 2];
      bgr[plane + i] = data[4 * i + 1];
      bgr[2 * plane + i] = data[4 * i];
    }
    const boxes = decode(await detector.run({ input: new ort.Tensor("float32", bgr, [1, 3, HEIGHT, WIDTH]) }), scale);
    const detected = performance.now();
    const flat = boxes.length > 0 ? await classify(canvas, boxes) : [];
    const end = performance.now();
    return {
      detect: detected - start,
      classify: end - detected,
      total: end - start,
      faces: boxes.map((box, i) => {
        const probabilities = Array.from(flat.slice(i * CLASSES.length, (i + 1) * CLASSES.length));
        return { ...box, probabilities, label: CLASSES[probabilities.indexOf(Math.max(...probabilities))] };
      }),
    };
  };
}
