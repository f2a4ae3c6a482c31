//! The architectures against what is known of them.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use mien::expression::ExpressionNetConfig;

use super::{Arch, ArchName, Network};
use crate::train::student::Student;
use crate::train::student::tests::reached;

const SIDE: usize = 48;

#[test]
fn gradients_reach_every_weight_of_every_architecture() {
    let device = Device::flex().autodiff();
    for name in ArchName::value_variants() {
        // So thin a network can begin with a layer that is dead for all pictures, about once in
        // twenty; a weight that nothing reaches is not reached from any beginning.
        let mut beginnings = (0..5).map(|_| {
            let network = Network::thin(*name, 16, &device);
            reached(&Student::new(network, &device), 14, SIDE)
        });
        let whole = beginnings.find(|(weights, got)| weights == got);
        let (weights, _) = whole.unwrap_or_else(|| panic!("{name:?} has weights out of reach"));
        assert!(weights > 10, "{name:?} has {weights} weights");
    }
}

#[test]
fn every_architecture_gives_seven_logits_a_face() {
    let device = Device::flex();
    for name in ArchName::value_variants() {
        let network = Network::thin(*name, 16, &device);
        let logits = network.forward(Tensor::zeros([2, 1, SIDE, SIDE], &device));
        assert_eq!(logits.dims(), [2, 7], "{name:?}");
    }
}

#[test]
fn the_steps_of_the_apps_network_are_its_forward_pass() {
    let device = Device::flex();
    let network = Network::thin(ArchName::Mien, 16, &device);
    let noise = burn::tensor::Distribution::Normal(0.0, 1.0);
    let pictures = Tensor::<4>::random([3, 1, SIDE, SIDE], noise, &device);
    let wanted = network.embed(pictures.clone());
    let got = network.embedding(network.features().forward(pictures));
    let off = (got - wanted.clone()).abs().max().into_scalar::<f32>();
    assert!(off < 1e-4, "off by {off}");
    assert!(wanted.abs().max().into_scalar::<f32>() > 0.1);
}

#[test]
fn arithmetic_of_the_apps_network_is_what_its_description_says() {
    let mien = ExpressionNetConfig {
        stem: 16,
        stages: vec![(16, 1), (32, 2), (80, 1)],
        classes: 7,
    };
    let network = Network::init(&Arch::Mien(mien.clone()), &Device::flex());
    for side in [47, 48, 64] {
        assert_eq!(network.multiply_adds(side), mien.multiply_adds(side));
    }
}

#[test]
fn sizes_are_those_computed_by_hand() {
    let size = |arch: Arch| {
        let network = Network::init(&arch, &Device::flex());
        let mflop = 2 * network.multiply_adds(SIDE) / 1_000_000;
        (mflop, network.num_params() / 1000)
    };
    // In millions of floating-point operations and thousands of numbers, running statistics
    // included. ResNet-50 and VGG16 have the papers' convolutions: 23,508,032 and 14,714,688
    // numbers for colour pictures.
    assert_eq!(size(Arch::Resnet50), (1458, 23_566));
    assert_eq!(size(Arch::Vgg16), (1405, 15_255));
    assert_eq!(size(Arch::Mobilenet), (11, 159));
    assert_eq!(size(Arch::Cnn), (236, 1766));
}
