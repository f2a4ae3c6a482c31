// The page's end of a worker that serves functions: a promise for every call.

/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("../worker/serve.js").Call} Call */
/** @typedef {import("../worker/serve.js").FromServer} FromServer */

/** How a problem is told. @typedef {(problem: Problem) => {message: string, hint?: string}} Said */

/** What went wrong in the worker, in a sentence for the person. */
export class WorkerError extends Error {
  /**
   * @param {Problem} problem
   * @param {Said} said
   */
  constructor(problem, said) {
    const { message, hint } = said(problem);
    super([message, hint].filter(Boolean).join(". "));
    this.code = problem.code;
  }
}

/**
 * Functions as they are called from the page.
 * @template Methods
 * @typedef {{[Name in keyof Methods]: Methods[Name] extends (call: Call, ...args: infer Args) => infer Result ? (...args: Args) => Promise<Awaited<Result>> : never}} Remote
 */

/**
 * @typedef {object} Options
 * @property {Transferable[]} [transfer] what the worker gets for good
 * @property {(part: any) => void} [onPart] hears what is told on the way
 * @property {AbortSignal} [signal] ends the call early; what there is so far is its result
 */

/**
 * @template Methods
 * @param {() => import("./thread.js").Thread} start starts the worker: at once, and for the next call after it has broken down
 * @param {(details: string) => void} onCrash is told that the worker has broken down, and with it what was under way
 * @param {Said} said
 * @returns {{call: Remote<Methods>, with: (options: Options) => Remote<Methods>}}
 */
export function connect(start, onCrash, said) {
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: Error) => void, onPart: ((part: any) => void) | undefined}>} */
  const waiting = new Map();
  let count = 0;

  /** @type {Worker | undefined} */
  let running;

  function begin() {
    const { worker, onFailure } = start();
    running = worker;

    const fail = (/** @type {Problem} */ problem) => {
      if (running !== worker) return;
      running = undefined;
      worker.terminate();
      for (const { reject } of waiting.values()) reject(new WorkerError(problem, said));
      waiting.clear();
      if (problem.code === "crashed") onCrash(problem.details);
    };
    onFailure(fail);

    worker.addEventListener("message", (/** @type {MessageEvent<FromServer>} */ { data }) => {
      if ("crashed" in data) return fail({ code: "crashed", details: data.crashed });
      if (!("id" in data)) return;
      const call = waiting.get(data.id);
      if ("part" in data) return call?.onPart?.(data.part);
      if ("problem" in data && data.problem.code === "crashed") return fail(data.problem);
      waiting.delete(data.id);
      if ("result" in data) call?.resolve(data.result);
      else call?.reject(new WorkerError(data.problem, said));
    });
    return worker;
  }
  begin();

  /** @param {Options} options */
  const remote = ({ transfer = [], onPart, signal }) =>
    /** @type {Remote<Methods>} */ (
      new Proxy(
        {},
        {
          get: (_, method) => (/** @type {unknown[]} */ ...args) => {
            const id = ++count;
            const worker = running ?? begin();
            const stop = () => worker.postMessage({ id, stop: true });
            signal?.addEventListener("abort", stop, { once: true });
            return new Promise((resolve, reject) => {
              waiting.set(id, { resolve, reject, onPart });
              worker.postMessage({ id, method, args }, transfer);
              if (signal?.aborted) stop();
            });
          },
        },
      )
    );
  return { call: remote({}), with: remote };
}
