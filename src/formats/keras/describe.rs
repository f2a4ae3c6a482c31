//! A graph in Keras' words.

use serde_json::{Value, json};

use crate::formats::graph::{Graph, Layer, LayerKind, Size, Window};

/// Who reads a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// TensorFlow.js from 1.3 on: networks are called `Model`.
    TensorFlowJs,
    /// Keras 2 and 3, in h5 files: networks are called `Functional`.
    Keras2,
    /// Keras 3, in `.keras` files: objects say which module they are of.
    Keras3,
}

/// The topology of a graph whose names are plain: `{class_name, config}`.
pub fn describe(graph: &Graph, sizes: &[Size], dialect: Dialect) -> Value {
    let layers: Vec<Value> = graph
        .layers
        .iter()
        .map(|layer| describe_layer(graph, layer, sizes, dialect))
        .collect();
    let end = |layer: Option<&Layer>| json!([layer.map(|layer| json!([layer.name, 0, 0]))]);
    let config = json!({
        "name": "model",
        "trainable": true,
        "layers": layers,
        "input_layers": end(graph.layers.first()),
        "output_layers": end(graph.layers.last()),
    });
    let class = match dialect {
        Dialect::TensorFlowJs => "Model",
        Dialect::Keras2 | Dialect::Keras3 => "Functional",
    };
    object(class, "", config, dialect)
}

fn describe_layer(graph: &Graph, layer: &Layer, sizes: &[Size], dialect: Dialect) -> Value {
    let has = |name: &str| graph.weight(layer, name).is_some();
    let mut config = json!({"name": layer.name, "dtype": "float32"});
    let mut set = |values: Value| {
        if let (Some(config), Value::Object(values)) = (config.as_object_mut(), values) {
            config.extend(values);
        }
    };
    let outputs = |name: &str| {
        let weight = graph.weight(layer, name);
        weight.and_then(|weight| weight.shape.last()).copied()
    };
    let class = match &layer.kind {
        LayerKind::Input => {
            let shape = shape(graph.input);
            set(match dialect {
                Dialect::Keras3 => json!({"batch_shape": shape}),
                _ => json!({"batch_input_shape": shape}),
            });
            set(json!({"sparse": false}));
            "InputLayer"
        }
        LayerKind::Pad { rows, columns } => {
            set(json!({"padding": [rows, columns], "data_format": "channels_last"}));
            "ZeroPadding2D"
        }
        LayerKind::Conv(window) => {
            set(describe_window(window));
            set(json!({"filters": outputs("kernel"), "use_bias": has("bias")}));
            "Conv2D"
        }
        LayerKind::DepthwiseConv(window) => {
            set(describe_window(window));
            set(json!({"depth_multiplier": 1, "use_bias": has("bias")}));
            "DepthwiseConv2D"
        }
        LayerKind::BatchNorm { epsilon } => {
            set(json!({
                "axis": -1,
                "momentum": 0.99,
                "epsilon": epsilon,
                "center": has("beta"),
                "scale": has("gamma"),
            }));
            "BatchNormalization"
        }
        LayerKind::Relu { most } => {
            set(json!({"max_value": most, "negative_slope": 0.0, "threshold": 0.0}));
            "ReLU"
        }
        LayerKind::Softmax => {
            set(json!({"activation": "softmax"}));
            "Activation"
        }
        LayerKind::Add => "Add",
        LayerKind::GlobalAveragePool => {
            set(json!({"data_format": "channels_last"}));
            "GlobalAveragePooling2D"
        }
        LayerKind::Flatten => {
            set(json!({"data_format": "channels_last"}));
            "Flatten"
        }
        LayerKind::Dense => {
            let units = outputs("kernel");
            set(json!({"units": units, "activation": "linear", "use_bias": has("bias")}));
            "Dense"
        }
    };
    let mut described = object(class, &layer.name, config, dialect);
    described["inbound_nodes"] = inbound(graph, layer, sizes, dialect);
    described
}

fn object(class: &str, name: &str, config: Value, dialect: Dialect) -> Value {
    let mut object = json!({"class_name": class, "config": config});
    if !name.is_empty() {
        object["name"] = name.into();
    }
    if dialect == Dialect::Keras3 {
        object["module"] = match class {
            "Functional" => "keras.src.models.functional",
            _ => "keras.layers",
        }
        .into();
        object["registered_name"] = match class {
            "Functional" => class.into(),
            _ => Value::Null,
        };
    }
    object
}

/// Where a layer takes its inputs from.
fn inbound(graph: &Graph, layer: &Layer, sizes: &[Size], dialect: Dialect) -> Value {
    let sources = || {
        layer
            .inputs
            .iter()
            .filter_map(|&input| Some((graph.layers.get(input)?, sizes.get(input)?)))
    };
    if layer.inputs.is_empty() {
        return json!([]);
    }
    if dialect != Dialect::Keras3 {
        let nodes: Vec<_> = sources()
            .map(|(from, _)| json!([from.name, 0, 0, {}]))
            .collect();
        return json!([nodes]);
    }
    let mut tensors: Vec<_> = sources()
        .map(|(from, &size)| {
            json!({
                "class_name": "__keras_tensor__",
                "config": {
                    "shape": shape_of(graph, from, size),
                    "dtype": "float32",
                    "keras_history": [from.name, 0, 0],
                },
            })
        })
        .collect();
    let args = match tensors.len() {
        1 => json!([tensors.remove(0)]),
        _ => json!([tensors]),
    };
    json!([{"args": args, "kwargs": {}}])
}

/// `[null, height, width, channels]`
fn shape(size: Size) -> Value {
    json!([null, size.height, size.width, size.channels])
}

/// That of a layer's result: a list has none but its length.
fn shape_of(graph: &Graph, layer: &Layer, size: Size) -> Value {
    let mut layer = layer;
    loop {
        match (&layer.kind, layer.inputs.first()) {
            (LayerKind::GlobalAveragePool | LayerKind::Flatten | LayerKind::Dense, _) => {
                return json!([null, size.channels]);
            }
            (
                LayerKind::Relu { .. }
                | LayerKind::Softmax
                | LayerKind::BatchNorm { .. }
                | LayerKind::Add,
                Some(&input),
            ) if input < graph.layers.len() => layer = &graph.layers[input],
            _ => return shape(size),
        }
    }
}

fn describe_window(window: &Window) -> Value {
    json!({
        "kernel_size": window.kernel,
        "strides": window.strides,
        "padding": if window.same { "same" } else { "valid" },
        "data_format": "channels_last",
        "dilation_rate": [1, 1],
        "activation": "linear",
    })
}
