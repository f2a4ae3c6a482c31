//! `model/manifest.json`: which weight files there are, their checksums, and how to use them. Data
//! only: networks are made of it elsewhere.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::{Fault, Subject};
use crate::expression::ExpressionModel;
use crate::weights::{ModelFile, WeightFiles};

const FILE: &str = "manifest.json";

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
    /// The network below the classes of image projects (`studio::pictures`); only
    /// such a project asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictures: Option<ModelFile>,
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
        let manifest: Self = serde_json::from_str(text)
            .map_err(|e| Error::malformed(Subject::file(FILE), Fault::cause(e)))?;
        manifest.model.validate()?;
        Ok(manifest)
    }

    /// Reads the manifest in a folder, and the weight files that it names.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a file cannot be read, and those of [`Manifest::from_json`].
    pub fn open(folder: &Path) -> Result<(Self, WeightFiles), Error> {
        let read = |file: &str| {
            let path = folder.join(file);
            std::fs::read(&path).map_err(|e| {
                let cause = e.to_string();
                Error::malformed(
                    Subject::file(path.display().to_string()),
                    Fault::Unreadable { cause },
                )
            })
        };
        let text = String::from_utf8(read(FILE)?)
            .map_err(|e| Error::malformed(Subject::file(FILE), Fault::cause(e)))?;
        let manifest = Self::from_json(&text)?;
        let mut files = WeightFiles::default();
        for described in manifest.files() {
            files.insert(&described.file, read(&described.file)?);
        }
        Ok((manifest, files))
    }

    /// The file with the weights of the network that aligns pre-cropped faces.
    ///
    /// # Errors
    /// [`Error::Malformed`] where none is described.
    pub fn landmarks(&self) -> Result<&ModelFile, Error> {
        self.landmarks
            .as_ref()
            .ok_or_else(|| Error::malformed(Subject::file(FILE), Fault::NoLandmarks))
    }

    /// The file with the network below the classes of image projects.
    ///
    /// # Errors
    /// [`Error::Malformed`] where none is described.
    pub fn pictures(&self) -> Result<&ModelFile, Error> {
        self.pictures
            .as_ref()
            .ok_or_else(|| Error::malformed(Subject::file(FILE), Fault::NoPictureBase))
    }

    /// The weight files that it describes.
    pub fn files(&self) -> impl Iterator<Item = &ModelFile> {
        [&self.detector, &self.expression]
            .into_iter()
            .chain(&self.landmarks)
            .chain(&self.pictures)
    }
}
