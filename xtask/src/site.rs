//! The site: what `www/index.html` lists, with the modules, in one folder that any static server can serve.
//!
//! The list is that of Trunk's `data-trunk` links, so that `trunk build` makes the same site, but for the bundling of its
//! scripts, for those who have Trunk. Nobody needs it: compiling it takes longer than compiling Mien.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::files::{self, entries, read, remove, write};
use crate::scripts::{self, Imports};
use crate::{modules, sh, words};

/// The script that keeps the site in the browser.
const KEEPER: &str = "sw.js";

/// Which script imports which, for those who take a part of the site along.
pub const IMPORTS: &str = "imports.json";

/// The page that lists the site, and the others whose modules are announced to the browser.
const PAGES: [&str; 3] = ["index.html", "studio.html", "gallery.html"];

/// What a site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// People's use: few files, which browsers keep for when there is no network.
    Use,
    /// Work at Mien itself: every reload is to be new, and scripts are as they were written.
    Work,
}

/// Puts the site together in `dist`, in the place of what is there.
pub fn put_together(dist: &Path, purpose: Purpose) -> Result<()> {
    let www = sh::root().join("www");
    let index = read(&www.join(PAGES[0]))?;
    let made = dist.with_extension("new");
    remove(&made)?;
    fs::create_dir_all(&made).with_context(|| format!("{} can't be made", made.display()))?;
    for Link { kind, href } in links(&index)? {
        let name = Path::new(href).file_name().unwrap_or_default();
        match kind {
            "copy-dir" | "copy-file" => copy(&www.join(href), &made.join(name), purpose)?,
            "rust" => {}
            other => bail!(
                "www/index.html has a data-trunk link of the kind {other}, which is not known here"
            ),
        }
    }
    for (file, name) in modules::files() {
        files::copy(&file, &made.join(name))?;
    }
    let imports = match purpose {
        Purpose::Use => scripts::bundle(&made)?,
        Purpose::Work => Imports::of_sources()?,
    };
    for page in PAGES {
        let mut text = page_of_site(&read(&www.join(page))?, &imports);
        if purpose == Purpose::Use {
            text = with_one_stylesheet(&text, page, &made)?;
            text = with_first_scripts(&text, &made)?;
            text = with_its_style(&text, &made)?;
        }
        write(&made.join(page), &text)?;
    }
    finish(&made, &imports)?;
    if purpose == Purpose::Use {
        keep_offline(&made)?;
    }
    remove(dist)?;
    fs::rename(&made, dist).with_context(|| format!("{} can't be moved into place", made.display()))
}

/// Adds to a site of copies what is no copy.
pub fn finish_copied(site: &Path) -> Result<()> {
    finish(site, &Imports::of_sources()?)
}

fn finish(site: &Path, imports: &Imports) -> Result<()> {
    write(&site.join(IMPORTS), &serde_json::to_string(imports)?)?;
    words::fill(site)
}

/// Adds the script that keeps the site in the browser, with what it has to know, and tells the pages that it is there.
fn keep_offline(site: &Path) -> Result<()> {
    for page in PAGES {
        let path = site.join(page);
        let text = read(&path)?.replacen("<html ", "<html data-offline ", 1);
        write(&path, &text)?;
    }
    let mut sums = BTreeMap::new();
    checksums(site, site, &mut sums)?;
    let table = serde_json::to_string(&sums)?;
    let keeper = site.join(KEEPER);
    write(
        &keeper,
        &format!("self.FILES = {table};\n{}", read(&keeper)?),
    )
}

/// The first digits of every file's SHA-256, by its path in the site.
fn checksums(site: &Path, folder: &Path, sums: &mut BTreeMap<String, String>) -> Result<()> {
    for path in entries(folder)? {
        if path.is_dir() {
            checksums(site, &path, sums)?;
            continue;
        }
        // Only developers' tools ask for these.
        if path.extension().is_some_and(|end| end == "map") {
            continue;
        }
        let bytes =
            fs::read(&path).with_context(|| format!("{} can't be read", sh::shown(&path)))?;
        let sum: String = Sha256::digest(&bytes)
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = path.strip_prefix(site)?;
        let parts: Vec<_> = name.iter().filter_map(|part| part.to_str()).collect();
        sums.insert(parts.join("/"), sum);
    }
    Ok(())
}

/// A `data-trunk` link.
#[derive(Debug, PartialEq, Eq)]
struct Link<'a> {
    kind: &'a str,
    href: &'a str,
}

fn links(page: &str) -> Result<Vec<Link<'_>>> {
    page.lines()
        .filter(|line| is_for_trunk(line))
        .map(|line| {
            let kind = attribute(line, "rel");
            let href = attribute(line, "href");
            let (Some(kind), Some(href)) = (kind, href) else {
                bail!(
                    "this line of www/index.html needs rel and href: {}",
                    line.trim()
                );
            };
            Ok(Link { kind, href })
        })
        // What Trunk has to be told of the studio's module is built here anyway.
        .filter(|link| !matches!(link, Ok(link) if link.href.starts_with("../target/")))
        .collect()
}

fn is_for_trunk(line: &str) -> bool {
    line.contains("<link data-trunk ")
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// What the tag of a page's first script begins with, and the one of what paints it.
const FIRST: &str = "<script async type=\"module\"";
const FIRST_PAINT: &str = "<script src=\"live/first-paint.js\"";

/// Names the words that a page needs at once: `live/first-paint.js` fetches them in the page's language.
const WORDS: &str = " data-words=\"";

/// Every language has the same files as this one.
const ANY_LANGUAGE: &str = "words/de/";

/// A page without what is for Trunk, and with a line for every module that its scripts will ask for: the browser fetches
/// them all at once, not one after the other as it finds them.
fn page_of_site(page: &str, imports: &Imports) -> String {
    let mut text = String::with_capacity(page.len());
    let mut announced = BTreeSet::new();
    for line in page.lines().filter(|line| !is_for_trunk(line)) {
        if line.contains("<script ")
            && line.contains("type=\"module\"")
            && let Some(script) = attribute(line, "src")
        {
            for module in imports.at_once(script) {
                if announced.insert(module) {
                    text += &format!("    <link rel=\"modulepreload\" href=\"{module}\">\n");
                }
            }
        }
        match line.split_once(WORDS) {
            Some((before, rest)) => {
                let (names, after) = rest.split_once('"').unwrap_or((rest, ""));
                text += &format!("{before}{WORDS}{}\"{after}", with_imports(names, imports));
            }
            None => text += line,
        }
        text.push('\n');
    }
    text
}

/// A page with one stylesheet in the place of several: it is not shown before the last of them has come. The one is
/// called as the page is, and lies beside it.
fn with_one_stylesheet(page: &str, name: &str, site: &Path) -> Result<String> {
    let own = Path::new(name).with_extension("css");
    let (mut text, mut styles) = (String::with_capacity(page.len()), String::new());
    for line in page.lines() {
        if line.contains("<link rel=\"stylesheet\"") {
            let href = attribute(line, "href").unwrap_or_default();
            if styles.is_empty() {
                text += &line.replace(href, &own.to_string_lossy());
                text.push('\n');
            }
            styles += &read(&site.join(href))?;
        } else {
            text += line;
            text.push('\n');
        }
    }
    write(&site.join(own), &styles)?;
    Ok(text)
}

/// A page with the scripts in it that come before its others: what they begin need not wait for a file. The page's policy
/// names each by its SHA-256, so that it allows these and no others.
fn with_first_scripts(page: &str, site: &Path) -> Result<String> {
    if !page.contains(FIRST) {
        return Ok(page.into());
    }
    let (mut text, mut allowed) = (String::with_capacity(page.len()), String::new());
    for line in page.lines() {
        let first = line.contains(FIRST);
        if first || line.contains(FIRST_PAINT) {
            let name = attribute(line, "src").unwrap_or_default();
            let script = inside_a_page(&read(&site.join(name))?)
                .with_context(|| format!("{name} can't be put into a page"))?;
            allowed += &source_of(&script);
            text += &format!("    <script>{script}</script>\n");
            if first {
                for made in [name, &format!("{name}.map")] {
                    fs::remove_file(site.join(made))
                        .with_context(|| format!("{made} can't be removed"))?;
                }
            }
        } else {
            text += line;
            text.push('\n');
        }
    }
    Ok(allowing(&text, "script-src 'self'", &allowed))
}

/// A page that has a first script with its stylesheet in it, too: it is painted without waiting for another file. That
/// stays beside the page, for servers whose own policy allows no style in it (`live/styles.js`).
fn with_its_style(page: &str, site: &Path) -> Result<String> {
    let Some(line) = page
        .lines()
        .find(|line| line.contains("<link rel=\"stylesheet\""))
        .filter(|_| page.contains("<script>"))
    else {
        return Ok(page.into());
    };
    let name = attribute(line, "href").unwrap_or_default();
    let style = read(&site.join(name))?;
    let lines = style.lines().filter(|line| !line.is_empty());
    let style = lines.collect::<Vec<_>>().join("\n");
    if style.contains("</style") {
        bail!("{name} can't be put into a page: it holds what ends a style there");
    }
    let inside = format!("    <style data-file=\"{name}\">{style}</style>");
    let text = page.replacen(line, &inside, 1);
    Ok(allowing(&text, "style-src 'self'", &source_of(&style)))
}

/// How a policy names what stands in a page: by its SHA-256.
fn source_of(text: &str) -> String {
    format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// A page whose policy allows these, too.
fn allowing(page: &str, directive: &str, sources: &str) -> String {
    page.replacen(directive, &format!("{directive}{sources}"), 1)
}

/// A script as it can stand in a page.
fn inside_a_page(script: &str) -> Result<String> {
    if script.contains("</script") || script.contains("<!--") {
        bail!("it holds what ends a script there");
    }
    let lines = script.lines().filter(|line| !line.starts_with("//#"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The names of files with words, and of those that these import.
fn with_imports(names: &str, imports: &Imports) -> String {
    let mut all: BTreeSet<&str> = names.split(' ').collect();
    for name in names.split(' ') {
        let imported = imports.at_once(&format!("{ANY_LANGUAGE}{name}.js"));
        all.extend(imported.iter().filter_map(|module| {
            module
                .strip_prefix(ANY_LANGUAGE)
                .and_then(|file| file.strip_suffix(".js"))
        }));
    }
    all.into_iter().collect::<Vec<_>>().join(" ")
}

/// Copies a file, or a folder with all that is in it, without the types that only editors and checks read. For people's
/// use scripts are not copied but bundled.
fn copy(from: &Path, to: &Path, purpose: Purpose) -> Result<()> {
    if from.is_dir() {
        for path in entries(from)? {
            copy(
                &path,
                &to.join(path.file_name().unwrap_or_default()),
                purpose,
            )?;
        }
        return Ok(());
    }
    let name = from.to_string_lossy();
    if name.ends_with(".d.ts") || name.ends_with(".js") && purpose == Purpose::Use {
        return Ok(());
    }
    let folder = to.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).with_context(|| format!("{} can't be made", sh::shown(folder)))?;
    if name.ends_with(".css") {
        return write(to, &bare(&read(from)?));
    }
    files::copy(from, to)
}

/// A stylesheet without the comments that have lines of their own and without indentation. Every line keeps its number.
fn bare(text: &str) -> String {
    let mut inside = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let start = line.trim_start();
        let comment = inside || start.starts_with("/*");
        inside = comment && !line.contains("*/");
        // What follows a comment on its last line counts.
        let rest = line.split_once("*/").map_or("", |(_, rest)| rest.trim());
        kept += if comment { rest } else { start };
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_the_site_is_that_of_the_page() -> Result<()> {
        let page = r#"
            <link rel="stylesheet" href="a.css">
            <link data-trunk rel="rust" href="../Cargo.toml" data-type="worker">
            <link data-trunk rel="copy-dir" href="live">
            <link data-trunk rel="copy-file" href="../target/studio-module/x.js">
            <link data-trunk rel="copy-file" href="../NOTICE">"#;
        let link = |kind, href| Link { kind, href };
        assert_eq!(
            links(page)?,
            [
                link("rust", "../Cargo.toml"),
                link("copy-dir", "live"),
                link("copy-file", "../NOTICE")
            ]
        );
        assert!(links("<link data-trunk rel=\"copy-dir\">").is_err());
        Ok(())
    }

    #[test]
    fn a_page_holds_its_first_scripts_and_its_policy_names_them() -> Result<()> {
        let site = std::env::temp_dir().join(format!("mien-first-scripts-{}", std::process::id()));
        fs::create_dir_all(site.join("live"))?;
        write(
            &site.join("first.js"),
            "begin();\n//# sourceMappingURL=first.js.map\n",
        )?;
        write(&site.join("first.js.map"), "{}")?;
        write(&site.join("live/first-paint.js"), "paint();")?;
        let page = "<meta content=\"script-src 'self' 'wasm-unsafe-eval'\">\n\
            <script async type=\"module\" src=\"first.js\"></script>\n\
            <script src=\"live/first-paint.js\"></script>\n";
        // printf 'begin();' | openssl dgst -sha256 -binary | base64, and the same of 'paint();'.
        assert_eq!(
            with_first_scripts(page, &site)?,
            "<meta content=\"script-src 'self' 'sha256-RGdiNHrz6SleHp86rY1Pe6UYC/Z2F6aw/rzfvgFU15Q=' 'sha256-OPNKmRhCQTbEWKzxOB6dFpX6lROU8Oa8AyndT3JixLE=' 'wasm-unsafe-eval'\">\n    \
             <script>begin();</script>\n    <script>paint();</script>\n"
        );
        assert!(!site.join("first.js").exists() && site.join("live/first-paint.js").exists());
        assert!(inside_a_page("\"</script>\"").is_err());
        let other = page.replace("async ", "");
        assert_eq!(with_first_scripts(&other, &site)?, other);
        remove(&site)
    }

    #[test]
    fn a_page_with_first_scripts_holds_its_style_and_its_policy_names_it() -> Result<()> {
        let site = std::env::temp_dir().join(format!("mien-page-style-{}", std::process::id()));
        fs::create_dir_all(&site)?;
        write(&site.join("page.css"), "\na {}\n\n\nb {}\n")?;
        let page = "<meta content=\"style-src 'self'\">\n<script>begin();</script>\n\
            <link rel=\"stylesheet\" href=\"page.css\">\n";
        // printf 'a {}\nb {}' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            with_its_style(page, &site)?,
            "<meta content=\"style-src 'self' 'sha256-ilRUdbEUDZDYgfJMA0IQvElMpsvxm7uJ12NSxdoCCLM='\">\n<script>begin();</script>\n    \
             <style data-file=\"page.css\">a {}\nb {}</style>\n"
        );
        let other = page.replace("<script>begin();</script>\n", "");
        assert_eq!(with_its_style(&other, &site)?, other);
        write(&site.join("page.css"), "</style>")?;
        assert!(with_its_style(page, &site).is_err());
        remove(&site)
    }

    #[test]
    fn comments_with_lines_of_their_own_and_indentation_stay_behind_and_rules_keep_their_lines() {
        let text =
            "/* one */\n.a {\n  color: red; /* stays */\n}\n/*\n * two\n */\n/*\n */ .b {}\n";
        assert_eq!(
            bare(text),
            "\n.a {\ncolor: red; /* stays */\n}\n\n\n\n\n.b {}\n"
        );
    }
}
