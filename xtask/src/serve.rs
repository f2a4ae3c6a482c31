//! The page on this machine, rebuilt when a file changes.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{build, sh};

const PORTS: std::ops::RangeInclusive<u16> = 8080..=8099;
/// What is built from; anything else can change without a rebuild.
const WATCHED: [&str; 5] = ["Cargo.toml", "Cargo.lock", "model", "src", "www"];

/// What `cargo xtask serve` takes.
#[derive(Args)]
pub struct Arguments {
    /// The port to serve on [default: the first free one from 8080]
    #[arg(long)]
    port: Option<u16>,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Builds, serves, and stays until it is stopped.
pub fn run(arguments: &Arguments) -> Result<()> {
    let port = match arguments.port {
        Some(port) if free(port) => port,
        Some(port) => bail!("port {port} is taken; choose another one with --port"),
        None => PORTS
            .clone()
            .find(|&port| free(port))
            .with_context(|| format!("ports {PORTS:?} are all taken; name one with --port"))?,
    };
    // A folder of its own: what is rebuilt while somebody edits must not change dist/ under a test.
    let folder = sh::root().join("target/serve");
    // Once before serving, so that a mistake ends here with its message, not as a server with nothing to serve.
    let mut first = build::trunk("build")?;
    sh::say(build::ANNOUNCEMENT);
    sh::run(first.arg("--dist").arg(&folder)).context(build::FAILURE)?;

    let mut serve = build::trunk("serve")?;
    serve
        .arg("--dist")
        .arg(&folder)
        .args(["--port", &port.to_string()]);
    // A file that is missing is missing: trunk would answer with the page instead.
    serve.args(["--no-spa=true", "--disable-address-lookup=true"]);
    for path in WATCHED {
        serve.args(["--watch", path]);
    }
    if arguments.open {
        serve.arg("--open");
    }
    sh::say(format!(
        "Mien is at http://localhost:{port}/ (Ctrl+C stops it; reload the page after a change)"
    ));
    // In place of this process, so that whoever stops it stops the server.
    Err(serve.exec()).context("trunk could not be started")
}

/// Whether nobody serves on a port.
fn free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}
