//! The convolutions that dlib describes faces with ("dlib_face_recognition_resnet_model_v1", King,
//! 2017: residual blocks of half as many channels as He et al.'s 34 layers have, learnt from three
//! million pictures of 7,485 people; the author gives its weights to the public domain), less the
//! last block, to begin from. Too much arithmetic for the app: a teacher.
//!
//! dlib sees faces of 150x150 in colour. Here a grey face of 48x48 is enlarged; sides are padded
//! where dlib's shrink, so that all blocks are ordinary ones; where dlib adds the means of 2x2
//! values to a block that halves the sides, a 3x3 convolution stands that begins as just that.

use burn::module::Param;
use burn::nn::LinearConfig;
use burn::tensor::{Device, Tensor, TensorData};
use mien::expression::{Backbone, EXPRESSIONS, ExpressionNet, ResidualBlock};
use mien::layers::ConvUnit;

use super::features::{End, Features, Layer, Step};

/// Sides of what the first convolution sees: its maps have sides of 56, then 28, 14, 7 and 4.
/// Faces are three quarters as large as dlib's, for a bit more than half of the arithmetic.
pub const SIDE: usize = 112;

/// Width and height of the first convolution's weights.
const STEM: usize = 7;

/// Channels and blocks of the stages.
pub const STAGES: [(usize, usize); 4] = [(32, 3), (64, 4), (128, 3), (256, 3)];

/// A network with random weights but for the shortcuts; `thinner` divides the number of channels.
pub fn init(thinner: usize, normalized: bool, device: &Device) -> ExpressionNet {
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
    ExpressionNet {
        backbone: Backbone { stem, blocks },
        head: LinearConfig::new(from, EXPRESSIONS.len()).init(device),
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

/// All convolutions.
pub fn features(network: &ExpressionNet) -> Features<Layer<'_>> {
    let backbone = &network.backbone;
    let mut steps = vec![
        Step::Enlarge(SIDE),
        Step::Unit(Layer::from(&backbone.stem)),
        Step::Halve,
    ];
    steps.extend(backbone.blocks.iter().map(Step::from));
    Features {
        steps,
        end: End::Mean,
    }
}
