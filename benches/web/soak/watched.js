// A tab, and what it takes: memory, workers, open cameras, and what went wrong in it.

import { readFile } from "node:fs/promises";
import { launch } from "../browser.js";

const MIB = 1 << 20;

/** What V8 compiles for functions that are called often lies on the same heap as what a page keeps; WebAssembly is compiled as ever. */
const NO_SCRIPT_COMPILER = "--js-flags=--no-sparkplug,--no-maglev,--no-opt,--no-lazy-feedback-allocation";

/** Which module a worker has. */
const MODULES = [["recognizer", "mien"], ["studio", "mien-studio"]];

/** Rounds of collecting garbage: what elements hold is let go of in several. */
const ROUNDS = 4;

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
  // An empty page has none.
  if (!navigator.mediaDevices) return;
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    for (const track of stream.getTracks()) watched.tracks.add(track);
    return stream;
  };
}

/**
 * @typedef {object} Watched
 * @property {import("playwright-core").Page} tab
 * @property {string} version of the browser
 * @property {string[]} complaints errors that nobody caught, and crashes
 * @property {() => Promise<Row>} measure
 * @property {() => Promise<void>} close
 */

/** Memory in MiB, and counts. @typedef {{heap: number, resident: number, wasm: number, workers: number, cameras: number, crashed: number}} Row */

/**
 * @param {string} address of the page
 * @param {string} [video] that the fake camera plays
 * @returns {Promise<Watched>}
 */
export async function open(address, video) {
  const browser = await launch(video, [NO_SCRIPT_COMPILER]);
  const tab = await browser.newPage();
  const complaints = [];
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("crash", () => complaints.push("the page crashed"));
  await tab.addInitScript(watch);
  const session = await tab.context().newCDPSession(tab);
  const system = await browser.newBrowserCDPSession();
  await tab.goto(address);

  /** Heap in use after a collection, bytes. */
  async function heap() {
    for (let round = 0; round < ROUNDS; round += 1) {
      await session.send("HeapProfiler.collectGarbage");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  }

  /** What the workers' modules hold, bytes. */
  async function wasm() {
    const sizes = await Promise.all(
      tab.workers().map((worker) => {
        const module = MODULES.find(([name]) => worker.url().includes(name))?.[1] ?? "mien";
        return worker.evaluate(async (module) => {
          const { default: init } = await import(`/${module}.js`);
          return (await init()).memory.buffer.byteLength;
        }, module);
      }),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /**
   * What the page's process holds, bytes, without the files that it maps, the browser itself among them. Linux alone tells.
   *
   * Without a GPU, Chromium keeps every frame that was drawn from a video, up to 512 MiB, until memory is short: here it always is.
   */
  async function resident() {
    await system.send("Memory.simulatePressureNotification", { level: "critical" });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { processInfo } = await system.send("SystemInfo.getProcessInfo");
    // Chromium has others at hand for pages that are still to come.
    const [page] = processInfo.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime);
    const sizes = await readFile(`/proc/${page.id}/smaps_rollup`, "utf8").catch(() => "");
    const kib = (of) => Number(new RegExp(`^Pss_${of}:\\s+(\\d+)`, "m").exec(sizes)?.[1] ?? NaN);
    return (kib("Anon") + kib("Shmem")) * 1024;
  }

  return {
    tab,
    version: browser.version(),
    complaints,
    async measure() {
      const { crashed, cameras } = await tab.evaluate(() => ({
        crashed: watched.crashed,
        cameras: [...watched.tracks].filter(({ readyState }) => readyState === "live").length,
      }));
      return { heap: (await heap()) / MIB, resident: (await resident()) / MIB, wasm: (await wasm()) / MIB, workers: tab.workers().length, cameras, crashed };
    },
    close: () => browser.close(),
  };
}

/** What may change from the second row to the last, as a share; of a small heap, MiB. */
const GROWTH = 0.05;
const LITTLE = 0.25;

/**
 * Whether memory is flat from the second row on: in the first everything is made.
 * @param {Row[]} rows
 */
export function flat(rows) {
  const [first, last] = [rows[1], rows.at(-1)];
  return ["heap", "wasm"].every((what) => last[what] <= Math.max(first[what] * (1 + GROWTH), first[what] + LITTLE));
}

/** @param {Watched} watched */
export const noErrors = ({ complaints }) => ({ claim: `no error in the page${complaints.map((one) => `: ${one}`).join("")}`, holds: complaints.length === 0 });

/**
 * Widgets that see something and go again, one after the other.
 * @param {import("playwright-core").Page} tab
 * @param {number} count
 */
export const widgets = (tab, count) =>
  tab.evaluate(async (count) => {
    await import("/widget.js");
    for (let round = 0; round < count; round += 1) {
      const element = document.createElement("mien-camera");
      document.body.append(element);
      const seen = new Promise((resolve) => element.addEventListener("mien-prediction", resolve, { once: true }));
      await element.start();
      await seen;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, count);
