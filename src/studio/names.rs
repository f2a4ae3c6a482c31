//! How names that people give are compared: of classes, of folders, of splits.

/// What a name is compared by: two names of which this is equal are one name. Composed and
/// decomposed letters, full and half width and ligatures are the same (NFKC), so are upper and lower
/// case, and white space counts once, and not at the ends. What people see is the name as it was
/// typed. `www/studio/names.js` is the same rule for the page.
pub fn folded(name: &str) -> String {
    // Lower case leaves two letters apart that are one in upper case.
    let lower = nfkc(name)
        .to_lowercase()
        .replace('ß', "ss")
        .replace('ς', "σ");
    let composed = nfkc(&lower);
    let words: Vec<&str> = composed.split_whitespace().collect();
    words.join(" ")
}

#[cfg(not(target_arch = "wasm32"))]
fn nfkc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// Every browser has the tables already.
#[cfg(target_arch = "wasm32")]
fn nfkc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
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
