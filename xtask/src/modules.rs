//! The browser's modules: Rust to WASM, and the JavaScript and types beside it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::{sh, tools};

/// What is said before a build.
const ANNOUNCEMENT: &str =
    "building the page: the first time, Rust to WASM takes some 6 minutes on two cores";

/// A module of the browser: the crate, built with some of its features.
#[derive(Clone, Copy)]
pub struct Module {
    /// Its files are `{name}.js`, `{name}_bg.wasm` and `{name}.d.ts`.
    pub name: &'static str,
    features: &'static [&'static str],
    /// Where cargo builds it, below its target folder.
    folder: &'static str,
}

/// Who only looks does not download what teaches, nor what reads networks of other projects.
pub const MODULES: [Module; 4] = [
    Module {
        name: "mien",
        features: &["recognizer"],
        folder: "",
    },
    Module {
        name: "mien-models",
        features: &["models"],
        folder: "models",
    },
    Module {
        name: "mien-formats",
        features: &["models", "formats"],
        folder: "formats",
    },
    Module {
        name: "mien-studio",
        features: &["studio"],
        folder: "studio",
    },
];

/// What computes.
#[derive(clap::Args, Default)]
pub struct Backend {
    /// Compute with burn-ndarray, the second opinion, which is about twelve times slower
    #[arg(long)]
    ndarray: bool,
}

/// Where the modules' files are.
pub fn folder() -> PathBuf {
    sh::root().join("target/modules")
}

/// As [`build`], after saying what is going on and how long it can take.
pub fn build_announced(backend: &Backend) -> Result<()> {
    sh::say(ANNOUNCEMENT);
    build(backend)
}

/// Builds all modules into [`folder`], side by side: each ends with a part that keeps one processor busy.
pub fn build(backend: &Backend) -> Result<()> {
    tools::wasm_target()?;
    let results = thread::scope(|scope| {
        let builds = MODULES.map(|module| scope.spawn(move || module.build(backend)));
        builds.map(|build| {
            build
                .join()
                .map_err(|_| anyhow!("a build ended with a panic"))
        })
    });
    for result in results {
        result??;
    }
    Ok(())
}

impl Module {
    /// A cargo command for this module, with everything that a build of it has.
    pub fn cargo(&self, task: &str, backend: &Backend) -> Command {
        let device = if backend.ndarray { "ndarray" } else { "flex" };
        let features = [&[device], self.features].concat().join(",");
        let mut cargo = sh::command("cargo", [task, "--package", "mien", "--lib"]);
        cargo
            .args(["--no-default-features", "--features", &features])
            .args(["--profile", "web", "--target", tools::TARGET])
            .arg("--target-dir")
            .arg(self.target());
        cargo
    }

    /// A folder each: all variants of the crate are called mien.wasm, and cargo would build each anew after the
    /// other. What teaches shares few dependencies with the others anyway: it changes burn's features.
    fn target(&self) -> PathBuf {
        sh::target().join(self.folder)
    }

    fn build(&self, backend: &Backend) -> Result<()> {
        let mut build = self.cargo("build", backend);
        sh::run(&mut build)
            .context("the page could not be built; what is wrong is written above")?;
        let built = self.target().join(tools::TARGET).join("web/mien.wasm");
        Bindgen::new()
            .input_path(&built)
            .out_name(self.name)
            .web(true)?
            .typescript(true)
            .generate(folder())
            .with_context(|| format!("no JavaScript could be written for {}", built.display()))?;
        // Types of the module's inside, which nothing uses.
        let inside = folder().join(format!("{}_bg.wasm.d.ts", self.name));
        fs::remove_file(&inside).with_context(|| format!("{} can't be removed", inside.display()))
    }
}
