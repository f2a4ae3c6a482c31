// What every language's table is made with; no sentence stands here.

/** @typedef {import("../live/types.js").Problem} Problem */
/** @typedef {import("../types/rust.js").Bounds} Bounds */
/** @typedef {import("../types/rust.js").Fault} Fault */
/** @typedef {import("../types/rust.js").Foreign} Foreign */
/** @typedef {import("../types/rust.js").Subject} Subject */

/** A sentence for each kind of number that a language tells apart, with `#` for the number. @typedef {Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}} Forms */

/** Names that a sentence lists. */
const LISTED = 4;

/** Languages that write a comma before what is less than one; the others write a point. */
const COMMA = ["de", "es", "fr", "pt"];

/** From this number on they group digits, or round up to one that is grouped. */
const GROUPED = 999;

/**
 * What is made when it is asked for first.
 * @template Made
 * @param {() => Made} make
 */
function later(make) {
  /** @type {Made | undefined} */
  let made;
  return () => (made ??= make());
}

/**
 * How a language writes numbers, and what it does with them. Small numbers are written without the browser's `Intl`, whose first formatter takes tens of
 * milliseconds: as long as finding a face and naming it.
 * @param {string} language a BCP 47 tag
 */
export function speech(language) {
  const plural = later(() => new Intl.PluralRules(language));
  const grouped = later(() => new Intl.NumberFormat(language));
  const percents = later(() => new Intl.NumberFormat(language, { style: "percent" }));
  const days = later(() => new Intl.RelativeTimeFormat(language, { numeric: "auto" }));
  const lists = later(() => new Intl.ListFormat(language));
  const point = COMMA.includes(language.slice(0, 2)) ? "," : ".";
  const large = (/** @type {number} */ value, /** @type {number | undefined} */ digits) =>
    digits === undefined ? grouped().format(value) : value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const number = (/** @type {number} */ value, /** @type {number | undefined} */ digits = undefined) => {
    const small = value >= 0 && value < GROUPED;
    if (small && digits !== undefined) return value.toFixed(digits).replace(".", point);
    return small && Number.isInteger(value) ? String(value) : large(value, digits);
  };
  return {
    number,
    percent: (/** @type {number} */ share) => percents().format(share),
    /** @param {number} count @param {Forms} forms */
    counted: (count, forms) => (forms[plural().select(count)] ?? forms.other).replace("#", number(count)),
    /** "today", "yesterday", "3 days ago". @param {number} count */
    daysAgo: (count) => days().format(-count, "day"),
    /** @param {string[]} parts */
    list: (parts) => lists().format(parts),
    /**
     * The first few of these, and how many more there are.
     * @param {string[]} all
     * @param {(count: number) => string} more
     */
    someOf: (all, more) => lists().format(all.length <= LISTED ? all : [...all.slice(0, LISTED - 1), more(all.length - LISTED + 1)]),
  };
}

/**
 * How each value is said: a text, or a function of what it carries. Values are names, or objects of one name and what it carries.
 * @template {string | object} Value
 * @typedef {{[Name in Extract<Value, string>]: string} & UnionToObject<Exclude<Value, string>>} Table
 */

/**
 * @template Value
 * @typedef {{[Name in Value extends unknown ? keyof Value : never]: (carried: Value extends Record<Name, infer Carried> ? Carried : never) => string}} UnionToObject
 */

/**
 * @template {string | object} Value
 * @param {Partial<Table<Value>>} table what it does not know is called by its name
 * @returns {(value: Value) => string}
 */
export const saidBy = (table) => (value) => {
  const [name = "", carried] = typeof value === "string" ? [value] : Object.entries(value)[0] ?? [];
  const how = /** @type {Record<string, string | ((carried: unknown) => string)>} */ (table)[name] ?? name;
  return typeof how === "function" ? how(carried) : how;
};

/** What happened, and, where there is anything, what to do. @typedef {{message: string, hint: string}} Words */

/**
 * How each code is said: what it names is in words already.
 * @typedef {object} Sentences
 * @property {(file: string, what: string) => Words} malformed
 * @property {(what: string, expected: string, got: string) => Words} mismatch
 * @property {(name: string | null) => Words} outdated
 * @property {(what: string, got: string, limit: string) => Words} limit
 * @property {string} unsupportedHint
 * @property {(file: string, status: number | undefined) => Words} notFetched
 * @property {(file: string) => Words} damaged
 * @property {(file: string) => Words} webPage what came is a web page
 * @property {(word: string) => Words} policy what a content security policy has to hold
 * @property {(file: string) => Words} noThread the thread of this file could not be started
 * @property {Words} noWorker what runs in a thread only was called outside of one
 * @property {(cause: string) => Words} picture
 * @property {string} settingsHint
 * @property {Words} stopped
 * @property {Words} disposed
 * @property {Words} aborted
 * @property {Words} noise
 * @property {Words} memory the browser gave no more of it
 * @property {Words} wasmOff
 * @property {Words} tooOld
 */

/**
 * What problems are called, with these tables.
 * @param {{subjects: Partial<Table<Subject>>, faults: Partial<Table<Fault>>, bounds: Partial<Table<Bounds>>, foreign?: Partial<Table<Foreign>>, sentences: Sentences}} tables
 * @returns {(problem: Problem) => Words}
 */
export function problemWords({ sentences, ...tables }) {
  const subject = saidBy(tables.subjects);
  const fault = saidBy(tables.faults);
  const limit = saidBy(tables.bounds);
  /** @type {(value: Foreign) => string} */
  const foreign = saidBy(tables.foreign ?? {});
  return (problem) => {
    switch (problem.code) {
      case "malformed":
        return sentences.malformed(subject(problem.file), fault(problem.what));
      case "mismatch":
        return sentences.mismatch(subject(problem.what), problem.expected, problem.got);
      case "outdated":
        return sentences.outdated(problem.name);
      case "limit":
        return sentences.limit(subject(problem.what), problem.got, limit(problem.limit));
      case "unsupported":
        return { message: foreign(problem.found), hint: sentences.unsupportedHint };
      case "load": {
        const { file, status, found } = problem;
        if (found === "webPage") return sentences.webPage(file);
        return found === "damage" ? sentences.damaged(file) : sentences.notFetched(file, status);
      }
      case "policy":
        return sentences.policy(problem.word);
      case "noThread":
        return sentences.noThread(problem.file);
      case "picture":
        return sentences.picture(problem.cause);
      case "settings":
        return { message: problem.cause, hint: sentences.settingsHint };
      case "stopped":
      case "disposed":
      case "aborted":
      case "noWorker":
      case "noise":
      case "wasmOff":
      case "tooOld":
        return sentences[problem.code];
      case "crashed":
        return problem.memory ? sentences.memory : { message: problem.details, hint: "" };
      case "unexpected":
        return { message: problem.cause, hint: "" };
    }
  };
}
