//! A small residual network of plain 3x3 convolutions.
//!
//! Plain convolutions become matrix products, which burn-flex runs several times closer to the
//! machine's limit than depthwise ones, in training and in WASM alike; batch normalisation is
//! folded into the convolutions before the weights are shipped. Only layers that every export
//! format knows: convolution, ReLU, add, global average, dense.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::architecture::{BlockConfig, ExpressionNetConfig};
use crate::layers::ConvUnit;

/// Two 3x3 convolutions beside a shortcut (He et al., "Deep Residual Learning", 2015).
#[derive(Module, Debug)]
pub struct ResidualBlock {
    /// The convolution that may halve the sides.
    pub first: ConvUnit,
    /// The convolution whose result is added to the shortcut's.
    pub second: ConvUnit,
    /// A 1x1 convolution where channels or sides change; else the input itself is added.
    pub shortcut: Option<ConvUnit>,
}

impl ResidualBlock {
    fn new(from: usize, to: usize, stride: usize, normalized: bool, device: &Device) -> Self {
        Self {
            first: ConvUnit::new([from, to], 3, stride, normalized, device),
            second: ConvUnit::new([to, to], 3, 1, normalized, device),
            shortcut: BlockConfig { from, to, stride }
                .has_shortcut()
                .then(|| ConvUnit::new([from, to], 1, stride, normalized, device)),
        }
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let inner = self.second.forward(relu(self.first.forward(x.clone())));
        let around = match &self.shortcut {
            Some(shortcut) => shortcut.forward(x),
            None => x,
        };
        relu(inner + around)
    }

    fn fold(&self) -> Self {
        Self {
            first: self.first.fold(),
            second: self.second.fold(),
            shortcut: self.shortcut.as_ref().map(ConvUnit::fold),
        }
    }
}

/// Everything before the last layer: turns a picture into an embedding.
#[derive(Module, Debug)]
pub struct Backbone {
    /// The first convolution, which halves the sides.
    pub stem: ConvUnit,
    /// The blocks of all stages, one after the other.
    pub blocks: Vec<ResidualBlock>,
}

impl Backbone {
    fn new(architecture: &ExpressionNetConfig, normalized: bool, device: &Device) -> Self {
        let blocks = architecture.blocks().into_iter();
        Self {
            stem: ConvUnit::new([1, architecture.stem], 3, 2, normalized, device),
            blocks: blocks
                .map(|BlockConfig { from, to, stride }| {
                    ResidualBlock::new(from, to, stride, normalized, device)
                })
                .collect(),
        }
    }

    /// The same function without batch normalisation.
    pub fn fold(&self) -> Self {
        Self {
            stem: self.stem.fold(),
            blocks: self.blocks.iter().map(ResidualBlock::fold).collect(),
        }
    }

    /// From pictures `[faces, 1, height, width]` to embeddings `[faces, channels]`: the mean of
    /// the last stage over the picture.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = relu(self.stem.forward(x));
        let x = self.blocks.iter().fold(x, |x, block| block.forward(x));
        let [faces, channels, height, width] = x.dims();
        x.reshape([faces, channels, height * width])
            .mean_dim(2)
            .reshape([faces, channels])
    }
}

/// The expression network: backbone and head.
#[derive(Module, Debug)]
pub struct ExpressionNet {
    /// Pictures to embeddings.
    pub backbone: Backbone,
    /// Embeddings to logits.
    pub head: Linear,
}

impl ExpressionNet {
    fn new(architecture: &ExpressionNetConfig, normalized: bool, device: &Device) -> Self {
        let width = architecture.embedding_width();
        Self {
            backbone: Backbone::new(architecture, normalized, device),
            head: LinearConfig::new(width, architecture.classes).init(device),
        }
    }

    /// The network as it is trained, with batch normalisation and random weights.
    pub fn trainable(architecture: &ExpressionNetConfig, device: &Device) -> Self {
        Self::new(architecture, true, device)
    }

    /// The network as it is shipped, without batch normalisation; its weights are arbitrary until
    /// a record is loaded.
    pub fn folded(architecture: &ExpressionNetConfig, device: &Device) -> Self {
        Self::new(architecture, false, device)
    }

    /// The same function without batch normalisation.
    pub fn fold(&self) -> Self {
        Self {
            backbone: self.backbone.fold(),
            head: self.head.clone(),
        }
    }

    /// From pictures `[faces, 1, height, width]` to logits `[faces, classes]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        self.head.forward(self.backbone.forward(x))
    }
}
