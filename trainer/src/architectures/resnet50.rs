//! He et al., "Deep Residual Learning for Image Recognition" (2015), 50 layers. For pictures of
//! 48x48 the stem is one 3x3 convolution of stride 2 and nothing is pooled after it, so that the
//! stages see 24, 12, 6 and 3 pixels; as in later versions the 3x3 convolution has the stride.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::layers::{ConvNorm, global_mean, head};

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
    pub head: Linear,
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

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let inner = self.middle.forward(self.reduce.forward(x.clone()));
        let around = match &self.shortcut {
            Some(shortcut) => shortcut.linear(x),
            None => x,
        };
        relu(self.expand.linear(inner) + around)
    }

    fn multiply_adds(&self, side: &mut usize) -> usize {
        let around = match &self.shortcut {
            Some(shortcut) => shortcut.multiply_adds(&mut side.clone()),
            None => 0,
        };
        around
            + self.reduce.multiply_adds(side)
            + self.middle.multiply_adds(side)
            + self.expand.multiply_adds(side)
    }
}

impl Resnet50 {
    /// Random weights; `thinner` divides the number of channels.
    pub fn init(thinner: usize, device: &Device) -> Self {
        let mut from = STAGES[0].0 / thinner;
        let stem = ConvNorm::init([1, from], 3, 2, device);
        let mut blocks = Vec::new();
        for (stage, (channels, count)) in STAGES.into_iter().enumerate() {
            let inside = channels / thinner;
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

    /// From pictures `[faces, 1, side, side]` to embeddings `[faces, 2048]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self.stem.forward(x);
        global_mean(self.blocks.iter().fold(x, |x, block| block.forward(x)))
    }

    /// Multiply-adds for one picture, without the head.
    pub fn multiply_adds(&self, mut side: usize) -> usize {
        let stem = self.stem.multiply_adds(&mut side);
        let blocks = self.blocks.iter();
        stem + blocks.map(|b| b.multiply_adds(&mut side)).sum::<usize>()
    }
}
