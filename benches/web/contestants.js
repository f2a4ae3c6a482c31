// Who is measured. `frames`: the page that is fed pictures; `camera`: the page that a visitor would open, camera and all.

/** @typedef {{id: string, name: string, frames: string, camera: string}} Contestant */

/** @type {Contestant} */
export const OURS = {
  id: "mien",
  name: "Mien",
  frames: "/@bench/page/ours.html",
  camera: "/?autostart=1&detector=built-in",
};

/** As browsers run it that do not know relaxed SIMD. @type {Contestant} */
export const PLAIN = {
  id: "mien-plain",
  name: "Mien without relaxed SIMD",
  frames: "/@bench/page/ours.html?base=/@plain/",
  camera: `/@plain${OURS.camera}`,
};

/** What makes Chromium one of them, by path: its beginning. */
export const WITHOUT_RELAXED = { "/@plain/worker/recognizer.js": "WebAssembly.validate = () => false;\n" };

const peer = (id, name, query) => {
  const frames = `/@bench/page/peer.html?${query}`;
  return { id, name, frames, camera: `${frames}&camera` };
};

/** @type {Contestant[]} */
export const PEERS = [
  peer("face-api-320", "face-api, tiny 320", "peer=face-api&size=320"),
  peer("face-api-416", "face-api, tiny 416", "peer=face-api&size=416"),
  peer("human", "human, detector + emotion", "peer=human"),
  // One batch of all faces and one pass per face cost the same with the small network (1.4 ms a face); the larger one is a little
  // faster face by face.
  peer("ort-mini", "onnxruntime-web, YuNet 320x256 + mini-XCEPTION [1]", "peer=onnxruntime&expression=mini-xception"),
  peer("ort-human", "onnxruntime-web, YuNet 320x256 + human's emotion", "peer=onnxruntime&expression=human-emotion&each"),
  peer("ort-depthwise", "onnxruntime-web, YuNet 320x256 + depthwise, 11.7 MFLOP [1]", "peer=onnxruntime&expression=depthwise&side=48"),
];
