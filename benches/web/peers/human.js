// human: face detector + emotion, on TF.js's WASM backend. Nothing else is enabled and nothing is carried over from frame to frame.

import { Human } from "/@bench/peers/node_modules/@vladmandic/human/dist/human.esm.js";

const FOLDER = "/@bench/peers/node_modules";
const CLASSES = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

export async function load() {
  const always = { skipFrames: 0, skipTime: 0 };
  const off = { enabled: false };
  const human = new Human({
    backend: "wasm",
    wasmPath: `${FOLDER}/@tensorflow/tfjs-backend-wasm/dist/`,
    modelBasePath: `${FOLDER}/@vladmandic/human/models/`,
    cacheSensitivity: 0,
    skipAllowed: false,
    warmup: "none",
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    face: {
      enabled: true,
      detector: { ...always, maxDetected: 20, rotation: false },
      emotion: { ...always, enabled: true, minConfidence: 0 },
      mesh: off,
      iris: off,
      attention: off,
      description: off,
      antispoof: off,
      liveness: off,
    },
  });
  await human.load();
  return async (canvas) => {
    const { face } = await human.detect(canvas);
    return {
      faces: face.map(({ box: [x, y, width, height], emotion = [] }) => ({
        x,
        y,
        width,
        height,
        label: emotion[0]?.emotion ?? "",
        probabilities: CLASSES.map((c) => emotion.find((e) => e.emotion === c)?.score ?? 0),
      })),
    };
  };
}
