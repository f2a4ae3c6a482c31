//! A graph laid out to be computed: normalisation is folded into the convolutions before it, ReLU
//! into what it follows.

use super::graph::{Graph, Layer, LayerKind, Size, Window};
use crate::Error;
use crate::error::{Fault, Subject};

/// A network that answers.
#[derive(Debug, Clone)]
pub struct Plan {
    input: Size,
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Step {
    operation: Operation,
    /// Places of the steps whose results it takes.
    inputs: Vec<usize>,
    size: Size,
    /// What ReLU leaves of the result: no more than this.
    relu: Option<f32>,
    /// Steps whose results nobody needs after this one.
    done_with: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Operation {
    Input,
    /// Rows above, columns to the left.
    Pad([usize; 2]),
    /// Weights as [`LayerKind`] describes them, and a bias an output.
    Conv(Window, Vec<f32>, Vec<f32>),
    DepthwiseConv(Window, Vec<f32>, Vec<f32>),
    /// `value · scale + shift`, a pair a channel.
    Scale(Vec<f32>, Vec<f32>),
    /// The values as they are: a list of them, or what ReLU is left of.
    Same,
    Softmax,
    Add,
    Mean,
    Dense(Vec<f32>, Vec<f32>),
}

impl Plan {
    /// Lays out the weights of `graph`.
    ///
    /// # Errors
    /// As [`Graph::sizes`].
    pub fn new(graph: &Graph) -> Result<Self, Error> {
        let sizes = graph.sizes()?;
        let mut uses = vec![0usize; graph.layers.len()];
        for &input in graph.layers.iter().flat_map(|layer| &layer.inputs) {
            uses[input] += 1;
        }
        let mut steps: Vec<Step> = Vec::new();
        // Of every layer: the step that has its result.
        let mut step_of = Vec::with_capacity(graph.layers.len());
        for (layer, &size) in graph.layers.iter().zip(&sizes) {
            let inputs: Vec<usize> = layer.inputs.iter().map(|&input| step_of[input]).collect();
            let alone = matches!(layer.inputs[..], [input] if uses[input] == 1);
            let before = inputs.first().copied().filter(|_| alone);
            if let Some(step) = before
                && steps[step].absorb(graph, layer)
            {
                step_of.push(step);
                continue;
            }
            let (operation, relu) = operation(graph, layer, size);
            step_of.push(steps.len());
            steps.push(Step {
                operation,
                inputs,
                size,
                relu,
                done_with: Vec::new(),
            });
        }
        let mut last_use = vec![None; steps.len()];
        for (place, step) in steps.iter().enumerate() {
            for &input in &step.inputs {
                last_use[input] = Some(place);
            }
        }
        for (input, last) in last_use.into_iter().enumerate() {
            if let Some(last) = last {
                steps[last].done_with.push(input);
            }
        }
        Ok(Self {
            input: graph.input,
            steps,
        })
    }

    /// The picture that it takes.
    pub fn input(&self) -> Size {
        self.input
    }

    /// How many values the answer has.
    pub fn outputs(&self) -> usize {
        self.steps
            .last()
            .and_then(|step| step.size.values())
            .unwrap_or(0)
    }

    /// From the values of a picture, `[height, width, channels]`, to the answer.
    ///
    /// # Errors
    /// [`Error::Mismatch`] for a picture of another size.
    pub fn run(&self, picture: &[f32]) -> Result<Vec<f32>, Error> {
        let expected = self.input.values().unwrap_or(0);
        if picture.len() != expected {
            return Err(Error::mismatch(
                Subject::PixelBytes,
                expected,
                picture.len(),
            ));
        }
        let mut results: Vec<Vec<f32>> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let inputs = |place: usize| {
                let input = step.inputs.get(place).copied().unwrap_or_default();
                (
                    results.get(input).map(Vec::as_slice).unwrap_or_default(),
                    self.steps[input].size,
                )
            };
            let mut values = match &step.operation {
                Operation::Input => picture.to_vec(),
                Operation::Pad(before) => pad(inputs(0), *before, step.size),
                Operation::Conv(window, weights, bias) => {
                    conv(inputs(0), *window, weights, bias, step.size)
                }
                Operation::DepthwiseConv(window, weights, bias) => {
                    depthwise(inputs(0), *window, weights, bias, step.size)
                }
                Operation::Scale(scale, shift) => {
                    let mut values = inputs(0).0.to_vec();
                    for place in values.chunks_exact_mut(scale.len()) {
                        for ((value, scale), shift) in place.iter_mut().zip(scale).zip(shift) {
                            *value = *value * scale + shift;
                        }
                    }
                    values
                }
                Operation::Same => inputs(0).0.to_vec(),
                Operation::Softmax => softmax(inputs(0).0, step.size.channels),
                Operation::Add => {
                    let (a, b) = (inputs(0).0, inputs(1).0);
                    a.iter().zip(b).map(|(a, b)| a + b).collect()
                }
                Operation::Mean => mean(inputs(0)),
                Operation::Dense(weights, bias) => {
                    let mut values = bias.clone();
                    multiply_add(&mut values, inputs(0).0, weights);
                    values
                }
            };
            if let Some(most) = step.relu {
                for value in &mut values {
                    *value = value.max(0.0).min(most);
                }
            }
            results.push(values);
            for &input in &step.done_with {
                results[input] = Vec::new();
            }
        }
        let answer = results.pop().unwrap_or_default();
        match answer.iter().all(|value| value.is_finite()) {
            true => Ok(answer),
            false => Err(Error::malformed(Subject::NetworkAnswer, Fault::NotNumbers)),
        }
    }
}

impl Step {
    /// Does what `layer` does together with this step, where that is possible.
    fn absorb(&mut self, graph: &Graph, layer: &Layer) -> bool {
        if self.relu.is_some() {
            return false;
        }
        match (&mut self.operation, &layer.kind) {
            (Operation::Input, _) => false,
            (_, LayerKind::Relu { most }) => {
                self.relu = Some(most.unwrap_or(f32::INFINITY));
                true
            }
            (
                Operation::Conv(_, weights, bias) | Operation::DepthwiseConv(_, weights, bias),
                LayerKind::BatchNorm { epsilon },
            ) => {
                let (scale, shift) = scale_and_shift(graph, layer, *epsilon);
                // Channels are the last axis of both.
                for weights in weights.chunks_exact_mut(scale.len()) {
                    weights
                        .iter_mut()
                        .zip(&scale)
                        .for_each(|(weight, scale)| *weight *= scale);
                }
                for ((bias, scale), shift) in bias.iter_mut().zip(&scale).zip(&shift) {
                    *bias = *bias * scale + shift;
                }
                true
            }
            _ => false,
        }
    }
}

/// What a layer is as a step of its own, and its ReLU.
fn operation(graph: &Graph, layer: &Layer, size: Size) -> (Operation, Option<f32>) {
    let values = |name: &str| {
        graph
            .weight(layer, name)
            .map(|weight| weight.values.clone())
    };
    let weights = |name: &str| values(name).unwrap_or_default();
    let bias = || values("bias").unwrap_or_else(|| vec![0.0; size.channels]);
    let operation = match &layer.kind {
        LayerKind::Input => Operation::Input,
        LayerKind::Pad { rows, columns } => Operation::Pad([rows[0], columns[0]]),
        LayerKind::Conv(window) => Operation::Conv(*window, weights("kernel"), bias()),
        LayerKind::DepthwiseConv(window) => {
            Operation::DepthwiseConv(*window, weights("depthwise_kernel"), bias())
        }
        LayerKind::BatchNorm { epsilon } => {
            let (scale, shift) = scale_and_shift(graph, layer, *epsilon);
            Operation::Scale(scale, shift)
        }
        LayerKind::Relu { most } => return (Operation::Same, Some(most.unwrap_or(f32::INFINITY))),
        LayerKind::Flatten => Operation::Same,
        LayerKind::Softmax => Operation::Softmax,
        LayerKind::Add => Operation::Add,
        LayerKind::GlobalAveragePool => Operation::Mean,
        LayerKind::Dense => Operation::Dense(weights("kernel"), bias()),
    };
    (operation, None)
}

/// `(value − mean) / √(variance + ε) · gamma + beta` as `value · scale + shift`.
fn scale_and_shift(graph: &Graph, layer: &Layer, epsilon: f32) -> (Vec<f32>, Vec<f32>) {
    let get = |name: &str| {
        graph
            .weight(layer, name)
            .map(|weight| weight.values.as_slice())
    };
    let mean = get("moving_mean").unwrap_or_default();
    let variance = get("moving_variance").unwrap_or_default();
    let scale: Vec<f32> = variance
        .iter()
        .enumerate()
        .map(|(i, variance)| {
            get("gamma").map_or(1.0, |gamma| gamma[i]) / (variance + epsilon).sqrt()
        })
        .collect();
    let shift = mean
        .iter()
        .zip(&scale)
        .enumerate()
        .map(|(i, (mean, scale))| get("beta").map_or(0.0, |beta| beta[i]) - mean * scale)
        .collect();
    (scale, shift)
}

/// `sums += values · weights`, `weights` being `[values, sums]`.
fn multiply_add(sums: &mut [f32], values: &[f32], weights: &[f32]) {
    for (value, weights) in values.iter().zip(weights.chunks_exact(sums.len())) {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += value * weight;
        }
    }
}

fn pad((values, from): (&[f32], Size), [top, left]: [usize; 2], size: Size) -> Vec<f32> {
    let mut padded = vec![0.0; values_of(size)];
    let row = from.width * from.channels;
    for (y, values) in values.chunks_exact(row.max(1)).enumerate() {
        let start = ((y + top) * size.width + left) * size.channels;
        padded[start..start + row].copy_from_slice(values);
    }
    padded
}

/// The places of a window in the picture: for each place of the result, the row or column of the picture
/// under each row or column of the window.
fn under(window: Window, from: Size) -> ([usize; 2], [usize; 2]) {
    window.place([from.height, from.width]).unwrap_or_default()
}

/// Calls `visit` with the place of the result, that in the window and that in the picture, all counted in places.
fn each_tap(window: Window, from: Size, size: Size, mut visit: impl FnMut(usize, usize, usize)) {
    let ([top, left], _) = under(window, from);
    for y in 0..size.height {
        for x in 0..size.width {
            for row in 0..window.kernel[0] {
                let Some(v) = (y * window.strides[0] + row)
                    .checked_sub(top)
                    .filter(|v| *v < from.height)
                else {
                    continue;
                };
                for column in 0..window.kernel[1] {
                    let u = (x * window.strides[1] + column)
                        .checked_sub(left)
                        .filter(|u| *u < from.width);
                    if let Some(u) = u {
                        visit(
                            y * size.width + x,
                            row * window.kernel[1] + column,
                            v * from.width + u,
                        );
                    }
                }
            }
        }
    }
}

fn conv(
    (values, from): (&[f32], Size),
    window: Window,
    weights: &[f32],
    bias: &[f32],
    size: Size,
) -> Vec<f32> {
    let mut result = bias.repeat(size.height * size.width);
    let (inputs, outputs) = (from.channels, size.channels);
    each_tap(window, from, size, |to, tap, place| {
        multiply_add(
            &mut result[to * outputs..][..outputs],
            &values[place * inputs..][..inputs],
            &weights[tap * inputs * outputs..][..inputs * outputs],
        );
    });
    result
}

fn depthwise(
    (values, from): (&[f32], Size),
    window: Window,
    weights: &[f32],
    bias: &[f32],
    size: Size,
) -> Vec<f32> {
    let mut result = bias.repeat(size.height * size.width);
    let channels = size.channels;
    each_tap(window, from, size, |to, tap, place| {
        let sums = &mut result[to * channels..][..channels];
        let values = &values[place * channels..][..channels];
        for ((sum, value), weight) in sums
            .iter_mut()
            .zip(values)
            .zip(&weights[tap * channels..][..channels])
        {
            *sum += value * weight;
        }
    });
    result
}

fn mean((values, from): (&[f32], Size)) -> Vec<f32> {
    let mut means = vec![0.0; from.channels];
    for place in values.chunks_exact(from.channels.max(1)) {
        means
            .iter_mut()
            .zip(place)
            .for_each(|(mean, value)| *mean += value);
    }
    let places = (from.height * from.width) as f32;
    means.iter_mut().for_each(|mean| *mean /= places);
    means
}

fn softmax(values: &[f32], channels: usize) -> Vec<f32> {
    let mut result = values.to_vec();
    for place in result.chunks_exact_mut(channels.max(1)) {
        let most = place.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        place
            .iter_mut()
            .for_each(|value| *value = (*value - most).exp());
        let sum: f32 = place.iter().sum();
        place.iter_mut().for_each(|value| *value /= sum);
    }
    result
}

fn values_of(size: Size) -> usize {
    size.values().unwrap_or(0)
}
