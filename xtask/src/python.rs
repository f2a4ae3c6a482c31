//! Python packages, for the checks that need them: in a virtual environment of their own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files::{read, write};
use crate::{apt, sh, tools};
use anyhow::{Context, Result};

/// The Python of a virtual environment that has what a `requirements.txt` lists; made the first time.
pub fn with(requirements: &Path) -> Result<PathBuf> {
    let wanted = read(requirements)?;
    let folder = tools::cache()?.join("python");
    let python = folder.join("bin/python");
    // Written last: an environment without it is half made.
    let installed = folder.join("requirements.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    if sh::find("python3").is_none() {
        apt::install(&["python3", "python3-venv"])
            .context("the oracles need Python 3.10 or newer")?;
    }
    sh::say(format!(
        "installing the Python packages of {}, some 400 MB",
        sh::shown(requirements)
    ));
    let mut make = sh::command("python3", ["-m", "venv", "--clear"]);
    make.arg(&folder);
    if sh::run(&mut make).is_err() {
        // Debian has it in a package of its own.
        apt::install(&["python3-venv"])?;
        sh::run(&mut make)?;
    }
    sh::persist(|| {
        let mut install = sh::command(
            &python,
            [
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ],
        );
        sh::run(install.arg("--requirement").arg(requirements))
    })
    .with_context(|| {
        format!(
            "the packages in {} could not be installed",
            sh::shown(requirements)
        )
    })?;
    write(&installed, &wanted)?;
    Ok(python)
}
