// face-api.js: tiny face detector + expressions, on TF.js's WASM backend.

import * as faceapi from "/@bench/peers/node_modules/@vladmandic/face-api/dist/face-api.esm.js";

const FOLDER = "/@bench/peers/node_modules";

export async function load(query) {
  faceapi.tf.setWasmPaths(`${FOLDER}/@tensorflow/tfjs-backend-wasm/dist/`);
  const models = `${FOLDER}/@vladmandic/face-api/model`;
  // Weights become tensors of the backend as they load, so the backend comes first.
  await faceapi.tf.setBackend("wasm");
  await faceapi.tf.ready();
  await Promise.all([faceapi.nets.tinyFaceDetector.loadFromUri(models), faceapi.nets.faceExpressionNet.loadFromUri(models)]);
  const options = new faceapi.TinyFaceDetectorOptions({ inputSize: Number(query.get("size")) });
  return async (canvas) => {
    const found = await faceapi.detectAllFaces(canvas, options).withFaceExpressions();
    return {
      faces: found.map(({ detection: { box }, expressions }) => ({
        x: box.x,
        y: box.y,
        width: box.width,
        height: box.height,
        label: expressions.asSortedArray()[0].expression,
        probabilities: Object.values(expressions),
      })),
    };
  };
}
