//! The convolutions that dlib describes faces with ("dlib_face_recognition_resnet_model_v1", King,
//! 2017: residual blocks of half as many channels as He et al.'s 34 layers have, learnt from three
//! million pictures of 7,485 people; its author gives the weights to the public domain), less the
//! last stage, to begin from. Too much arithmetic for the app: a teacher.
//!
//! dlib sees faces of 150x150 in colour. Here a grey face of 48x48 is enlarged; sides are padded
//! where dlib's shrink, so that all blocks are ordinary ones; where dlib adds the means of 2x2
//! values to a block that halves the sides, a 3x3 convolution stands that begins as just that.

use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, TensorData};
use mien::expression::{Backbone, ResidualBlock};
use mien::layers::ConvUnit;

use super::features::{End, Features, Layer, Step};
use super::layers::head;

/// Sides of what the first convolution sees; faces are nine tenths as large as dlib's. Its maps
/// have sides of 64, then 32, 16 and 8.
pub const SIDE: usize = 128;

/// Sides of the last maps.
const LAST: usize = 8;

/// Width and height of the first convolution's weights.
const STEM: usize = 7;

/// Values of the embedding.
const WIDTH: usize = 256;

/// Channels and blocks of the stages.
pub const STAGES: [(usize, usize); 3] = [(32, 3), (64, 4), (128, 3)];

/// The network.
#[derive(Module, Debug)]
pub struct Descriptor {
    /// dlib's convolutions.
    pub backbone: Backbone,
    dense: Linear,
    /// Embeddings to logits.
    pub head: Linear,
}

impl Descriptor {
    /// Random weights but for the shortcuts; `thinner` divides the number of channels.
    pub fn init(thinner: usize, normalized: bool, device: &Device) -> Self {
        let mut from = STAGES[0].0 / thinner;
        let stem = ConvUnit::new([1, from], STEM, 2, normalized, device);
        let mut blocks = Vec::new();
        for (stage, (channels, count)) in STAGES.into_iter().enumerate() {
            let to = channels / thinner;
            for block in 0..count {
                let halves = stage > 0 && block == 0;
                let stride = if halves { 2 } else { 1 };
                blocks.push(ResidualBlock {
                    first: ConvUnit::new([from, to], 3, stride, normalized, device),
                    second: ConvUnit::new([to, to], 3, 1, normalized, device),
                    shortcut: halves.then(|| mean_of_four([from, to], normalized, device)),
                });
                from = to;
            }
        }
        let width = WIDTH / thinner;
        Self {
            backbone: Backbone { stem, blocks },
            dense: LinearConfig::new(from * LAST * LAST, width).init(device),
            head: head(width, device),
        }
    }

    /// The same function without batch normalisation.
    pub fn fold(&self) -> Self {
        self.with(self.backbone.fold())
    }

    /// The same layers after other convolutions.
    pub fn with(&self, backbone: Backbone) -> Self {
        Self {
            backbone,
            dense: self.dense.clone(),
            head: self.head.clone(),
        }
    }

    /// The convolutions.
    pub fn features(&self) -> Features<Layer<'_>> {
        let mut steps = vec![
            Step::Enlarge(SIDE),
            Step::Unit(Layer::from(&self.backbone.stem)),
            Step::Halve,
        ];
        steps.extend(self.backbone.blocks.iter().map(Step::from));
        Features {
            steps,
            end: End::Flat,
        }
    }

    /// The layer from the features to the embedding, which has 256 values.
    pub fn dense(&self) -> &[Linear] {
        std::slice::from_ref(&self.dense)
    }
}

/// A convolution that halves the sides: the mean of 2x2 values in the channels that there are, 0
/// in the new ones.
fn mean_of_four([from, to]: [usize; 2], normalized: bool, device: &Device) -> ConvUnit {
    const KERNEL: usize = 3;
    let mut unit = ConvUnit::new([from, to], KERNEL, 2, normalized, device);
    let mut weights = vec![0.0f32; to * from * KERNEL * KERNEL];
    for channel in 0..from {
        // (The first row and column of the kernel lie outside of the four.)
        for (row, column) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
            weights[((channel * from + channel) * KERNEL + row) * KERNEL + column] = 0.25;
        }
    }
    let weights = TensorData::new(weights, [to, from, KERNEL, KERNEL]);
    unit.conv.weight = Param::from_tensor(Tensor::from_data(weights, device));
    unit.conv.bias = unit
        .conv
        .bias
        .map(|bias| Param::from_tensor(Tensor::zeros(bias.dims(), device)));
    unit
}
