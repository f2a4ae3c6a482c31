//! A plain network as notebooks on FER2013 train it: pairs of 3x3 convolutions, each pair followed
//! by max-pooling, and a dense layer.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::layers::{ConvNorm, dense_multiply_adds, halve, head};

/// Channels of the four stages.
const STAGES: [usize; 4] = [32, 64, 128, 256];

/// Values of the embedding.
const WIDTH: usize = 256;

/// The network.
#[derive(Module, Debug)]
pub struct Cnn {
    /// Two convolutions a stage.
    convs: Vec<ConvNorm>,
    dense: Linear,
    /// Embeddings to logits.
    pub head: Linear,
}

impl Cnn {
    /// Random weights; `thinner` divides the number of channels.
    pub fn init(thinner: usize, device: &Device) -> Self {
        let mut from = 1;
        let mut convs = Vec::new();
        for to in STAGES.map(|channels| channels / thinner) {
            convs.push(ConvNorm::init([from, to], 3, 1, device));
            convs.push(ConvNorm::init([to, to], 3, 1, device));
            from = to;
        }
        let width = WIDTH / thinner;
        Self {
            convs,
            // 48 pixels are 3 after four times halving.
            dense: LinearConfig::new(from * 9, width).init(device),
            head: head(width, device),
        }
    }

    /// From pictures `[faces, 1, 48, 48]` to embeddings `[faces, 256]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self.convs.chunks(2).fold(x, |x, stage| {
            halve(stage.iter().fold(x, |x, conv| conv.forward(x)))
        });
        relu(self.dense.forward(x.flatten(1, 3)))
    }

    /// Multiply-adds for one picture, without the head.
    pub fn multiply_adds(&self, mut side: usize) -> usize {
        let mut total = dense_multiply_adds(&self.dense);
        for stage in self.convs.chunks(2) {
            for conv in stage {
                total += conv.multiply_adds(&mut side);
            }
            side /= 2;
        }
        total
    }
}
