// The page in a browser tab, with what a test wants to know about it written down as it happens.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startChromium } from "./chromium.mjs";
import { DIST, serve } from "./server.mjs";

/** How long a slow machine may take for one step, ms; a test that passes never waits for it. */
export const PATIENCE = Number(process.env.MIEN_PATIENCE ?? 60_000);

/**
 * What `mien-prediction` carries.
 * @typedef {import("./pictures.mjs").Box} Box
 * @typedef {{ id: number, box: Box, landmarks: { x: number, y: number }[], label: string, probability: number,
 *   probabilities: Record<string, number> }} Face
 * @typedef {{ time: number, faces: Face[], bars: unknown[] }} Prediction
 */

/**
 * Runs in the page before its own scripts. It only listens.
 */
export function listen() {
  /** @type {typeof globalThis & { seen: Seen }} */ (globalThis).seen = { states: [], predictions: [], tracks: [], reports: [], reportCount: 0 };
  const { seen } = /** @type {typeof globalThis & { seen: Seen }} */ (globalThis);
  const KEPT = 400;

  /** @template T @param {T[]} list @param {T} item */
  const keep = (list, item) => {
    list.push(item);
    if (list.length > KEPT) list.shift();
  };

  const note = () => {
    const state = document.documentElement?.dataset.state;
    if (state && state !== seen.states.at(-1)) seen.states.push(state);
  };
  new MutationObserver(note).observe(document, { attributes: true, attributeFilter: ["data-state"], childList: true, subtree: true });

  addEventListener("mien-prediction", (event) => keep(seen.predictions, structuredClone(/** @type {CustomEvent} */ (event).detail)));

  if (navigator.mediaDevices) {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
  }

  // Every recognizer has a channel of its own to the worker.
  globalThis.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      this.port1.addEventListener("message", ({ data }) => {
        if (data?.type !== "report") return;
        keep(seen.reports, data.report);
        seen.reportCount += 1;
      });
    }
  };
}

/**
 * @typedef {{ states: string[], predictions: Prediction[], tracks: MediaStreamTrack[], reports: any[], reportCount: number }} Seen
 */

/**
 * How a test opens the page.
 * @typedef {object} Opening
 * @property {string} [query] what follows `?`
 * @property {string} [fragment] what follows `#`
 * @property {string} [path] another page than the first one
 * @property {string} [host] the site's name; "mien.test" is an ordinary, insecure web page
 * @property {import("playwright-core").BrowserContextOptions} [context]
 * @property {(() => void)[]} [before] run in the page before its own scripts
 * @property {Record<string, import("./server.mjs").Tampering>} [tamper] files that the server gets wrong
 * @property {Record<string, string | Buffer>} [added] files that the server has beside the built ones
 * @property {Record<string, string>} [headers] what the server says with every file
 * @property {RegExp} [elsewhere] addresses of other sites that the page may ask
 * @property {RegExp} [expected] errors in the console that belong to what is tested
 * @property {Record<string, (route: import("playwright-core").Route) => Promise<void>>} [routes] answers of other places, by pattern
 * @property {() => void} [prepare] called before the page is opened
 * @property {string | false} [skip] why the test can't run here
 */

export class MienPage {
  /**
   * @param {import("playwright-core").Page} tab
   * @param {import("./server.mjs").Site} site
   * @param {string} origin
   */
  constructor(tab, site, origin) {
    this.tab = tab;
    this.site = site;
    this.origin = origin;
    /** Console errors and uncaught exceptions. @type {string[]} */
    this.errors = [];
    /** Requests as the browser sees them. @type {string[]} */
    this.requests = [];
    tab.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
    tab.on("pageerror", (error) => this.errors.push(String(error)));
    tab.context().on("request", (request) => this.requests.push(request.url()));
  }

  /** @param {string} id */
  element(id) {
    return this.tab.locator(`#${id}`);
  }

  /** @returns {Promise<string | undefined>} */
  state() {
    return this.tab.evaluate(() => document.documentElement.dataset.state);
  }

  /**
   * All states so far, in order.
   * @returns {Promise<string[]>}
   */
  states() {
    return this.tab.evaluate(() => /** @type {any} */ (globalThis).seen.states);
  }

  /**
   * Waits until the page is in one of these states; says in which one it is if that never happens.
   * @param {...string} wanted
   */
  async waitForState(...wanted) {
    try {
      await this.tab.waitForFunction((states) => states.includes(document.documentElement.dataset.state ?? ""), wanted, { timeout: PATIENCE });
    } catch (cause) {
      throw new Error(`waited for "${wanted.join('" or "')}", but went through ${JSON.stringify(await this.states())}; errors: ${this.errors}`, { cause });
    }
  }

  /** Presses Start and waits for the first computed frame. */
  async start() {
    await this.element("start").click();
    await this.waitForState("running", "no-face");
    return this.nextPredictions(1);
  }

  /**
   * The next `count` frames that are computed from now on.
   * @param {number} count
   * @returns {Promise<Prediction[]>}
   */
  nextPredictions(count) {
    return this.tab.evaluate(
      ({ count, patience }) =>
        new Promise((resolve, reject) => {
          /** @type {any[]} */
          const frames = [];
          const giveUp = setTimeout(
            () => reject(new Error(`only ${frames.length} of ${count} frames came; state: ${document.documentElement.dataset.state}`)),
            patience,
          );
          addEventListener("mien-prediction", function take(event) {
            frames.push(/** @type {CustomEvent} */ (event).detail);
            if (frames.length < count) return;
            clearTimeout(giveUp);
            removeEventListener("mien-prediction", take);
            resolve(frames);
          });
        }),
      { count, patience: PATIENCE },
    );
  }

  /**
   * The first frame that is computed because of something: listens before it is done.
   * @param {() => Promise<unknown>} act
   * @returns {Promise<Prediction[]>}
   */
  async predictionsOf(act) {
    const [frames] = await Promise.all([this.nextPredictions(1), act()]);
    return frames;
  }

  /** The page computes nothing any more: after the one frame that may be under way, half a second passes without another. */
  async quiet() {
    const frames = await this.tab.evaluate(
      (silence) =>
        new Promise((resolve) => {
          let frames = 0;
          let timer = setTimeout(done, silence);
          addEventListener("mien-prediction", count);
          function count() {
            frames += 1;
            clearTimeout(timer);
            if (frames > 1) done();
            else timer = setTimeout(done, silence);
          }
          function done() {
            removeEventListener("mien-prediction", count);
            resolve(frames);
          }
        }),
      500,
    );
    assert.ok(frames <= 1, "the page goes on computing frames");
  }

  /**
   * Waits for a report of the worker that `accept` likes: what the page was told to draw.
   * @param {(report: any) => boolean} accept
   * @param {{ after?: number }} [since] how many reports came before
   * @returns {Promise<any>}
   */
  async reportWhere(accept, { after = 0 } = {}) {
    const deadline = Date.now() + PATIENCE;
    for (let seen = after; ; ) {
      const { count, report } = await this.tab.evaluate(() => {
        const { reports, reportCount } = /** @type {{ seen: Seen }} */ (/** @type {unknown} */ (globalThis)).seen;
        return { count: reportCount, report: reports.at(-1) };
      });
      if (count > seen && accept(report)) return report;
      if (Date.now() > deadline) throw new Error(`no report was accepted; the last one: ${JSON.stringify(report)}`);
      seen = count;
      await this.tab.waitForFunction((count) => /** @type {any} */ (globalThis).seen.reportCount > count, seen, { timeout: PATIENCE });
    }
  }

  /**
   * How many reports came so far, once there are enough of them.
   * @param {{ atLeast?: number }} [wanted]
   */
  async reportCount({ atLeast = 0 } = {}) {
    await this.tab.waitForFunction((count) => /** @type {any} */ (globalThis).seen.reportCount >= count, atLeast, { timeout: PATIENCE });
    return /** @type {Promise<number>} */ (this.tab.evaluate(() => /** @type {any} */ (globalThis).seen.reportCount));
  }

  /**
   * What the page was told to draw last.
   * @returns {Promise<any>}
   */
  lastReport() {
    return this.tab.evaluate(() => /** @type {any} */ (globalThis).seen.reports.at(-1));
  }

  /**
   * `readyState` of every camera track that the page was ever given.
   * @returns {Promise<MediaStreamTrackState[]>}
   */
  tracks() {
    return this.tab.evaluate(() => /** @type {any} */ (globalThis).seen.tracks.map((/** @type {MediaStreamTrack} */ track) => track.readyState));
  }

  /**
   * Gives the page a file as a person would with the file button.
   * @param {string | { name: string, mimeType: string, buffer: Buffer }} file
   */
  async choose(file) {
    await this.element("file").setInputFiles(file);
  }

  /** The text of the card that explains a state. */
  async message() {
    return (await this.element("message").innerText()).trim();
  }

  close() {
    return this.tab.context().close();
  }
}

/**
 * One browser and one server for all tests of a file, both closed when its last test is over.
 *
 * Whatever a test is about, the page must not write an error to the console and must not ask another machine for anything.
 * @param {Parameters<typeof startChromium>[0]} [camera]
 * @param {string} [root] the folder that is served
 */
export function withCamera(camera, root = DIST) {
  /** @type {Promise<{ site: import("./server.mjs").Site, browser: import("playwright-core").Browser }> | undefined} */
  let running;
  const start = async () => ({ site: await serve(root), browser: await startChromium(camera) });

  after(async () => {
    if (!running) return;
    const { site, browser } = await running;
    await browser.close();
    site.close();
  });

  return {
    /**
     * @param {string} name what a person would see
     * @param {Opening} opening
     * @param {(page: MienPage, t: import("node:test").TestContext) => Promise<void>} run
     */
    test(name, opening, run) {
      test(name, { timeout: 3 * PATIENCE, skip: opening.skip }, async (t) => {
        const { site, browser } = await (running ??= start());
        site.tamper = opening.tamper ?? {};
        site.added = opening.added ?? {};
        site.headers = opening.headers ?? {};
        opening.prepare?.();
        const page = await openPage(browser, site, opening);
        try {
          await run(page, t);
          assert.deepEqual(page.errors.filter((error) => !opening.expected?.test(error)), [], "no error in the console");
          assert.deepEqual(page.requests.filter((url) => !url.startsWith(page.origin) && !/^(blob|data):/.test(url) && !opening.elsewhere?.test(url)), [], "no other machine is asked");
        } finally {
          await page.close();
        }
      });
    },
  };
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {import("./server.mjs").Site} site
 * @param {Opening} opening
 */
async function openPage(browser, site, { host = "localhost", path = "", query = "", fragment = "", context = {}, before = [], routes = {} }) {
  const tab = await (await browser.newContext({ acceptDownloads: true, serviceWorkers: "block", ...context })).newPage();
  tab.setDefaultTimeout(PATIENCE);
  for (const script of [listen, ...before]) await tab.addInitScript(script);
  for (const [pattern, answer] of Object.entries(routes)) await tab.context().route(pattern, answer);
  const page = new MienPage(tab, site, `http://${host}:${site.port}`);
  await tab.goto(`${page.origin}/${path}${query && `?${query}`}${fragment && `#${fragment}`}`);
  return page;
}
