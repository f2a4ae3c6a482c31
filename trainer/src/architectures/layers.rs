//! What the architectures are made of, and how much arithmetic each piece is.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::MaxPool2dConfig;
use burn::nn::{BatchNorm, BatchNormConfig, Initializer, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};
use mien::expression::EXPRESSIONS;

/// A convolution that keeps the sides (or divides them by its stride), and batch normalisation.
#[derive(Module, Debug)]
pub struct ConvNorm {
    conv: Conv2d,
    norm: BatchNorm,
}

impl ConvNorm {
    /// `kernel` x `kernel` weights between `from` and `to` channels.
    pub fn init([from, to]: [usize; 2], kernel: usize, stride: usize, device: &Device) -> Self {
        Self::grouped([from, to], kernel, stride, 1, device)
    }

    /// One 3x3 kernel a channel.
    pub fn depthwise(channels: usize, stride: usize, device: &Device) -> Self {
        Self::grouped([channels; 2], 3, stride, channels, device)
    }

    fn grouped(
        channels: [usize; 2],
        kernel: usize,
        stride: usize,
        groups: usize,
        device: &Device,
    ) -> Self {
        let pad = kernel / 2;
        Self {
            conv: Conv2dConfig::new(channels, [kernel; 2])
                .with_stride([stride; 2])
                .with_groups(groups)
                .with_padding(PaddingConfig2d::Explicit(pad, pad, pad, pad))
                .with_bias(false)
                // He et al., "Delving Deep into Rectifiers" (2015).
                .with_initializer(Initializer::KaimingNormal {
                    gain: std::f64::consts::SQRT_2,
                    fan_out_only: groups == 1,
                })
                .init(device),
            norm: BatchNormConfig::new(channels[1]).init(device),
        }
    }

    /// Convolution and normalisation: `[faces, from, side, side]` to `[faces, to, side', side']`.
    pub fn linear(&self, x: Tensor<4>) -> Tensor<4> {
        self.norm.forward(self.conv.forward(x))
    }

    /// The same, and ReLU.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        relu(self.linear(x))
    }

    /// Multiply-adds for one picture; `side` becomes that of the result. Normalisation counts
    /// nothing: it can be folded into the convolution.
    pub fn multiply_adds(&self, side: &mut usize) -> usize {
        conv_multiply_adds(&self.conv, side)
    }
}

/// Multiply-adds of a convolution for one picture; `side` becomes that of the result.
pub fn conv_multiply_adds(conv: &Conv2d, side: &mut usize) -> usize {
    *side = side.div_ceil(conv.stride[0]);
    // (Random weights are made when they are first looked at; a shape needs none.)
    conv.weight.lazy_shape().num_elements() * *side * *side
}

/// Multiply-adds of a dense layer for one picture.
pub fn dense_multiply_adds(dense: &Linear) -> usize {
    dense.weight.lazy_shape().num_elements()
}

/// The largest of every 2x2 values: `[faces, channels, side, side]` to half the sides, rounded down.
pub fn halve(x: Tensor<4>) -> Tensor<4> {
    MaxPool2dConfig::new([2, 2]).init().forward(x)
}

/// The mean over the picture: `[faces, channels, side, side]` to `[faces, channels]`.
pub fn global_mean(x: Tensor<4>) -> Tensor<2> {
    let [faces, channels, height, width] = x.dims();
    x.reshape([faces, channels, height * width])
        .mean_dim(2)
        .reshape([faces, channels])
}

/// The layer from an embedding of `width` values to the expressions' logits.
pub fn head(width: usize, device: &Device) -> Linear {
    LinearConfig::new(width, EXPRESSIONS.len()).init(device)
}
