//! `model/manifest.json`: which weight files there are, their checksums, and how to use them.

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::detect::FaceDetector;
use crate::expression::{Classifier, ExpressionModel};
#[cfg(feature = "studio")]
use crate::studio::landmarks::CropLandmarks;
use crate::weights::ModelFile;

/// All weight files of the app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The face detector's weights.
    pub detector: ModelFile,
    /// The expression network's weights.
    pub expression: ModelFile,
    /// The weights of the network that aligns pre-cropped faces; only teaching asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmarks: Option<ModelFile>,
    /// What the expression network is and how it is fed.
    pub model: ExpressionModel,
}

impl Manifest {
    /// Reads `manifest.json`.
    ///
    /// # Errors
    /// [`Error::Malformed`] names the line and column; [`Error::Limit`] and [`Error::Mismatch`]
    /// name a value that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let manifest: Self =
            serde_json::from_str(text).map_err(|e| Error::malformed("manifest.json", e))?;
        manifest.model.validate()?;
        Ok(manifest)
    }
}

impl Manifest {
    /// Both networks, out of the weight files that this manifest describes.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a file is not the one described or cannot be decoded.
    pub fn networks(
        &self,
        detector: &[u8],
        expression: &[u8],
        device: &Device,
    ) -> Result<(FaceDetector, Classifier), Error> {
        self.detector.verify(detector)?;
        self.expression.verify(expression)?;
        let file = &self.expression.file;
        Ok((
            FaceDetector::from_bytes(&self.detector.file, detector, device)?,
            Classifier::from_bytes(&self.model, file, expression, device)?,
        ))
    }
}

#[cfg(feature = "studio")]
impl Manifest {
    /// The network that aligns pre-cropped faces, out of the weight file that this manifest describes.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the file is not the one described or cannot be decoded, or where
    /// none is described.
    pub fn landmarks(&self, weights: &[u8], device: &Device) -> Result<CropLandmarks, Error> {
        let Some(described) = &self.landmarks else {
            return Err(Error::malformed(
                "manifest.json",
                "it names no weights for pre-cropped faces (`landmarks`)",
            ));
        };
        described.verify(weights)?;
        CropLandmarks::from_bytes(&described.file, weights, device)
    }
}
