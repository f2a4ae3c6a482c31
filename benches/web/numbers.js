// What is said about a series of measurements. Runs in Node and in the measured pages.

/** @typedef {{x: number, y: number, width: number, height: number, label: string, probabilities: number[]}} Face */

/** Nearest rank: a value that was measured, never one in between. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

export const summary = (values) => ({ median: percentile(values, 50), p95: percentile(values, 95) });

const fixed = (value, unit) => Math.floor(value / unit + 0.5);

/**
 * FNV-1a (64 bits) over the answers: boxes to 0.1 px, probabilities to 0.001, from the topmost box down, each number as a
 * little-endian i32. `benches/frame.rs` computes the same, so equal answers have equal checksums natively and in the browser.
 * @param {Face[]} faces
 */
export function checksum(faces) {
  const numbers = faces
    .map(({ x, y, width, height, probabilities }) => [
      ...[x, y, width, height].map((v) => fixed(v, 0.1)),
      ...probabilities.map((p) => fixed(p, 0.001)),
    ])
    .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  const bytes = new Uint8Array(Int32Array.from(numbers.flat()).buffer);
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, "0");
}
