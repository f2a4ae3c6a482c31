// Measures image models of Teachable Machine's in real Chromium: `teachable.js` beside the original library and beside TF.js' WASM backend, on
// the same export. `cargo xtask bench --models` calls this.
//
//   node models.js [--dist DIR] [--made DIR] [--rounds N] [--starts N] [--out FILE]

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { unzipSync } from "fflate";
import { original, scriptOf } from "../../tests/browser/support/originals.mjs";
import { launch } from "./browser.js";
import { summary } from "./numbers.js";
import { serve } from "./server.js";
import { weigh } from "./weigh.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const EXPORT = join(HERE, "../../tests/data/teachable-machine/image-model.zip");
const BURST = 10;

const { values: options } = parseArgs({
  options: {
    dist: { type: "string", default: join(HERE, "../../dist") },
    made: { type: "string", default: join(HERE, "../../target/bench") },
    rounds: { type: "string", default: "10" },
    starts: { type: "string", default: "9" },
    out: { type: "string" },
  },
});

const say = (text) => console.error(`bench: ${text}`);

const page = (scripts, rest = {}) => `/@bench/page/model.html?${new URLSearchParams([...scripts.map((script) => ["script", script]), ...Object.entries(rest)])}`;

/** A package's script, by its address. @param {string} name @param {string} [file] */
const from = (name, file) => `/@originals/${scriptOf(name, file)}`;

const TFJS = "@tensorflow/tfjs@4.22.0";
const WASM = "@tensorflow/tfjs-backend-wasm@4.22.0";
const LIBRARY = "@teachablemachine/image@0.8.5";
const contestants = [
  { id: "mien", name: "Mien, teachable.js", path: page(["/teachable.js"]) },
  { id: "2019", name: "the original, tfjs 1.3.1 + image 0.8.5", path: page([from("@tensorflow/tfjs@1.3.1"), from(LIBRARY)]) },
  { id: "latest", name: "the original, tfjs 4.22 + image 0.8.5", path: page([from(TFJS), from(LIBRARY)]) },
  { id: "wasm", name: "TF.js 4.22, WASM backend, one thread", path: page([from(TFJS), from(WASM)], { wasm: `${dirname(from(WASM))}/` }) },
];

for (const name of ["@tensorflow/tfjs@1.3.1", TFJS, WASM, LIBRARY]) original(name);
await mkdir(join(options.made, "image-model"), { recursive: true });
for (const [name, bytes] of Object.entries(unzipSync(await readFile(EXPORT)))) await writeFile(join(options.made, "image-model", name), bytes);

const server = await serve({
  "/": options.dist,
  "/@bench/": HERE,
  "/@data/": join(HERE, "../data"),
  "/@made/": options.made,
  "/@originals/": join(HERE, "../../tests/browser/node_modules/.originals"),
});

async function open(browser, path) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(server.origin + path);
  await tab.waitForFunction("window.bench");
  return { context, tab };
}

say("predictions");
const browser = await launch();
const running = [];
for (const contestant of contestants) running.push({ ...contestant, ...(await open(browser, contestant.path)), times: [], answer: [] });
// They take turns, so that noise hits all alike.
for (let round = 0; round < Number(options.rounds); round++) {
  for (const one of running) {
    const { times, answer } = await one.tab.evaluate(([count, warm]) => /** @type {any} */ (window).bench.burst(count, warm), [BURST, round === 0 ? 5 : 2]);
    one.times.push(...times);
    one.answer = answer;
  }
}
for (const { context } of running) await context.close();

const rows = [];
const firsts = contestants.map(() => []);
const sent = contestants.map(() => []);
// One start more than is counted: the first one finds files that the machine has not read yet.
for (let start = -1; start < Number(options.starts); start++) {
  if (start >= 0) say(`start ${start + 1} of ${options.starts}`);
  for (const [index, { path }] of contestants.entries()) {
    server.sent.length = 0;
    const { context, tab } = await open(browser, path);
    const first = await tab.evaluate("window.bench.first");
    if (start >= 0) firsts[index].push(first);
    sent[index] = server.sent.filter((file) => !/model\.html$|f1\.png$/.test(file));
    await context.close();
  }
}
say("compressing what was fetched");
const known = new Map();
for (const [index, { id, name, times, answer }] of running.entries()) {
  const files = await weigh(sent[index], known);
  const model = files.files.filter(({ file }) => file.startsWith("image-model/")).reduce((sum, { brotli }) => sum + brotli, 0);
  rows.push({
    id,
    name,
    predict: summary(times),
    first: summary(firsts[index]),
    brotli: files.brotli,
    code: files.brotli - model,
    answer: answer.map(({ probability }) => probability.toFixed(4)).join(" "),
    files: files.files,
  });
}
const version = browser.version();
await browser.close();
server.close();

const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`.padStart(8);
const ms = (value) => `${value.toFixed(1)} ms`.padStart(9);
console.log(`Chromium ${version}, one thread; medians of ${Number(options.rounds) * BURST} predictions and ${options.starts} starts\n`);
console.log(`${"".padEnd(40)}   predict     first   fetched  without the model  answer`);
for (const { name, predict, first, brotli, code, answer } of rows) {
  console.log(`${name.padEnd(40)} ${ms(predict.median)} ${ms(first.median)} ${kilobytes(brotli)}  ${kilobytes(code).padStart(17)}  ${answer}`);
}
if (options.out) await writeFile(options.out, `${JSON.stringify({ chromium: version, rows }, null, 2)}\n`);
