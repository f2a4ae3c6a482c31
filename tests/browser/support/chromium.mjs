// Starts real Chromium with the camera that a test needs.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { variant } from "./pictures.mjs";

const EXECUTABLE = process.env.MIEN_CHROMIUM ?? "/usr/bin/chromium";

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  // No name but this machine's can be reached. The second one is the same server seen as an ordinary, insecure web page.
  "--host-resolver-rules=MAP mien.test 127.0.0.1,MAP * ~NOTFOUND,EXCLUDE localhost,EXCLUDE 127.0.0.1",
];

/** Frames of one picture in a row: the fake camera plays 30 a second, so half a second of each. */
const REPEAT = 15;

/**
 * The fake camera plays a file of JPEGs one after the other, again and again.
 * @param {string} folder
 * @param {string[]} pictures names in tests/data/pictures
 * @param {number} repeat
 * @param {boolean} grain
 */
function cameraFile(folder, pictures, repeat, grain) {
  const path = join(folder, "camera.mjpeg");
  const frames = pictures.flatMap((name) => Array.from({ length: repeat }, (_, number) => variant(name, grain ? number : 0)));
  writeFileSync(path, Buffer.concat(frames));
  return path;
}

/**
 * @typedef {object} Camera
 * @property {string[]} [shows] pictures that the camera plays; without it, Chromium's test pattern
 * @property {number} [repeat] frames that each picture stays
 * @property {boolean} [grain] whether these differ a little, as those of a real camera do, so that none is a copy of another
 * @property {number} [count] how many cameras there are (test patterns only); 0 for none
 * @property {"allow" | "deny" | "ask"} [answer] what the person says when asked for the camera
 */

/**
 * Its command line.
 * @param {string} folder for what is made
 * @param {Camera & { flags?: string[] }} options
 */
function argumentsFor(folder, { shows, repeat = REPEAT, grain = false, count = 1, answer = "allow", flags = [] }) {
  const args = [...FLAGS, ...flags];
  if (count !== 0) args.push(shows || count === 1 ? "--use-fake-device-for-media-stream" : `--use-fake-device-for-media-stream=device-count=${count}`);
  else args.push("--use-fake-device-for-media-stream=device-count=0");
  if (answer !== "ask") args.push(`--use-fake-ui-for-media-stream${answer === "deny" ? "=deny" : ""}`);
  if (shows) args.push(`--use-file-for-fake-video-capture=${cameraFile(folder, shows, repeat, grain)}`);
  return args;
}

const temporary = () => mkdtempSync(join(tmpdir(), "mien-browser-"));

/** Root has no sandbox. */
const isRoot = process.getuid?.() === 0;

/**
 * @param {Camera & { flags?: string[] }} [options]
 */
export async function startChromium(options = {}) {
  const folder = temporary();
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: argumentsFor(folder, options),
    chromiumSandbox: !isRoot,
    downloadsPath: folder,
  });
  browser.on("disconnected", () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}

/**
 * Chromium as a process of its own, with a profile that stays: it can be killed, and its pages are hidden and frozen as a person's are.
 * @param {string} profile its folder
 * @param {Camera & { flags?: string[] }} [options]
 */
export async function startProcess(profile, options = {}) {
  const folder = temporary();
  const args = ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, ...argumentsFor(folder, options), ...(isRoot ? ["--no-sandbox"] : []), "about:blank"];
  const child = spawn(EXECUTABLE, args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const over = new Promise((resolve) => child.once("close", resolve));
  /** Ends it at once, with all of its processes. */
  const kill = async () => {
    process.off("exit", abandon);
    abandon();
    await over;
    rmSync(folder, { recursive: true, force: true });
  };
  const abandon = () => {
    try {
      process.kill(-Number(child.pid), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  process.on("exit", abandon);
  const address = await new Promise((/** @type {(address: string) => void} */ resolve, reject) => {
    let said = "";
    child.stderr.on("data", (part) => {
      said += part;
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
    child.once("close", () => reject(new Error(`Chromium ended: ${said}`)));
  });
  // Without playwright's defaults, which keep every page visible.
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const context = browser.contexts()[0];
  if (!context) throw new Error("Chromium has no profile");
  return { browser, context, kill };
}
