//! `cargo xtask soak`: the page at full rate for a long time, with the curves of time and memory as a page.

use anyhow::Result;
use clap::Args;

use crate::node::Node;
use crate::{build, chromium, modules, sh};

/// What `cargo xtask soak` takes.
#[derive(Args)]
pub struct Arguments {
    /// How long
    #[arg(long, default_value_t = 30)]
    minutes: u32,
}

/// Builds the page and runs it; an error where something grows that has to stay flat.
pub fn run(arguments: &Arguments) -> Result<()> {
    let node = Node::find()?;
    let chromium = chromium::find()?;
    build::run(&modules::Backend::default())?;
    node.packages(&sh::root().join("benches/web"))?;
    let mut soak = node.command("node", &["benches/web/soak.js"])?;
    soak.arg("--minutes")
        .arg(arguments.minutes.to_string())
        .env("MIEN_CHROMIUM", chromium);
    sh::run(&mut soak)
}
