//! What the pages say: their `{{names}}` are exchanged for the sentences of `www/words/en/pages.json`, and each element that holds one
//! notes which in `data-say`, for the script that puts another language in. Scripts have theirs from the modules beside that file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{files, sh};

/// The pages that are filled, in the site's folder.
const PAGES: [&str; 4] = [
    "index.html",
    "studio.html",
    "gallery.html",
    "bundle/index.html",
];

const TABLE: &str = "words/en/pages.json";

/// Stands for the languages that there are.
const LANGUAGES: &str = "{{languages}}";

/// Fills the pages of a site that was put together.
///
/// # Errors
/// Names a name without a sentence, and a sentence that no page has a name for.
pub fn fill(site: &Path) -> Result<()> {
    let table = files::read(&sh::root().join("www").join(TABLE))?;
    let sentences: BTreeMap<String, String> = serde_json::from_str(&table)
        .with_context(|| format!("www/{TABLE} is no table of words"))?;
    let mut languages: Vec<String> = files::entries(&site.join("words"))?
        .iter()
        .filter(|path| path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    languages.sort();
    let mut used = BTreeSet::new();
    for page in PAGES {
        let path = site.join(page);
        let text = files::read(&path)?.replace(LANGUAGES, &languages.join(" "));
        let filled = filled(&text, &sentences, &mut used)
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
    // What the tag that is written last says, and where its notes go.
    let mut notes: Vec<String> = Vec::new();
    let mut notes_at = 0;
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        let line = page[..page.len() - after.len()].lines().count();
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        let Some((name, sentence)) = sentences.get_key_value(name) else {
            bail!("line {line}: www/{TABLE} has no sentence {name}");
        };
        used.insert(name);
        filled += before;
        let opened = filled.rfind('<').unwrap_or(0);
        // In an attribute, or between tags.
        let (note, at) = if !filled[opened..].contains('>') {
            let attribute = filled[opened..]
                .strip_suffix("=\"")
                .and_then(|tag| tag.rsplit_once([' ', '\n']))
                .map(|(_, attribute)| attribute);
            let Some(attribute) = attribute.filter(|_| after.starts_with('"')) else {
                bail!("line {line}: {name} has to be the whole of an attribute");
            };
            (format!("{attribute}:{name}"), opened)
        } else {
            let alone = filled.ends_with('>') && after.starts_with('<');
            if !alone || filled[opened..].starts_with("</") || filled.ends_with("/>") {
                bail!("line {line}: {name} has to be in an element of its own");
            }
            (name.clone(), opened)
        };
        let start = at + filled[at..].find([' ', '>', '\n']).unwrap_or(0);
        if start != notes_at {
            notes.clear();
            notes_at = start;
        } else {
            // What was noted of this tag already is written anew.
            let old = said(&notes);
            filled.replace_range(start..start + old.len(), "");
        }
        notes.push(note);
        filled.insert_str(start, &said(&notes));
        filled += &escaped(sentence);
        rest = after;
    }
    filled += rest;
    Ok(filled)
}

/// The attribute that notes what a tag says.
fn said(notes: &[String]) -> String {
    format!(" data-say=\"{}\"", notes.join(" "))
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

    fn sentences() -> BTreeMap<String, String> {
        BTreeMap::from([
            ("start".into(), "Start".into()),
            ("both".into(), "\"You\" & <me>".into()),
        ])
    }

    #[test]
    fn names_become_sentences_and_elements_note_which() {
        let sentences = sentences();
        let mut used = BTreeSet::new();
        let page = "<p\n title=\"{{both}}\" id=\"a\">{{start}}</p>\n<p><b>{{start}}</b> and</p>";
        let made = filled(page, &sentences, &mut used).unwrap();
        let expected = "<p data-say=\"title:both start\"\n title=\"&quot;You&quot; &amp; &lt;me>\" id=\"a\">Start</p>\n\
                        <p><b data-say=\"start\">Start</b> and</p>";
        assert_eq!(made, expected);
        assert_eq!(used.into_iter().collect::<Vec<_>>(), ["both", "start"]);
    }

    #[test]
    fn what_can_not_be_exchanged_later_is_told() {
        for (page, error) in [
            (
                "\n{{none}}",
                "line 2: www/words/en/pages.json has no sentence none",
            ),
            (
                "<p>{{start}} now</p>",
                "line 1: start has to be in an element of its own",
            ),
            (
                "<p><b></b>{{start}}</p>",
                "line 1: start has to be in an element of its own",
            ),
            (
                "<p title=\"a {{start}}\">",
                "line 1: start has to be the whole of an attribute",
            ),
        ] {
            let got = filled(page, &sentences(), &mut BTreeSet::new()).unwrap_err();
            assert_eq!(got.to_string(), error);
        }
    }
}
