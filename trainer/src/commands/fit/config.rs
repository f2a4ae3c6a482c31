//! What a run is made with: `fit`'s options, kept in its folder as `config.json`.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

use crate::data::{self, Sample, soft_labels};
use crate::models::architectures::ArchName;
use crate::train::device::DeviceName;

/// Everything that a run follows from.
#[derive(Debug, Clone, clap::Args, Serialize, Deserialize, PartialEq)]
pub struct RunConfig {
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    pub data: PathBuf,
    /// The split to learn from (default: Training; of a folder, train)
    #[arg(long)]
    pub train_split: Option<String>,
    /// The split to measure with (default: PublicTest; of a folder, validation, else test)
    #[arg(long)]
    pub validation_split: Option<String>,
    #[command(flatten)]
    #[serde(flatten)]
    pub reading: data::Reading,
    /// FER+ votes, joined by row
    #[arg(long)]
    pub votes: Option<PathBuf>,
    /// Weight of the second head's loss, which learns all ten answers of the votes
    #[arg(long, default_value_t = 0.5)]
    pub vote_weight: f64,
    /// Share of the votes in the expression head's target; the rest is the label
    #[arg(long, default_value_t = 0.0)]
    pub vote_share: f32,
    /// Folder of a trained model that is asked about every face that is learnt, changed as it is; may
    /// be given several times
    #[arg(long)]
    pub teacher: Vec<PathBuf>,
    /// What other networks answer for the training pictures: an .npz file that holds one array
    /// [pictures, classes] of probabilities, row by row as the training split
    #[arg(long, conflicts_with = "teacher")]
    #[serde(default)]
    pub soft_labels: Option<PathBuf>,
    /// Share of the teachers' mean answer, or of the soft labels, in the loss
    #[arg(long, default_value_t = 0.5)]
    pub teacher_share: f32,
    /// The temperature at which the soft labels were taken and teachers are asked. The network is
    /// held against them at the same, and their loss counts its square (Hinton et al., 2015)
    #[arg(long, default_value_t = 1.0)]
    #[serde(default = "one")]
    pub soft_temperature: f32,
    /// A picture is blended with another by up to this share
    #[arg(long, default_value_t = 0.0)]
    pub mixup: f32,
    /// How often
    #[arg(long, default_value_t = 1.0)]
    #[serde(default = "one")]
    pub mixup_rate: f64,
    /// What computes
    #[arg(long, value_enum, default_value_t = DeviceName::Cpu)]
    pub device: DeviceName,
    /// Share of the target spread over all classes
    #[arg(long, default_value_t = 0.05)]
    pub label_smoothing: f32,
    /// Folder of this run: configuration, log, checkpoint, result
    #[arg(long)]
    pub run: PathBuf,
    /// Passes over the training pictures
    #[arg(long, default_value_t = 40)]
    pub epochs: usize,
    /// Pictures a step
    #[arg(long, default_value_t = 96)]
    pub batch: usize,
    /// Highest learning rate; it falls to 0 along a cosine
    #[arg(long, default_value_t = 2e-3)]
    pub learning_rate: f64,
    /// Share of the run over which it rises at first
    #[arg(long, default_value_t = 0.04)]
    #[serde(default = "first_epochs")]
    pub warm_up: f64,
    /// AdamW's weight decay, on weights but not on biases and normalisation
    #[arg(long, default_value_t = 0.02)]
    pub weight_decay: f32,
    /// Share of embedding values that are dropped
    #[arg(long, default_value_t = 0.3)]
    pub dropout: f64,
    /// The averaged weights move towards the current ones by this share a step
    #[arg(long, default_value_t = 0.002)]
    pub average: f64,
    /// How much more a picture of a rare class counts: its share of the data to the power of minus
    /// this
    #[arg(long, default_value_t = 0.2)]
    pub rarity: f32,
    /// Amount of augmentation: 1 is all of it, 0 none
    #[arg(long, default_value_t = 1.0)]
    pub augment: f32,
    /// How far up every step looks for its gradients, so that it finds a flat minimum: 0.05 is
    /// usual, 0 looks nowhere. Looking takes a second pass
    #[arg(long, default_value_t = 0.0)]
    #[serde(default)]
    pub sharpness: f64,
    /// Begin with the averaged weights of another run, or with a model folder like model/
    #[arg(long)]
    pub start: Option<PathBuf>,
    /// Which network
    #[arg(long, value_enum, default_value_t = ArchName::Mien)]
    #[serde(default)]
    pub arch: ArchName,
    /// Use the first so many training pictures only
    #[arg(long)]
    #[serde(default)]
    pub limit: Option<usize>,
    /// Stop after so many epochs without a better validation accuracy
    #[arg(long)]
    #[serde(default)]
    pub patience: Option<usize>,
    /// Width and height of the faces that the network is shown, pixels
    #[arg(long, default_value_t = data::SIDE)]
    #[serde(default = "side")]
    pub size: usize,
    /// Channels of the first convolution
    #[arg(long, default_value_t = 16)]
    pub stem: usize,
    /// Stages of the network as CHANNELSxBLOCKS
    #[arg(long, default_value = "16x1,32x2,80x2,112x1", value_delimiter = ',')]
    pub stages: Vec<String>,
    /// Everything random follows from this
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    pub cache: PathBuf,
}

/// What runs that were begun before faces could have another size have.
fn side() -> usize {
    data::SIDE
}

/// What runs that were begun before blending had a rate, and soft labels a temperature, have.
fn one<T: From<u8>>() -> T {
    T::from(1)
}

/// About the first epoch of the usual 40, which older runs rise over.
fn first_epochs() -> f64 {
    0.025
}

impl RunConfig {
    /// The name of the split to measure with.
    ///
    /// # Errors
    /// Where the data has none.
    pub fn validation_name(&self) -> Result<String> {
        data::validation_split(&self.data, self.validation_split.as_deref(), &self.reading)
    }

    /// The pictures to learn from and those to measure with.
    ///
    /// # Errors
    /// Where the data cannot be read or one split is both.
    pub fn read(&self) -> Result<(Vec<Sample>, Vec<Sample>)> {
        let train = data::training_split(&self.data, self.train_split.as_deref(), &self.reading)?;
        let validation = self.validation_name()?;
        ensure!(train != validation, "{train:?} cannot be both splits");
        let query = data::Query {
            splits: &[&train, &validation],
            votes: self.votes.as_deref(),
            reading: &self.reading,
        };
        let mut splits = data::read(&self.data, &query)?.splits.into_iter();
        let mut next = || splits.next().map(|s| s.samples).unwrap_or_default();
        let (mut training, validation) = (next(), next());
        if let Some(file) = &self.soft_labels {
            soft_labels::join(file, &mut training)?;
        }
        Ok((training, validation))
    }
}
