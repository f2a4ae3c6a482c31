// Exact copies: samples of which the network sees the same, to the last bit.

/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("./types.js").NewFace} NewFace */

/** Samples by a key of what is in them, and of each key lists of exact copies. @typedef {Map<number, Sample[][]>} Contents */

/** Bytes that a key is made of: enough for copies alone to share one, nearly always. */
const LOOKS = 256;

/** What is learnt from: a face's cut, or what the network makes of a whole picture. @param {NewFace} sample */
const bytesOf = ({ face, embedding }) => (face.length > 0 ? face : new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength));

/** FNV-1a of some of the bytes. @param {NewFace} sample */
function keyOf(sample) {
  const bytes = bytesOf(sample);
  const step = Math.ceil(bytes.length / LOOKS);
  let key = 0x811c9dc5;
  for (let place = 0; place < bytes.length; place += step) key = Math.imul(key ^ (bytes[place] ?? 0), 0x01000193);
  return key;
}

/** @param {NewFace} one @param {NewFace} other */
function same(one, other) {
  const [a, b] = [bytesOf(one), bytesOf(other)];
  return a.length === b.length && a.every((value, place) => value === b[place]);
}

/** @param {Contents} contents @param {Sample} sample */
export function enter(contents, sample) {
  const key = keyOf(sample);
  const lists = contents.get(key) ?? [];
  const list = lists.find(([first]) => first && same(first, sample));
  if (list) list.push(sample);
  else contents.set(key, [...lists, [sample]]);
}

/** The samples that are copies of this one. @param {Contents} contents @param {NewFace} sample */
export const copiesOf = (contents, sample) => contents.get(keyOf(sample))?.find(([first]) => first && same(first, sample)) ?? [];
