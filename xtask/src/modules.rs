//! The browser's modules: Rust to WASM, and the JavaScript and types beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::{files, sh, tools};

/// What is said before a build.
const ANNOUNCEMENT: &str =
    "building the page: the first time, Rust to WASM takes some 6 minutes on two cores";

/// A module of the browser: a crate, built with some of its features.
#[derive(Clone, Copy)]
pub struct Module {
    package: &'static str,
    /// Its files are `{name}.js`, `{name}_bg.wasm` and `{name}.d.ts`.
    pub name: &'static str,
    /// What computes: burn, where networks are trained; else the kernels alone.
    device: &'static [&'static str],
    features: &'static [&'static str],
    /// Where cargo builds it, below its target folder.
    folder: &'static str,
    /// Cargo's profile: whether it is to be small, or fast where burn computes, too.
    profile: &'static str,
    /// Whether it may use the instructions of relaxed SIMD, which not every browser knows.
    relaxed: bool,
}

const RECOGNIZER: Module = Module {
    package: "mien",
    name: "mien",
    device: &[],
    features: &["recognizer"],
    folder: "",
    profile: "web-small",
    relaxed: false,
};

const MODELS: Module = Module {
    name: "mien-models",
    features: &["models"],
    folder: "models",
    profile: "web",
    ..RECOGNIZER
};

/// Who only looks does not download what teaches, nor what reads networks of other projects.
pub const MODULES: [Module; 4] = [
    RECOGNIZER,
    MODELS,
    Module {
        name: "mien-formats",
        features: &["models", "formats"],
        ..MODELS
    },
    Module {
        name: "mien-studio",
        device: &["flex"],
        features: &["studio"],
        folder: "studio",
        ..MODELS
    },
];

/// The recognizer's once more, for browsers that know relaxed SIMD. A site has its WASM alone: the script is the same.
pub const RELAXED: Module = Module {
    folder: "relaxed",
    relaxed: true,
    ..RECOGNIZER
};

/// What tests the kernels in a browser, beside both of the recognizer's modules: of what these are made of it compiles nothing
/// anew.
pub const KERNELS: [Module; 2] = [
    Module {
        package: "kernels",
        name: "kernels",
        features: &[],
        ..RECOGNIZER
    },
    Module {
        package: "kernels",
        name: "kernels",
        features: &[],
        ..RELAXED
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

/// The modules' files, and what a site calls each.
pub fn files() -> impl Iterator<Item = (PathBuf, String)> {
    let of_one = |module: &Module| [module.script(), module.wasm()];
    let all = MODULES.iter().flat_map(of_one);
    let all = all.map(|file| (folder().join(&file), file));
    let relaxed = RELAXED.place(&folder()).join(RELAXED.wasm());
    all.chain([(relaxed, format!("{}-relaxed_bg.wasm", RELAXED.name))])
}

/// As [`build`], after saying what is going on and how long it can take.
pub fn build_announced(backend: &Backend) -> Result<()> {
    sh::say(ANNOUNCEMENT);
    build(backend)
}

/// Builds all modules into [`folder`].
pub fn build(backend: &Backend) -> Result<()> {
    let modules: Vec<_> = MODULES.into_iter().chain([RELAXED]).collect();
    build_into(&folder(), &modules, backend)?;
    let [plain, relaxed] = [RECOGNIZER, RELAXED].map(|of| of.place(&folder()).join(of.script()));
    if files::read(&plain)? != files::read(&relaxed)? {
        bail!(
            "{} and {} differ: with relaxed SIMD the recognizer's module needs another script, and a site has but one",
            sh::shown(&plain),
            sh::shown(&relaxed)
        );
    }
    Ok(())
}

/// Builds what tests the kernels. Gives the folder.
pub fn build_kernels() -> Result<PathBuf> {
    let folder = sh::root().join("target/kernels");
    build_into(&folder, &KERNELS, &Backend::default())?;
    Ok(folder)
}

/// Builds modules side by side where they are built in folders of their own: each ends with a part that keeps one processor
/// busy.
fn build_into(folder: &Path, modules: &[Module], backend: &Backend) -> Result<()> {
    tools::wasm_target()?;
    let mut together: Vec<Vec<Module>> = Vec::new();
    for &module in modules {
        match together.iter_mut().find(|of| of[0].folder == module.folder) {
            Some(of) => of.push(module),
            None => together.push(vec![module]),
        }
    }
    let build_all = |of: Vec<Module>| {
        of.iter()
            .try_for_each(|module| module.build(folder, backend))
    };
    let results = thread::scope(|scope| {
        let builds: Vec<_> = together
            .into_iter()
            .map(|of| scope.spawn(move || build_all(of)))
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
    /// Where its files are, of those below a folder.
    fn place(&self, folder: &Path) -> PathBuf {
        match self.relaxed {
            true => folder.join("relaxed"),
            false => folder.into(),
        }
    }

    fn script(&self) -> String {
        format!("{}.js", self.name)
    }

    fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// A cargo command for this module, with everything that a build of it has.
    pub fn cargo(&self, task: &str, backend: &Backend) -> Command {
        let device = match backend.ndarray {
            true => &["ndarray"],
            false => self.device,
        };
        let features = [device, self.features].concat().join(",");
        let mut cargo = sh::command("cargo", [task, "--package", self.package, "--lib"]);
        cargo
            .args(["--no-default-features", "--features", &features])
            .args(["--profile", self.profile, "--target", tools::TARGET])
            .arg("--target-dir")
            .arg(self.target());
        if self.relaxed {
            // Beside what .cargo/config.toml says.
            let flags = r#"rustflags=["-C", "target-feature=+relaxed-simd"]"#;
            cargo.args(["--config", &format!("target.{}.{flags}", tools::TARGET)]);
        }
        cargo
    }

    /// All variants of a crate are called the same, as mien.wasm, and cargo builds each anew after another one in the same
    /// folder. Those of networks of other projects share one all the same: they are built in less than a minute, their
    /// dependencies are not.
    fn target(&self) -> PathBuf {
        sh::target().join(self.folder)
    }

    fn build(&self, folder: &Path, backend: &Backend) -> Result<()> {
        let mut build = self.cargo("build", backend);
        sh::run(&mut build)
            .context("the page could not be built; what is wrong is written above")?;
        let built = self
            .target()
            .join(tools::TARGET)
            .join(self.profile)
            .join(format!("{}.wasm", self.package));
        let place = self.place(folder);
        self.bind(&built, &place)
            .with_context(|| format!("no JavaScript could be written for {}", built.display()))?;
        // Types of the module's inside, which nothing uses.
        let inside = place.join(format!("{}.d.ts", self.wasm()));
        fs::remove_file(&inside).with_context(|| format!("{} can't be removed", inside.display()))
    }

    /// Writes what a browser is given of a module that was built.
    fn bind(&self, built: &Path, place: &Path) -> Result<()> {
        let mut output = Bindgen::new()
            .input_path(built)
            .out_name(self.name)
            .web(true)?
            .typescript(true)
            .generate_output()?;
        // Functions that the script alone calls are named by their number in the module. Numbered as the script names
        // them, they are called the same in whatever way the module was compiled.
        let numbers = numbers(output.js());
        for export in output.wasm_mut().exports.iter_mut() {
            export.name = renumbered(&export.name, &numbers);
        }
        output.emit(place)?;
        let script = place.join(self.script());
        files::write(&script, &renumbered(&files::read(&script)?, &numbers))
    }
}

/// How wasm-bindgen names a function that has no name but a number.
const NUMBERED: &str = "__wasm_bindgen_func_elem_";

/// The numbers of a script's functions, in its order.
fn numbers(script: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    for rest in script.split(NUMBERED).skip(1) {
        let number = leading_digits(rest);
        if !numbers.iter().any(|known| known == number) {
            numbers.push(number.to_owned());
        }
    }
    numbers
}

/// The text with the place of each number among all in the place of it.
fn renumbered(text: &str, numbers: &[String]) -> String {
    let mut parts = text.split(NUMBERED);
    let mut new = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        let number = leading_digits(rest);
        let place = numbers.iter().position(|known| known == number);
        new += NUMBERED;
        new += &place.map_or(number.to_owned(), |place| place.to_string());
        new += &rest[number.len()..];
    }
    new
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_numbered_as_a_script_names_them() {
        let [one, two] = ["a(wasm.__wasm_bindgen_func_elem_11(x), __wasm_bindgen_func_elem_9, __wasm_bindgen_func_elem_11)",
            "a(wasm.__wasm_bindgen_func_elem_10(x), __wasm_bindgen_func_elem_12, __wasm_bindgen_func_elem_10)"]
            .map(|script| renumbered(script, &numbers(script)));
        assert_eq!(one, two);
        assert!(
            one.starts_with("a(wasm.__wasm_bindgen_func_elem_0(x), __wasm_bindgen_func_elem_1,")
        );
        assert_eq!(renumbered("memory", &numbers(&one)), "memory");
    }
}
