// Starts real Chromium with the camera that a test needs.

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
 * @param {Camera & { flags?: string[] }} [options]
 */
export async function startChromium({ shows, repeat = REPEAT, grain = false, count = 1, answer = "allow", flags = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "mien-browser-"));
  const args = [...FLAGS, ...flags];
  if (count !== 0) args.push(shows || count === 1 ? "--use-fake-device-for-media-stream" : `--use-fake-device-for-media-stream=device-count=${count}`);
  else args.push("--use-fake-device-for-media-stream=device-count=0");
  if (answer !== "ask") args.push(`--use-fake-ui-for-media-stream${answer === "deny" ? "=deny" : ""}`);
  if (shows) args.push(`--use-file-for-fake-video-capture=${cameraFile(folder, shows, repeat, grain)}`);

  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args,
    chromiumSandbox: process.getuid?.() !== 0,
    downloadsPath: folder,
  });
  browser.on("disconnected", () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}
