// The workers of a page, which a test can end: what DevTools refuses to.

/** Runs in the page before its own scripts: keeps its workers at hand. */
export function keepWorkers() {
  /** @type {Worker[]} */
  const workers = [];
  Object.assign(globalThis, { workers });
  globalThis.Worker = class extends Worker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(address, options);
      workers.push(this);
    }
  };
}

/**
 * Ends workers in the middle of whatever they do; no event tells the page.
 * @param {import("playwright-core").Page} tab
 */
export const endWorkers = (tab) => tab.evaluate(() => /** @type {any} */ (globalThis).workers.splice(0).forEach((/** @type {Worker} */ worker) => worker.terminate()));
