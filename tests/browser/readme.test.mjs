// What README.md prints under "Put it on your site" runs as it is printed, on a page that has the policy that stands there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FACES } from "./support/heads.mjs";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { DIST } from "./support/server.mjs";
import { listenToWidgets } from "./support/widget.mjs";

/** @typedef {import("playwright-core").Page} Page */

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const SECTION = README.slice(README.indexOf("### Put it on your site"), README.indexOf("### A page that was written for"));
const SNIPPETS = [...SECTION.matchAll(/```html\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
const [OWN = "", ELSEWHERE = ""] = (/```\n(script-src[\s\S]*?)```/.exec(SECTION)?.[1] ?? "").trim().split("\n");

const TYPES = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json" };

const camera = withCamera({ shows: ["frame-1.jpg"] }, fileURLToPath(new URL("../..", import.meta.url)));

/** What each snippet is to show, by a word that only it has. @type {[string, (tab: Page) => Promise<unknown>][]} */
const SHOWS = [
  ["some.host", (tab) => startedAndSays(tab, "1 face: it looks happy")],
  ["mien-prediction", async (tab) => [await startedAndSays(tab, "1 face: Smiling"), await tab.locator("#said").filter({ hasText: /^Smiling 0\.\d\d$/ }).waitFor()]],
  ["portrait", (tab) => Promise.all(["mien-image", "mien-camera"].map((name) => tab.waitForFunction((name) => document.querySelector(name)?.shadowRoot?.querySelector(".status")?.textContent === "1 face: it looks happy", name)))],
  ["embed.js", (tab) => startedAndSays(tab, "1 face: Smiling")],
  ["createRecognizer", (tab) => tab.waitForFunction(() => document.title === "Happiness")],
];

/** @param {Page} tab @param {string} status */
async function startedAndSays(tab, status) {
  await tab.locator("mien-camera").getByRole("button", { name: "Start" }).click();
  await tab.locator("mien-camera .status").filter({ hasText: status }).waitFor();
}

assert.equal(SNIPPETS.length, SHOWS.length, "every snippet is tried");

for (const [index, [word, shows]] of SHOWS.entries()) {
  const snippet = SNIPPETS[index] ?? "";
  assert.ok(snippet.includes(word), `${word} is in snippet ${index + 1}`);
  const policy = `default-src 'none'; ${snippet.includes("https://some.host") ? ELSEWHERE : OWN}`
    // The snippets' own scripts stand in the page.
    .replace("script-src ", "script-src 'unsafe-inline' ");
  camera.test(
    `snippet ${index + 1}, with ${word}`,
    {
      path: "their/page.html",
      before: [listenToWidgets],
      elsewhere: /^https:\/\/some\.host\/mien\//,
      added: {
        "/their/page.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Their page</title><link rel="icon" href="data:,"></head><body>${snippet}</body></html>`,
        "/their/head.json": FACES,
        "/their/photo.jpg": readFileSync(picturePath("astronaut.jpg")),
      },
      headers: { "content-security-policy": `${policy} data:` },
      // Mien lies in their folder, and on the other host.
      routes: {
        "**/their/mien/**": serveMien("/their/mien/"),
        "https://some.host/mien/**": serveMien("/mien/"),
      },
    },
    ({ tab }) => shows(tab).then(() => {}),
  );
}

/** @param {string} prefix @returns {(route: import("playwright-core").Route) => Promise<void>} */
function serveMien(prefix) {
  return async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await readFile(join(DIST, pathname.slice(prefix.length))).catch(() => undefined);
    const contentType = TYPES[/** @type {keyof typeof TYPES} */ (extname(pathname))] ?? "application/octet-stream";
    if (body) await route.fulfill({ body, contentType, headers: { "access-control-allow-origin": "*" } });
    else await route.fulfill({ status: 404, body: "" });
  };
}
