//! A plain network as notebooks on FER2013 train it: pairs of 3x3 convolutions, each pair followed
//! by max-pooling, and a dense layer.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::Device;

use super::Layers;
use super::features::{Features, Layer};
use super::layers::{ConvNorm, head};

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
    head: Linear,
}

impl Cnn {
    /// Random weights; `width_divisor` divides the number of channels.
    pub fn init(width_divisor: usize, device: &Device) -> Self {
        let mut from = 1;
        let mut convs = Vec::new();
        for to in STAGES.map(|channels| channels / width_divisor) {
            convs.push(ConvNorm::init([from, to], 3, 1, device));
            convs.push(ConvNorm::init([to, to], 3, 1, device));
            from = to;
        }
        let width = WIDTH / width_divisor;
        Self {
            convs,
            // 48 pixels are 3 after four times halving.
            dense: LinearConfig::new(from * 9, width).init(device),
            head: head(width, device),
        }
    }
}

impl Layers for Cnn {
    fn features(&self) -> Features<Layer<'_>> {
        Features::of_stages(self.convs.chunks(2))
    }

    fn dense(&self) -> &[Linear] {
        std::slice::from_ref(&self.dense)
    }

    fn head(&self) -> &Linear {
        &self.head
    }
}
