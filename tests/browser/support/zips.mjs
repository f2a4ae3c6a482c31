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
 * An entry of a zip that says its sizes in front, as ours do.
 * @param {Buffer} bytes
 * @param {string} name
 */
export function entry(bytes, name) {
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [packed, nameLength, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    const start = at + 30 + nameLength + extra;
    const content = bytes.subarray(start, start + packed);
    if (bytes.toString("utf8", at + 30, at + 30 + nameLength) === name) return bytes.readUInt16LE(at + 8) === 0 ? content : inflateRawSync(content);
    at = start + packed;
  }
  throw new Error(`no ${name} in the zip`);
}
