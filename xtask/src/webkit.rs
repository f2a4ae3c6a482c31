//! The third browser that the tests drive: GTK's MiniBrowser, which has the engine that Safari has.

use std::env::consts;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{apt, sh};

/// Where its driver and the browser itself are; installs them, and a screen that nobody sees, where that is possible.
pub fn find() -> Result<(PathBuf, PathBuf)> {
    if let Some(found) = installed() {
        return Ok(found);
    }
    let help = "These tests need WebKitGTK's driver and MiniBrowser, and Xvfb";
    apt::install(&["webkit2gtk-driver", "xvfb"]).context(help)?;
    installed().context(help)
}

fn installed() -> Option<(PathBuf, PathBuf)> {
    let driver = sh::find("WebKitWebDriver")?;
    sh::find("Xvfb")?;
    let folder = format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1", consts::ARCH);
    let browser = PathBuf::from(folder).join("MiniBrowser");
    browser.is_file().then_some((driver, browser))
}
