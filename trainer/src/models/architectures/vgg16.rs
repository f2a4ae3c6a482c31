//! Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition"
//! (2014), configuration D with batch normalisation. Pictures of 48x48 end as one pixel, so the
//! dense layers, 4096 values wide in the paper, have 512.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::Device;

use super::Layers;
use super::features::{Features, Layer};
use super::layers::{ConvNorm, head};

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
    head: Linear,
}

impl Vgg16 {
    /// Random weights; `width_divisor` divides the number of channels.
    pub fn init(width_divisor: usize, device: &Device) -> Self {
        let mut from = 1;
        let mut stages = Vec::new();
        for (channels, count) in STAGES {
            let to = channels / width_divisor;
            let mut stage = Vec::new();
            for _ in 0..count {
                stage.push(ConvNorm::init([from, to], 3, 1, device));
                from = to;
            }
            stages.push(stage);
        }
        let width = WIDTH / width_divisor;
        let dense = |from| LinearConfig::new(from, width).init(device);
        Self {
            stages,
            dense: vec![dense(from), dense(width)],
            head: head(width, device),
        }
    }
}

impl Layers for Vgg16 {
    fn features(&self) -> Features<Layer<'_>> {
        Features::of_stages(self.stages.iter().map(Vec::as_slice))
    }

    fn dense(&self) -> &[Linear] {
        &self.dense
    }

    fn head(&self) -> &Linear {
        &self.head
    }
}
