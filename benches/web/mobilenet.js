// The network under Teachable Machine's image projects, taken from one that was exported there, for `--curve`.

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";

/** An export from teachablemachine.withgoogle.com, beside the checkout: the curve is Mien's alone without it. */
export const EXPORT = fileURLToPath(new URL("../../../shared/data/teachable-machine/image-model.zip", import.meta.url));

/**
 * Unpacks the model for the measured page.
 * @param {string} folder
 * @returns {Promise<string | undefined>} its address below the folder; nothing where the export is absent
 */
export async function unpackMobilenet(folder) {
  if (!existsSync(EXPORT)) return undefined;
  const files = unzipSync(await readFile(EXPORT));
  await mkdir(join(folder, "mobilenet"), { recursive: true });
  for (const name of ["model.json", "weights.bin"]) {
    const bytes = files[name];
    if (!bytes) throw new Error(`${EXPORT} holds no ${name}: export an image project as “Tensorflow.js” again`);
    await writeFile(join(folder, "mobilenet", name), bytes);
  }
  return "mobilenet/model.json";
}
