//! The site: what `www/index.html` lists, with the modules, in one folder that any static server can serve.
//!
//! The list is that of Trunk's `data-trunk` links, so that `trunk build` makes the same site for those who
//! have Trunk. Nobody needs it: compiling it takes longer than compiling Mien.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::files::{entries, read, remove, write};
use crate::{modules, sh, words};

/// The script that keeps the site in the browser.
const KEEPER: &str = "sw.js";

/// The page that lists the site, and the others whose modules are announced to the browser.
const PAGES: [&str; 3] = ["index.html", "studio.html", "gallery.html"];

/// What a site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// People's use: browsers keep it for when there is no network.
    Use,
    /// Work at Mien itself: every reload is to be new.
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
        let from = www.join(href);
        let name = Path::new(href).file_name().unwrap_or_default();
        match kind {
            "copy-dir" => copy_folder(&from, &made.join(name))?,
            "copy-file" => copy(&from, &made.join(name))?,
            "rust" => {}
            other => bail!(
                "www/index.html has a data-trunk link of the kind {other}, which is not known here"
            ),
        }
    }
    for module in &modules::MODULES {
        for end in [".js", "_bg.wasm"] {
            let file = format!("{}{end}", module.name);
            copy(&modules::folder().join(&file), &made.join(&file))?;
        }
    }
    for page in PAGES {
        let text = page_of_site(&read(&www.join(page))?, &www)?;
        write(&made.join(page), &text)?;
    }
    words::fill(&made)?;
    if purpose == Purpose::Use {
        keep_offline(&made, &www)?;
    }
    remove(dist)?;
    fs::rename(&made, dist).with_context(|| format!("{} can't be moved into place", made.display()))
}

/// Adds the script that keeps the site in the browser, with what it has to know, and tells the pages that it is there.
fn keep_offline(site: &Path, www: &Path) -> Result<()> {
    for page in PAGES {
        let path = site.join(page);
        let text = read(&path)?.replacen("<html ", "<html data-offline ", 1);
        write(&path, &text)?;
    }
    let mut sums = BTreeMap::new();
    checksums(site, site, &mut sums)?;
    let table = serde_json::to_string(&sums)?;
    let script = format!("self.FILES = {table};\n{}", bare(&read(&www.join(KEEPER))?));
    write(&site.join(KEEPER), &script)
}

/// The first digits of every file's SHA-256, by its path in the site.
fn checksums(site: &Path, folder: &Path, sums: &mut BTreeMap<String, String>) -> Result<()> {
    for path in entries(folder)? {
        if path.is_dir() {
            checksums(site, &path, sums)?;
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

/// A page without what is for Trunk, and with a line for every module that its scripts will ask for: the browser fetches
/// them all at once, not one after the other as it finds them.
fn page_of_site(page: &str, www: &Path) -> Result<String> {
    let mut text = String::with_capacity(page.len());
    let announced: BTreeSet<&str> = page
        .lines()
        .filter(|line| line.contains("rel=\"modulepreload\""))
        .filter_map(|line| attribute(line, "href"))
        .collect();
    for line in page.lines().filter(|line| !is_for_trunk(line)) {
        if line.contains("<script type=\"module\"")
            && let Some(script) = attribute(line, "src")
        {
            for module in imports(www, script)? {
                if !announced.contains(module.as_str()) {
                    text += &format!("    <link rel=\"modulepreload\" href=\"{module}\">\n");
                }
            }
        }
        text += line;
        text.push('\n');
    }
    Ok(text)
}

/// All modules that a script imports, directly or not, by their paths in `www`; without itself.
fn imports(www: &Path, script: &str) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![script.to_owned()];
    while let Some(path) = waiting.pop() {
        let text = read(&www.join(&path))?;
        let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
        for specifier in specifiers(&text) {
            let module = normal(&folder.join(specifier));
            if module != script && found.insert(module.clone()) {
                waiting.push(module);
            }
        }
    }
    Ok(found)
}

/// What a module's static imports and re-exports name: they begin a line, or end one that began before.
fn specifiers(module: &str) -> impl Iterator<Item = &str> {
    module.lines().filter_map(|line| {
        let statement = line.starts_with("import ")
            || line.starts_with("export ")
            || line.starts_with("} from ");
        let (_, rest) = line
            .split_once("from \"")
            .or_else(|| line.split_once("import \""))?;
        let (specifier, _) = rest.split_once('"')?;
        (statement && specifier.starts_with('.')).then_some(specifier)
    })
}

/// A relative path without `.` and `..`, with slashes.
fn normal(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.iter().filter_map(|part| part.to_str()) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Copies a file; of a script or stylesheet, what counts.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let ending = from.extension().unwrap_or_default();
    if ending == "js" || ending == "css" {
        return write(to, &bare(&read(from)?));
    }
    fs::copy(from, to)
        .with_context(|| format!("{} can't be copied to {}", sh::shown(from), sh::shown(to)))?;
    Ok(())
}

/// Copies a folder, without the types that only editors and checks read.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} can't be made", sh::shown(to)))?;
    for path in entries(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else if path.to_string_lossy().ends_with(".d.ts") {
            continue;
        } else {
            copy(&path, &target)?;
        }
    }
    Ok(())
}

/// A script or stylesheet without the comments that have lines of their own and without indentation: a third of
/// what would travel. Every line keeps its number, and texts of several lines are as they were.
fn bare(text: &str) -> String {
    let mut inside = false;
    let mut templates = Templates::default();
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let start = line.trim_start();
        let whole = start.starts_with("/*") && line.trim_end().ends_with("*/");
        let opens = start.starts_with("/*") && !line.contains("*/");
        if templates.in_text() {
            kept += line;
            templates.read(line);
        } else if inside {
            // What follows a comment on its last line is code.
            let rest = line.split_once("*/").map(|(_, rest)| rest);
            kept += rest.unwrap_or_default();
            inside = rest.is_none();
        } else if opens {
            inside = true;
        } else if !whole && !start.starts_with("//") {
            kept += start;
            templates.read(line);
        }
        kept.push('\n');
    }
    kept
}

/// The template literals that are open at some place of a script, outermost first: nothing for one whose text that
/// place belongs to, and for one whose expression it belongs to, how many braces are open there.
#[derive(Default)]
struct Templates(Vec<Option<usize>>);

impl Templates {
    /// Whether the place is in text of several lines.
    fn in_text(&self) -> bool {
        self.0.last() == Some(&None)
    }

    /// Goes on to the end of a line.
    fn read(&mut self, line: &str) {
        let mut rest = line.chars();
        while let Some(c) = rest.next() {
            let following = rest.as_str();
            if let Some(last @ None) = self.0.last_mut() {
                match c {
                    '\\' => drop(rest.next()),
                    '$' if following.starts_with('{') => {
                        rest.next();
                        *last = Some(0);
                    }
                    '`' => drop(self.0.pop()),
                    _ => {}
                }
                continue;
            }
            match (c, self.0.last_mut()) {
                ('`', _) => self.0.push(None),
                ('/', _) if following.starts_with('/') => return,
                // A quote without a second one on its line is part of a pattern.
                ('"' | '\'', _) => {
                    if let Some(length) = string_length(following, c) {
                        rest = following[length..].chars();
                    }
                }
                ('{', Some(Some(braces))) => *braces += 1,
                ('}', Some(last)) => *last = last.and_then(|braces| braces.checked_sub(1)),
                _ => {}
            }
        }
    }
}

/// Bytes up to the end of a string that has begun, with the quote that ends it.
fn string_length(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at + 1)
    })
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
    fn static_imports_are_found_and_nothing_else_is() {
        let module = "// import x from \"./comment.js\";\n\
             import { a } from \"./a.js\";\nimport \"../b.js\";\nimport {\n  c,\n} from \"./c.js\";\n\
             export * from \"./d.js\";\nconst e = await import(\"./later.js\");\nimport f from \"bare\";\n";
        let found: Vec<_> = specifiers(module).collect();
        assert_eq!(found, ["./a.js", "../b.js", "./c.js", "./d.js"]);
    }

    #[test]
    fn comments_with_lines_of_their_own_and_indentation_stay_behind_and_code_keeps_its_lines() {
        let text = "// one\n/** two */\nlet a = 1; // stays\n/*\n * three\n */\n/*\n */ let e = 3;\n\
                    const b = /** @type {any} */ (a);\n  /** four */ let c = 2;\nlet d = \"/* no\";\n\
                    \x20 let f = `<p>\n    ${g}\n  </p>`;\n  let h = `i`;";
        let kept = bare(text);
        assert_eq!(kept.lines().count(), text.lines().count());
        let code: Vec<_> = kept.lines().filter(|line| !line.is_empty()).collect();
        let wanted = [
            "let a = 1; // stays",
            " let e = 3;",
            "const b = /** @type {any} */ (a);",
            "/** four */ let c = 2;",
            "let d = \"/* no\";",
            "let f = `<p>",
            "    ${g}",
            "  </p>`;",
            "let h = `i`;",
        ];
        assert_eq!(code, wanted);
    }

    #[test]
    fn texts_of_several_lines_stay_as_they_are_whatever_is_in_them() {
        let text = "  const a = `one\n  // two\n  ${ok ? `\n    three` : { b: \"`\" }.b}\n  four ${\n    5\n  }\n  six`;\n  // seven\n  eight();";
        let wanted = "const a = `one\n  // two\n  ${ok ? `\n    three` : { b: \"`\" }.b}\n  four ${\n5\n}\n  six`;\n\neight();\n";
        assert_eq!(bare(text), wanted);
    }

    #[test]
    fn paths_lose_their_detours() {
        assert_eq!(normal(Path::new("studio/../live/./dom.js")), "live/dom.js");
    }

    #[test]
    fn the_pages_modules_are_all_found() -> Result<()> {
        let www = sh::root().join("www");
        let found = imports(&www, "recognizer/main.js")?;
        assert!(found.contains("live/viewer.js") && found.contains("words/languages.js"));
        assert!(!found.contains("recognizer/main.js"));
        assert!(found.iter().all(|module| www.join(module).is_file()));
        Ok(())
    }
}
