// A widget that is added, sees something and is removed, again and again: each time a worker of its own is started and ended.

import { join } from "node:path";
import { film } from "./camera.js";
import { flat, noErrors, open, widgets } from "./watched.js";

const TIMES = 200;
/** Between two rows. */
const STEP = 20;

/** What the page's process may take more with each, MiB: a frame that nobody lets go of is ten times as large, and a worker twenty times. */
const LEAST_LEAK = 0.1;

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Somebody's page</title><link rel="icon" href="data:,">
<script type="module" src="/widget.js"></script>`;

/** @param {import("../soak.js").Place} place */
export async function widget({ origin, pictures, out, say }) {
  const video = await film(pictures, join(out, "one-face.mjpeg"), { faces: [1], frames: 30 });
  const watched = await open("about:blank", video);
  const { tab, measure } = watched;
  const address = `${origin}/somebody.html`;
  await tab.route(address, (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
  await tab.goto(address);
  const rows = [];
  for (let times = STEP; times <= TIMES; times += STEP) {
    await widgets(tab, STEP);
    // A worker that was ended takes a moment to go.
    await tab.waitForTimeout(1000);
    rows.push({ at: `${times} times`, ...(await measure()) });
    say(rows.at(-1));
  }
  await watched.close();
  const [middle, last] = [rows[rows.length / 2 - 1], rows.at(-1)];
  const growth = (last.resident - middle.resident) / (TIMES / 2);
  return {
    title: `A widget added and removed ${TIMES} times`,
    about: "Each is started, waits until a face was seen, and is removed. It is the only one: with it a worker comes and goes.",
    curves: {},
    rows,
    verdicts: [
      { claim: "the page's memory is flat after the first twenty", holds: flat(rows) },
      // Where the system does not tell, it is no number.
      { claim: `in the second half the page's process grows by ${growth.toFixed(3)} MiB with each, less than ${LEAST_LEAK}`, holds: !(growth >= LEAST_LEAK) },
      { claim: "no worker and no camera is left, and no crash", holds: rows.every(({ workers, cameras, crashed }) => workers === 0 && cameras === 0 && crashed === 0) },
      noErrors(watched),
    ],
    version: watched.version,
  };
}
