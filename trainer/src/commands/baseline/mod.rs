//! `baseline`: what could be had without a neural network, measured as `evaluate` measures one.
//! Histograms of oriented gradients and multinomial logistic regression.

mod hog;
mod softmax;

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::Result;
use mien::align::AlignedFace;
use mien::studio::import::fer::FER2013_LABELS;
use rayon::prelude::*;

use crate::commands::evaluate::{self, Evaluation};
use crate::commands::fit;
use crate::data::{self, Sample};
use crate::metrics;
use crate::models::folder::ModelFolder;
use softmax::Softmax;

/// Options of `baseline`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// FER2013 as a csv file
    #[arg(long)]
    data: PathBuf,
    /// Which rows it is measured on (default: PublicTest, or what else is for measuring); it is
    /// fitted to those of Training
    #[arg(long)]
    split: Option<String>,
    #[command(flatten)]
    reading: data::Reading,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let preprocess = fit::preprocess(data::SIDE);
    let read = |split: &str| -> Result<_> {
        let samples = data::read_split(&args.data, split, &args.reading)?;
        let folder = ModelFolder::shipped();
        let faces = evaluate::aligned(
            &samples,
            &folder,
            &args.cache,
            &preprocess,
            evaluate::AlignedBy::Detector,
        )?;
        Ok((samples, features(&faces)))
    };
    let split = data::validation_split(&args.data, args.split.as_deref(), &args.reading)?;
    let (measured, wanted) = read(&split)?;
    let (samples, found) = read(&data::training_split(&args.data, None, &args.reading)?)?;
    let tested: HashSet<_> = measured.iter().map(|s: &Sample| &s.pixels).collect();
    let (features, labels): (Vec<_>, Vec<_>) = found
        .into_iter()
        .zip(&samples)
        .filter(|(_, sample)| !tested.contains(&sample.pixels))
        .map(|(features, sample)| (features, sample.label))
        .unzip();

    let labels_of_classes = FER2013_LABELS.map(String::from);
    let classifier = Softmax::fit(&features, &labels, FER2013_LABELS.len());
    let truth: Vec<_> = measured.iter().map(|s| s.label).collect();
    let probabilities = classifier.predict(&wanted)?;
    let flop = hog::flop(preprocess.size) + 2 * hog::length(preprocess.size) * FER2013_LABELS.len();
    let evaluation = Evaluation {
        metrics: metrics::measure(&labels_of_classes, &truth, &probabilities),
        mflop: 1e-6 * flop as f64,
        // As f32; nothing is written.
        weight_bytes: 4 * classifier.parameters(),
        conditions: Vec::new(),
    };
    evaluate::show(&split, &evaluation, args.json)
}

fn features(faces: &[AlignedFace]) -> Vec<Vec<f32>> {
    faces.par_iter().map(hog::features).collect()
}
