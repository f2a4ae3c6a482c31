// What the export dialog says to paste, pasted: each snippet as it is printed, with the files that the studio wrote, in the other project's own
// runtime. It says of a picture what the dialog's check says of it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { fileOf } from "../browser/support/originals.mjs";
import { withCamera } from "../browser/support/page.mjs";
import { picturePath } from "../browser/support/pictures.mjs";
import { studioTests } from "../browser/support/studio.mjs";
import { entries, entry } from "../browser/support/zips.mjs";
import { classifyAllOnJvm, cutByPython } from "./android/android.mjs";

const DATA = fileURLToPath(new URL("../data/", import.meta.url));
const PYTHON = process.env.MIEN_PYTHON ?? "python3";
const PICTURES = readFileSync(join(DATA, "teachable-machine/image-model-data.zip"));
const DETECTOR = "face_detection_yunet_2023mar.onnx";

/** Other runtimes decode, scale and cut pictures in ways of their own: the same class, and about as sure. */
const ABOUT = 0.1;

const root = mkdtempSync(join(tmpdir(), "mien-snippets-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** Each way out with its variants. @type {[string, string | null][]} */
const WAYS = [
  ["TensorFlow.js", null],
  ["Keras", ".h5, for every Keras"],
  ["Keras", ".keras, for Keras 3"],
  ["TensorFlow Lite", "32-bit, exact"],
  ["TensorFlow Lite", "8-bit, a quarter of the size"],
  ["ONNX", null],
];

/** What a snippet that is no page is called. @type {Record<string, string>} */
const PROGRAMS = { Python: "classify.py", Android: "Classify.kt" };

/** What the dialog says of the picture. @typedef {{label: string, value: number}} Said */
/** A snippet in a folder of its own with the files that it needs. @typedef {{name: string, language: string, folder: string, said: Said}} Printed */

/** @param {string} text */
function said(text) {
  const [, label = "", value = ""] = /^(.*) (\d\.\d+)$/.exec(text.trim()) ?? [];
  return { label, value: Number(value) };
}

/**
 * Everything that the dialog offers of the open project, each snippet in a folder with its files.
 * @param {import("../browser/support/studio.mjs").Studio} studio
 * @param {string} kind
 * @param {{program: string, page: string}} pictures that are asked about
 * @returns {Promise<Printed[]>}
 */
async function printed(studio, kind, pictures) {
  const { tab } = studio;
  /** @type {Printed[]} */
  const all = [];
  await studio.element("export-open").click();
  for (const [way, variant] of WAYS) {
    await tab.getByRole("tab", { name: way }).click();
    if (variant) await tab.getByLabel(variant).check();
    await studio.checked();
    const zip = readFileSync((await studio.download(() => studio.element("program-download").click())).path);
    const languages = await studio.element("program-languages").locator("label").allTextContents();
    for (const [index, language] of languages.entries()) {
      if (languages.length > 1) await studio.element("program-languages").locator("input").nth(index).check();
      const program = PROGRAMS[language];
      const picture = program ? pictures.program : pictures.page;
      await studio.element("check-picture").setInputFiles(picture);
      await tab.waitForFunction((count) => document.querySelectorAll("#check-pictures figure").length === count, 1);
      const folder = join(root, kind, String(all.length));
      mkdirSync(folder, { recursive: true });
      for (const name of entries(zip)) writeFileSync(join(folder, name), entry(zip, name));
      copyFileSync(picture, join(folder, "picture.jpg"));
      if (program) copyFileSync(join(DATA, "models", DETECTOR), join(folder, DETECTOR));
      writeFileSync(join(folder, program ?? "index.html"), (await studio.element("program-snippet").textContent()) ?? "");
      const name = [way, variant, language].filter(Boolean).join(", ");
      all.push({ name, language, folder, said: said(await studio.element("check-pictures").locator("figcaption").innerText()) });
    }
  }
  return all;
}

const camera = withCamera({ shows: ["frame-1.jpg"] });

/** Files that a page is served, by their paths. @type {Record<string, string | Buffer>} */
const added = {};
const elsewhere = /^https:\/\/cdn\.jsdelivr\.net\/npm\//;

/** @typedef {import("../browser/support/page.mjs").MienPage["tab"]} Tab */

/** The registry's packages in the place of the server that pages load them from. @param {ReturnType<Tab["context"]>} context */
const serveLibraries = (context) =>
  context.route(elsewhere, (route) => {
    const [, name = "", file = ""] = /\/npm\/((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(new URL(route.request().url()).pathname) ?? [];
    return route.fulfill({ body: fileOf(name, file), contentType: file.endsWith(".wasm") ? "application/wasm" : "text/javascript", headers: { "access-control-allow-origin": "*" } });
  });

/** How each page shows what it found, as the dialog says it. @type {Record<string, (tab: Tab) => Promise<string>>} */
const SHOWN = {
  async JavaScript(tab) {
    await tab.getByText(/\d\.\d{3}/).waitFor();
    const lines = (await tab.locator("body").innerText()).trim().split("\n");
    return lines.sort((a, b) => said(b).value - said(a).value)[0] ?? "";
  },
  async "Camera page"(tab) {
    await tab.getByRole("button", { name: "Start" }).click();
    await tab.getByText(/\d\.\d\d/).waitFor();
    return tab.locator("#answers").innerText();
  },
  async "p5.js"(tab) {
    const label = await tab.waitForFunction("label");
    return String(await label.jsonValue());
  },
};

for (const [kind, teach, picture] of /** @type {[string, (studio: import("../browser/support/studio.mjs").Studio) => Promise<unknown>, string][]} */ ([
  ["pictures", (studio) => studio.teachPictures(PICTURES), picturePath("angry.jpg")],
  [
    "faces",
    async (studio) => {
      await studio.create("six");
      await studio.fill(3);
      await studio.train();
    },
    picturePath("happy-baby.jpg"),
  ],
])) {
  /** @type {Printed[]} */
  let all = [];

  studioTests(camera)(`${kind}: the dialog prints snippets`, {}, async (studio) => {
    await teach(studio);
    await studio.export("Samples");
    const samples = readFileSync((await studio.download(() => studio.element("save-samples").click())).path);
    await studio.element("export-close").click();
    const page = join(root, `${kind}.jpg`);
    writeFileSync(page, entry(samples, entries(samples).find((name) => name.endsWith(".jpg")) ?? ""));
    all = await printed(studio, kind, { program: picture, page });
    assert.ok(all.length >= 9);
    Object.assign(added, Object.fromEntries(all.flatMap(({ folder }) => ["index.html", "picture.jpg", "model.json", "weights.bin", "metadata.json", "model.onnx"].flatMap((file) => files(folder, file)))));
  });

  camera.test(`${kind}: the snippets for pages`, { path: "words/", added, elsewhere, expected: /./ }, async (page, t) => {
    const { tab, origin } = page;
    await serveLibraries(tab.context());
    for (const { name, language, folder, said: expected } of all) {
      const shown = SHOWN[language];
      if (!shown) continue;
      await tab.goto(`${origin}${address(folder)}/index.html`);
      const got = await shown(tab).catch((cause) => {
        throw new Error(`${name}: ${page.errors.join(" | ")}`, { cause });
      });
      t.diagnostic(`${name}: ${got.replaceAll("\n", ", ")}; the app: ${expected.label} ${expected.value}`);
      if (language === "JavaScript") {
        assert.equal(said(got).label, expected.label, name);
        assert.ok(Math.abs(said(got).value - expected.value) < ABOUT, `${name}: ${got} and ${expected.value}`);
      } else assert.match(got, /Class [12]/, name);
    }
  });

  studioTests(camera)(`${kind}: the snippets for Python`, {}, async (_, t) => {
    for (const { name, language, folder, said: expected } of all) {
      if (language !== "Python") continue;
      const { stdout: lines, stderr, status } = spawnSync(PYTHON, ["classify.py"], { cwd: folder, encoding: "utf8" });
      assert.equal(status, 0, `${name}: ${stderr.slice(-2000)}`);
      const got = said(lines.trim().split("\n").at(-1) ?? "");
      t.diagnostic(`${name}: ${lines.trim()}; the app: ${expected.label} ${expected.value}`);
      assert.equal(got.label, expected.label, name);
      assert.ok(Math.abs(got.value - expected.value) < ABOUT, `${name}: ${lines}`);
    }
  });

  // No Android can be had everywhere: Kotlin's own compiler, a plain JVM with a few classes that stand in for Android's, and LiteRT itself.
  studioTests(camera)(`${kind}: the snippets for Android`, {}, async (_, t) => {
    const programs = all.filter(({ language }) => language === "Android");
    assert.equal(programs.length, 2);
    const asked = await Promise.all(
      programs.map(async ({ name, folder }) => {
        const sibling = all.find((other) => other.name === name.replace("Android", "Python"));
        const snippet = readFileSync(join(sibling?.folder ?? "", "classify.py"), "utf8");
        const cuts = await cutByPython({ snippet, folder, picture: "picture.jpg", python: PYTHON });
        return { snippet: readFileSync(join(folder, "Classify.kt"), "utf8"), folder, picture: cuts.at(-1) ?? "", python: PYTHON };
      }),
    );
    for (const [index, answers] of (await classifyAllOnJvm(asked)).entries()) {
      const { name = "", said: expected } = programs[index] ?? {};
      const [label, value = 0] = Object.entries(answers).reduce((best, one) => (one[1] > best[1] ? one : best));
      t.diagnostic(`${name}: ${label} ${value.toFixed(3)}; the app: ${expected?.label} ${expected?.value}`);
      assert.equal(label, expected?.label, name);
      assert.ok(Math.abs(value - (expected?.value ?? 0)) < ABOUT, `${name}: ${value} and ${expected?.value}`);
    }
  });
}

/** Where a page finds a folder. @param {string} folder */
const address = (folder) => `/${folder.slice(root.length + 1)}`;

/** @param {string} folder @param {string} file @returns {[string, Buffer][]} */
function files(folder, file) {
  try {
    return [[`${address(folder)}/${basename(file)}`, readFileSync(join(folder, file))]];
  } catch {
    return [];
  }
}
