// The first labelled face of one built site beside that of another, in turns. `cargo xtask bench --against FOLDER` calls this.
//
//   node against.js --against FOLDER [--dist DIR] [--made DIR] [--starts N]

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { OURS } from "./contestants.js";
import { percentile } from "./numbers.js";
import { serve } from "./server.js";
import { makeFilm, measureStarts } from "./starts.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));

const { values: options } = parseArgs({
  options: {
    against: { type: "string" },
    dist: { type: "string", default: join(HERE, "../../dist") },
    made: { type: "string", default: join(HERE, "../../target/bench") },
    starts: { type: "string", default: "20" },
  },
});
if (!options.against) throw new Error("say beside what: --against FOLDER");

await mkdir(options.made, { recursive: true });
const film = join(options.made, "f1.mjpeg");
await makeFilm(film);
const contestants = [];
for (const [name, folder] of [["this", options.dist], ["the other", options.against]]) contestants.push({ ...OURS, name, server: await serve({ "/": folder }) });
const results = await measureStarts(contestants, film, Number(options.starts), (text) => console.error(`bench: ${text}`));
for (const { server } of contestants) server.close();

console.log("ms to the first labelled face: least, a quarter, median, three quarters");
for (const [index, { name }] of contestants.entries()) {
  const { times } = results[index];
  console.log(`${name.padEnd(10)}${[0, 25, 50, 75].map((share) => percentile(times, share).toFixed(0).padStart(6)).join("")}`);
}
const quicker = results[0].times.filter((ms, round) => ms <= results[1].times[round]).length;
console.log(`this is first in ${quicker} of ${results[0].times.length} rounds`);
