//! The Rust side of what a build needs: the wasm32 target, clippy and rustfmt.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::sh;

/// What Rust calls a browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

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
