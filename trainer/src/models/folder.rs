//! The `model/` folder: weight files and the manifest that describes them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use burn::tensor::Device;
use mien::detect::FaceDetector;
use mien::expression::ExpressionModel;
use mien::head::HeadFile;
use mien::manifest::Manifest;
use mien::recognizer::Recognizer;
use mien::studio::landmarks::CropLandmarks;
use mien::weights::{ModelFile, WeightFiles};
use serde_json::Value;

/// The face detector's weights.
pub const DETECTOR_FILE: &str = "face-detector.bpk";

/// The expression network's weights.
pub const EXPRESSION_FILE: &str = "expression.bpk";

/// The weights of the network that aligns pre-cropped faces.
pub const LANDMARKS_FILE: &str = "crop-landmarks.bpk";

/// The network below the classes of image projects.
const PICTURES_FILE: &str = "picture-base.zip";

/// The description of all.
const MANIFEST_FILE: &str = "manifest.json";

/// A folder laid out as `model/`.
#[derive(Debug)]
pub struct ModelFolder {
    path: PathBuf,
}

impl ModelFolder {
    /// Names a folder; nothing is read yet.
    pub fn new(path: &Path) -> Self {
        Self { path: path.into() }
    }

    /// The folder that a person named, else the shipped one.
    pub fn choose(named: Option<&Path>) -> Self {
        named.map_or_else(Self::shipped, Self::new)
    }

    /// The folder of the checkout that the trainer was built from.
    pub fn shipped() -> Self {
        Self::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../model"))
    }

    /// Whether it holds this file.
    pub fn has(&self, file: &str) -> bool {
        self.path.join(file).exists()
    }

    /// The contents of one of its files.
    pub fn read(&self, file: &str) -> Result<Vec<u8>> {
        let path = self.path.join(file);
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// The manifest.
    pub fn manifest(&self) -> Result<Manifest> {
        let text = String::from_utf8(self.read(MANIFEST_FILE)?)
            .with_context(|| format!("{MANIFEST_FILE} is not text"))?;
        Ok(Manifest::from_json(&text)?)
    }

    /// The expression network's weights, as they are shipped.
    pub fn expression(&self) -> Result<Vec<u8>> {
        self.read(EXPRESSION_FILE)
    }

    /// The detector's weights, as they are shipped.
    pub fn detector_weights(&self) -> Result<Vec<u8>> {
        self.read(DETECTOR_FILE)
    }

    /// The manifest, and all files that it names.
    pub fn open(&self) -> Result<(Manifest, WeightFiles)> {
        Ok(Manifest::open(&self.path)?)
    }

    /// The whole recogniser on the CPU.
    pub fn recognizer(&self) -> Result<Recognizer> {
        let (manifest, files) = self.open()?;
        Ok(Recognizer::new(&manifest, &files, &Device::flex())?)
    }

    /// The detector alone, which needs no manifest: it exists before there is an expression
    /// network.
    pub fn detector(&self) -> Result<FaceDetector> {
        Ok(FaceDetector::from_bytes(
            DETECTOR_FILE,
            &self.detector_weights()?,
            &Device::flex(),
        )?)
    }

    /// Writes the detector's weights and their place in the manifest.
    pub fn write_detector(&self, weights: &[u8]) -> Result<()> {
        self.write(DETECTOR_FILE, weights)?;
        let described = ModelFile::describe(DETECTOR_FILE, weights);
        self.update_manifest(&[("detector", serde_json::to_value(described)?)])
    }

    /// The weights of the network that aligns pre-cropped faces, as they are shipped.
    pub fn landmarks_weights(&self) -> Result<Vec<u8>> {
        self.read(LANDMARKS_FILE)
    }

    /// The network that aligns pre-cropped faces.
    pub fn landmarks(&self) -> Result<CropLandmarks> {
        let (manifest, files) = Manifest::open(&self.path)?;
        Ok(CropLandmarks::load(
            manifest.landmarks()?,
            &files,
            &Device::flex(),
        )?)
    }

    /// Writes the weights of the network that aligns pre-cropped faces and their place in the manifest.
    pub fn write_landmarks(&self, weights: &[u8]) -> Result<()> {
        self.write(LANDMARKS_FILE, weights)?;
        let described = ModelFile::describe(LANDMARKS_FILE, weights);
        self.update_manifest(&[("landmarks", serde_json::to_value(described)?)])
    }

    /// Writes the network below the classes of image projects and its place in the manifest.
    pub fn write_pictures(&self, base: &[u8]) -> Result<ModelFile> {
        self.write(PICTURES_FILE, base)?;
        let described = ModelFile::describe(PICTURES_FILE, base);
        self.update_manifest(&[("pictures", serde_json::to_value(&described)?)])?;
        Ok(described)
    }

    /// Writes the expression network's weights, what it is, and their place in the manifest.
    pub fn write_expression(&self, model: &ExpressionModel, weights: &[u8]) -> Result<()> {
        self.write(EXPRESSION_FILE, weights)?;
        let described = ModelFile::describe(EXPRESSION_FILE, weights);
        self.update_manifest(&[
            ("expression", serde_json::to_value(described)?),
            ("model", serde_json::to_value(model)?),
        ])
    }

    /// Writes one of its files, and makes the folder where there is none.
    pub fn write(&self, file: &str, contents: &[u8]) -> Result<()> {
        fs::create_dir_all(&self.path)
            .with_context(|| format!("cannot make the folder {}", self.path.display()))?;
        let path = self.path.join(file);
        fs::write(&path, contents).with_context(|| format!("cannot write {}", path.display()))
    }

    fn update_manifest(&self, entries: &[(&str, Value)]) -> Result<()> {
        let mut manifest: serde_json::Map<String, Value> = match self.read(MANIFEST_FILE) {
            Ok(text) => serde_json::from_slice(&text)
                .with_context(|| format!("{MANIFEST_FILE} is damaged"))?,
            Err(_) => serde_json::Map::new(),
        };
        for (key, value) in entries {
            manifest.insert((*key).into(), value.clone());
        }
        let text = serde_json::to_string_pretty(&manifest)? + "\n";
        self.write(MANIFEST_FILE, text.as_bytes())
    }
}

/// A file with a person's own classes: one that the studio or `fit-head` wrote, or a link's text.
pub fn read_head(path: &Path) -> Result<HeadFile> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    HeadFile::from_text(&text).with_context(|| format!("{name} holds no classes"))
}

/// The files of an image model: those of a folder, or the one that was named.
pub fn files(path: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let paths: Vec<PathBuf> = match path.is_dir() {
        true => std::fs::read_dir(path)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?,
        false => vec![path.to_owned()],
    };
    let mut files = BTreeMap::new();
    for path in paths
        .into_iter()
        .filter(|path| path.is_file() || !path.exists())
    {
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.file_name().unwrap_or_default();
        files.insert(name.to_string_lossy().into_owned(), bytes);
    }
    Ok(files)
}
