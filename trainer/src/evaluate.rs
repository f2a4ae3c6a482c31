//! `evaluate`: a network's results on a split.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use burn::tensor::Device;
use mien::align::{AlignedFace, Preprocess, align};
use serde::Serialize;

use crate::data::{self, Sample};
use crate::faces;
use crate::metrics::{self, Metrics};
use crate::model::Model;
use crate::model_files::{DETECTOR_FILE, ModelFolder};

/// Options of `evaluate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// FER2013 as a csv file
    #[arg(long)]
    data: PathBuf,
    /// Which rows
    #[arg(long)]
    split: String,
    /// Folder with the weights and their manifest (default: the shipped model)
    #[arg(long)]
    model: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Leave out pictures that stand, pixel for pixel, in the split Training of this file
    #[arg(long)]
    exclude_seen: Option<PathBuf>,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
pub struct Evaluation {
    /// How right the answers are.
    #[serde(flatten)]
    pub metrics: Metrics,
    /// Arithmetic for one face, in millions of floating-point operations.
    pub mflop: f64,
    /// Length of the weights as they are kept.
    pub weight_bytes: usize,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let folder = ModelFolder::choose(args.model.as_deref());
    let model = Model::open(&folder, &Device::flex())?;
    let description = model.description();
    let mut samples = data::read_split(&args.data, &args.split, None)?;
    if let Some(seen) = &args.exclude_seen {
        let seen = data::read_split(seen, "Training", None)?;
        let seen: HashSet<_> = seen.iter().map(|s| &s.pixels).collect();
        samples.retain(|sample| !seen.contains(&sample.pixels));
        ensure!(!samples.is_empty(), "every picture was seen in training");
    }
    let faces = aligned(&samples, &folder, &args.cache, &description.preprocess)?;
    let probabilities: Vec<_> = model
        .classify(&faces)?
        .iter()
        .map(|row| row.values().to_vec())
        .collect();
    let truth: Vec<_> = samples.iter().map(|s| s.label).collect();
    let evaluation = Evaluation {
        metrics: metrics::measure(&description.labels, &truth, &probabilities),
        mflop: model.mflop(),
        weight_bytes: model.weight_bytes(),
    };
    show(&args.split, &evaluation, args.json)
}

/// Prints the figures of a split for people, or as one JSON object.
pub fn show(split: &str, evaluation: &Evaluation, json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string(evaluation)?);
    } else {
        print(split, evaluation);
    }
    Ok(())
}

/// The aligned faces of samples, as the app would cut them; a folder without a detector leaves that
/// to the shipped one.
pub fn aligned(
    samples: &[Sample],
    folder: &ModelFolder,
    cache: &Path,
    preprocess: &Preprocess,
) -> Result<Vec<AlignedFace>> {
    let detector = match folder.has(DETECTOR_FILE) {
        true => folder.detector()?,
        false => ModelFolder::shipped().detector()?,
    };
    let landmarks = faces::find(samples, &detector, cache)?;
    samples
        .iter()
        .zip(&landmarks)
        .map(|(sample, landmarks)| {
            let rgba = sample.rgba();
            let to_face = faces::transform(sample, landmarks.as_ref(), preprocess)?;
            Ok(align(&data::frame(&rgba)?, &to_face, preprocess))
        })
        .collect()
}

fn print(split: &str, evaluation: &Evaluation) {
    let m = &evaluation.metrics;
    println!(
        "{split}, {} pictures: accuracy {:.2} % ± {:.2}, macro-F1 {:.3}, calibration error {:.3}",
        m.samples,
        100.0 * m.accuracy,
        100.0 * m.accuracy_margin,
        m.macro_f1,
        m.ece
    );
    println!(
        "{:.1} MFLOP a face, {} bytes of weights",
        evaluation.mflop, evaluation.weight_bytes
    );
    println!(
        "{:<10} {:>7} {:>9} {:>7} {:>6}",
        "", "samples", "precision", "recall", "F1"
    );
    for class in &m.per_class {
        println!(
            "{:<10} {:>7} {:>9.3} {:>7.3} {:>6.3}",
            class.label, class.samples, class.precision, class.recall, class.f1
        );
    }
}
