//! Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition"
//! (2014), configuration D with batch normalisation. Pictures of 48x48 end as one pixel, so the
//! dense layers, 4096 values wide in the paper, have 512.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::layers::{ConvNorm, dense_multiply_adds, halve, head};

/// Channels and number of convolutions of each stage; max-pooling follows every stage.
const STAGES: [(usize, usize); 5] = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)];

/// Values of the dense layers.
const WIDTH: usize = 512;

/// The network.
#[derive(Module, Debug)]
pub struct Vgg16 {
    stages: Vec<Vec<ConvNorm>>,
    dense: Vec<Linear>,
    /// Embeddings to logits.
    pub head: Linear,
}

impl Vgg16 {
    /// Random weights; `thinner` divides the number of channels.
    pub fn init(thinner: usize, device: &Device) -> Self {
        let mut from = 1;
        let mut stages = Vec::new();
        for (channels, count) in STAGES {
            let to = channels / thinner;
            let mut stage = Vec::new();
            for _ in 0..count {
                stage.push(ConvNorm::init([from, to], 3, 1, device));
                from = to;
            }
            stages.push(stage);
        }
        let width = WIDTH / thinner;
        let dense = |from| LinearConfig::new(from, width).init(device);
        Self {
            stages,
            dense: vec![dense(from), dense(width)],
            head: head(width, device),
        }
    }

    /// From pictures `[faces, 1, 48, 48]` to embeddings `[faces, 512]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self.stages.iter().fold(x, |x, stage| {
            halve(stage.iter().fold(x, |x, conv| conv.forward(x)))
        });
        let x = x.flatten(1, 3);
        self.dense.iter().fold(x, |x, dense| relu(dense.forward(x)))
    }

    /// Multiply-adds for one picture, without the head.
    pub fn multiply_adds(&self, mut side: usize) -> usize {
        let mut total = self.dense.iter().map(dense_multiply_adds).sum();
        for stage in &self.stages {
            for conv in stage {
                total += conv.multiply_adds(&mut side);
            }
            side /= 2;
        }
        total
    }
}
