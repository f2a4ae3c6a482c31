// A page of somebody else's with <mien-camera> in it, served below the built site.

/**
 * @typedef {{ name: string, detail: any }} Told
 */

/** Runs in the page before its own scripts: writes down what widgets say. */
export function listenToWidgets() {
  /** @type {Told[]} */
  const told = [];
  /** @type {typeof globalThis & { told: Told[] }} */ (globalThis).told = told;
  for (const name of ["mien-ready", "mien-prediction", "mien-error", "mien-state"]) {
    addEventListener(name, (event) => {
      told.push({ name, detail: structuredClone(/** @type {CustomEvent} */ (event).detail) });
      if (told.length > 400) told.shift();
    });
  }
}

/**
 * The first thing that a widget said under this name; waits for it.
 * @param {import("playwright-core").Page} tab
 * @param {string} name
 * @param {{ after?: number }} [since] how many were there before
 * @returns {Promise<any>}
 */
export async function told(tab, name, { after = 0 } = {}) {
  const handle = await tab.waitForFunction(
    ({ name, after }) => /** @type {any} */ (globalThis).told.filter((/** @type {Told} */ each) => each.name === name)[after],
    { name, after },
  );
  return /** @type {any} */ (await handle.jsonValue()).detail;
}

/**
 * How often a widget said this.
 * @param {import("playwright-core").Page} tab
 * @param {string} name
 * @returns {Promise<number>}
 */
export const howOften = (tab, name) =>
  tab.evaluate((name) => /** @type {any} */ (globalThis).told.filter((/** @type {Told} */ each) => each.name === name).length, name);
