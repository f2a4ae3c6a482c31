//! The networks that `fit` can train: the app's own, and four from the literature to compare it
//! with.

mod cnn;
pub mod features;
mod layers;
mod mobilenet;
mod resnet50;
#[cfg(test)]
mod tests;
mod vgg16;

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};
use mien::expression::{ExpressionNet, ExpressionNetConfig};
use serde::{Deserialize, Serialize};

use crate::data::SIDE;
use cnn::Cnn;
use features::{End, Features, Layer, Step};
use layers::dense_multiply_adds;
use mobilenet::Mobilenet;
use resnet50::Resnet50;
use vgg16::Vgg16;

/// The name of an architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArchName {
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

/// An architecture with what is free in it: all that a network follows from beside its weights.
#[derive(Debug, Clone, PartialEq)]
pub enum Arch {
    /// See [`ArchName::Mien`].
    Mien(ExpressionNetConfig),
    /// See [`ArchName::Cnn`].
    Cnn,
    /// See [`ArchName::Mobilenet`].
    Mobilenet,
    /// See [`ArchName::Resnet50`].
    Resnet50,
    /// See [`ArchName::Vgg16`].
    Vgg16,
}

impl Arch {
    /// Its name.
    pub fn name(&self) -> ArchName {
        match self {
            Self::Mien(_) => ArchName::Mien,
            Self::Cnn => ArchName::Cnn,
            Self::Mobilenet => ArchName::Mobilenet,
            Self::Resnet50 => ArchName::Resnet50,
            Self::Vgg16 => ArchName::Vgg16,
        }
    }
}

impl ArchName {
    /// The architecture, where a paper leaves nothing free: not for [`Self::Mien`].
    pub fn of_the_literature(self) -> Option<Arch> {
        match self {
            Self::Mien => None,
            Self::Cnn => Some(Arch::Cnn),
            Self::Mobilenet => Some(Arch::Mobilenet),
            Self::Resnet50 => Some(Arch::Resnet50),
            Self::Vgg16 => Some(Arch::Vgg16),
        }
    }

    /// Whether it can see faces of `size` pixels. Networks whose first dense layer takes every value
    /// of the last map are made for the size of FER2013's pictures.
    pub fn sees(self, size: usize) -> bool {
        size == SIDE || !matches!(self, Self::Cnn | Self::Vgg16)
    }
}

/// What an architecture is made of.
trait Layers {
    /// All convolutions.
    fn features(&self) -> Features<Layer<'_>>;

    /// The layers between the convolutions and the embedding, each followed by ReLU.
    fn dense(&self) -> &[Linear] {
        &[]
    }

    /// The layer from embeddings `[faces, width]` to logits `[faces, classes]`.
    fn head(&self) -> &Linear;
}

/// A network of one of the architectures.
#[derive(Module, Debug)]
pub enum Network {
    /// See [`ArchName::Mien`].
    Mien(ExpressionNet),
    /// See [`ArchName::Cnn`].
    Cnn(Cnn),
    /// See [`ArchName::Mobilenet`].
    Mobilenet(Mobilenet),
    /// See [`ArchName::Resnet50`].
    Resnet50(Resnet50),
    /// See [`ArchName::Vgg16`].
    Vgg16(Vgg16),
}

impl Network {
    /// A network with random weights.
    pub fn init(arch: &Arch, device: &Device) -> Self {
        Self::of_width(arch, 1, device)
    }

    /// A network with so many times fewer channels, for tests.
    #[cfg(test)]
    pub fn thin(name: ArchName, width_divisor: usize, device: &Device) -> Self {
        let mien = ExpressionNetConfig {
            stem: 128 / width_divisor,
            stages: vec![(128 / width_divisor, 1), (256 / width_divisor, 1)],
            classes: mien::studio::import::fer::FER2013_LABELS.len(),
        };
        let arch = name.of_the_literature().unwrap_or(Arch::Mien(mien));
        Self::of_width(&arch, width_divisor, device)
    }

    /// With so many times fewer channels than the papers have.
    fn of_width(arch: &Arch, width_divisor: usize, device: &Device) -> Self {
        match arch {
            Arch::Mien(config) => Self::Mien(ExpressionNet::trainable(config, device)),
            Arch::Cnn => Self::Cnn(Cnn::init(width_divisor, device)),
            Arch::Mobilenet => Self::Mobilenet(Mobilenet::init(width_divisor, device)),
            Arch::Resnet50 => Self::Resnet50(Resnet50::init(width_divisor, device)),
            Arch::Vgg16 => Self::Vgg16(Vgg16::init(width_divisor, device)),
        }
    }

    /// A network as it is kept (`student::to_f16`), to load weights into.
    pub fn kept(arch: &Arch, device: &Device) -> Self {
        match arch {
            Arch::Mien(config) => Self::Mien(ExpressionNet::folded(config, device)),
            _ => Self::init(arch, device),
        }
    }

    /// The same function as it is kept.
    pub fn folded(&self) -> Self {
        match self {
            Self::Mien(network) => Self::Mien(network.fold()),
            // A copy that shares no running statistics.
            network => network.valid(),
        }
    }

    /// From pictures `[faces, 1, side, side]` to embeddings `[faces, width]`.
    pub fn embed(&self, x: Tensor<4>) -> Tensor<2> {
        match self {
            // As the app defines it.
            Self::Mien(network) => network.backbone.forward(x),
            _ => self.embedding(self.features().forward(x)),
        }
    }

    /// All convolutions.
    pub fn features(&self) -> Features<Layer<'_>> {
        self.layers().features()
    }

    /// From what the convolutions give to embeddings `[faces, width]`.
    pub fn embedding(&self, features: Tensor<2>) -> Tensor<2> {
        let dense = self.layers().dense().iter();
        dense.fold(features, |x, dense| relu(dense.forward(x)))
    }

    /// The layer from embeddings `[faces, width]` to logits `[faces, classes]`.
    pub fn head(&self) -> &Linear {
        self.layers().head()
    }

    fn layers(&self) -> &dyn Layers {
        match self {
            Self::Mien(network) => network,
            Self::Cnn(network) => network,
            Self::Mobilenet(network) => network,
            Self::Resnet50(network) => network,
            Self::Vgg16(network) => network,
        }
    }

    /// From pictures `[faces, 1, side, side]` to logits `[faces, classes]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        self.head().forward(self.embed(x))
    }

    /// Multiply-adds for one picture of `side` x `side` pixels; a FLOP count is twice this.
    pub fn multiply_adds(&self, side: usize) -> usize {
        let dense = self.layers().dense().iter().chain([self.head()]);
        self.features().multiply_adds(side) + dense.map(dense_multiply_adds).sum::<usize>()
    }
}

impl Layers for ExpressionNet {
    fn features(&self) -> Features<Layer<'_>> {
        let blocks = self.backbone.blocks.iter().map(Step::from);
        Features {
            steps: std::iter::once(Step::Unit(Layer::from(&self.backbone.stem)))
                .chain(blocks)
                .collect(),
            end: End::Mean,
        }
    }

    fn head(&self) -> &Linear {
        &self.head
    }
}
