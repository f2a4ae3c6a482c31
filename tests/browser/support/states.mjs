// The page's main states and how a person gets there: for the pictures of them, and for the check of their accessibility.

import { picturePath, videoPath } from "./pictures.mjs";
import { trapping } from "./workers.mjs";

/**
 * @typedef {object} State
 * @property {string} name
 * @property {Parameters<typeof import("./page.mjs").withCamera>[0]} [camera]
 * @property {Omit<import("./page.mjs").Opening, "context">} [opening]
 * @property {(page: import("./page.mjs").MienPage) => Promise<unknown>} reach
 */

/** @type {State[]} */
export const STATES = [
  { name: "start", reach: (page) => page.waitForState("start") },
  {
    name: "asking",
    opening: { before: [() => void (navigator.mediaDevices.getUserMedia = () => new Promise(() => {}))] },
    reach: (page) => press(page, "start", "asking"),
  },
  { name: "denied", camera: { answer: "deny" }, reach: (page) => press(page, "start", "denied") },
  { name: "absent", camera: { count: 0 }, reach: (page) => press(page, "start", "absent") },
  { name: "insecure", opening: { host: "mien.test" }, reach: (page) => press(page, "start", "insecure") },
  {
    name: "loading",
    // The weights never arrive.
    opening: { tamper: { "/model/expression.bpk": () => new Promise(() => {}) } },
    reach: (page) => press(page, "start", "loading"),
  },
  { name: "one-face", camera: { shows: ["frame-1.jpg"] }, reach: running },
  { name: "six-faces", camera: { shows: ["frame-6.jpg"] }, reach: running },
  { name: "fifteen-faces", camera: { shows: ["frame-15.jpg"] }, reach: running },
  { name: "emoji", camera: { shows: ["frame-6.jpg"] }, opening: { query: "emoji=1" }, reach: running },
  { name: "unsure", camera: { shows: ["frame-6.jpg"] }, opening: { query: "threshold=1" }, reach: running },
  { name: "no-face", camera: { shows: ["nobody.jpg"] }, reach: running },
  {
    name: "paused",
    camera: { shows: ["frame-1.jpg"] },
    async reach(page) {
      await running(page);
      await press(page, "pause", "paused");
    },
  },
  {
    name: "stopped",
    camera: { shows: ["frame-1.jpg"] },
    async reach(page) {
      await running(page);
      await press(page, "stop", "stopped");
    },
  },
  { name: "photo", reach: (page) => page.predictionsOf(() => page.choose(picturePath("group.jpg"))) },
  { name: "video", reach: (page) => page.predictionsOf(() => page.choose(videoPath("walking.webm"))) },
  {
    name: "bad-file",
    async reach(page) {
      await page.choose({ name: "diary.txt", mimeType: "text/plain", buffer: Buffer.from("Dear diary") });
      await page.waitForState("error");
    },
  },
  {
    name: "load-error",
    opening: { tamper: { "/model/manifest.json": () => null }, expected: /Failed to load resource/ },
    reach: (page) => page.waitForState("error"),
  },
  {
    name: "crashed",
    camera: { shows: ["frame-1.jpg"] },
    opening: {
      tamper: { "/worker/recognizer.js": trapping("recognizer_recognize") },
    },
    reach: (page) => press(page, "start", "crashed"),
  },
  { name: "unsupported", opening: { before: [() => Reflect.deleteProperty(globalThis, "WebAssembly")] }, reach: (page) => page.waitForState("unsupported") },
  {
    name: "about",
    async reach(page) {
      await page.element("about-open").click();
      await page.element("about").waitFor();
    },
  },
];

/**
 * @param {import("./page.mjs").MienPage} page
 * @param {string} id
 * @param {string} state
 */
async function press(page, id, state) {
  await page.element(id).click();
  await page.waitForState(state);
}

/**
 * Runs long enough that bars and outlines have come to rest.
 * @param {import("./page.mjs").MienPage} page
 */
async function running(page) {
  await page.start();
  await page.nextPredictions(15);
}
