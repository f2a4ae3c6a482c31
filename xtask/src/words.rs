//! What the pages say: their `{{names}}` are exchanged for the sentences of `www/words/en/pages.json`. Scripts have theirs
//! from the modules beside that file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{files, sh};

/// The pages that are filled, in the site's folder.
const PAGES: [&str; 3] = ["index.html", "studio.html", "bundle/index.html"];

const TABLE: &str = "words/en/pages.json";

/// Fills the pages of a site that was put together.
///
/// # Errors
/// Names a name without a sentence, and a sentence that no page has a name for.
pub fn fill(site: &Path) -> Result<()> {
    let table = files::read(&sh::root().join("www").join(TABLE))?;
    let sentences: BTreeMap<String, String> = serde_json::from_str(&table)
        .with_context(|| format!("www/{TABLE} is no table of words"))?;
    let mut used = BTreeSet::new();
    for page in PAGES {
        let path = site.join(page);
        let filled = filled(&files::read(&path)?, &sentences, &mut used)
            .with_context(|| format!("www/{page} can't be filled"))?;
        files::write(&path, &filled)?;
    }
    match sentences.keys().find(|name| !used.contains(name.as_str())) {
        Some(name) => bail!("no page has the name {name} of www/{TABLE}: remove it there"),
        None => Ok(()),
    }
}

fn filled<'a>(
    page: &str,
    sentences: &'a BTreeMap<String, String>,
    used: &mut BTreeSet<&'a str>,
) -> Result<String> {
    let mut filled = String::with_capacity(2 * page.len());
    for (index, line) in page.lines().enumerate() {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            let Some((name, sentence)) = sentences.get_key_value(name) else {
                bail!("line {}: www/{TABLE} has no sentence {name}", index + 1);
            };
            used.insert(name);
            filled += before;
            filled += &escaped(sentence);
            rest = after;
        }
        filled += rest;
        filled.push('\n');
    }
    Ok(filled)
}

/// A sentence as HTML holds it, between tags and in attributes.
fn escaped(sentence: &str) -> String {
    sentence
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_become_sentences_and_unknown_ones_are_told() {
        let sentences = BTreeMap::from([
            ("start".into(), "Start".into()),
            ("both".into(), "\"You\" & <me>".into()),
        ]);
        let mut used = BTreeSet::new();
        let page = "<p title=\"{{both}}\">{{start}}, {{start}}</p>\n<p>";
        let made = filled(page, &sentences, &mut used).unwrap();
        let expected = "<p title=\"&quot;You&quot; &amp; &lt;me>\">Start, Start</p>\n<p>\n";
        assert_eq!(made, expected);
        assert_eq!(used.into_iter().collect::<Vec<_>>(), ["both", "start"]);

        let error = filled("\n{{none}}", &sentences, &mut BTreeSet::new()).unwrap_err();
        let expected = "line 2: www/words/en/pages.json has no sentence none";
        assert_eq!(error.to_string(), expected);
    }
}
