// The studio with many samples: imported, saved, trained, then closed and opened again.

import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "../browser.js";
import { noErrors, open } from "./watched.js";

const SAMPLES = 20_000;
/** Each a table. */
const TABLES = 4;
/** How often the project is closed, opened and trained. */
const ROUNDS = 3;

/** The longest that a step may take, ms. */
const PATIENCE = 1_200_000;

/** What may come from one opening to the next, as a share. */
const GROWTH = 0.05;

/** Rows that the browser makes at a time. */
const PART = 250;

/**
 * Tables as FER2013 has them, of real faces: each row is one of the test pictures' faces, a little elsewhere, larger, turned and brighter.
 * @param {string} pictures their folder
 * @param {string} out
 * @returns {Promise<string[]>} their paths
 */
async function tables(pictures, out) {
  const known = Object.entries(JSON.parse(await readFile(join(pictures, "faces.json"), "utf8")));
  const shown = [...new Set(known.flatMap(([, { faces }]) => faces.map(({ shows }) => shows)))];
  const browser = await launch();
  const tab = await browser.newPage();
  for (const [name, { faces }] of known) {
    const jpeg = (await readFile(join(pictures, name))).toString("base64");
    await tab.evaluate(
      async ([jpeg, faces]) => {
        const bitmap = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${jpeg}`)).blob());
        (globalThis.faces ??= []).push(...faces.map((face) => ({ ...face, bitmap })));
      },
      [jpeg, faces.map((face) => ({ ...face, label: shown.indexOf(face.shows) % 7 }))],
    );
  }
  const paths = [];
  for (let table = 0; table < TABLES; table += 1) {
    const path = join(out, `faces-${table + 1}.csv`);
    await writeFile(path, "emotion,pixels,Usage\n");
    for (let row = 0; row < SAMPLES / TABLES; row += PART) {
      const text = await tab.evaluate(
        ([from, count]) => {
          const side = 48;
          const brush = Object.assign(document.createElement("canvas"), { width: side, height: side }).getContext("2d", { willReadFrequently: true });
          const around = (middle, by) => middle + (Math.random() - 0.5) * 2 * by;
          return Array.from({ length: count }, (_, index) => {
            const { bitmap, x, y, width, height, label } = globalThis.faces[(from + index) % globalThis.faces.length];
            const scale = (side / Math.max(width, height)) * around(0.9, 0.1);
            brush.setTransform(1, 0, 0, 1, side / 2, side / 2);
            brush.rotate(around(0, 0.15));
            brush.scale(scale, scale);
            brush.filter = `brightness(${around(1, 0.25)})`;
            brush.drawImage(bitmap, -around(x + width / 2, width / 20), -around(y + height / 2, height / 20));
            const { data } = brush.getImageData(0, 0, side, side);
            const grey = Array.from({ length: side * side }, (_, at) => Math.round((data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2]) / 3));
            return `${label},${grey.join(" ")},Training\n`;
          }).join("");
        },
        [table * (SAMPLES / TABLES) + row, PART],
      );
      await appendFile(path, text);
    }
    paths.push(path);
  }
  await browser.close();
  return paths;
}

/** @param {import("../soak.js").Place} place */
export async function studio({ origin, pictures, out, say }) {
  const files = await tables(pictures, out);
  const watched = await open(`${origin}/studio.html`);
  const { tab, measure } = watched;
  tab.setDefaultTimeout(PATIENCE);
  const rows = [];
  const step = async (at) => {
    await tab.waitForFunction(() => document.documentElement.dataset.screen === "start" || document.getElementById("saved").textContent === "Saved in this browser", undefined, { timeout: PATIENCE });
    rows.push({ at, samples: await samples(), ...(await measure()) });
    say(rows.at(-1));
  };
  const samples = () =>
    tab.locator(".class-card .count").evaluateAll((counts) => counts.reduce((sum, { textContent }) => sum + parseInt(textContent.replaceAll(/\D/g, "") || "0", 10), 0));
  const train = async () => {
    await tab.waitForFunction(() => !document.getElementById("train").disabled, undefined, { timeout: PATIENCE });
    await tab.locator("#train").click();
    await tab.locator("#train-result").waitFor();
  };

  await tab.locator("[data-template=empty]").click();
  await tab.locator("#work-screen").waitFor();
  await step("empty");
  for (const [index, file] of files.entries()) {
    await tab.locator("#import").setInputFiles(file);
    await tab.locator("#intake-report").waitFor();
    await tab.locator("#intake-close").click();
    await step(`table ${index + 1} imported`);
  }
  // The two classes of an empty project have no samples: they are in the way of training.
  for (const name of ["Class 1", "Class 2"]) {
    await tab.getByRole("article", { name, exact: true }).locator(".menu-item", { hasText: "Delete the class" }).evaluate((button) => button.click());
  }
  await train();
  await step("trained");
  for (let round = 1; round <= ROUNDS; round += 1) {
    await tab.locator("#to-projects").click();
    await tab.locator("#start-screen").waitFor();
    await step(`closed ${round}`);
    await tab.locator(".kept-open").first().click();
    await tab.locator("#work-screen").waitFor();
    await step(`opened ${round}`);
    await train();
    await step(`trained ${round}`);
  }
  await watched.close();

  const named = (/** @type {string} */ what) => Array.from({ length: ROUNDS }, (_, round) => rows.find(({ at }) => at === `${what} ${round + 1}`));
  const flat = ["closed", "opened", "trained"].every((what) => {
    const [first, last] = [named(what)[0], named(what).at(-1)];
    return ["heap", "wasm"].every((of) => last[of] <= first[of] * (1 + GROWTH));
  });
  const full = [...named("opened"), ...named("trained")];
  return {
    title: `The studio with ${SAMPLES.toLocaleString("en-GB")} samples`,
    about: `Imported from ${TABLES} tables of faces, saved and trained; then closed, opened and trained ${ROUNDS} times in the same tab.`,
    curves: { samples: "Samples" },
    rows,
    verdicts: [
      { claim: "every opening finds all samples", holds: full.every(({ samples }) => samples === SAMPLES) },
      { claim: "closed, opened and trained, the project takes the third time what it took the first", holds: flat },
      { claim: "one worker at rest, and no crash", holds: rows.every(({ workers, crashed }) => workers === 1 && crashed === 0) },
      noErrors(watched),
    ],
    version: watched.version,
  };
}
