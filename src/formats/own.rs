//! Mien's own expression network as a graph, with its own classes or a person's head: what leaves for other
//! runtimes. Its input is the aligned face; how that is made is data beside it (see [`crate::align`]).

use std::collections::BTreeMap;

use serde_json::json;

use super::graph::{Graph, Layer, LayerKind, Size, Weight, Window};
use super::model::Model;
use crate::Error;
use crate::error::{Bounds, Subject};
use crate::expression::{BlockConfig, ExpressionModel, ExpressionNetConfig};
use crate::head::{Head, HeadFile};
use crate::manifest::Manifest;
use crate::weights::{Tensors, WeightFiles};

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
    let mut tensors = Tensors::open(&described.file, files.get(described)?)?;
    let mut builder = Builder::new(model);
    builder.backbone(&model.architecture, &mut tensors)?;
    if let Some(head) = head {
        return Ok(with_head(builder.graph, head));
    }
    builder.own_head(model, &mut tensors)?;
    tensors.end()?;
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

/// The shape of a convolution, whose kernel is square.
struct Unit {
    from: usize,
    to: usize,
    kernel: usize,
    stride: usize,
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

    fn backbone(
        &mut self,
        architecture: &ExpressionNetConfig,
        tensors: &mut Tensors,
    ) -> Result<(), Error> {
        let stem = Unit {
            from: 1,
            to: architecture.stem,
            kernel: 3,
            stride: 2,
        };
        self.convolution("stem", "backbone.stem", stem, tensors, 0)?;
        let mut last = self.push("stem_relu", LayerKind::Relu { most: None }, vec![]);
        for (index, block) in architecture.blocks().into_iter().enumerate() {
            let name = |part: &str| format!("block{}_{part}", index + 1);
            let BlockConfig { from, to, stride } = block;
            let mut unit =
                |this: &mut Self, part: &str, [from, kernel, stride]: [usize; 3], input| {
                    let unit = Unit {
                        from,
                        to,
                        kernel,
                        stride,
                    };
                    let of = format!("backbone.blocks.{index}.{part}");
                    this.convolution(&name(part), &of, unit, tensors, input)
                };
            unit(self, "first", [from, 3, stride], last)?;
            let relu = LayerKind::Relu { most: None };
            let inner = self.push(&name("first_relu"), relu.clone(), vec![]);
            let inner = unit(self, "second", [to, 3, 1], inner)?;
            let around = match block.has_shortcut() {
                true => unit(self, "shortcut", [from, 1, stride], last)?,
                false => last,
            };
            self.push(&name("add"), LayerKind::Add, vec![inner, around]);
            last = self.push(&name("relu"), relu, vec![]);
        }
        self.push("embedding", LayerKind::GlobalAveragePool, vec![]);
        Ok(())
    }

    /// The convolution `of` a unit of the network, with a window that is centred on its places: TensorFlow's "same"
    /// where it does not stride, else zeros around the picture first.
    fn convolution(
        &mut self,
        name: &str,
        of: &str,
        unit: Unit,
        tensors: &mut Tensors,
        input: usize,
    ) -> Result<usize, Error> {
        let Unit {
            from,
            to,
            kernel: side,
            stride,
        } = unit;
        let mut before = input;
        let same = stride == 1;
        if !same && side > 1 {
            let pad = LayerKind::Pad {
                rows: [side / 2; 2],
                columns: [side / 2; 2],
            };
            before = self.push(&format!("{name}_pad"), pad, vec![input]);
        }
        let by_output = tensors.take(&format!("{of}.conv.weight"), &[to, from, side, side])?;
        let taps = side * side;
        let mut kernel = Vec::with_capacity(by_output.len());
        for tap in 0..taps {
            for channel in 0..from {
                let place = |output| by_output[(output * from + channel) * taps + tap];
                kernel.extend((0..to).map(place));
            }
        }
        self.weight(name, "kernel", &[side, side, from, to], kernel);
        let bias = tensors.take(&format!("{of}.conv.bias"), &[to])?;
        self.weight(name, "bias", &[to], bias);
        let window = Window {
            kernel: [side; 2],
            strides: [stride; 2],
            same,
        };
        Ok(self.push(name, LayerKind::Conv(window), vec![before]))
    }

    /// Logits are divided by the temperature, which can be done to the weights.
    fn own_head(&mut self, model: &ExpressionModel, tensors: &mut Tensors) -> Result<(), Error> {
        let inputs = model.architecture.embedding_width();
        let outputs = model.architecture.classes;
        let mut calibrated = |part: &str, shape: &[usize]| {
            let values = tensors.take(&format!("head.{part}"), shape)?;
            let values = values.into_iter().map(|v| v / model.temperature);
            Ok::<_, Error>(values.collect())
        };
        let kernel = calibrated("weight", &[inputs, outputs])?;
        let bias = calibrated("bias", &[outputs])?;
        self.weight("classes", "kernel", &[inputs, outputs], kernel);
        self.weight("classes", "bias", &[outputs], bias);
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
