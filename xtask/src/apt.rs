//! Debian's and Ubuntu's package manager, where we may use it.

use anyhow::{Context, Result, bail};

use crate::sh;

/// Installs packages. Where that takes a password or another system, says what to do instead.
pub fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if sh::find("apt-get").is_none() {
        bail!("it has to be installed by hand here: there is no apt-get that could do it");
    }
    let root = sh::output(&mut sh::command("id", ["-u"])).is_ok_and(|id| id == "0");
    if !root && sh::output(&mut sh::command("sudo", ["-n", "true"])).is_err() {
        bail!("install it with `sudo apt-get install {names}` and run this again");
    }
    let apt_get = |arguments: &[&str]| {
        let start: &[&str] = if root {
            &["env"]
        } else {
            &["sudo", "-n", "env"]
        };
        let mut command = sh::command(start[0], &start[1..]);
        command
            .args([
                "DEBIAN_FRONTEND=noninteractive",
                "apt-get",
                "-q",
                "-o",
                "Acquire::Retries=3",
            ])
            .args(arguments);
        sh::persist(|| sh::run(&mut command))
    };
    sh::say(format!("installing {names}"));
    apt_get(&["update"]).context("apt-get could not fetch its lists; is there a network?")?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], packages].concat())
        .with_context(|| format!("apt-get could not install {names}"))
}
