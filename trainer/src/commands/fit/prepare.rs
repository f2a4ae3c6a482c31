//! What a run needs before its first step: pictures, their faces, teachers, the network's shape.

use std::collections::HashSet;

use anyhow::{Context, Result, bail, ensure};
use mien::align::Preprocess;
use mien::expression::ExpressionNetConfig;
use mien::studio::import::fer::FER2013_LABELS;

use super::Training;
use super::config::RunConfig;
use crate::data::faces;
use crate::data::{self, Sample};
use crate::models::architectures::Arch;
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
        let description = describe(config)?;
        let device = config.device.device()?;
        let folder = ModelFolder::shipped();
        let teachers = config
            .teacher
            .iter()
            .map(|folder| {
                let teacher = Model::open(&ModelFolder::new(folder), &device)?;
                distill::check(teacher.description(), &description)
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
            .map(|(sample, l)| faces::transform(sample, l.as_ref(), &description.preprocess))
            .collect::<Result<Vec<_>>>()?;
        let aligned = crate::commands::evaluate::aligned(
            &validation,
            &folder,
            &config.cache,
            &description.preprocess,
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
                preprocess: description.preprocess.clone(),
                strength: Strength::default().scaled(config.augment),
                targets: Targets {
                    vote_share: config.vote_share,
                    label_smoothing: config.label_smoothing,
                    rarity: config.rarity,
                    teacher_share: config.teacher_share,
                    soft_temperature: config.soft_temperature,
                    mixup: config.mixup,
                    mixup_rate: config.mixup_rate,
                },
                teachers,
            },
            description,
            device,
        };
        // Refused before there is a folder.
        training.learning_rates(0)?;
        Ok(training)
    }
}

/// The network that `config` asks for.
fn describe(config: &RunConfig) -> Result<Description> {
    ensure!(
        config.arch.sees(config.size),
        "this architecture sees faces of {} pixels only: leave --size out",
        data::SIDE
    );
    let stages = config.stages.iter().map(|s| stage(s));
    let mien = ExpressionNetConfig {
        stem: config.stem,
        stages: stages.collect::<Result<_>>()?,
        classes: FER2013_LABELS.len(),
    };
    mien.validate()?;
    let preprocess = preprocess(config.size);
    preprocess.validate()?;
    Ok(Description {
        arch: config.arch.of_the_literature().unwrap_or(Arch::Mien(mien)),
        labels: FER2013_LABELS.map(String::from).to_vec(),
        preprocess,
        temperature: 1.0,
    })
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
