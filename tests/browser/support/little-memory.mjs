// A module that may have only so much memory: what the browser refuses it then is refused for real.

/** The section of a WebAssembly module that says how much memory it begins with, and may have. */
const MEMORY = 5;

/** Bytes of a page of WebAssembly's memory. */
const PAGE = 1 << 16;

/**
 * A number as WebAssembly writes it, seven bits a byte.
 * @param {Buffer} bytes
 * @param {number} place
 */
function readNumber(bytes, place) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes.readUInt8(place++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { value, end: place };
  }
}

/** @param {number} value @returns {number[]} */
const written = (value) => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...written(value >>> 7)]);

/**
 * Lets a module have no more memory than that.
 * @param {number} bytes
 * @returns {import("./server.mjs").Tampering}
 */
export const memoryOfAtMost = (bytes) => (module) => {
  // After the eight bytes of its name and version come sections: a number each, its length, and that many bytes.
  for (let place = 8; place < module.length; ) {
    const section = module.readUInt8(place);
    const { value: length, end: start } = readNumber(module, place + 1);
    if (section === MEMORY) {
      // One memory, whether it has a limit, and the pages that it begins with.
      const least = readNumber(module, start + 2).value;
      const limited = [1, 1, ...written(least), ...written(Math.floor(bytes / PAGE))];
      return Buffer.concat([module.subarray(0, place), Buffer.from([MEMORY, ...written(limited.length), ...limited]), module.subarray(start + length)]);
    }
    place = start + length;
  }
  throw new Error("the module has no memory of its own");
};
