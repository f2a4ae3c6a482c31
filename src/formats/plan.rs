//! A graph laid out for the kernels: zeros around a picture, ReLU and sums are part of the convolution that
//! they belong to.

use super::fold::{fold, scale_and_shift};
use super::graph::{Graph, Layer, LayerKind, Size, Window};
use crate::Error;
use crate::error::{Fault, Subject};
use crate::kernels::{Convolution, Depthwise, FeatureMap, Limits, Placement, Shape, Windows};

/// A network that answers.
#[derive(Debug, Clone)]
pub struct Plan {
    input: Size,
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Step {
    operation: Operation,
    /// The layer that it began with; zeros around a picture belong to none.
    layer: Option<usize>,
    /// Places of the steps whose results it takes.
    inputs: Vec<usize>,
    size: Size,
    /// What is left of the result.
    limits: Limits,
    /// Steps whose results nobody needs after this one.
    done_with: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Operation {
    Input,
    /// Rows above, columns to the left.
    Pad([usize; 2]),
    /// A second input is added to the result.
    Conv(Convolution),
    DepthwiseConv(Depthwise),
    /// `value · scale + shift`, a pair a channel.
    Scale(Vec<f32>, Vec<f32>),
    /// The values as they are, or a list of them.
    Same,
    Softmax,
    Add,
    Mean,
}

impl Plan {
    /// Lays out the weights of `graph`.
    ///
    /// # Errors
    /// As [`Graph::sizes`].
    pub fn new(graph: &Graph) -> Result<Self, Error> {
        let graph = fold(graph)?;
        let uses = graph.uses();
        Self::with_uses(&graph, uses)
    }

    /// As [`Plan::new`], but every layer is a step of its own.
    fn layer_by_layer(graph: &Graph) -> Result<Self, Error> {
        // What is used more than once is computed by itself.
        Self::with_uses(graph, vec![2; graph.layers.len()])
    }

    fn with_uses(graph: &Graph, uses: Vec<usize>) -> Result<Self, Error> {
        let planner = Planner {
            sizes: graph.sizes()?,
            uses,
            graph,
        };
        let mut steps = planner.steps();
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
    /// [`Error::Mismatch`] for a picture of another size, [`Error::Malformed`] where the answer is no number.
    pub fn run(&self, picture: &[f32]) -> Result<Vec<f32>, Error> {
        self.run_watched(picture, |_, _| ())
    }

    /// As [`Plan::run`]; `watch` is shown the number of each step's layer, if it is one, and its result.
    fn run_watched(
        &self,
        picture: &[f32],
        mut watch: impl FnMut(Option<usize>, &FeatureMap),
    ) -> Result<Vec<f32>, Error> {
        let expected = self.input.values().unwrap_or(0);
        if picture.len() != expected {
            return Err(Error::mismatch(
                Subject::PixelBytes,
                expected,
                picture.len(),
            ));
        }
        let nothing = FeatureMap::zeros(shape(Size::list(0)));
        let mut results: Vec<FeatureMap> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let input = |place: usize| match step.inputs.get(place) {
                Some(&input) => &results[input],
                None => &nothing,
            };
            let result = match &step.operation {
                Operation::Input => FeatureMap::from_places(picture, shape(self.input)),
                Operation::Pad(before) => input(0).padded(*before, shape(step.size)),
                Operation::Conv(convolution) => {
                    let residual = step.inputs.get(1).map(|&input| &results[input]);
                    convolution.forward(input(0), residual, step.limits)
                }
                Operation::DepthwiseConv(depthwise) => depthwise.forward(input(0), step.limits),
                Operation::Scale(scale, shift) => step.each_place(input(0), |place| {
                    for ((value, scale), shift) in place.iter_mut().zip(scale).zip(shift) {
                        *value = step.limits.apply(*value * scale + shift);
                    }
                }),
                Operation::Same => step.each_place(input(0), |place| {
                    for value in place {
                        *value = step.limits.apply(*value);
                    }
                }),
                Operation::Softmax => step.each_place(input(0), softmax),
                Operation::Add => {
                    let others = input(1).to_places();
                    let mut others = others.chunks_exact(step.size.channels);
                    step.each_place(input(0), |place| {
                        for (value, other) in
                            place.iter_mut().zip(others.next().unwrap_or_default())
                        {
                            *value = step.limits.apply(*value + other);
                        }
                    })
                }
                Operation::Mean => {
                    let means = input(0).global_avg_pool();
                    let means = means.into_iter().map(|mean| step.limits.apply(mean));
                    FeatureMap::from_places(&means.collect::<Vec<_>>(), shape(step.size))
                }
            };
            watch(step.layer, &result);
            results.push(result);
            for &input in &step.done_with {
                results[input] = nothing.clone();
            }
        }
        let answer = results.pop().unwrap_or(nothing).to_places();
        match answer.iter().all(|value| value.is_finite()) {
            true => Ok(answer),
            false => Err(Error::malformed(Subject::NetworkAnswer, Fault::NotNumbers)),
        }
    }
}

/// The least and the largest value that each layer gave for any of some pictures, `[height, width, channels]`;
/// 0 is always among them.
///
/// # Errors
/// Those of [`Plan::new`] and [`Plan::run`].
pub fn ranges(
    graph: &Graph,
    pictures: impl IntoIterator<Item = Vec<f32>>,
) -> Result<Vec<[f32; 2]>, Error> {
    let plan = Plan::layer_by_layer(graph)?;
    let mut ranges = vec![[0.0f32; 2]; graph.layers.len()];
    for picture in pictures {
        plan.run_watched(&picture, |layer, result| {
            if let Some([least, most]) = layer.map(|layer| &mut ranges[layer]) {
                for value in result.to_places() {
                    *least = least.min(value);
                    *most = most.max(value);
                }
            }
        })?;
    }
    // Zeros around a picture change no range that has 0.
    for (index, layer) in graph.layers.iter().enumerate() {
        if let (LayerKind::Pad { .. }, [input]) = (&layer.kind, &layer.inputs[..]) {
            ranges[index] = ranges[*input];
        }
    }
    Ok(ranges)
}

impl Step {
    /// The values of a map in the shape of the result, each of its places changed.
    fn each_place(&self, input: &FeatureMap, change: impl FnMut(&mut [f32])) -> FeatureMap {
        let mut values = input.to_places();
        values.chunks_exact_mut(self.size.channels).for_each(change);
        FeatureMap::from_places(&values, shape(self.size))
    }
}

/// A graph without normalisations that could be folded, and what is known of it.
struct Planner<'a> {
    graph: &'a Graph,
    sizes: Vec<Size>,
    uses: Vec<usize>,
}

/// Where a layer's result is: in a step, perhaps with zeros around it that nobody has written yet.
#[derive(Clone, Copy)]
struct Source {
    step: usize,
    /// Rows above and below.
    rows: [usize; 2],
    /// Columns to the left and right.
    columns: [usize; 2],
}

impl Source {
    fn of(step: usize) -> Self {
        Self {
            step,
            rows: [0; 2],
            columns: [0; 2],
        }
    }

    fn is_padded(&self) -> bool {
        self.rows != [0; 2] || self.columns != [0; 2]
    }
}

impl Planner<'_> {
    fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut sources: Vec<Source> = Vec::with_capacity(self.graph.layers.len());
        for (index, layer) in self.graph.layers.iter().enumerate() {
            let mut inputs: Vec<Source> = layer.inputs.iter().map(|&i| sources[i]).collect();
            let source = match &layer.kind {
                LayerKind::Pad { rows, columns } => Source {
                    step: inputs[0].step,
                    rows: [0, 1].map(|end| inputs[0].rows[end] + rows[end]),
                    columns: [0, 1].map(|end| inputs[0].columns[end] + columns[end]),
                },
                LayerKind::Conv(window) | LayerKind::DepthwiseConv(window) => {
                    let windows = self.windows(*window, &mut inputs[0], &mut steps);
                    self.push(index, &inputs, windows, &mut steps)
                }
                _ => {
                    for input in &mut inputs {
                        write_zeros(input, &mut steps);
                    }
                    match self.absorb(layer, &inputs, &mut steps) {
                        Some(step) => Source::of(step),
                        None => self.push(index, &inputs, Windows::Centred(1), &mut steps),
                    }
                }
            };
            sources.push(source);
        }
        if let Some(answer) = sources.last_mut() {
            write_zeros(answer, &mut steps);
        }
        steps
    }

    fn push(
        &self,
        index: usize,
        inputs: &[Source],
        windows: Windows,
        steps: &mut Vec<Step>,
    ) -> Source {
        let (layer, size) = (&self.graph.layers[index], self.sizes[index]);
        steps.push(Step {
            layer: Some(index),
            operation: self.operation(layer, size, windows),
            inputs: inputs.iter().map(|input| input.step).collect(),
            size,
            limits: match layer.kind {
                LayerKind::Relu { most } => relu(most),
                _ => Limits::NONE,
            },
            done_with: Vec::new(),
        });
        Source::of(steps.len() - 1)
    }

    /// Where the windows of a convolution lie in its input. Zeros that do not fit into the border that
    /// every map has are written first.
    fn windows(&self, window: Window, input: &mut Source, steps: &mut Vec<Step>) -> Windows {
        let size = steps[input.step].size;
        let padded = [
            size.height + input.rows[0] + input.rows[1],
            size.width + input.columns[0] + input.columns[1],
        ];
        // The graph was looked at: the window is not larger than the picture.
        let (same, sides) = window.place(padded).unwrap_or_default();
        let mut placement = Placement {
            strides: window.strides,
            before: [same[0] + input.rows[0], same[1] + input.columns[0]],
            sides,
        };
        if !placement.fits(window.kernel, [size.height, size.width]) {
            input.rows[0] += same[0];
            input.columns[0] += same[1];
            // As many as the last window needs.
            let needed =
                |axis: usize| (sides[axis] - 1) * window.strides[axis] + window.kernel[axis];
            input.rows[1] =
                input.rows[1].max(needed(0).saturating_sub(size.height + input.rows[0]));
            input.columns[1] =
                input.columns[1].max(needed(1).saturating_sub(size.width + input.columns[0]));
            write_zeros(input, steps);
            placement.before = [0; 2];
            return Windows::At(placement);
        }
        let centred = Windows::Centred(window.strides[0]);
        match centred.place(window.kernel, shape(size)) == placement {
            true => centred,
            false => Windows::At(placement),
        }
    }

    /// Lets a step before a layer do what the layer does, where that is possible; gives the step.
    fn absorb(&self, layer: &Layer, inputs: &[Source], steps: &mut [Step]) -> Option<usize> {
        // Whether a step computes what one of the layer's inputs has, for this layer alone.
        let free = |place: usize, steps: &[Step]| {
            self.uses[layer.inputs[place]] == 1 && steps[inputs[place].step].limits == Limits::NONE
        };
        match layer.kind {
            LayerKind::Relu { most } if free(0, steps) => {
                let step = &mut steps[inputs[0].step];
                let computes = !matches!(
                    step.operation,
                    Operation::Input | Operation::Pad(_) | Operation::Softmax
                );
                computes.then(|| step.limits = relu(most))?;
                Some(inputs[0].step)
            }
            LayerKind::Add => {
                let (place, other) = [(0, 1), (1, 0)].into_iter().find(|&(place, other)| {
                    let step = &steps[inputs[place].step];
                    matches!(step.operation, Operation::Conv(_))
                        && step.inputs.len() == 1
                        && free(place, steps)
                        && inputs[other].step < inputs[place].step
                })?;
                steps[inputs[place].step].inputs.push(inputs[other].step);
                Some(inputs[place].step)
            }
            _ => None,
        }
    }

    /// What a layer is as a step of its own.
    fn operation(&self, layer: &Layer, size: Size, windows: Windows) -> Operation {
        let no_bias = vec![0.0; size.channels];
        let bias = match self.values(layer, "bias") {
            [] => no_bias.as_slice(),
            bias => bias,
        };
        match &layer.kind {
            LayerKind::Input => Operation::Input,
            LayerKind::Conv(window) => {
                let from = self.sizes[layer.inputs[0]].channels;
                let kernel = by_output(self.values(layer, "kernel"), size.channels, from);
                Operation::Conv(Convolution::new(
                    &kernel,
                    bias,
                    from,
                    window.kernel,
                    windows,
                ))
            }
            LayerKind::DepthwiseConv(window) => {
                let kernel = self.values(layer, "depthwise_kernel");
                Operation::DepthwiseConv(Depthwise::new(kernel, bias, window.kernel, windows))
            }
            LayerKind::Dense => {
                let from = self.sizes[layer.inputs[0]].channels;
                let kernel = by_output(self.values(layer, "kernel"), size.channels, from);
                Operation::Conv(Convolution::new(&kernel, bias, from, [1, 1], windows))
            }
            LayerKind::BatchNorm { epsilon } => {
                let (scale, shift) = scale_and_shift(self.graph, layer, *epsilon);
                Operation::Scale(scale, shift)
            }
            LayerKind::Pad { .. } | LayerKind::Relu { .. } | LayerKind::Flatten => Operation::Same,
            LayerKind::Softmax => Operation::Softmax,
            LayerKind::Add => Operation::Add,
            LayerKind::GlobalAveragePool => Operation::Mean,
        }
    }

    fn values(&self, layer: &Layer, name: &str) -> &[f32] {
        let weight = self.graph.weight(layer, name);
        weight.map_or(&[], |weight| weight.values.as_slice())
    }
}

/// Adds a step that writes the zeros around a source, where there are any.
fn write_zeros(source: &mut Source, steps: &mut Vec<Step>) {
    if !source.is_padded() {
        return;
    }
    let size = steps[source.step].size;
    steps.push(Step {
        layer: None,
        operation: Operation::Pad([source.rows[0], source.columns[0]]),
        inputs: vec![source.step],
        size: Size {
            height: size.height + source.rows[0] + source.rows[1],
            width: size.width + source.columns[0] + source.columns[1],
            ..size
        },
        limits: Limits::NONE,
        done_with: Vec::new(),
    });
    *source = Source::of(steps.len() - 1);
}

/// From `[places, inputs, outputs]` to `[outputs, inputs, places]`; a dense layer has one place.
fn by_output(weights: &[f32], outputs: usize, inputs: usize) -> Vec<f32> {
    let places = weights.len() / (inputs * outputs).max(1);
    let mut turned = Vec::with_capacity(weights.len());
    for output in 0..outputs {
        for input in 0..inputs {
            turned.extend(
                (0..places).map(|place| weights[(place * inputs + input) * outputs + output]),
            );
        }
    }
    turned
}

fn relu(most: Option<f32>) -> Limits {
    most.map_or(Limits::RELU, Limits::relu)
}

fn shape(size: Size) -> Shape {
    Shape {
        batch: 1,
        height: size.height,
        width: size.width,
        channels: size.channels,
    }
}

/// Probabilities in the place of logits.
fn softmax(values: &mut [f32]) {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    values
        .iter_mut()
        .for_each(|value| *value = (*value - most).exp());
    let sum: f32 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= sum);
}
