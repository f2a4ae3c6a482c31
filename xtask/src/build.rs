//! The page in `dist/`.

use std::path::PathBuf;

use anyhow::Result;

use crate::{modules, sh, site};

/// Builds the page into `dist/`.
pub fn run(arguments: &modules::Arguments) -> Result<PathBuf> {
    let dist = sh::root().join("dist");
    modules::build_announced(arguments)?;
    site::put_together(&dist)?;
    Ok(dist)
}
