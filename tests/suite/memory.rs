//! A frame after the first ones asks for no memory but that of its answers.

use allocation_counter::measure;
use burn::tensor::Device;
use mien::align::AlignedFace;
use mien::detect::{FaceDetector, NetworkInput};
use mien::expression::Classifier;

use crate::support::{Picture, manifest, model_file};

/// Allocations of the tenth of several times.
fn asked_for(mut work: impl FnMut()) -> u64 {
    (0..9).for_each(|_| work());
    measure(work).count_total
}

#[test]
fn the_detectors_kernels_ask_for_no_memory() {
    let weights = model_file(&manifest().detector.file);
    let detector = FaceDetector::from_bytes("detector", &weights, &Device::flex()).unwrap();
    let picture = Picture::shipped("frame-6.jpg");
    let frame = picture.frame();
    // Nothing is as sure as this.
    let count = asked_for(|| {
        let input = NetworkInput::new(&frame, 320);
        assert!(detector.candidates(&input.pixels, 1.1).unwrap().is_empty());
    });
    assert_eq!(count, 0);
}

#[test]
fn the_expression_networks_kernels_ask_for_no_memory_for_any_number_of_faces() {
    let manifest = manifest();
    let weights = model_file(&manifest.expression.file);
    let classifier =
        Classifier::from_bytes(&manifest.model, "expression", &weights, &Device::flex()).unwrap();
    let side = manifest.model.preprocess.size;
    let face = AlignedFace {
        pixels: vec![127.0; side * side],
        size: side,
    };
    for faces in [1, 4, 15] {
        let faces = vec![face.clone(); faces];
        let count = asked_for(|| drop(classifier.embed(&faces).unwrap()));
        // The values of all faces, their means, and the list of embeddings with one of each face.
        assert_eq!(count, 3 + faces.len() as u64);
    }
}
