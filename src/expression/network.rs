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
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Subject;
use crate::layers::ConvUnit;

/// The shape of an [`ExpressionNet`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressionNetConfig {
    /// Channels of the first convolution, which halves the sides.
    pub stem: usize,
    /// Channels and number of residual blocks of each stage; every stage but the first halves the
    /// sides.
    pub stages: Vec<(usize, usize)>,
    /// Number of outputs.
    pub classes: usize,
}

impl ExpressionNetConfig {
    /// # Errors
    /// [`Error::Limit`] for no stage, no class, or more than a browser should be asked to hold.
    pub fn validate(&self) -> Result<(), Error> {
        Error::check_range(Subject::StemChannels, self.stem, 1..=1024)?;
        Error::check_range(Subject::NetworkStages, self.stages.len(), 1..=6)?;
        for &(channels, blocks) in &self.stages {
            Error::check_range(Subject::StageChannels, channels, 1..=1024)?;
            Error::check_range(Subject::StageBlocks, blocks, 1..=16)?;
        }
        Error::check_range(Subject::Classes, self.classes, 2..=10_000)
    }

    /// Values that the backbone makes of a picture.
    pub fn embedding_width(&self) -> usize {
        self.stages
            .last()
            .map_or(self.stem, |&(channels, _)| channels)
    }

    /// Multiply-adds for one picture of `size` x `size` pixels; a FLOP count is twice this.
    pub fn multiply_adds(&self, size: usize) -> usize {
        let conv = |from: usize, to: usize, kernel: usize, side: usize| {
            from * to * kernel * kernel * side * side
        };
        let mut side = size.div_ceil(2);
        let mut total = conv(1, self.stem, 3, side);
        let mut from = self.stem;
        for (index, &(channels, blocks)) in self.stages.iter().enumerate() {
            for block in 0..blocks {
                if index > 0 && block == 0 {
                    side = side.div_ceil(2);
                }
                total += conv(from, channels, 3, side) + conv(channels, channels, 3, side);
                if from != channels || (index > 0 && block == 0) {
                    total += conv(from, channels, 1, side);
                }
                from = channels;
            }
        }
        total + from * self.classes
    }
}

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
            shortcut: (from != to || stride != 1)
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
        let mut from = architecture.stem;
        let mut blocks = Vec::new();
        for (index, &(channels, count)) in architecture.stages.iter().enumerate() {
            for block in 0..count {
                let stride = if index > 0 && block == 0 { 2 } else { 1 };
                blocks.push(ResidualBlock::new(
                    from, channels, stride, normalized, device,
                ));
                from = channels;
            }
        }
        Self {
            stem: ConvUnit::new([1, architecture.stem], 3, 2, normalized, device),
            blocks,
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
        let width = architecture
            .stages
            .last()
            .map_or(architecture.stem, |&(channels, _)| channels);
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
