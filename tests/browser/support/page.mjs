// The page in a browser tab, with what a test wants to know about it written down as it happens.

import { test as nodeTest } from "node:test";
import { startChromium } from "./chromium.mjs";
import { serve } from "./server.mjs";

/** Everything that a slow machine may need; a test that passes never waits for it. */
export const PATIENCE = 60_000;

/**
 * What `mien-prediction` carries.
 * @typedef {import("./pictures.mjs").Box} Box
 * @typedef {{ id: number, box: Box, landmarks: { x: number, y: number }[], label: string, probability: number,
 *   probabilities: Record<string, number> }} Face
 * @typedef {{ time: number, faces: Face[] }} Prediction
 */

/**
 * Runs in the page before its own scripts. It only listens.
 */
function listen() {
  /** @type {typeof globalThis & { seen: Seen }} */ (globalThis).seen = { states: [], predictions: [], tracks: [], reports: [], reportCount: 0 };
  const { seen } = /** @type {typeof globalThis & { seen: Seen }} */ (globalThis);
  const KEPT = 400;

  /** @template T @param {T[]} list @param {T} item */
  const keep = (list, item) => {
    list.push(item);
    if (list.length > KEPT) list.shift();
  };

  const root = document.documentElement;
  const note = () => {
    const state = root?.dataset.state;
    if (state && state !== seen.states.at(-1)) seen.states.push(state);
  };
  // The document starts out empty; its root element is watched from its first moment on.
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

  globalThis.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
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
 * @typedef {object} Opening
 * @property {string} [query] what follows `?`
 * @property {string} [url] instead of the site's own address
 * @property {import("playwright-core").BrowserContextOptions} [context]
 * @property {() => void} [before] runs in the page before its own scripts
 */

export class MienPage {
  /**
   * @param {import("playwright-core").Page} tab
   * @param {import("./server.mjs").Site} site
   */
  constructor(tab, site) {
    this.tab = tab;
    this.site = site;
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

  /** How many frames were computed so far (up to the 400 that are kept). */
  predictionCount() {
    return this.tab.evaluate(() => /** @type {any} */ (globalThis).seen.predictions.length);
  }

  /**
   * Waits for a report of the worker that `accept` likes: what the page was told to draw.
   * @param {(report: any) => boolean} accept
   * @returns {Promise<any>}
   */
  async reportWhere(accept) {
    const deadline = Date.now() + PATIENCE;
    for (let seen = 0; ; ) {
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

  /** `readyState` of every camera track that the page was ever given. */
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
 * @param {Parameters<typeof startChromium>[0]} [camera]
 */
export function mien(camera) {
  /** @type {import("./server.mjs").Site} */
  let site;
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {Promise<void> | undefined} */
  let started;

  nodeTest.after(async () => {
    await browser?.close();
    site?.close();
  });

  return {
    get site() {
      return site;
    },
    /**
     * @param {Opening} [opening]
     */
    async open({ query = "", url, context = {}, before } = {}) {
      started ??= (async () => {
        site = await serve();
        browser = await startChromium(camera);
      })();
      await started;
      const tab = await (await browser.newContext({ acceptDownloads: true, ...context })).newPage();
      tab.setDefaultTimeout(PATIENCE);
      await tab.addInitScript(listen);
      if (before) await tab.addInitScript(before);
      const page = new MienPage(tab, site);
      await tab.goto((url?.replace("PORT", String(site.port)) ?? site.url) + (query && `?${query}`));
      return page;
    },
  };
}
