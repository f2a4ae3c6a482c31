//! The package for npm: the site's files that a program or another page needs, with types, in `target/package/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::files::{entries, read, remove, write};
use crate::node::Node;
use crate::scripts::Imports;
use crate::{modules, sh, site};

/// What programs and other people's pages ask for; what these import goes along.
const SCRIPTS: [&str; 3] = ["widget.js", "package/index.js", "worker/recognizer.js"];

/// What else of the built site these need; what only pages have stays behind.
const FILES: [&str; 17] = [
    "widget",
    "package",
    "embed.js",
    "style/bars.css",
    "style/base.css",
    "style/stage.css",
    "style/tokens.css",
    "model/manifest.json",
    "mien_bg.wasm",
    "mien-relaxed_bg.wasm",
    "mien-models.js",
    "mien-models_bg.wasm",
    "mien-formats.js",
    "mien-formats_bg.wasm",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "NOTICE",
];

/// Weights that the recognizer asks for, by their names in the manifest.
const WEIGHTS: [&str; 2] = ["detector", "expression"];

/// Puts the package together out of a built site, and packs it as npm does. Gives the packed file.
///
/// # Errors
/// Where something is missing, or npm or TypeScript has a complaint.
pub fn pack(dist: &Path) -> Result<PathBuf> {
    let node = Node::find()?;
    let folder = sh::root().join("target/package");
    remove(&folder)?;
    let imports: Imports = serde_json::from_str(&read(&dist.join(site::IMPORTS))?)?;
    let imported = imports.ever(&SCRIPTS);
    for name in FILES.into_iter().chain(SCRIPTS).chain(imported) {
        copy(&dist.join(name), &folder.join(name))?;
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&read(&dist.join("model/manifest.json"))?)?;
    for name in WEIGHTS {
        let file = manifest[name]["file"]
            .as_str()
            .with_context(|| format!("model/manifest.json has no {name}"))?;
        copy(
            &dist.join("model").join(file),
            &folder.join("model").join(file),
        )?;
    }
    let about = folder.join("package/package.json");
    let described = read(&about)?.replace("0.0.0", env!("CARGO_PKG_VERSION"));
    write(&folder.join("package.json"), &described)?;
    fs::remove_file(about)?;
    fs::rename(folder.join("package/README.md"), folder.join("README.md"))?;
    types(&node, &folder)?;
    sh::run(
        node.command("npm", &["pack", "--silent", "--pack-destination", ".."])?
            .current_dir(&folder),
    )?;
    let packed = format!("target/mien-{}.tgz", env!("CARGO_PKG_VERSION"));
    Ok(sh::root().join(packed))
}

/// Builds the site, then the package.
pub fn run() -> Result<PathBuf> {
    let dist = sh::root().join("dist");
    modules::build_announced(&modules::Backend::default())?;
    site::put_together(&dist, site::Purpose::Use)?;
    pack(&dist)
}

/// What TypeScript finds in the scripts' comments, beside each script, and the types that Rust wrote.
fn types(node: &Node, folder: &Path) -> Result<()> {
    let tests = sh::root().join("tests/browser");
    let www = sh::root().join("www");
    node.packages(&tests)?;
    let compiler = tests.join("node_modules/typescript/bin/tsc");
    let mut tsc = node.command("node", &[])?;
    tsc.arg(compiler)
        .args([www.join("package/index.js"), www.join("widget.js")])
        .args([
            "--ignoreConfig",
            "--allowJs",
            "--declaration",
            "--emitDeclarationOnly",
            "--skipLibCheck",
        ])
        .args([
            "--target",
            "ES2022",
            "--module",
            "ES2022",
            "--moduleResolution",
            "bundler",
        ])
        .args(["--lib", "ES2022,DOM,DOM.Iterable", "--types", ""])
        .arg("--rootDir")
        .arg(&www)
        .arg("--outDir")
        .arg(folder);
    sh::run(&mut tsc).context("TypeScript could not write the package's types")?;
    for name in ["types/rust.d.ts", "live/types.d.ts"] {
        copy(&www.join(name), &folder.join(name))?;
    }
    Ok(())
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        for path in entries(from)? {
            copy(&path, &to.join(path.file_name().unwrap_or_default()))?;
        }
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("{} can't be made", sh::shown(folder)))?;
    }
    fs::copy(from, to)
        .with_context(|| format!("{} can't be copied to {}", sh::shown(from), sh::shown(to)))?;
    Ok(())
}
