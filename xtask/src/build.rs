//! The page: Rust to WASM, its JavaScript bindings, and everything in `www/`, put together by trunk.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{sh, tools};

/// What is said before a build.
pub const ANNOUNCEMENT: &str =
    "building the page (the first time, Rust to WASM takes some 5 minutes on two cores)";
/// What is said after a build that failed.
pub const FAILURE: &str = "the page could not be built; what is wrong is written above";

/// Builds the page into `dist/`.
pub fn run() -> Result<PathBuf> {
    let mut build = trunk("build")?;
    sh::say(ANNOUNCEMENT);
    sh::run(&mut build).context(FAILURE)?;
    Ok(sh::root().join("dist"))
}

/// The studio's module, in `target/studio-module/`: trunk calls for it before every build, since it
/// builds one variant of a crate only.
pub fn studio_module() -> Result<()> {
    tools::wasm_target()?;
    let [_, bindgen] = tools::trunk()?;
    // A folder of its own: both variants are called mien.wasm, and cargo would take one for the other.
    let target = sh::root().join("target/studio");
    let mut build = sh::command("cargo", ["build", "--package", "mien", "--lib"]);
    build
        .args(["--features", "studio", "--profile", "web"])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"]);
    sh::run(build.arg(&target))?;
    let module = target.join("wasm32-unknown-unknown/web/mien.wasm");
    let mut bind = sh::command(bindgen.join("wasm-bindgen"), ["--target", "web"]);
    bind.args(["--no-typescript", "--out-name", "mien-studio", "--out-dir"]);
    sh::run(
        bind.arg(sh::root().join("target/studio-module"))
            .arg(&module),
    )
}

/// A trunk command with its tools in reach, building what is shipped.
pub fn trunk(task: &str) -> Result<Command> {
    tools::wasm_target()?;
    let folders = tools::trunk()?;
    let mut trunk = sh::command(folders[0].join("trunk"), [task]);
    trunk
        .arg("--skip-version-check")
        .env("PATH", sh::path_with(&folders)?);
    // trunk reads NO_COLOR as its own option, and refuses the usual `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    Ok(trunk)
}
