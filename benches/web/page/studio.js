// Teaching, measured inside a page: the worker that the site ships, and TF.js training the same head on the same embeddings.

import { SIDE, embedRows, loadBase, trainHead } from "./mobilenet.js";

const worker = new Worker("/worker/studio.js", { type: "module" });
let count = 0;

/** @param {string} method @param {unknown[]} [args] @param {Transferable[]} [transfer] @param {(part: any) => void} [onPart] */
function ask(method, args = [], transfer = [], onPart) {
  const id = ++count;
  return new Promise((resolve, reject) => {
    const hear = ({ data }) => {
      if ("crashed" in data) reject(new Error(data.crashed));
      if (data.id !== id) return;
      if ("part" in data) return onPart?.(data.part);
      worker.removeEventListener("message", hear);
      if ("problem" in data) reject(new Error(JSON.stringify(data.problem)));
      else resolve(data.result);
    };
    worker.addEventListener("message", hear);
    worker.postMessage({ id, method, args }, transfer);
  });
}

const DEFAULTS = { epochs: 50, batch: 16, learningRate: 0.001, hidden: 100, validationShare: 0.15, balance: true, mirror: true, seed: 1 };

/** The pictures of a table of faces, embedded: `{labels, embeddings}`. @param {string} url */
async function table(url) {
  const file = await (await fetch(url)).blob();
  const parts = [];
  await ask("readTable", [file], [], (part) => parts.push(part));
  const labels = parts.flatMap((part) => part.labels);
  const faces = new Uint8Array(parts.reduce((sum, part) => sum + part.faces.length, 0));
  const embeddings = new Float32Array(parts.reduce((sum, part) => sum + part.embeddings.length, 0));
  let [face, place] = [0, 0];
  for (const part of parts) {
    faces.set(part.faces, face);
    embeddings.set(part.embeddings, place);
    face += part.faces.length;
    place += part.embeddings.length;
  }
  return { labels, faces, embeddings };
}

/** The class that a head gives to an embedding. */
function classOf(layers, embedding) {
  let x = embedding;
  layers.forEach(({ weights, bias }, index) => {
    const y = [...bias];
    x.forEach((value, row) => {
      const v = index > 0 ? Math.max(0, value) : value;
      for (let column = 0; column < y.length; column++) y[column] += v * weights[row * y.length + column];
    });
    x = y;
  });
  return x.indexOf(Math.max(...x));
}

/** Share of a table's pictures that a head names right; `every` takes only every so many rows. */
function accuracy(layers, names, { labels, embeddings }, every = 1) {
  const width = embeddings.length / labels.length;
  let [right, total] = [0, 0];
  labels.forEach((label, index) => {
    const truth = names.indexOf(label);
    if (truth < 0 || index % every !== 0) return;
    total += 1;
    const embedding = embeddings.subarray(index * width, (index + 1) * width);
    if (classOf(layers, [...embedding]) === truth) right += 1;
  });
  return right / total;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** A small generator, so that draws can be repeated (Steele et al., "SplitMix", 2014, 32 bits of it). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** Rows of `each` samples of every class, drawn by `seed`: more of them begin with the same ones. */
function drawRows({ labels }, names, each, seed) {
  const next = random(seed);
  return names.flatMap((name, index) => {
    const all = labels.flatMap((label, row) => (label === name ? [row] : []));
    for (let i = all.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [all[i], all[j]] = [all[j], all[i]];
    }
    return all.slice(0, each).map((row) => ({ row, index }));
  });
}

/** `each` samples of every class, drawn by `seed`. */
function draw(known, names, each, seed) {
  const { labels, faces, embeddings } = known;
  const width = embeddings.length / labels.length;
  const side = faces.length / labels.length;
  const chosen = drawRows(known, names, each, seed);
  const drawn = {
    embeddings: new Float32Array(chosen.length * width),
    faces: new Uint8Array(chosen.length * side),
    truth: new Uint32Array(chosen.length),
  };
  chosen.forEach(({ row, index }, place) => {
    drawn.embeddings.set(embeddings.subarray(row * width, (row + 1) * width), place * width);
    drawn.faces.set(faces.subarray(row * side, (row + 1) * side), place * side);
    drawn.truth[place] = index;
  });
  return drawn;
}

/** Which samples the studio would learn from as in a mirror, too. */
async function mirroredOf(truth, names) {
  const classes = names.map((name, id) => ({ id, name }));
  return (await ask("participants", [classes, Uint32Array.from(truth.keys()), truth])).mirrored;
}

const bench = {
  ready: ask("model"),

  /**
   * Milliseconds for a picture, from bitmap to embedding and thumbnail: after a rest, in which processors go to sleep; one after the
   * other, each when the one before is done; and each of many, of which four are under way at a time as in the studio.
   */
  async pictures(url, side, runs) {
    const blob = await (await fetch(url)).blob();
    const decode = () => createImageBitmap(blob, ...(side ? [{ resizeWidth: side, resizeHeight: side }] : []));
    const decoded = () => Promise.all(Array.from({ length: runs }, decode));
    const add = (bitmap) => ask("faces", [bitmap, "largest"], [bitmap]);
    const each = async (rest) => {
      const times = [];
      for (const bitmap of await decoded()) {
        if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
        const start = performance.now();
        await add(bitmap);
        times.push(performance.now() - start);
      }
      return median(times);
    };
    await each(0);
    const [rested, inTurn] = [await each(10), await each(0)];
    const bitmaps = await decoded();
    const under = [];
    const ends = [performance.now()];
    for (const bitmap of bitmaps) {
      if (under.length >= 4) await under.shift();
      under.push(add(bitmap).then(() => ends.push(performance.now())));
    }
    await Promise.all(under);
    const tens = ends.flatMap((end, index) => (index >= 10 && index % 10 === 0 ? [(end - ends[index - 10]) / 10] : []));
    return { rested, inTurn, ofMany: median(tens) };
  },

  /** Seconds to embed and train `each` samples of every class, and how right the head is on `every` so many rows of the test table. */
  async lesson(train, test, names, each, seed, every = 1) {
    const known = await (bench.tables[train] ??= table(train));
    const judge = await (bench.tables[test] ??= table(test));
    const drawn = draw(known, names, each, seed);
    const start = performance.now();
    const embeddings = await ask("embed", [drawn.faces, false]);
    const mirroredSamples = await mirroredOf(drawn.truth, names);
    const side = drawn.faces.length / drawn.truth.length;
    const turned = new Uint8Array(mirroredSamples.length * side);
    mirroredSamples.forEach((sample, place) => turned.set(drawn.faces.subarray(sample * side, (sample + 1) * side), place * side));
    const mirrored = await ask("embed", [turned, true]);
    const between = performance.now();
    const result = await ask("train", [{ embeddings, mirrored, mirroredSamples, truth: drawn.truth, names, settings: { ...DEFAULTS, seed } }]);
    const end = performance.now();
    const sum = result.layers.flatMap(({ weights }) => weights).reduce((sum, weight) => sum + Math.abs(weight), 0);
    return { embed: (between - start) / 1000, train: (end - between) / 1000, accuracy: accuracy(result.layers, names, judge, every), checksum: sum.toFixed(3) };
  },

  /** TF.js with the same samples, settings and shape of head, as Teachable Machine's library trains it. */
  async peer(backend, train, test, names, each, seed) {
    const tf = await bench.tensorflow(backend);
    const known = await (bench.tables[train] ??= table(train));
    const judge = await (bench.tables[test] ??= table(test));
    const { embeddings, truth } = draw(known, names, each, seed);
    const width = embeddings.length / truth.length;
    const start = performance.now();
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: DEFAULTS.hidden, activation: "relu", inputShape: [width] }),
        tf.layers.dense({ units: names.length, activation: "softmax", useBias: false }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(DEFAULTS.learningRate), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
    const x = tf.tensor2d(embeddings, [truth.length, width]);
    const y = tf.oneHot(tf.tensor1d([...truth], "int32"), names.length);
    await model.fit(x, y, { epochs: DEFAULTS.epochs, batchSize: DEFAULTS.batch, shuffle: true });
    const seconds = (performance.now() - start) / 1000;
    const rows = judge.labels.flatMap((label, row) => (names.includes(label) ? [row] : []));
    const tested = new Float32Array(rows.length * width);
    rows.forEach((row, place) => tested.set(judge.embeddings.subarray(row * width, (row + 1) * width), place * width));
    const answers = await model.predict(tf.tensor2d(tested, [rows.length, width])).argMax(1).data();
    const right = rows.filter((row, place) => names[answers[place]] === judge.labels[row]).length;
    return { train: seconds, accuracy: right / rows.length };
  },

  /**
   * Embeds with MobileNet what a curve needs: all that is drawn for it, and `every` so many rows of the test table.
   * `pictures` are the addresses of both tables' pictures as they are in the table.
   */
  async embedForCurve(model, [train, test], pictures, names, most, seeds, every) {
    const tf = await bench.tensorflow("wasm");
    const base = await loadBase(tf, model);
    const [known, judge] = [await (bench.tables[train] ??= table(train)), await (bench.tables[test] ??= table(test))];
    const drawn = seeds.flatMap((seed) => drawRows(known, names, most, seed).map(({ row }) => row));
    const tested = judge.labels.flatMap((label, row) => (names.includes(label) && row % every === 0 ? [row] : []));
    const wanted = [[...new Set(drawn)].sort((a, b) => a - b), tested];
    const total = wanted[0].length + tested.length;
    const start = performance.now();
    let [before, told] = [0, start];
    const found = [];
    for (const [place, rows] of wanted.entries()) {
      const grey = new Uint8Array(await (await fetch(pictures[place])).arrayBuffer());
      const { labels } = [known, judge][place];
      if (grey.length !== labels.length * SIDE * SIDE) throw new Error(`${pictures[place]} does not have the ${labels.length} rows of its table: some of them are bad`);
      const embeddings = await embedRows(tf, base, grey, rows, (done) => {
        const now = performance.now();
        if (now - told < 15_000) return;
        told = now;
        const each = (now - start) / (before + done);
        window.progress(`MobileNet: ${before + done} of ${total} pictures, ${each.toFixed(1)} ms each, ${((each * (total - before - done)) / 60_000).toFixed(1)} min left`);
      });
      before += rows.length;
      found.push({ embeddings, rows });
    }
    bench.mobilenet = { known: found[0].embeddings, test: found[1] };
    return { drawn: wanted[0].length, tested: tested.length, each: (performance.now() - start) / total };
  },

  /** The same lesson as `lesson`, as Teachable Machine would teach it. */
  async lessonWithMobilenet(train, test, names, each, seed) {
    const tf = await bench.tensorflow("wasm");
    const chosen = drawRows(await bench.tables[train], names, each, seed);
    const { labels } = await bench.tables[test];
    const { known, test: asked } = bench.mobilenet;
    const lesson = { embeddings: known, rows: chosen.map(({ row }) => row), truth: Uint32Array.from(chosen, ({ index }) => index) };
    const start = performance.now();
    const answers = await trainHead(tf, lesson, asked, { ...DEFAULTS, classes: names.length, random: random(seed), seed });
    const right = asked.rows.filter((row, place) => names[answers[place]] === labels[row]).length;
    return { train: (performance.now() - start) / 1000, accuracy: right / asked.rows.length };
  },

  /** How right a head is on a table. */
  async judge(layers, names, test) {
    return accuracy(layers, names, await table(test));
  },

  /** @type {Record<string, any>} */
  tables: {},

  async tensorflow(backend) {
    const load = (src) =>
      new Promise((resolve, reject) => {
        const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
        document.head.append(script);
      });
    const tf = (bench.tf ??= await load("/@bench/peers/node_modules/@tensorflow/tfjs/dist/tf.min.js")
      .then(() => load("/@bench/peers/node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js"))
      .then(() => {
        window.tf.wasm.setWasmPaths("/@bench/peers/node_modules/@tensorflow/tfjs-backend-wasm/dist/");
        return window.tf;
      }));
    await tf.setBackend(backend);
    await tf.ready();
    return tf;
  },
};

window.bench = bench;
