//! Keras' h5 files: the topology as an attribute, and a group of weights a layer.

use std::collections::BTreeMap;

use hdf5_pure::{AttrValue, Dataset, File, FileBuilder, Group};
use serde_json::Value;

use super::topology;
use super::{Dialect, WEIGHTS, describe};
use crate::Error;
use crate::error::{Fault, Subject};
use crate::formats::graph::{Graph, LayerKind, MAX_LAYERS, MAX_VALUES, Weight};
use crate::formats::names::plain_names;

/// Groups inside of groups.
const MAX_DEPTH: usize = 16;

/// Groups and datasets that are looked at, those in more than one place counted as often: a group can lie inside of itself.
const MAX_MEMBERS: usize = 8 * MAX_LAYERS;

/// Reads a network from the bytes of a file that Keras saved it in, with its topology.
///
/// # Errors
/// [`Error::Malformed`] says what is damaged, missing or not known, and in which layer or weight.
pub fn read(bytes: Vec<u8>) -> Result<Graph, Error> {
    let file = file(bytes, Subject::Model)?;
    let root = file.root();
    let attributes = root.attrs().map_err(|e| damaged(Subject::Model, e))?;
    let text = attributes
        .get("model_config")
        .and_then(text)
        .ok_or_else(|| {
            let setting = "model_config".into();
            let layer = String::new();
            Error::malformed(Subject::Model, Fault::LayerSetting { layer, setting })
        })?;
    let described: Value = serde_json::from_str(text)
        .map_err(|e| Error::malformed(Subject::Model, Fault::cause(e)))?;
    let (input, layers) = topology::read(&described)?;
    let weights = match root.group("model_weights") {
        Ok(group) => group,
        Err(_) => root,
    };
    let mut graph = Graph {
        input,
        layers,
        weights: weights_of(&weights)?,
    };
    // Keras 3 calls the kernel of a depthwise convolution as it calls any other.
    for layer in &graph.layers {
        if matches!(layer.kind, LayerKind::DepthwiseConv(_))
            && let Some(kernel) = graph.weights.remove(&format!("{}/kernel", layer.name))
        {
            graph
                .weights
                .insert(format!("{}/depthwise_kernel", layer.name), kernel);
        }
    }
    graph.sizes()?;
    Ok(graph)
}

/// A whole file; errors call it `name`.
pub fn file(bytes: Vec<u8>, name: Subject) -> Result<File, Error> {
    let got = bytes.len() as u64;
    let file = File::from_bytes(bytes).map_err(|e| damaged(name.clone(), e))?;
    // What is missing at the end may be what nobody asks for.
    let expected = file.superblock().eof_address;
    if got < expected {
        return Err(Error::malformed(name, Fault::Length { got, expected }));
    }
    Ok(file)
}

/// All weights below a group, as `{layer}/{weight}`.
fn weights_of(group: &Group) -> Result<BTreeMap<String, Weight>, Error> {
    let mut gathered = Gathered {
        weights: BTreeMap::new(),
        members: 0,
    };
    gathered.add(group, "", 0)?;
    Ok(gathered.weights)
}

struct Gathered {
    weights: BTreeMap<String, Weight>,
    members: usize,
}

impl Gathered {
    /// `parent`: the name of the group, which is that of the layer where weights lie in it.
    fn add(&mut self, group: &Group, parent: &str, depth: usize) -> Result<(), Error> {
        let fault = |e| damaged(Subject::ModelWeights, e);
        let datasets = group.datasets().map_err(fault)?;
        let groups = group.groups().map_err(fault)?;
        self.members += datasets.len() + groups.len();
        Error::check_range(Subject::ModelLayers, self.members, 0..=MAX_MEMBERS)?;
        for name in datasets {
            let plain = name.split(':').next().unwrap_or_default();
            let key = format!("{parent}/{plain}");
            // States of optimizers may be anything; they are never asked for.
            if WEIGHTS.contains(&plain) {
                let dataset = group.dataset(&name).map_err(fault)?;
                let weight = weight(&dataset, &key)?;
                self.weights.insert(key, weight);
            }
        }
        if depth >= MAX_DEPTH {
            return Ok(());
        }
        for name in groups {
            let inner = group.group(&name).map_err(fault)?;
            self.add(&inner, &name, depth + 1)?;
        }
        Ok(())
    }
}

/// A dataset's shape and values; errors call it `name`.
pub fn weight(dataset: &Dataset, name: &str) -> Result<Weight, Error> {
    let fault = |e| damaged(Subject::entry(name), e);
    let shape: Option<Vec<usize>> = dataset
        .shape()
        .map_err(fault)?
        .iter()
        .map(|&side| usize::try_from(side).ok())
        .collect();
    let shape = shape.unwrap_or_default();
    let count = shape
        .iter()
        .try_fold(1usize, |all, side| all.checked_mul(*side))
        .unwrap_or(usize::MAX);
    Error::check_range(Subject::ModelWeights, count, 0..=MAX_VALUES)?;
    let values = dataset.read_f32().map_err(fault)?;
    if !values.iter().all(|value| value.is_finite()) {
        return Err(Error::malformed(Subject::entry(name), Fault::NotNumbers));
    }
    Ok(Weight { shape, values })
}

/// The bytes of a file that Keras 2 and 3 read.
///
/// # Errors
/// As [`Graph::sizes`].
pub fn write(graph: &Graph) -> Result<Vec<u8>, Error> {
    let graph = plain_names(graph);
    let sizes = graph.sizes()?;
    let topology = describe(&graph, &sizes, Dialect::Keras2);
    let mut file = FileBuilder::new();
    // Longer than what an attribute can hold itself: as a string of variable length it lies elsewhere.
    file.set_attr(
        "model_config",
        AttrValue::VarLenString(topology.to_string()),
    );
    file.set_attr("keras_version", AttrValue::VarLenString("2.4.0".into()));
    file.set_attr("backend", AttrValue::VarLenString("tensorflow".into()));
    let mut weights = file.create_group("model_weights");
    weights.set_attr("keras_version", AttrValue::VarLenString("2.4.0".into()));
    weights.set_attr("backend", AttrValue::VarLenString("tensorflow".into()));
    let names = graph
        .layers
        .iter()
        .map(|layer| layer.name.clone())
        .collect();
    weights.set_attr("layer_names", AttrValue::StringArray(names));
    for layer in &graph.layers {
        let mut group = weights.create_group(&layer.name);
        let of_layer: Vec<_> = WEIGHTS
            .iter()
            .filter_map(|name| Some((format!("{name}:0"), graph.weight(layer, name)?)))
            .collect();
        let names = of_layer
            .iter()
            .map(|(name, _)| format!("{}/{name}", layer.name));
        let names: Vec<_> = names.collect();
        match names.is_empty() {
            true => group.set_attr("weight_names", AttrValue::F64Array(Vec::new())),
            false => group.set_attr("weight_names", AttrValue::StringArray(names)),
        };
        if !of_layer.is_empty() {
            let mut inner = group.create_group(&layer.name);
            for (name, weight) in of_layer {
                let shape: Vec<u64> = weight.shape.iter().map(|&side| side as u64).collect();
                inner
                    .create_dataset(&name)
                    .with_f32_data(&weight.values)
                    .with_shape(&shape);
            }
            group.add_group(inner.finish());
        }
        weights.add_group(group.finish());
    }
    file.add_group(weights.finish());
    file.finish().map_err(|e| damaged(Subject::Model, e))
}

/// A string, however it is kept.
fn text(value: &AttrValue) -> Option<&str> {
    match value {
        AttrValue::String(text)
        | AttrValue::AsciiString(text)
        | AttrValue::VarLenString(text)
        | AttrValue::VarLenAsciiString(text) => Some(text),
        AttrValue::StringSized { value, .. } | AttrValue::AsciiStringSized { value, .. } => {
            Some(value)
        }
        _ => None,
    }
}

pub fn damaged(file: Subject, error: hdf5_pure::Error) -> Error {
    Error::malformed(file, Fault::cause(error))
}
