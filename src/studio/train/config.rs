//! What a person can choose about training.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Subject;

/// Settings of a training run. The defaults are those that Teachable Machine's users know (50
/// epochs, batches of 16, a learning rate of 0.001, 100 hidden units, 15 % for validation).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct TrainConfig {
    /// Passes over the training samples.
    pub epochs: usize,
    /// Samples a step.
    pub batch: usize,
    /// Adam's learning rate.
    pub learning_rate: f64,
    /// Units of the hidden layer; 0 leaves it out.
    pub hidden: usize,
    /// Share of every class that is kept apart to check what was learnt, 0 to 0.5.
    pub validation_share: f64,
    /// Whether every class counts the same, however many samples it has.
    pub balance: bool,
    /// Whether half of the samples of an epoch are mirrored.
    pub mirror: bool,
    /// Training ends where so many epochs bring no better result on the samples kept apart (on the training samples where
    /// none are); 0 goes through all. Of FER2013's 28,709 faces the best of 50 epochs is one of the first ten.
    pub patience: usize,
    /// Everything random follows from this.
    pub seed: u32,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            epochs: 50,
            batch: 16,
            learning_rate: 1e-3,
            hidden: 100,
            validation_share: 0.15,
            balance: true,
            mirror: true,
            patience: 10,
            seed: 1,
        }
    }
}

impl TrainConfig {
    /// What [`TrainConfig::epochs`] can be.
    pub const EPOCHS: RangeInclusive<usize> = 1..=10_000;
    /// What [`TrainConfig::batch`] can be.
    pub const BATCHES: RangeInclusive<usize> = 1..=1024;
    /// What [`TrainConfig::learning_rate`] can be.
    pub const LEARNING_RATES: RangeInclusive<f64> = 1e-6..=1.0;
    /// What [`TrainConfig::hidden`] can be.
    pub const HIDDEN: RangeInclusive<usize> = 0..=1024;
    /// What [`TrainConfig::validation_share`] can be.
    pub const VALIDATION_SHARES: RangeInclusive<f64> = 0.0..=0.5;
    /// What [`TrainConfig::patience`] can be.
    pub const PATIENCE: RangeInclusive<usize> = 0..=10_000;

    /// All settings by their names in files, as forms ask for them, and what numbers they can be;
    /// nothing for what is on or off.
    #[cfg(test)]
    pub(crate) fn ranges() -> [(&'static str, Option<RangeInclusive<f64>>); 9] {
        let whole =
            |range: RangeInclusive<usize>| Some(*range.start() as f64..=*range.end() as f64);
        [
            ("epochs", whole(Self::EPOCHS)),
            ("batch", whole(Self::BATCHES)),
            ("learningRate", Some(Self::LEARNING_RATES)),
            ("hidden", whole(Self::HIDDEN)),
            ("validationShare", Some(Self::VALIDATION_SHARES)),
            ("balance", None),
            ("mirror", None),
            ("patience", whole(Self::PATIENCE)),
            ("seed", Some(0.0..=f64::from(u32::MAX))),
        ]
    }

    /// # Errors
    /// [`Error::Limit`] names the first setting outside its range.
    pub fn validate(&self) -> Result<(), Error> {
        Error::check_range(Subject::Epochs, self.epochs, Self::EPOCHS)?;
        Error::check_range(Subject::BatchSize, self.batch, Self::BATCHES)?;
        Error::check_range(Subject::HiddenUnits, self.hidden, Self::HIDDEN)?;
        Error::check_range(Subject::Patience, self.patience, Self::PATIENCE)?;
        Error::check_range(
            Subject::LearningRate,
            self.learning_rate,
            Self::LEARNING_RATES,
        )?;
        Error::check_range(
            Subject::ValidationShare,
            self.validation_share,
            Self::VALIDATION_SHARES,
        )
    }
}
