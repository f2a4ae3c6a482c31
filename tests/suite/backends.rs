//! The second opinion: burn-ndarray must agree with burn-flex on every network.

use burn::tensor::Device;
use mien::align::{align, alignment};
use mien::detect::{FaceDetector, NetworkInput};
use mien::expression::Classifier;

use crate::support::{Picture, manifest, model_file};

#[allow(deprecated)] // deprecated since burn 0.22, kept as the second opinion
fn ndarray() -> Device {
    Device::ndarray()
}

#[test]
fn both_networks_answer_the_same_on_flex_and_on_ndarray() {
    let manifest = manifest();
    let weights = model_file(&manifest.detector.file);
    let detect = |device: &Device| FaceDetector::from_bytes("detector", &weights, device).unwrap();
    let (flex, second) = (detect(&Device::flex()), detect(&ndarray()));
    let weights = model_file(&manifest.expression.file);
    let classify = |device: &Device| {
        Classifier::from_bytes(&manifest.model, "expression", &weights, device).unwrap()
    };
    let (flex_classifier, second_classifier) = (classify(&Device::flex()), classify(&ndarray()));
    for name in ["frame-6.jpg", "group.jpg"] {
        let picture = Picture::shipped(name);
        let frame = picture.frame();
        let input = NetworkInput::new(&frame, 320).pixels;
        let (a, b) = (
            flex.candidates(&input, 0.5).unwrap(),
            second.candidates(&input, 0.5).unwrap(),
        );
        assert_eq!(a.len(), b.len(), "{name}");
        assert!(!a.is_empty());
        for (a, b) in a.iter().zip(&b) {
            assert!((a.score - b.score).abs() < 1e-3);
            assert!(
                (a.bounds.x - b.bounds.x).abs() < 1e-2
                    && (a.bounds.width - b.bounds.width).abs() < 1e-2
            );
        }
        let preprocess = &manifest.model.preprocess;
        let faces: Vec<_> = flex
            .detect(&frame, &Default::default())
            .unwrap()
            .iter()
            .filter_map(|d| {
                Some(align(
                    &frame,
                    &alignment(&d.landmarks, preprocess)?,
                    preprocess,
                ))
            })
            .collect();
        let (a, b) = (
            flex_classifier.classify(&faces).unwrap(),
            second_classifier.classify(&faces).unwrap(),
        );
        for (a, b) in a.iter().zip(&b) {
            for (p, q) in a.values().iter().zip(b.values()) {
                assert!((p - q).abs() < 1e-3, "{name}: {p} on flex, {q} on ndarray");
            }
        }
    }
}
