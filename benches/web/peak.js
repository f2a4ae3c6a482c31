// How many multiply-adds a second one thread of this machine does at best in WASM: what the networks' times are held against.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import wabt from "wabt";
import { percentile } from "./numbers.js";

const FOLDER = fileURLToPath(new URL("peak", import.meta.url));

/** Turns of the loop in a call: so few that sums of 32 bits stay exact. */
const TURNS = 30_000;

/** Long enough that the optimising compiler has taken over, ms. */
const WARM_UP = 400;

/** Times that a loop is timed a round, and for how long each, ms. */
const TIMES = 4;
const LONG = 50;

/**
 * @typedef {object} Probe
 * @property {string} id the file in `peak/`
 * @property {string} name
 * @property {number} each multiply-adds in a turn of the loop
 * @property {(turns: number) => number} answer what the loop adds up
 */

/** @type {Probe[]} */
export const PROBES = [
  { id: "plain", name: "f32x4.mul, f32x4.add", each: 6 * 4, answer: (turns) => 21 * turns },
  { id: "relaxed", name: "f32x4.relaxed_madd", each: 12 * 4, answer: (turns) => 78 + 12 * turns },
  { id: "products16", name: "i32x4.dot_i16x8_s, i32x4.add", each: 6 * 8, answer: (turns) => 21 * turns },
];

/** @param {Probe} probe */
export async function assemble({ id }) {
  const file = `${id}.wat`;
  const text = await readFile(join(FOLDER, file), "utf8");
  const module = (await wabt()).parseWat(file, text, { simd: true, relaxed_simd: true });
  const { buffer } = module.toBinary({});
  module.destroy();
  return Uint8Array.from(buffer);
}

/**
 * A page whose worker does nothing else.
 * @param {import("playwright-core").Page} page that `page/peak.html` is open in
 */
export async function probePeak(page) {
  /** @type {{probe: Probe, rates: number[]}[]} */
  const running = [];
  for (const probe of PROBES) {
    const bytes = [...(await assemble(probe))];
    const load = ({ id, bytes }) => /** @type {any} */ (window).bench.load(id, bytes);
    // Relaxed SIMD is not everywhere.
    if (await page.evaluate(load, { id: probe.id, bytes })) running.push({ probe, rates: [] });
  }
  const time = async ({ id, each, answer }, ms) => {
    const run = ({ id, turns, ms }) => /** @type {any} */ (window).bench.time(id, turns, ms);
    const { calls, took, sum } = await page.evaluate(run, { id, turns: TURNS, ms });
    if (sum !== answer(TURNS)) throw new Error(`${id}.wat adds up ${sum} instead of ${answer(TURNS)}`);
    return (calls * TURNS * each) / took / 1e6;
  };
  for (const { probe } of running) await time(probe, WARM_UP);
  return {
    async round() {
      for (let i = 0; i < TIMES; i++) for (const { probe, rates } of running) rates.push(await time(probe, LONG));
    },
    /** Billion multiply-adds a second. */
    results: () => running.map(({ probe: { id, name }, rates }) => ({ id, name, median: percentile(rates, 50), best: percentile(rates, 100) })),
  };
}
