//! Seconds to train a head on as many samples as FER2013 has for training: 28,709 embeddings of
//! 112 values, 7 classes, everything else as the studio starts with (50 epochs, batches of 16).
//!
//! `cargo bench --features studio --bench teach [-- --runs N]`
//!
//! One thread, as in the browser.

#![allow(missing_docs, reason = "a program, not a library")]

use std::time::Instant;

use burn::tensor::Device;
use mien::studio::train::{Example, HeadFit, TrainConfig};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const SAMPLES: usize = 28_709;
const WIDTH: usize = 112;
const CLASSES: usize = 7;

fn main() -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()?;
    let examples = examples();
    let mut runs = (0..runs()?)
        .map(|_| train(&examples))
        .collect::<Result<Vec<_>>>()?;
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (seconds, checksum) = runs[runs.len() / 2];
    println!("teach: {seconds:.2} s; head {checksum:.4}");
    Ok(())
}

/// How often; `cargo bench` adds a `--bench` of its own.
fn runs() -> Result<usize> {
    let mut runs = 3;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--runs" => runs = arguments.next().ok_or("--runs needs a number")?.parse()?,
            "--bench" => {}
            other => return Err(format!("{other} is no option of this bench").into()),
        }
    }
    Ok(runs.max(1))
}

/// Embeddings around a place of their class, near enough to each other to be mixed up at times.
fn examples() -> Vec<Example> {
    let mut rng = StdRng::seed_from_u64(1);
    let mut embedding = |class: usize| -> Vec<f32> {
        (0..WIDTH)
            .map(|i| f32::from(i % CLASSES == class) * 0.4 + rng.random_range(-1.0..1.0f32))
            .collect()
    };
    (0..SAMPLES)
        .map(|i| Example {
            embedding: embedding(i % CLASSES),
            mirrored: embedding(i % CLASSES),
            class: i % CLASSES,
        })
        .collect()
}

/// Seconds, and the sum of the trained weights' absolute values.
fn train(examples: &[Example]) -> Result<(f64, f64)> {
    let examples = examples.to_vec();
    let start = Instant::now();
    let config = TrainConfig::default();
    let mut trainer = HeadFit::new(examples, CLASSES, &config, &Device::flex())?;
    while !trainer.finished() {
        trainer.epoch()?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let head = trainer.best().ok_or("no epoch was trained")?;
    let weights = head.layers.iter().flat_map(|layer| &layer.weights);
    Ok((seconds, weights.map(|w| f64::from(w.abs())).sum()))
}
