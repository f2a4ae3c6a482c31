//! No circle between the modules of a crate: who reads one file must not need the file that needs it.
//!
//! Modules that stand beside each other are compared, in every folder, each with all that is below it.
//! A module and the ones inside it may use each other: that is what being inside means.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{files, sh};

/// A module's path in its crate: `["studio", "train", "fit"]`.
type Module = Vec<String>;

/// Which modules each module names.
type Uses = BTreeMap<Module, BTreeSet<Module>>;

/// The crates that are looked through, by their `src`.
const CRATES: [&str; 3] = ["src", "trainer/src", "xtask/src"];

/// Fails where two modules need each other, and names them.
pub fn check() -> Result<()> {
    for source in CRATES {
        let mut files = Vec::new();
        collect(&sh::root().join(source), &mut Vec::new(), &mut files)?;
        let circles = circles(&uses(&files));
        if !circles.is_empty() {
            bail!(
                "modules of {source} need each other:\n  {}\nmove what both need into a module of its own, or hand it in",
                circles.join("\n  ")
            );
        }
    }
    Ok(())
}

/// All files below a folder with their modules.
fn collect(folder: &Path, inside: &mut Module, files: &mut Vec<(Module, String)>) -> Result<()> {
    for path in files::entries(folder)? {
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        let mut module = inside.clone();
        if path.is_dir() {
            module.push(stem.into());
            collect(&path, &mut module, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            if !["lib", "main", "mod"].contains(&stem) {
                module.push(stem.into());
            }
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{} can't be read", sh::shown(&path)))?;
            files.push((module, text));
        }
    }
    Ok(())
}

fn uses(files: &[(Module, String)]) -> Uses {
    let modules: BTreeSet<&Module> = files.iter().map(|(module, _)| module).collect();
    let mut uses = Uses::new();
    for (module, text) in files {
        // Tests, at the end of a file or in one of their own, may use everything.
        if module.last().is_some_and(|name| name == "tests") {
            continue;
        }
        let code = text.split("mod tests {").next().unwrap_or(text);
        let code: String = code
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join("\n");
        for path in paths(&code, module) {
            // A path goes on to an item: its longest beginning that is a module counts.
            let named = (1..=path.len())
                .rev()
                .map(|length| path[..length].to_vec())
                .find(|beginning| modules.contains(beginning));
            if let Some(named) = named.filter(|named| named != module) {
                uses.entry(module.clone()).or_default().insert(named);
            }
        }
    }
    uses
}

/// All paths in a module's code that begin with `crate::` or `super::`, from the crate's root.
fn paths(code: &str, module: &Module) -> Vec<Module> {
    let mut found = Vec::new();
    for (place, _) in code.match_indices("crate::") {
        if !code[..place].ends_with(|c: char| c.is_alphanumeric() || "_$:".contains(c)) {
            follow(&code[place + "crate::".len()..], Vec::new(), &mut found);
        }
    }
    for (place, _) in code.match_indices("super::") {
        if code[..place].ends_with("super::") {
            continue;
        }
        let mut rest = &code[place..];
        let mut from = module.clone();
        while let Some(after) = rest.strip_prefix("super::") {
            from.pop();
            rest = after;
        }
        follow(rest, from, &mut found);
    }
    found
}

/// Reads `a::b::{c, d::e}` into its paths; gives what follows.
fn follow<'a>(mut rest: &'a str, mut path: Module, found: &mut Vec<Module>) -> &'a str {
    loop {
        rest = rest.trim_start();
        if let Some(mut group) = rest.strip_prefix('{') {
            loop {
                group = follow(group, path.clone(), found).trim_start();
                match group.strip_prefix(',') {
                    Some(after) => group = after,
                    None => return group.strip_prefix('}').unwrap_or(group),
                }
            }
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        if end > 0 {
            path.push(rest[..end].into());
        }
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(after) => rest = after,
            None => {
                found.push(path);
                return rest;
            }
        }
    }
}

/// Every pair of modules side by side that lead to each other, in words.
fn circles(uses: &Uses) -> Vec<String> {
    // Between modules side by side: what anything in one names of anything in the other.
    let mut arrows: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (from, named) in uses {
        for to in named {
            let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
            if shared < from.len() && shared < to.len() {
                let side = |module: &Module| module[..=shared].to_vec();
                arrows.entry(side(from)).or_default().insert(side(to));
            }
        }
    }
    let mut found = Vec::new();
    for start in arrows.keys() {
        if let Some(way) = way_back(&arrows, start)
            // Each circle once: from its first module.
            && way.iter().min() == Some(start)
        {
            let names: Vec<String> = way.iter().chain([start]).map(|m| m.join("::")).collect();
            found.push(names.join(" -> "));
        }
    }
    found
}

/// The shortest way from a module back to itself.
fn way_back(arrows: &BTreeMap<Module, BTreeSet<Module>>, start: &Module) -> Option<Vec<Module>> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![vec![start.clone()]];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in arrows.get(way.last()?).into_iter().flatten() {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    longer.push([way.as_slice(), std::slice::from_ref(next)].concat());
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<_> = files
            .iter()
            .map(|(module, code)| {
                let module: Module = module
                    .split("::")
                    .filter(|part| !part.is_empty())
                    .map(String::from)
                    .collect();
                (module, (*code).to_owned())
            })
            .collect();
        circles(&uses(&files))
    }

    #[test]
    fn two_that_need_each_other_are_named() {
        let files = [
            ("manifest", "use crate::detect::Detector;"),
            ("detect", "use super::manifest::load;"),
            ("image", "use crate::detect::nms;"),
        ];
        assert_eq!(found(&files), ["detect -> manifest -> detect"]);
    }

    #[test]
    fn a_circle_can_be_long_and_hidden_in_groups_and_rooms() {
        let files = [
            ("", "use crate::a;"),
            ("a", "pub use inner::x;"),
            ("a::inner", "use crate::{c::{y, z}, d};"),
            ("b", "fn f() { crate::a::x() }"),
            ("c", ""),
            ("c::deep", "use crate::b::{self};"),
            ("d", ""),
        ];
        assert_eq!(found(&files), ["a -> c -> b -> a"]);
    }

    #[test]
    fn comments_tests_and_a_modules_own_inside_count_for_nothing() {
        let files = [
            (
                "a",
                "// crate::b\nuse inner::x;\n#[cfg(test)]\nmod tests { use crate::b; }",
            ),
            ("a::inner", "use super::y; use crate::a::z;"),
            ("b", "use crate::a;"),
        ];
        assert_eq!(found(&files), [""; 0]);
    }
}
