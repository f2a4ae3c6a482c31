// The network under Teachable Machine's image projects, taken from one that was exported there, for `--curve`.

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";

/** An export from teachablemachine.withgoogle.com, beside the checkout: it is nobody's to ship here. */
export const EXPORT = fileURLToPath(new URL("../../../shared/data/teachable-machine/image-model.zip", import.meta.url));

/** The files in a zip, by name. */
function unzip(zip) {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error(`${EXPORT} is no zip: fetch it again`);
  const files = new Map();
  let place = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed] = [zip.readUInt16LE(place + 10), zip.readUInt32LE(place + 20)];
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(place + field));
    const header = zip.readUInt32LE(place + 42);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const bytes = zip.subarray(start, start + packed);
    files.set(zip.toString("utf8", place + 46, place + 46 + name), method === 8 ? inflateRawSync(bytes) : bytes);
    place += 46 + name + extra + comment;
  }
  return files;
}

/**
 * Unpacks the model for the measured page.
 * @param {string} folder
 * @returns {Promise<string | undefined>} its address below the folder; nothing where the export is absent
 */
export async function unpackMobilenet(folder) {
  if (!existsSync(EXPORT)) return undefined;
  const files = unzip(await readFile(EXPORT));
  await mkdir(join(folder, "mobilenet"), { recursive: true });
  for (const name of ["model.json", "weights.bin"]) {
    const bytes = files.get(name);
    if (!bytes) throw new Error(`${EXPORT} holds no ${name}: export an image project as “Tensorflow.js” again`);
    await writeFile(join(folder, "mobilenet", name), bytes);
  }
  return "mobilenet/model.json";
}
