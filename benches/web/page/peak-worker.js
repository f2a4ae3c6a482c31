// Runs the loops of `peak/`, in a worker as the networks are.

/** Calls between two looks at the clock. */
const CALLS = 10;

/** @type {Map<string, (turns: number, by: number) => number>} */
const loops = new Map();

self.addEventListener("message", ({ data: { id, bytes, turns, ms } }) => {
  if (bytes) {
    const known = WebAssembly.validate(bytes);
    if (known) loops.set(id, /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.run));
    self.postMessage(known);
    return;
  }
  const run = loops.get(id);
  if (!run) throw new Error(`${id} is not loaded`);
  const start = performance.now();
  let [calls, took, sum] = [0, 0, 0];
  while (took < ms) {
    for (let i = 0; i < CALLS; i++) sum = run(turns, 1);
    calls += CALLS;
    took = performance.now() - start;
  }
  self.postMessage({ calls, took, sum });
});
