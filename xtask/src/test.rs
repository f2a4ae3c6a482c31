//! Everything that has to hold, in steps that can be chosen by name.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::node::Node;
use crate::{
    apt, build, chromium, circles, firefox, fuzz, modules, numbers, package, python, scripts, sh,
    tools, types, webkit,
};

/// What `cargo xtask test` takes.
#[derive(Args)]
pub struct Arguments {
    /// The steps to run, with the steps they need [default: all]
    steps: Vec<String>,
    /// Also those that take much longer than all others together
    #[arg(long)]
    long: bool,
    /// Name the steps and what they are for, and run nothing
    #[arg(long)]
    list: bool,
}

struct Step {
    name: &'static str,
    /// What is true when it passes.
    claim: &'static str,
    /// Steps whose results it works on; they come before it in the list.
    needs: &'static [&'static str],
    run: fn() -> Result<()>,
}

/// In this order: what fails soonest first, and nothing is compiled twice.
const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        claim: "the Rust code is formatted",
        needs: &[],
        run: fmt,
    },
    Step {
        name: "circles",
        claim: "no two modules of a crate need each other",
        needs: &[],
        run: circles::check,
    },
    Step {
        name: "numbers",
        claim: "defaults and ranges stand in Rust alone",
        needs: &[],
        run: numbers::check,
    },
    Step {
        name: "www",
        claim: "JavaScript has no type errors, no page imports another, and nothing there is unused",
        needs: &[],
        run: www,
    },
    Step {
        name: "clippy",
        claim: "clippy and the compiler have no complaints",
        needs: &[],
        run: clippy,
    },
    Step {
        name: "doc",
        claim: "the documentation builds and its links lead somewhere",
        needs: &[],
        run: doc,
    },
    Step {
        name: "rust",
        claim: "the native tests pass, on the app's backend and on the second one",
        needs: &[],
        run: rust,
    },
    Step {
        name: "build",
        claim: "the page builds into dist/",
        needs: &[],
        run: dist,
    },
    Step {
        name: "types",
        claim: "JavaScript knows the modules' functions and types of now",
        needs: &["build"],
        run: types::check,
    },
    Step {
        name: "wasm",
        claim: "clippy and the compiler have no complaints about the browser's side",
        needs: &[],
        run: wasm,
    },
    Step {
        name: "oracle",
        claim: "other people's runtimes agree with ours",
        needs: &["build"],
        run: oracle,
    },
    Step {
        name: "browser",
        claim: "the page works in real Chromium",
        needs: &["build"],
        run: browser,
    },
    Step {
        name: "firefox",
        claim: "its core works in real Firefox",
        needs: &["build"],
        run: firefox,
    },
    Step {
        name: "package",
        claim: "the npm package works in other people's projects",
        needs: &["build"],
        run: package,
    },
    Step {
        name: WEBKIT,
        claim: "its core works in WebKit, as GTK's browser has it",
        needs: &["build"],
        run: webkit,
    },
    Step {
        name: FUZZ,
        claim: "nothing that people bring makes a reader panic, hang or take much memory: a minute each",
        needs: &[],
        run: || fuzz::run(&fuzz::Arguments::default()),
    },
];

/// Run where it is named, and with `--long`: libFuzzer compiles everything anew.
const FUZZ: &str = "fuzz";

/// Likewise: a third browser, with a screen of its own, is another half gigabyte.
const WEBKIT: &str = "webkit";

/// Runs the chosen steps, all of them even when one fails, and ends with the count. True when all passed.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let steps = choose(&arguments.steps, arguments.long)?;
    if arguments.list {
        for step in steps {
            println!("{:8} {}", step.name, step.claim);
        }
        return Ok(true);
    }
    let mut results: Vec<(&Step, Duration, Result<()>)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!(
            "\n[{}/{}] {}: {}",
            index + 1,
            steps.len(),
            step.name,
            step.claim
        );
        let start = Instant::now();
        let broken = results
            .iter()
            .find(|(before, _, result)| result.is_err() && step.needs.contains(&before.name));
        let result = match broken {
            Some((before, ..)) => Err(anyhow::anyhow!("it needs `{}`, which failed", before.name)),
            None => (step.run)(),
        };
        if let Err(error) = &result {
            println!("{}: FAILED: {error:#}", step.name);
        }
        results.push((step, start.elapsed(), result));
    }

    println!();
    for (step, time, result) in &results {
        let verdict = if result.is_ok() { "passed" } else { "FAILED" };
        println!(
            "{verdict}  {:8} {:>7.1} s  {}",
            step.name,
            time.as_secs_f64(),
            step.claim
        );
    }
    let failed: Vec<_> = results
        .iter()
        .filter(|(.., result)| result.is_err())
        .map(|(step, ..)| step.name)
        .collect();
    if !failed.is_empty() {
        println!(
            "`cargo xtask test {}` runs what failed again",
            failed.join(" ")
        );
    }
    println!(
        "{} passed, {} failed",
        results.len() - failed.len(),
        failed.len()
    );
    Ok(failed.is_empty())
}

/// The named steps and those they need, in the order of the list; all of them where none is named.
fn choose(names: &[String], long: bool) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "there is no step `{unknown}`; there are {}",
            known.join(", ")
        );
    }
    let named = |step: &Step| match names {
        [] => long || ![FUZZ, WEBKIT].contains(&step.name),
        names => names.iter().any(|name| name == step.name),
    };
    let needed = |step: &Step| {
        STEPS
            .iter()
            .any(|other| named(other) && other.needs.contains(&step.name))
    };
    Ok(STEPS
        .iter()
        .filter(|step| named(step) || needed(step))
        .collect())
}

/// The same features for everything native, so that burn is compiled once.
const NATIVE: [&str; 4] = ["--release", "--workspace", "--features", "mien/ndarray"];

fn cargo(task: &str, arguments: &[&str]) -> std::process::Command {
    let mut cargo = sh::command("cargo", [task]);
    cargo.args(arguments);
    cargo
}

fn fmt() -> Result<()> {
    tools::components()?;
    sh::run(&mut cargo("fmt", &["--all", "--check"])).context("`cargo fmt --all` formats the code")
}

fn clippy() -> Result<()> {
    tools::components()?;
    sh::run(cargo("clippy", &NATIVE).args(["--all-targets", "--", "-D", "warnings"]))
}

fn wasm() -> Result<()> {
    tools::components()?;
    tools::wasm_target()?;
    // As the page is built, so that what the build compiled for this machine serves here too.
    let [kernels, _] = &modules::KERNELS;
    for module in modules::MODULES.iter().chain([&modules::RELAXED, kernels]) {
        let mut clippy = module.cargo("clippy", &modules::Backend::default());
        sh::run(clippy.args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

fn doc() -> Result<()> {
    sh::run(
        cargo("doc", &NATIVE)
            .args(["--no-deps", "--document-private-items"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// Photos that may not be shipped, beside the checkout where somebody has them.
const PHOTOS: &str = "../shared/data/photos/local-only/expressions";

fn rust() -> Result<()> {
    sh::run(&mut cargo("test", &NATIVE))?;
    if !sh::root().join(PHOTOS).is_dir() {
        sh::say(format!(
            "not run: the test of the photos that may not be shipped, which are not in {PHOTOS}"
        ));
        return Ok(());
    }
    sh::run(cargo("test", &NATIVE).args(["--test", "suite", "--", "--ignored"]))
}

fn dist() -> Result<()> {
    build::run(&modules::Backend::default()).map(drop)
}

fn www() -> Result<()> {
    let node = Node::find()?;
    let tests = sh::root().join("tests/browser");
    node.packages(&tests)?;
    // Its types are checked too.
    node.packages(&scripts::bundler())?;
    sh::run(
        node.command("npm", &["--silent", "run", "check"])?
            .current_dir(tests),
    )
}

fn oracle() -> Result<()> {
    let node = Node::find()?;
    node.packages(&sh::root().join("tests/browser"))?;
    let folder = sh::root().join("tests/oracle");
    if sh::find("kotlinc").is_none() || sh::find("javac").is_none() {
        apt::install(&["kotlin", "default-jdk-headless"])
            .context("Android's snippets are compiled by Kotlin's compiler")?;
    }
    let mut test = node.command("node", &["--test", "--test-concurrency=1"])?;
    test.current_dir(&folder)
        .env("MIEN_TRAINER", trainer()?)
        .env(
            "MIEN_PYTHON",
            python::with(&folder.join("requirements.txt"))?,
        )
        .env("MIEN_CHROMIUM", chromium::find()?)
        .env("MIEN_DIST", sh::root().join("dist"));
    sh::run(&mut test)
}

/// The native command line, out of the same build as the native tests.
pub fn trainer() -> Result<PathBuf> {
    sh::run(cargo("build", &NATIVE).args(["--quiet", "--bins", "--tests"]))?;
    Ok(sh::target().join("release/trainer"))
}

fn browser() -> Result<()> {
    let node = Node::find()?;
    let chromium = chromium::find()?;
    let tests = sh::root().join("tests/browser");
    node.packages(&tests)?;
    let kernels = modules::build_kernels()?;
    let mut test = node.command("npm", &["--silent", "test"])?;
    test.current_dir(tests)
        .env("MIEN_CHROMIUM", chromium)
        .env("MIEN_KERNELS", kernels)
        .env("MIEN_DIST", sh::root().join("dist"));
    sh::run(&mut test)
}

fn firefox() -> Result<()> {
    let node = Node::find()?;
    let firefox = firefox::find()?;
    let tests = sh::root().join("tests/browser");
    node.packages(&tests)?;
    let mut test = node.command("node", &["--test", "firefox/firefox.mjs"])?;
    test.current_dir(tests)
        .env("MIEN_FIREFOX", firefox)
        .env("MIEN_DIST", sh::root().join("dist"));
    sh::run(&mut test)
}

fn webkit() -> Result<()> {
    let node = Node::find()?;
    let (driver, browser) = webkit::find()?;
    let mut test = node.command("node", &["--test", "webkit/webkit.mjs"])?;
    test.current_dir(sh::root().join("tests/browser"))
        .env("MIEN_WEBKIT_DRIVER", driver)
        .env("MIEN_WEBKIT", browser)
        .env("MIEN_DIST", sh::root().join("dist"));
    sh::run(&mut test)
}

fn package() -> Result<()> {
    let node = Node::find()?;
    let chromium = chromium::find()?;
    let tests = sh::root().join("tests/package");
    let packed = package::pack(&sh::root().join("dist"))?;
    node.packages(&sh::root().join("tests/browser"))?;
    node.packages(&tests)?;
    let mut test = node.command("node", &["--test", "--test-concurrency=1"])?;
    test.current_dir(tests)
        .env("MIEN_CHROMIUM", chromium)
        .env("MIEN_PACKAGE", packed);
    sh::run(&mut test)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(chosen: &[&str]) -> Vec<&'static str> {
        let chosen: Vec<_> = chosen.iter().map(|&name| name.to_owned()).collect();
        choose(&chosen, false)
            .expect("the names are known")
            .iter()
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn nothing_named_is_everything_but_what_takes_long() {
        assert_eq!(names(&[]).len(), STEPS.len() - 2);
        assert!(choose(&[], true).is_ok_and(|steps| steps.len() == STEPS.len()));
        assert_eq!(names(&["fuzz"]), ["fuzz"]);
    }

    #[test]
    fn steps_come_in_their_order_with_what_they_need() {
        assert_eq!(names(&["browser", "fmt"]), ["fmt", "build", "browser"]);
        assert_eq!(names(&["rust"]), ["rust"]);
    }

    #[test]
    fn an_unknown_step_names_the_known_ones() {
        let error = choose(&["brwoser".to_owned()], false)
            .err()
            .expect("there is no such step");
        assert!(
            error
                .to_string()
                .starts_with("there is no step `brwoser`; there are fmt, circles, numbers"),
            "{error}"
        );
    }

    #[test]
    fn what_a_step_needs_comes_before_it() {
        for (index, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                assert!(
                    STEPS[..index].iter().any(|before| before.name == *need),
                    "{} needs {need}",
                    step.name
                );
            }
        }
    }
}
