//! What a run is for: the averaged network as it is kept, its answers and its figures.

use std::fs;

use anyhow::{Context, Result};
use serde::Serialize;

use super::Training;
use crate::commands::evaluate::Evaluation;
use crate::metrics::{self, Metrics};
use crate::models::trained::{self, Description, Model};
use crate::train::student::{Student, to_f16};

/// A network as it would be kept, and what it says of the validation pictures.
pub struct Answers {
    weights: Vec<u8>,
    mflop: f64,
    /// `[pictures][classes]`
    pub logits: Vec<Vec<f32>>,
}

/// `validation.json`.
#[derive(Serialize)]
struct Validation<'a> {
    split: &'a str,
    /// `[pictures][classes]`, in the order of the split's rows.
    probabilities: &'a [Vec<f32>],
}

impl Training {
    /// What `student` says of the validation pictures, with its weights rounded as they are kept
    /// and, where the app can run it, computed as the app would.
    pub fn validate(&self, student: &Student) -> Result<Answers> {
        let weights = to_f16(&student.network)?;
        let model = Model::new(self.description.clone(), &weights, &self.device)?;
        Ok(Answers {
            logits: model.logits(&self.validation)?,
            mflop: model.mflop(),
            weights,
        })
    }

    /// The figures of these answers to the validation split.
    pub fn measure(&self, probabilities: &[Vec<f32>]) -> Metrics {
        metrics::measure(&self.description.labels, &self.truth, probabilities)
    }

    /// Writes the network, calibrated, its figures and its answers into the run's `result/`.
    pub fn export(&self, answers: &Answers) -> Result<()> {
        let temperature = metrics::fit_temperature(&answers.logits, &self.truth);
        let description = Description {
            temperature,
            ..self.description.clone()
        };
        let folder = self.config.run.join("result");
        trained::write(&folder, &description, &answers.weights)?;
        let probabilities = metrics::probabilities(&answers.logits, temperature);
        let evaluation = Evaluation {
            metrics: self.measure(&probabilities),
            mflop: answers.mflop,
            weight_bytes: answers.weights.len(),
            conditions: Vec::new(),
        };
        let write = |name: &str, text: String| {
            let path = folder.join(name);
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
        };
        write("metrics.json", serde_json::to_string_pretty(&evaluation)?)?;
        let validation = Validation {
            split: &self.split,
            probabilities: &probabilities,
        };
        write("validation.json", serde_json::to_string(&validation)?)
    }
}
