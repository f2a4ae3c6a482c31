//! The convolutions of a network as a list of steps. Burn runs them one by one; `torch.rs` runs all
//! of them as one operation.

use burn::nn::BatchNorm;
use burn::nn::conv::Conv2d;
use burn::nn::pool::MaxPool2dConfig;
use burn::tensor::Tensor;
use burn::tensor::activation::relu;
use mien::expression::ResidualBlock;
use mien::layers::ConvUnit;

use super::layers::ConvNorm;

/// A convolution and the normalisation of what it gives.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    /// The convolution.
    pub conv: &'a Conv2d,
    /// Absent where it is folded into the convolution.
    pub norm: Option<&'a BatchNorm>,
}

/// A step of layers of some kind.
#[derive(Debug, Clone)]
pub enum Step<L> {
    /// A layer and ReLU.
    Unit(L),
    /// Layers beside a shortcut, whose input is added to what they give; ReLU between them and after
    /// the sum.
    Residual {
        /// One after the other.
        inside: Vec<L>,
        /// What the input goes through; nothing where it is added as it is.
        shortcut: Option<L>,
    },
    /// The largest of every 2x2 values; sides are rounded down.
    Halve,
}

/// What becomes of the last map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The mean of every channel.
    Mean,
    /// All values, a channel after the other.
    Flat,
}

/// From pictures `[faces, 1, side, side]` to features `[faces, width]`.
#[derive(Debug, Clone)]
pub struct Features<L> {
    /// In this order.
    pub steps: Vec<Step<L>>,
    /// After the last step.
    pub end: End,
}

impl<'a> From<&'a ConvNorm> for Layer<'a> {
    fn from(unit: &'a ConvNorm) -> Self {
        Self {
            conv: &unit.conv,
            norm: Some(&unit.norm),
        }
    }
}

impl<'a> From<&'a ConvUnit> for Layer<'a> {
    fn from(unit: &'a ConvUnit) -> Self {
        Self {
            conv: &unit.conv,
            norm: unit.norm.as_ref(),
        }
    }
}

impl<'a> From<&'a ResidualBlock> for Step<Layer<'a>> {
    fn from(block: &'a ResidualBlock) -> Self {
        Self::Residual {
            inside: vec![(&block.first).into(), (&block.second).into()],
            shortcut: block.shortcut.as_ref().map(Layer::from),
        }
    }
}

impl<'a> Features<Layer<'a>> {
    /// Stages of plain layers, each followed by halving; their last map is taken as it is.
    pub fn of_stages(stages: impl Iterator<Item = &'a [ConvNorm]>) -> Self {
        let steps = stages.flat_map(|stage| {
            let units = stage.iter().map(|layer| Step::Unit(layer.into()));
            units.chain([Step::Halve])
        });
        Self {
            steps: steps.collect(),
            end: End::Flat,
        }
    }

    /// Runs the steps on burn.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self.steps.iter().fold(x, |x, step| match step {
            Step::Unit(layer) => relu(layer.forward(x)),
            Step::Residual { inside, shortcut } => {
                let around = match shortcut {
                    Some(shortcut) => shortcut.forward(x.clone()),
                    None => x.clone(),
                };
                let inner = inside.iter().enumerate().fold(x, |x, (place, layer)| {
                    layer.forward(if place > 0 { relu(x) } else { x })
                });
                relu(inner + around)
            }
            Step::Halve => MaxPool2dConfig::new([2, 2]).init().forward(x),
        });
        match self.end {
            End::Flat => x.flatten(1, 3),
            End::Mean => {
                let [faces, channels, height, width] = x.dims();
                x.reshape([faces, channels, height * width])
                    .mean_dim(2)
                    .reshape([faces, channels])
            }
        }
    }

    /// Multiply-adds for one picture of `side` x `side` pixels. Normalisation counts nothing: it can be
    /// folded into the convolution.
    pub fn multiply_adds(&self, mut side: usize) -> usize {
        let mut total = 0;
        for step in &self.steps {
            match step {
                Step::Unit(layer) => total += layer.multiply_adds(&mut side),
                Step::Residual { inside, shortcut } => {
                    if let Some(shortcut) = shortcut {
                        total += shortcut.multiply_adds(&mut side.clone());
                    }
                    for layer in inside {
                        total += layer.multiply_adds(&mut side);
                    }
                }
                Step::Halve => side /= 2,
            }
        }
        total
    }
}

impl Layer<'_> {
    /// `[faces, from, side, side]` to `[faces, to, side', side']`.
    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let x = self.conv.forward(x);
        match self.norm {
            Some(norm) => norm.forward(x),
            None => x,
        }
    }

    /// Multiply-adds for one picture; `side` becomes that of the result.
    fn multiply_adds(&self, side: &mut usize) -> usize {
        *side = side.div_ceil(self.conv.stride[0]);
        // (Random weights are made when they are first looked at; a shape needs none.)
        self.conv.weight.lazy_shape().num_elements() * *side * *side
    }
}
