//! The page on this machine, rebuilt when a file changes.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

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
    // What is served has trunk's reloading in it, so it has a folder of its own: dist/ stays what is shipped.
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
    for path in WATCHED {
        serve.args(["--watch", path]);
    }
    if arguments.open {
        serve.arg("--open");
    }
    let mut server = serve.spawn().context("trunk could not be started")?;
    while server.try_wait()?.is_none() && TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        thread::sleep(Duration::from_millis(100));
    }
    if server.try_wait()?.is_none() {
        sh::say(format!(
            "Mien is at http://localhost:{port}/ (Ctrl+C stops it)"
        ));
    }
    let status = server.wait()?;
    if !status.success() {
        bail!("the server ended ({status})");
    }
    Ok(())
}

/// Whether nobody serves on a port.
fn free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}
