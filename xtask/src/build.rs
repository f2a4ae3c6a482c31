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
