// `cargo xtask soak`: the page at full rate for a long time. Every minute: memory of page, worker and WebAssembly, workers, open cameras, time a frame.
//
//   node soak.js --out FOLDER [--dist DIR] [--minutes N]
//
// The camera shows 1, 6, 15 and 0 faces in turn, ten seconds each. Once a minute a widget comes and goes beside it. Exits with 1 where what must
// stay flat does not.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.js";
import { serve } from "./server.js";
import { reportPage } from "./soak-report.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = join(HERE, "../..");
const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: join(ROOT, "target/soak") },
    dist: { type: "string", default: join(ROOT, "dist") },
    minutes: { type: "string", default: "30" },
  },
});
const minutes = Number(options.minutes);
/** The second minute is compared with the last. */
const LEAST = 3;
if (!(minutes >= LEAST)) {
  console.error(`--minutes ${options.minutes}: at least ${LEAST}, since the second minute is compared with the last`);
  process.exit(2);
}

/** Frames of each picture in a row: the fake camera plays 30 a second. */
const EACH = 300;
const PICTURES = ["frame-1.jpg", "frame-6.jpg", "frame-15.jpg"];

/** What may change from the second minute to the last, as a share. */
const GROWTH = 0.05;
/** What the median time a frame may change, as a share. */
const SLOWDOWN = 0.1;

const MIB = 1 << 20;

/** A picture in which there is nobody, of the camera's size: a frame in one colour, made by the browser. */
async function nobody() {
  const browser = await launch();
  const tab = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await tab.setContent("<body style='margin:0;background:linear-gradient(#678,#345);height:480px'>");
  const picture = await tab.screenshot({ type: "jpeg", quality: 90 });
  await browser.close();
  return picture;
}

async function cameraFile() {
  const pictures = join(ROOT, "tests/data/pictures");
  const frames = [...(await Promise.all(PICTURES.map((name) => readFile(join(pictures, name))))), await nobody()];
  const path = join(options.out, "camera.mjpeg");
  await writeFile(path, Buffer.concat(frames.flatMap((frame) => Array.from({ length: EACH }, () => frame))));
  return path;
}

/** Runs in the page before its scripts: counts frames and open cameras. */
function watch() {
  const watched = { times: [], crashed: 0, tracks: new Set() };
  Object.assign(globalThis, { watched });
  globalThis.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      this.port1.addEventListener("message", ({ data }) => {
        if (data?.type === "report") watched.times.push({ faces: data.report.faces.length, ms: data.report.timing.total });
        if (data?.type === "error") watched.crashed += 1;
      });
    }
  };
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    for (const track of stream.getTracks()) watched.tracks.add(track);
    return stream;
  };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The pictures' numbers of faces. */
const FACES = [0, 1, 6, 15];

/** The mean of each picture's median, ms: a minute holds more of one picture than of another. */
function typical(times) {
  const nearest = (faces) => FACES.reduce((best, count) => (Math.abs(count - faces) < Math.abs(best - faces) ? count : best));
  const medians = FACES.map((count) => median(times.filter(({ faces }) => nearest(faces) === count).map(({ ms }) => ms)));
  return medians.reduce((sum, ms) => sum + ms, 0) / medians.length;
}

/** What V8 compiles for functions that are called often lies on the same heap as what a page keeps; WebAssembly is compiled as ever. */
const NO_SCRIPT_COMPILER = "--js-flags=--no-sparkplug,--no-maglev,--no-opt,--no-lazy-feedback-allocation";

await mkdir(options.out, { recursive: true });
const server = await serve({ "/": options.dist });
const browser = await launch(await cameraFile(), [NO_SCRIPT_COMPILER]);
const tab = await browser.newPage();
const complaints = [];
tab.on("pageerror", (error) => complaints.push(String(error)));
tab.on("crash", () => complaints.push("the page crashed"));
await tab.addInitScript(watch);
const session = await tab.context().newCDPSession(tab);
await tab.goto(`${server.origin}/?autostart=1&detector=built-in`);
await tab.waitForFunction(() => watched.times.length > 0, undefined, { timeout: 60_000 });

/** Heap in use after a collection, bytes. */
async function heap() {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

/** What the module holds, bytes. */
async function wasmMemory() {
  const worker = tab.workers()[0];
  if (!worker) return NaN;
  return worker.evaluate(async () => {
    const { default: init } = await import("/mien.js");
    return (await init()).memory.buffer.byteLength;
  });
}

const system = await browser.newBrowserCDPSession();

/** What the system has given to the processes of pages, bytes; Linux alone tells. */
async function resident() {
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  const pages = processInfo.filter(({ type }) => type === "renderer");
  const sizes = await Promise.all(pages.map(({ id }) => readFile(`/proc/${id}/statm`, "utf8").then((text) => Number(text.split(" ")[1]) * 4096, () => NaN)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A widget that sees something and goes again: it shares the page's worker and camera. */
const widget = () =>
  tab.evaluate(async () => {
    await import("/widget.js");
    const element = document.createElement("mien-camera");
    document.body.append(element);
    const seen = new Promise((resolve) => element.addEventListener("mien-prediction", resolve, { once: true }));
    await element.start();
    await seen;
    element.remove();
  });

const rows = [];
for (let minute = 1; minute <= minutes; minute += 1) {
  await tab.evaluate(() => void (watched.times.length = 0));
  await tab.waitForTimeout(57_000);
  const { times, crashed, live } = await tab.evaluate(() => ({
    times: watched.times.splice(0),
    crashed: watched.crashed,
    live: [...watched.tracks].filter(({ readyState }) => readyState === "live").length,
  }));
  await widget();
  await tab.waitForTimeout(1000);
  const row = { minute, frames: times.length, ms: typical(times), heap: (await heap()) / MIB, resident: (await resident()) / MIB, wasm: (await wasmMemory()) / MIB, workers: tab.workers().length, cameras: live, crashed };
  rows.push(row);
  console.log(`minute ${minute}: ${row.frames} frames, ${row.ms.toFixed(1)} ms, heap ${row.heap.toFixed(2)} MiB, process ${row.resident.toFixed(0)}, wasm ${row.wasm.toFixed(2)}`);
  await writeFile(join(options.out, "soak.json"), JSON.stringify(rows, null, 2));
}

/** From the second minute: in the first everything is made. */
const [first, last] = [rows[1], rows.at(-1)];
const grown = ["heap", "wasm"].filter((what) => last[what] > first[what] * (1 + GROWTH));
const slower = last.ms > first.ms * (1 + SLOWDOWN);
const dropped = rows.some(({ workers, cameras, crashed }) => workers !== 1 || cameras !== 1 || crashed > 0);
const verdicts = [
  { claim: "the page's and the module's memory are flat after the first minute", holds: grown.length === 0 },
  { claim: "the time a frame is within a tenth of the second minute's", holds: !slower },
  { claim: "one worker and one camera all the time, and no crash", holds: !dropped },
  { claim: "no error in the page", holds: complaints.length === 0 },
];
const page = join(options.out, "report.html");
await writeFile(page, reportPage(rows, verdicts, await browser.version()));
const shot = await browser.newPage({ viewport: { width: 1000, height: 900 } });
await shot.goto(`file://${page}`);
await shot.screenshot({ path: join(options.out, "report.png"), fullPage: true });
await browser.close();
server.close();
for (const { claim, holds } of verdicts) console.log(`${holds ? "holds " : "FAILS "} ${claim}`);
if (complaints.length > 0) console.log(complaints.join("\n"));
console.log(`the curves: ${page}`);
process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;
