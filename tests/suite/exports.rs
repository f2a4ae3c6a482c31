//! What leaves in a format comes back from it.

use std::collections::BTreeMap;

use mien::formats::{
    FORMATS, Format, Graph, ImageModel, Layer, LayerKind, Model, Plan, SavedFile, Size, Weight,
    Window, expression_graph, keras, open, save, tfjs,
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

/// A small network: a convolution to 5 channels, their averages, and 3 classes.
fn small() -> Model {
    let input = Size {
        height: 4,
        width: 4,
        channels: 1,
    };
    let window = Window {
        kernel: [3, 3],
        strides: [1, 1],
        same: true,
    };
    let kinds = [
        ("picture", LayerKind::Input),
        ("conv", LayerKind::Conv(window)),
        ("average", LayerKind::GlobalAveragePool),
        ("classes", LayerKind::Dense),
        ("probabilities", LayerKind::Softmax),
    ];
    let layers = kinds.into_iter().enumerate();
    let layers = layers.map(|(place, (name, kind))| Layer {
        name: name.into(),
        kind,
        inputs: place.checked_sub(1).into_iter().collect(),
    });
    let weight = |shape: &[usize]| {
        let count: usize = shape.iter().product();
        Weight {
            shape: shape.into(),
            values: (0..count).map(|i| i as f32 / 50.0 - 0.3).collect(),
        }
    };
    let weights = [
        ("conv/kernel", weight(&[3, 3, 1, 5])),
        ("conv/bias", weight(&[5])),
        ("classes/kernel", weight(&[5, 3])),
        ("classes/bias", weight(&[3])),
    ];
    Model {
        name: "small".into(),
        graph: Graph {
            input,
            layers: layers.collect(),
            weights: weights
                .map(|(name, weight)| (name.to_owned(), weight))
                .into(),
        },
        labels: ["Red", "Green", "Blue"].map(String::from).into(),
        half_range: 127.5,
        notes: json!(null),
        time: String::new(),
    }
}

/// What is said of a model's files after something was done to them.
fn complaint(format: &Format, model: &Model, change: impl Fn(&mut Vec<SavedFile>)) -> String {
    let mut files = save(model, format).unwrap();
    change(&mut files);
    match opened(files.into_iter().collect()) {
        Ok(_) => panic!("{} is taken for a sound file", format.id),
        Err(error) => error.to_string(),
    }
}

/// The same bytes with every `from` replaced by a `to` of the same length, inside of zip files too.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut files = Vec::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            files.push((
                entry.name().unwrap().into_owned(),
                replaced(&bytes, from, to),
            ));
        }
        return mien::studio::project::zip_files(&files).unwrap();
    }
    assert_eq!(from.len(), to.len());
    let mut changed = bytes.to_vec();
    let mut place = 0;
    while let Some(found) = changed[place..].windows(from.len()).position(|w| w == from) {
        place += found;
        changed[place..place + to.len()].copy_from_slice(to);
        place += to.len();
    }
    changed
}

#[test]
fn weights_that_are_no_numbers_are_named() {
    for format in FORMATS {
        for bad in [f32::NAN, f32::INFINITY] {
            let mut model = small();
            model
                .graph
                .weights
                .get_mut("classes/kernel")
                .unwrap()
                .values[7] = bad;
            let said = complaint(format, &model, |_| ());
            // In Keras' own files weights are called by the place of their layer.
            let named = ["classes", "layers/dense/vars/0"];
            let named = named.iter().any(|name| said.contains(name));
            assert!(named, "{}: {said}", format.id);
        }
    }
}

#[test]
fn a_weight_of_another_shape_is_named() {
    let ints = |numbers: [i32; 3]| numbers.map(i32::to_le_bytes).concat();
    let turned = [ints([2, 3, 5]), ints([2, 5, 3])];
    let endless = [ints([2, 3, 5]), ints([2, i32::MAX, i32::MAX])];
    let text = |from: &str, to: &str| [from.as_bytes().to_vec(), to.as_bytes().to_vec()];
    let sides = |sides: [u64; 2]| sides.map(u64::to_le_bytes).concat();
    let turned_sides = [sides([5, 3]), sides([3, 5])];
    let cases: [(&str, [Vec<u8>; 2]); 6] = [
        ("tfjs", text("\"shape\":[5,3]", "\"shape\":[3,5]")),
        ("keras-h5", turned_sides.clone()),
        ("keras", turned_sides),
        ("tflite", turned),
        ("tflite", endless),
        // dims: 5, 3
        ("onnx", [vec![0x0a, 2, 5, 3], vec![0x0a, 2, 3, 5]]),
    ];
    for (id, [from, to]) in cases {
        let format = FORMATS.iter().find(|format| format.id == id).unwrap();
        let said = complaint(format, &small(), |files| {
            let before = files[0].1.clone();
            files[0].1 = replaced(&before, &from, &to);
            assert_ne!(files[0].1, before, "{id}: nothing to change");
        });
        let named = said.contains("classes") || said.contains("layer") || said.contains("weight");
        assert!(named, "{id}: {said}");
    }
}

#[test]
fn a_file_that_was_cut_off_is_called_damaged() {
    for format in FORMATS {
        for of in 0..save(&small(), format).unwrap().len() {
            let (name, bytes) = save(&small(), format).unwrap().swap_remove(of);
            // Names can be cut off without anybody noticing.
            if name == "labels.txt" {
                continue;
            }
            for length in [0, 1, bytes.len() / 2, bytes.len() - 1] {
                // A zip file without its last byte still has all that is in it.
                if bytes.starts_with(b"PK") && length == bytes.len() - 1 {
                    continue;
                }
                println!("{}: {length} of {} bytes of {name}", format.id, bytes.len());
                complaint(format, &small(), |files| files[of].1.truncate(length));
            }
        }
    }
}

#[test]
fn a_layer_that_takes_its_own_result_is_named() {
    let bytes = std::fs::read(path("tests/data/teachable-machine/image-model.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("model.json").unwrap(), &mut text).unwrap();
    let mut model: serde_json::Value = serde_json::from_str(&text).unwrap();
    let inner = &mut model["modelTopology"]["config"][0]["config"][0];
    let layer = &mut inner["config"]["layers"][5];
    let name = layer["name"].as_str().unwrap().to_owned();
    layer["inbound_nodes"][0][0][0] = name.clone().into();
    let error = tfjs::read(&model.to_string(), |_| Some(&[])).unwrap_err();
    assert!(error.to_string().contains(&name), "{error}");
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
