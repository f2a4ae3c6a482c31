//! How names that people give are compared: of classes, of folders, of splits.

use unicode_normalization::UnicodeNormalization;

/// What a name is compared by: two names of which this is equal are one name. Composed and
/// decomposed letters, full and half width and ligatures are the same (NFKC), so are upper and lower
/// case, and white space counts once, and not at the ends. What people see is the name as it was
/// typed. `www/studio/names.js` is the same rule for the page.
pub fn folded(name: &str) -> String {
    let composed: String = name.nfkc().collect();
    // Lower case leaves two letters apart that are one in upper case.
    let lower = composed.to_lowercase().replace('ß', "ss").replace('ς', "σ");
    let composed: String = lower.nfkc().collect();
    let words: Vec<&str> = composed.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// `tests/browser/names.test.mjs` holds the page's own rule against the same table.
    #[test]
    fn names_are_one_where_people_take_them_for_one() {
        let table: Vec<(String, String, bool)> =
            serde_json::from_str(include_str!("../../tests/data/names.json")).unwrap();
        for (one, other, same) in table {
            assert_eq!(folded(&one) == folded(&other), same, "{one:?}, {other:?}");
            assert_eq!(folded(&folded(&one)), folded(&one), "{one:?}");
        }
    }
}
