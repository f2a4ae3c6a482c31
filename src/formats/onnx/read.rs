//! From an ONNX file to a graph.
//!
//! Pictures lie channels first there as a rule, and channels last here. Nothing is turned: what is kept
//! beside each result is how the file sees it.

use std::collections::{BTreeMap, HashMap};

use prost::Message;

use super::proto::{Attribute, GraphProto, ModelProto, NodeProto, ValueInfo};
use super::tensor::Tensor;
use crate::Error;
use crate::error::{Fault, Subject, shortened};
use crate::formats::graph::{Graph, Layer, LayerKind, MAX_LAYERS, Size, Weight, Window};

/// Reads a network.
///
/// # Errors
/// [`Error::Malformed`] says what is damaged, missing or not known, and in which operation.
pub fn read(bytes: &[u8]) -> Result<Graph, Error> {
    let (file, constants) = decode(bytes)?;
    let mut reader = Reader::new(&file, constants)?;
    for node in &file.nodes {
        reader.node(node)?;
    }
    let output = file.outputs.first().map(|output| output.name.as_str());
    let answer = output.and_then(|output| reader.values.get(output));
    match answer {
        // A list whose values stand in another order than here has no meaning to the reader of an answer.
        Some(&Value::Layer(place, seen)) if seen != Seen::ListOfPlanes => {
            reader.graph.layers.truncate(place + 1);
            reader.graph.sizes()?;
            Ok(reader.graph)
        }
        _ => Err(missing("", "output")),
    }
}

/// The weights of all convolutions of a file in the order in which they are computed:
/// `[out, in / groups, height, width]`, and a bias an output.
///
/// # Errors
/// As [`read`]; [`Fault::LayerSetting`] where one has no bias.
pub fn convolutions(bytes: &[u8]) -> Result<Vec<(Tensor, Tensor)>, Error> {
    let (file, constants) = decode(bytes)?;
    let of_convolution = file.nodes.iter().filter(|node| node.operator == "Conv");
    of_convolution
        .map(|node| {
            let constant = |place: usize, setting| {
                let name = node.inputs.get(place);
                let found = name.and_then(|name| constants.get(name.as_str()));
                found.cloned().ok_or_else(|| missing(title(node), setting))
            };
            Ok((constant(1, "W")?, constant(2, "B")?))
        })
        .collect()
}

fn decode(bytes: &[u8]) -> Result<(GraphProto, HashMap<String, Tensor>), Error> {
    let file =
        ModelProto::decode(bytes).map_err(|e| Error::malformed(Subject::Model, Fault::cause(e)))?;
    let graph = file.graph.ok_or_else(|| missing("", "graph"))?;
    let mut constants = HashMap::new();
    for stored in &graph.initializers {
        constants.insert(stored.name.clone(), Tensor::new(stored)?);
    }
    Ok((graph, constants))
}

/// How the file sees what a layer gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// `[pictures, channels, height, width]`
    ChannelsFirst,
    /// `[pictures, height, width, channels]`
    ChannelsLast,
    /// `[pictures, values]`, as here.
    List,
    /// `[pictures, values]`, all values of a channel together.
    ListOfPlanes,
}

/// What a name of the file stands for.
#[derive(Debug, Clone)]
enum Value {
    Layer(usize, Seen),
    Constant(Tensor),
    /// Lengths of axes that are computed when a picture comes.
    Lengths,
}

struct Reader {
    graph: Graph,
    sizes: Vec<Size>,
    values: HashMap<String, Value>,
    /// Of lists of planes: the picture that they were.
    pictures: HashMap<usize, Size>,
}

fn missing(layer: &str, setting: &str) -> Error {
    let fault = Fault::LayerSetting {
        layer: shortened(layer),
        setting: setting.into(),
    };
    Error::malformed(Subject::Model, fault)
}

/// What an operation is called; its result where it has no name.
fn title(node: &NodeProto) -> &str {
    match (node.name.as_str(), node.outputs.first()) {
        ("", Some(output)) => output,
        (name, _) => name,
    }
}

fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a Attribute> {
    node.attributes
        .iter()
        .find(|attribute| attribute.name == name)
}

fn int(node: &NodeProto, name: &str, default: i64) -> i64 {
    attribute(node, name).map_or(default, |attribute| attribute.int)
}

fn float(node: &NodeProto, name: &str, default: f32) -> f32 {
    attribute(node, name).map_or(default, |attribute| attribute.float)
}

/// Lengths from an attribute; `None` where one is negative or larger than any picture.
fn lengths(values: &[i64]) -> Option<Vec<usize>> {
    let length = |&value: &i64| {
        usize::try_from(value)
            .ok()
            .filter(|&value| value <= 1 << 16)
    };
    values.iter().map(length).collect()
}

impl Reader {
    fn new(file: &GraphProto, constants: HashMap<String, Tensor>) -> Result<Self, Error> {
        let is_picture = |input: &&ValueInfo| !constants.contains_key(&input.name);
        let input = file
            .inputs
            .iter()
            .find(is_picture)
            .ok_or_else(|| missing("", "input"))?;
        let (size, seen) = picture(input).ok_or_else(|| missing(&input.name, "shape"))?;
        if size.values().is_none_or(|values| values == 0) {
            return Err(missing(&input.name, "shape"));
        }
        let layer = Layer {
            name: input.name.clone(),
            kind: LayerKind::Input,
            inputs: Vec::new(),
        };
        let constants = constants.into_iter();
        let mut values: HashMap<_, _> = constants
            .map(|(name, tensor)| (name, Value::Constant(tensor)))
            .collect();
        values.insert(input.name.clone(), Value::Layer(0, seen));
        Ok(Self {
            graph: Graph {
                input: size,
                layers: vec![layer],
                weights: BTreeMap::new(),
            },
            sizes: vec![size],
            values,
            pictures: HashMap::new(),
        })
    }

    fn node(&mut self, node: &NodeProto) -> Result<(), Error> {
        let name = title(node);
        let output = node
            .outputs
            .first()
            .ok_or_else(|| missing(name, "output"))?;
        let value = self.value_of(node)?;
        self.values.insert(output.clone(), value);
        Ok(())
    }

    fn value_of(&mut self, node: &NodeProto) -> Result<Value, Error> {
        let broken = |setting: &str| missing(title(node), setting);
        let input = |place: usize| {
            node.inputs
                .get(place)
                .and_then(|name| self.values.get(name))
        };
        let constant = |place: usize| match input(place) {
            Some(Value::Constant(tensor)) => Some(tensor.clone()),
            _ => None,
        };
        // What is computed from lengths of axes, or is one.
        if let (Some(Value::Lengths), _) | (_, "Shape") = (input(0), node.operator.as_str()) {
            return Ok(Value::Lengths);
        }
        if let ("Concat", true) = (
            node.operator.as_str(),
            (0..node.inputs.len()).any(|place| matches!(input(place), Some(Value::Lengths))),
        ) {
            return Ok(Value::Lengths);
        }
        match node.operator.as_str() {
            "Constant" => {
                let tensor = match attribute(node, "value").and_then(|a| a.tensor.as_ref()) {
                    Some(stored) => Tensor::new(stored)?,
                    None => plain_constant(node).ok_or_else(|| broken("value"))?,
                };
                return Ok(Value::Constant(tensor));
            }
            "Identity" | "Dropout" | "Cast" => {
                return input(0).cloned().ok_or_else(|| broken("input"));
            }
            "Add" | "Mul" | "Sub" | "Div" => return self.arithmetic(node),
            _ => {}
        }
        let Some(&Value::Layer(from, seen)) = input(0) else {
            return match input(0) {
                // Only what is known can be said to be wrong with its input.
                None if !KNOWN.contains(&node.operator.as_str()) => Err(unknown(node)),
                _ => Err(broken("input")),
            };
        };
        let is_list = matches!(seen, Seen::List | Seen::ListOfPlanes);
        let (kind, now): (LayerKind, Seen) = match node.operator.as_str() {
            "Transpose" => {
                let perm = attribute(node, "perm").map(|a| a.ints.as_slice());
                let now = match (perm, seen) {
                    (Some([0, 3, 1, 2]), Seen::ChannelsLast) => Seen::ChannelsFirst,
                    (Some([0, 2, 3, 1]), Seen::ChannelsFirst) => Seen::ChannelsLast,
                    (Some(perm), seen) if perm.is_sorted() => seen,
                    _ => return Err(broken("perm")),
                };
                return Ok(Value::Layer(from, now));
            }
            "Conv" => return self.convolution(node, from, seen, constant(1), constant(2)),
            "Gemm" => {
                let plain = int(node, "transA", 0) == 0
                    && float(node, "alpha", 1.0) == 1.0
                    && float(node, "beta", 1.0) == 1.0;
                let kernel = constant(1).filter(|_| plain).ok_or_else(|| broken("B"))?;
                let turned = int(node, "transB", 0) != 0;
                let bias = match node.inputs.get(2).is_some_and(|name| !name.is_empty()) {
                    true => Some(constant(2).ok_or_else(|| broken("C"))?.values),
                    false => None,
                };
                return self.dense(node, (from, seen), kernel, turned, bias);
            }
            "MatMul" => {
                let kernel = constant(1).ok_or_else(|| broken("B"))?;
                return self.dense(node, (from, seen), kernel, false, None);
            }
            "BatchNormalization" => {
                let named = ["gamma", "beta", "moving_mean", "moving_variance"].into_iter();
                let weights = named.zip(1..).map(|(name, place)| {
                    let tensor = constant(place).ok_or_else(|| broken(name))?;
                    Ok((name, tensor.values))
                });
                for (name, values) in weights.collect::<Result<Vec<_>, Error>>()? {
                    self.weight(node, name, vec![values.len()], values);
                }
                let epsilon = float(node, "epsilon", 1e-5);
                (LayerKind::BatchNorm { epsilon }, seen)
            }
            "Relu" => (LayerKind::Relu { most: None }, seen),
            "Clip" => {
                let end = |place: usize, name: &str| match constant(place) {
                    Some(tensor) => tensor.values.first().copied(),
                    None => attribute(node, name).map(|attribute| attribute.float),
                };
                let (least, most) = (end(1, "min"), end(2, "max"));
                if least != Some(0.0) {
                    return Err(broken("min"));
                }
                (
                    LayerKind::Relu {
                        most: most.filter(|most| *most < f32::MAX),
                    },
                    seen,
                )
            }
            "GlobalAveragePool" if seen == Seen::ChannelsFirst => {
                (LayerKind::GlobalAveragePool, seen)
            }
            "ReduceMean" => {
                let axes = match constant(1) {
                    Some(axes) => axes.values.iter().map(|&axis| axis as i64).collect(),
                    None => attribute(node, "axes")
                        .map(|a| a.ints.clone())
                        .unwrap_or_default(),
                };
                let mut axes: Vec<i64> = axes.iter().map(|axis| (axis + 4) % 4).collect();
                axes.sort_unstable();
                match (seen, axes.as_slice()) {
                    (Seen::ChannelsFirst, [2, 3]) | (Seen::ChannelsLast, [1, 2]) => {}
                    _ => return Err(broken("axes")),
                }
                let now = if int(node, "keepdims", 1) == 0 {
                    Seen::List
                } else {
                    seen
                };
                (LayerKind::GlobalAveragePool, now)
            }
            "Flatten" | "Reshape" | "Squeeze" | "Unsqueeze" => {
                return self.list(node, from, seen, constant(1));
            }
            "Softmax" => {
                let axis = int(node, "axis", -1);
                match (seen, axis) {
                    (Seen::List, 1 | -1)
                    | (Seen::ChannelsFirst, 1)
                    | (Seen::ChannelsLast, 3 | -1) => {}
                    _ => return Err(broken("axis")),
                }
                (LayerKind::Softmax, seen)
            }
            "Pad" => {
                let pads = match constant(1) {
                    Some(pads) => pads.values.iter().map(|&pad| pad as i64).collect(),
                    None => attribute(node, "pads")
                        .map(|a| a.ints.clone())
                        .unwrap_or_default(),
                };
                let zeros = constant(2).is_none_or(|value| value.values == [0.0])
                    && float(node, "value", 0.0) == 0.0
                    && attribute(node, "mode").is_none_or(|mode| mode.text == b"constant");
                let pads = lengths(&pads).filter(|_| zeros && !is_list);
                let sides = match (pads.as_deref(), seen) {
                    (Some(&[0, 0, a, b, 0, 0, c, d]), Seen::ChannelsFirst) => Some([a, b, c, d]),
                    (Some(&[0, a, b, 0, 0, c, d, 0]), Seen::ChannelsLast) => Some([a, b, c, d]),
                    _ => None,
                };
                let [top, left, bottom, right] = sides.ok_or_else(|| broken("pads"))?;
                let (rows, columns) = ([top, bottom], [left, right]);
                (LayerKind::Pad { rows, columns }, seen)
            }
            "GlobalAveragePool" => return Err(broken("input")),
            _ => return Err(unknown(node)),
        };
        let place = self.push(node, kind, vec![from])?;
        self.keep_picture(from, place);
        Ok(Value::Layer(place, now))
    }

    /// Adds a layer; gives its place.
    fn push(
        &mut self,
        node: &NodeProto,
        kind: LayerKind,
        inputs: Vec<usize>,
    ) -> Result<usize, Error> {
        let name = node.outputs.first().map_or("", String::as_str);
        self.push_named(name.to_owned(), kind, inputs)
    }

    fn push_named(
        &mut self,
        name: String,
        kind: LayerKind,
        inputs: Vec<usize>,
    ) -> Result<usize, Error> {
        let place = self.graph.layers.len();
        Error::check_range(Subject::ModelLayers, place + 1, 1..=MAX_LAYERS)?;
        let layer = Layer { name, kind, inputs };
        self.sizes.push(self.graph.size_of(&layer, &self.sizes)?);
        self.graph.layers.push(layer);
        Ok(place)
    }

    fn weight(&mut self, node: &NodeProto, name: &str, shape: Vec<usize>, values: Vec<f32>) {
        let layer = node.outputs.first().map_or("", String::as_str);
        self.graph
            .weights
            .insert(format!("{layer}/{name}"), Weight { shape, values });
    }

    fn keep_picture(&mut self, from: usize, to: usize) {
        if let Some(&picture) = self.pictures.get(&from) {
            self.pictures.insert(to, picture);
        }
    }

    fn convolution(
        &mut self,
        node: &NodeProto,
        from: usize,
        seen: Seen,
        kernel: Option<Tensor>,
        bias: Option<Tensor>,
    ) -> Result<Value, Error> {
        let broken = |setting: &str| missing(title(node), setting);
        let kernel = kernel.ok_or_else(|| broken("W"))?;
        let &[outputs, inputs, rows, columns] = kernel.shape.as_slice() else {
            return Err(broken("W"));
        };
        if seen != Seen::ChannelsFirst || rows == 0 || columns == 0 {
            return Err(broken("input"));
        }
        let given = |name: &str| attribute(node, name).map(|a| a.ints.as_slice());
        if given("dilations").is_some_and(|dilations| dilations.iter().any(|&d| d != 1)) {
            return Err(broken("dilations"));
        }
        let strides = match given("strides").map(lengths) {
            None => [1, 1],
            Some(Some(strides)) => match strides[..] {
                [down, along] if down > 0 && along > 0 => [down, along],
                _ => return Err(broken("strides")),
            },
            Some(None) => return Err(broken("strides")),
        };
        let size = self.sizes[from];
        let mut window = Window {
            kernel: [rows, columns],
            strides,
            same: true,
        };
        // What "same" would put around the picture.
        let ([top, left], result) = window.place([size.height, size.width]).unwrap_or_default();
        let after = |axis: usize, before: usize, side: usize| {
            let needed = result[axis].saturating_sub(1) * strides[axis] + window.kernel[axis];
            needed.saturating_sub(side + before)
        };
        let same = [
            top,
            left,
            after(0, top, size.height),
            after(1, left, size.width),
        ];
        let auto = attribute(node, "auto_pad").map(|a| a.text.as_slice());
        let pads = match auto {
            Some(b"SAME_UPPER") => same,
            Some(b"VALID") => [0; 4],
            None | Some(b"NOTSET" | b"") => match given("pads").map(lengths) {
                None => [0; 4],
                Some(Some(pads)) => pads.try_into().map_err(|_| broken("pads"))?,
                Some(None) => return Err(broken("pads")),
            },
            Some(_) => return Err(broken("auto_pad")),
        };
        let mut from = from;
        if pads != same {
            window.same = false;
            if pads != [0; 4] {
                let pad = LayerKind::Pad {
                    rows: [pads[0], pads[2]],
                    columns: [pads[1], pads[3]],
                };
                let name = format!("{}_pad", node.outputs.first().map_or("", String::as_str));
                from = self.push_named(name, pad, vec![from])?;
            }
        }
        let taps = rows * columns;
        let group = int(node, "group", 1);
        let depthwise = group > 1 && inputs == 1 && usize::try_from(group) == Ok(outputs);
        if group != 1 && !depthwise {
            return Err(broken("group"));
        }
        let mut turned = Vec::with_capacity(kernel.values.len());
        for tap in 0..taps {
            for input in 0..inputs {
                let place = |output| (output * inputs + input) * taps + tap;
                turned.extend((0..outputs).map(|output| kernel.values[place(output)]));
            }
        }
        if let Some(bias) = bias {
            self.weight(node, "bias", vec![outputs], bias.values);
        }
        let kind = if depthwise {
            self.weight(
                node,
                "depthwise_kernel",
                vec![rows, columns, outputs, 1],
                turned,
            );
            LayerKind::DepthwiseConv(window)
        } else {
            self.weight(node, "kernel", vec![rows, columns, inputs, outputs], turned);
            LayerKind::Conv(window)
        };
        Ok(Value::Layer(self.push(node, kind, vec![from])?, seen))
    }

    fn dense(
        &mut self,
        node: &NodeProto,
        (from, seen): (usize, Seen),
        kernel: Tensor,
        turned: bool,
        bias: Option<Vec<f32>>,
    ) -> Result<Value, Error> {
        let broken = |setting: &str| missing(title(node), setting);
        let &[rows, columns] = kernel.shape.as_slice() else {
            return Err(broken("B"));
        };
        let (inputs, outputs) = if turned {
            (columns, rows)
        } else {
            (rows, columns)
        };
        // Where the values of a row stand in the file: `(channel, row, column)` there is `(row, column, channel)` here.
        let size = match seen {
            Seen::List => Size::list(inputs),
            Seen::ListOfPlanes => self
                .pictures
                .get(&from)
                .copied()
                .ok_or_else(|| broken("input"))?,
            Seen::ChannelsFirst | Seen::ChannelsLast => return Err(broken("input")),
        };
        if size.values() != Some(inputs) {
            return Err(broken("B"));
        }
        let places = size.height * size.width;
        let mut values = Vec::with_capacity(kernel.values.len());
        for place in 0..places {
            for channel in 0..size.channels {
                let input = channel * places + place;
                let at = |output| match turned {
                    true => output * inputs + input,
                    false => input * outputs + output,
                };
                values.extend((0..outputs).map(|output| kernel.values[at(output)]));
            }
        }
        self.weight(node, "kernel", vec![inputs, outputs], values);
        if let Some(mut bias) = bias {
            if bias.len() == 1 {
                bias = vec![bias[0]; outputs];
            }
            self.weight(node, "bias", vec![bias.len()], bias);
        }
        let place = self.push(node, LayerKind::Dense, vec![from])?;
        Ok(Value::Layer(place, Seen::List))
    }

    /// A picture as a list.
    fn list(
        &mut self,
        node: &NodeProto,
        from: usize,
        seen: Seen,
        target: Option<Tensor>,
    ) -> Result<Value, Error> {
        let broken = |setting: &str| missing(title(node), setting);
        let size = self.sizes[from];
        let count = size.values().unwrap_or(0) as f32;
        if node.operator == "Flatten" && int(node, "axis", 1) != 1 {
            return Err(broken("axis"));
        }
        // To a picture of one place, and back: nothing happens to the values.
        if let ("Reshape", Some(target)) = (node.operator.as_str(), &target) {
            match target.values[..] {
                [_, to] if to == -1.0 || to == count => {}
                // A picture of one channel lies the same way, channels first or last.
                [_, 1.0, down, along]
                    if size.channels == 1
                        && (down, along) == (size.height as f32, size.width as f32) =>
                {
                    return Ok(Value::Layer(from, Seen::ChannelsFirst));
                }
                [_, down, along, 1.0]
                    if size.channels == 1
                        && (down, along) == (size.height as f32, size.width as f32) =>
                {
                    return Ok(Value::Layer(from, Seen::ChannelsLast));
                }
                [_, to, 1.0, 1.0] if to == -1.0 || to == count => {
                    return match (size.height, size.width) {
                        (1, 1) => Ok(Value::Layer(from, Seen::ChannelsFirst)),
                        _ => Err(broken("shape")),
                    };
                }
                _ => return Err(broken("shape")),
            }
        }
        if node.operator == "Unsqueeze" {
            return match seen {
                Seen::List if size.height * size.width == 1 => {
                    Ok(Value::Layer(from, Seen::ChannelsFirst))
                }
                _ => Err(broken("axes")),
            };
        }
        match seen {
            Seen::List | Seen::ListOfPlanes => Ok(Value::Layer(from, seen)),
            _ if (size.height, size.width) == (1, 1) => Ok(Value::Layer(from, Seen::List)),
            _ if node.operator == "Squeeze" => Err(broken("axes")),
            Seen::ChannelsLast => Ok(Value::Layer(
                self.push(node, LayerKind::Flatten, vec![from])?,
                Seen::List,
            )),
            Seen::ChannelsFirst => {
                let place = self.push(node, LayerKind::Flatten, vec![from])?;
                self.pictures.insert(place, size);
                Ok(Value::Layer(place, Seen::ListOfPlanes))
            }
        }
    }

    /// A sum of two layers, or a layer and a number a channel.
    fn arithmetic(&mut self, node: &NodeProto) -> Result<Value, Error> {
        let broken = |setting: &str| missing(title(node), setting);
        let value = |place: usize| {
            node.inputs
                .get(place)
                .and_then(|name| self.values.get(name))
                .cloned()
        };
        let (layer, constant, layer_first) = match (value(0), value(1)) {
            (Some(Value::Layer(a, seen)), Some(Value::Layer(b, other))) => {
                if node.operator != "Add" || seen != other {
                    return Err(unknown(node));
                }
                let place = self.push(node, LayerKind::Add, vec![a, b])?;
                self.keep_picture(a, place);
                return Ok(Value::Layer(place, seen));
            }
            (Some(Value::Layer(a, seen)), Some(Value::Constant(c))) => ((a, seen), c, true),
            (Some(Value::Constant(c)), Some(Value::Layer(a, seen))) => ((a, seen), c, false),
            (Some(Value::Constant(a)), Some(Value::Constant(b))) => {
                return constants(&node.operator, &a, &b)
                    .map(Value::Constant)
                    .ok_or_else(|| broken("B"));
            }
            _ => return Err(broken("input")),
        };
        let (from, seen) = layer;
        let channels = self.sizes[from].channels;
        let values = by_channel(&constant, channels, seen).ok_or_else(|| broken("B"))?;
        let scaled = |scale: f32| vec![scale; channels];
        let (gamma, beta) = match (node.operator.as_str(), layer_first) {
            ("Add", _) => (scaled(1.0), values),
            ("Mul", _) => (values, scaled(0.0)),
            ("Sub", true) => (scaled(1.0), values.into_iter().map(|v| -v).collect()),
            ("Sub", false) => (scaled(-1.0), values),
            ("Div", true) if values.iter().all(|&v| v != 0.0) => {
                (values.into_iter().map(|v| 1.0 / v).collect(), scaled(0.0))
            }
            _ => return Err(broken("B")),
        };
        let weights = [
            ("gamma", gamma),
            ("beta", beta),
            ("moving_mean", scaled(0.0)),
            ("moving_variance", scaled(1.0)),
        ];
        for (name, values) in weights {
            self.weight(node, name, vec![channels], values);
        }
        let place = self.push(node, LayerKind::BatchNorm { epsilon: 0.0 }, vec![from])?;
        self.keep_picture(from, place);
        Ok(Value::Layer(place, seen))
    }
}

/// What [`Reader::value_of`] knows.
const KNOWN: [&str; 17] = [
    "BatchNormalization",
    "Clip",
    "Conv",
    "Flatten",
    "Gemm",
    "GlobalAveragePool",
    "MatMul",
    "Pad",
    "ReduceMean",
    "Relu",
    "Reshape",
    "Softmax",
    "Squeeze",
    "Transpose",
    "Unsqueeze",
    "Shape",
    "Concat",
];

fn unknown(node: &NodeProto) -> Error {
    let fault = Fault::UnknownLayer {
        layer: shortened(title(node)),
        kind: shortened(&node.operator),
    };
    Error::malformed(Subject::Model, fault)
}

/// The size of a picture that a file takes, and how it sees it: the side of 1 or 3 is that of the channels.
fn picture(input: &ValueInfo) -> Option<(Size, Seen)> {
    let dims = &input.kind.as_ref()?.tensor.as_ref()?.shape.as_ref()?.dims;
    let side = |place: usize| {
        let value = dims.get(place)?.value?;
        usize::try_from(value).ok().filter(|&side| side > 0)
    };
    let size = |height, width, channels| Size {
        height,
        width,
        channels,
    };
    if dims.len() == 2 {
        return Some((Size::list(side(1)?), Seen::List));
    }
    let (a, b, c) = (side(1)?, side(2)?, side(3)?);
    match (dims.len(), [1, 3].contains(&a), [1, 3].contains(&c)) {
        (4, true, false) => Some((size(b, c, a), Seen::ChannelsFirst)),
        (4, false, true) => Some((size(a, b, c), Seen::ChannelsLast)),
        // Neither, or both: as most files have it.
        (4, ..) => Some((size(b, c, a), Seen::ChannelsFirst)),
        _ => None,
    }
}

/// A constant of plain numbers.
fn plain_constant(node: &NodeProto) -> Option<Tensor> {
    let one = |value: f32| Tensor {
        shape: Vec::new(),
        values: vec![value],
    };
    if let Some(attribute) = attribute(node, "value_float") {
        return Some(one(attribute.float));
    }
    if let Some(attribute) = attribute(node, "value_int") {
        return Some(one(attribute.int as f32));
    }
    let ints = &attribute(node, "value_ints")?.ints;
    Some(Tensor {
        shape: vec![ints.len()],
        values: ints.iter().map(|&value| value as f32).collect(),
    })
}

/// A number a channel, however the constant lies beside pictures.
fn by_channel(constant: &Tensor, channels: usize, seen: Seen) -> Option<Vec<f32>> {
    if let [only] = constant.values[..] {
        return Some(vec![only; channels]);
    }
    if constant.values.len() != channels {
        return None;
    }
    // The only axis that is not 1, counted from the last one.
    let from_end = constant.shape.iter().rev().position(|&side| side != 1)?;
    let expected = if seen == Seen::ChannelsFirst { 2 } else { 0 };
    let meant = from_end == expected && seen != Seen::ListOfPlanes;
    meant.then(|| constant.values.clone())
}

/// What two constants come to, one of which is a single number or both of which have one shape.
fn constants(operator: &str, a: &Tensor, b: &Tensor) -> Option<Tensor> {
    let count = a.values.len().max(b.values.len());
    let pick = |of: &Tensor, i: usize| match of.values[..] {
        [only] => Some(only),
        _ => of.values.get(i).copied(),
    };
    let values: Option<Vec<f32>> = (0..count)
        .map(|i| {
            let (a, b) = (pick(a, i)?, pick(b, i)?);
            Some(match operator {
                "Add" => a + b,
                "Sub" => a - b,
                "Mul" => a * b,
                _ => a / b,
            })
        })
        .collect();
    let shape = if a.values.len() == count {
        &a.shape
    } else {
        &b.shape
    };
    Some(Tensor {
        shape: shape.clone(),
        values: values?,
    })
}
