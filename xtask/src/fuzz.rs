//! `cargo xtask fuzz`: everything that reads what people bring, with bytes that nobody would bring.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files::entries;
use crate::sh;

/// Version of cargo-fuzz that is installed where there is none.
const CARGO_FUZZ: &str = "0.13.2";
/// The longest input, in bytes: the files that inputs begin with are smaller.
const LONGEST: usize = 1 << 20;
/// More memory than this is a fault, MB: a network that passes may have weights of 256 MB, and twice that
/// while they are turned.
const MEMORY: usize = 2048;
/// A slower answer is a hang, s.
const PATIENCE: usize = 20;

/// The targets. Each begins with what lies in `fuzz/seeds`, and with files of the tests, by the ends of their names.
const TARGETS: &[(&str, &str, &[&str])] = &[
    ("model_json", "", &[]),
    ("weights_manifest", "", &[]),
    ("metadata", "", &[]),
    ("h5", "tests/data/formats", &[".h5"]),
    ("keras", "tests/data/formats", &[".keras"]),
    ("tflite", "tests/data/formats", &[".tflite"]),
    ("onnx", "tests/data/formats", &[".onnx"]),
    ("zip", "tests/data/formats", &[".keras"]),
    ("csv", "tests/data/cases", &[".csv"]),
    ("head_link", "tests/data/heads", &[".json", ".link"]),
    ("project", "tests/data/projects", &[".zip"]),
];

/// What `cargo xtask fuzz` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only these targets [default: all]
    targets: Vec<String>,
    /// How long each target runs
    #[arg(long, default_value_t = Arguments::default().minutes)]
    minutes: u64,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            targets: Vec::new(),
            minutes: 1,
        }
    }
}

/// Runs the targets one after the other, and ends with those that found something.
pub fn run(arguments: &Arguments) -> Result<()> {
    install()?;
    let known: Vec<&str> = TARGETS.iter().map(|(target, ..)| *target).collect();
    if let Some(unknown) = arguments
        .targets
        .iter()
        .find(|name| !known.contains(&name.as_str()))
    {
        bail!(
            "there is no target `{unknown}`; there are {}",
            known.join(", ")
        );
    }
    let wanted = |name: &str| {
        arguments.targets.is_empty() || arguments.targets.iter().any(|wanted| wanted == name)
    };
    let mut found = Vec::new();
    for (target, folder, endings) in TARGETS.iter().filter(|(target, ..)| wanted(target)) {
        let corpus = seed(target, folder, endings)?;
        let options = [
            format!("-max_total_time={}", 60 * arguments.minutes),
            format!("-max_len={LONGEST}"),
            format!("-rss_limit_mb={MEMORY}"),
            format!("-timeout={PATIENCE}"),
            "-print_final_stats=1".to_owned(),
        ];
        let mut fuzz = sh::command("cargo", ["fuzz", "run", "--sanitizer", "none", target]);
        fuzz.arg(&corpus)
            .arg("--")
            .args(options)
            .current_dir(sh::root())
            // libFuzzer's counters are an unstable option of the compiler.
            .env("RUSTC_BOOTSTRAP", "1");
        if sh::run(&mut fuzz).is_err() {
            found.push(*target);
        }
    }
    if !found.is_empty() {
        bail!(
            "found something: {}; the inputs are in fuzz/artifacts",
            found.join(", ")
        );
    }
    Ok(())
}

fn install() -> Result<()> {
    if sh::output(&mut sh::command("cargo", ["fuzz", "--version"])).is_ok() {
        return Ok(());
    }
    sh::say("installing cargo-fuzz");
    let version = format!("cargo-fuzz@{CARGO_FUZZ}");
    sh::persist(|| sh::run(&mut sh::command("cargo", ["install", "--locked", &version])))
        .context("cargo-fuzz could not be installed")
}

/// The folder of a target's inputs, with those that are files of the tests.
fn seed(target: &str, folder: &str, endings: &[&str]) -> Result<PathBuf> {
    let corpus = sh::root().join("fuzz/corpus").join(target);
    fs::create_dir_all(&corpus).with_context(|| format!("{} can't be made", corpus.display()))?;
    let own = sh::root().join("fuzz/seeds").join(target);
    if own.is_dir() {
        for path in entries(&own)? {
            copy(&path, &corpus)?;
        }
    }
    if !folder.is_empty() {
        for path in entries(&sh::root().join(folder))? {
            let name = path.to_string_lossy();
            if path.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
                copy(&path, &corpus)?;
            }
        }
    }
    Ok(corpus)
}

fn copy(from: &Path, folder: &Path) -> Result<()> {
    let to = folder.join(from.file_name().unwrap_or_default());
    fs::copy(from, to).with_context(|| format!("{} can't be copied", sh::shown(from)))?;
    Ok(())
}
