//! `few-shot`: how much a head learns from few samples of each class, as a person in the studio
//! would collect them, on the embeddings of a model.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use burn::tensor::Device;
use mien::align::AlignedFace;
use mien::expression::Classifier;
use mien::studio::import::fer::FER2013_LABELS;
use mien::studio::train::{Example, HeadFit, Metrics, TrainConfig, measure};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rayon::prelude::*;
use serde::Serialize;

use crate::commands::evaluate::{self, AlignedBy};
use crate::data::{self, Sample};
use crate::models::folder::{EXPRESSION_FILE, ModelFolder};

/// Options of `few-shot`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    data: PathBuf,
    #[command(flatten)]
    reading: data::Reading,
    /// Folder with the weights and their manifest (default: the shipped model)
    #[arg(long)]
    model: Option<PathBuf>,
    /// Samples a class, one curve point each
    #[arg(long, value_delimiter = ',', default_value = "5,10,20,50,100,500")]
    samples: Vec<usize>,
    /// Draws of the samples that are averaged
    #[arg(long, default_value_t = 5)]
    seeds: u32,
    /// Number of classes: 6 leaves Neutral out
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(2..=7))]
    classes: u8,
    /// Ask the head about every face and its mirror image, and average the two
    #[arg(long)]
    mirrored: bool,
    /// Print one JSON object a point
    #[arg(long)]
    json: bool,
    /// What finds the landmarks that faces are aligned by
    #[arg(long, value_enum, default_value_t = AlignedBy::Detector)]
    aligned_by: AlignedBy,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// What so many samples a class give.
#[derive(Debug, Serialize)]
struct Point {
    samples: usize,
    /// Mean accuracy over the seeds, 0 to 1.
    accuracy: f64,
    /// The least and the most.
    range: [f64; 2],
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let folder = ModelFolder::choose(args.model.as_deref());
    let manifest = folder.manifest()?;
    let weights = folder.expression()?;
    manifest.expression.verify(&weights)?;
    let device = Device::flex();
    let classifier = Classifier::from_bytes(&manifest.model, EXPRESSION_FILE, &weights, &device)?;
    let classes = usize::from(args.classes);
    let examples = |split: &str| -> Result<Vec<Example>> {
        let mut samples = data::read_split(&args.data, split, &args.reading)?;
        samples.retain(|sample| sample.label < classes && !sample.pixels.is_blank());
        let preprocess = &manifest.model.preprocess;
        let faces = evaluate::aligned(&samples, &folder, &args.cache, preprocess, args.aligned_by)?;
        embedded(&classifier, &samples, &faces)
    };
    let learnt = examples(&data::training_split(&args.data, None, &args.reading)?)?;
    let tested = examples(&data::validation_split(&args.data, None, &args.reading)?)?;
    if !args.json {
        println!("{classes} of {FER2013_LABELS:?}, {} seeds", args.seeds);
    }
    for &samples in &args.samples {
        let accuracies = (1..=args.seeds)
            .into_par_iter()
            .map(|seed| accuracy(&learnt, &tested, args.mirrored, classes, samples, seed))
            .collect::<Result<Vec<_>>>()?;
        ensure!(!accuracies.is_empty(), "no seed");
        let point = Point {
            samples,
            accuracy: accuracies.iter().sum::<f64>() / accuracies.len() as f64,
            range: [
                accuracies.iter().copied().fold(1.0, f64::min),
                accuracies.iter().copied().fold(0.0, f64::max),
            ],
        };
        if args.json {
            println!("{}", serde_json::to_string(&point)?);
        } else {
            println!(
                "{samples:>4} samples a class: {:.1} % ({:.1} to {:.1})",
                100.0 * point.accuracy,
                100.0 * point.range[0],
                100.0 * point.range[1]
            );
        }
    }
    Ok(())
}

fn embedded(
    classifier: &Classifier,
    samples: &[Sample],
    faces: &[AlignedFace],
) -> Result<Vec<Example>> {
    let embed = |faces: &[AlignedFace]| -> Result<Vec<Vec<f32>>> {
        let chunks = faces
            .par_chunks(64)
            .map(|chunk| Ok(classifier.embed(chunk)?))
            .collect::<Result<Vec<_>>>()?;
        Ok(chunks.concat())
    };
    let mirrored: Vec<_> = faces.iter().map(AlignedFace::mirrored).collect();
    let embeddings = embed(faces)?.into_iter().zip(embed(&mirrored)?);
    Ok(samples
        .iter()
        .zip(embeddings)
        .map(|(sample, (embedding, mirrored))| Example {
            embedding,
            mirrored,
            class: sample.label,
        })
        .collect())
}

/// The share of `tested` that a head names right after learning `samples` examples of each class.
fn accuracy(
    learnt: &[Example],
    tested: &[Example],
    mirrored: bool,
    classes: usize,
    samples: usize,
    seed: u32,
) -> Result<f64> {
    let mut rng = StdRng::seed_from_u64(u64::from(seed));
    let mut chosen = Vec::new();
    for class in 0..classes {
        let mut of_class: Vec<&Example> = learnt.iter().filter(|e| e.class == class).collect();
        of_class.shuffle(&mut rng);
        chosen.extend(of_class.into_iter().take(samples).cloned());
    }
    let config = TrainConfig {
        seed,
        ..TrainConfig::default()
    };
    let mut trainer = HeadFit::new(chosen, classes, &config, &Device::flex())?;
    while !trainer.finished() {
        trainer.epoch()?;
    }
    let head = trainer.best().context("no epoch was trained")?;
    let truth: Vec<_> = tested.iter().map(|e| e.class).collect();
    let answer = |example: &Example| {
        let answer = head.classify(&example.embedding);
        match mirrored {
            true => answer.mean(&head.classify(&example.mirrored)),
            false => answer,
        }
    };
    let answers: Vec<_> = tested.iter().map(answer).collect();
    let metrics: Metrics = measure(classes, &truth, &answers);
    Ok(metrics.accuracy)
}
