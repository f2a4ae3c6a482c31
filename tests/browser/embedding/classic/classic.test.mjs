// One classic script tag, for places that take nothing else; and a page that has an element of this name already.

import assert from "node:assert/strict";
import { button, embedding } from "../../support/embedding.mjs";
import { FACES } from "../../support/heads.mjs";
import { told } from "../../support/widget.mjs";

const { test } = embedding(import.meta.url, { shows: ["frame-6.jpg"] });

test("the element stands where it was wanted, with the attributes that the script has", { added: { "/head.json": FACES } }, async (page) => {
  const { tab } = page;
  await button(page, "Start", "#here mien-camera").click();
  assert.deepEqual((await told(tab, "mien-ready")).classes, ["Smiling", "Serious", "Surprise"]);
  assert.equal((await told(tab, "mien-prediction", { after: 1 })).faces.length, 1);
  const neighbours = await tab.locator("body > mien-camera").evaluate((element) => [element.previousElementSibling?.tagName, element.nextElementSibling?.id]);
  assert.deepEqual(neighbours, ["SCRIPT", "after"]);
});

test("a page that has an element of this name already keeps its own", {
  before: [
    () => {
      customElements.define(
        "mien-camera",
        class extends HTMLElement {
          connectedCallback() {
            this.textContent = "Theirs";
          }
        },
      );
    },
  ],
}, async ({ tab }) => {
  await tab.waitForFunction(() => customElements.get("mien-image"));
  assert.equal(await tab.locator("#here").innerText(), "Theirs");
});
