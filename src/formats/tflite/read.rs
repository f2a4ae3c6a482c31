//! From a file to a graph. Integers become the floats that they stand for.

use std::collections::{BTreeMap, HashMap};

use half::f16;

use super::flat::Table;
use super::schema::{IDENTIFIER, activation, code, field, kind, padding};
use crate::Error;
use crate::error::{Fault, Subject, shortened};
use crate::formats::graph::{
    Graph, Layer, LayerKind, MAX_LAYERS, MAX_VALUES, Size, Weight, Window,
};

/// Reads a network. With it comes what turns pixels into its values, `pixel / half_range − 1`, where the file
/// says so: one that takes bytes does.
///
/// # Errors
/// [`Error::Malformed`] says what is damaged, missing or not known, and in which operator.
pub fn read(bytes: &[u8]) -> Result<(Graph, Option<f32>), Error> {
    let root = Table::root(bytes, IDENTIFIER).ok_or_else(|| damaged("root"))?;
    let subgraphs = root.tables(field::model::SUBGRAPHS);
    let main = subgraphs
        .and_then(|all| all.first().copied())
        .ok_or_else(|| damaged("subgraphs"))?;
    let tensors = main
        .tables(field::subgraph::TENSORS)
        .ok_or_else(|| damaged("tensors"))?;
    let buffers = root
        .tables(field::model::BUFFERS)
        .ok_or_else(|| damaged("buffers"))?;
    let codes = root
        .tables(field::model::OPERATOR_CODES)
        .ok_or_else(|| damaged("operator_codes"))?;
    let operators = main
        .tables(field::subgraph::OPERATORS)
        .ok_or_else(|| damaged("operators"))?;
    let codes: Vec<i32> = codes
        .iter()
        .map(|code| {
            let short = i32::from(code.u8(field::operator_code::SHORT_CODE, 0));
            code.i32(field::operator_code::CODE, 0).max(short)
        })
        .collect();
    let one = |field: u16| match main.i32s(field)[..] {
        [only] => usize::try_from(only)
            .ok()
            .filter(|&tensor| tensor < tensors.len()),
        _ => None,
    };
    let input = one(field::subgraph::INPUTS).ok_or_else(|| damaged("inputs"))?;
    let output = one(field::subgraph::OUTPUTS).ok_or_else(|| damaged("outputs"))?;
    let mut reader = Reader::new(tensors, buffers, input)?;
    for operator in &operators {
        let index = usize::try_from(operator.i32(field::operator::CODE, 0)).unwrap_or(usize::MAX);
        let code = codes
            .get(index)
            .copied()
            .ok_or_else(|| damaged("opcode_index"))?;
        reader.operator(operator, code)?;
    }
    let &(answer, _) = reader
        .results
        .get(&output)
        .ok_or_else(|| damaged("outputs"))?;
    reader.graph.layers.truncate(answer + 1);
    reader.graph.sizes()?;
    let half_range = reader.half_range(input);
    Ok((reader.graph, half_range))
}

fn damaged(setting: &str) -> Error {
    missing("", setting)
}

fn missing(layer: &str, setting: &str) -> Error {
    let fault = Fault::LayerSetting {
        layer: shortened(layer),
        setting: setting.into(),
    };
    Error::malformed(Subject::Model, fault)
}

struct Reader<'a> {
    tensors: Vec<Table<'a>>,
    buffers: Vec<Table<'a>>,
    graph: Graph,
    sizes: Vec<Size>,
    /// Of tensors that layers give: the layer, and whether it is a list there.
    results: HashMap<usize, (usize, bool)>,
}

impl<'a> Reader<'a> {
    fn new(tensors: Vec<Table<'a>>, buffers: Vec<Table<'a>>, input: usize) -> Result<Self, Error> {
        let shape = shape_of(&tensors[input]).ok_or_else(|| damaged("inputs"))?;
        let (size, list) = match shape[..] {
            [_, height, width, channels] => (
                Size {
                    height,
                    width,
                    channels,
                },
                false,
            ),
            [_, values] => (Size::list(values), true),
            _ => return Err(damaged("inputs")),
        };
        if size.values().is_none_or(|values| values == 0) {
            return Err(damaged("inputs"));
        }
        let layer = Layer {
            name: "input".into(),
            kind: LayerKind::Input,
            inputs: Vec::new(),
        };
        Ok(Self {
            tensors,
            buffers,
            graph: Graph {
                input: size,
                layers: vec![layer],
                weights: BTreeMap::new(),
            },
            sizes: vec![size],
            results: HashMap::from([(input, (0, list))]),
        })
    }

    /// Of an input that is bytes: `(byte − zero) · scale` is `byte / half_range − 1` as a rule.
    fn half_range(&self, input: usize) -> Option<f32> {
        let tensor = self.tensors[input];
        let (scales, _, _) = quantization(&tensor);
        let bytes = [kind::UINT8, kind::INT8].contains(&tensor.u8(field::tensor::KIND, 0));
        let scale = scales
            .first()
            .copied()
            .filter(|scale| *scale > 0.0 && bytes)?;
        Some(1.0 / scale)
    }

    fn operator(&mut self, operator: &Table, code: i32) -> Result<(), Error> {
        let inputs = operator.i32s(field::operator::INPUTS);
        let outputs = operator.i32s(field::operator::OUTPUTS);
        let tensor = |list: &[i32], place: usize| {
            let index = usize::try_from(*list.get(place)?).ok()?;
            (index < self.tensors.len()).then_some(index)
        };
        let output = tensor(&outputs, 0).ok_or_else(|| damaged("outputs"))?;
        let name = self.tensors[output].text(field::tensor::NAME).to_owned();
        let broken = |setting: &str| missing(&name, setting);
        let first = tensor(&inputs, 0).ok_or_else(|| broken("inputs"))?;
        let second = tensor(&inputs, 1);
        let third = tensor(&inputs, 2);
        let options = operator.table(field::operator::OPTIONS);
        let option = |of: u16, default: i32| options.map_or(default, |o| o.i32(of, default));
        let small = |of: u16| options.map_or(0, |o| o.u8(of, 0));
        // How long axes are is known: it is computed for the batch alone.
        if [code::SHAPE, code::STRIDED_SLICE, code::PACK].contains(&code) {
            return Ok(());
        }
        // What another kind of number makes of a tensor is that tensor.
        if [code::QUANTIZE, code::DEQUANTIZE].contains(&code) {
            if let Some(&result) = self.results.get(&first) {
                self.results.insert(output, result);
            } else {
                // A constant: it is read through the operator.
                self.tensors[output] = self.tensors[first];
            }
            return Ok(());
        }
        let from =
            |tensor: Option<usize>| tensor.and_then(|tensor| self.results.get(&tensor)).copied();
        if [code::ADD, code::MUL, code::SUB].contains(&code) {
            let second = second.ok_or_else(|| broken("inputs"))?;
            let (place, list) = match (from(Some(first)), from(Some(second))) {
                (Some((a, list)), Some((b, _))) if code == code::ADD => {
                    (self.push(&name, LayerKind::Add, vec![a, b])?, list)
                }
                (Some((a, list)), None) => (self.scale(&name, code, a, second)?, list),
                (None, Some((b, list))) if code != code::SUB => {
                    (self.scale(&name, code, b, first)?, list)
                }
                _ => return Err(broken("inputs")),
            };
            return self.finish(&name, output, (place, list), small(field::ACTIVATION));
        }
        let Some((layer, list)) = from(Some(first)) else {
            return Err(broken("inputs"));
        };
        let size = self.sizes[layer];
        let strides = [field::window::STRIDE_HEIGHT, field::window::STRIDE_WIDTH]
            .map(|of| usize::try_from(option(of, 0)).unwrap_or(0));
        let window = |kernel: [usize; 2], dilation: Option<[u16; 2]>| {
            let plain = dilation.is_none_or(|of| of.into_iter().all(|of| option(of, 1) <= 1));
            let whole = kernel
                .iter()
                .chain(&strides)
                .all(|side| (1..=1024).contains(side));
            (plain && whole).then(|| Window {
                kernel,
                strides,
                same: small(field::window::PADDING) == padding::SAME,
            })
        };
        let (result, held) = match code {
            code::CONV_2D => {
                let (shape, values) = self.weights(second.ok_or_else(|| broken("kernel"))?)?;
                let &[outputs, rows, columns, inputs] = shape.as_slice() else {
                    return Err(broken("kernel"));
                };
                let window = window([rows, columns], Some(field::window::CONV_DILATION));
                let window = window.ok_or_else(|| broken("stride"))?;
                let kernel = by_place(&values, rows * columns * inputs, outputs);
                self.weight(
                    &name,
                    "kernel",
                    vec![rows, columns, inputs, outputs],
                    kernel,
                );
                self.bias(&name, third, outputs)?;
                let place = self.push(&name, LayerKind::Conv(window), vec![layer])?;
                ((place, false), small(field::window::CONV_ACTIVATION))
            }
            code::DEPTHWISE_CONV_2D => {
                let (shape, values) = self.weights(second.ok_or_else(|| broken("kernel"))?)?;
                let &[1, rows, columns, channels] = shape.as_slice() else {
                    return Err(broken("kernel"));
                };
                let window = window([rows, columns], Some(field::window::DEPTHWISE_DILATION));
                let window = window.ok_or_else(|| broken("stride"))?;
                let shape = vec![rows, columns, channels, 1];
                self.weight(&name, "depthwise_kernel", shape, values);
                self.bias(&name, third, channels)?;
                let place = self.push(&name, LayerKind::DepthwiseConv(window), vec![layer])?;
                ((place, false), small(field::window::DEPTHWISE_ACTIVATION))
            }
            code::FULLY_CONNECTED => {
                let (shape, values) = self.weights(second.ok_or_else(|| broken("kernel"))?)?;
                let &[outputs, inputs] = shape.as_slice() else {
                    return Err(broken("kernel"));
                };
                let layer = match list || (size.height, size.width) == (1, 1) {
                    true => layer,
                    false => self.push(&format!("{name}/list"), LayerKind::Flatten, vec![layer])?,
                };
                let kernel = by_place(&values, inputs, outputs);
                self.weight(&name, "kernel", vec![inputs, outputs], kernel);
                self.bias(&name, third, outputs)?;
                let place = self.push(&name, LayerKind::Dense, vec![layer])?;
                ((place, true), small(field::ACTIVATION))
            }
            code::MEAN => {
                let mut axes = self.integers(second).ok_or_else(|| broken("axes"))?;
                axes.iter_mut()
                    .for_each(|axis| *axis = (*axis).rem_euclid(4));
                axes.sort_unstable();
                if axes != [1, 2] || list {
                    return Err(broken("axes"));
                }
                let place = self.push(&name, LayerKind::GlobalAveragePool, vec![layer])?;
                ((place, true), activation::NONE)
            }
            code::AVERAGE_POOL_2D => {
                let sides = [field::window::POOL_HEIGHT, field::window::POOL_WIDTH];
                let sides = sides.map(|of| usize::try_from(option(of, 0)).unwrap_or(0));
                if sides != [size.height, size.width] {
                    return Err(broken("filter"));
                }
                let place = self.push(&name, LayerKind::GlobalAveragePool, vec![layer])?;
                ((place, false), activation::NONE)
            }
            code::RESHAPE | code::SQUEEZE => {
                let to = shape_of(&self.tensors[output]).ok_or_else(|| broken("shape"))?;
                let flat = to.len() == 2;
                let same = (size.height, size.width) == (1, 1);
                let picture = same && to.len() == 4;
                if !flat && !picture {
                    return Err(broken("shape"));
                }
                let place = match same || list || !flat {
                    true => layer,
                    false => self.push(&name, LayerKind::Flatten, vec![layer])?,
                };
                ((place, flat), activation::NONE)
            }
            code::SOFTMAX => {
                let beta = options.map_or(1.0, |o| o.f32(field::SOFTMAX_BETA, 0.0));
                if beta != 1.0 {
                    return Err(broken("beta"));
                }
                (
                    (self.push(&name, LayerKind::Softmax, vec![layer])?, list),
                    activation::NONE,
                )
            }
            code::PAD => {
                let sides = self.integers(second).ok_or_else(|| broken("paddings"))?;
                let sides: Option<Vec<usize>> = sides
                    .iter()
                    .map(|&side| usize::try_from(side).ok().filter(|&side| side <= 1 << 16))
                    .collect();
                let Some(&[0, 0, top, bottom, left, right, 0, 0]) = sides.as_deref() else {
                    return Err(broken("paddings"));
                };
                let (rows, columns) = ([top, bottom], [left, right]);
                let place = self.push(&name, LayerKind::Pad { rows, columns }, vec![layer])?;
                ((place, list), activation::NONE)
            }
            code::RELU => ((layer, list), activation::RELU),
            code::RELU6 => ((layer, list), activation::RELU6),
            other => {
                let fault = Fault::UnknownLayer {
                    layer: shortened(&name),
                    kind: format!("builtin operator {other}"),
                };
                return Err(Error::malformed(Subject::Model, fault));
            }
        };
        self.finish(&name, output, result, held)
    }

    /// Holds a result where that is asked for, and notes whose it is.
    fn finish(
        &mut self,
        name: &str,
        output: usize,
        (mut layer, list): (usize, bool),
        held: u8,
    ) -> Result<(), Error> {
        let most = match held {
            activation::NONE => None,
            activation::RELU => Some(None),
            activation::RELU6 => Some(Some(6.0)),
            _ => return Err(missing(name, "fused_activation_function")),
        };
        if let Some(most) = most {
            let name = format!("{name}/held");
            layer = self.push(&name, LayerKind::Relu { most }, vec![layer])?;
        }
        self.results.insert(output, (layer, list));
        Ok(())
    }

    fn push(&mut self, name: &str, kind: LayerKind, inputs: Vec<usize>) -> Result<usize, Error> {
        let place = self.graph.layers.len();
        Error::check_range(Subject::ModelLayers, place + 1, 1..=MAX_LAYERS)?;
        let layer = Layer {
            name: name.into(),
            kind,
            inputs,
        };
        self.sizes.push(self.graph.size_of(&layer, &self.sizes)?);
        self.graph.layers.push(layer);
        Ok(place)
    }

    fn weight(&mut self, layer: &str, name: &str, shape: Vec<usize>, values: Vec<f32>) {
        self.graph
            .weights
            .insert(format!("{layer}/{name}"), Weight { shape, values });
    }

    fn bias(&mut self, layer: &str, tensor: Option<usize>, outputs: usize) -> Result<(), Error> {
        if let Some(tensor) = tensor {
            let (_, values) = self.weights(tensor)?;
            self.weight(layer, "bias", vec![outputs], values);
        }
        Ok(())
    }

    /// A number a channel, added to a layer's result or multiplied with it.
    fn scale(
        &mut self,
        name: &str,
        code: i32,
        layer: usize,
        constant: usize,
    ) -> Result<usize, Error> {
        let channels = self.sizes[layer].channels;
        let (_, mut values) = self.weights(constant)?;
        if values.len() == 1 {
            values = vec![values[0]; channels];
        }
        if values.len() != channels {
            return Err(missing(name, "inputs"));
        }
        let all = |value: f32| vec![value; channels];
        let (gamma, beta) = match code {
            code::ADD => (all(1.0), values),
            code::SUB => (all(1.0), values.into_iter().map(|value| -value).collect()),
            _ => (values, all(0.0)),
        };
        let weights = [
            ("gamma", gamma),
            ("beta", beta),
            ("moving_mean", all(0.0)),
            ("moving_variance", all(1.0)),
        ];
        for (weight, values) in weights {
            self.weight(name, weight, vec![channels], values);
        }
        self.push(name, LayerKind::BatchNorm { epsilon: 0.0 }, vec![layer])
    }

    fn bytes(&self, tensor: &Table<'a>) -> &'a [u8] {
        let buffer = usize::try_from(tensor.i32(field::tensor::BUFFER, 0)).ok();
        let buffer = buffer.and_then(|buffer| self.buffers.get(buffer));
        buffer.map_or(&[], |buffer| buffer.bytes(field::buffer::DATA))
    }

    fn integers(&self, tensor: Option<usize>) -> Option<Vec<i32>> {
        let tensor = self.tensors[tensor?];
        let bytes = self.bytes(&tensor);
        match tensor.u8(field::tensor::KIND, 0) {
            kind::INT32 => Some(
                bytes
                    .as_chunks::<4>()
                    .0
                    .iter()
                    .map(|b| i32::from_le_bytes(*b))
                    .collect(),
            ),
            kind::INT64 => {
                let values = bytes.as_chunks::<8>().0.iter();
                values
                    .map(|b| i32::try_from(i64::from_le_bytes(*b)).ok())
                    .collect()
            }
            _ => None,
        }
    }

    /// A constant's shape and values, as floats.
    fn weights(&self, index: usize) -> Result<(Vec<usize>, Vec<f32>), Error> {
        let tensor = self.tensors[index];
        let name = tensor.text(field::tensor::NAME);
        let subject = || Subject::entry(name);
        let shape = shape_of(&tensor).unwrap_or_default();
        let count = shape
            .iter()
            .try_fold(1usize, |all, side| all.checked_mul(*side));
        let count = count.unwrap_or(usize::MAX);
        Error::check_range(subject(), count, 0..=MAX_VALUES)?;
        let bytes = self.bytes(&tensor);
        let kind = tensor.u8(field::tensor::KIND, 0);
        let four = || bytes.as_chunks::<4>().0.iter();
        let mut values: Vec<f32> = match kind {
            kind::FLOAT32 => four().map(|b| f32::from_le_bytes(*b)).collect(),
            kind::FLOAT16 => {
                let two = bytes.as_chunks::<2>().0.iter();
                two.map(|b| f16::from_le_bytes(*b).to_f32()).collect()
            }
            kind::INT8 => bytes.iter().map(|&b| f32::from(b as i8)).collect(),
            kind::UINT8 => bytes.iter().map(|&b| f32::from(b)).collect(),
            kind::INT32 => four().map(|b| i32::from_le_bytes(*b) as f32).collect(),
            other => {
                let fault = Fault::UnknownNumbers {
                    weight: shortened(name),
                    kind: other.to_string(),
                };
                return Err(Error::malformed(Subject::ModelWeights, fault));
            }
        };
        if values.len() != count {
            let (got, expected) = (values.len() as u64, count as u64);
            return Err(Error::malformed(subject(), Fault::Length { got, expected }));
        }
        let (scales, zeros, axis) = quantization(&tensor);
        if !scales.is_empty() && ![kind::FLOAT32, kind::FLOAT16].contains(&kind) {
            let inner: usize = shape.get(axis + 1..).unwrap_or_default().iter().product();
            for (index, value) in values.iter_mut().enumerate() {
                let place = match scales.len() {
                    1 => 0,
                    many => index / inner.max(1) % many,
                };
                let zero = zeros.get(place).copied().unwrap_or(0);
                *value = (*value - zero as f32) * scales[place];
            }
        }
        if !values.iter().all(|value| value.is_finite()) {
            return Err(Error::malformed(subject(), Fault::NotNumbers));
        }
        Ok((shape, values))
    }
}

/// Scales, zeros, and the axis that they are for.
fn quantization(tensor: &Table) -> (Vec<f32>, Vec<i64>, usize) {
    let Some(table) = tensor.table(field::tensor::QUANTIZATION) else {
        return (Vec::new(), Vec::new(), 0);
    };
    use field::quantization::{DIMENSION, SCALE, ZERO_POINT};
    let axis = usize::try_from(table.i32(DIMENSION, 0)).unwrap_or(0);
    (table.f32s(SCALE), table.i64s(ZERO_POINT), axis)
}

/// Lengths of a tensor's axes; `None` where one is negative.
fn shape_of(tensor: &Table) -> Option<Vec<usize>> {
    let shape = tensor.i32s(field::tensor::SHAPE);
    shape
        .iter()
        .map(|&side| usize::try_from(side).ok())
        .collect()
}

/// From `[outputs, each]` to `[each, outputs]`.
fn by_place(values: &[f32], each: usize, outputs: usize) -> Vec<f32> {
    let mut turned = Vec::with_capacity(values.len());
    for place in 0..each {
        turned.extend((0..outputs).map(|output| values[output * each + place]));
    }
    turned
}
