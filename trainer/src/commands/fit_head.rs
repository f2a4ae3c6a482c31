//! `fit-head`: what the studio's Train button does, with a project file, on a machine of one's own.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use burn::tensor::Device;
use mien::head::HeadFile;
use mien::studio::extract::SampleExtractor;
use mien::studio::pictures::PictureBase;
use mien::studio::project::{ProjectFile, ProjectKind, participants};
use mien::studio::train::{Example, HeadFit, TrainConfig};
use mien::weights::WeightFiles;
use mien::{Manifest, formats};
use rayon::prelude::*;
use serde_json::Value;

use crate::data::picture::Picture;
use crate::models::folder::ModelFolder;

/// Options of `fit-head`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A project as the studio saves it
    project: PathBuf,
    /// File to write the trained classes into: `recognize --head` and the page take it. For an image project, the
    /// folder to write a TensorFlow.js model into: `recognize --image-model` and the page take that
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Train for so many epochs instead of the project's
    #[arg(long)]
    epochs: Option<usize>,
    /// End where so many epochs bring nothing better, instead of the project's number; 0 goes through all
    #[arg(long)]
    patience: Option<usize>,
    /// Hidden units instead of the project's
    #[arg(long)]
    hidden: Option<usize>,
    /// Folder with the weights
    #[arg(long)]
    model: Option<PathBuf>,
}

/// What a sample is learnt as.
enum Embedder {
    Faces(Box<SampleExtractor>),
    Pictures(PictureBase),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let name = args.project.display();
    let bytes = std::fs::read(&args.project).with_context(|| format!("cannot read {name}"))?;
    let file = ProjectFile::open(bytes).with_context(|| format!("{name} is no project"))?;
    let (manifest, weights) = ModelFolder::choose(args.model.as_deref()).open()?;
    let embedder = Embedder::new(file.project.kind, &manifest, &weights)?;
    let mut settings = file.project.settings;
    settings.epochs = args.epochs.unwrap_or(settings.epochs);
    settings.patience = args.patience.unwrap_or(settings.patience);
    settings.hidden = args.hidden.unwrap_or(settings.hidden);
    settings.validate()?;

    let head = fit(&file, &embedder, &settings, manifest.model.threshold)?;
    match &embedder {
        Embedder::Faces(_) => {
            std::fs::write(&args.out, head.to_json()?)
                .with_context(|| format!("cannot write {}", args.out.display()))?;
            println!("{}", args.out.display());
        }
        Embedder::Pictures(base) => {
            let files = formats::save(&base.model(&head)?, &formats::FORMATS[0])?;
            super::export::write_files(&args.out, files)?;
        }
    }
    Ok(())
}

/// Trains on the samples of a project that take part.
fn fit(
    file: &ProjectFile,
    embedder: &Embedder,
    settings: &TrainConfig,
    usual_threshold: f32,
) -> Result<HeadFile> {
    let project = &file.project;
    let ids: Vec<_> = project.samples.iter().map(|s| (s.id, s.class)).collect();
    let parts = participants(&project.classes, &ids);
    ensure!(
        parts.classes.len() >= 2,
        "a project needs two classes that take part; this one has {}",
        parts.classes.len()
    );
    let examples = parts
        .samples
        .par_iter()
        .enumerate()
        .zip(&parts.truth)
        .map(|((sample, &place), &class)| {
            let mirror = settings.mirror && parts.mirrored.binary_search(&sample).is_ok();
            let [embedding, mirrored] = embedder.embed(file, place, mirror)?;
            Ok(Example {
                embedding,
                mirrored,
                class: class as usize,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let mut fit = HeadFit::new(examples, parts.classes.len(), settings, &Device::flex())?;
    let watched = std::io::stderr().is_terminal();
    while !fit.finished() {
        let epoch = fit.epoch()?;
        if !watched {
            continue;
        }
        let known = epoch.validation.unwrap_or(epoch.training);
        eprint!(
            "\repoch {} of {}: {:.1} % right, loss {:.4} ",
            epoch.epoch,
            settings.epochs,
            100.0 * known.accuracy,
            known.loss
        );
    }
    if watched {
        eprintln!();
    }
    let result = fit.result().context("no epoch was trained")?;
    match &result.validation {
        Some(checked) => println!(
            "{:.1} % of the {} samples that were kept apart, of which it has seen no copy",
            100.0 * checked.accuracy,
            fit.split().validation.len()
        ),
        None => println!(
            "{:.1} % of the samples that it learnt from; none were kept apart",
            100.0 * result.training.accuracy
        ),
    }
    for &class in &fit.split().one_recording {
        println!(
            "most samples of {} come from one recording, or from one picture: record it once more to check honestly",
            project.classes[parts.classes[class]].name
        );
    }
    let threshold = project
        .trained
        .as_ref()
        .map(|trained| &trained["threshold"]);
    let threshold = threshold.and_then(Value::as_f64);
    Ok(HeadFile {
        name: project.name.clone(),
        labels: (parts.classes.iter())
            .map(|&place| project.classes[place].name.clone())
            .collect(),
        backbone: embedder.backbone().into(),
        threshold: threshold.map_or(usual_threshold, |threshold| threshold as f32),
        mirrored: settings.mirror,
        head: result.head,
    })
}

impl Embedder {
    fn new(kind: ProjectKind, manifest: &Manifest, weights: &WeightFiles) -> Result<Self> {
        Ok(match kind {
            ProjectKind::Faces => {
                let extractor = SampleExtractor::new(manifest, weights, &Device::flex())?;
                Self::Faces(Box::new(extractor))
            }
            ProjectKind::Pictures => {
                let described = manifest.pictures()?;
                let bytes = weights.get(described)?.to_vec();
                Self::Pictures(PictureBase::open(described, bytes)?)
            }
        })
    }

    fn backbone(&self) -> &str {
        match self {
            Self::Faces(extractor) => extractor.backbone(),
            Self::Pictures(base) => base.backbone(),
        }
    }

    /// The embedding of a sample, and that of it as in a mirror where that is wanted.
    fn embed(&self, file: &ProjectFile, place: usize, mirror: bool) -> Result<[Vec<f32>; 2]> {
        let kept = || -> Result<Picture> {
            let path = file.project.samples[place].picture.as_deref();
            let path = path.context("a sample has no picture")?;
            Picture::from_bytes(path, file.picture(path)?)
        };
        let both = |embed: &dyn Fn(bool) -> Result<Vec<f32>>| -> Result<[Vec<f32>; 2]> {
            let mirrored = if mirror { embed(true)? } else { Vec::new() };
            let made_here = file.project.backbone.as_deref() == Some(self.backbone());
            let told = &file.embeddings[place];
            let embedding = match made_here && !told.is_empty() {
                true => told.clone(),
                false => embed(false)?,
            };
            Ok([embedding, mirrored])
        };
        match self {
            Self::Faces(extractor) => {
                let face = match &file.faces[place] {
                    Some(face) => extractor.resized(face)?,
                    None => extractor.whole(&kept()?.frame()?),
                };
                both(&|mirrored| Ok(extractor.embed(&face, mirrored)?))
            }
            Self::Pictures(base) => {
                let picture = kept()?;
                let frame = picture.frame()?;
                both(&|mirrored| Ok(base.embed(&frame, mirrored)?))
            }
        }
    }
}
