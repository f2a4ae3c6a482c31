// How a worker gets its module and its weights, and tells what went wrong.

/** @typedef {import("../live/types.js").Problem} Problem */

/** What the page is to hear of. The module throws errors of the same shape. */
export class ProblemError extends Error {
  /**
   * @param {Problem} problem
   * @param {unknown} [cause]
   */
  constructor(problem, cause) {
    super(problem.code, { cause });
    this.problem = problem;
  }
}

/** What the page's policy forbade last: a directive and an address. @type {{directive: string, address: string} | undefined} */
let forbidden;

self.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  forbidden = { directive: effectiveDirective, address: blockedURI };
});

/** Compiling is refused by a page's policy, not by what came. @param {unknown} cause */
const isPolicy = (cause) => cause instanceof WebAssembly.CompileError && /unsafe-eval|\bCSP\b|Content Security Policy/i.test(cause.message);

/**
 * Whatever goes wrong with a file of the page's own.
 * @param {string} file
 */
const damaged = (file) => (/** @type {unknown} */ cause) => {
  if (cause instanceof ProblemError) throw cause;
  // What browsers throw where there is no room for a module's memory, or for the bytes of a file.
  if (cause instanceof RangeError) throw new ProblemError({ code: "crashed", details: cause.message, memory: true }, cause);
  if (isPolicy(cause)) throw new ProblemError({ code: "policy", word: "script-src 'wasm-unsafe-eval'" }, cause);
  throw new ProblemError({ code: "load", file, found: "damage" }, cause);
};

/** Of the modules that were started. @type {Set<WebAssembly.Memory>} */
const memories = new Set();

/** Pages of memory, of 64 KiB each, that a module asks for at a time, at most: four of the largest picture that it takes. */
const ASKED = 1024;

/**
 * Whether a module has all the memory that the browser gives. A trap does not tell: what could not be had is asked for once more. For a module
 * that goes on working this would be too much; this one is ended.
 */
const isFull = () =>
  [...memories].some((memory) => {
    try {
      memory.grow(ASKED);
      return false;
    } catch {
      return true;
    }
  });

/**
 * @param {unknown} error
 * @returns {Problem}
 */
export function problemOf(error) {
  if (error instanceof WebAssembly.RuntimeError) return { code: "crashed", details: String(error.stack ?? error), ...(isFull() && { memory: true }) };
  const { problem } = /** @type {{problem?: Problem}} */ (error ?? {});
  return problem ?? { code: "unexpected", cause: String(error) };
}

/**
 * A file of the page's own.
 * @param {string} base
 * @param {string} path
 * @param {AbortSignal} [signal] nobody needs it any more
 */
export async function get(base, path, signal) {
  const address = new URL(path, base);
  const response = await fetch(address, { signal: signal ?? null }).catch(async (cause) => {
    // The policy's event comes after the refusal.
    await new Promise((resolve) => setTimeout(resolve));
    const policy = forbidden?.directive === "connect-src" && forbidden.address.startsWith(address.origin);
    throw new ProblemError(policy ? { code: "policy", word: `connect-src ${address.origin}` } : { code: "load", file: path }, cause);
  });
  if (!response.ok) throw new ProblemError({ code: "load", file: path, status: response.status });
  // A server of a page that draws itself answers everything with that page.
  if (response.headers.get("content-type")?.startsWith("text/html")) throw new ProblemError({ code: "load", file: path, found: "webPage" });
  return response;
}

/** Modules that there is a second build of, with relaxed SIMD: what multiplies and adds in one instruction. */
const TWICE = ["mien"];

/** A module whose only function has such an instruction: `WebAssembly.validate` says whether this browser knows relaxed SIMD. sw.js asks, too. */
const RELAXED = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 0, 253, 133, 2, 26, 11]);

/**
 * The file of a module that this browser takes, as it comes.
 * @param {string} base
 * @param {string} name
 */
async function getModule(base, name) {
  const take = async (/** @type {string} */ file) => ({ file, response: await get(base, file) });
  const plain = () => take(`${name}_bg.wasm`);
  if (!TWICE.includes(name) || !WebAssembly.validate(RELAXED)) return plain();
  // Where a server lacks the second build, the first one does.
  return take(`${name}-relaxed_bg.wasm`).catch(plain);
}

/** How far a colour may be from the one that was drawn: what some browsers do to all, which harms nobody. */
export const SLIGHT = 16;

/** Whether pixels were as they were drawn. */
let checked = false;

/**
 * Whether pixels that are read are those that were drawn: some browsers give noise, against being recognised by sites. Asked for before
 * something is drawn, and not sooner: the first canvas of a worker waits for the page's own thread.
 */
export function checkPixels() {
  if (checked) return;
  const side = 8;
  const brush = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
  if (!brush) return;
  const colour = [40, 200, 120, 255];
  brush.fillStyle = `rgb(${colour.slice(0, 3).join()})`;
  brush.fillRect(0, 0, side, side);
  const { data } = brush.getImageData(0, 0, side, side);
  if (!data.every((value, index) => Math.abs(value - (colour[index % 4] ?? 0)) <= SLIGHT)) throw new ProblemError({ code: "noise" });
  checked = true;
}

/**
 * A module that is ready to be called. Its bytes come while its bindings come.
 * @template {{default: (input: {module_or_path: Response}) => Promise<{memory: WebAssembly.Memory}>}} Bindings
 * @param {string} base the folder that holds the module
 * @param {string} name of the module
 * @param {() => Promise<Bindings>} bindings
 * @param {ReturnType<typeof getModule>} wasm
 */
export async function loadModule(base, name, bindings, wasm = getModule(base, name)) {
  // Who waits for the module hears of its failure.
  wasm.catch(() => {});
  const module = await bindings().catch(damaged(`${name}.js`));
  const { file, response } = await wasm;
  const { memory } = await module.default({ module_or_path: response }).catch(damaged(file));
  memories.add(memory);
  return module;
}

/**
 * A module's bindings, the manifest's text, and the weights that it names.
 * @template Bindings
 * @typedef {{bindings: Bindings, manifest: string, weights: {file: string, bytes: Uint8Array<ArrayBuffer>, sha256: string | undefined}[]}} Loaded
 */

/** Who shows how far it is needs not hear of every piece: the page's thread has more to do while they come. Between two times that it is told, ms. */
const OFTEN = 50;

/** What the manifest calls the weights, for all that is known before it has come. */
const USUAL = { detector: "face-detector.bpk", expression: "expression.bpk", landmarks: "crop-landmarks.bpk" };

/**
 * The SHA-256 of bytes as the manifest writes it; nothing on plain http, where browsers compute none.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function sumOf(bytes) {
  if (!crypto.subtle) return undefined;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Fetches a module and weights side by side; the module is ready to be called.
 * @template {{default: (input: {module_or_path: Response}) => Promise<{memory: WebAssembly.Memory}>}} Bindings
 * @param {string} base the folder that holds the module and `model/`
 * @param {string} name of the module
 * @param {() => Promise<Bindings>} bindings
 * @param {readonly ("detector" | "expression" | "landmarks")[]} wanted weights
 * @param {(loaded: number, total: number) => void} [onProgress] bytes of all files together: what has come, and what is known to be coming
 * @returns {Promise<Loaded<Bindings>>}
 */
export async function load(base, name, bindings, wanted, onProgress) {
  const progress = { loaded: 0, total: 0 };
  let told = 0;
  const came = (/** @type {number} */ bytes) => {
    progress.loaded += bytes;
    const now = performance.now();
    if (now - told < OFTEN && progress.loaded < progress.total) return;
    told = now;
    onProgress?.(progress.loaded, progress.total);
  };

  /**
   * A weight file's bytes, counted while they come.
   * @param {{file: string, bytes: number}} described
   * @param {Promise<Response>} coming
   */
  async function weightFile({ file, bytes: size }, coming) {
    progress.total += size;
    const { body } = await coming;
    /** @type {Uint8Array[]} */
    const parts = [];
    let length = 0;
    const reader = body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      parts.push(part.value);
      length += part.value.length;
      came(part.value.length);
    }
    const bytes = new Uint8Array(length);
    let place = 0;
    for (const part of parts) {
      bytes.set(part, place);
      place += part.length;
    }
    return { file, bytes, sha256: await sumOf(bytes) };
  }

  const counted = (/** @type {ReturnType<typeof getModule>} */ coming) =>
    coming.then(({ response }) => {
      // Its size is that of what travels, which may be compressed.
      const size = Number(response.headers.get("content-length") ?? 0);
      progress.total += size;
      return size;
    });

  async function loadWeights() {
    const early = wanted.map((one) => {
      const calledOff = new AbortController();
      const response = get(base, `model/${USUAL[one]}`, calledOff.signal);
      // Who needs it hears of its failure.
      response.catch(() => {});
      return { file: USUAL[one], response, calledOff };
    });
    const manifest = await (await get(base, "model/manifest.json")).text();
    const described = await Promise.resolve(manifest).then(JSON.parse).catch(damaged("model/manifest.json"));
    const file = (/** @type {{file: string, bytes: number}} */ wanted, /** @type {typeof early[0] | undefined} */ begun) => {
      if (begun?.file === wanted.file) return weightFile(wanted, begun.response);
      begun?.calledOff.abort();
      return weightFile(wanted, get(base, `model/${wanted.file}`));
    };
    const weights = await Promise.all(wanted.map(async (one, index) => file(described[one], early[index]))).catch(damaged("model/manifest.json"));
    return { manifest, weights };
  }

  const wasm = getModule(base, name);
  const module = Promise.all([counted(wasm), loadModule(base, name, bindings, wasm)]).then(([size, module]) => {
    came(size);
    return module;
  });
  const [ready, { manifest, weights }] = await Promise.all([module, loadWeights()]);
  return { bindings: ready, manifest, weights };
}
