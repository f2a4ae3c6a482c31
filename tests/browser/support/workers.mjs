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

/**
 * A worker's script, whose module traps, as WebAssembly does when Rust panics.
 * @param {string} name of the module's export that does
 * @param {number} [call] which call of it, from 1
 */
export const trapping = (name, call = 1) => (/** @type {Buffer | string} */ script) => `
  const instantiate = WebAssembly.instantiateStreaming;
  let calls = 0;
  WebAssembly.instantiateStreaming = async (...given) => {
    const { module, instance } = await instantiate(...given);
    const trapping = (...values) => {
      if ((calls += 1) === ${call}) throw new WebAssembly.RuntimeError("unreachable");
      return instance.exports.${name}(...values);
    };
    return { module, instance: { exports: { ...instance.exports, ${name}: trapping } } };
  };
  ${script}`;
