// The core of it in WebKitGTK's MiniBrowser, over WebDriver: photo, camera, widget from another site, the program's interface, teaching, offline.
//
// Every test has a browser of its own, whose session is a private one: automation gives no other. `cargo xtask test webkit` runs this.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const PATIENCE = Number(process.env.MIEN_PATIENCE ?? 60_000);
const DIST = process.env.MIEN_DIST ?? fileURLToPath(new URL("../../../dist", import.meta.url));
const DATA = fileURLToPath(new URL("../../data", import.meta.url));
const DRIVER = process.env.MIEN_WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver";
const BROWSER = process.env.MIEN_WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** How WebDriver's answers name an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** @param {string} name */
const picturePath = (name) => join(DATA, "pictures", name);
const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @type {Record<string, string>} */
const TYPES = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".png": "image/png", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json" };

/** Runs in every page before its own scripts: the driver can't tell what is written to the console. */
function listen() {
  /** @type {Told} */
  const told = { errors: [], events: [] };
  Object.assign(globalThis, { told });
  const error = console.error;
  console.error = (...words) => {
    told.errors.push(words.map(String).join(" "));
    error.apply(console, words);
  };
  addEventListener("error", (event) => told.errors.push(event.message ?? `not loaded: ${/** @type {any} */ (event.target).src ?? /** @type {any} */ (event.target).href}`), true);
  addEventListener("unhandledrejection", ({ reason }) => told.errors.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => told.errors.push(`policy: ${effectiveDirective} ${blockedURI}`));
  for (const name of ["mien-ready", "mien-prediction", "mien-error"]) {
    addEventListener(name, (event) => {
      told.events.push({ name, detail: /** @type {CustomEvent} */ (event).detail, time: performance.now() });
      if (told.events.length > 400) told.events.shift();
    });
  }
}

/** A camera that shows a face, and never the same picture twice. */
function portrait() {
  navigator.mediaDevices.getUserMedia = async () => {
    const image = new Image();
    image.src = "/portrait.jpg";
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 512;
    const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    let hue = 0;
    setInterval(() => {
      brush.drawImage(image, 0, 0);
      brush.fillStyle = `hsl(${(hue += 7)} 80% 50%)`;
      brush.fillRect(0, 0, 8, 8);
    }, 33);
    return canvas.captureStream(30);
  };
}

/** @typedef {{ errors: string[], events: { name: string, detail: any, time: number }[] }} Told */

/**
 * A plain server, whose pages all begin with `before`.
 * @param {string} root
 */
async function serve(root) {
  const site = {
    port: 0,
    /** Without it every connection is cut. */
    up: true,
    /** @type {(() => void)[]} */
    before: [],
    /** Files beside those of the folder, by path. @type {Record<string, string | Buffer>} */
    added: {},
    /** @type {Record<string, string>} */
    headers: {},
    /** Answered requests. @type {string[]} */
    requests: [],
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname);
    const ours = path === "/before.js";
    // It is no part of the site, but of these tests.
    if (!site.up && !ours) return void request.socket.destroy();
    site.requests.push(path);
    const file = join(root, normalize(path.endsWith("/") ? `${path}index.html` : path));
    let body = ours ? [listen, ...site.before].map((run) => `(${run})();`).join("\n") : (site.added[path] ?? (await readFile(file).catch(() => null)));
    if (body === null) return void response.writeHead(404, site.headers).end();
    if (extname(file) === ".html") body = String(body).replace(/<html[^>]*>/, (tag) => `${tag}<script src="/before.js"></script>`);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "no-store", ...site.headers }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  site.port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  return site;
}

/** A port that nobody listens to. @returns {Promise<number>} */
function freePort() {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    }),
  );
}

/** A screen that nobody sees; its processes end with the tests. */
async function startScreen() {
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const display = await new Promise((resolve, reject) => {
    xvfb.stdio[3]?.once("data", (text) => resolve(`:${String(text).trim()}`));
    xvfb.once("error", reject);
    xvfb.once("exit", () => reject(new Error("Xvfb ended")));
  });
  return { display, close: () => xvfb.kill() };
}

/** Browsers' homes, which are removed at the end: some of a browser's processes live a little longer than its session. @type {string[]} */
const homes = [];

class Tab {
  #call;
  #end;
  /** The folder that is the browser's home: downloads lie there. */
  home;

  /**
   * @param {(method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<any>} call
   * @param {string} home
   * @param {() => Promise<void>} end
   */
  constructor(call, home, end) {
    this.#call = call;
    this.home = home;
    this.#end = end;
  }

  /** @param {string[]} options of the browser */
  static async open(options) {
    const home = mkdtempSync(join(tmpdir(), "mien-webkit-"));
    const port = await freePort();
    const own = { HOME: home, XDG_CACHE_HOME: join(home, ".cache"), XDG_DATA_HOME: join(home, ".data"), XDG_CONFIG_HOME: join(home, ".config"), GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "1", MESA_SHADER_CACHE_DISABLE: "1" };
    const driver = spawn(DRIVER, [`--port=${port}`], { stdio: "ignore", env: { ...process.env, ...own, DISPLAY: screen.display, LIBGL_ALWAYS_SOFTWARE: "1" } });
    /** @param {string} method @param {string} path @param {object} [body] */
    const call = async (method, path, body) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, signal: AbortSignal.timeout(PATIENCE), ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }) });
      const { value } = await answer.json();
      if (value?.error) throw new Error(`${value.error}: ${value.message}`);
      return value;
    };
    const end = async () => {
      driver.kill();
      await new Promise((ended) => (driver.exitCode === null && driver.signalCode === null ? driver.once("exit", ended) : ended(undefined)));
      homes.push(home);
    };
    try {
      for (let tries = 0; !(await call("GET", "/status").catch(() => undefined)); tries++) {
        if (tries === 100) throw new Error(`${DRIVER} does not answer`);
        await pause(100);
      }
      const alwaysMatch = { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation", ...options] } };
      const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch } });
      const tab = new Tab((method, path, body) => call(method, `/session/${sessionId}${path}`, body), home, end);
      await tab.#call("POST", "/timeouts", { script: PATIENCE, pageLoad: PATIENCE });
      await tab.#call("POST", "/window/rect", { x: 0, y: 0, width: 1280, height: 1000 });
      return tab;
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** @param {string} url */
  goto(url) {
    return this.#call("POST", "/url", { url });
  }

  reload() {
    return this.#call("POST", "/refresh", {});
  }

  /**
   * @template {unknown[]} Args
   * @template Result
   * @param {(...args: Args) => Result} run in the page
   * @param {Args} args
   * @returns {Promise<Awaited<Result>>}
   */
  async evaluate(run, ...args) {
    const script = `const done = arguments[arguments.length - 1]; (async () => (${run})(...[...arguments].slice(0, -1)))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#call("POST", "/execute/async", { script, args });
    if (error) throw new Error(error);
    return value;
  }

  /**
   * Waits until this is something in the page, and gives it.
   * @template {unknown[]} Args
   * @template Result
   * @param {(...args: Args) => Result} run
   * @param {Args} args
   */
  async until(run, ...args) {
    for (const deadline = Date.now() + PATIENCE; ; await pause(100)) {
      const value = await this.evaluate(run, ...args);
      if (value) return value;
      if (Date.now() > deadline) throw new Error(`waited for ${run}: ${JSON.stringify(await this.evaluate(() => [document.documentElement.dataset.state, told.errors]))}`);
    }
  }

  /** @param {string} selector @param {number} [index] @returns {Promise<string>} */
  async #find(selector, index = 0) {
    await this.until((selector, index) => document.querySelectorAll(selector).length > index, selector, index);
    return (await this.#call("POST", "/elements", { using: "css selector", value: selector }))[index][ELEMENT];
  }

  /** @param {string} selector */
  async click(selector) {
    const element = await this.#find(`${selector}:not([disabled])`);
    await this.#call("POST", `/element/${element}/click`, {});
  }

  /** @param {string} selector @param {string[]} names of pictures @param {number} [index] */
  async choose(selector, names, index) {
    const element = await this.#find(selector, index);
    await this.#call("POST", `/element/${element}/value`, { text: names.map(picturePath).join("\n") });
  }

  async close() {
    await this.#call("DELETE", "").catch(() => {});
    await this.#end();
  }
}

// What pages of these tests have.
/** @type {Told} */
var told;

const screen = await startScreen();
const site = await serve(DIST);
const theirs = await serve(join(DATA, "pictures"));
const mien = `http://127.0.0.1:${site.port}`;
const page = `http://localhost:${site.port}/`;
site.headers = { "access-control-allow-origin": "*" };
for (const served of [site, theirs]) served.added["/portrait.jpg"] = readFileSync(picturePath("astronaut.jpg"));
const widget = (/** @type {string} */ body) => `<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="${mien}/widget.js"></script>${body}</html>`;
theirs.added["/widget.html"] = widget('<mien-camera autostart src="head.json"></mien-camera><mien-image src="astronaut.jpg"></mien-image>');
theirs.added["/picture.html"] = widget('<mien-image src="astronaut.jpg"></mien-image>');
theirs.added["/head.json"] = readFileSync(join(DATA, "heads/faces.json"));

after(() => {
  site.close();
  theirs.close();
  screen.close();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** The strictest policy that the README prints for Mien on another site. @param {string} [without] a word, as "connect-src 'self'" */
function policy(without) {
  const words = { "default-src": ["'none'"], "script-src": ["'self'", mien, "'wasm-unsafe-eval'"], "worker-src": ["blob:", mien], "connect-src": ["'self'", mien], "style-src": ["'self'", mien], "img-src": ["'self'", "blob:", "data:"], "require-trusted-types-for": ["'script'"], "trusted-types": ["mien"] };
  return Object.entries(words).map(([directive, all]) => [directive, ...all.filter((word) => `${directive} ${word}` !== without)].join(" ")).join("; ");
}

/**
 * @typedef {object} Opening
 * @property {(() => void)[]} [before] run in the page before its own scripts
 * @property {string[]} [options] of the browser
 * @property {string} [without] a word that the page's policy lacks
 * @property {RegExp} [expected] errors that belong to what is tested
 */

/**
 * @param {string} name
 * @param {string} address
 * @param {(tab: Tab, t: import("node:test").TestContext) => Promise<void>} run
 * @param {Opening} [opening]
 */
function inWebKit(name, address, run, { before = [], options = [], without, expected = /^$/ } = {}) {
  test(name, { timeout: 3 * PATIENCE }, async (t) => {
    site.before = theirs.before = before;
    theirs.headers = { "content-security-policy": policy(without) };
    const tab = await Tab.open(options);
    try {
      await tab.goto(address);
      await run(tab, t);
      assert.deepEqual((await tab.evaluate(() => told.errors)).filter((error) => !expected.test(error)), []);
    } finally {
      site.up = true;
      await tab.close();
    }
  });
}

/** Waits until the sentence under the picture is this. @param {Tab} tab @param {string} sentence */
const says = (tab, sentence) => tab.until((sentence) => document.querySelector("#sentence")?.textContent === sentence, sentence);

/**
 * The faces of a picture, once there are as many as it has: what was shown before may be looked at once more meanwhile.
 * @param {Tab} tab
 * @param {number} count
 * @param {() => Promise<unknown>} act
 */
async function facesOf(tab, count, act) {
  await tab.evaluate(() => void told.events.splice(0));
  await act();
  await tab.until((count) => told.events.findLast(({ name }) => name === "mien-prediction")?.detail.faces.length === count, count);
  return tab.evaluate(() => told.events.findLast(({ name }) => name === "mien-prediction")?.detail.faces.map((/** @type {any} */ face) => ({ label: face.label, probability: face.probability })));
}

inWebKit("a photo: what Chromium says of it", page, async (tab) => {
  await tab.until(() => document.documentElement.dataset.state === "start");
  const [face] = await facesOf(tab, 1, () => tab.choose("#file", ["frame-1.jpg"]));
  assert.equal(face.label, "Happiness");
  assert.ok(Math.abs(face.probability - 0.945) < 0.01, `${face.probability}`);
  await facesOf(tab, 5, () => tab.choose("#file", ["group.jpg"]));
  await facesOf(tab, 15, () => tab.choose("#file", ["frame-15.jpg"]));
});

inWebKit("the browser's own mock camera: it runs, and shows nobody", page, async (tab) => {
  await tab.click("#start");
  await says(tab, "No face in the picture");
  assert.equal(await tab.evaluate(() => document.documentElement.dataset.state), "no-face");
}, { options: ["--enable-mock-capture-devices=true"] });

inWebKit("no camera: it is said", page, async (tab) => {
  await tab.click("#start");
  await tab.until(() => document.documentElement.dataset.state === "absent");
});

inWebKit("a camera with a face, recorded", page, async (tab, t) => {
  await tab.click("#start");
  await says(tab, "1 face: it looks happy");
  await tab.click("#record");
  await pause(3000);
  await tab.click("#record");
  assert.match(await tab.evaluate(() => document.querySelector("#timeline-line")?.textContent ?? ""), /^0:0\d · \d+ frames$/);
  const rate = await tab.evaluate(() => {
    const times = told.events.filter(({ name }) => name === "mien-prediction").map(({ time }) => time);
    return ((times.length - 1) / ((times.at(-1) ?? 0) - (times[0] ?? 0))) * 1000;
  });
  t.diagnostic(`${rate.toFixed(1)} frames per second`);
}, { before: [portrait] });

inWebKit("the widget from another site under a strict policy, with a person's own classes; a picture beside it", `http://localhost:${theirs.port}/widget.html`, async (tab) => {
  const status = (/** @type {string} */ which, /** @type {string} */ text) => tab.until((which, text) => document.querySelector(which)?.shadowRoot?.querySelector(".status")?.textContent === text, which, text);
  await status("mien-image", "1 face: it looks happy");
  await status("mien-camera", "1 face: Smiling");
}, { before: [portrait] });

for (const word of ["script-src 'wasm-unsafe-eval'", "worker-src blob:", `connect-src ${mien}`, `style-src ${mien}`]) {
  inWebKit(`a policy without ${word.replace(mien, "HOST")}: it is named`, `http://localhost:${theirs.port}/picture.html`, async (tab) => {
    const { code, message } = await tab.until(() => told.events.find(({ name }) => name === "mien-error")?.detail);
    assert.equal(code, "policy", message);
    assert.ok(message.includes(word), message);
  }, { without: word, expected: /^policy: (worker|connect|style)-src/ });
}

inWebKit("the program's own interface: pictures, and a video", page, async (tab) => {
  const { labels, frames } = await tab.evaluate(async () => {
    /** @type {typeof import("../../../www/package/index.js")} */
    const { createRecognizer } = await import(/** @type {string} */ ("/package/index.js"));
    const recognizer = await createRecognizer();
    const image = new Image();
    image.src = "/portrait.jpg";
    await image.decode();
    const faces = [image, await createImageBitmap(image), await (await fetch(image.src)).blob()].map((picture) => recognizer.recognize(picture));
    const labels = (await Promise.all(faces)).flat().map(({ label }) => label);
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = await navigator.mediaDevices.getUserMedia();
    await video.play();
    const frames = await new Promise((resolve) => {
      let count = 0;
      recognizer.forVideo(video, () => ++count === 3 && resolve(count));
    });
    recognizer.close();
    return { labels, frames };
  });
  assert.deepEqual(labels, ["Happiness", "Happiness", "Happiness"]);
  assert.equal(frames, 3);
}, { before: [portrait] });

/** Two classes of three pictures each. @param {Tab} tab */
async function gather(tab) {
  await tab.click("[data-template=empty]");
  const pictures = [["astronaut.jpg", "happy-baby.jpg", "group.jpg"], ["angry.jpg", "grace-hopper.jpg", "sad-baby.jpg"]];
  for (const [index, names] of pictures.entries()) {
    await tab.choose(".class-card input[type=file]", names, index);
    await tab.until((index) => document.querySelectorAll(".class-card .count")[index]?.textContent === "3 samples", index);
  }
}

inWebKit("the studio: two classes from pictures, trained, tried, downloaded", `${page}studio.html`, async (tab) => {
  await gather(tab);
  await tab.click("#train");
  await tab.until(() => document.querySelector("#use:not([disabled])"));
  await tab.choose("#preview-column input[type=file]", ["astronaut.jpg"]);
  await says(tab, "1 face: Class 1");
  await tab.click("#export-open");
  await tab.click("#bundle");
  const zips = () => readdirSync(tab.home).filter((name) => name.endsWith(".zip"));
  for (const deadline = Date.now() + PATIENCE; zips().length === 0 && Date.now() < deadline; ) await pause(100);
  assert.deepEqual(zips(), ["Empty project page.zip"]);
  await tab.click("#way-onnx");
  await tab.click("#program-download");
  assert.equal(await tab.until(() => /** @type {HTMLElement | null} */ (document.querySelector("#check-says"))?.dataset.state), "good");
});

inWebKit("the studio in a private window: samples are kept over a reload", `${page}studio.html`, async (tab) => {
  await gather(tab);
  await tab.until(() => document.querySelector("#saved")?.textContent === "Saved in this browser");
  await pause(1000);
  await tab.reload();
  await tab.until(() => document.documentElement.dataset.screen === "work");
  assert.deepEqual(await tab.evaluate(() => [...document.querySelectorAll(".class-card .count")].map(({ textContent }) => textContent)), ["3 samples", "3 samples"]);
});

inWebKit("a project is there after the studio was left and opened again", `${page}studio.html`, async (tab) => {
  await tab.click("[data-template=empty]");
  await tab.until(() => document.querySelector("#saved")?.textContent === "Saved in this browser");
  await tab.goto(page);
  await tab.goto(`${page}studio.html?theme=dark`);
  const deadline = Date.now() + 10_000;
  const there = () => tab.evaluate(() => /2 classes/.test(document.body.innerText));
  while (!(await there()) && Date.now() < deadline) await pause(200);
  assert.ok(await there(), "the list of projects");
});

inWebKit("without a network, after the first visit", page, async (tab) => {
  await tab.until(() => /works without a network/.test(document.querySelector(".notice")?.textContent ?? ""));
  site.up = false;
  await tab.goto(`${page}index.html?theme=dark`);
  await tab.choose("#file", ["astronaut.jpg"]);
  await says(tab, "1 face: it looks happy");
  await tab.goto(`${page}studio.html?lang=de`);
  await tab.until(() => document.documentElement.dataset.screen === "start" && document.documentElement.lang === "de");
});

inWebKit("every language fits, and Arabic runs from the right", page, async (tab) => {
  for (const language of ["en", "es", "de", "fr", "pt", "hi", "ja", "zh", "ar"]) {
    for (const file of ["index.html", "studio.html", "gallery.html"]) {
      await tab.goto(`${page}${file}?lang=${language}`);
      const { lang, dir, scrollWidth, clientWidth } = await tab.evaluate(() => {
        const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
        return { lang, dir, scrollWidth, clientWidth };
      });
      assert.deepEqual({ lang, dir, scrollWidth }, { lang: language, dir: language === "ar" ? "rtl" : "ltr", scrollWidth: clientWidth }, `${file}, ${language}`);
    }
  }
});
