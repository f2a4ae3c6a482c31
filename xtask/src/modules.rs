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
    /// What computes: burn, where networks are trained; else the kernels alone.
    device: &'static [&'static str],
    features: &'static [&'static str],
    /// Where cargo builds it, below its target folder.
    folder: &'static str,
    /// Cargo's profile: whether it is to be small, or fast where burn computes, too.
    profile: &'static str,
}

/// Who only looks does not download what teaches, nor what reads networks of other projects.
pub const MODULES: [Module; 4] = [
    Module {
        name: "mien",
        device: &[],
        features: &["recognizer"],
        folder: "",
        profile: "web-small",
    },
    Module {
        name: "mien-models",
        device: &[],
        features: &["models"],
        folder: "models",
        profile: "web",
    },
    Module {
        name: "mien-formats",
        device: &[],
        features: &["models", "formats"],
        folder: "models",
        profile: "web",
    },
    Module {
        name: "mien-studio",
        device: &["flex"],
        features: &["studio"],
        folder: "studio",
        profile: "web",
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

/// Builds all modules into [`folder`], side by side where they are built in folders of their own: each ends with a part that
/// keeps one processor busy.
pub fn build(backend: &Backend) -> Result<()> {
    tools::wasm_target()?;
    let mut together: Vec<Vec<Module>> = Vec::new();
    for module in MODULES {
        match together.iter_mut().find(|of| of[0].folder == module.folder) {
            Some(of) => of.push(module),
            None => together.push(vec![module]),
        }
    }
    let results = thread::scope(|scope| {
        let builds: Vec<_> = together
            .into_iter()
            .map(|of| scope.spawn(move || of.iter().try_for_each(|module| module.build(backend))))
            .collect();
        let ended = builds.into_iter().map(|build| {
            let ended = build.join();
            ended.map_err(|_| anyhow!("a build ended with a panic"))
        });
        ended.collect::<Vec<_>>()
    });
    for result in results {
        result??;
    }
    Ok(())
}

impl Module {
    /// A cargo command for this module, with everything that a build of it has.
    pub fn cargo(&self, task: &str, backend: &Backend) -> Command {
        let device = match backend.ndarray {
            true => &["ndarray"],
            false => self.device,
        };
        let features = [device, self.features].concat().join(",");
        let mut cargo = sh::command("cargo", [task, "--package", "mien", "--lib"]);
        cargo
            .args(["--no-default-features", "--features", &features])
            .args(["--profile", self.profile, "--target", tools::TARGET])
            .arg("--target-dir")
            .arg(self.target());
        cargo
    }

    /// All variants of the crate are called mien.wasm, and cargo builds each anew after another one in the same
    /// folder. Those of networks of other projects share one all the same: they are built in less than a minute, their
    /// dependencies are not.
    fn target(&self) -> PathBuf {
        sh::target().join(self.folder)
    }

    fn build(&self, backend: &Backend) -> Result<()> {
        let mut build = self.cargo("build", backend);
        sh::run(&mut build)
            .context("the page could not be built; what is wrong is written above")?;
        let built = self
            .target()
            .join(tools::TARGET)
            .join(self.profile)
            .join("mien.wasm");
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
