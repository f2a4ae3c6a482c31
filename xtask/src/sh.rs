//! Running other programs: one place that says what is run, and turns a failure into a sentence.

use std::ffi::{OsStr, OsString};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, iter, thread, time::Duration};

use anyhow::{Context, Result, bail};

/// Tells the person what is going on, apart from what the programs that are run have to say.
pub fn say(text: impl Display) {
    eprintln!("xtask: {text}");
}

/// The repository's root: where `Cargo.lock` is.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A path as a person would write it: relative to the repository where it is inside.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

/// A command in the repository's root that never waits for somebody to type.
pub fn command<I, S>(program: impl AsRef<OsStr>, arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// Runs a command to its end; its output goes straight to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let text = line(command);
    let status = command
        .status()
        .with_context(|| format!("`{text}` could not be started"))?;
    if !status.success() {
        bail!("`{text}` failed ({status})");
    }
    Ok(())
}

/// Runs a command for what it prints. A failure carries what it said about it.
pub fn output(command: &mut Command) -> Result<String> {
    let text = line(command);
    let output = command
        .output()
        .with_context(|| format!("`{text}` could not be started"))?;
    if !output.status.success() {
        bail!(
            "`{text}` failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs something that needs the network, which may fail for no reason, up to three times.
pub fn persist(mut attempt: impl FnMut() -> Result<()>) -> Result<()> {
    for pause in [5, 20] {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(error) => say(format!("{error:#}; once more in {pause} s")),
        }
        thread::sleep(Duration::from_secs(pause));
    }
    attempt()
}

/// Where a program is on the `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// The `PATH` with folders put in front.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&path))).context(
        "a folder of the tools has a name that cannot stand in PATH; set MIEN_TOOLS to another one",
    )
}

/// The command as somebody would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_name_the_command() {
        let error = output(&mut command("cargo", ["no-such-command"]))
            .expect_err("there is no such command");
        assert!(
            error
                .to_string()
                .starts_with("`cargo no-such-command` failed"),
            "{error}"
        );
        let error = run(&mut command("/nowhere/no-such-program", ["now"]))
            .expect_err("there is no such program");
        assert_eq!(
            error.to_string(),
            "`no-such-program now` could not be started"
        );
    }

    #[test]
    fn folders_go_in_front_of_the_path() -> Result<()> {
        let path = path_with(&[PathBuf::from("/first"), PathBuf::from("/second")])?;
        let folders: Vec<_> = env::split_paths(&path).take(2).collect();
        assert_eq!(folders, [PathBuf::from("/first"), PathBuf::from("/second")]);
        Ok(())
    }

    #[test]
    fn the_root_holds_the_lockfile() {
        assert!(root().join("Cargo.lock").is_file());
        assert_eq!(shown(&root().join("dist")), "dist");
    }
}
