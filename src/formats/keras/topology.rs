//! Keras' description of a network: layers that may be networks themselves, in every spelling that
//! occurs (tfjs-layers of 2019 to Keras 3).

use std::collections::HashMap;

use serde_json::Value;

use crate::Error;
use crate::error::{Fault, Subject, shortened};
use crate::formats::graph::{Layer, LayerKind, MAX_LAYERS, Size, Window};

/// Networks inside of networks.
const MAX_DEPTH: usize = 16;

/// The layers of a topology, and the picture that the first of them takes.
///
/// # Errors
/// [`Error::Malformed`] names the first layer that is not known, or what is missing of it.
pub fn read(topology: &Value) -> Result<(Size, Vec<Layer>), Error> {
    let root = topology.get("model_config").unwrap_or(topology);
    let mut reader = Reader {
        layers: vec![Layer {
            name: "input".into(),
            kind: LayerKind::Input,
            inputs: Vec::new(),
        }],
        input: None,
    };
    let answer = reader.layer(root, &[0], 0)?;
    // What comes after it is of no use to it.
    reader.layers.truncate(answer + 1);
    let input = reader
        .input
        .ok_or_else(|| broken("", "batch_input_shape"))?;
    Ok((input, reader.layers))
}

struct Reader {
    layers: Vec<Layer>,
    input: Option<Size>,
}

impl Reader {
    /// Adds a layer, or the layers of a network, and gives the place of the result.
    fn layer(&mut self, layer: &Value, inputs: &[usize], depth: usize) -> Result<usize, Error> {
        let config = layer.get("config").unwrap_or(&Value::Null);
        let class = layer["class_name"].as_str().unwrap_or_default();
        let name = name_of(layer);
        let first = *inputs
            .first()
            .ok_or_else(|| broken(&name, "inbound_nodes"))?;
        if class.is_empty() {
            return Err(broken(&name, "class_name"));
        }
        if depth > MAX_DEPTH {
            return Err(broken(&name, "config"));
        }
        for key in ["batch_input_shape", "batch_shape"] {
            if self.input.is_none() && config.get(key).is_some() {
                self.input = Some(picture(&config[key]).ok_or_else(|| broken(&name, key))?);
            }
        }
        match class {
            "Sequential" => {
                let layers = config.as_array().or_else(|| config["layers"].as_array());
                let layers = layers.ok_or_else(|| broken(&name, "layers"))?;
                Error::check_range(Subject::ModelLayers, layers.len(), 0..=MAX_LAYERS)?;
                let mut last = first;
                for layer in layers {
                    last = self.layer(layer, &[last], depth + 1)?;
                }
                Ok(last)
            }
            "Model" | "Functional" => self.model(&name, config, first, depth),
            "InputLayer" => Ok(first),
            _ => {
                let mut last =
                    match meaning(class, config).ok_or_else(|| broken(&name, "config"))? {
                        Meaning::Layer(kind) => self.push(&name, kind, inputs)?,
                        Meaning::Nothing => first,
                        Meaning::Unknown => {
                            let fault = Fault::UnknownLayer {
                                layer: shortened(&name),
                                kind: shortened(class),
                            };
                            return Err(Error::malformed(Subject::Model, fault));
                        }
                    };
                if let Some(activation) = config.get("activation").filter(|_| class != "Activation")
                {
                    match activation_meaning(activation, config) {
                        Meaning::Layer(kind) => {
                            last = self.push(&format!("{name}/activation"), kind, &[last])?;
                        }
                        Meaning::Nothing => {}
                        Meaning::Unknown => return Err(broken(&name, "activation")),
                    }
                }
                Ok(last)
            }
        }
    }

    /// The layers of a network whose connections are named.
    fn model(
        &mut self,
        name: &str,
        config: &Value,
        input: usize,
        depth: usize,
    ) -> Result<usize, Error> {
        let layers = config["layers"]
            .as_array()
            .ok_or_else(|| broken(name, "layers"))?;
        Error::check_range(Subject::ModelLayers, layers.len(), 0..=MAX_LAYERS)?;
        let mut made: HashMap<String, usize> = HashMap::new();
        let mut waiting: Vec<&Value> = layers.iter().collect();
        // In order as a rule; a round that makes nothing shows a circle.
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut left = Vec::new();
            for layer in waiting {
                let named = name_of(layer);
                let sources = sources(&layer["inbound_nodes"])
                    .ok_or_else(|| broken(&named, "inbound_nodes"))?;
                let inputs: Option<Vec<usize>> = match sources.is_empty() {
                    true => Some(vec![input]),
                    false => sources
                        .iter()
                        .map(|source| made.get(*source).copied())
                        .collect(),
                };
                match inputs {
                    Some(inputs) => {
                        let place = self.layer(layer, &inputs, depth + 1)?;
                        made.insert(named, place);
                    }
                    None => left.push(layer),
                }
            }
            if left.len() == before {
                return Err(broken(&name_of(left[0]), "inbound_nodes"));
            }
            waiting = left;
        }
        // One output, perhaps in a list of its own.
        let outputs = &config["output_layers"];
        let output = outputs[0].as_str().or_else(|| outputs[0][0].as_str());
        let output = output.and_then(|output| made.get(output));
        output.copied().ok_or_else(|| broken(name, "output_layers"))
    }

    fn push(&mut self, name: &str, kind: LayerKind, inputs: &[usize]) -> Result<usize, Error> {
        Error::check_range(Subject::ModelLayers, self.layers.len() + 1, 1..=MAX_LAYERS)?;
        self.layers.push(Layer {
            name: name.into(),
            kind,
            inputs: inputs.into(),
        });
        Ok(self.layers.len() - 1)
    }
}

fn broken(layer: &str, setting: &str) -> Error {
    let fault = Fault::LayerSetting {
        layer: shortened(layer),
        setting: setting.into(),
    };
    Error::malformed(Subject::Model, fault)
}

/// A layer's name; Keras 3 keeps it outside, Sequential of 2019 nowhere.
fn name_of(layer: &Value) -> String {
    let name = layer["config"]["name"]
        .as_str()
        .or_else(|| layer["name"].as_str());
    name.unwrap_or_default().to_owned()
}

/// `[null, height, width, channels]`, or `[null, values]`.
fn picture(shape: &Value) -> Option<Size> {
    let sides = shape.as_array()?.get(1..)?;
    let sides: Vec<usize> = sides.iter().map(number).collect::<Option<_>>()?;
    let size = match sides[..] {
        [height, width, channels] => Size {
            height,
            width,
            channels,
        },
        [values] => Size::list(values),
        _ => return None,
    };
    (size.values()? > 0).then_some(size)
}

fn number(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

/// Names of the layers that a layer takes its inputs from: `[[["name", 0, 0, {}], …]]`, or, since
/// Keras 3, `[{"args": [tensors]}]` where each tensor says where it comes from.
fn sources(nodes: &Value) -> Option<Vec<&str>> {
    let Some(node) = nodes.as_array()?.first() else {
        return Some(Vec::new());
    };
    if let Some(tensors) = node.as_array() {
        return tensors.iter().map(|tensor| tensor[0].as_str()).collect();
    }
    let args = node["args"].as_array()?;
    let tensors: Vec<&Value> = match args.first()?.as_array() {
        Some(list) => list.iter().collect(),
        None => args.iter().collect(),
    };
    tensors
        .iter()
        .map(|tensor| tensor["config"]["keras_history"][0].as_str())
        .collect()
}

/// What a layer's description, or an activation's, comes to.
enum Meaning {
    Layer(LayerKind),
    /// It changes nothing once a network has learnt.
    Nothing,
    Unknown,
}

/// What a layer does; `None` where a setting of it is missing or cannot be used.
fn meaning(class: &str, config: &Value) -> Option<Meaning> {
    let last = matches!(config["data_format"].as_str(), None | Some("channels_last"));
    let plain = |key: &str| match &config[key] {
        Value::Array(sides) => sides.iter().all(|side| side == 1),
        value => value.is_null() || *value == 1,
    };
    let found = match class {
        "Conv2D" if last && plain("dilation_rate") && plain("groups") => {
            LayerKind::Conv(window(config)?)
        }
        "DepthwiseConv2D" if last && plain("dilation_rate") && plain("depth_multiplier") => {
            LayerKind::DepthwiseConv(window(config)?)
        }
        "ZeroPadding2D" if last => {
            let [rows, columns] = pads(&config["padding"])?;
            LayerKind::Pad { rows, columns }
        }
        "BatchNormalization" => {
            // The channels of a picture are its last axis.
            let axis = match &config["axis"] {
                Value::Array(axes) => axes.first()?.as_i64(),
                axis => axis.as_i64(),
            };
            axis.filter(|axis| [-1, 1, 3].contains(axis))?;
            let epsilon = config["epsilon"].as_f64().unwrap_or(1e-3) as f32;
            LayerKind::BatchNorm { epsilon }
        }
        "ReLU" => {
            let zero = |key: &str| config[key].as_f64().unwrap_or(0.0) == 0.0;
            (zero("negative_slope") && zero("threshold")).then_some(())?;
            LayerKind::Relu {
                most: config["max_value"].as_f64().map(|most| most as f32),
            }
        }
        "Activation" => return Some(activation_meaning(&config["activation"], config)),
        "Softmax" => LayerKind::Softmax,
        "Add" => LayerKind::Add,
        "GlobalAveragePooling2D" if last => LayerKind::GlobalAveragePool,
        "Flatten" => LayerKind::Flatten,
        "Dense" => LayerKind::Dense,
        "Dropout" => return Some(Meaning::Nothing),
        "Conv2D" | "DepthwiseConv2D" | "ZeroPadding2D" | "GlobalAveragePooling2D" => return None,
        _ => return Some(Meaning::Unknown),
    };
    Some(Meaning::Layer(found))
}

fn activation_meaning(activation: &Value, config: &Value) -> Meaning {
    let name = match activation {
        Value::Null => "linear",
        Value::String(name) => name,
        other => other["class_name"].as_str().unwrap_or_default(),
    };
    Meaning::Layer(match name.to_ascii_lowercase().as_str() {
        "linear" => return Meaning::Nothing,
        "relu" => LayerKind::Relu {
            most: config["max_value"].as_f64().map(|most| most as f32),
        },
        "relu6" => LayerKind::Relu { most: Some(6.0) },
        "softmax" => LayerKind::Softmax,
        _ => return Meaning::Unknown,
    })
}

fn window(config: &Value) -> Option<Window> {
    Some(Window {
        kernel: pair(&config["kernel_size"])?,
        strides: pair(&config["strides"])?,
        same: match config["padding"].as_str()? {
            "same" => true,
            "valid" => false,
            _ => return None,
        },
    })
}

/// Two numbers from 1, or one for both.
fn pair(value: &Value) -> Option<[usize; 2]> {
    let pair = match value.as_array().map(Vec::as_slice) {
        Some([rows, columns]) => [number(rows)?, number(columns)?],
        Some(_) => return None,
        None => [number(value)?; 2],
    };
    pair.iter()
        .all(|side| (1..=1024).contains(side))
        .then_some(pair)
}

/// `[[above, below], [left, right]]`, `[rows, columns]`, or one number for all.
fn pads(value: &Value) -> Option<[[usize; 2]; 2]> {
    let both = |value: &Value| match value.as_array().map(Vec::as_slice) {
        Some([before, after]) => Some([number(before)?, number(after)?]),
        Some(_) => None,
        None => Some([number(value)?; 2]),
    };
    match value.as_array().map(Vec::as_slice) {
        Some([rows, columns]) => Some([both(rows)?, both(columns)?]),
        Some(_) => None,
        None => Some([both(value)?; 2]),
    }
}
