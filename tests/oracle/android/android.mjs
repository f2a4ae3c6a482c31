// Android's snippets on a plain JVM: kotlinc compiles them as they are printed, jvm/ stands in for Android, and LiteRT in Python runs the model.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const JVM = fileURLToPath(new URL("jvm/", import.meta.url));
const RUN = fileURLToPath(new URL("run.py", import.meta.url));
const CUT = fileURLToPath(new URL("cut.py", import.meta.url));

const MISSING = "is missing: apt-get install kotlin default-jdk-headless";

/** Short-lived programs: better compiled little. */
const SHORT = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"];

/**
 * What is to be classified.
 * @typedef {object} Asked
 * @property {string} snippet text of Classify.kt
 * @property {string} folder of the assets: the model and labels.txt
 * @property {string} picture of the model's size; a PNG, as decoders of JPEG differ in rounding
 * @property {string} python with ai-edge-litert
 */

/**
 * What a program prints.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>}
 */
function output(program, args, env = process.env) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let [out, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => (errors += text));
    child.on("error", (/** @type {NodeJS.ErrnoException} */ cause) =>
      fail(cause.code === "ENOENT" ? new Error(`${program} ${MISSING}`, { cause }) : cause),
    );
    child.on("close", (code) => (code === 0 ? done(out) : fail(new Error(`${program} ends with ${code}: ${errors.slice(-4000)}`))));
  });
}

/** The files of a folder and of those in it that end so. @param {string} folder @param {string} end */
const sources = (folder, end) =>
  /** @type {string[]} */ (readdirSync(folder, { recursive: true }))
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => join(folder, name));

/** The folder that Kotlin is in. */
function kotlinHome() {
  const command = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "kotlinc"))
    .find((file) => existsSync(file));
  if (!command) throw new Error(`kotlinc ${MISSING}`);
  return join(dirname(realpathSync(command)), "..");
}

/** Where what stands in for Android is, compiled: as long as it stays as it is, once. @param {string} compiler Kotlin's */
async function standIns(compiler) {
  const files = sources(JVM, ".java");
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  const folder = join(tmpdir(), `mien-android-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  // Another test may do the same meanwhile: whoever is first.
  const made = mkdtempSync(`${folder}-`);
  try {
    // kotlinc may not know the classes of a newer Java.
    await output("javac", ["--release", "8", "-Xlint:-options", "-encoding", "UTF-8", "-cp", compiler, "-d", made, ...files]);
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * Compiles each snippet with the app around it.
 * @param {string[]} snippets
 * @param {string} root where to
 * @returns {Promise<string[]>} the class path of each
 */
async function compile(snippets, root) {
  const kotlin = kotlinHome();
  const compiler = join(kotlin, "lib/*");
  const android = await standIns(compiler);
  const places = snippets.map((snippet, index) => {
    const [source, classes] = [join(root, `source-${index}`), join(root, `classes-${index}`)];
    mkdirSync(source);
    writeFileSync(join(source, "Classify.kt"), snippet);
    copyFileSync(join(JVM, "Main.kt"), join(source, "Main.kt"));
    return [source, classes];
  });
  await output("java", [...SHORT, "-cp", [android, compiler].join(delimiter), "Compile", kotlin, android, ...places.flat()]);
  return places.map(([, classes = ""]) => [classes, android, join(kotlin, "lib/kotlin-stdlib.jar"), join(kotlin, "lib/kotlin-stdlib-jdk7.jar")].join(delimiter));
}

/** @param {string} classPath @param {Asked} asked @returns {Promise<Record<string, number>>} */
async function classify(classPath, { folder, picture, python }) {
  const properties = [`-Dlitert.python=${python}`, `-Dlitert.run=${RUN}`];
  const lines = await output("java", [...SHORT, ...properties, "-cp", classPath, "MainKt", folder, picture]);
  return Object.fromEntries(
    lines
      .trimEnd()
      .split("\n")
      .map((line) => [line.slice(line.indexOf(" ") + 1), Number(line.slice(0, line.indexOf(" ")))]),
  );
}

/**
 * What each snippet answers: the probability of each label.
 * @param {Asked[]} all
 * @returns {Promise<Record<string, number>[]>}
 */
export async function classifyAllOnJvm(all) {
  const root = mkdtempSync(join(tmpdir(), "mien-kotlin-"));
  try {
    const compiled = await compile(
      all.map(({ snippet }) => snippet),
      root,
    );
    const answers = [];
    for (const [index, classPath] of compiled.entries()) answers.push(await classify(classPath, /** @type {Asked} */ (all[index])));
    return answers;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/**
 * Cuts a picture as the snippet for Python does: what it says that the network is shown, as PNG files of 8 bits. The folder has what that snippet needs.
 * @param {{snippet: string, folder: string, picture: string, python: string}} asked the text of classify.py, and a picture in the folder
 * @returns {Promise<string[]>} the files: one a face, or one of a picture
 */
export async function cutByPython({ snippet, folder, picture, python }) {
  const lines = await output(python, [CUT, snippet, folder, picture]);
  return lines.trim().split("\n").filter(Boolean);
}
