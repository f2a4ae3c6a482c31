//! Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
//! Applications" (2017), with fewer and thinner blocks for small grey pictures: 12 MFLOP.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::Device;

use super::Layers;
use super::features::{End, Features, Layer, Step};
use super::layers::{ConvNorm, head};

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
    head: Linear,
}

/// A kernel a channel, then a mix of the channels.
#[derive(Module, Debug)]
struct Separable {
    depthwise: ConvNorm,
    pointwise: ConvNorm,
}

impl Mobilenet {
    /// Random weights; `width_divisor` divides the number of channels.
    pub fn init(width_divisor: usize, device: &Device) -> Self {
        let mut from = STEM / width_divisor;
        let stem = ConvNorm::init([1, from], 3, 2, device);
        let mut blocks = Vec::new();
        for (channels, stride) in BLOCKS {
            let to = channels / width_divisor;
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
}

impl Layers for Mobilenet {
    fn features(&self) -> Features<Layer<'_>> {
        let blocks = self.blocks.iter();
        let layers = blocks.flat_map(|block| [&block.depthwise, &block.pointwise]);
        Features {
            steps: std::iter::once(&self.stem)
                .chain(layers)
                .map(|layer| Step::Unit(layer.into()))
                .collect(),
            end: End::Mean,
        }
    }

    fn head(&self) -> &Linear {
        &self.head
    }
}
