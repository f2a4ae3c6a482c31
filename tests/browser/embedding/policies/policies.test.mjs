// A policy that lacks something: the error names the missing word.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { told } from "../../support/widget.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-1.jpg"] });

for (const [word, named] of /** @type {const} */ ([
  ["script-src 'wasm-unsafe-eval'", /^script-src 'wasm-unsafe-eval'$/],
  ["worker-src blob:", /^worker-src blob:$/],
  ["connect-src HOST", /^connect-src http:\/\/127\.0\.0\.1:\d+$/],
  ["trusted-types mien", /^trusted-types mien$/],
])) {
  test(`without ${word}`, { without: [word], expected: /Content Security Policy|Refused|violates|TrustedTypePolicy|WebAssembly|Fetch API|fetch/i }, async ({ tab }) => {
    await button({ tab }, "Start").click();
    const { code, message, hint } = await told(tab, "mien-error");
    assert.equal(code, "policy", message);
    assert.match(message.replace(/^.*needs: /, ""), named);
    assert.match(hint, /^Add .* to the policy$/);
    await tab.locator("mien-camera .sentence").filter({ hasText: hint }).waitFor();
  });
}

test("without style-src HOST: said before anything is started, since nobody could tell what is what", { without: ["style-src HOST"], expected: /Content Security Policy|Refused|violates/i }, async ({ tab }) => {
  const { code, message } = await told(tab, "mien-error");
  assert.equal(code, "policy", message);
  assert.match(message, /style-src http:\/\/127\.0\.0\.1:\d+$/);
});
