//! From a shipped network back to one that can be trained.
//!
//! Shipped weights have their normalisation folded in. It is put back so that the function stays
//! the same: with the mean μ and variance σ² that a convolution's outputs have on given faces,
//! `γ = √(σ²+ε)` and `β = b + μ` undo what the normalisation does, and training goes on from there.

use burn::module::{Param, RunningState};
use burn::nn::BatchNormConfig;
use burn::tensor::Tensor;
use burn::tensor::activation::relu;
use mien::expression::{Backbone, ExpressionNet, ResidualBlock};
use mien::layers::ConvUnit;

use crate::models::architectures::Network;

/// The same function as `folded`, normalised as the `faces` (`[faces, 1, height, width]`, on the
/// network's device, some hundreds) ask for; nothing of a network that is kept as it is trained.
pub fn restore_norm(folded: &Network, faces: Tensor<4>) -> Option<Network> {
    match folded {
        Network::Mien(network) => Some(Network::Mien(ExpressionNet {
            backbone: restore_backbone(&network.backbone, faces),
            head: network.head.clone(),
        })),
        _ => None,
    }
}

fn restore_backbone(folded: &Backbone, faces: Tensor<4>) -> Backbone {
    let (stem, x) = restore_unit(&folded.stem, faces);
    let mut x = relu(x);
    let mut blocks = Vec::with_capacity(folded.blocks.len());
    for block in &folded.blocks {
        let (first, inner) = restore_unit(&block.first, x.clone());
        let (second, inner) = restore_unit(&block.second, relu(inner));
        let (shortcut, around) = match &block.shortcut {
            Some(shortcut) => {
                let (shortcut, around) = restore_unit(shortcut, x);
                (Some(shortcut), around)
            }
            None => (None, x),
        };
        x = relu(inner + around);
        blocks.push(ResidualBlock {
            first,
            second,
            shortcut,
        });
    }
    Backbone { stem, blocks }
}

/// The unit with its normalisation, and what it makes of `x`.
fn restore_unit(unit: &ConvUnit, x: Tensor<4>) -> (ConvUnit, Tensor<4>) {
    let y = unit.conv.forward(x);
    let (Some(bias), None) = (&unit.conv.bias, &unit.norm) else {
        return (unit.clone(), y);
    };
    let bias = bias.val();
    let [channels] = bias.dims();
    let flat = y.clone().swap_dims(0, 1).flatten::<2>(1, 3);
    let (variance, mean) = flat.var_mean_bias(1);
    let (variance, mean) = (
        variance.reshape([channels]),
        mean.reshape([channels]) - bias.clone(),
    );
    let mut norm = BatchNormConfig::new(channels).init(&y.device());
    norm.gamma = Param::from_tensor((variance.clone() + norm.epsilon).sqrt());
    norm.beta = Param::from_tensor(bias + mean.clone());
    norm.running_mean = RunningState::new(mean);
    norm.running_var = RunningState::new(variance);
    let mut conv = unit.conv.clone();
    conv.bias = None;
    let unit = ConvUnit {
        conv,
        norm: Some(norm),
    };
    (unit, y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Device, Distribution, Tolerance};
    use mien::expression::ExpressionNetConfig;

    use crate::models::architectures::Arch;

    #[test]
    fn a_network_that_is_unfolded_and_folded_again_is_the_same() {
        let device = Device::flex();
        device.seed(3);
        let config = ExpressionNetConfig {
            stem: 4,
            stages: vec![(4, 1), (6, 2)],
            classes: 7,
        };
        let faces = Tensor::random([8, 1, 16, 16], Distribution::Normal(0.0, 1.0), &device);
        let folded = Network::kept(&Arch::Mien(config), &device);
        let unfolded = restore_norm(&folded, faces.clone()).expect("a network that is folded");
        let expected = folded.forward(faces.clone()).into_data();
        for network in [unfolded.folded(), unfolded] {
            let answer = network.forward(faces.clone()).into_data();
            answer.assert_approx_eq::<f32>(&expected, Tolerance::default());
        }
    }
}
