//! The second browser that the tests drive.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{apt, sh};

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];
const ON_MACOS: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// Where Firefox is; installs it where that is possible.
pub fn find() -> Result<PathBuf> {
    if let Some(set) = env::var_os("MIEN_FIREFOX") {
        let file = PathBuf::from(set);
        if !file.is_file() {
            bail!(
                "MIEN_FIREFOX is {}, and there is no such file",
                file.display()
            );
        }
        return Ok(file);
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    let help = "These tests need Firefox; MIEN_FIREFOX can name one";
    // What Debian calls it; Ubuntu's package of this name is an empty shell.
    apt::install(&["firefox-esr"]).context(help)?;
    installed().context(help)
}

fn installed() -> Option<PathBuf> {
    let on_macos = Some(PathBuf::from(ON_MACOS)).filter(|file| file.is_file());
    NAMES.into_iter().find_map(sh::find).or(on_macos)
}
