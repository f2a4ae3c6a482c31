// Makes the ONNX files that the onnxruntime-web row runs. They are made, not shipped: into the folder that the caller names.
//
// ONNX is protobuf, of which only a corner is needed here: write a message, and walk an existing one to replace a field.
// Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.

import { readFile } from "node:fs/promises";

// ---- protobuf ----

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  bytes.push(value);
  return Buffer.from(bytes);
}

/** A length-delimited field: a string, bytes or an embedded message. */
function field(number, content) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** An integer field. */
const integer = (number, value) => Buffer.concat([varint(number * 8), varint(value)]);

const message = (...fields) => Buffer.concat(fields.flat());

/** The fields of a message: `[number, the whole field's bytes, its content's bytes]`. */
function* fields(bytes) {
  let at = 0;
  const read = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const start = at;
    const tag = read();
    let content = at;
    switch (tag & 7) {
      case 0: read(); break;
      case 1: at += 8; break;
      case 2: {
        const length = read();
        content = at;
        at += length;
        break;
      }
      case 5: at += 4; break;
      default: throw new Error(`protobuf wire type ${tag & 7} at byte ${start}`);
    }
    yield /** @type {const} */ ([Math.floor(tag / 8), bytes.subarray(start, at), bytes.subarray(content, at)]);
  }
}

// ---- ONNX ----

const FLOAT = 1;

/** ValueInfoProto: a float tensor; a string stands for a dimension that is free. */
function valueInfo(name, shape) {
  const dims = shape.map((d) => field(1, typeof d === "string" ? field(2, d) : integer(1, d)));
  return message(field(1, name), field(2, field(1, message(integer(1, FLOAT), field(2, message(dims))))));
}

function tensor(name, shape, values) {
  const data = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return message(shape.map((d) => integer(1, d)), integer(2, FLOAT), field(8, name), field(9, data));
}

function attribute(name, value) {
  if (typeof value === "number") return message(field(1, name), integer(3, value), integer(20, 2));
  if (typeof value === "string") return message(field(1, name), field(4, value), integer(20, 3));
  return message(field(1, name), value.map((v) => integer(8, v)), integer(20, 7));
}

/** Collects a graph; every method appends a node and returns the name of what it makes. */
class GraphBuilder {
  nodes = [];
  tensors = [];
  count = 0;

  node(op, inputs, attributes = {}) {
    const output = `v${this.count++}`;
    this.nodes.push(message(
      inputs.map((name) => field(1, name)),
      field(2, output),
      field(4, op),
      Object.entries(attributes).map(([key, value]) => field(5, attribute(key, value))),
    ));
    return output;
  }

  weight(shape, values) {
    const name = `w${this.tensors.length}`;
    this.tensors.push(tensor(name, shape, values));
    return name;
  }

  /** Weights in ONNX's order: [out, in / group, height, width]. */
  conv(input, shape, weights, bias, { stride = 1, same = false, group = 1 } = {}) {
    const inputs = [input, this.weight(shape, weights)];
    if (bias) inputs.push(this.weight([shape[0]], bias));
    return this.node("Conv", inputs, {
      auto_pad: same ? "SAME_UPPER" : "VALID",
      group,
      kernel_shape: shape.slice(2),
      strides: [stride, stride],
    });
  }

  relu(input) {
    return this.node("Relu", [input]);
  }

  model(input, inputShape, outputs) {
    const graph = message(
      this.nodes.map((n) => field(1, n)),
      field(2, "graph"),
      this.tensors.map((t) => field(5, t)),
      field(11, valueInfo(input, inputShape)),
      Object.entries(outputs).map(([name, shape]) => field(12, valueInfo(name, shape))),
    );
    return message(integer(1, 8), field(2, "mien-bench"), field(7, graph), field(8, message(field(1, ""), integer(2, 13))));
  }
}

/** The YuNet file with its fixed 640x640 input replaced. The shapes that were worked out for 640x640 are dropped. */
export async function yunet(path, width, height) {
  const model = [];
  for (const [number, whole, content] of fields(await readFile(path))) {
    if (number !== 7) {
      model.push(whole);
      continue;
    }
    const graph = [];
    for (const [inner, bytes, info] of fields(content)) {
      if (inner === 13) continue;
      if (inner !== 11 && inner !== 12) {
        graph.push(bytes);
        continue;
      }
      const [, , first] = [...fields(info)].find(([n]) => n === 1) ?? [0, info, info];
      const name = first.toString();
      const shape = inner === 11 ? [1, 3, height, width] : [1, "anchors", Number({ c: 1, o: 1, b: 4, k: 10 }[name[0]])];
      graph.push(field(inner, valueInfo(name, shape)));
    }
    model.push(field(7, message(graph)));
  }
  return message(model);
}

/**
 * Weights that are drawn from a seed: a network costs with them what it costs, and its labels mean nothing.
 * @param {GraphBuilder} g
 */
function randomLayers(g) {
  let seed = 1;
  const random = (count, fanIn) => Float32Array.from({ length: count }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed / 2 ** 31 - 1) * Math.sqrt(3 / fanIn);
  });
  const conv = (x, inputs, outputs, size, options) =>
    g.conv(x, [outputs, inputs, size, size], random(outputs * inputs * size * size, inputs * size * size), random(outputs, 100), options);
  return {
    conv,
    pointwise: (x, inputs, outputs) => conv(x, inputs, outputs, 1, {}),
    depthwise: (x, channels, options = {}) =>
      g.conv(x, [channels, 1, 3, 3], random(channels * 9, 9), null, { same: true, group: channels, ...options }),
  };
}

/**
 * The weights of a network as Keras keeps them, layer by layer in the order in which they are asked for: normalised, but for the last.
 * @param {GraphBuilder} g
 * @param {(layer: string, value: string) => {shape: number[], values: Float32Array} | undefined} read
 */
function kerasLayers(g, read) {
  const counts = { conv2d: 0, separable_conv2d: 0, batch_normalization: 0 };
  const need = (layer, value) => {
    const found = read(layer, value);
    if (!found) throw new Error(`no ${value} of ${layer}`);
    return found;
  };
  const next = (kind) => `${kind}_${++counts[kind]}`;
  const convolve = (x, { shape, values }, bias, options) => {
    if (bias) return g.conv(x, shape, values, bias, options);
    const norm = next("batch_normalization");
    const [gamma, beta, mean, variance] = ["gamma", "beta", "moving_mean", "moving_variance"].map((value) => need(norm, value).values);
    const scale = gamma.map((value, i) => value / Math.sqrt(variance[i] + 1e-3));
    const each = values.length / scale.length;
    return g.conv(x, shape, values.map((value, i) => value * scale[Math.floor(i / each)]), beta.map((value, i) => value - mean[i] * scale[i]), options);
  };
  let separable = "";
  return {
    conv(x, _inputs, _outputs, _size, options) {
      const layer = next("conv2d");
      return convolve(x, onnxKernel(need(layer, "kernel"), false), read(layer, "bias")?.values, options);
    },
    depthwise(x, channels) {
      separable = next("separable_conv2d");
      const { shape, values } = onnxKernel(need(separable, "depthwise_kernel"), true);
      return g.conv(x, shape, values, null, { same: true, group: channels });
    },
    pointwise: (x) => convolve(x, onnxKernel(need(separable, "pointwise_kernel"), false), undefined, {}),
  };
}

/** Probabilities from the mean of seven logits at each place of a picture. */
function sevenClasses(g, logits, side) {
  let x = g.node("Flatten", [g.node("GlobalAveragePool", [logits])], { axis: 1 });
  x = g.node("Softmax", [x], { axis: 1 });
  return g.model("faces", ["batch", 1, side, side], { [x]: ["batch", 7] });
}

/**
 * What the expression network is measured against: depthwise-separable convolutions (Howard and others, 2017,
 * https://arxiv.org/abs/1704.04861) of 11.7 MFLOP for 48x48 grey pictures, `--arch mobilenet` of the trainer.
 */
export function depthwise() {
  const g = new GraphBuilder();
  const layers = randomLayers(g);
  let channels = 24;
  let x = g.relu(layers.conv("faces", 1, channels, 3, { stride: 2, same: true }));
  for (const [width, stride] of [[48, 1], [96, 2], [96, 1], [192, 2], [192, 1], [384, 2]]) {
    x = g.relu(layers.depthwise(x, channels, { stride }));
    x = g.relu(layers.pointwise(x, channels, width));
    channels = width;
  }
  return sevenClasses(g, layers.conv(x, channels, 7, 1, {}), 48);
}

/**
 * mini-XCEPTION for 64x64 grey pictures and seven classes (Arriaga and others, 2017, https://arxiv.org/abs/1710.07557), batch
 * normalisation folded.
 * @param {Parameters<typeof kerasLayers>[1]} [read] of a file of its weights; without one they are random
 */
export function miniXception(read) {
  const g = new GraphBuilder();
  const { conv, depthwise, pointwise } = read ? kerasLayers(g, read) : randomLayers(g);
  const separable = (x, inputs, outputs) => pointwise(depthwise(x, inputs), inputs, outputs);
  let x = g.relu(conv("faces", 1, 8, 3, {}));
  x = g.relu(conv(x, 8, 8, 3, {}));
  let channels = 8;
  for (const width of [16, 32, 64, 128]) {
    const shortcut = conv(x, channels, width, 1, { stride: 2, same: true });
    x = separable(g.relu(separable(x, channels, width)), width, width);
    x = g.node("MaxPool", [x], { auto_pad: "SAME_UPPER", kernel_shape: [3, 3], strides: [2, 2] });
    x = g.node("Add", [x, shortcut]);
    channels = width;
  }
  return sevenClasses(g, conv(x, channels, 7, 3, { same: true }), 64);
}

/** [height, width, in, out] -> [out, in, height, width]; a depthwise kernel is [height, width, channels, 1] -> [channels, 1, height, width]. */
function onnxKernel({ shape: [height, width, inputs, outputs], values }, depthwise) {
  const out = new Float32Array(values.length);
  for (let p = 0; p < height * width; p++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        out[(depthwise ? i * outputs + o : o * inputs + i) * height * width + p] = values[(p * inputs + i) * outputs + o];
      }
    }
  }
  return { values: out, shape: depthwise ? [inputs, 1, height, width] : [outputs, inputs, height, width] };
}

/** human's emotion model (a TF.js graph of a few layer kinds) as ONNX: the same network and weights, in onnxruntime. */
export async function fromTfjs(path) {
  const description = JSON.parse(await readFile(path, "utf8"));
  const bytes = await readFile(path.replace(/json$/, "bin"));
  const weights = new Map();
  let at = 0;
  for (const { name, shape, dtype } of description.weightsManifest.flatMap((group) => group.weights)) {
    const count = shape.reduce((a, b) => a * b, 1);
    if (dtype === "float32") weights.set(name, { shape, values: new Float32Array(bytes.buffer.slice(bytes.byteOffset + at, bytes.byteOffset + at + count * 4)) });
    at += count * 4;
  }
  const text = (value) => Buffer.from(value, "base64").toString();
  const g = new GraphBuilder();
  /** @type {Map<string, string>} */
  const made = new Map();
  let last = "";
  for (const { name, op, input = [], attr = {} } of description.modelTopology.node) {
    const x = made.get(input[0]) ?? "";
    const same = attr.padding ? text(attr.padding.s) === "SAME" : false;
    const stride = attr.strides ? Number(attr.strides.list.i[1]) : 1;
    switch (op) {
      case "Const": continue;
      case "Placeholder": made.set(name, "faces"); continue;
      case "_FusedConv2D": {
        const { values, shape } = onnxKernel(weights.get(input[1]), false);
        last = g.conv(x, shape, values, weights.get(input[2]).values, { stride, same });
        if (attr.fused_ops.list.s.map(text).includes("Relu")) last = g.relu(last);
        break;
      }
      case "DepthwiseConv2dNative": {
        const { values, shape } = onnxKernel(weights.get(input[1]), true);
        last = g.conv(x, shape, values, null, { stride, same, group: shape[0] });
        break;
      }
      case "MaxPool":
        last = g.node("MaxPool", [x], { auto_pad: same ? "SAME_UPPER" : "VALID", kernel_shape: [3, 3], strides: [stride, stride] });
        break;
      case "AddV2": last = g.node("Add", [x, made.get(input[1])]); break;
      case "Relu": last = g.relu(x); break;
      case "Mean": last = g.node("Flatten", [g.node("GlobalAveragePool", [x])], { axis: 1 }); break;
      case "Softmax": last = g.node("Softmax", [x], { axis: 1 }); break;
      case "Identity": last = x; break;
      default: throw new Error(`${path}: no rule for ${op}`);
    }
    made.set(name, last);
  }
  return g.model("faces", ["batch", 1, 64, 64], { [last]: ["batch", 7] });
}
