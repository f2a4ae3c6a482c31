//! What a run is for: the averaged network as it is shipped, its answers and its figures.

use anyhow::Result;
use burn::tensor::Device;
use mien::expression::{Classifier, ExpressionModel, Probabilities};
use rayon::prelude::*;

use super::Training;
use crate::metrics::{self, Metrics};
use crate::model_files::{EXPRESSION_FILE, ModelFolder};
use crate::student::Student;

/// A network as it would be shipped, and what it says of the validation pictures.
pub struct Answers {
    weights: Vec<u8>,
    /// `[pictures][classes]`
    pub logits: Vec<Vec<f32>>,
}

impl Training {
    /// Arithmetic for one face, in millions of floating-point operations.
    pub fn mflop(&self) -> f64 {
        let size = self.model.preprocess.size;
        2e-6 * self.model.architecture.multiply_adds(size) as f64
    }

    /// What `network` says of the validation pictures, computed as the app would.
    pub fn validate(&self, network: &Student) -> Result<Answers> {
        let weights = network.shipped_weights()?;
        let classifier =
            Classifier::from_bytes(&self.model, EXPRESSION_FILE, &weights, &Device::flex())?;
        let chunks = self
            .validation
            .par_chunks(64)
            .map(|chunk| Ok(classifier.logits(chunk)?))
            .collect::<Result<Vec<_>>>()?;
        Ok(Answers {
            weights,
            logits: chunks.concat(),
        })
    }

    /// The figures of these logits on the validation split.
    pub fn measure(&self, logits: &[Vec<f32>], temperature: f32) -> Metrics {
        let probabilities: Vec<_> = logits
            .iter()
            .map(|row| {
                Probabilities::from_logits(row, temperature)
                    .values()
                    .to_vec()
            })
            .collect();
        metrics::measure(&self.model.labels, &self.truth, &probabilities)
    }

    /// Writes the shipped weights, calibrated, as a folder like `model/`.
    pub fn export(&self, answers: &Answers) -> Result<()> {
        let model = ExpressionModel {
            temperature: metrics::fit_temperature(&answers.logits, &self.truth),
            ..self.model.clone()
        };
        let folder = ModelFolder::new(&self.args.run.join("result"));
        folder.write_detector(&ModelFolder::shipped().detector_weights()?)?;
        folder.write_expression(&model, &answers.weights)
    }
}
