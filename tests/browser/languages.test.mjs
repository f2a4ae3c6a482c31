// Every language says everything that English says, and nothing else.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES, directionOf, languageFor } from "../../www/words/languages.js";

const MODULES = /** @type {const} */ (["live", "problems", "studio-problems", "studio", "teachable"]);

/**
 * The names of a table and of the tables in it, and what stands there.
 * @param {unknown} value
 * @param {string} path
 * @returns {string[]}
 */
function shape(value, path = "") {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) => shape(inner, `${path}.${name}`));
  }
  return [`${path}: ${typeof value}`];
}

/** Every text of a table. @param {unknown} value @returns {string[]} */
function texts(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** @param {string} language */
const pages = (language) => JSON.parse(readFileSync(new URL(`../../www/words/${language}/pages.json`, import.meta.url), "utf8"));

for (const language of Object.keys(LANGUAGES)) {
  for (const name of MODULES) {
    test(`${language}/${name}.js has the names of English`, async () => {
      const english = await import(`../../www/words/en/${name}.js`);
      const other = await import(`../../www/words/${language}/${name}.js`);
      assert.deepEqual(shape({ ...other }).sort(), shape({ ...english }).sort());
      assert.deepEqual(texts({ ...other }).filter((text) => text.trim() === "").length, texts({ ...english }).filter((text) => text.trim() === "").length, "nothing is left empty");
    });
  }

  test(`${language}/pages.json has the names of English`, () => {
    assert.deepEqual(Object.keys(pages(language)).sort(), Object.keys(pages("en")).sort());
  });

  test(`${language}: its own name, its expressions and its numbers`, async () => {
    const { words } = await import(`../../www/words/${language}/live.js`);
    assert.equal(words.language, language);
    assert.equal(new Set(Object.values(words.expressions)).size, 8, "no two expressions are called the same");
    assert.equal(new Set(Object.values(words.adjectives)).size, 8);
    assert.ok(words.chip("A", 0.934).includes("A"));
    for (const count of [0, 1, 2, 3, 11, 100]) {
      const said = words.status.named(count, "ABC");
      assert.ok(said.includes("ABC") && !said.includes("#"), said);
    }
  });
}

test("nothing is said that nobody says", async () => {
  const www = new URL("../../www/", import.meta.url);
  const scripts = /** @type {string[]} */ (readdirSync(www, { recursive: true })).filter((path) => path.endsWith(".js") && !/^(words|node_modules)\//.test(path));
  const source = scripts.map((path) => readFileSync(new URL(path, www), "utf8")).join("\n");
  // Tables that are gone through, or asked by what Rust or a state says.
  const asked = /\.(expressions|adjectives|camera|cards|cameraLine|steps|settings|themes|formats|templates|kind|what|ways)\./;
  for (const name of /** @type {const} */ (["live", "studio", "teachable"])) {
    const { words } = await import(`../../www/words/en/${name}.js`);
    const names = shape(words).map((line) => line.replace(/: \w+$/, "")).filter((path) => !asked.test(`${path}.`));
    assert.deepEqual(names.filter((path) => !new RegExp(`[.{,\\s"]${path.split(".").at(-1)}\\b`).test(source)), [], name);
  }
});

test("the language is the first wish that there is a folder for", () => {
  for (const [wishes, language] of /** @type {[(string | null)[], string][]} */ ([
    [["de-AT"], "de"],
    [["pt-BR", "en"], "pt"],
    [["zh-Hans-CN"], "zh"],
    [[null, "", "xx", "fr"], "fr"],
    [["xx"], "en"],
    [["constructor"], "en"],
    [[], "en"],
  ])) {
    assert.equal(languageFor(wishes), language);
  }
  assert.equal(directionOf("ar"), "rtl");
  assert.equal(directionOf("de"), "ltr");
});
