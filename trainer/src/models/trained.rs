//! A trained network of any architecture, read from its folder.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use burn::tensor::Device;
use mien::align::{AlignedFace, Preprocess};
use mien::expression::{
    ClassLabel, Classifier, DEFAULT_THRESHOLD, ExpressionModel, Probabilities, batch,
};
use mien::weights::{ModelFile, load_weights};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::models::architectures::{Arch, ArchName, Network};
use crate::models::folder::{EXPRESSION_FILE, ModelFolder};

/// The weights of a network that the app cannot run.
pub const NETWORK_FILE: &str = "network.bpk";

/// Its description.
const DESCRIPTION_FILE: &str = "network.json";

/// What a network is and how it is fed: everything beside its weights.
#[derive(Debug, Clone)]
pub struct Description {
    /// Its layers.
    pub arch: Arch,
    /// The classes in the order of its outputs.
    pub labels: Vec<ClassLabel>,
    /// How its pictures are made.
    pub preprocess: Preprocess,
    /// Logits are divided by this before the softmax.
    pub temperature: f32,
}

impl Description {
    /// As the app describes the one network that it can run.
    fn for_app(&self) -> Option<ExpressionModel> {
        let Arch::Mien(config) = &self.arch else {
            return None;
        };
        Some(ExpressionModel {
            architecture: config.clone(),
            labels: self.labels.clone(),
            preprocess: self.preprocess.clone(),
            temperature: self.temperature,
            threshold: DEFAULT_THRESHOLD,
        })
    }
}

/// [`DESCRIPTION_FILE`].
#[derive(Serialize, Deserialize)]
struct NetworkJson {
    arch: ArchName,
    labels: Vec<String>,
    preprocess: Preprocess,
    temperature: f32,
    weights: ModelFile,
}

/// A network that answers.
#[derive(Debug)]
pub struct Model {
    description: Description,
    runner: Runner,
    device: Device,
    mflop: f64,
    weight_bytes: usize,
}

#[derive(Debug)]
enum Runner {
    /// On the app's own kernels.
    App(Box<Classifier>),
    /// On burn's layers.
    Layers(Box<Network>),
}

/// A folder like `model/`, or one with a `network.json`: what its network is, and its weights.
///
/// # Errors
/// Where a file is missing or damaged.
pub fn files(folder: &ModelFolder) -> Result<(Description, Vec<u8>)> {
    if !folder.has(DESCRIPTION_FILE) {
        let manifest = folder.manifest()?;
        let weights = folder.expression()?;
        manifest.expression.verify(&weights)?;
        let model = manifest.model;
        let description = Description {
            arch: Arch::Mien(model.architecture),
            labels: model.labels,
            preprocess: model.preprocess,
            temperature: model.temperature,
        };
        return Ok((description, weights));
    }
    let json: NetworkJson = serde_json::from_slice(&folder.read(DESCRIPTION_FILE)?)
        .with_context(|| format!("{DESCRIPTION_FILE} is damaged"))?;
    let weights = folder.read(NETWORK_FILE)?;
    json.weights.verify(&weights)?;
    json.preprocess.validate()?;
    let description = Description {
        arch: json.arch.of_the_literature().with_context(|| {
            format!("{DESCRIPTION_FILE} describes a network of the app, which has a manifest")
        })?,
        labels: json.labels,
        preprocess: json.preprocess,
        temperature: json.temperature,
    };
    Ok((description, weights))
}

/// The network of a folder, as it is kept.
///
/// # Errors
/// Where a file is missing, damaged, or not of the network that is described.
pub fn read(folder: &ModelFolder, device: &Device) -> Result<(Description, Network)> {
    let (description, weights) = files(folder)?;
    let network = load(&description, &weights, device)?;
    Ok((description, network))
}

/// The network that is described, with its weights as they are kept.
fn load(description: &Description, weights: &[u8], device: &Device) -> Result<Network> {
    let network = match Network::kept(&description.arch, device) {
        Network::Mien(empty) => Network::Mien(load_weights(EXPRESSION_FILE, weights, empty)?),
        empty => load_weights(NETWORK_FILE, weights, empty)?,
    };
    let [_, outputs] = network.head().weight.dims();
    ensure!(
        outputs == description.labels.len(),
        "a network of {outputs} outputs has {} labels",
        description.labels.len()
    );
    Ok(network)
}

impl Model {
    /// Reads a folder like `model/`, or one with a `network.json`. The app's network runs on the
    /// CPU, as in the app; others on `device`.
    ///
    /// # Errors
    /// Where a file is missing, damaged, or not of the network that is described.
    pub fn open(folder: &ModelFolder, device: &Device) -> Result<Self> {
        let (description, weights) = files(folder)?;
        Self::new(description, &weights, device)
    }

    /// A network from its weights as they are kept (`student::to_f16`).
    ///
    /// # Errors
    /// Where the weights are not of the network that is described.
    pub fn new(description: Description, weights: &[u8], device: &Device) -> Result<Self> {
        let side = description.preprocess.size;
        let (runner, device, multiply_adds) = match description.for_app() {
            Some(model) => {
                let device = Device::flex();
                let app = Classifier::from_bytes(&model, EXPRESSION_FILE, weights, &device)?;
                let multiply_adds = model.architecture.multiply_adds(side);
                (Runner::App(Box::new(app)), device, multiply_adds)
            }
            None => {
                let network = load(&description, weights, device)?;
                let multiply_adds = network.multiply_adds(side);
                (
                    Runner::Layers(Box::new(network)),
                    device.clone(),
                    multiply_adds,
                )
            }
        };
        Ok(Self {
            runner,
            device,
            mflop: 2e-6 * multiply_adds as f64,
            weight_bytes: weights.len(),
            description,
        })
    }

    /// What it is and how it is fed.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Arithmetic for one face, in millions of floating-point operations.
    pub fn mflop(&self) -> f64 {
        self.mflop
    }

    /// Length of the weights as they are kept.
    pub fn weight_bytes(&self) -> usize {
        self.weight_bytes
    }

    /// The logits of any number of faces, `[faces][classes]`.
    ///
    /// # Errors
    /// For a face of another size than the network's.
    pub fn logits(&self, faces: &[AlignedFace]) -> Result<Vec<Vec<f32>>> {
        const AT_ONCE: usize = 64;
        let chunks = match self.device == Device::flex() {
            true => faces
                .par_chunks(AT_ONCE)
                .map(|chunk| self.chunk(chunk))
                .collect::<Result<Vec<_>>>()?,
            // The other devices use all of their cores for one chunk.
            false => faces
                .chunks(AT_ONCE)
                .map(|chunk| self.chunk(chunk))
                .collect::<Result<Vec<_>>>()?,
        };
        Ok(chunks.concat())
    }

    /// The calibrated probabilities of any number of faces.
    ///
    /// # Errors
    /// As [`Model::logits`].
    pub fn classify(&self, faces: &[AlignedFace]) -> Result<Vec<Probabilities>> {
        self.classify_at(faces, 1.0)
    }

    /// [`Model::classify`], softer by `temperature`.
    ///
    /// # Errors
    /// As [`Model::logits`].
    pub fn classify_at(
        &self,
        faces: &[AlignedFace],
        temperature: f32,
    ) -> Result<Vec<Probabilities>> {
        let temperature = temperature * self.description.temperature;
        Ok(self
            .logits(faces)?
            .iter()
            .map(|row| Probabilities::from_logits(row, temperature))
            .collect())
    }

    fn chunk(&self, faces: &[AlignedFace]) -> Result<Vec<Vec<f32>>> {
        let network = match &self.runner {
            Runner::App(classifier) => return Ok(classifier.logits(faces)?),
            Runner::Layers(network) => network,
        };
        let description = &self.description;
        let logits = network
            .forward(batch(faces, &description.preprocess, &self.device)?)
            .into_data()
            .try_into_vec::<f32>()
            .map_err(|e| anyhow::anyhow!("the network's answer cannot be read: {e:?}"))?;
        Ok(logits
            .chunks_exact(description.labels.len())
            .map(<[f32]>::to_vec)
            .collect())
    }
}

/// Writes a network into a folder, so that [`Model::open`] reads it.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn write(path: &Path, description: &Description, weights: &[u8]) -> Result<()> {
    let folder = ModelFolder::new(path);
    if let Some(model) = description.for_app() {
        let shipped = ModelFolder::shipped();
        folder.write_detector(&shipped.detector_weights()?)?;
        folder.write_landmarks(&shipped.landmarks_weights()?)?;
        return folder.write_expression(&model, weights);
    }
    let json = NetworkJson {
        arch: description.arch.name(),
        labels: description.labels.clone(),
        preprocess: description.preprocess.clone(),
        temperature: description.temperature,
        weights: ModelFile::describe(NETWORK_FILE, weights),
    };
    folder.write(NETWORK_FILE, weights)?;
    let text = serde_json::to_string_pretty(&json)? + "\n";
    folder.write(DESCRIPTION_FILE, text.as_bytes())
}
