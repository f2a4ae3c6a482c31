//! The Rust side of what a build needs: the wasm32 target, clippy and rustfmt, trunk, wasm-bindgen.
//!
//! Programs are built once per user, into a cache with one folder a version, and are found by this file alone:
//! nothing that is installed on the machine anyway gets in the way, and a second clone builds at once.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::{lock, sh};

const TARGET: &str = "wasm32-unknown-unknown";
/// 0.22 needs a newer rustc than this project.
const TRUNK: &str = "0.21.14";

/// The folder of the programs that Mien installs for this user.
pub fn cache() -> Result<PathBuf> {
    let set = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = set("MIEN_TOOLS") {
        return Ok(sh::root().join(folder));
    }
    let caches = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    let caches = caches
        .context("neither MIEN_TOOLS, XDG_CACHE_HOME nor HOME says where to keep tools; set one")?;
    Ok(caches.join("mien/tools"))
}

/// Makes sure that Rust can compile for the browser.
pub fn wasm_target() -> Result<()> {
    let libraries = sh::output(&mut sh::command(
        "rustc",
        ["--print", "target-libdir", "--target", TARGET],
    ))?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    sh::say(format!("installing Rust's {TARGET} target"));
    rustup(&["target", "add", TARGET])
}

/// Makes sure that `cargo clippy` and `cargo fmt` are there.
pub fn components() -> Result<()> {
    for (program, component) in [("clippy", "clippy"), ("fmt", "rustfmt")] {
        if sh::output(&mut sh::command("cargo", [program, "--version"])).is_err() {
            sh::say(format!("installing {component}"));
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if sh::find("rustup").is_none() {
        bail!(
            "this Rust is not managed by rustup; install rustup, or run the equivalent of `rustup {}`",
            arguments.join(" ")
        );
    }
    sh::persist(|| sh::run(&mut sh::command("rustup", arguments)))
}

/// The folders of trunk and of the wasm-bindgen that it must use.
pub fn trunk() -> Result<[PathBuf; 2]> {
    let lockfile =
        fs::read_to_string(sh::root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let bindgen = lock::locked(&lockfile, "wasm-bindgen")?;
    // Its own lockfile is not published, so this one resolves afresh; its version equals our lockfile's all the same.
    let bindgen = cargo_tool(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        bindgen,
        &[],
        "about 2 minutes",
    )?;
    Ok([
        cargo_tool("trunk", "trunk", TRUNK, &["--locked"], "about 8 minutes")?,
        bindgen,
    ])
}

/// The folder of a program from the package registry; builds it if it is not in the cache.
fn cargo_tool(
    program: &str,
    package: &str,
    version: &str,
    options: &[&str],
    time: &str,
) -> Result<PathBuf> {
    let cache = cache()?;
    let home = cache.join(format!("{package}-{version}"));
    let folder = home.join("bin");
    if folder.join(program).is_file() {
        return Ok(folder);
    }
    sh::say(format!(
        "building {package} {version}, once: {time} on two cores"
    ));
    // A folder that stays, so that an interrupted build goes on where it was.
    let scratch = cache.join(format!(".{package}-{version}"));
    fs::create_dir_all(&scratch)
        .with_context(|| format!("{} cannot be made", scratch.display()))?;
    sh::persist(|| {
        let mut install = sh::command(
            "cargo",
            ["install", package, "--version", version, "--root"],
        );
        install
            .arg(&home)
            .arg("--target-dir")
            .arg(&scratch)
            .args(options);
        sh::run(&mut install)
    })?;
    fs::remove_dir_all(&scratch)
        .with_context(|| format!("{} cannot be removed", scratch.display()))?;
    Ok(folder)
}
