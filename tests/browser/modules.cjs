// Which modules of www/ may import which; `npm run check` holds them to it.
module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "Two modules need each other: move what both need into a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "a-page-imports-no-page",
      comment: "A page needs what another page has: what both need belongs into live/.",
      severity: "error",
      from: { path: "^(recognizer|studio|teachable|widget|bundle|gallery|package)/" },
      to: { path: "^(recognizer|studio|teachable|widget|bundle|gallery|package)/", pathNot: "^$1/" },
    },
    {
      name: "live-imports-no-page",
      comment: "live/ is shared by all pages: hand in what only one of them has.",
      severity: "error",
      from: { path: "^live/" },
      to: { pathNot: "^(live|words|types)/" },
    },
    {
      name: "words-and-types-import-nothing",
      comment: "A language is one folder, and what Rust writes stands alone.",
      severity: "error",
      from: { path: "^(words|types)/" },
      to: { pathNot: "^words/" },
    },
    {
      name: "one-place-chooses-the-language",
      comment: "Import words from live/words.js or studio/words.js, not a language itself.",
      severity: "error",
      from: { pathNot: "^((live|studio|teachable)/words\\.js$|live/language\\.js$|words/)" },
      to: { path: "^words/[^/]+/" },
    },
  ],
  options: { moduleSystems: ["es6"] },
};
