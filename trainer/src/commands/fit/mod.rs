//! `fit`: trains the expression network and writes it as the app reads it.

mod checkpoint;
mod config;
mod epoch;
mod prepare;
mod result;
mod run_folder;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use burn::tensor::Device;
use mien::align::AlignedFace;

use crate::models::trained::Description;
use crate::train::batches::Source;
use config::RunConfig;
pub use prepare::preprocess;

/// Options of `fit`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    config: RunConfig,
    /// Go on from the run's checkpoint
    #[arg(long)]
    resume: bool,
}

/// Everything that stays the same during a run.
struct Training {
    config: RunConfig,
    description: Description,
    source: Source,
    /// The name of the split that is measured.
    split: String,
    validation: Vec<AlignedFace>,
    truth: Vec<usize>,
    device: Device,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let config = &args.config;
    run_folder::check(config, args.resume)?;
    let training = Training::prepare(config)?;
    let mut state = training.begin()?;
    if !args.resume {
        run_folder::claim(config)?;
    }
    println!(
        "{} training pictures, {:.1} MFLOP a face",
        training.source.samples.len(),
        2e-6 * state.network.network.multiply_adds(config.size) as f64
    );
    if args.resume {
        state = state.load(&config.run)?;
        println!("going on after epoch {}", state.progress.epochs);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst))?;
    while !training.is_done(&state) {
        let before = state.progress.epochs;
        match training.advance(state, &stop)? {
            Some(next) => state = next,
            None => {
                println!("stopped; --resume goes on after epoch {before}");
                return Ok(());
            }
        }
    }
    println!(
        "best {} accuracy {:.2} %; result in {}",
        training.split,
        100.0 * state.progress.best,
        config.run.join("result").display()
    );
    Ok(())
}
