//! From a graph to an ONNX file.

use prost::Message;

use super::proto::*;
use crate::Error;
use crate::formats::fold::{fold, scale_and_shift};
use crate::formats::graph::{Graph, Layer, LayerKind, Size, Window};
use crate::formats::names::plain_names;

/// Version of the file's layout that has the operators of [`OPERATORS`].
const IR_VERSION: i64 = 8;
/// Version of the operators.
const OPERATORS: i64 = 13;

/// The bytes of a file whose input has the layout of the picture, `[pictures, height, width, channels]`.
///
/// # Errors
/// As [`Graph::sizes`].
pub fn write(graph: &Graph) -> Result<Vec<u8>, Error> {
    let graph = plain_names(&fold(graph)?);
    let sizes = graph.sizes()?;
    let mut writer = Writer {
        graph: &graph,
        sizes: &sizes,
        nodes: Vec::new(),
        initializers: Vec::new(),
    };
    for place in 0..graph.layers.len() {
        writer.layer(place);
    }
    let (Some(first), Some(last), Some(size)) =
        (graph.layers.first(), graph.layers.last(), sizes.last())
    else {
        return Ok(Vec::new());
    };
    let input = graph.input;
    let answer = match is_list(&graph, last) {
        true => vec![size.channels],
        false => vec![size.channels, size.height, size.width],
    };
    let file = ModelProto {
        ir_version: IR_VERSION,
        producer_name: "Mien".into(),
        opset_import: vec![OperatorSetId {
            domain: String::new(),
            version: OPERATORS,
        }],
        metadata: Vec::new(),
        graph: Some(GraphProto {
            name: "model".into(),
            inputs: vec![value(
                &first.name,
                &[input.height, input.width, input.channels],
            )],
            outputs: vec![value(&last.name, &answer)],
            nodes: writer.nodes,
            initializers: writer.initializers,
        }),
    };
    Ok(file.encode_to_vec())
}

/// The result of a layer that is a list and no picture any more.
fn is_list(graph: &Graph, layer: &Layer) -> bool {
    let mut layer = layer;
    loop {
        match (&layer.kind, layer.inputs.first()) {
            (LayerKind::GlobalAveragePool | LayerKind::Flatten | LayerKind::Dense, _) => {
                return true;
            }
            (
                LayerKind::Relu { .. }
                | LayerKind::Softmax
                | LayerKind::BatchNorm { .. }
                | LayerKind::Add,
                Some(&input),
            ) => layer = &graph.layers[input],
            _ => return false,
        }
    }
}

fn value(name: &str, sides: &[usize]) -> ValueInfo {
    let pictures = Dimension {
        name: Some("pictures".into()),
        value: None,
    };
    let sides = sides.iter().map(|&side| Dimension {
        value: Some(side as i64),
        name: None,
    });
    ValueInfo {
        name: name.into(),
        kind: Some(TypeProto {
            tensor: Some(TensorType {
                elements: data_type::FLOAT,
                shape: Some(TensorShape {
                    dims: std::iter::once(pictures).chain(sides).collect(),
                }),
            }),
        }),
    }
}

struct Writer<'a> {
    graph: &'a Graph,
    sizes: &'a [Size],
    nodes: Vec<NodeProto>,
    initializers: Vec<TensorProto>,
}

impl Writer<'_> {
    fn node(
        &mut self,
        operator: &str,
        inputs: Vec<String>,
        output: &str,
        attributes: Vec<Attribute>,
    ) {
        self.nodes.push(NodeProto {
            name: output.into(),
            operator: operator.into(),
            inputs,
            outputs: vec![output.into()],
            attributes,
        });
    }

    fn constant(&mut self, name: &str, dims: &[usize], values: &[f32]) -> String {
        self.initializers.push(TensorProto {
            name: name.into(),
            dims: dims.iter().map(|&side| side as i64).collect(),
            data_type: data_type::FLOAT,
            raw: values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
            ..TensorProto::default()
        });
        name.into()
    }

    fn integers(&mut self, name: &str, values: &[i64]) -> String {
        self.initializers.push(TensorProto {
            name: name.into(),
            dims: vec![values.len() as i64],
            data_type: data_type::INT64,
            int64s: values.to_vec(),
            ..TensorProto::default()
        });
        name.into()
    }

    /// What a layer's result is called: pictures lie there channels first.
    fn result(&self, place: usize) -> String {
        let layer = &self.graph.layers[place];
        match layer.kind {
            LayerKind::Input => format!("{}_channels_first", layer.name),
            _ => layer.name.clone(),
        }
    }

    fn layer(&mut self, place: usize) {
        let layer = &self.graph.layers[place];
        let name = layer.name.as_str();
        let inputs: Vec<String> = layer
            .inputs
            .iter()
            .map(|&input| self.result(input))
            .collect();
        let from = layer
            .inputs
            .first()
            .map(|&input| self.sizes[input])
            .unwrap_or(self.graph.input);
        let size = self.sizes[place];
        let list = layer
            .inputs
            .first()
            .is_some_and(|&input| is_list(self.graph, &self.graph.layers[input]));
        let bias = self
            .graph
            .weight(layer, "bias")
            .map(|weight| weight.values.as_slice());
        let zeros = vec![0.0; size.channels];
        let bias = bias.unwrap_or(&zeros);
        match &layer.kind {
            LayerKind::Input => {
                let attributes = vec![ints("perm", &[0, 3, 1, 2])];
                let output = self.result(place);
                self.node("Transpose", vec![name.into()], &output, attributes);
            }
            LayerKind::Pad { rows, columns } => {
                let sides = [0, 0, rows[0], columns[0], 0, 0, rows[1], columns[1]];
                let sides = sides.map(|side| side as i64);
                let pads = self.integers(&format!("{name}_pads"), &sides);
                let inputs = inputs.into_iter().chain([pads]).collect();
                self.node("Pad", inputs, name, vec![]);
            }
            LayerKind::Conv(window) => {
                let kernel = self.values(layer, "kernel");
                let [rows, columns] = window.kernel;
                let taps = rows * columns;
                let turned = turn(kernel, [taps, from.channels, size.channels]);
                let dims = [size.channels, from.channels, rows, columns];
                self.convolution(name, inputs, (&turned, &dims), bias, (*window, 1), from);
            }
            LayerKind::DepthwiseConv(window) => {
                let kernel = self.values(layer, "depthwise_kernel");
                let [rows, columns] = window.kernel;
                let turned = turn(kernel, [rows * columns, 1, size.channels]);
                let dims = [size.channels, 1, rows, columns];
                let groups = size.channels;
                self.convolution(
                    name,
                    inputs,
                    (&turned, &dims),
                    bias,
                    (*window, groups),
                    from,
                );
            }
            LayerKind::BatchNorm { epsilon } => {
                let (scale, shift) = scale_and_shift(self.graph, layer, *epsilon);
                let ones = vec![1.0; size.channels];
                let mut inputs = inputs;
                for (weight, values) in [
                    ("scale", &scale),
                    ("shift", &shift),
                    ("mean", &zeros),
                    ("variance", &ones),
                ] {
                    let constant =
                        self.constant(&format!("{name}_{weight}"), &[size.channels], values);
                    inputs.push(constant);
                }
                self.node(
                    "BatchNormalization",
                    inputs,
                    name,
                    vec![float("epsilon", 0.0)],
                );
            }
            LayerKind::Relu { most: None } => self.node("Relu", inputs, name, vec![]),
            LayerKind::Relu { most: Some(most) } => {
                let least = self.constant(&format!("{name}_least"), &[], &[0.0]);
                let most = self.constant(&format!("{name}_most"), &[], &[*most]);
                let inputs = inputs.into_iter().chain([least, most]).collect();
                self.node("Clip", inputs, name, vec![]);
            }
            // The channels: the second axis of pictures and of lists.
            LayerKind::Softmax => self.node("Softmax", inputs, name, vec![int("axis", 1)]),
            LayerKind::Add => self.node("Add", inputs, name, vec![]),
            LayerKind::GlobalAveragePool => {
                let pooled = format!("{name}_pooled");
                self.node("GlobalAveragePool", inputs, &pooled, vec![]);
                self.node("Flatten", vec![pooled], name, vec![int("axis", 1)]);
            }
            LayerKind::Flatten if list => self.node("Identity", inputs, name, vec![]),
            LayerKind::Flatten => {
                // As the values lie in the graph: channels last.
                let last = format!("{name}_channels_last");
                self.node(
                    "Transpose",
                    inputs,
                    &last,
                    vec![ints("perm", &[0, 2, 3, 1])],
                );
                self.node("Flatten", vec![last], name, vec![int("axis", 1)]);
            }
            LayerKind::Dense => {
                let mut inputs = inputs;
                if !list {
                    let flat = format!("{name}_input");
                    self.node("Flatten", inputs, &flat, vec![int("axis", 1)]);
                    inputs = vec![flat];
                }
                let kernel = self.values(layer, "kernel").to_vec();
                let kernel = self.constant(
                    &format!("{name}_kernel"),
                    &[from.channels, size.channels],
                    &kernel,
                );
                let bias = self.constant(&format!("{name}_bias"), &[size.channels], bias);
                let inputs = inputs.into_iter().chain([kernel, bias]).collect();
                self.node("Gemm", inputs, name, vec![]);
            }
        }
    }

    fn convolution(
        &mut self,
        name: &str,
        inputs: Vec<String>,
        (kernel, dims): (&[f32], &[usize]),
        bias: &[f32],
        (window, groups): (Window, usize),
        from: Size,
    ) {
        let kernel = self.constant(&format!("{name}_kernel"), dims, kernel);
        let bias = self.constant(&format!("{name}_bias"), &[bias.len()], bias);
        let sides = [from.height, from.width];
        let ([top, left], result) = window.place(sides).unwrap_or_default();
        // What is missing after the last window.
        let after = |axis: usize, before: usize| {
            let needed =
                (result[axis].saturating_sub(1)) * window.strides[axis] + window.kernel[axis];
            match window.same {
                true => needed.saturating_sub(sides[axis] + before),
                false => 0,
            }
        };
        let (bottom, right) = (after(0, top), after(1, left));
        let attributes = vec![
            ints("kernel_shape", &window.kernel),
            ints("strides", &window.strides),
            ints("pads", &[top, left, bottom, right]),
            int("group", groups as i64),
        ];
        let inputs = inputs.into_iter().chain([kernel, bias]).collect();
        self.node("Conv", inputs, name, attributes);
    }

    fn values(&self, layer: &Layer, name: &str) -> &[f32] {
        let weight = self.graph.weight(layer, name);
        weight.map_or(&[], |weight| weight.values.as_slice())
    }
}

/// From `[taps, inputs, outputs]` to `[outputs, inputs, taps]`.
fn turn(kernel: &[f32], [taps, inputs, outputs]: [usize; 3]) -> Vec<f32> {
    let mut turned = Vec::with_capacity(kernel.len());
    for output in 0..outputs {
        for input in 0..inputs {
            let place = |tap| (tap * inputs + input) * outputs + output;
            turned.extend((0..taps).map(|tap| kernel[place(tap)]));
        }
    }
    turned
}

fn ints(name: &str, values: &[usize]) -> Attribute {
    Attribute {
        name: name.into(),
        ints: values.iter().map(|&value| value as i64).collect(),
        kind: kind::INTS,
        ..Attribute::default()
    }
}

fn int(name: &str, value: i64) -> Attribute {
    Attribute {
        name: name.into(),
        int: value,
        kind: kind::INT,
        ..Attribute::default()
    }
}

fn float(name: &str, value: f32) -> Attribute {
    Attribute {
        name: name.into(),
        float: value,
        kind: kind::FLOAT,
        ..Attribute::default()
    }
}
