// Teachable Machine's way inside a page: its MobileNet embeds the pictures as they are, its head is trained on that by TF.js.

/** Pictures that go through the network together. */
const TOGETHER = 8;
export const SIDE = 48;
const INPUT = 224;

/**
 * @param {any} tf
 * @param {string} address of the exported model
 * @returns {Promise<any>} its base: everything up to the pooled features, without the head that somebody trained
 */
export async function loadBase(tf, address) {
  const model = await tf.loadLayersModel(address);
  return model.layers[0];
}

const small = new OffscreenCanvas(SIDE, SIDE);
const large = new OffscreenCanvas(INPUT, INPUT);

/** A grey picture as the library shows it to its network: enlarged by a canvas, three channels, x/127 - 1. */
function input(tf, grey) {
  const picture = new ImageData(SIDE, SIDE);
  grey.forEach((value, index) => picture.data.set([value, value, value, 255], 4 * index));
  small.getContext("2d").putImageData(picture, 0, 0);
  const brush = large.getContext("2d", { willReadFrequently: true });
  brush.drawImage(small, 0, 0, INPUT, INPUT);
  return tf.browser.fromPixels(brush.getImageData(0, 0, INPUT, INPUT)).toFloat().div(127).sub(1);
}

/**
 * @param {any} tf
 * @param {any} base
 * @param {Uint8Array} pictures grey, one after the other
 * @param {number[]} rows which of them
 * @param {(done: number) => void} onProgress
 * @returns {Promise<Map<number, Float32Array>>} an embedding for each row
 */
export async function embedRows(tf, base, pictures, rows, onProgress) {
  const found = new Map();
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER);
    const embedded = tf.tidy(() => base.predict(tf.stack(some.map((row) => input(tf, pictures.subarray(row * SIDE * SIDE, (row + 1) * SIDE * SIDE))))));
    const values = await embedded.data();
    embedded.dispose();
    const width = values.length / some.length;
    some.forEach((row, place) => found.set(row, values.slice(place * width, (place + 1) * width)));
    onProgress(found.size);
  }
  return found;
}

const stacked = (tf, embeddings, rows) => {
  const width = embeddings.get(rows[0]).length;
  const all = new Float32Array(rows.length * width);
  rows.forEach((row, place) => all.set(embeddings.get(row), place * width));
  return tf.tensor2d(all, [rows.length, width]);
};

/**
 * Trains the head that Teachable Machine trains, with its settings, and gives its answers.
 * @param {any} tf
 * @param {{embeddings: Map<number, Float32Array>, rows: number[], truth: Uint32Array}} lesson
 * @param {{embeddings: Map<number, Float32Array>, rows: number[]}} test
 * @param {{classes: number, epochs: number, batch: number, learningRate: number, hidden: number, random: () => number, seed: number}} settings
 * @returns {Promise<Uint32Array>} a class for each row of the test
 */
export async function trainHead(tf, lesson, test, { classes, epochs, batch, learningRate, hidden, random, seed }) {
  const start = (place) => tf.initializers.varianceScaling({ scale: 1, mode: "fanIn", distribution: "normal", seed: 2 * seed + place });
  const [x, y, asked] = [
    stacked(tf, lesson.embeddings, lesson.rows),
    tf.tidy(() => tf.oneHot(tf.tensor1d([...lesson.truth], "int32"), classes)),
    stacked(tf, test.embeddings, test.rows),
  ];
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: hidden, activation: "relu", inputShape: [x.shape[1]], kernelInitializer: start(0) }),
      tf.layers.dense({ units: classes, activation: "softmax", useBias: false, kernelInitializer: start(1) }),
    ],
  });
  const optimizer = tf.train.adam(learningRate);
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  // TF.js shuffles with this, and has no seed for it.
  const chance = Math.random;
  Math.random = random;
  try {
    await model.fit(x, y, { epochs, batchSize: batch, shuffle: true, yieldEvery: "never" });
  } finally {
    Math.random = chance;
  }
  const answers = await tf.tidy(() => model.predict(asked).argMax(1)).data();
  tf.dispose([x, y, asked]);
  model.dispose();
  optimizer.dispose();
  return Uint32Array.from(answers);
}
