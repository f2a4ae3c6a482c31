// Where the time of Mien's worker goes, function by function, by Chromium's sampling profiler: of frames with one face and with fifteen.
//
//   node profile.js [--dist DIR] [--frames N]
//
// Functions of the module have numbers, since a built one has no names. With CARGO_PROFILE_WEB_SMALL_STRIP=debuginfo `cargo xtask build`
// leaves them in.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.js";
import { OURS } from "./contestants.js";
import { serve } from "./server.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PICTURES = ["f1", "f15"];
/** Between two samples, millionths of a second. */
const INTERVAL = 100;
const WARM_UP = 50;
const SHOWN = 24;

const { values: options } = parseArgs({
  options: {
    dist: { type: "string", default: join(HERE, "../../dist") },
    frames: { type: "string", default: "300" },
  },
});
const frames = Number(options.frames);

/**
 * Talks to the page's worker; `playwright` itself only talks to pages.
 * @param {import("playwright-core").Page} page that has not started its worker yet
 */
async function workerOf(page) {
  const session = await page.context().newCDPSession(page);
  let worker = "";
  let asked = 0;
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  session.on("Target.attachedToTarget", ({ sessionId }) => (worker = sessionId));
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return async (method, params = {}) => {
    const id = ++asked;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    await session.send("Target.sendMessageToTarget", { sessionId: worker, message: JSON.stringify({ id, method, params }) });
    return answer;
  };
}

/**
 * Milliseconds that a function was on top of the stack.
 * @param {{nodes: any[], samples: number[], timeDeltas: number[]}} profile
 * @returns {Map<string, number>}
 */
function selfTimes({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
    const place = url && !url.endsWith(".wasm") ? `, ${url.slice(url.lastIndexOf("/") + 1)}:${lineNumber + 1}` : "";
    return [id, `${functionName || "(without a name)"}${place}`];
  }));
  const times = new Map();
  samples.forEach((node, index) => {
    const name = names.get(node);
    times.set(name, (times.get(name) ?? 0) + timeDeltas[index] / 1000);
  });
  return times;
}

const server = await serve({ "/": options.dist, "/@bench/": HERE, "/@data/": join(HERE, "../data") });
const browser = await launch();
const page = await browser.newPage();
const worker = await workerOf(page);
await page.goto(server.origin + OURS.frames);
await page.waitForFunction("window.bench");
await page.evaluate("window.bench.ready");
await worker("Profiler.enable");
await worker("Profiler.setSamplingInterval", { interval: INTERVAL });
/** @type {Map<string, number>[]} */
const profiles = [];
for (const picture of PICTURES) {
  const burst = ({ picture, count, warm }) => /** @type {any} */ (window).bench.burst(`/@data/${picture}.png`, count, warm);
  await page.evaluate(burst, { picture, count: 0, warm: WARM_UP });
  await worker("Profiler.start");
  await page.evaluate(burst, { picture, count: frames, warm: 0 });
  profiles.push(selfTimes((await worker("Profiler.stop")).profile));
}
await browser.close();
server.close();

// Waiting for the page's next frame is no work.
const busy = profiles.map((times) => [...times].reduce((sum, [name, ms]) => (name === "(idle)" ? sum : sum + ms), 0));
const [one, fifteen] = profiles;
console.log("ms a frame on top of the stack, and its share of what the worker does\n");
console.log(`${"1 face".padStart(14)}  ${"15 faces".padStart(14)}`);
for (const [name] of [...one].sort(([, a], [, b]) => b - a).slice(0, SHOWN)) {
  const cells = [one, fifteen].map((times, index) => {
    const ms = times.get(name) ?? 0;
    const share = name === "(idle)" ? "" : `${((100 * ms) / busy[index]).toFixed(1)} %`;
    return `${(ms / frames).toFixed(2).padStart(6)} ${share.padStart(7)}`;
  });
  console.log(`${cells.join("  ")}  ${name}`);
}
