//! `model/manifest.json`: which weight files there are, their checksums, and how to use them.

use burn::module::Module;
use burn::store::ModuleRecord;
use burn::tensor::{Bytes, Device};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::detect::FaceDetector;
use crate::expression::{Classifier, ExpressionModel};
#[cfg(feature = "studio")]
use crate::studio::landmarks::CropLandmarks;

/// A weight file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelFile {
    /// Its name, beside the manifest.
    pub file: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

impl ModelFile {
    /// Describes a file with these contents.
    pub fn describe(file: &str, contents: &[u8]) -> Self {
        Self {
            file: file.into(),
            bytes: contents.len(),
            sha256: sha256(contents),
        }
    }

    /// # Errors
    /// [`Error::Malformed`] where the contents are not the ones that were described.
    pub fn verify(&self, contents: &[u8]) -> Result<(), Error> {
        if contents.len() != self.bytes {
            return Err(Error::malformed(
                &self.file,
                format!("{} bytes instead of {}", contents.len(), self.bytes),
            ));
        }
        if sha256(contents) != self.sha256 {
            return Err(Error::malformed(
                &self.file,
                "its checksum is not the one in the manifest",
            ));
        }
        Ok(())
    }
}

/// All weight files of the app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The face detector's weights.
    pub detector: ModelFile,
    /// The expression network's weights.
    pub expression: ModelFile,
    /// The weights of the network that aligns ready crops; only teaching asks for it.
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
    /// The network that aligns ready crops, out of the weight file that this manifest describes.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the file is not the one described or cannot be decoded, or where
    /// none is described.
    pub fn landmarks(&self, weights: &[u8], device: &Device) -> Result<CropLandmarks, Error> {
        let Some(described) = &self.landmarks else {
            return Err(Error::malformed(
                "manifest.json",
                "it names no weights for ready crops (`landmarks`)",
            ));
        };
        described.verify(weights)?;
        CropLandmarks::from_bytes(&described.file, weights, device)
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Fills `module` with the burnpack weights in `bytes`; `file` names them in errors. Weights
/// stored as f16 become f32.
///
/// # Errors
/// [`Error::Malformed`] where the bytes are no burnpack file or hold other tensors.
pub fn load_weights<M: Module>(file: &str, bytes: &[u8], module: M) -> Result<M, Error> {
    let record = ModuleRecord::from_bytes(Bytes::from_bytes_vec(bytes.to_vec()))
        .map_err(|e| Error::malformed(file, e))?
        .cast_to_module_dtype();
    module
        .try_load_record(record)
        .map_err(|e| Error::malformed(file, e))
}
