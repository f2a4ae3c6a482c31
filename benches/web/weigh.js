// What travels.

import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";

/**
 * What the network carried, raw and as a server with the best Brotli would send it.
 * @param {string[]} files
 * @param {Map<string, {raw: number, brotli: number}>} known what was weighed before
 */
export async function weigh(files, known) {
  /** @type {{raw: number, brotli: number, files: {file: string, raw: number, brotli: number}[]}} */
  const total = { raw: 0, brotli: 0, files: [] };
  for (const file of files) {
    if (!known.has(file)) {
      const bytes = await readFile(file);
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      known.set(file, { raw: bytes.length, brotli: Math.min(bytes.length, brotliCompressSync(bytes, { params }).length) });
    }
    const { raw, brotli } = known.get(file);
    total.raw += raw;
    total.brotli += brotli;
    total.files.push({ file: file.split("/").slice(-2).join("/"), raw, brotli });
  }
  return total;
}
