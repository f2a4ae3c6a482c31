//! A graph as TensorFlow Lite computes it: tensors, and operators between them.

use super::schema::{activation, code, padding};
use crate::Error;
use crate::error::{Fault, Subject, shortened};
use crate::formats::fold::scale_and_shift;
use crate::formats::graph::{Graph, Layer, LayerKind, Size, Window};

/// Everything between the picture and the answer.
pub struct Program {
    pub tensors: Vec<Tensor>,
    pub operators: Vec<Operator>,
    pub input: usize,
    pub output: usize,
}

/// Numbers that operators take and give.
pub struct Tensor {
    pub name: String,
    pub shape: Vec<usize>,
    pub content: Content,
}

/// What numbers are.
pub enum Content {
    /// The result of a layer.
    Result { layer: usize },
    /// Weights; the axis of the outputs, where each of them may have a scale of its own.
    Weights {
        values: Vec<f32>,
        axis: Option<usize>,
    },
    /// What is added to sums of `input` times `weights`, both tensors.
    Bias {
        values: Vec<f32>,
        input: usize,
        weights: usize,
    },
    /// Any other constant.
    Constant(Vec<f32>),
    /// Lengths and axes.
    Integers(Vec<i32>),
}

/// A step of the computation.
pub struct Operator {
    pub code: i32,
    pub inputs: Vec<usize>,
    pub output: usize,
    pub settings: Settings,
}

/// Settings of operators; each has some of them.
#[derive(Default)]
pub struct Settings {
    pub window: Option<(u8, [usize; 2])>,
    pub activation: u8,
    pub shape: Vec<i32>,
}

impl Program {
    /// `graph` has plain names, and no normalisation that could be folded.
    ///
    /// # Errors
    /// As [`Graph::sizes`]; [`Fault::LayerSetting`] for a ReLU with a limit other than 6.
    pub fn new(graph: &Graph) -> Result<Self, Error> {
        let mut builder = Builder {
            graph,
            sizes: graph.sizes()?,
            uses: graph.uses(),
            program: Program {
                tensors: Vec::new(),
                operators: Vec::new(),
                input: 0,
                output: 0,
            },
            tensor_of: Vec::new(),
            is_list: Vec::new(),
        };
        for place in 0..graph.layers.len() {
            builder.layer(place)?;
        }
        builder.program.output = builder.tensor_of.last().copied().unwrap_or(0);
        Ok(builder.program)
    }
}

struct Builder<'a> {
    graph: &'a Graph,
    sizes: Vec<Size>,
    uses: Vec<usize>,
    program: Program,
    /// Of every layer: the tensor of its result.
    tensor_of: Vec<usize>,
    /// Of every layer: whether its result is a list, not a picture.
    is_list: Vec<bool>,
}

impl Builder<'_> {
    fn tensor(&mut self, name: String, shape: Vec<usize>, content: Content) -> usize {
        let tensor = Tensor {
            name,
            shape,
            content,
        };
        self.program.tensors.push(tensor);
        self.program.tensors.len() - 1
    }

    fn constant(&mut self, name: String, values: Vec<f32>) -> usize {
        self.tensor(name, vec![values.len()], Content::Constant(values))
    }

    fn integers(&mut self, name: String, shape: Vec<usize>, values: Vec<i32>) -> usize {
        self.tensor(name, shape, Content::Integers(values))
    }

    fn result(&mut self, name: String, place: usize, is_list: bool) -> usize {
        let Size {
            height,
            width,
            channels,
        } = self.sizes[place];
        let shape = match is_list {
            true => vec![1, channels],
            false => vec![1, height, width, channels],
        };
        self.tensor(name, shape, Content::Result { layer: place })
    }

    fn operator(&mut self, code: i32, inputs: Vec<usize>, output: usize, settings: Settings) {
        self.program.operators.push(Operator {
            code,
            inputs,
            output,
            settings,
        });
    }

    fn layer(&mut self, place: usize) -> Result<(), Error> {
        let layer = &self.graph.layers[place];
        let name = layer.name.clone();
        let first = layer.inputs.first().copied();
        let inputs: Vec<usize> = layer
            .inputs
            .iter()
            .map(|&input| self.tensor_of[input])
            .collect();
        let from_list = first.is_some_and(|first| self.is_list[first]);
        let from = first.map_or(self.graph.input, |first| self.sizes[first]);
        let size = self.sizes[place];
        let is_list = match layer.kind {
            LayerKind::GlobalAveragePool | LayerKind::Flatten | LayerKind::Dense => true,
            _ => from_list,
        };
        let mut settings = Settings::default();
        let code = match &layer.kind {
            LayerKind::Input => {
                let tensor = self.result(name, place, false);
                self.program.input = tensor;
                self.done(tensor, false);
                return Ok(());
            }
            // Held in the operator before it, where that is the only one that asks.
            LayerKind::Relu { most } => {
                let held = limit(layer, *most)?;
                if let Some(tensor) = self.hold(place, held) {
                    self.done(tensor, is_list);
                    return Ok(());
                }
                match held {
                    activation::RELU6 => code::RELU6,
                    _ => code::RELU,
                }
            }
            LayerKind::Pad { rows, columns } => {
                let sides = [[0, 0], *rows, *columns, [0, 0]].as_flattened().to_vec();
                let sides = sides.into_iter().map(|side| side as i32).collect();
                let pads = self.integers(format!("{name}_pads"), vec![4, 2], sides);
                let output = self.result(name, place, is_list);
                self.operator(code::PAD, [inputs, vec![pads]].concat(), output, settings);
                self.done(output, is_list);
                return Ok(());
            }
            LayerKind::Conv(window) => {
                let kernel = self.values(layer, "kernel");
                let [rows, columns] = window.kernel;
                // From `[rows, columns, inputs, outputs]` to `[outputs, rows, columns, inputs]`.
                let each = rows * columns * from.channels;
                let values = by_output(kernel, each, size.channels);
                let shape = vec![size.channels, rows, columns, from.channels];
                self.windowed(place, window, (values, shape, 0), code::CONV_2D, inputs);
                return Ok(());
            }
            LayerKind::DepthwiseConv(window) => {
                let values = self.values(layer, "depthwise_kernel").to_vec();
                let shape = vec![1, window.kernel[0], window.kernel[1], size.channels];
                self.windowed(
                    place,
                    window,
                    (values, shape, 3),
                    code::DEPTHWISE_CONV_2D,
                    inputs,
                );
                return Ok(());
            }
            LayerKind::Dense => {
                let mut input = inputs[0];
                if !from_list {
                    input = self.flat(
                        format!("{name}_input"),
                        input,
                        from.channels,
                        first.unwrap_or(0),
                    );
                }
                let values = by_output(self.values(layer, "kernel"), from.channels, size.channels);
                let shape = vec![size.channels, from.channels];
                let content = Content::Weights { values, axis: None };
                let weights = self.tensor(format!("{name}_kernel"), shape, content);
                let bias = self.bias(layer, size.channels, input, weights);
                let output = self.result(name, place, true);
                self.operator(
                    code::FULLY_CONNECTED,
                    vec![input, weights, bias],
                    output,
                    settings,
                );
                self.done(output, true);
                return Ok(());
            }
            LayerKind::BatchNorm { epsilon } => {
                let (scale, shift) = scale_and_shift(self.graph, layer, *epsilon);
                let scale = self.constant(format!("{name}_scale"), scale);
                let shift = self.constant(format!("{name}_shift"), shift);
                let scaled = self.result(format!("{name}_scaled"), place, is_list);
                self.operator(
                    code::MUL,
                    vec![inputs[0], scale],
                    scaled,
                    Settings::default(),
                );
                let output = self.result(name, place, is_list);
                self.operator(code::ADD, vec![scaled, shift], output, settings);
                self.done(output, is_list);
                return Ok(());
            }
            LayerKind::GlobalAveragePool => {
                let axes = self.integers(format!("{name}_axes"), vec![2], vec![1, 2]);
                let output = self.result(name, place, true);
                self.operator(code::MEAN, vec![inputs[0], axes], output, settings);
                self.done(output, true);
                return Ok(());
            }
            LayerKind::Flatten => {
                let count = size.channels;
                let output = self.flat(name, inputs[0], count, place);
                self.done(output, true);
                return Ok(());
            }
            LayerKind::Softmax => code::SOFTMAX,
            LayerKind::Add => code::ADD,
        };
        settings.activation = activation::NONE;
        let output = self.result(name, place, is_list);
        self.operator(code, inputs, output, settings);
        self.done(output, is_list);
        Ok(())
    }

    fn done(&mut self, tensor: usize, is_list: bool) {
        self.tensor_of.push(tensor);
        self.is_list.push(is_list);
    }

    /// A list of all values of a tensor, which is the result of a layer.
    fn flat(&mut self, name: String, input: usize, count: usize, layer: usize) -> usize {
        let shape = vec![-1, count as i32];
        let target = self.integers(format!("{name}_shape"), vec![2], shape.clone());
        let output = self.tensor(name, vec![1, count], Content::Result { layer });
        let settings = Settings {
            shape,
            ..Settings::default()
        };
        self.operator(code::RESHAPE, vec![input, target], output, settings);
        output
    }

    fn windowed(
        &mut self,
        place: usize,
        window: &Window,
        (values, shape, axis): (Vec<f32>, Vec<usize>, usize),
        code: i32,
        inputs: Vec<usize>,
    ) {
        let layer = &self.graph.layers[place];
        let content = Content::Weights {
            values,
            axis: Some(axis),
        };
        let weights = self.tensor(format!("{}_kernel", layer.name), shape, content);
        let bias = self.bias(layer, self.sizes[place].channels, inputs[0], weights);
        let output = self.result(layer.name.clone(), place, false);
        let padded = if window.same {
            padding::SAME
        } else {
            padding::VALID
        };
        let settings = Settings {
            window: Some((padded, window.strides)),
            ..Settings::default()
        };
        self.operator(code, vec![inputs[0], weights, bias], output, settings);
        self.done(output, false);
    }

    fn bias(&mut self, layer: &Layer, outputs: usize, input: usize, weights: usize) -> usize {
        let values = match self.values(layer, "bias") {
            [] => vec![0.0; outputs],
            values => values.to_vec(),
        };
        let content = Content::Bias {
            values,
            input,
            weights,
        };
        self.tensor(format!("{}_bias", layer.name), vec![outputs], content)
    }

    /// Lets the operator before a ReLU hold its result, where it can and nobody else asks for it.
    fn hold(&mut self, place: usize, held: u8) -> Option<usize> {
        let input = *self.graph.layers[place].inputs.first()?;
        let tensor = self.tensor_of[input];
        let operator = self
            .program
            .operators
            .iter_mut()
            .find(|of| of.output == tensor)?;
        let can = [
            code::CONV_2D,
            code::DEPTHWISE_CONV_2D,
            code::FULLY_CONNECTED,
            code::ADD,
        ];
        let free = self.uses[input] == 1 && operator.settings.activation == activation::NONE;
        (free && can.contains(&operator.code)).then_some(())?;
        operator.settings.activation = held;
        // Its values are now those of this layer.
        self.program.tensors[tensor].content = Content::Result { layer: place };
        Some(tensor)
    }

    fn values(&self, layer: &Layer, name: &str) -> &[f32] {
        let weight = self.graph.weight(layer, name);
        weight.map_or(&[], |weight| weight.values.as_slice())
    }
}

/// From `[each, outputs]` to `[outputs, each]`.
fn by_output(values: &[f32], each: usize, outputs: usize) -> Vec<f32> {
    let mut turned = Vec::with_capacity(values.len());
    for output in 0..outputs {
        turned.extend((0..each).map(|i| values[i * outputs + output]));
    }
    turned
}

fn limit(layer: &Layer, most: Option<f32>) -> Result<u8, Error> {
    match most {
        None => Ok(activation::RELU),
        Some(6.0) => Ok(activation::RELU6),
        Some(_) => {
            let fault = Fault::LayerSetting {
                layer: shortened(&layer.name),
                setting: "max_value".into(),
            };
            Err(Error::malformed(Subject::Model, fault))
        }
    }
}
