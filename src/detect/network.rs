//! YuNet's layers. Shapes are `[batch, channels, height, width]`; sides are multiples of 32.

use burn::module::Module;
use burn::nn::PaddingConfig2d;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::tensor::activation::relu;
use burn::tensor::module::{interpolate, max_pool2d};
use burn::tensor::ops::{InterpolateMode, InterpolateOptions, MaxPoolOptions};
use burn::tensor::{Device, Tensor, TensorData};

use super::decode::OUTPUT_CHANNELS;
use super::inference::BACKBONE;
use crate::Error;
use crate::kernels::{FeatureMap, Pixels, Shape, values};

/// A 1x1 convolution, then a 3x3 convolution of every channel by itself.
#[derive(Module, Debug)]
pub struct Separable {
    /// Mixes channels.
    pub pointwise: Conv2d,
    /// Looks around, one filter a channel.
    pub depthwise: Conv2d,
}

impl Separable {
    fn new(from: usize, to: usize, device: &Device) -> Self {
        Self {
            pointwise: Conv2dConfig::new([from, to], [1, 1]).init(device),
            depthwise: Conv2dConfig::new([to, to], [3, 3])
                .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
                .with_groups(to)
                .init(device),
        }
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        self.depthwise.forward(self.pointwise.forward(x))
    }
}

/// The network: 53,104 weights, 0.07 GMAC at 320x256.
#[derive(Module, Debug)]
pub struct YuNet {
    /// 3 -> 16 channels, halves the sides.
    pub stem: Conv2d,
    /// Eleven units; the sides are halved after units 0, 4, 6 and 8.
    pub backbone: Vec<Separable>,
    /// Mixes coarse maps into finer ones: for strides 8, 16 and 32.
    pub neck: Vec<Separable>,
    /// 64 -> 16 channels, laid out as [`super::decode()`] reads them: for strides 8, 16 and 32.
    pub heads: Vec<Separable>,
}

impl YuNet {
    /// The architecture with arbitrary weights.
    pub fn new(device: &Device) -> Self {
        let three = |to| {
            (0..3)
                .map(|_| Separable::new(64, to, device))
                .collect::<Vec<_>>()
        };
        Self {
            stem: Conv2dConfig::new([3, 16], [3, 3])
                .with_stride([2, 2])
                .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
                .init(device),
            backbone: BACKBONE
                .iter()
                .map(|&(from, to)| Separable::new(from, to, device))
                .collect(),
            neck: three(64),
            heads: three(OUTPUT_CHANNELS),
        }
    }

    /// The maps of a picture, `[height / stride, width / stride, 16]` each, on the network's `device`.
    ///
    /// # Errors
    /// [`Error::Malformed`] where they cannot be read.
    pub(super) fn maps(&self, input: &Pixels, device: &Device) -> Result<[FeatureMap; 3], Error> {
        let shape = input.shape();
        let planes = TensorData::new(
            input.to_map().to_planar(),
            [1, 3, shape.height, shape.width],
        );
        let map = |answer: Tensor<4>| {
            let [batch, channels, height, width] = answer.dims();
            let shape = Shape {
                batch,
                height,
                width,
                channels,
            };
            Ok::<_, Error>(FeatureMap::from_planar(&values(answer)?, shape))
        };
        let [fine, middle, coarse] = self.forward(Tensor::<4>::from_data(planes, device));
        Ok([map(fine)?, map(middle)?, map(coarse)?])
    }

    /// From pixels `[batch, 3, height, width]` (blue, green, red; 0 to 255) to three maps
    /// `[batch, 16, height / stride, width / stride]` of logits and offsets for strides 8, 16, 32.
    pub fn forward(&self, x: Tensor<4>) -> [Tensor<4>; 3] {
        let unit = |x, i: usize| relu(self.backbone[i].forward(x));
        let x = relu(self.stem.forward(x));
        let x = halve(unit(x, 0));
        let x = halve((1..=4).fold(x, unit));
        let fine = unit(unit(x, 5), 6);
        let middle = unit(unit(halve(fine.clone()), 7), 8);
        let coarse = unit(unit(halve(middle.clone()), 9), 10);

        let neck = |x, i: usize| relu(self.neck[i].forward(x));
        let coarse = neck(coarse, 2);
        let middle = neck(middle + double(coarse.clone()), 1);
        let fine = neck(fine + double(middle.clone()), 0);
        [
            self.heads[0].forward(fine),
            self.heads[1].forward(middle),
            self.heads[2].forward(coarse),
        ]
    }
}

/// Keeps the largest of every 2x2 values.
fn halve(x: Tensor<4>) -> Tensor<4> {
    max_pool2d(x, MaxPoolOptions::new([2, 2]))
}

/// Repeats every value 2x2 times.
fn double(x: Tensor<4>) -> Tensor<4> {
    interpolate(
        x,
        InterpolateOptions::new(InterpolateMode::Nearest)
            .with_align_corners(false)
            .with_scale_factor([2.0, 2.0]),
    )
}
