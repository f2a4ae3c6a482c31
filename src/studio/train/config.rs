//! What a person can choose about training.

use serde::{Deserialize, Serialize};

use crate::Error;

/// Settings of a training run. The defaults are those that Teachable Machine's users know (50
/// epochs, batches of 16, a learning rate of 0.001, 100 hidden units, 15 % for validation).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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
            seed: 1,
        }
    }
}

impl TrainConfig {
    /// # Errors
    /// [`Error::Limit`] names the first setting outside its range.
    pub fn validate(&self) -> Result<(), Error> {
        Error::check_range("Number of epochs", self.epochs, 1..=10_000)?;
        Error::check_range("Batch size", self.batch, 1..=1024)?;
        Error::check_range("Number of hidden units", self.hidden, 0..=1024)?;
        if !(1e-6..=1.0).contains(&self.learning_rate) {
            let limit = "0.000001 to 1";
            return Err(Error::limit("Learning rate", self.learning_rate, limit));
        }
        if !(0.0..=0.5).contains(&self.validation_share) {
            let limit = "0 to 0.5";
            return Err(Error::limit(
                "Share for validation",
                self.validation_share,
                limit,
            ));
        }
        Ok(())
    }
}
