//! He et al., "Deep Residual Learning for Image Recognition" (2015), 50 layers. For pictures of
//! 48x48 the stem is one 3x3 convolution of stride 2 and nothing is pooled after it, so that the
//! stages see 24, 12, 6 and 3 pixels; as in later versions the 3x3 convolution has the stride.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::Device;

use super::Layers;
use super::features::{End, Features, Layer, Step};
use super::layers::{ConvNorm, head};

/// Channels inside the blocks of a stage, and how many blocks it has.
const STAGES: [(usize, usize); 4] = [(64, 3), (128, 4), (256, 6), (512, 3)];

/// A block gives so many times the channels that it has inside.
const EXPANSION: usize = 4;

/// The network.
#[derive(Module, Debug)]
pub struct Resnet50 {
    stem: ConvNorm,
    blocks: Vec<Bottleneck>,
    /// Embeddings to logits.
    head: Linear,
}

#[derive(Module, Debug)]
struct Bottleneck {
    reduce: ConvNorm,
    middle: ConvNorm,
    expand: ConvNorm,
    shortcut: Option<ConvNorm>,
}

impl Bottleneck {
    fn init(from: usize, inside: usize, stride: usize, device: &Device) -> Self {
        let to = inside * EXPANSION;
        Self {
            reduce: ConvNorm::init([from, inside], 1, 1, device),
            middle: ConvNorm::init([inside, inside], 3, stride, device),
            expand: ConvNorm::init([inside, to], 1, 1, device),
            shortcut: (from != to || stride != 1)
                .then(|| ConvNorm::init([from, to], 1, stride, device)),
        }
    }
}

impl Resnet50 {
    /// Random weights; `width_divisor` divides the number of channels.
    pub fn init(width_divisor: usize, device: &Device) -> Self {
        let mut from = STAGES[0].0 / width_divisor;
        let stem = ConvNorm::init([1, from], 3, 2, device);
        let mut blocks = Vec::new();
        for (stage, (channels, count)) in STAGES.into_iter().enumerate() {
            let inside = channels / width_divisor;
            for block in 0..count {
                let stride = if stage > 0 && block == 0 { 2 } else { 1 };
                blocks.push(Bottleneck::init(from, inside, stride, device));
                from = inside * EXPANSION;
            }
        }
        Self {
            stem,
            blocks,
            head: head(from, device),
        }
    }
}

impl Layers for Resnet50 {
    fn features(&self) -> Features<Layer<'_>> {
        let blocks = self.blocks.iter().map(|block| Step::Residual {
            inside: [&block.reduce, &block.middle, &block.expand]
                .map(Layer::from)
                .to_vec(),
            shortcut: block.shortcut.as_ref().map(Layer::from),
        });
        Features {
            steps: std::iter::once(Step::Unit(Layer::from(&self.stem)))
                .chain(blocks)
                .collect(),
            end: End::Mean,
        }
    }

    fn head(&self) -> &Linear {
        &self.head
    }
}
