// `cargo xtask soak`: Mien for a long time and with a lot, a phase after the other. Of each: memory of page, worker and WebAssembly, workers, open cameras.
//
//   node soak.js --out FOLDER [--dist DIR] [--minutes N] [--only page,widget,studio,photos]
//
// Leaves soak.json and a page with curves, and exits with 1 where what must stay flat does not.

import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.js";
import { serve } from "./server.js";
import { LEAST, page } from "./soak/page.js";
import { photos } from "./soak/photos.js";
import { reportPage } from "./soak/report.js";
import { studio } from "./soak/studio.js";
import { widget } from "./soak/widget.js";

/**
 * Where a phase works.
 * @typedef {object} Place
 * @property {string} origin of the site
 * @property {string} pictures the folder of the test pictures
 * @property {string} out the folder for what is made
 * @property {number} minutes
 * @property {(row: Record<string, number | string>) => void} say
 */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PHASES = { page, widget, studio, photos };
const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: join(ROOT, "target/soak") },
    dist: { type: "string", default: join(ROOT, "dist") },
    minutes: { type: "string", default: "30" },
    only: { type: "string", default: Object.keys(PHASES).join() },
  },
});

/** @param {string} why */
function refuse(why) {
  console.error(why);
  process.exit(2);
}

const minutes = Number(options.minutes);
if (!(minutes >= LEAST)) refuse(`--minutes ${options.minutes}: at least ${LEAST}, since the second minute is compared with the last`);
const wanted = options.only.split(",");
const unknown = wanted.find((name) => !(name in PHASES));
if (unknown !== undefined) refuse(`--only ${options.only}: there is no phase "${unknown}"; there are ${Object.keys(PHASES).join(", ")}`);

const said = (value) => (typeof value === "number" && !Number.isInteger(value) ? value.toFixed(2) : value);

await mkdir(options.out, { recursive: true });
const server = await serve({ "/": options.dist });
const phases = [];
for (const name of wanted) {
  console.log(name);
  const say = (row) => console.log(`  ${Object.entries(row).map(([key, value]) => (key === "at" ? `${value}:` : `${key} ${said(value)}`)).join(" ")}`);
  const phase = await PHASES[name]({ origin: server.origin, pictures: join(ROOT, "tests/data/pictures"), out: options.out, minutes, say });
  phases.push(phase);
  for (const { claim, holds } of phase.verdicts) console.log(`  ${holds ? "holds" : "FAILS"} ${claim}`);
  await writeFile(join(options.out, "soak.json"), JSON.stringify(phases, null, 2));
  await writeFile(join(options.out, "report.html"), reportPage(phases));
}
server.close();

const report = resolve(options.out, "report.html");
const browser = await launch();
for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  const shot = await browser.newPage({ viewport: { width: 1000, height: 900 }, colorScheme });
  await shot.goto(pathToFileURL(report).href);
  await shot.screenshot({ path: join(options.out, `report-${colorScheme}.png`), fullPage: true });
}
await browser.close();
console.log(`the curves: ${report}`);
process.exitCode = phases.every(({ verdicts }) => verdicts.every(({ holds }) => holds)) ? 0 : 1;
