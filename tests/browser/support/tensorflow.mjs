// TensorFlow.js, for the oracle tests: they lie outside this folder, and its packages are found from here only.

import "@tensorflow/tfjs-backend-cpu";

export { io, tensor, tidy } from "@tensorflow/tfjs-core";
export { loadLayersModel } from "@tensorflow/tfjs-layers";
