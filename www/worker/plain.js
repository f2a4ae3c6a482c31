// What a module gives, as a worker can send it.

/** @typedef {{path: string, bytes: Uint8Array<ArrayBuffer>}} PlainFile */

/**
 * Files of a module, which lets go of them.
 * @param {{path: string, bytes: Uint8Array, free: () => void}[]} files
 * @returns {PlainFile[]}
 */
export const plainFiles = (files) =>
  files.map((file) => {
    const plain = { path: file.path, bytes: /** @type {Uint8Array<ArrayBuffer>} */ (file.bytes) };
    file.free();
    return plain;
  });

/**
 * Lists of numbers, one after the other, in a list that is long enough.
 * @template {Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>} List
 * @param {ArrayLike<number>[]} lists
 * @param {(length: number) => List} make
 * @returns {List}
 */
export function joined(lists, make) {
  const all = make(lists.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const one of lists) {
    all.set(one, place);
    place += one.length;
  }
  return all;
}
