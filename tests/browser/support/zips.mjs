// Zip files made on the spot: sound ones, and such as nobody should trust.

import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/**
 * @typedef {{ name: string, bytes: Buffer, deflate?: boolean, claims?: number }} Entry
 * `claims`: the size that the file says it has, where that is not true
 */

/**
 * @param {Entry[]} entries
 * @returns {Buffer}
 */
export function zip(entries) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const { name, bytes, deflate = false, claims = bytes.length } of entries) {
    const packed = deflate ? deflateRawSync(bytes) : bytes;
    const path = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2); // names are UTF-8
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(0x21 << 16, 6);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims, 18);
    common.writeUInt16LE(path.length, 22);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), common, path, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02", "latin1"), Buffer.from([20, 0]), common, place, path);
    offset += 30 + path.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/**
 * The directory of a sound zip: the name of each entry and where the directory has it.
 * @param {Buffer} bytes
 * @returns {Map<string, number>}
 */
function directory(bytes) {
  const found = new Map();
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  for (let at = bytes.readUInt32LE(end + 16); bytes.readUInt32LE(at) === 0x02014b50; ) {
    const nameLength = bytes.readUInt16LE(at + 28);
    found.set(bytes.toString("utf8", at + 46, at + 46 + nameLength), at);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

/** The names of a sound zip's entries. @param {Buffer} bytes */
export const entries = (bytes) => [...directory(bytes).keys()];

/**
 * An entry of a sound zip, as its directory lists it.
 * @param {Buffer} bytes
 * @param {string} name
 */
export function entry(bytes, name) {
  const at = directory(bytes).get(name);
  if (at === undefined) throw new Error(`no ${name} in the zip`);
  const header = bytes.readUInt32LE(at + 42);
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const content = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
  return bytes.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content);
}
