// The kernels as Chromium compiles them, of both builds of the recognizer's module, beside plain sums (tests/kernels).

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCamera } from "./support/page.mjs";

const KERNELS = process.env.MIEN_KERNELS ?? fileURLToPath(new URL("../../target/kernels", import.meta.url));
if (!existsSync(KERNELS)) throw new Error(`${KERNELS} is not there: \`cargo xtask test browser\` builds it`);

const browser = withCamera({ count: 0 }, KERNELS);

for (const [name, wanted] of /** @type {const} */ ([["kernels", false], ["relaxed/kernels", true]])) {
  const page = '<!doctype html><html lang="en"><title>Kernels</title><link rel="icon" href="data:,"></html>';
  browser.test(`${wanted ? "with" : "without"} relaxed SIMD: every layer is what plain sums are`, { path: "page.html", added: { "/page.html": page } }, async ({ tab }, t) => {
    const { relaxed, lines } = await tab.evaluate(async (name) => {
      const { default: init, compare, relaxed } = await import(`/${name}.js`);
      await init({ module_or_path: fetch(`/${name}_bg.wasm`) });
      return { relaxed: relaxed(), lines: /** @type {string[]} */ (compare()) };
    }, name);
    assert.equal(relaxed, wanted);
    const compared = lines.map((line) => {
      const [off, bound] = line.split(" ", 2).map(Number);
      return { line, share: Number(off) / Number(bound) };
    });
    assert.deepEqual(compared.filter(({ share }) => !(share <= 1)).map(({ line }) => line), []);
    const [worst] = compared.sort((a, b) => b.share - a.share);
    t.diagnostic(`${compared.length} compared; the worst, as off, allowed, layer: ${worst?.line}`);
    assert.ok(compared.length > 1200);
  });
}
