//! What leaves in a format comes back from it.

use std::collections::BTreeMap;

use mien::formats::{
    FORMATS, ImageModel, Model, Plan, SavedFile, expression_graph, keras, open, save, tfjs,
};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{model, path};

/// An export of Teachable Machine's.
fn teachable(name: &str) -> Model {
    let bytes = std::fs::read(path("tests/data/teachable-machine").join(name)).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut file = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    let (model, weights) = (
        String::from_utf8(file("model.json")).unwrap(),
        file("weights.bin"),
    );
    Model {
        name: name.into(),
        graph: tfjs::read(&model, |_| Some(weights.as_slice())).unwrap(),
        labels: vec!["Red".into(), "My left hand".into()],
        half_range: 127.0,
        notes: json!(null),
        time: "2026-01-01T00:00:00Z".into(),
    }
}

fn shipped() -> Model {
    let (manifest, files) = model();
    Model {
        name: "expressions".into(),
        graph: expression_graph(&manifest, &files, None).unwrap(),
        labels: manifest.model.labels.clone(),
        half_range: 127.5,
        notes: json!({"template": manifest.model.preprocess.template}),
        time: "2026-01-01T00:00:00Z".into(),
    }
}

/// Whole pixels in a pattern.
fn pixels(count: usize, seed: usize) -> Vec<f32> {
    (0..count)
        .map(|i| ((i * (7 + seed) + i / 50 * 13) % 256) as f32)
        .collect()
}

fn in_range(pixels: &[f32], half_range: f32) -> Vec<f32> {
    pixels
        .iter()
        .map(|pixel| pixel / half_range - 1.0)
        .collect()
}

fn named(files: Vec<SavedFile>) -> BTreeMap<String, Vec<u8>> {
    files.into_iter().collect()
}

fn opened(files: BTreeMap<String, Vec<u8>>) -> Result<ImageModel, mien::Error> {
    ImageModel::new(&open(files)?)
}

#[test]
fn every_format_gives_back_the_answers_and_the_names_of_the_classes() {
    for model in [
        teachable("image-model.zip"),
        teachable("tiny-image-model.zip"),
        shipped(),
    ] {
        let plan = Plan::new(&model.graph).unwrap();
        let pixels = pixels(model.graph.input.values().unwrap(), 3);
        let expected = plan.run(&in_range(&pixels, model.half_range)).unwrap();
        for format in FORMATS {
            let back = opened(named(save(&model, format).unwrap())).unwrap();
            assert_eq!(
                back.labels(),
                model.labels,
                "{} as {}",
                model.name,
                format.id
            );
            let answer = back.run(&in_range(&pixels, format.half_range)).unwrap();
            for (got, expected) in answer.iter().zip(&expected) {
                let apart = (got - expected).abs();
                assert!(apart < 1e-5, "{} as {}: {answer:?}", model.name, format.id);
            }
        }
    }
}

#[test]
fn a_file_of_keras_alone_is_opened_without_names() {
    let model = teachable("tiny-image-model.zip");
    for format in FORMATS.iter().filter(|format| format.labels) {
        let main = save(&model, format).unwrap().remove(0);
        assert!(main.0.ends_with(format.ending));
        let back = opened(BTreeMap::from([main])).unwrap();
        assert_eq!(back.labels(), ["Class 1", "Class 2"], "{}", format.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn damaged_files_are_errors_or_models_and_never_panics(
        format in 0usize..FORMATS.len(), place in any::<prop::sample::Index>(), to in any::<u8>(), cut in any::<bool>(),
    ) {
        let format = &FORMATS[format];
        thread_local! {
            static SAVED: std::cell::RefCell<BTreeMap<&'static str, Vec<SavedFile>>> = Default::default();
        }
        let mut files = SAVED.with_borrow_mut(|saved| {
            let files = saved.entry(format.id).or_insert_with(|| save(&teachable("tiny-image-model.zip"), format).unwrap());
            files.clone()
        });
        let bytes = &mut files[0].1;
        // What is not weights is more telling: the first and the last bytes.
        let edge = bytes.len().min(20_000);
        let at = place.index(2 * edge);
        let at = if at < edge { at } else { bytes.len() - 1 - (at - edge) };
        if cut { bytes.truncate(at) } else { bytes[at] = to }
        if let Err(error) = opened(named(files)) {
            prop_assert!(["malformed", "limit", "mismatch", "unsupported"].contains(&error.code()), "{}", error);
        }
    }
}

#[test]
fn an_h5_file_without_a_topology_says_what_is_missing() {
    let mut file = hdf5_pure::FileBuilder::new();
    file.create_dataset("weights").with_f32_data(&[1.0]);
    let error = keras::read_h5(file.finish().unwrap())
        .unwrap_err()
        .to_string();
    assert!(error.contains("`model_config` is missing"), "{error}");
}

/// The patterns that `tests/oracle/make_fixtures.py` showed to the networks, by the same sines.
fn waves(index: usize, [height, width, channels]: [usize; 3]) -> Vec<f32> {
    let mut values = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for channel in 0..channels {
                let phase =
                    y as f32 * (index + 1) as f32 / 5.0 + x as f32 * (index % 3) as f32 / 4.0;
                values.push((phase + channel as f32 + index as f32).sin());
            }
        }
    }
    values
}

/// Files of Keras 2 and 3, of TensorFlow Lite's converter and of tf2onnx, and what those answer.
#[test]
fn files_of_others_are_read_and_answer_as_there() {
    let folder = path("tests/data/formats");
    let text = std::fs::read_to_string(folder.join("answers.json")).unwrap();
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    let told = told.as_object().unwrap();
    assert!(told.len() >= 12, "{} files", told.len());
    for (name, told) in told {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let model = open(BTreeMap::from([(name.clone(), bytes)]));
        let model = model.unwrap_or_else(|error| panic!("{name}: {error}"));
        let plan = Plan::new(&model.graph).unwrap();
        let shape: Vec<usize> = serde_json::from_value(told["shape"].clone()).unwrap();
        let answers: Vec<Vec<f32>> = serde_json::from_value(told["answers"].clone()).unwrap();
        let close = if name.starts_with("int8") { 0.05 } else { 1e-4 };
        for (index, expected) in answers.iter().enumerate() {
            let answer = plan
                .run(&waves(index, [shape[1], shape[2], shape[3]]))
                .unwrap();
            for (got, expected) in answer.iter().zip(expected) {
                assert!(
                    (got - expected).abs() < close,
                    "{name}: {answer:?}, not {expected:?}"
                );
            }
        }
    }
}

#[test]
fn an_operator_that_is_not_known_is_named() {
    let bytes = std::fs::read(path("tests/data/formats/tf2onnx.onnx")).unwrap();
    let mut changed = bytes.clone();
    for at in 0..bytes.len() - 4 {
        if &bytes[at..at + 4] == b"Relu" {
            changed[at..at + 4].copy_from_slice(b"LSTM");
        }
    }
    let error = open(BTreeMap::from([("a.onnx".to_owned(), changed)])).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("of a kind that is not known: LSTM"),
        "{error}"
    );
}
