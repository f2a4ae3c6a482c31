// Photos one after the other on the page.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { flat, noErrors, open } from "./watched.js";

const PHOTOS = 500;
/** Between two rows. */
const STEP = 50;

/** @param {import("../soak.js").Place} place */
export async function photos({ origin, pictures, say }) {
  const files = (await readdir(pictures)).filter((name) => name.endsWith(".jpg")).sort().map((name) => join(pictures, name));
  const watched = await open(`${origin}/?detector=built-in`);
  const { tab, measure } = watched;
  const rows = [];
  for (let done = STEP; done <= PHOTOS; done += STEP) {
    for (let place = done - STEP; place < done; place += 1) {
      const before = await tab.evaluate(() => globalThis.watched.times.length);
      await tab.locator("#file").setInputFiles(files[place % files.length]);
      await tab.waitForFunction((before) => globalThis.watched.times.length > before, before, { timeout: 60_000 });
    }
    await tab.evaluate(() => void (globalThis.watched.times.length = 0));
    rows.push({ at: `${done} photos`, ...(await measure()) });
    say(rows.at(-1));
  }
  await watched.close();
  return {
    title: `${PHOTOS} photos one after the other`,
    about: `${files.length} photos of different sizes in turn, each in the place of the one before.`,
    curves: {},
    rows,
    verdicts: [
      { claim: "the page's and the module's memory are flat after the first fifty", holds: flat(rows) },
      { claim: "one worker, and no crash", holds: rows.every(({ workers, crashed }) => workers === 1 && crashed === 0) },
      noErrors(watched),
    ],
    version: watched.version,
  };
}
