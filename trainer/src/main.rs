//! Mien's native toolbox: `cargo run --release -p trainer -- COMMAND`.

mod commands;
mod data;
mod metrics;
mod models;
mod page;
#[cfg(test)]
mod scratch;
mod train;

use clap::{Parser, Subcommand};

use commands::{
    baseline, describe, detect, evaluate, export, few_shot, fit, fit_head, fit_landmarks,
    import_base, import_detector, quantize, recognize, report, robustness, template,
};

/// Train, measure and use Mien's networks.
#[derive(Debug, Parser)]
#[command(name = "trainer", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Name the expression of every face in picture files
    Recognize(recognize::Args),
    /// List the faces in picture files; --dump writes what the network was shown
    Detect(detect::Args),
    /// Write YuNet's weights from its ONNX file into the model folder
    ImportDetector(import_detector::Args),
    /// Write the network below the classes of Teachable Machine's image projects into the model folder
    ImportBase(import_base::Args),
    /// Measure where landmarks lie in a data set's pictures: the alignment template
    Template(template::Args),
    /// Write the network, or another model, in the formats of other runtimes
    Export(export::Args),
    /// Train the expression network
    Fit(Box<fit::Args>),
    /// Train a person's own classes on a project that the studio saved
    FitHead(fit_head::Args),
    /// Train the network that aligns pre-cropped faces, on what the detector finds in them
    FitLandmarks(fit_landmarks::Args),
    /// Write a trained network with its weights as integers, calibrated anew
    Quantize(quantize::Args),
    /// Measure what a classical classifier reaches on a split of a data set
    Baseline(baseline::Args),
    /// Show what is in a data set: one page
    Describe(describe::Args),
    /// Show what training runs reached: one page
    Report(report::Args),
    /// Measure a network on a split of a data set
    Evaluate(evaluate::Args),
    /// Measure what a head learns from few samples a class
    FewShot(few_shot::Args),
    /// Measure what bad light, blur, noise, tilt and distance leave of the recognition of photos
    Robustness(robustness::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Recognize(args) => recognize::run(&args),
        Command::Detect(args) => detect::run(&args),
        Command::ImportDetector(args) => import_detector::run(&args),
        Command::ImportBase(args) => import_base::run(&args),
        Command::Template(args) => template::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Fit(args) => fit::run(&args),
        Command::FitHead(args) => fit_head::run(&args),
        Command::FitLandmarks(args) => fit_landmarks::run(&args),
        Command::Quantize(args) => quantize::run(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Describe(args) => describe::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::FewShot(args) => few_shot::run(&args),
        Command::Robustness(args) => robustness::run(&args),
    }
}
