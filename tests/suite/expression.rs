use burn::tensor::{Device, Tensor, TensorData};
use mien::align::AlignedFace;
use mien::expression::{Classifier, ExpressionNet, ExpressionNetConfig, Probabilities, batch};
use mien::studio::import::fer::FER2013_LABELS;
use proptest::prelude::*;

use crate::support::{manifest, model_file};

#[test]
fn shipped_weights_decode_into_the_architecture() {
    let manifest = manifest();
    let bytes = model_file(&manifest.expression.file);
    manifest
        .expression
        .verify(&bytes)
        .expect("the checksum is that of the file");
    let classifier =
        Classifier::from_bytes(&manifest.model, "expression.bpk", &bytes, &Device::flex()).unwrap();
    assert_eq!(classifier.model().labels, FER2013_LABELS);
    let face = AlignedFace {
        pixels: vec![128.0; 48 * 48],
        size: 48,
    };
    let answers = classifier.classify(&[face.clone(), face]).unwrap();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn a_face_alone_is_judged_as_in_a_batch() {
    let manifest = manifest();
    let bytes = model_file(&manifest.expression.file);
    let classifier =
        Classifier::from_bytes(&manifest.model, "expression.bpk", &bytes, &Device::flex()).unwrap();
    let face = |seed: usize| AlignedFace {
        pixels: (0..48 * 48)
            .map(|i| ((i * 31 + seed * 97) % 256) as f32)
            .collect(),
        size: 48,
    };
    let faces: Vec<_> = (0..7).map(face).collect();
    let alone = faces
        .chunks(1)
        .flat_map(|face| classifier.logits(face).unwrap());
    let alone: Vec<_> = alone.collect();
    for count in 0..=faces.len() {
        // To the last bit: whatever is computed together, sums are taken in one order.
        assert_eq!(classifier.logits(&faces[..count]).unwrap(), alone[..count]);
    }
}

#[test]
fn folding_the_normalisation_changes_no_answer() {
    let device = Device::flex();
    let architecture = ExpressionNetConfig {
        stem: 4,
        stages: vec![(6, 1), (8, 2)],
        classes: 3,
    };
    let network = ExpressionNet::trainable(&architecture, &device.clone().autodiff());
    let input = |device: &Device| {
        let values: Vec<f32> = (0..2 * 24 * 24).map(|i| (i as f32 * 0.37).sin()).collect();
        Tensor::<4>::from_data(TensorData::new(values, [2, 1, 24, 24]), device)
    };
    // Some training passes, so that the running statistics are not those of a new network.
    for _ in 0..3 {
        let _ = network.forward(input(&device.clone().autodiff()));
    }
    let network = burn::module::Module::valid(&network);
    let values = |net: &ExpressionNet| -> Vec<f32> {
        net.forward(input(&device))
            .into_data()
            .try_into_vec()
            .unwrap()
    };
    for (a, b) in values(&network).iter().zip(values(&network.fold())) {
        assert!((a - b).abs() < 1e-4, "{a} became {b}");
    }
}

#[test]
fn a_face_of_another_size_is_refused() {
    let face = AlignedFace {
        pixels: vec![0.0; 32 * 32],
        size: 32,
    };
    let error =
        batch(&[face], &manifest().model.preprocess, &Device::flex()).expect_err("32 is not 48");
    assert_eq!(
        error.to_string(),
        "Side of an aligned face in pixels does not fit: expected 48, got 32"
    );
}

proptest! {
    #[test]
    fn probabilities_are_finite_and_sum_to_1(logits in prop::collection::vec(-200.0f32..200.0, 1..12), t in 0.1f32..5.0) {
        let p = Probabilities::from_logits(&logits, t);
        prop_assert!(p.values().iter().all(|v| v.is_finite() && (0.0..=1.0).contains(v)));
        prop_assert!((p.values().iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
}

#[test]
fn a_broken_network_cannot_look_sure() {
    for logits in [[f32::NAN; 4], [f32::INFINITY; 4], [f32::NEG_INFINITY; 4]] {
        assert_eq!(Probabilities::from_logits(&logits, 1.0).values(), [0.25; 4]);
    }
}
