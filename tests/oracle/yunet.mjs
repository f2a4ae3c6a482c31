// YuNet's published decoding, written down once more and independently of src/detect/: from the network's raw outputs to faces.

import { iou } from "../browser/support/pictures.mjs";

/**
 * @typedef {import("../browser/support/pictures.mjs").Box} Box
 * @typedef {{ box: Box, landmarks: { x: number, y: number }[], score: number }} Detection
 */

const STRIDES = [8, 16, 32];

/** @param {number} value */
const clamp = (value) => Math.min(1, Math.max(0, value));

/**
 * @param {(name: string) => Float32Array} output the network's output of that name, e.g. `cls_8`
 * @param {{ width: number, height: number }} input its size in pixels
 * @param {number} minScore
 * @returns {Detection[]} best first, overlaps included, in pixels of the input
 */
export function decode(output, { width, height }, minScore) {
  /** @type {Detection[]} */
  const faces = [];
  for (const stride of STRIDES) {
    const [cls, obj, bbox, kps] = ["cls", "obj", "bbox", "kps"].map((kind) => output(`${kind}_${stride}`));
    const columns = width / stride;
    for (let cell = 0; cell < columns * (height / stride); cell += 1) {
      const score = Math.sqrt(clamp(cls[cell]) * clamp(obj[cell]));
      if (score < minScore) continue;
      const column = cell % columns;
      const row = Math.floor(cell / columns);
      const [dx, dy, logWidth, logHeight] = bbox.subarray(cell * 4, cell * 4 + 4);
      const size = { width: Math.exp(logWidth) * stride, height: Math.exp(logHeight) * stride };
      faces.push({
        score,
        box: { x: (column + dx) * stride - size.width / 2, y: (row + dy) * stride - size.height / 2, ...size },
        landmarks: Array.from({ length: 5 }, (_, point) => ({
          x: (column + kps[cell * 10 + point * 2]) * stride,
          y: (row + kps[cell * 10 + point * 2 + 1]) * stride,
        })),
      });
    }
  }
  return faces.sort((a, b) => b.score - a.score);
}

/**
 * Greedy non-maximum suppression.
 * @param {Detection[]} faces best first
 * @param {number} maxOverlap faces that overlap a better one by more than this IoU are dropped
 */
export function suppress(faces, maxOverlap) {
  /** @type {Detection[]} */
  const kept = [];
  for (const face of faces) if (kept.every((better) => iou(better.box, face.box) <= maxOverlap)) kept.push(face);
  return kept;
}

/**
 * The published file declares an input of 640x640 and every shape that follows from it, though no layer depends on them. Without
 * the declarations onnxruntime takes pictures of any size.
 * @param {Buffer} model
 */
export function withoutShapes(model) {
  // Field numbers of onnx.proto: ModelProto.graph; GraphProto.input, .output, .value_info; ValueInfoProto.type;
  // TypeProto.tensor_type; TypeProto.Tensor.shape.
  const [GRAPH, INPUT, OUTPUT, VALUE_INFO, TYPE, TENSOR_TYPE, SHAPE] = [7, 11, 12, 13, 2, 1, 2];
  const value = edit({ [TYPE]: edit({ [TENSOR_TYPE]: edit({ [SHAPE]: drop }) }) });
  return edit({ [GRAPH]: edit({ [INPUT]: value, [OUTPUT]: value, [VALUE_INFO]: drop }) })(model);
}

const drop = () => null;

/**
 * @param {Record<number, (message: Buffer) => Buffer | null>} fields what becomes of a protobuf message's fields, by number
 * @returns {(message: Buffer) => Buffer}
 */
function edit(fields) {
  return (message) => {
    /** @type {Buffer[]} */
    const parts = [];
    for (let at = 0; at < message.length; ) {
      const start = at;
      const tag = varint(message, at);
      const body = varint(message, tag.end);
      const text = (tag.value & 7) === 2; // the only other kind at these levels is a whole number
      at = text ? body.end + body.value : body.end;
      const change = text && fields[tag.value >> 3];
      if (!change) {
        parts.push(message.subarray(start, at));
        continue;
      }
      const changed = change(message.subarray(body.end, at));
      if (changed) parts.push(message.subarray(start, tag.end), asVarint(changed.length), changed);
    }
    return Buffer.concat(parts);
  };
}

/**
 * @param {Buffer} bytes
 * @param {number} at
 */
function varint(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: at };
  }
}

/** @param {number} value */
function asVarint(value) {
  const bytes = [];
  for (; value > 0x7f; value >>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}
