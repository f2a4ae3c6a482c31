use burn::tensor::Device;
use mien::Error;
use mien::detect::FaceDetector;
use mien::manifest::Manifest;
use mien::recognizer::Recognizer;
use mien::weights::WeightFiles;
use serde_json::{Value, json};

use crate::support::{manifest, model_file};

fn changed(pointer: &str, value: Value) -> Result<Manifest, Error> {
    let mut manifest = serde_json::to_value(manifest()).unwrap();
    *manifest
        .pointer_mut(pointer)
        .expect("a place in the manifest") = value;
    Manifest::from_json(&manifest.to_string())
}

#[test]
fn every_value_that_cannot_work_is_named() {
    let cases = [
        ("/model/labels", json!(["Only one"]), "list of labels"),
        ("/model/temperature", json!(0.0), "Temperature"),
        ("/model/threshold", json!(1.5), "Threshold"),
        ("/model/preprocess/size", json!(4), "aligned face"),
        ("/model/preprocess/channels", json!(3), "Channels"),
        ("/model/preprocess/range", json!([1.0, -1.0]), "Range"),
        ("/model/architecture/stages", json!([]), "stages"),
        ("/model/architecture/stem", json!(100_000), "stem"),
        ("/detector", json!("text"), "manifest.json"),
    ];
    for (place, value, named) in cases {
        let message = changed(place, value).expect_err(place).to_string();
        assert!(message.contains(named), "{place}: {message}");
    }
}

#[test]
fn text_that_is_no_manifest_is_refused_with_its_place() {
    for text in ["", "{", "[]", "<!doctype html>"] {
        let message = Manifest::from_json(text)
            .expect_err("not a manifest")
            .to_string();
        assert!(
            message.starts_with("manifest.json is damaged") && message.contains("line"),
            "{message}"
        );
    }
}

#[test]
fn damaged_weights_are_refused_by_name() {
    let manifest = manifest();
    let detector = model_file(&manifest.detector.file);
    let expression = model_file(&manifest.expression.file);
    let refuse = |detector: &[u8], expression: &[u8], named: &str| {
        let mut files = WeightFiles::default();
        files.insert(&manifest.detector.file, detector.into());
        files.insert(&manifest.expression.file, expression.into());
        let error =
            Recognizer::new(&manifest, &files, &Device::flex()).expect_err("damaged weights");
        assert_eq!(error.code(), "malformed");
        assert!(error.to_string().starts_with(named), "{error}");
    };
    let mut flipped = expression.clone();
    flipped[1000] ^= 1;
    refuse(&detector, &flipped, &manifest.expression.file);
    refuse(
        &detector,
        &expression[..expression.len() / 2],
        &manifest.expression.file,
    );
    refuse(&[], &expression, &manifest.detector.file);
    refuse(&expression, &detector, &manifest.detector.file);
    let error = Recognizer::new(&manifest, &WeightFiles::default(), &Device::flex())
        .expect_err("no weights at all");
    assert!(error.to_string().contains("missing"), "{error}");
}

#[test]
fn bytes_that_are_no_weights_never_panic() {
    let good = model_file("face-detector.bpk");
    let mut broken: Vec<Vec<u8>> = vec![
        vec![],
        vec![0; 16],
        b"not a model".to_vec(),
        vec![255; 5000],
    ];
    broken.extend((0..40).map(|i| good[..good.len() * i / 40].to_vec()));
    broken.extend((0..60).map(|i| {
        let mut bytes = good.clone();
        bytes[i * 3] ^= 0x55;
        bytes
    }));
    for bytes in broken {
        // A changed byte in the names or numbers may still decode; what matters is that it returns.
        let _ = FaceDetector::from_bytes("x.bpk", &bytes, &Device::flex());
    }
}
