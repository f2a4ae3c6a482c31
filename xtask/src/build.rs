//! The page in `dist/`.

use std::path::PathBuf;

use anyhow::Result;

use crate::{modules, sh, site};

/// Builds the page into `dist/`.
pub fn run(backend: &modules::Backend) -> Result<PathBuf> {
    let dist = sh::root().join("dist");
    modules::build_announced(backend)?;
    site::put_together(&dist, site::Purpose::Use)?;
    Ok(dist)
}
