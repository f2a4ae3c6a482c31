//! Mien's one command: `cargo xtask serve | build | test | bench`.
//!
//! It installs what is missing on the way, so that a fresh clone needs rustup and nothing else.

mod accuracy;
mod apt;
mod bench;
mod build;
mod chromium;
mod circles;
mod files;
mod firefox;
mod fuzz;
mod modules;
mod node;
mod numbers;
mod package;
mod python;
mod scripts;
mod serve;
mod sh;
mod site;
mod soak;
mod table;
mod test;
mod tools;
mod types;
mod version;
mod webkit;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Builds, serves, tests and measures Mien"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the page, serves it on this machine and rebuilds when a file changes
    Serve(serve::Arguments),
    /// Builds the page into dist/, ready for any static web server
    Build(modules::Backend),
    /// Builds the browser's modules into target/modules/, as trunk asks before each of its builds
    #[command(hide = true)]
    Modules,
    /// Adds to TRUNK_STAGING_DIR what is not copied, as trunk asks after each of its builds
    #[command(hide = true)]
    Finish,
    /// Runs every check, or those that are named
    Test(test::Arguments),
    /// Writes what JavaScript knows of Rust: the files in www/types/
    Types,
    /// Measures speed and size in Chromium and natively
    Bench(bench::Arguments),
    /// Runs page, widget and studio for a long time and draws curves of time and memory
    Soak(soak::Arguments),
    /// Builds the npm package into target/
    Package,
    /// Feeds every reader of files bytes that nobody would bring
    Fuzz(fuzz::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Serve(arguments) => serve::run(&arguments).map(|()| true),
        Task::Build(arguments) => build::run(&arguments).map(|dist| {
            sh::say(format!("the page is in {}/", sh::shown(&dist)));
            true
        }),
        Task::Modules => modules::build(&modules::Backend::default()).map(|()| true),
        Task::Finish => match std::env::var_os("TRUNK_STAGING_DIR") {
            Some(folder) => site::finish_copied(folder.as_ref()).map(|()| true),
            None => Err(anyhow::anyhow!(
                "TRUNK_STAGING_DIR is not set: trunk sets it"
            )),
        },
        Task::Types => types::write().map(|()| true),
        Task::Test(arguments) => test::run(&arguments),
        Task::Soak(arguments) => soak::run(&arguments).map(|()| true),
        Task::Package => package::run().map(|packed| {
            sh::say(format!("the package is {}", sh::shown(&packed)));
            true
        }),
        Task::Fuzz(arguments) => fuzz::run(&arguments).map(|()| true),
        Task::Bench(arguments) => bench::run(arguments).map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        // What failed has been said.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        super::Arguments::command().debug_assert();
    }
}
