// Measures in real Chromium and writes what it found as JSON. `cargo xtask bench` calls this and prints the table.
//
//   node measure.js --out FILE [--dist DIR] [--made DIR] [--frames N] [--starts N] [--only ID,ID] [--peers]

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.js";
import { OURS, PEERS, PLAIN, WITHOUT_RELAXED } from "./contestants.js";
import { ofDetector, ofFace } from "./multiply-adds.js";
import { summary } from "./numbers.js";
import { probePeak } from "./peak.js";
import { serve } from "./server.js";
import { makeFilm, measureStarts, open } from "./starts.js";
import { weigh } from "./weigh.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PICTURES = ["f1", "f6", "f15"];
const BURST = 10;
const PATIENCE = 60_000;

const { values: options } = parseArgs({
  options: {
    out: { type: "string" },
    dist: { type: "string", default: join(HERE, "../../dist") },
    made: { type: "string", default: join(HERE, "../../target/bench") },
    frames: { type: "string", default: "60" },
    starts: { type: "string", default: "9" },
    only: { type: "string" },
    peers: { type: "boolean", default: false },
  },
});

const say = (text) => console.error(`bench: ${text}`);

/** The models for onnxruntime-web. */
async function makeModels(folder) {
  const { depthwise, fromTfjs, miniXception, yunet } = await import("./peers/onnx.js");
  await writeFile(join(folder, "yunet-320x256.onnx"), await yunet(join(HERE, "../../tests/data/models/face_detection_yunet_2023mar.onnx"), 320, 256));
  await writeFile(join(folder, "mini-xception.onnx"), miniXception());
  await writeFile(join(folder, "depthwise.onnx"), depthwise());
  await writeFile(join(folder, "human-emotion.onnx"), await fromTfjs(join(HERE, "peers/node_modules/@vladmandic/human/models/emotion.json")));
}

/** What the networks multiply and add for a frame as they are measured here, of 640x480. */
async function multiplyAdds() {
  const { model } = JSON.parse(await readFile(join(options.dist, "model/manifest.json"), "utf8"));
  return { detector: ofDetector(640, 480), face: ofFace(model.architecture, model.preprocess.size) };
}

/**
 * Milliseconds per frame: every contestant has a page of its own, and they take turns, so that noise hits all alike. So does the
 * probe of what the machine can do.
 */
async function measureFrames(contestants, origin, frames) {
  const browser = await launch();
  const probe = await probePeak((await open(browser, origin, "/@bench/page/peak.html")).page);
  const running = [];
  for (const contestant of contestants) {
    const { page, complaints } = await open(browser, origin, contestant.frames);
    try {
      await page.waitForFunction("window.bench", undefined, { timeout: PATIENCE });
      await page.evaluate("window.bench.ready");
    } catch (error) {
      throw new Error(`${contestant.name} does not start: ${[...complaints, error].join("; ")}`);
    }
    running.push({ contestant, page, complaints, series: PICTURES.map(() => []) });
  }
  const rounds = Math.ceil(frames / BURST);
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    await probe.round();
    for (const { page, series } of running) {
      for (const [index, picture] of PICTURES.entries()) {
        const burst = ([url, count, warm]) => /** @type {any} */ (window).bench.burst(url, count, warm);
        series[index].push(...(await page.evaluate(burst, [`/@data/${picture}.png`, BURST, round === 0 ? 5 : 2])));
      }
    }
  }
  const pictures = running.map(({ contestant, complaints, series }) => {
    if (complaints.length > 0) throw new Error(`${contestant.name}: ${complaints.join("; ")}`);
    return series.map((all, index) => {
      const part = (name) => (all.every((frame) => Number.isFinite(frame[name])) ? summary(all.map((frame) => frame[name])) : undefined);
      const answers = new Set(all.map((frame) => frame.checksum));
      return {
        picture: PICTURES[index],
        frames: all.length,
        found: all[0].faces,
        labels: all[0].labels,
        checksum: answers.size === 1 ? all[0].checksum : `${answers.size} different`,
        wall: part("wall"),
        total: part("total"),
        detect: part("detect"),
        classify: part("classify"),
      };
    });
  });
  await browser.close();
  return { pictures, peak: probe.results() };
}

await mkdir(options.made, { recursive: true });
if (options.peers) await makeModels(options.made);
const server = await serve(
  {
    "/": options.dist,
    "/@plain/": options.dist,
    "/@bench/": HERE,
    "/@data/": join(HERE, "../data"),
    "/@made/": options.made,
  },
  WITHOUT_RELAXED,
);
const all = [OURS, PLAIN, ...(options.peers ? PEERS : [])];
const contestants = options.only ? all.filter(({ id }) => options.only?.split(",").includes(id)) : all;

const film = join(options.made, "f1.mjpeg");
await makeFilm(film);
say(`frames: ${contestants.map(({ name }) => name).join("; ")}`);
const { pictures, peak } = await measureFrames(contestants, server.origin, Number(options.frames));
const starts = await measureStarts(contestants.map((one) => ({ ...one, server })), film, Number(options.starts), say);
say("compressing what was fetched");
const known = new Map();
const rows = [];
for (const [index, { id, name }] of contestants.entries()) {
  rows.push({
    id,
    name,
    pictures: pictures[index],
    firstLabelledFace: summary(starts[index].times),
    firstUse: await weigh(starts[index].sent, known),
  });
}
server.close();
if (server.missing.length > 0) say(`asked for in vain: ${[...new Set(server.missing)].join(", ")}`);

const browser = await launch();
const result = { chromium: browser.version(), node: process.version, peak, multiplyAdds: await multiplyAdds(), rows };
await browser.close();
const text = `${JSON.stringify(result, null, 2)}\n`;
if (options.out) await writeFile(options.out, text);
else process.stdout.write(text);
