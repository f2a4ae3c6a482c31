// The npm package: what is in it, what those who judge packages say, and other people's projects with it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { withCamera } from "../browser/support/page.mjs";
import { picturePath } from "../browser/support/pictures.mjs";
import { MODULE } from "../browser/support/server.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PACKAGE = process.env.MIEN_PACKAGE ?? "";
const VITE = join(HERE, "projects/vite");
const NEXT = join(HERE, "projects/next");

/** @param {string} command @param {string[]} args @param {string} [cwd] */
function run(command, args, cwd = HERE) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CI: "1" } });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

/** A program of the packages that are installed here. @param {string} name @param {string[]} args @param {string} [cwd] */
const tool = (name, args, cwd) => run(join(HERE, "node_modules/.bin", name), args, cwd);

before(() => {
  run("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE]);
  for (const project of [VITE, NEXT]) {
    const open = join(project, "public");
    rmSync(open, { recursive: true, force: true });
    mkdirSync(open);
    copyFileSync(picturePath("astronaut.jpg"), join(open, "picture.jpg"));
    tool("mien", ["public/mien"], project);
  }
});

test("the package holds what it needs, and nothing for those who only build it", () => {
  const files = /** @type {string[]} */ (readdirSync(join(HERE, "node_modules/mien"), { recursive: true }));
  for (const needed of ["package/index.js", "package/index.d.ts", "widget.js", "widget.d.ts", "types/rust.d.ts", "mien_bg.wasm", "mien-relaxed_bg.wasm", "model/expression.bpk", "words/ar/live.js", "NOTICE"]) {
    assert.ok(files.includes(needed), needed);
  }
  assert.deepEqual(files.filter((file) => /studio|test|\.rs$/.test(file) && !/words\/.*studio/.test(file)), []);
  const { scripts, dependencies } = JSON.parse(readFileSync(join(HERE, "node_modules/mien/package.json"), "utf8"));
  assert.deepEqual([scripts, dependencies], [undefined, undefined], "nothing runs when it is installed, and nothing comes with it");
});

test("publint and Are The Types Wrong have no complaints", () => {
  tool("publint", ["--strict", join(HERE, "node_modules/mien")]);
  // The package is for programs that import: there is no version for require().
  tool("attw", [PACKAGE, "--profile", "esm-only", "--exclude-entrypoints", "./embed.js"]);
});

test("Node imports it, element and all, and is told why it can't recognise anything there", async () => {
  const { createRecognizer, MienError } = await import("mien");
  await import("mien/widget");
  await assert.rejects(createRecognizer(), (error) => error instanceof MienError && error.code === "too-old" && error.hint !== "");
});

test("its files go to a folder that is Mien's, and to no other", () => {
  tool("mien", ["public/mien"], VITE);
  for (const args of [[], ["public"]]) {
    const { status, stderr } = spawnSync(join(HERE, "node_modules/.bin/mien"), args, { cwd: VITE, encoding: "utf8" });
    assert.equal(status, 1);
    assert.match(stderr, args.length === 0 ? /Say where to: npx mien/ : /is there already and is not Mien's/);
  }
});

test("Vite and Next build projects with it", () => {
  tool("vite", ["build", "--logLevel", "warn"], VITE);
  tool("next", ["build"], NEXT);
});

const vite = withCamera({ shows: ["frame-1.jpg"] }, join(VITE, "dist"));

vite.test("a project of Vite's: a picture is recognised, and the element works in React's strict mode and in Vue", {}, async ({ tab }) => {
  await tab.waitForFunction(() => document.body.dataset.faces);
  assert.equal(await tab.evaluate(() => document.body.dataset.faces), "Happiness");
  for (const place of ["#react", "#vue"]) {
    const element = tab.locator(`${place} mien-camera`);
    await element.getByRole("button", { name: "Start" }).click();
    await element.locator(".status").filter({ hasText: "1 face: it looks happy" }).waitFor();
  }
  const workers = tab.workers();
  assert.equal(workers.length, 1, "both share one worker");
  assert.deepEqual(await tab.locator("mien-camera").evaluateAll((all) => all.map((one) => [/** @type {any} */ (one).maxFaces, /** @type {any} */ (one).overlay])), [[1, "chips"], [null, "emoji"]]);
});

const next = withCamera({ shows: ["frame-1.jpg"] }, join(NEXT, "out"));

next.test("a project of Next's: rendered on a server, and at work in the browser", {}, async ({ tab, site }) => {
  assert.equal(await tab.locator("main").getAttribute("data-server"), "function");
  await tab.locator("#said").filter({ hasText: /./ }).waitFor();
  assert.equal(await tab.locator("#said").innerText(), "Happiness");
  await tab.locator("mien-camera").getByRole("button", { name: "Start" }).click();
  await tab.locator("mien-camera .status").filter({ hasText: "1 face: it looks happy" }).waitFor();
  assert.ok(site.requests.includes(`GET /mien${MODULE}`));
});

test("TypeScript knows what the package gives", () => {
  const file = join(HERE, "projects/typed.ts");
  const text = `import { createRecognizer, MienError, type Recognizer } from "mien";
import { MienCamera } from "mien/widget";
const recognizer: Recognizer = await createRecognizer({ base: "/mien/", threshold: 0.5, maxFaces: 2 });
const [face] = await recognizer.recognize(new ImageData(1, 1));
const label: string | undefined = face?.label;
const left: number | undefined = face?.box.x;
// @ts-expect-error there is no such option
await createRecognizer({ treshold: 0.5 });
const camera: MienCamera = new MienCamera();
await camera.start();
export { label, left, MienError };
`;
  writeFileSync(file, text);
  try {
    const options = ["--ignoreConfig", "--noEmit", "--strict", "--target", "ES2022", "--module", "ES2022", "--moduleResolution", "bundler", "--lib", "ES2022,DOM", "--types", ""];
    run(process.execPath, [join(HERE, "../browser/node_modules/typescript/bin/tsc"), file, ...options]);
  } finally {
    rmSync(file);
  }
});
