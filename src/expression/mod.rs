//! Expressions: the network and its calibrated probabilities.

mod architecture;
mod inference;
#[cfg(feature = "burn")]
mod network;

pub use architecture::{BlockConfig, ExpressionNetConfig};
#[cfg(feature = "burn")]
pub use network::{Backbone, ExpressionNet, ResidualBlock};

#[cfg(feature = "burn")]
use burn::tensor::{Tensor, TensorData};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::align::{AlignedFace, Preprocess};
use crate::error::{Bounds, Subject};
#[cfg(feature = "burn")]
use crate::kernels;
use crate::kernels::{Device, Runner};
use crate::metrics::argmax;
use crate::weights::{ModelFile, WeightFiles};
use inference::PackedExpressionNet;

/// The name of a class, as people read it.
pub type ClassLabel = String;

/// What an expression network is and how it is fed: everything beside its weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressionModel {
    /// The classes in the order of the network's outputs.
    pub labels: Vec<ClassLabel>,
    /// The shape of the network.
    pub architecture: ExpressionNetConfig,
    /// How its pictures are made.
    pub preprocess: Preprocess,
    /// Logits are divided by this before the softmax, which calibrates the probabilities (Guo et
    /// al., "On Calibration of Modern Neural Networks", 2017).
    pub temperature: f32,
    /// Below this probability a face is displayed as unsure, 0 to 1, unless somebody sets another.
    #[serde(default = "default_threshold")]
    pub threshold: f32,
}

/// The threshold of a new model, and of those that were made before models named theirs.
pub const DEFAULT_THRESHOLD: f32 = 0.4;

fn default_threshold() -> f32 {
    DEFAULT_THRESHOLD
}

impl ExpressionModel {
    /// # Errors
    /// [`Error::Limit`] or [`Error::Mismatch`] names the first value that cannot be used.
    pub fn validate(&self) -> Result<(), Error> {
        self.preprocess.validate()?;
        self.architecture.validate()?;
        if self.labels.len() != self.architecture.classes {
            return Err(Error::mismatch(
                Subject::Labels,
                self.architecture.classes,
                self.labels.len(),
            ));
        }
        if !(self.temperature.is_finite() && self.temperature > 0.0) {
            return Err(Error::limit(
                Subject::Temperature,
                self.temperature,
                Bounds::Positive,
            ));
        }
        if !(0.0..=1.0).contains(&self.threshold) {
            return Err(Error::limit(
                Subject::Threshold,
                self.threshold,
                Bounds::share(),
            ));
        }
        Ok(())
    }
}

/// One probability a class: finite, 0 to 1, summing to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probabilities(Vec<f32>);

impl Probabilities {
    /// The softmax of `logits / temperature`. Logits that are not finite give equal shares, so
    /// that a broken network cannot look sure.
    pub fn from_logits(logits: &[f32], temperature: f32) -> Self {
        let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let raised: Vec<f32> = logits
            .iter()
            .map(|l| ((l - largest) / temperature).exp())
            .collect();
        let sum: f32 = raised.iter().sum();
        if !sum.is_finite() || sum <= 0.0 {
            return Self(vec![1.0 / logits.len().max(1) as f32; logits.len()]);
        }
        Self(raised.into_iter().map(|v| v / sum).collect())
    }

    /// What another network has made probabilities already.
    #[cfg(any(feature = "graph", feature = "recognizer"))]
    pub(crate) fn from_shares(shares: Vec<f32>) -> Self {
        Self(shares)
    }

    /// A probability a class.
    pub fn values(&self) -> &[f32] {
        &self.0
    }

    /// The likeliest class and its probability; the first of equals. `(0, 0.0)` without classes.
    pub fn argmax(&self) -> (usize, f32) {
        let class = argmax(&self.0);
        (class, self.0.get(class).copied().unwrap_or(0.0))
    }

    /// The mean of both, the same whichever comes first; the sum stays 1.
    #[must_use]
    pub fn mean(&self, other: &Self) -> Self {
        Self(
            self.0
                .iter()
                .zip(&other.0)
                .map(|(a, b)| (a + b) / 2.0)
                .collect(),
        )
    }

    /// Moves every value towards `other` by `share` (0: stay, 1: take over); the sum stays 1.
    pub fn blend(&mut self, other: &Self, share: f32) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine += (theirs - *mine) * share;
        }
    }
}

/// Names the expression of aligned faces.
#[derive(Debug)]
pub struct Classifier {
    model: ExpressionModel,
    runner: Runner<PackedExpressionNet>,
}

impl Classifier {
    /// Decodes burnpack weights (`bytes`, read from `file`, which errors name) for `device`.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the bytes are not the weights of `model.architecture`.
    pub fn from_bytes(
        model: &ExpressionModel,
        file: &str,
        bytes: &[u8],
        device: &Device,
    ) -> Result<Self, Error> {
        model.validate()?;
        Ok(Self {
            runner: Runner::load(&model.architecture, file, bytes, device)?,
            model: model.clone(),
        })
    }

    /// Checks and decodes the weight file that is described.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is missing, not the one described or cannot be decoded.
    pub fn load(
        model: &ExpressionModel,
        described: &ModelFile,
        files: &WeightFiles,
        device: &Device,
    ) -> Result<Self, Error> {
        Self::from_bytes(model, &described.file, files.get(described)?, device)
    }

    /// What the network is and how it is fed.
    pub fn model(&self) -> &ExpressionModel {
        &self.model
    }

    /// The logits of every face, `[faces, classes]` row by row.
    ///
    /// # Errors
    /// [`Error::Mismatch`] for a face of another size than the model's.
    pub fn logits(&self, faces: &[AlignedFace]) -> Result<Vec<Vec<f32>>, Error> {
        if faces.is_empty() {
            return Ok(Vec::new());
        }
        let preprocess = &self.model.preprocess;
        let logits = match &self.runner {
            Runner::Kernels(packed) => {
                let values = values(faces, preprocess)?;
                packed.forward(&values, faces.len(), preprocess.size)
            }
            #[cfg(feature = "burn")]
            Runner::Layers(network, device) => {
                kernels::values(network.forward(batch(faces, preprocess, device)?))?
            }
        };
        Ok(logits
            .chunks_exact(self.model.labels.len())
            .map(<[f32]>::to_vec)
            .collect())
    }

    /// What the backbone makes of every face: the values that the last layer, or a head that a
    /// person trained, is given.
    ///
    /// # Errors
    /// As [`Classifier::logits`].
    pub fn embed(&self, faces: &[AlignedFace]) -> Result<Vec<Vec<f32>>, Error> {
        if faces.is_empty() {
            return Ok(Vec::new());
        }
        let preprocess = &self.model.preprocess;
        let embeddings = match &self.runner {
            Runner::Kernels(packed) => {
                let values = values(faces, preprocess)?;
                packed.embed(&values, faces.len(), preprocess.size)
            }
            #[cfg(feature = "burn")]
            Runner::Layers(network, device) => {
                kernels::values(network.backbone.forward(batch(faces, preprocess, device)?))?
            }
        };
        let width = embeddings.len() / faces.len();
        Ok(embeddings
            .chunks_exact(width)
            .map(<[f32]>::to_vec)
            .collect())
    }

    /// The calibrated probabilities of every face.
    ///
    /// # Errors
    /// As [`Classifier::logits`].
    pub fn classify(&self, faces: &[AlignedFace]) -> Result<Vec<Probabilities>, Error> {
        Ok(self
            .logits(faces)?
            .iter()
            .map(|logits| Probabilities::from_logits(logits, self.model.temperature))
            .collect())
    }
}

/// The faces as one tensor `[faces, 1, size, size]` in the model's range.
///
/// # Errors
/// [`Error::Mismatch`] for a face of another size than `preprocess` asks for.
#[cfg(feature = "burn")]
pub fn batch(
    faces: &[AlignedFace],
    preprocess: &Preprocess,
    device: &Device,
) -> Result<Tensor<4>, Error> {
    let size = preprocess.size;
    Ok(Tensor::from_data(
        TensorData::new(
            values(faces, preprocess)?,
            [faces.len(), preprocess.channels, size, size],
        ),
        device,
    ))
}

/// The faces' values in the model's range, one face after the other.
fn values(faces: &[AlignedFace], preprocess: &Preprocess) -> Result<Vec<f32>, Error> {
    let size = preprocess.size;
    let mut values = Vec::with_capacity(faces.len() * size * size);
    for face in faces {
        if face.size != size || face.pixels.len() != size * size {
            return Err(Error::mismatch(Subject::FaceSide, size, face.size));
        }
        values.extend(face.normalized(preprocess));
    }
    Ok(values)
}
