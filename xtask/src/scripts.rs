//! The site's scripts: which imports which, and the few files that they become for people's use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::files::{entries, read};
use crate::node::Node;
use crate::sh;

/// For every module of a site by its path, the modules that it imports.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Imports(BTreeMap<String, Imported>);

#[derive(Debug, Default, Serialize, Deserialize)]
struct Imported {
    /// What a browser fetches before the module runs.
    now: BTreeSet<String>,
    /// What the module may ask for while it runs.
    later: BTreeSet<String>,
}

impl Imports {
    /// Those of the sources, as they are.
    pub fn of_sources() -> Result<Self> {
        let www = sh::root().join("www");
        let mut imports = Self::default();
        imports.add(&www, &www)?;
        Ok(imports)
    }

    fn add(&mut self, www: &Path, folder: &Path) -> Result<()> {
        for path in entries(folder)? {
            if path.is_dir() {
                self.add(www, &path)?;
            } else if path.extension().is_some_and(|end| end == "js") {
                let module = normal(path.strip_prefix(www)?);
                let folder = Path::new(&module).parent().unwrap_or(Path::new(""));
                let path_of = |specifier| normal(&folder.join(specifier));
                let text = read(&path)?;
                let now = static_imports(&text).map(path_of).collect();
                let later = dynamic_imports(&text).map(path_of);
                let later = later.filter(|path| www.join(path).is_file()).collect();
                self.0.insert(module.clone(), Imported { now, later });
            }
        }
        Ok(())
    }

    /// All modules that a browser fetches before a script runs; without itself.
    pub fn at_once(&self, script: &str) -> BTreeSet<&str> {
        self.closure(&[script], false)
    }

    /// All modules that scripts may ask for, at once or later; without themselves.
    pub fn ever(&self, scripts: &[&str]) -> BTreeSet<&str> {
        self.closure(scripts, true)
    }

    fn closure(&self, scripts: &[&str], ever: bool) -> BTreeSet<&str> {
        let imported = |script: &str| {
            let one = self.0.get(script);
            let now = one.into_iter().flat_map(|one| &one.now);
            let later = one.into_iter().flat_map(|one| &one.later);
            now.chain(later.take_while(move |_| ever))
        };
        let mut found = BTreeSet::new();
        let mut waiting: Vec<_> = scripts.iter().copied().flat_map(imported).collect();
        while let Some(module) = waiting.pop() {
            if !scripts.contains(&module.as_str()) && found.insert(module.as_str()) {
                waiting.extend(imported(module));
            }
        }
        found
    }
}

/// Puts the scripts into a site that has everything else, bundled and without what only people read.
///
/// # Errors
/// Where Node can't be had, or a script imports what is not there.
pub fn bundle(site: &Path) -> Result<Imports> {
    let node = Node::find().context("the site's scripts can't be bundled")?;
    let bundler = bundler();
    node.packages(&bundler)?;
    let mut run = node.command("node", &["bundle.mjs"])?;
    let imports = sh::output(run.arg(site).current_dir(&bundler))?;
    serde_json::from_str(&imports).context("the bundler did not say what is imported")
}

/// The bundler's folder.
pub fn bundler() -> PathBuf {
    sh::root().join("xtask/bundler")
}

/// What a module's static imports and re-exports name: they begin a line, or end one that began before.
fn static_imports(module: &str) -> impl Iterator<Item = &str> {
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

/// What a module imports while it runs, where that is a text and not put together.
fn dynamic_imports(module: &str) -> impl Iterator<Item = &str> {
    module.split("import(\"").skip(1).filter_map(|rest| {
        let (specifier, _) = rest.split_once('"')?;
        specifier.starts_with('.').then_some(specifier)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_and_nothing_else_is() {
        let module = "// import x from \"./comment.js\";\n\
             import { a } from \"./a.js\";\nimport \"../b.js\";\nimport {\n  c,\n} from \"./c.js\";\n\
             export * from \"./d.js\";\nconst e = await import(\"./later.js\");\nimport f from \"bare\";\n";
        let found: Vec<_> = static_imports(module).collect();
        assert_eq!(found, ["./a.js", "../b.js", "./c.js", "./d.js"]);
        let found: Vec<_> = dynamic_imports(module).collect();
        assert_eq!(found, ["./later.js"]);
    }

    #[test]
    fn paths_lose_their_detours() {
        assert_eq!(normal(Path::new("studio/../live/./dom.js")), "live/dom.js");
    }

    #[test]
    fn the_pages_modules_are_all_found() -> Result<()> {
        let imports = Imports::of_sources()?;
        let found = imports.at_once("recognizer/main.js");
        assert!(found.contains("live/viewer.js") && found.contains("words/languages.js"));
        assert!(!found.contains("recognizer/main.js"));
        let www = sh::root().join("www");
        assert!(found.iter().all(|module| www.join(module).is_file()));
        let found = imports.ever(&["widget.js"]);
        assert!(found.contains("words/ar/live.js") && !found.contains("live/words.js"));
        Ok(())
    }
}
