//! The part of a classifier that a person trains, as plain data, and the file that carries it.

mod file;

#[cfg(feature = "graph")]
pub(crate) use file::FORMAT;
pub use file::HeadFile;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::{Fault, Subject};
use crate::expression::Probabilities;

/// A dense layer: `y = x·w + b`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Dense {
    /// `[inputs, outputs]`, row by row.
    pub weights: Vec<f32>,
    /// `[outputs]`.
    pub bias: Vec<f32>,
}

impl Dense {
    fn inputs(&self) -> usize {
        self.weights.len() / self.bias.len().max(1)
    }

    fn forward(&self, x: &[f32]) -> Vec<f32> {
        let mut y = self.bias.clone();
        for (value, row) in x.iter().zip(self.weights.chunks_exact(self.bias.len())) {
            for (sum, weight) in y.iter_mut().zip(row) {
                *sum += value * weight;
            }
        }
        y
    }
}

/// One dense layer, or two with a ReLU between them: from an embedding to a logit a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// The layers, first to last.
    pub layers: Vec<Dense>,
}

impl Head {
    /// Length of the embeddings that it takes.
    pub fn inputs(&self) -> usize {
        self.layers.first().map_or(0, Dense::inputs)
    }

    /// Number of classes that it tells apart.
    pub fn classes(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.bias.len())
    }

    /// # Errors
    /// [`Error::Mismatch`] where the layers do not fit each other, an embedding of `width` values
    /// and `classes` classes; [`Error::Malformed`] for weights that are no numbers.
    pub fn validate(&self, width: usize, classes: usize) -> Result<(), Error> {
        if !(1..=2).contains(&self.layers.len()) {
            let got = self.layers.len();
            return Err(Error::mismatch(Subject::HeadLayers, "1 or 2", got));
        }
        let mut inputs = width;
        for layer in &self.layers {
            let outputs = layer.bias.len();
            if outputs == 0 || layer.weights.len() != inputs * outputs {
                let expected = format!("{inputs} x {outputs} weights");
                let got = layer.weights.len();
                return Err(Error::mismatch(Subject::HeadLayer, expected, got));
            }
            let numbers = layer.weights.iter().chain(&layer.bias);
            if !numbers.into_iter().all(|v| v.is_finite()) {
                return Err(Error::malformed(Subject::Head, Fault::NotNumbers));
            }
            inputs = outputs;
        }
        if inputs != classes {
            return Err(Error::mismatch(Subject::HeadClasses, classes, inputs));
        }
        Ok(())
    }

    /// A logit a class.
    pub fn logits(&self, embedding: &[f32]) -> Vec<f32> {
        let mut x = embedding.to_vec();
        for (i, layer) in self.layers.iter().enumerate() {
            if i > 0 {
                for value in &mut x {
                    *value = value.max(0.0);
                }
            }
            x = layer.forward(&x);
        }
        x
    }

    /// A probability a class.
    pub fn classify(&self, embedding: &[f32]) -> Probabilities {
        Probabilities::from_logits(&self.logits(embedding), 1.0)
    }
}
