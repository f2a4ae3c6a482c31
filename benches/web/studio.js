// Measures teaching in real Chromium and prints it. `cargo xtask bench --studio [--csv fer2013.csv] [--curve] [--peers]` calls this.
//
// Without a table, noise stands in: the times are the same, accuracies say nothing. A part alone, and a shorter curve, with
// `node benches/web/studio.js --csv fer2013.csv --only curve --sizes 5,10 --seeds 2`; `--only lessons` and `--only whole` are the others.

import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.js";
import { EXPORT, unpackMobilenet } from "./mobilenet.js";
import { percentile } from "./numbers.js";
import { serve } from "./server.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const SEVEN = ["Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Neutral"];
const SIX = SEVEN.slice(0, 6);

/** Both curves are judged by every so many rows of PublicTest: MobileNet takes its time for a picture. */
const EVERY = 4;

const { values: options } = parseArgs({
  options: {
    out: { type: "string" },
    dist: { type: "string", default: join(HERE, "../../dist") },
    made: { type: "string", default: join(HERE, "../../target/bench") },
    csv: { type: "string" },
    peers: { type: "boolean", default: false },
    curve: { type: "boolean", default: false },
    only: { type: "string" },
    sizes: { type: "string", default: "5,10,20,50,100,500" },
    seeds: { type: "string", default: "5" },
  },
});

/** What is measured: accuracies, and a whole table, need a table. */
const PARTS = ["lessons", "curve", "whole"];
if (options.only && !PARTS.includes(options.only)) throw new Error(`--only takes ${PARTS.join(", ")}, not ${options.only}`);
if (["curve", "whole"].includes(options.only ?? "") && !options.csv) throw new Error(`--only ${options.only} needs --csv fer2013.csv`);
const parts = options.only ? [options.only] : ["lessons", ...(options.csv ? [...(options.curve ? ["curve"] : []), "whole"] : [])];

const say = (text) => console.error(`bench: ${text}`);

/** Splits a table into what is learnt from and what is tested with; both call themselves training, so that nothing is left out. */
async function splitTable(csv, folder) {
  const open = (name) => ({ rows: createWriteStream(join(folder, `${name}.csv`)), pictures: createWriteStream(join(folder, `${name}.u8`)) });
  const files = { Training: open("train"), PublicTest: open("test") };
  for (const { rows } of Object.values(files)) rows.write("emotion,pixels,Usage\n");
  for await (const line of createInterface({ input: createReadStream(csv) })) {
    const [, pixels, usage] = /,"?([\d ]+)"?,(Training|PublicTest)\s*$/.exec(line) ?? [];
    if (!usage) continue;
    files[usage].rows.write(line.replace(/,PublicTest\s*$/, ",Training") + "\n");
    // MobileNet is shown the pictures as they are.
    if (parts.includes("curve")) files[usage].pictures.write(Uint8Array.from(pixels.trim().split(" "), Number));
  }
  const streams = Object.values(files).flatMap(({ rows, pictures }) => [rows, pictures]);
  await Promise.all(streams.map((file) => new Promise((done) => file.end(done))));
}

/** A small table out of noise, for times alone. */
async function makeTable(folder) {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24;
  const rows = Array.from({ length: 7 * 60 }, (_, row) => `${row % 7},${Array.from({ length: 2304 }, next).join(" ")},Training`);
  const text = ["emotion,pixels,Usage", ...rows, ""].join("\n");
  await writeFile(join(folder, "train.csv"), text);
  await writeFile(join(folder, "test.csv"), text);
}

/** Resident memory of a browser's largest process, its page, in MB. */
function memory() {
  const lines = execFileSync("ps", ["-eo", "rss,args"], { encoding: "utf8" }).split("\n");
  const pages = lines.filter((line) => line.includes("--type=renderer")).map((line) => Number(line.trim().split(/\s+/)[0]));
  return Math.max(0, ...pages) / 1024;
}

/** The whole table through the studio's own page: uploaded, embedded, trained, while somebody keeps clicking. */
async function everything(origin, csv) {
  const browser = await launch();
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${origin}/studio.html`);
  await page.locator("[data-template=empty]").click();
  await page.waitForFunction(() => document.documentElement.dataset.screen === "work");
  // A click's answer is there when the next frame is painted.
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
    window.latencies = [];
    document.querySelector(".promise")?.addEventListener("click", (event) => {
      requestAnimationFrame(() => setTimeout(() => window.latencies.push(performance.now() - event.timeStamp)));
    });
  });
  let most = 0;
  let going = true;
  const clicking = (async () => {
    while (going) {
      await page.locator(".promise").click();
      most = Math.max(most, memory());
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  const start = performance.now();
  await page.locator("#import").setInputFiles(csv);
  await page.locator("#intake-report").waitFor({ timeout: 600_000 });
  const embedded = performance.now();
  say(`${await page.locator("#intake-summary").textContent()} in ${((embedded - start) / 1000).toFixed(1)} s`);
  // The two classes of an empty project have no samples: they are in the way of training.
  for (const name of ["Class 1", "Class 2"]) {
    const card = page.getByRole("article", { name, exact: true });
    // Without opening the menu: somebody else's click would close it.
    await card.locator(".menu-item", { hasText: "Delete the class" }).evaluate((button) => button.click());
  }
  await page.waitForFunction(() => !document.getElementById("train").disabled, undefined, { timeout: 60_000 });
  await page.locator("#train").click();
  await page.locator("#train-result").waitFor({ timeout: 600_000 });
  const end = performance.now();
  going = false;
  await clicking;
  const { latencies, tasks } = await page.evaluate(() => ({ latencies: window.latencies, tasks: window.tasks }));
  await page.waitForFunction(() => document.getElementById("saved")?.textContent === "Saved in this browser", undefined, { timeout: 600_000 });
  await page.locator("#use").click();
  await page.waitForURL((url) => !url.pathname.endsWith("studio.html"));
  const head = JSON.parse(await page.evaluate(() => localStorage.getItem("mien-head")));
  await browser.close();
  return {
    head,
    embed: (embedded - start) / 1000,
    train: (end - embedded) / 1000,
    total: (end - start) / 1000,
    memory: most,
    clicks: latencies.length,
    median: percentile(latencies, 50),
    slowest: Math.max(...latencies),
    // Chromium tells of none below 50 ms.
    longTasks: tasks.length,
    longestTask: Math.max(0, ...tasks),
  };
}

await mkdir(options.made, { recursive: true });
say("preparing tables");
if (options.csv) await splitTable(options.csv, options.made);
else await makeTable(options.made);
const server = await serve({ "/": options.dist, "/@bench/": HERE, "/@data/": join(HERE, "../data"), "/@made/": options.made });
const [train, test] = ["/@made/train.csv", "/@made/test.csv"];

const browser = await launch();
const page = await (await browser.newContext()).newPage();
page.on("pageerror", (error) => say(String(error)));
await page.goto(`${server.origin}/@bench/page/studio.html`);
await page.waitForFunction("window.bench");
await page.evaluate("window.bench.ready");
await page.exposeFunction("progress", say);
const run = (name, ...given) => page.evaluate(([name, given]) => window.bench[name](...given), [name, given]);

/** @type {Record<string, any>} */
const result = { chromium: browser.version() };
const percent = (share) => `${(100 * share).toFixed(1)} %`;
if (parts.includes("lessons")) await lessons();
if (parts.includes("curve")) await curves();
await browser.close();
if (parts.includes("whole")) await whole();
server.close();
if (options.out) await writeFile(options.out, `${JSON.stringify(result, null, 2)}\n`);

/** Adding pictures, and a lesson of a usual size. */
async function lessons() {
  result.picture = await run("pictures", "/@data/f1.png", 0, 50);
  result.crop = await run("pictures", "/@data/f1.png", 48, 200);
  const added = ({ ofMany, inTurn, rested }) => `${ofMany.toFixed(1)} ms each of many, ${inTurn.toFixed(1)} ms one after the other, ${rested.toFixed(1)} ms after a rest of 10 ms`;
  console.log(`adding a picture of 640x480   ${added(result.picture)}`);
  console.log(`adding a crop of 48x48        ${added(result.crop)}`);
  say("7 classes x 50 samples");
  result.lesson = await run("lesson", train, test, SEVEN, 50, 1);
  const again = await run("lesson", train, test, SEVEN, 50, 1);
  const line = ({ embed = 0, train, accuracy }) => `${(embed + train).toFixed(2)} s (embedding ${embed.toFixed(2)}, training ${train.toFixed(2)}), right on ${percent(accuracy)}`;
  console.log(`7 x 50 samples, 50 epochs     ${line(result.lesson)}, checksum ${result.lesson.checksum}`);
  console.log(`the same again                checksum ${again.checksum}`);
  if (options.peers) {
    for (const backend of ["wasm", "cpu"]) {
      result[`tfjs-${backend}`] = await run("peer", backend, train, test, SEVEN, 50, 1);
      console.log(`TF.js (${backend}), same head      training ${result[`tfjs-${backend}`].train.toFixed(2)} s, right on ${percent(result[`tfjs-${backend}`].accuracy)}`);
    }
  }
}

/** How right heads become with how many samples, beside what Teachable Machine's MobileNet makes of the same ones. */
async function curves() {
  const sizes = options.sizes.split(",").map(Number);
  const seeds = Array.from({ length: Number(options.seeds) }, (_, index) => index + 1);
  const address = await unpackMobilenet(options.made);
  result.curve = { classes: SIX, seeds, every: EVERY, mien: {} };
  if (address) {
    say("MobileNet embeds what is drawn");
    const pictures = ["/@made/train.u8", "/@made/test.u8"];
    const done = await run("embedForCurve", `/@made/${address}`, [train, test], pictures, SIX, Math.max(...sizes), seeds, EVERY);
    result.curve.embedding = done;
    result.curve.mobilenet = {};
    console.log(`MobileNet, TF.js on wasm      ${done.each.toFixed(1)} ms a picture, ${done.drawn} drawn for ${seeds.length} seeds and ${done.tested} of PublicTest, embedded once`);
  } else say(`no MobileNet beside ours: ${EXPORT} is absent; the curve is Mien's alone`);
  // Whoever compares has to know it: what is measured is how much a backbone's own past is worth.
  console.log("Mien's backbone has learnt faces from the same Training rows, MobileNet objects from ImageNet; samples and test rows are the same");
  console.log(`6 classes, PublicTest's every ${EVERY}th row, ${seeds.length} seeds: mean (least to most)`);
  const said = (runs) => `${percent(runs.reduce((sum, one) => sum + one, 0) / runs.length)} (${percent(Math.min(...runs))} to ${percent(Math.max(...runs))})`;
  for (const each of sizes) {
    say(`${each} samples a class`);
    const [ours, theirs] = [[], []];
    for (const seed of seeds) {
      ours.push((await run("lesson", train, test, SIX, each, seed, EVERY)).accuracy);
      if (address) theirs.push((await run("lessonWithMobilenet", train, test, SIX, each, seed)).accuracy);
    }
    result.curve.mien[each] = ours;
    if (address) result.curve.mobilenet[each] = theirs;
    console.log(`${String(each).padStart(3)} samples a class           Mien ${said(ours)}${address ? `   MobileNet ${said(theirs)}` : ""}`);
  }
}

/** The whole table through the studio's own page, and how right the head is that comes of it. */
async function whole() {
  say("the whole table, in the studio's own page");
  const { head, ...whole } = await everything(server.origin, join(options.made, "train.csv"));
  result.whole = whole;
  console.log(`the whole table               ${whole.total.toFixed(1)} s (embedding ${whole.embed.toFixed(1)}, training ${whole.train.toFixed(1)}), ${Math.round(whole.memory)} MB, ${whole.clicks} clicks answered within ${whole.median.toFixed(0)} ms (median), ${whole.slowest.toFixed(0)} ms (slowest), longest task of the page ${whole.longestTask > 0 ? `${whole.longestTask.toFixed(0)} ms` : "under 50 ms"}`);
  const browser = await launch();
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.origin}/@bench/page/studio.html`);
  await page.waitForFunction("window.bench");
  result.whole.accuracy = await page.evaluate(([layers, labels, test]) => window.bench.judge(layers, labels, test), [head.layers, head.labels, test]);
  console.log(`the head trained there        right on ${percent(result.whole.accuracy)} of PublicTest`);
  await browser.close();
}
