//! Keras 3's own files (`.keras`): a zip file with `config.json`, `metadata.json` and `model.weights.h5`.
//!
//! Weights lie there without names: a layer's group is its class in snake case, counted within its
//! network, and its weights are numbered.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Write};

use hdf5_pure::{File, FileBuilder};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::h5::{self, damaged, weight};
use super::{Dialect, describe, topology};
use crate::Error;
use crate::error::{Fault, Subject};
use crate::formats::graph::{Graph, Weight};
use crate::formats::names::plain_names;
use crate::unzip::{MAX_ENTRY, Unzip};

/// Networks inside of networks.
const MAX_DEPTH: usize = 16;
/// Files in the zip file.
const MAX_FILES: usize = 100;

/// Reads a network from the bytes of a `.keras` file.
///
/// # Errors
/// [`Error::Malformed`] says what is damaged, missing or not known, and in which layer or weight.
pub fn read(bytes: Vec<u8>) -> Result<Graph, Error> {
    let zip = Unzip::open(bytes, MAX_FILES)?;
    let names = zip.names();
    let entry = |name: &str| match names.get(name) {
        Some(&index) => zip.read(index, MAX_ENTRY),
        None => Err(Error::malformed(Subject::entry(name), Fault::Missing)),
    };
    let described: Value = serde_json::from_slice(&entry("config.json")?)
        .map_err(|e| Error::malformed(Subject::Model, Fault::cause(e)))?;
    let (input, layers) = topology::read(&described)?;
    let file = h5::file(entry("model.weights.h5")?, Subject::ModelWeights)?;
    let mut weights = BTreeMap::new();
    let mut places = Vec::new();
    place_layers(&described, "", 0, &mut places);
    for (layer, place, names) in places {
        for (number, name) in names.into_iter().enumerate() {
            let path = format!("{place}/vars/{number}");
            let key = format!("{layer}/{name}");
            weights.insert(key, dataset(&file, &path)?);
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

fn dataset(file: &File, path: &str) -> Result<Weight, Error> {
    let dataset = file
        .dataset(path)
        .map_err(|e| damaged(Subject::entry(path), e))?;
    weight(&dataset, path)
}

/// The layers of a network that have weights: their names, their groups, and their weights in order.
fn place_layers(
    network: &Value,
    group: &str,
    depth: usize,
    places: &mut Vec<(String, String, Vec<&'static str>)>,
) {
    let mut used: HashMap<String, usize> = HashMap::new();
    let layers = network["config"]["layers"].as_array();
    for layer in layers.into_iter().flatten() {
        let class = layer["class_name"].as_str().unwrap_or_default();
        let config = &layer["config"];
        let place = format!("{group}layers/{}", counted(class, &mut used));
        let named = |flag: &str, name| config[flag].as_bool().unwrap_or(true).then_some(name);
        let weights: Vec<Option<&'static str>> = match class {
            "Conv2D" | "Dense" => vec![Some("kernel"), named("use_bias", "bias")],
            "DepthwiseConv2D" => vec![Some("depthwise_kernel"), named("use_bias", "bias")],
            "BatchNormalization" => vec![
                named("scale", "gamma"),
                named("center", "beta"),
                Some("moving_mean"),
                Some("moving_variance"),
            ],
            _ => {
                if depth < MAX_DEPTH {
                    place_layers(layer, &format!("{place}/"), depth + 1, places);
                }
                continue;
            }
        };
        let name = config["name"].as_str().unwrap_or_default().to_owned();
        places.push((name, place, weights.into_iter().flatten().collect()));
    }
}

/// A class in snake case, with a number from the second one on.
fn counted(class: &str, used: &mut HashMap<String, usize>) -> String {
    let name = snake_case(class);
    let count = used.entry(name.clone()).or_default();
    *count += 1;
    match *count {
        1 => name,
        many => format!("{name}_{}", many - 1),
    }
}

/// As Keras does it: `ReLU` is `re_lu`, `Conv2D` `conv2d`.
fn snake_case(class: &str) -> String {
    let letters: Vec<char> = class.chars().collect();
    let mut snake = String::new();
    for (i, &letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| letters.get(i));
        let after = letters.get(i + 1).is_some_and(char::is_ascii_lowercase);
        let word = letter.is_ascii_uppercase()
            && before.is_some_and(|before| after || before.is_ascii_lowercase());
        if word {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// The bytes of a file that Keras 3 reads.
///
/// # Errors
/// As [`Graph::sizes`].
pub fn write(graph: &Graph) -> Result<Vec<u8>, Error> {
    let graph = plain_names(graph);
    let sizes = graph.sizes()?;
    let topology = describe(&graph, &sizes, Dialect::Keras3);
    let mut weights = FileBuilder::new();
    let mut layers = weights.create_group("layers");
    let mut places = Vec::new();
    place_layers(&topology, "", 0, &mut places);
    for (layer, place, names) in places {
        let name = place.strip_prefix("layers/").unwrap_or(&place);
        let mut group = layers.create_group(name);
        let mut vars = group.create_group("vars");
        for (number, name) in names.into_iter().enumerate() {
            if let Some(weight) = graph.weights.get(&format!("{layer}/{name}")) {
                let shape: Vec<u64> = weight.shape.iter().map(|&side| side as u64).collect();
                vars.create_dataset(&number.to_string())
                    .with_f32_data(&weight.values)
                    .with_shape(&shape);
            }
        }
        group.add_group(vars.finish());
        layers.add_group(group.finish());
    }
    weights.add_group(layers.finish());
    let vars = weights.create_group("vars");
    weights.add_group(vars.finish());
    let weights = weights
        .finish()
        .map_err(|e| damaged(Subject::ModelWeights, e))?;
    let metadata = json!({"keras_version": "3.0.0"});
    let files = [
        ("metadata.json", metadata.to_string().into_bytes()),
        ("config.json", topology.to_string().into_bytes()),
        ("model.weights.h5", weights),
    ];
    let packed = || {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, bytes) in &files {
            zip.start_file(*name, stored)?;
            zip.write_all(bytes)?;
        }
        zip.finish().map(Cursor::into_inner)
    };
    packed().map_err(|e| Error::malformed(Subject::Model, Fault::cause(e)))
}
