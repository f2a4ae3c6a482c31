//! What the architectures are made of, and how much arithmetic each piece is.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{BatchNorm, BatchNormConfig, Initializer, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::Device;
use mien::studio::import::fer::FER2013_LABELS;

/// A convolution that keeps the sides (or divides them by its stride), and batch normalisation.
#[derive(Module, Debug)]
pub struct ConvNorm {
    /// The convolution.
    pub conv: Conv2d,
    /// Of what it gives.
    pub norm: BatchNorm,
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
}

/// Multiply-adds of a dense layer for one picture.
pub fn dense_multiply_adds(dense: &Linear) -> usize {
    dense.weight.lazy_shape().num_elements()
}

/// The layer from an embedding of `width` values to the expressions' logits.
pub fn head(width: usize, device: &Device) -> Linear {
    LinearConfig::new(width, FER2013_LABELS.len()).init(device)
}
