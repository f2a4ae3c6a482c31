//! The networks that `fit` can train: the app's own, and four from the literature to compare it
//! with.

mod cnn;
mod layers;
mod mobilenet;
mod resnet50;
#[cfg(test)]
mod tests;
mod vgg16;

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor};
use mien::expression::{Architecture, ExpressionNet};
use serde::{Deserialize, Serialize};

use cnn::Cnn;
use layers::{conv_multiply_adds, dense_multiply_adds};
use mobilenet::Mobilenet;
use resnet50::Resnet50;
use vgg16::Vgg16;

/// The name of an architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arch {
    /// The app's own network, of --stem and --stages
    #[default]
    Mien,
    /// Plain convolutions, as notebooks on FER2013 train them
    Cnn,
    /// Depthwise-separable convolutions
    Mobilenet,
    /// Residual bottlenecks, 50 layers deep
    Resnet50,
    /// Sixteen layers of plain convolutions and dense ones
    Vgg16,
}

/// A network of one of the architectures.
#[derive(Module, Debug)]
pub enum Network {
    /// See [`Arch::Mien`].
    Mien(ExpressionNet),
    /// See [`Arch::Cnn`].
    Cnn(Cnn),
    /// See [`Arch::Mobilenet`].
    Mobilenet(Mobilenet),
    /// See [`Arch::Resnet50`].
    Resnet50(Resnet50),
    /// See [`Arch::Vgg16`].
    Vgg16(Vgg16),
}

impl Network {
    /// A network with random weights. `mien` is the shape of [`Arch::Mien`].
    pub fn init(arch: Arch, mien: &Architecture, device: &Device) -> Self {
        match arch {
            Arch::Mien => Self::Mien(ExpressionNet::trainable(mien, device)),
            _ => Self::thin(arch, 1, device),
        }
    }

    /// A network of the literature with so many times fewer channels.
    fn thin(arch: Arch, thinner: usize, device: &Device) -> Self {
        match arch {
            Arch::Mien => {
                let mien = Architecture {
                    stem: 128 / thinner,
                    stages: vec![(128 / thinner, 1), (256 / thinner, 1)],
                    classes: mien::expression::EXPRESSIONS.len(),
                };
                Self::Mien(ExpressionNet::trainable(&mien, device))
            }
            Arch::Cnn => Self::Cnn(Cnn::init(thinner, device)),
            Arch::Mobilenet => Self::Mobilenet(Mobilenet::init(thinner, device)),
            Arch::Resnet50 => Self::Resnet50(Resnet50::init(thinner, device)),
            Arch::Vgg16 => Self::Vgg16(Vgg16::init(thinner, device)),
        }
    }

    /// From pictures `[faces, 1, 48, 48]` to embeddings `[faces, width]`.
    pub fn embed(&self, x: Tensor<4>) -> Tensor<2> {
        match self {
            Self::Mien(network) => network.backbone.forward(x),
            Self::Cnn(network) => network.forward(x),
            Self::Mobilenet(network) => network.forward(x),
            Self::Resnet50(network) => network.forward(x),
            Self::Vgg16(network) => network.forward(x),
        }
    }

    /// The layer from embeddings `[faces, width]` to logits `[faces, classes]`.
    pub fn head(&self) -> &Linear {
        match self {
            Self::Mien(network) => &network.head,
            Self::Cnn(network) => &network.head,
            Self::Mobilenet(network) => &network.head,
            Self::Resnet50(network) => &network.head,
            Self::Vgg16(network) => &network.head,
        }
    }

    /// From pictures `[faces, 1, 48, 48]` to logits `[faces, classes]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        self.head().forward(self.embed(x))
    }

    /// Multiply-adds for one picture of `side` x `side` pixels; a FLOP count is twice this.
    pub fn multiply_adds(&self, side: usize) -> usize {
        let before = match self {
            Self::Mien(network) => mien_multiply_adds(network, side),
            Self::Cnn(network) => network.multiply_adds(side),
            Self::Mobilenet(network) => network.multiply_adds(side),
            Self::Resnet50(network) => network.multiply_adds(side),
            Self::Vgg16(network) => network.multiply_adds(side),
        };
        before + dense_multiply_adds(self.head())
    }
}

fn mien_multiply_adds(network: &ExpressionNet, mut side: usize) -> usize {
    let mut total = conv_multiply_adds(&network.backbone.stem.conv, &mut side);
    for block in &network.backbone.blocks {
        if let Some(shortcut) = &block.shortcut {
            total += conv_multiply_adds(&shortcut.conv, &mut side.clone());
        }
        total += conv_multiply_adds(&block.first.conv, &mut side);
        total += conv_multiply_adds(&block.second.conv, &mut side);
    }
    total
}
