// What the networks have to compute, counted from their layers: a multiplication and an addition for each weight at each place that
// it is used at. Biases, ReLU, pooling and sums of maps are left out, so it is the floor of what a plain convolution needs.

/** Channels into and out of YuNet's backbone, and what the picture's sides are divided by there (`src/detect/network.rs`). */
const BACKBONE = [
  [16, 16, 2],
  [16, 16, 4],
  [16, 32, 4],
  [32, 32, 4],
  [32, 64, 4],
  [64, 64, 8],
  [64, 64, 8],
  [64, 64, 16],
  [64, 64, 16],
  [64, 64, 32],
  [64, 64, 32],
];
const STRIDES = [8, 16, 32];
const NECK = STRIDES.map((stride) => [64, 64, stride]);
const HEADS = STRIDES.map((stride) => [64, 16, stride]);

/** The network is shown a picture whose longest side is this, its sides padded to multiples of 32. */
const DETECTOR_SIDE = 320;

/**
 * Of the detector. A picture of 640x480 is scaled to 320x240 and padded to 320x256. There:
 * first layer, 3 to 16 channels, windows of 3x3, half the sides: 8.8 million; 1x1 convolutions: 47.3; 3x3, a channel each: 12.7.
 * @param {number} width of the frame
 * @param {number} height
 */
export function ofDetector(width, height) {
  const side = (length) => Math.ceil(Math.round((length * DETECTOR_SIDE) / Math.max(width, height)) / 32) * 32;
  const places = (stride) => (side(width) / stride) * (side(height) / stride);
  const first = 3 * 16 * 9 * places(2);
  const separable = [...BACKBONE, ...NECK, ...HEADS].map(([from, to, stride]) => (from * to + 9 * to) * places(stride));
  return separable.reduce((sum, count) => sum + count, first);
}

/**
 * Of the expression network for a face, as `ExpressionNetConfig::multiply_adds` counts: residual blocks of two 3x3 convolutions, and a
 * 1x1 convolution beside them where channels or sides change. Each stage but the first halves the sides.
 * @param {{stem: number, stages: [number, number][], classes: number}} architecture of `model/manifest.json`
 * @param {number} size of a face, pixels
 */
export function ofFace({ stem, stages, classes }, size) {
  let side = Math.ceil(size / 2);
  let from = stem;
  let total = 9 * stem * side ** 2;
  for (const [stage, [to, blocks]] of stages.entries()) {
    for (let block = 0; block < blocks; block++) {
      const halved = stage > 0 && block === 0;
      if (halved) side = Math.ceil(side / 2);
      const beside = halved || from !== to ? from * to : 0;
      total += (9 * from * to + 9 * to * to + beside) * side ** 2;
      from = to;
    }
  }
  return total + from * classes;
}
