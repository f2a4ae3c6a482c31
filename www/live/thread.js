// Workers of Mien's, started from the folder that holds Mien: also from that of another site, and on pages with a strict policy.

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {import("./types.js").Problem} Problem */

/** The recognizer's worker. */
export const FILE = "worker/recognizer.js";

/** What a page's `securitypolicyviolation` tells of comes before or after the worker's own error, ms. */
const SETTLE = 50;

/** What the page's policy forbade so far: a directive, and the address that it was about. @type {{directive: string, address: string}[]} */
const forbidden = [];

globalThis.document?.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  forbidden.push({ directive: effectiveDirective, address: blockedURI });
});

/** @type {{createScriptURL: (address: string) => any} | undefined} */
let policy;

/**
 * An address as a page with Trusted Types takes it: it is always a worker of Mien's.
 * @param {string} address
 */
function trusted(address) {
  const { trustedTypes } = /** @type {{trustedTypes?: {createPolicy: (name: string, rules: object) => NonNullable<typeof policy>}}} */ (globalThis);
  policy ??= trustedTypes?.createPolicy("mien", { createScriptURL: (/** @type {string} */ same) => same });
  return policy?.createScriptURL(address) ?? address;
}

/**
 * What a worker of another site's script begins with: it fetches the script, tells what the page's policy forbids of it, and hands on what came meanwhile.
 * @param {string} script
 */
const bootstrap = (script) => `const early = [];
const keep = (event) => early.push(event);
addEventListener("message", keep);
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => postMessage({ forbidden: { directive: effectiveDirective, address: blockedURI } }));
await import(${JSON.stringify(script)});
removeEventListener("message", keep);
for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
`;

/** A page in a sandbox has no origin, and browsers start no worker from its blobs. */
const sandboxed = globalThis.origin === "null";

/** @param {string} text of a script */
const addressOf = (text) =>
  sandboxed ? `data:text/javascript,${encodeURIComponent(text)}` : URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

/**
 * @typedef {object} Thread
 * @property {Worker} worker
 * @property {(tell: (problem: Problem) => void) => () => void} onFailure hears why it could not be started, or that it has broken down; at once where it has already; until what it returns is called
 */

/**
 * Starts a worker.
 * @param {string} base the folder that holds Mien
 * @param {string} file of the worker in it
 * @returns {Thread}
 */
export function startThread(base, file) {
  const script = new URL(file, base).href;
  const own = new URL(script).origin === globalThis.origin;
  const address = own ? script : addressOf(bootstrap(script));
  /** @type {Problem | undefined} */
  let failure;
  /** @type {Set<(problem: Problem) => void>} */
  const listeners = new Set();
  const fail = (/** @type {Problem} */ problem) => {
    failure ??= problem;
    const told = [...listeners];
    listeners.clear();
    for (const tell of told) tell(failure);
  };
  const onFailure = (/** @type {(problem: Problem) => void} */ tell) => {
    if (failure) queueMicrotask(() => failure && tell(failure));
    else listeners.add(tell);
    return () => void listeners.delete(tell);
  };

  /** @type {Worker} */
  let worker;
  try {
    worker = new Worker(trusted(address), { type: "module", name: file });
  } catch (cause) {
    // A policy for Trusted Types without ours, or one that forbids all workers.
    const types = cause instanceof TypeError;
    fail(types ? { code: "policy", word: "trusted-types mien" } : { code: "policy", word: own ? "worker-src 'self'" : `worker-src ${sandboxed ? "data:" : "blob:"}` });
    return { worker: silent(), onFailure };
  }
  let heard = false;
  worker.addEventListener("message", ({ data }) => {
    if (data?.forbidden) return void forbidden.push(data.forbidden);
    if (!heard && address.startsWith("blob:")) URL.revokeObjectURL(address);
    heard = true;
    // Whoever gets the lock of a worker hears that it has ended.
    if (data?.alive) navigator.locks.request(data.alive, () => fail({ code: "crashed", details: file })).catch(() => {});
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    const { message } = event;
    setTimeout(async () => fail(message && heard ? { code: "crashed", details: message } : await reason(script, file, own, message)), SETTLE);
  });
  return { worker, onFailure };
}

/** In the place of a worker that may not be: it hears nothing. */
const silent = () => /** @type {Worker} */ (/** @type {unknown} */ ({ postMessage() {}, addEventListener() {}, terminate() {} }));

/**
 * Why a worker did not start.
 * @param {string} script
 * @param {string} file
 * @param {boolean} own whether the script is of the page's own site
 * @param {string} message what the browser said
 * @returns {Promise<Problem>}
 */
async function reason(script, file, own, message) {
  const word = forbidden.map((one) => missingWord(one, script)).find(Boolean);
  if (word) return { code: "policy", word };
  const came = await fetch(script).catch(() => undefined);
  if (!came) return { code: "load", file };
  if (!came.ok) return { code: "load", file, status: came.status };
  if (came.headers.get("content-type")?.startsWith("text/html")) return { code: "load", file, found: "webPage" };
  if (message) return { code: "crashed", details: message };
  return own ? { code: "load", file, found: "damage" } : { code: "noThread", file };
}

/**
 * Why a file did not come. WebKit does not tell workers what the page's policy forbids, but tells the page that asks for the same.
 * @param {Problem} problem
 * @param {string} base the folder that holds Mien
 * @returns {Promise<Problem>}
 */
export async function explained(problem, base) {
  if (problem.code !== "load" || problem.status || problem.found) return problem;
  const address = new URL(problem.file, base).href;
  const word = () => forbidden.map((one) => missingWord(one, address)).find(Boolean);
  if (!word()) {
    await fetch(address, { method: "HEAD" }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
  }
  const missing = word();
  return missing ? { code: "policy", word: missing } : problem;
}

/**
 * What a policy would have to hold for what it forbade.
 * @param {{directive: string, address: string}} forbidden
 * @param {string} script
 */
function missingWord({ directive, address }, script) {
  const { origin } = new URL(script);
  if (/^(worker|child)-src/.test(directive)) return /^(blob|data)/.test(address) ? `worker-src ${address.slice(0, 4)}:` : `worker-src ${origin === globalThis.origin ? "'self'" : origin}`;
  if (/^(script|connect|style)-src/.test(directive) && address.startsWith(origin)) return `${directive.replace("-elem", "")} ${origin === globalThis.origin ? "'self'" : origin}`;
  return undefined;
}
