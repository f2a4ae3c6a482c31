// The page at full rate for a long time, with 1, 6, 15 and no faces in turn.

import { join } from "node:path";
import { FACES, film } from "./camera.js";
import { flat, noErrors, open, widgets } from "./watched.js";

/** Frames of each picture in a row: ten seconds. */
const EACH = 300;

/** What the median time a frame may change from the second minute to the last, as a share. */
const SLOWDOWN = 0.1;

/** The second minute is compared with the last. */
export const LEAST = 3;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The mean of each picture's median, ms: a minute holds more of one picture than of another. */
function typical(times) {
  const nearest = (faces) => FACES.reduce((best, count) => (Math.abs(count - faces) < Math.abs(best - faces) ? count : best));
  const medians = FACES.map((count) => median(times.filter(({ faces }) => nearest(faces) === count).map(({ ms }) => ms)));
  return medians.reduce((sum, ms) => sum + ms, 0) / medians.length;
}

/** @param {import("../soak.js").Place} place */
export async function page({ origin, pictures, out, minutes, say }) {
  const video = await film(pictures, join(out, "camera.mjpeg"), { frames: EACH });
  const watched = await open(`${origin}/?autostart=1&detector=built-in`, video);
  const { tab, measure } = watched;
  await tab.waitForFunction(() => globalThis.watched.times.length > 0, undefined, { timeout: 60_000 });
  const rows = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    await tab.evaluate(() => void (globalThis.watched.times.length = 0));
    await tab.waitForTimeout(57_000);
    const times = await tab.evaluate(() => globalThis.watched.times.splice(0));
    // It shares the page's worker and camera.
    await widgets(tab, 1);
    await tab.waitForTimeout(1000);
    rows.push({ at: `minute ${minute}`, frames: times.length, ms: typical(times), ...(await measure()) });
    say(rows.at(-1));
  }
  await watched.close();
  const [first, last] = [rows[1], rows.at(-1)];
  return {
    title: `The page for ${minutes} minutes`,
    about: "A fake camera at full rate with 1, 6, 15 and no faces in turn, ten seconds each; a widget is added and removed each minute.",
    curves: { ms: "Time a frame, ms (the mean of each picture's median)", frames: "Frames a minute" },
    rows,
    verdicts: [
      { claim: "the page's and the module's memory are flat after the first minute", holds: flat(rows) },
      { claim: "the time a frame is within a tenth of the second minute's", holds: last.ms <= first.ms * (1 + SLOWDOWN) },
      { claim: "one worker and one camera all the time, and no crash", holds: rows.every(({ workers, cameras, crashed }) => workers === 1 && cameras === 1 && crashed === 0) },
      noErrors(watched),
    ],
    version: watched.version,
  };
}
