//! Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
//! Applications" (2017), with fewer and thinner blocks for small grey pictures: 12 MFLOP.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor};

use super::layers::{ConvNorm, global_mean, head};

/// Channels of the first convolution, which halves the sides.
const STEM: usize = 24;

/// Channels and stride of the blocks.
const BLOCKS: [(usize, usize); 6] = [(48, 1), (96, 2), (96, 1), (192, 2), (192, 1), (384, 2)];

/// The network.
#[derive(Module, Debug)]
pub struct Mobilenet {
    stem: ConvNorm,
    blocks: Vec<Separable>,
    /// Embeddings to logits.
    pub head: Linear,
}

/// A kernel a channel, then a mix of the channels.
#[derive(Module, Debug)]
struct Separable {
    depthwise: ConvNorm,
    pointwise: ConvNorm,
}

impl Mobilenet {
    /// Random weights; `thinner` divides the number of channels.
    pub fn init(thinner: usize, device: &Device) -> Self {
        let mut from = STEM / thinner;
        let stem = ConvNorm::init([1, from], 3, 2, device);
        let mut blocks = Vec::new();
        for (channels, stride) in BLOCKS {
            let to = channels / thinner;
            blocks.push(Separable {
                depthwise: ConvNorm::depthwise(from, stride, device),
                pointwise: ConvNorm::init([from, to], 1, 1, device),
            });
            from = to;
        }
        Self {
            stem,
            blocks,
            head: head(from, device),
        }
    }

    /// From pictures `[faces, 1, side, side]` to embeddings `[faces, 384]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self.stem.forward(x);
        global_mean(self.blocks.iter().fold(x, |x, block| {
            block.pointwise.forward(block.depthwise.forward(x))
        }))
    }

    /// Multiply-adds for one picture, without the head.
    pub fn multiply_adds(&self, mut side: usize) -> usize {
        let mut total = self.stem.multiply_adds(&mut side);
        for block in &self.blocks {
            total += block.depthwise.multiply_adds(&mut side);
            total += block.pointwise.multiply_adds(&mut side);
        }
        total
    }
}
