//! `cargo xtask soak`: Mien for a long time and with a lot, with the curves of time and memory as a page.

use anyhow::Result;
use clap::Args;

use crate::node::Node;
use crate::{build, chromium, modules, sh};

/// What `cargo xtask soak` takes.
#[derive(Args)]
pub struct Arguments {
    /// How long the page runs; the other phases take some twenty minutes together
    #[arg(long, default_value_t = 30)]
    minutes: u32,
    /// Only these phases: page, widget, studio, photos
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Builds the site and runs it; an error where something grows that has to stay flat.
pub fn run(arguments: &Arguments) -> Result<()> {
    let node = Node::find()?;
    let chromium = chromium::find()?;
    build::run(&modules::Backend::default())?;
    node.packages(&sh::root().join("benches/web"))?;
    let mut soak = node.command("node", &["benches/web/soak.js"])?;
    soak.arg("--minutes")
        .arg(arguments.minutes.to_string())
        .env("MIEN_CHROMIUM", chromium);
    if !arguments.only.is_empty() {
        soak.arg("--only").arg(arguments.only.join(","));
    }
    sh::run(&mut soak)
}
