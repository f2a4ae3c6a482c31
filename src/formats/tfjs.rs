//! TensorFlow.js' layers format: a topology as JSON, and files of weights that a manifest names.

use std::collections::BTreeMap;

use half::f16;
use serde::Deserialize;
use serde_json::Value;
#[cfg(feature = "save")]
use serde_json::json;

use super::graph::{Graph, MAX_VALUES, Weight};
use super::keras::read_topology;
#[cfg(feature = "save")]
use super::keras::{Dialect, describe};
#[cfg(feature = "save")]
use super::names::plain_names;
use crate::Error;
use crate::error::{Fault, Subject};

/// The part of `model.json` that is not the topology.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ModelJson {
    model_topology: Value,
    weights_manifest: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    paths: Vec<String>,
    weights: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    shape: Vec<usize>,
    dtype: String,
    quantization: Option<Quantization>,
}

/// `value = stored · scale + min`.
#[derive(Deserialize)]
struct Quantization {
    dtype: String,
    #[serde(default = "one")]
    scale: f64,
    #[serde(default)]
    min: f64,
}

fn one() -> f64 {
    1.0
}

/// The names of the files that `model.json` wants beside it, in their order.
///
/// # Errors
/// As [`read`].
pub fn weight_files(model: &str) -> Result<Vec<String>, Error> {
    Ok(parse(model)?
        .weights_manifest
        .into_iter()
        .flat_map(|group| group.paths)
        .collect())
}

/// Reads a network; `file` gives the bytes of a file that the manifest names.
///
/// # Errors
/// [`Error::Malformed`] says what is damaged, missing or not known, and in which layer or weight.
pub fn read<'a>(model: &str, file: impl Fn(&str) -> Option<&'a [u8]>) -> Result<Graph, Error> {
    let model = parse(model)?;
    let (input, layers) = read_topology(&model.model_topology)?;
    let mut weights = BTreeMap::new();
    for group in &model.weights_manifest {
        let mut bytes = Vec::new();
        for path in &group.paths {
            let part =
                file(path).ok_or_else(|| Error::malformed(Subject::entry(path), Fault::Missing))?;
            bytes.extend_from_slice(part);
        }
        let mut rest = bytes.as_slice();
        for entry in &group.weights {
            let weight = entry.take(&mut rest)?;
            weights.insert(entry.name.clone(), weight);
        }
        if !rest.is_empty() {
            let expected = (bytes.len() - rest.len()) as u64;
            let got = bytes.len() as u64;
            return Err(Error::malformed(
                Subject::ModelWeights,
                Fault::Length { got, expected },
            ));
        }
    }
    let graph = Graph {
        input,
        layers,
        weights,
    };
    graph.sizes()?;
    Ok(graph)
}

fn parse(model: &str) -> Result<ModelJson, Error> {
    serde_json::from_str(model).map_err(|e| Error::malformed(Subject::Model, Fault::cause(e)))
}

impl Entry {
    /// The weight at the front of `bytes`.
    fn take(&self, bytes: &mut &[u8]) -> Result<Weight, Error> {
        let stored = match &self.quantization {
            Some(quantization) => quantization.dtype.as_str(),
            None => self.dtype.as_str(),
        };
        let width = match stored {
            "uint8" | "bool" => 1,
            "uint16" | "float16" => 2,
            "float32" | "int32" => 4,
            other => {
                let fault = Fault::UnknownNumbers {
                    weight: crate::error::shortened(&self.name),
                    kind: crate::error::shortened(other),
                };
                return Err(Error::malformed(Subject::ModelWeights, fault));
            }
        };
        let count = self
            .shape
            .iter()
            .try_fold(1usize, |all, side| all.checked_mul(*side));
        let count = count
            .filter(|count| *count <= MAX_VALUES)
            .unwrap_or(usize::MAX);
        let Some(taken) = count
            .checked_mul(width)
            .and_then(|length| bytes.split_off(..length))
        else {
            return Err(Error::malformed(
                Subject::entry(&self.name),
                Fault::EndMissing,
            ));
        };
        let (scale, min) = match &self.quantization {
            Some(quantization) => (quantization.scale, quantization.min),
            None => (1.0, 0.0),
        };
        let scaled = |stored: f64| (stored * scale + min) as f32;
        let two = || taken.as_chunks::<2>().0.iter();
        let four = || taken.as_chunks::<4>().0.iter();
        let values: Vec<f32> = match stored {
            "uint8" | "bool" => taken.iter().map(|&byte| scaled(byte.into())).collect(),
            "uint16" => two()
                .map(|bytes| scaled(u16::from_le_bytes(*bytes).into()))
                .collect(),
            "float16" => two()
                .map(|bytes| f16::from_le_bytes(*bytes).to_f32())
                .collect(),
            "int32" => four()
                .map(|bytes| i32::from_le_bytes(*bytes) as f32)
                .collect(),
            _ => four().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
        };
        if !values.iter().all(|value| value.is_finite()) {
            return Err(Error::malformed(
                Subject::entry(&self.name),
                Fault::NotNumbers,
            ));
        }
        Ok(Weight {
            shape: self.shape.clone(),
            values,
        })
    }
}

/// The files of a network, by the names that Teachable Machine gives them.
#[cfg(feature = "save")]
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// `model.json`.
    pub model: String,
    /// `weights.bin`.
    pub weights: Vec<u8>,
}

/// A network as TensorFlow.js from 1.3 on reads it.
///
/// # Errors
/// As [`Graph::sizes`].
#[cfg(feature = "save")]
pub fn write(graph: &Graph) -> Result<Written, Error> {
    let graph = plain_names(graph);
    let sizes = graph.sizes()?;
    let mut weights = Vec::new();
    let mut entries = Vec::new();
    for (name, weight) in &graph.weights {
        entries.push(json!({"name": name, "shape": weight.shape, "dtype": "float32"}));
        weights.extend(weight.values.iter().flat_map(|value| value.to_le_bytes()));
    }
    let model = json!({
        "format": "layers-model",
        "generatedBy": "Mien",
        "convertedBy": null,
        "modelTopology": describe(&graph, &sizes, Dialect::TensorFlowJs),
        "weightsManifest": [{"paths": ["weights.bin"], "weights": entries}],
    });
    Ok(Written {
        model: model.to_string(),
        weights,
    })
}
