//! Mien's own expression network as a graph, with its own classes or a person's head: what leaves for other
//! runtimes. Its input is the aligned face; how that is made is data beside it (see [`crate::align`]).

use std::collections::BTreeMap;

use burn::module::Param;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor};

use serde_json::json;

use super::graph::{Graph, Layer, LayerKind, Size, Weight, Window};
use super::model::Model;
use crate::Error;
use crate::error::{Bounds, Fault, Subject};
use crate::expression::{ExpressionModel, ExpressionNet};
use crate::head::{Head, HeadFile};
use crate::layers::ConvUnit;
use crate::manifest::Manifest;
use crate::weights::{WeightFiles, load_weights};

/// What black and white become in every format that is written.
const RANGE: [f32; 2] = [-1.0, 1.0];

/// The shipped network with what it takes to ask it, with its own classes or a person's.
///
/// # Errors
/// Those of [`HeadFile::check`] and of [`expression_graph`]; [`Error::Limit`] for a network that takes values of
/// another range than -1 to 1.
pub fn expression_model(
    manifest: &Manifest,
    files: &WeightFiles,
    head: Option<&HeadFile>,
) -> Result<Model, Error> {
    if let Some(head) = head {
        head.check(manifest)?;
    }
    let preprocess = &manifest.model.preprocess;
    if preprocess.range != RANGE {
        let range = format!("{:?}", preprocess.range);
        return Err(Error::limit(Subject::ValueRange, range, Bounds::Ascending));
    }
    // The expressions of the shipped network are the same in a mirror.
    let mirrored = head.is_none_or(|head| head.mirrored);
    Ok(Model {
        name: head.map_or_else(|| "Mien".into(), |head| head.name.clone()),
        graph: expression_graph(manifest, files, head.map(|head| &head.head))?,
        labels: head.map_or_else(|| manifest.model.labels.clone(), |head| head.labels.clone()),
        half_range: 127.5,
        notes: json!({"preprocess": preprocess, "mirrored": mirrored}),
        time: String::new(),
    })
}

/// The shipped network, from aligned faces `[size, size, 1]` in the model's range to calibrated
/// probabilities: of the expressions, or, with a head, of a person's own classes.
///
/// # Errors
/// [`Error::Malformed`] where the weights cannot be read; [`Error::Mismatch`] for a head that was made for
/// other embeddings.
pub fn expression_graph(
    manifest: &Manifest,
    files: &WeightFiles,
    head: Option<&Head>,
) -> Result<Graph, Error> {
    let described = &manifest.expression;
    let model = &manifest.model;
    model.validate()?;
    if let Some(head) = head {
        head.validate(model.architecture.embedding_width(), head.classes())?;
    }
    // Only the weights are looked at; where they lie does not matter.
    let device = Device::default();
    let empty = ExpressionNet::folded(&model.architecture, &device);
    let network = load_weights(&described.file, files.get(described)?, empty)?;
    let mut builder = Builder::new(model);
    builder.backbone(&network)?;
    match head {
        Some(head) => return Ok(with_head(builder.graph, head)),
        None => builder.own_head(&network.head, model.temperature)?,
    }
    builder.push("probabilities", LayerKind::Softmax, vec![]);
    Ok(builder.graph)
}

/// A network that ends with embeddings, with a person's head on it: it ends with a probability a class.
pub fn with_head(graph: Graph, head: &Head) -> Graph {
    let mut builder = Builder { graph };
    builder.head(head);
    builder.push("probabilities", LayerKind::Softmax, vec![]);
    builder.graph
}

struct Builder {
    graph: Graph,
}

impl Builder {
    fn new(model: &ExpressionModel) -> Self {
        let preprocess = &model.preprocess;
        let input = Size {
            height: preprocess.size,
            width: preprocess.size,
            channels: preprocess.channels,
        };
        let layer = Layer {
            name: "face".into(),
            kind: LayerKind::Input,
            inputs: Vec::new(),
        };
        Self {
            graph: Graph {
                input,
                layers: vec![layer],
                weights: BTreeMap::new(),
            },
        }
    }

    /// Adds a layer, after the last one where no other is named; gives its place.
    fn push(&mut self, name: &str, kind: LayerKind, mut inputs: Vec<usize>) -> usize {
        let place = self.graph.layers.len();
        if inputs.is_empty() {
            inputs.push(place - 1);
        }
        self.graph.layers.push(Layer {
            name: name.into(),
            kind,
            inputs,
        });
        place
    }

    fn weight(&mut self, layer: &str, name: &str, shape: &[usize], values: Vec<f32>) {
        let weight = Weight {
            shape: shape.into(),
            values,
        };
        self.graph.weights.insert(format!("{layer}/{name}"), weight);
    }

    fn backbone(&mut self, network: &ExpressionNet) -> Result<(), Error> {
        self.convolution("stem", &network.backbone.stem, 0)?;
        let mut last = self.push("stem_relu", LayerKind::Relu { most: None }, vec![]);
        for (index, block) in network.backbone.blocks.iter().enumerate() {
            let name = |part: &str| format!("block{}_{part}", index + 1);
            self.convolution(&name("first"), &block.first, last)?;
            let relu = LayerKind::Relu { most: None };
            let inner = self.push(&name("first_relu"), relu.clone(), vec![]);
            let inner = self.convolution(&name("second"), &block.second, inner)?;
            let around = match &block.shortcut {
                Some(shortcut) => self.convolution(&name("shortcut"), shortcut, last)?,
                None => last,
            };
            self.push(&name("add"), LayerKind::Add, vec![inner, around]);
            last = self.push(&name("relu"), relu, vec![]);
        }
        self.push("embedding", LayerKind::GlobalAveragePool, vec![]);
        Ok(())
    }

    /// A convolution with a window that is centred on its places: TensorFlow's "same" where it does not
    /// stride, else zeros around the picture first.
    fn convolution(&mut self, name: &str, unit: &ConvUnit, input: usize) -> Result<usize, Error> {
        let conv = unit.fold().conv;
        let [outputs, inputs, rows, columns] = conv.weight.dims();
        let strides = conv.stride;
        let mut from = input;
        let same = strides == [1, 1];
        if !same && rows > 1 {
            let pad = LayerKind::Pad {
                rows: [rows / 2; 2],
                columns: [columns / 2; 2],
            };
            from = self.push(&format!("{name}_pad"), pad, vec![input]);
        }
        let by_output = values(&conv.weight)?;
        let taps = rows * columns;
        let mut kernel = Vec::with_capacity(by_output.len());
        for tap in 0..taps {
            for channel in 0..inputs {
                let place = |output| by_output[(output * inputs + channel) * taps + tap];
                kernel.extend((0..outputs).map(place));
            }
        }
        self.weight(name, "kernel", &[rows, columns, inputs, outputs], kernel);
        if let Some(bias) = &conv.bias {
            self.weight(name, "bias", &[outputs], values(bias)?);
        }
        let window = Window {
            kernel: [rows, columns],
            strides,
            same,
        };
        Ok(self.push(name, LayerKind::Conv(window), vec![from]))
    }

    /// Logits are divided by the temperature, which can be done to the weights.
    fn own_head(&mut self, head: &Linear, temperature: f32) -> Result<(), Error> {
        let [inputs, outputs] = head.weight.dims();
        let calibrated = |values: Vec<f32>| values.into_iter().map(|v| v / temperature).collect();
        self.weight(
            "classes",
            "kernel",
            &[inputs, outputs],
            calibrated(values(&head.weight)?),
        );
        if let Some(bias) = &head.bias {
            self.weight("classes", "bias", &[outputs], calibrated(values(bias)?));
        }
        self.push("classes", LayerKind::Dense, vec![]);
        Ok(())
    }

    fn head(&mut self, head: &Head) {
        for (index, layer) in head.layers.iter().enumerate() {
            if index > 0 {
                self.push("hidden_relu", LayerKind::Relu { most: None }, vec![]);
            }
            let name = match index + 1 == head.layers.len() {
                true => "classes",
                false => "hidden",
            };
            let outputs = layer.bias.len();
            let inputs = layer.weights.len() / outputs.max(1);
            self.weight(name, "kernel", &[inputs, outputs], layer.weights.clone());
            self.weight(name, "bias", &[outputs], layer.bias.clone());
            self.push(name, LayerKind::Dense, vec![]);
        }
    }
}

fn values<const D: usize>(weights: &Param<Tensor<D>>) -> Result<Vec<f32>, Error> {
    let data = weights.val().into_data();
    data.try_into_vec()
        .map_err(|e| Error::malformed(Subject::LayerWeights, Fault::cause(format!("{e:?}"))))
}
