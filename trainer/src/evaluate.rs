//! `evaluate`: a network's results on a split.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use burn::tensor::Device;
use mien::align::{AlignedFace, Preprocess, align};
use mien::expression::Classifier;
use serde::Serialize;

use crate::data::{self, Sample};
use crate::faces;
use crate::metrics::{self, Metrics};
use crate::model_files::{EXPRESSION_FILE, ModelFolder};

/// Options of `evaluate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    data: PathBuf,
    /// Which rows, or which of the folder's folders
    #[arg(long)]
    split: String,
    /// Folder with the weights and their manifest (default: the shipped model)
    #[arg(long)]
    model: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Leave out rows and files that cannot be read, and count them
    #[arg(long)]
    skip_bad: bool,
    /// Leave out pictures that stand, pixel for pixel, in the training split of this data
    #[arg(long)]
    exclude_seen: Option<PathBuf>,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Evaluation {
    #[serde(flatten)]
    metrics: Metrics,
    mflop: f64,
    weight_bytes: usize,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let folder = ModelFolder::choose(args.model.as_deref());
    let manifest = folder.manifest()?;
    let weights = folder.expression()?;
    manifest.expression.verify(&weights)?;
    let model = &manifest.model;
    let classifier = Classifier::from_bytes(model, EXPRESSION_FILE, &weights, &Device::flex())?;
    let mut samples = data::read_split(&args.data, &args.split, args.skip_bad)?;
    if let Some(seen) = &args.exclude_seen {
        let training = data::training_split(seen, None)?;
        let seen = data::read_split(seen, &training, args.skip_bad)?;
        let seen: HashSet<_> = seen.iter().map(|s| &s.pixels).collect();
        samples.retain(|sample| !seen.contains(&sample.pixels));
        ensure!(!samples.is_empty(), "every picture was seen in training");
    }
    let faces = aligned(&samples, &folder, &args.cache, &model.preprocess)?;
    let mut probabilities = Vec::with_capacity(samples.len());
    for chunk in faces.chunks(64) {
        for row in classifier.classify(chunk)? {
            probabilities.push(row.values().to_vec());
        }
    }
    let truth: Vec<_> = samples.iter().map(|s| s.label).collect();
    let evaluation = Evaluation {
        metrics: metrics::measure(&model.labels, &truth, &probabilities),
        mflop: 2e-6 * model.architecture.multiply_adds(model.preprocess.size) as f64,
        weight_bytes: weights.len(),
    };
    if args.json {
        println!("{}", serde_json::to_string(&evaluation)?);
    } else {
        print(&args.split, &evaluation);
    }
    Ok(())
}

/// The aligned faces of samples, as the app would cut them.
pub fn aligned(
    samples: &[Sample],
    folder: &ModelFolder,
    cache: &Path,
    preprocess: &Preprocess,
) -> Result<Vec<AlignedFace>> {
    let landmarks = faces::find(samples, &folder.detector()?, cache)?;
    samples
        .iter()
        .zip(&landmarks)
        .map(|(sample, landmarks)| {
            let rgba = sample.rgba();
            let to_face = faces::transform(sample, landmarks.as_ref(), preprocess)?;
            Ok(align(&sample.frame(&rgba)?, &to_face, preprocess))
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
