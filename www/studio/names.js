// How names that people give are compared, of classes above all.

/**
 * What a name is compared by: two names of which this is equal are one name. `src/studio/names.rs` is the same rule, and says it.
 * @param {string} name
 */
export function folded(name) {
  const lower = name.normalize("NFKC").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
  return lower.normalize("NFKC").replace(/\p{White_Space}+/gu, " ").replace(/^ | $/g, "");
}
