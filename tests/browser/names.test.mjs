// Names of classes are compared by the page as Rust compares them: by the same table.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { folded } from "../../www/studio/names.js";

/** @type {[string, string, boolean][]} */
const TABLE = JSON.parse(readFileSync(new URL("../data/names.json", import.meta.url), "utf8"));

test("names are one where people take them for one", () => {
  for (const [one, other, same] of TABLE) {
    assert.equal(folded(one) === folded(other), same, `${JSON.stringify(one)}, ${JSON.stringify(other)}`);
    assert.equal(folded(folded(one)), folded(one), one);
  }
});
