//! `evaluate`: a network's results on a split.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use burn::tensor::Device;
use mien::align::{AlignedFace, Preprocess, align};
use mien::geometry::SimilarityTransform;
use rayon::prelude::*;
use serde::Serialize;

use crate::data::faces;
use crate::data::{self, Sample};
use crate::metrics::{self, Metrics, Tercile, terciles};
use crate::models::folder::{DETECTOR_FILE, LANDMARKS_FILE, ModelFolder};
use crate::models::trained::Model;
use crate::train::corrupt::Disturbance;

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
    #[command(flatten)]
    reading: data::Reading,
    /// Leave out pictures that stand, pixel for pixel, in the training split of this data
    #[arg(long)]
    exclude_seen: Option<PathBuf>,
    /// Disturb every aligned face before the network is asked
    #[arg(long, value_enum)]
    disturb: Option<Disturbance>,
    /// Ask about every face and its mirror image, and average the two
    #[arg(long)]
    mirrored: bool,
    /// What finds the landmarks that faces are aligned by
    #[arg(long, value_enum, default_value_t = AlignedBy::Detector)]
    aligned_by: AlignedBy,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// What finds the landmarks that faces are aligned by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum AlignedBy {
    /// The face detector, as in training
    Detector,
    /// The network for pre-cropped faces, as the studio aligns those
    Landmarks,
    /// Nothing: the whole picture is the face
    Whole,
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
    /// Where it is right less often; empty where that was not looked at.
    pub conditions: Vec<Condition>,
}

/// Results by thirds of the faces, put in order by one of their properties.
#[derive(Debug, Serialize)]
pub struct Condition {
    /// The property, in words.
    pub by: &'static str,
    /// Its unit, as it stands behind a number.
    pub unit: &'static str,
    /// Least to most.
    pub terciles: Vec<Tercile>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let folder = ModelFolder::choose(args.model.as_deref());
    let model = Model::open(&folder, &Device::flex())?;
    let description = model.description();
    let mut samples = data::read_split(&args.data, &args.split, &args.reading)?;
    if let Some(seen) = &args.exclude_seen {
        let training = data::training_split(seen, None, &args.reading)?;
        let seen = data::read_split(seen, &training, &args.reading)?;
        let seen: HashSet<_> = seen.iter().map(|s| &s.pixels).collect();
        samples.retain(|sample| !seen.contains(&sample.pixels));
        ensure!(!samples.is_empty(), "every picture was seen in training");
    }
    let preprocess = &description.preprocess;
    let to_faces = transforms(&samples, &folder, &args.cache, preprocess, args.aligned_by)?;
    let faces = cut(&samples, &to_faces, args.disturb, preprocess)?;
    let mut answers = model.classify(&faces)?;
    if args.mirrored {
        let mirrored: Vec<_> = faces.iter().map(AlignedFace::mirrored).collect();
        for (answer, of_mirrored) in answers.iter_mut().zip(model.classify(&mirrored)?) {
            *answer = answer.mean(&of_mirrored);
        }
    }
    let truth: Vec<_> = samples.iter().map(|s| s.label).collect();
    let right: Vec<_> = answers
        .iter()
        .zip(&truth)
        .map(|(answer, &class)| answer.argmax().0 == class)
        .collect();
    let probabilities: Vec<_> = answers.iter().map(|row| row.values().to_vec()).collect();
    let evaluation = Evaluation {
        metrics: metrics::measure(&description.labels, &truth, &probabilities),
        mflop: model.mflop(),
        weight_bytes: model.weight_bytes(),
        conditions: conditions(&faces, &to_faces, &right),
    };
    show(&args.split, &evaluation, args.json)
}

/// Where answers go wrong: in the dark, or far away.
fn conditions(
    faces: &[AlignedFace],
    to_faces: &[SimilarityTransform],
    right: &[bool],
) -> Vec<Condition> {
    let brightness: Vec<_> = faces
        .iter()
        .map(|face| face.pixels.iter().sum::<f32>() / face.pixels.len() as f32)
        .collect();
    let side: Vec<_> = faces
        .iter()
        .zip(to_faces)
        .map(|(face, to_face)| face.size as f32 / to_face.scale())
        .collect();
    vec![
        Condition {
            by: "mean brightness of the face",
            unit: " of 255",
            terciles: terciles(&brightness, right),
        },
        Condition {
            by: "side of the face's square in the picture",
            unit: " px",
            terciles: terciles(&side, right),
        },
    ]
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

/// The aligned faces of samples, as the app would cut them.
pub fn aligned(
    samples: &[Sample],
    folder: &ModelFolder,
    cache: &Path,
    preprocess: &Preprocess,
    by: AlignedBy,
) -> Result<Vec<AlignedFace>> {
    let to_faces = transforms(samples, folder, cache, preprocess, by)?;
    cut(samples, &to_faces, None, preprocess)
}

/// From each picture to its aligned face; a folder without a detector, or without a network for
/// pre-cropped faces, leaves finding it to the shipped one.
pub fn transforms(
    samples: &[Sample],
    folder: &ModelFolder,
    cache: &Path,
    preprocess: &Preprocess,
    by: AlignedBy,
) -> Result<Vec<SimilarityTransform>> {
    match by {
        AlignedBy::Detector => {
            let detector = match folder.has(DETECTOR_FILE) {
                true => folder.detector()?,
                false => ModelFolder::shipped().detector()?,
            };
            faces::find(samples, &detector, cache)?
                .iter()
                .zip(samples)
                .map(|(landmarks, sample)| faces::transform(sample, landmarks.as_ref(), preprocess))
                .collect()
        }
        AlignedBy::Landmarks => {
            let network = match folder.has(LANDMARKS_FILE) {
                true => folder.landmarks()?,
                false => ModelFolder::shipped().landmarks()?,
            };
            samples
                .par_iter()
                .map(|sample| {
                    let rgba = sample.rgba();
                    Ok(network.to_faces(&[sample.frame(&rgba)?], preprocess)?[0])
                })
                .collect()
        }
        AlignedBy::Whole => samples
            .iter()
            .map(|sample| faces::transform(sample, None, preprocess))
            .collect(),
    }
}

/// The aligned faces of samples, disturbed where that is asked for.
pub fn cut(
    samples: &[Sample],
    to_faces: &[SimilarityTransform],
    disturbance: Option<Disturbance>,
    preprocess: &Preprocess,
) -> Result<Vec<AlignedFace>> {
    samples
        .iter()
        .zip(to_faces)
        .map(|(sample, to_face)| {
            let rgba = sample.rgba();
            let frame = sample.frame(&rgba)?;
            Ok(match disturbance {
                Some(disturbance) => disturbance.align(&frame, to_face, preprocess),
                None => align(&frame, to_face, preprocess),
            })
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
    for condition in &evaluation.conditions {
        println!("by {}", condition.by);
        for third in &condition.terciles {
            let [least, most] = third.range;
            println!(
                "  {least:>5.0} to {most:>3.0}{}: {:.1} % ± {:.1}",
                condition.unit,
                100.0 * third.accuracy,
                100.0 * third.accuracy_margin
            );
        }
    }
}
