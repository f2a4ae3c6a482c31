// A worker whose functions are called from the page: one call after the other; only `stop` is heard meanwhile.
import { holdLock } from "./alive.js";
import { problemOf } from "./load.js";

/** @typedef {import("../live/types.js").Problem} Problem */

/**
 * What a function is given beside its arguments.
 * @typedef {object} Call
 * @property {() => boolean} stopped whether the page wants no more of it; what there is so far is the result
 * @property {(part: any, transfer?: Transferable[]) => void} tell something on the way
 */

/** @typedef {{id: number, method: string, args: unknown[]} | {id: number, stop: true}} ToServer */
/** @typedef {{id: number, result: unknown} | {id: number, problem: Problem} | {id: number, part: unknown} | {crashed: string} | {alive: string}} FromServer */

/** @param {FromServer} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => self.postMessage(message, { transfer });

/** Tells the page that nothing can be asked any more. @param {string} details */
export const tellCrash = (details) => post({ crashed: details });

/** @param {Record<string, (call: Call, ...args: any[]) => unknown>} methods */
export function serve(methods) {
  /** The call that is to stop. */
  let stopped = -1;
  /** @type {Promise<unknown>} */
  let work = Promise.resolve();
  self.addEventListener("message", (/** @type {MessageEvent<ToServer>} */ { data }) => {
    const { id } = data;
    if ("stop" in data) {
      stopped = id;
      return;
    }
    const call = {
      stopped: () => stopped === id,
      tell: (/** @type {unknown} */ part, /** @type {Transferable[]} */ transfer = []) => post({ id, part }, transfer),
    };
    work = work
      .then(() => methods[data.method]?.(call, ...data.args))
      .then((result) => post({ id, result }))
      .catch((error) => post({ id, problem: problemOf(error) }));
  });
  holdLock();
}
