//! What a run needs before its first step: pictures, their faces, teachers, the network's shape.

use std::collections::HashSet;

use anyhow::{Context, Result, bail, ensure};
use mien::align::Preprocess;
use mien::expression::{Architecture, DEFAULT_THRESHOLD, ExpressionModel};
use mien::studio::import::fer::FER2013_LABELS;

use super::Training;
use super::config::RunConfig;
use crate::data::faces;
use crate::data::{self, Sample};
use crate::models::folder::ModelFolder;
use crate::models::trained::{Description, Model};
use crate::train::augment::Strength;
use crate::train::batches::{Source, Targets, frequency};
use crate::train::distill;

/// Where FER2013's landmarks lie on average, in pixels of its 48x48 pictures, as `trainer
/// template` prints them, made symmetric: live crops look like training crops.
const TEMPLATE: [[f32; 2]; 5] = [
    [14.5, 17.7],
    [33.5, 17.7],
    [24.0, 27.9],
    [16.3, 36.5],
    [31.7, 36.5],
];

/// How the faces of a new network are cut: `size` pixels wide and high.
pub fn preprocess(size: usize) -> Preprocess {
    let scale = size as f32 / data::SIDE as f32;
    Preprocess {
        size,
        channels: 1,
        range: [-1.0, 1.0],
        template: TEMPLATE.map(|place| place.map(|pixels| pixels * scale)),
    }
}

impl Training {
    /// Reads and aligns the pictures that `config` names, and checks the rest of the options.
    pub fn prepare(config: &RunConfig) -> Result<Self> {
        let stages = config
            .stages
            .iter()
            .map(|s| stage(s))
            .collect::<Result<_>>()?;
        let model = ExpressionModel {
            labels: FER2013_LABELS.map(String::from).to_vec(),
            architecture: Architecture {
                stem: config.stem,
                stages,
                classes: FER2013_LABELS.len(),
            },
            preprocess: preprocess(config.size),
            temperature: 1.0,
            threshold: DEFAULT_THRESHOLD,
        };
        model.validate()?;
        ensure!(
            config.arch.sees(config.size),
            "this architecture sees faces of {} pixels only: leave --size out",
            data::SIDE
        );
        let device = config.device.device()?;
        let folder = ModelFolder::shipped();
        let teachers = config
            .teacher
            .iter()
            .map(|folder| {
                let teacher = Model::open(&ModelFolder::new(folder), &device)?;
                distill::check(teacher.description(), &model)
                    .with_context(|| format!("{} cannot teach", folder.display()))?;
                Ok(teacher)
            })
            .collect::<Result<_>>()?;
        let (mut samples, validation) = config.read()?;
        let tested: HashSet<_> = validation.iter().map(|s| &s.pixels).collect();
        let mut found = faces::find(&samples, &folder.detector()?, &config.cache)?;
        let keep = |sample: &Sample| !tested.contains(&sample.pixels) && !sample.pixels.is_blank();
        let mut kept = samples.iter().map(keep);
        found.retain(|_| kept.next().unwrap_or(true));
        samples.retain(keep);
        samples.truncate(config.limit.unwrap_or(usize::MAX));
        ensure!(config.batch > 0, "a run needs a batch");
        ensure!(
            samples.len() >= config.batch,
            "{} training pictures are less than one batch of {}",
            samples.len(),
            config.batch
        );
        let transforms = samples
            .iter()
            .zip(&found)
            .map(|(sample, l)| faces::transform(sample, l.as_ref(), &model.preprocess))
            .collect::<Result<Vec<_>>>()?;
        let aligned = crate::commands::evaluate::aligned(
            &validation,
            &folder,
            &config.cache,
            &model.preprocess,
            crate::commands::evaluate::AlignedBy::Detector,
        )?;
        let training = Self {
            split: config.validation_name()?,
            truth: validation.iter().map(|s| s.label).collect(),
            validation: aligned,
            config: config.clone(),
            source: Source {
                frequency: frequency(&samples),
                samples,
                transforms,
                preprocess: model.preprocess.clone(),
                strength: Strength::default().scaled(config.augment),
                targets: Targets {
                    vote_share: config.vote_share,
                    label_smoothing: config.label_smoothing,
                    rarity: config.rarity,
                    teacher_share: config.teacher_share,
                    mixup: config.mixup,
                },
                teachers,
            },
            description: Description {
                arch: config.arch,
                model,
            },
            device,
        };
        // Refused before there is a folder.
        training.learning_rates(0)?;
        Ok(training)
    }
}

fn stage(text: &str) -> Result<(usize, usize)> {
    let parsed = text
        .split_once('x')
        .and_then(|(channels, blocks)| Some((channels.parse().ok()?, blocks.parse().ok()?)));
    match parsed {
        Some(stage) => Ok(stage),
        None => bail!("the stage {text:?} is not of the form CHANNELSxBLOCKS"),
    }
}
