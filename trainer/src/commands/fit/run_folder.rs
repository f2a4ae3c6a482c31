//! The folder of a run, which belongs to one configuration.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::config::RunConfig;

/// Whether the run's folder is free, or, with `resume`, holds a run that was begun with this
/// configuration.
///
/// # Errors
/// Where the folder holds a run already, or none, or one with other options.
pub fn check(config: &RunConfig, resume: bool) -> Result<()> {
    let file = file(config);
    if !resume {
        ensure!(
            !file.exists(),
            "{} holds a run already: use --resume or another folder",
            config.run.display()
        );
        return Ok(());
    }
    let before = fs::read(&file).with_context(|| format!("no run in {}", config.run.display()))?;
    let before: RunConfig = serde_json::from_slice(&before)
        .with_context(|| format!("{} is damaged", file.display()))?;
    ensure!(
        *config == before,
        "the options differ from those that the run was started with ({})",
        file.display()
    );
    Ok(())
}

/// Makes the folder of a new run and writes its configuration.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn claim(config: &RunConfig) -> Result<()> {
    let file = file(config);
    fs::create_dir_all(&config.run)
        .with_context(|| format!("cannot make the folder {}", config.run.display()))?;
    fs::write(&file, serde_json::to_string_pretty(config)?)
        .with_context(|| format!("cannot write {}", file.display()))
}

fn file(config: &RunConfig) -> PathBuf {
    config.run.join("config.json")
}
