//! A network as data: layers in the order in which they are computed, and weights by name.

use std::collections::BTreeMap;

use crate::Error;
use crate::error::{Fault, Subject, shortened};

/// The most layers of a network.
pub const MAX_LAYERS: usize = 5_000;
/// The most values of a picture, and of what a layer makes of it.
pub const MAX_VALUES: usize = 1 << 26;

/// The most products of numbers that an answer may take: a hundred times those of a large MobileNet.
pub const MAX_PRODUCTS: u64 = 1 << 36;

/// The size of a picture, or of what a layer makes of it; a list is a picture of 1 x 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Values of a place.
    pub channels: usize,
}

impl Size {
    /// A list of values.
    pub fn list(channels: usize) -> Self {
        Self {
            height: 1,
            width: 1,
            channels,
        }
    }

    /// How many values there are; `None` where they are too many.
    pub fn values(&self) -> Option<usize> {
        let values = self
            .height
            .checked_mul(self.width)?
            .checked_mul(self.channels)?;
        (values <= MAX_VALUES).then_some(values)
    }
}

/// A tensor of weights, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// Lengths of its axes.
    pub shape: Vec<usize>,
    /// As many values as the product of these.
    pub values: Vec<f32>,
}

/// A window that moves over a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Rows and columns.
    pub kernel: [usize; 2],
    /// Rows and columns that it moves at a time.
    pub strides: [usize; 2],
    /// Whether zeros around the picture keep its sides (divided by the strides, rounded up), of which
    /// an odd one goes below and to the right, as TensorFlow has it.
    pub same: bool,
}

impl Window {
    /// Zeros before the first row and column, and rows and columns of the result; `None` where the
    /// window is larger than the picture.
    pub fn place(&self, sides: [usize; 2]) -> Option<([usize; 2], [usize; 2])> {
        let axis = |axis: usize| {
            let (side, kernel, stride) = (sides[axis], self.kernel[axis], self.strides[axis]);
            if self.same {
                let result = side.div_ceil(stride);
                let needed = (result - 1) * stride + kernel;
                Some((needed.saturating_sub(side) / 2, result))
            } else {
                Some((0, side.checked_sub(kernel)? / stride + 1))
            }
        };
        let ((top, height), (left, width)) = (axis(0)?, axis(1)?);
        Some(([top, left], [height, width]))
    }
}

/// What a layer does. Weights are named `{layer}/{weight}` and lie as Keras keeps them.
#[derive(Debug, Clone, PartialEq)]
pub enum LayerKind {
    /// The picture itself.
    Input,
    /// Zeros around the picture.
    Pad {
        /// Rows above and below.
        rows: [usize; 2],
        /// Columns to the left and right.
        columns: [usize; 2],
    },
    /// `kernel` `[rows, columns, inputs, outputs]`, perhaps `bias` `[outputs]`.
    Conv(Window),
    /// `depthwise_kernel` `[rows, columns, channels, 1]`, perhaps `bias` `[channels]`.
    DepthwiseConv(Window),
    /// `moving_mean` and `moving_variance` `[channels]`, perhaps `gamma` and `beta`.
    BatchNorm {
        /// Added to the variance.
        epsilon: f32,
    },
    /// Negative values become 0.
    Relu {
        /// Larger values become this.
        most: Option<f32>,
    },
    /// Probabilities from logits, along the channels.
    Softmax,
    /// The sum of two inputs.
    Add,
    /// The mean of every channel.
    GlobalAveragePool,
    /// All values as a list.
    Flatten,
    /// `kernel` `[inputs, outputs]`, perhaps `bias` `[outputs]`.
    Dense,
}

/// A step of the computation.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Its name, which its weights begin with.
    pub name: String,
    /// What it does.
    pub kind: LayerKind,
    /// The layers before it whose results it takes.
    pub inputs: Vec<usize>,
}

/// A network: its first layer is the input, its last one the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// The picture that it takes.
    pub input: Size,
    /// In the order in which they are computed.
    pub layers: Vec<Layer>,
    /// By name.
    pub weights: BTreeMap<String, Weight>,
}

impl Graph {
    /// A layer's weight, if it has one of that name.
    pub fn weight(&self, layer: &Layer, name: &str) -> Option<&Weight> {
        self.weights.get(&format!("{}/{name}", layer.name))
    }

    /// The same network for values in another range: where it expects `pixel / from − 1` it takes
    /// `pixel / to − 1`.
    #[must_use]
    pub fn in_range(mut self, from: f32, to: f32) -> Self {
        // (v + 1) · to / from − 1, as a normalisation: networks of other runtimes have no layer that only
        // scales and shifts.
        let mut ratio = to / from;
        let name = "range";
        // One that came that way before has such a layer, which changes.
        if let Some(before) = self.range_ratio(name) {
            ratio *= before;
            self.layers.remove(1);
            for input in self.layers.iter_mut().flat_map(|layer| &mut layer.inputs) {
                *input = input.saturating_sub(1);
            }
            self.weights
                .retain(|weight, _| !weight.starts_with("range/"));
        }
        if (ratio - 1.0).abs() < 1e-6 {
            return self;
        }
        let channels = self.input.channels;
        let weights = [
            ("gamma", ratio),
            ("beta", ratio - 1.0),
            ("moving_mean", 0.0),
            ("moving_variance", 1.0),
        ];
        for (weight, value) in weights {
            let weight_of = Weight {
                shape: vec![channels],
                values: vec![value; channels],
            };
            self.weights.insert(format!("{name}/{weight}"), weight_of);
        }
        let layer = Layer {
            name: name.into(),
            kind: LayerKind::BatchNorm { epsilon: 0.0 },
            inputs: vec![0],
        };
        for layer in &mut self.layers {
            for input in &mut layer.inputs {
                *input += 1;
            }
        }
        self.layers.insert(1.min(self.layers.len()), layer);
        self
    }

    /// What a layer that [`Graph::in_range`] has added multiplies values by.
    fn range_ratio(&self, name: &str) -> Option<f32> {
        let layer = self.layers.get(1).filter(|layer| layer.name == name)?;
        let gamma = self.weight(layer, "gamma")?.values.first().copied()?;
        let beta = self.weight(layer, "beta")?.values.first().copied()?;
        let ours = matches!(layer.kind, LayerKind::BatchNorm { epsilon } if epsilon == 0.0);
        (ours && layer.inputs == [0] && beta == gamma - 1.0).then_some(gamma)
    }

    /// How many layers take each layer's result.
    pub fn uses(&self) -> Vec<usize> {
        let mut uses = vec![0; self.layers.len()];
        for &input in self.layers.iter().flat_map(|layer| &layer.inputs) {
            if let Some(uses) = uses.get_mut(input) {
                *uses += 1;
            }
        }
        uses
    }

    /// The size of every layer's result. A network that passes can be computed.
    ///
    /// # Errors
    /// [`Error::Malformed`] names the first layer whose inputs or weights do not fit; [`Error::Limit`] for a
    /// network that takes too long.
    pub fn sizes(&self) -> Result<Vec<Size>, Error> {
        let mut sizes: Vec<Size> = Vec::with_capacity(self.layers.len());
        let mut products = 0u64;
        for layer in &self.layers {
            sizes.push(self.size_of(layer, &sizes)?);
            products = products.saturating_add(self.products(layer, &sizes));
            Error::check_range(Subject::ModelProducts, products, 0..=MAX_PRODUCTS)?;
        }
        if sizes.is_empty() {
            return Err(Error::malformed(Subject::Model, Fault::Empty));
        }
        Ok(sizes)
    }

    /// Products of numbers that a layer takes; it is the last one of those that have these sizes.
    fn products(&self, layer: &Layer, sizes: &[Size]) -> u64 {
        let places = sizes.last().map_or(0, |size| size.height * size.width);
        let names = ["kernel", "depthwise_kernel", "moving_mean"];
        let weights = names.iter().find_map(|name| self.weight(layer, name));
        let each = weights.map_or(1, |weight| weight.values.len());
        (places as u64).saturating_mul(each as u64)
    }

    /// The size of the result of a layer that comes after others, whose `sizes` these are.
    pub(super) fn size_of(&self, layer: &Layer, sizes: &[Size]) -> Result<Size, Error> {
        let inputs: Option<Vec<_>> = layer
            .inputs
            .iter()
            .map(|&input| sizes.get(input).copied())
            .collect();
        let size = inputs.and_then(|inputs| self.size(layer, &inputs));
        let size = size.filter(|size| size.values().is_some_and(|values| values > 0));
        size.ok_or_else(|| self.misfit(layer))
    }

    fn misfit(&self, layer: &Layer) -> Error {
        let names = ["kernel", "depthwise_kernel", "moving_mean"];
        let shapes = names.iter().find_map(|name| self.weight(layer, name));
        let fault = Fault::LayerMisfit {
            layer: shortened(&layer.name),
            weights: shapes
                .map(|weight| weight.shape.clone())
                .unwrap_or_default(),
        };
        Error::malformed(Subject::Model, fault)
    }

    /// The size of a layer's result; `None` where its inputs or its weights do not fit.
    fn size(&self, layer: &Layer, inputs: &[Size]) -> Option<Size> {
        // As many values as the shape says, and numbers: looked at where they are used.
        let fits = |name: &str, shape: &[usize]| {
            let weight = self.weight(layer, name)?;
            (weight.shape == shape && weight.values.len() == shape.iter().product::<usize>())
                .then_some(())
        };
        let fits_if_there = |name: &str, shape: &[usize]| match self.weight(layer, name) {
            Some(_) => fits(name, shape),
            None => Some(()),
        };
        let outputs = |name: &str| self.weight(layer, name)?.shape.last().copied();
        let one = || match inputs {
            [only] => Some(*only),
            _ => None,
        };
        Some(match &layer.kind {
            LayerKind::Input => inputs.is_empty().then_some(self.input)?,
            LayerKind::Pad { rows, columns } => {
                let size = one()?;
                let grown =
                    |side: usize, by: [usize; 2]| side.checked_add(by[0])?.checked_add(by[1]);
                Size {
                    height: grown(size.height, *rows)?,
                    width: grown(size.width, *columns)?,
                    ..size
                }
            }
            LayerKind::Conv(window) => {
                let size = one()?;
                let [rows, columns] = window.kernel;
                let channels = outputs("kernel")?;
                fits("kernel", &[rows, columns, size.channels, channels])?;
                fits_if_there("bias", &[channels])?;
                let (_, [height, width]) = window.place([size.height, size.width])?;
                Size {
                    height,
                    width,
                    channels,
                }
            }
            LayerKind::DepthwiseConv(window) => {
                let size = one()?;
                let [rows, columns] = window.kernel;
                fits("depthwise_kernel", &[rows, columns, size.channels, 1])?;
                fits_if_there("bias", &[size.channels])?;
                let (_, [height, width]) = window.place([size.height, size.width])?;
                Size {
                    height,
                    width,
                    ..size
                }
            }
            LayerKind::BatchNorm { .. } => {
                let size = one()?;
                fits("moving_mean", &[size.channels])?;
                fits("moving_variance", &[size.channels])?;
                fits_if_there("gamma", &[size.channels])?;
                fits_if_there("beta", &[size.channels])?;
                size
            }
            LayerKind::Relu { .. } | LayerKind::Softmax => one()?,
            LayerKind::Add => match inputs {
                [a, b] if a == b => *a,
                _ => return None,
            },
            LayerKind::GlobalAveragePool => Size::list(one()?.channels),
            LayerKind::Flatten => Size::list(one()?.values()?),
            LayerKind::Dense => {
                let size = one()?;
                let channels = outputs("kernel")?;
                if (size.height, size.width) != (1, 1) {
                    return None;
                }
                fits("kernel", &[size.channels, channels])?;
                fits_if_there("bias", &[channels])?;
                Size::list(channels)
            }
        })
    }
}
