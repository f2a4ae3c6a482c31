//! The browser that the tests and benches drive.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{apt, sh};

const ON_PATH: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const ON_MACOS: [&str; 2] = [
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
];
/// The fonts are for screenshots and the emoji mode: a bare system has neither letters nor emoji.
const PACKAGES: [&str; 3] = ["chromium", "fonts-dejavu-core", "fonts-noto-color-emoji"];

/// Where Chromium is; installs it where that is possible.
pub fn find() -> Result<PathBuf> {
    if let Some(set) = env::var_os("MIEN_CHROMIUM") {
        let file = PathBuf::from(set);
        if !file.is_file() {
            bail!(
                "MIEN_CHROMIUM is {}, and there is no such file",
                file.display()
            );
        }
        return Ok(file);
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    let help = "The browser tests need Chromium or Chrome; MIEN_CHROMIUM can name one";
    apt::install(&PACKAGES).context(help)?;
    installed().context(help)
}

fn installed() -> Option<PathBuf> {
    let homes = [
        Some(PathBuf::from("/")),
        env::var_os("HOME").map(PathBuf::from),
    ];
    let applications = homes
        .into_iter()
        .flatten()
        .map(|home| home.join("Applications"));
    let on_macos = applications.flat_map(|folder| ON_MACOS.map(|file| folder.join(file)));
    ON_PATH
        .into_iter()
        .find_map(sh::find)
        .or_else(|| on_macos.into_iter().find(|file: &PathBuf| is_file(file)))
}

fn is_file(file: &Path) -> bool {
    file.is_file()
}
