//! Files and folders, with errors that name them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::sh;

/// A text file.
///
/// # Errors
/// Names the file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} can't be read", sh::shown(path)))
}

/// Writes a text file.
///
/// # Errors
/// Names the file.
pub fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{} can't be written", sh::shown(path)))
}

/// Copies a file.
///
/// # Errors
/// Names both.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .with_context(|| format!("{} can't be copied to {}", sh::shown(from), sh::shown(to)))?;
    Ok(())
}

/// What is in a folder, in no order.
///
/// # Errors
/// Names the folder.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || {
        let entries = fs::read_dir(folder)?;
        entries
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()
    };
    read().with_context(|| format!("{} can't be read", sh::shown(folder)))
}

/// Removes a folder, where there is one.
///
/// # Errors
/// Names the folder.
pub fn remove(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).with_context(|| format!("{} can't be removed", sh::shown(folder)))
}
