//! Networks of other projects.

use std::collections::BTreeMap;

use burn::tensor::Device;
use mien::align::AlignedFace;
use mien::expression::Classifier;
use mien::formats::{Fit, ImageModel, Plan, expression_graph, head_in_bundle, open, tfjs};
use mien::head::{Dense, Head};
use mien::image::{Frame, PixelFormat};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{model, model_file, path};

fn zip_path(name: &str) -> std::path::PathBuf {
    path("tests/data/teachable-machine").join(format!("{name}.zip"))
}

/// An export, as the files that it consists of.
struct Export {
    model: String,
    weights: Vec<u8>,
    metadata: String,
}

impl Export {
    fn open(name: &str) -> Self {
        let bytes = std::fs::read(zip_path(name)).unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut file = |name: &str| {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut zip.by_name(name).unwrap(), &mut bytes).unwrap();
            bytes
        };
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            model: text(file("model.json")),
            metadata: text(file("metadata.json")),
            weights: file("weights.bin"),
        }
    }

    fn read(&self) -> Result<ImageModel, mien::Error> {
        let files = [
            ("model.json", self.model.as_bytes()),
            ("weights.bin", &self.weights),
            ("metadata.json", self.metadata.as_bytes()),
        ];
        let files = files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
        open(BTreeMap::from(files)).and_then(|model| ImageModel::new(&model))
    }

    /// The export with another topology or manifest.
    fn with(&self, change: impl Fn(&mut Value)) -> Self {
        let mut model = serde_json::from_str(&self.model).unwrap();
        change(&mut model);
        Self {
            model: model.to_string(),
            weights: self.weights.clone(),
            metadata: self.metadata.clone(),
        }
    }
}

/// Values that TensorFlow.js was given too (`tests/data/teachable-machine/answers.mjs`).
fn pattern(picture: usize, height: usize, width: usize, channels: usize) -> Vec<f32> {
    let mut values = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for channel in 0..channels {
                let slope = (x * (picture + 1) + y * (5 - picture) + 64 * channel) % 256;
                let spots = ((x / 16 + y / 16 + picture) % 3) * 60;
                values.push(((slope + spots) % 256) as f32 / 127.0 - 1.0);
            }
        }
    }
    values
}

#[test]
fn an_export_answers_as_in_tensorflow_js() {
    let answers = std::fs::read(path("tests/data/teachable-machine/answers.json")).unwrap();
    let answers: Value = serde_json::from_slice(&answers).unwrap();
    for (name, rows) in answers.as_object().unwrap() {
        let model = Export::open(name).read().unwrap();
        let size = model.input();
        for (picture, row) in rows.as_array().unwrap().iter().enumerate() {
            let values = pattern(picture, size.height, size.width, size.channels);
            let answer = model.run(&values).unwrap();
            for (mine, theirs) in answer.iter().zip(row.as_array().unwrap()) {
                let apart = (f64::from(*mine) - theirs.as_f64().unwrap()).abs();
                assert!(apart < 1e-4, "{name}, picture {picture}: {answer:?}, {row}");
            }
        }
    }
}

#[test]
fn a_model_names_the_middle_of_a_picture_of_any_size() {
    for name in ["image-model", "tiny-image-model"] {
        let zip = std::fs::read(zip_path(name)).unwrap();
        let model = open(BTreeMap::from([("a download".to_owned(), zip)])).unwrap();
        let model = ImageModel::new(&model).unwrap();
        assert_eq!(model.labels(), ["Class 1", "Class 2"]);
        for (width, height) in [(1, 1), (640, 480), (31, 997)] {
            let rgba: Vec<u8> = (0..width * height * 4).map(|i| (i % 251) as u8).collect();
            let frame = Frame::new(&rgba, width, height).unwrap();
            let answer = model.classify(&frame, Fit::Cropped).unwrap();
            let pixels = rgba.as_chunks::<4>().0.iter();
            let bgrx: Vec<u8> = pixels.flat_map(|&[r, g, b, _]| [b, g, r, 0]).collect();
            let bgrx = Frame::new(&bgrx, width, height).unwrap();
            let bgrx = bgrx.with_format(PixelFormat::Bgrx);
            for fit in [Fit::Cropped, Fit::Stretched] {
                assert_eq!(
                    model.pixels(&frame, fit),
                    model.pixels(&bgrx, fit),
                    "{name}"
                );
            }
            let whole = [frame.bounds()];
            assert_eq!(
                model.classify_parts(&frame, &whole).unwrap(),
                model.classify_parts(&bgrx, &whole).unwrap()
            );
            let sum: f32 = answer.values().iter().sum();
            assert!(
                (sum - 1.0).abs() < 1e-4,
                "{name}, {width}x{height}: {answer:?}"
            );
        }
    }
}

#[test]
fn the_answer_is_that_of_the_named_output_wherever_it_stands() {
    let layer = |class: &str, name: &str, from: Option<&str>| {
        let nodes = match from {
            Some(from) => serde_json::json!([[[from, 0, 0, {}]]]),
            None => serde_json::json!([]),
        };
        serde_json::json!({"class_name": class, "config": {"name": name, "batch_input_shape": [null, 1, 2, 1]}, "inbound_nodes": nodes})
    };
    for (output, expected) in [("list", [-1.0, 0.5]), ("cut", [0.0, 0.5])] {
        let model = serde_json::json!({
            "modelTopology": {"class_name": "Functional", "config": {
                "layers": [
                    // Not in the order in which they are computed.
                    layer("ReLU", "cut", Some("list")),
                    layer("InputLayer", "picture", None),
                    layer("Flatten", "list", Some("picture")),
                    layer("ReLU", "unused", Some("cut")),
                ],
                "output_layers": [[output, 0, 0]],
            }},
            "weightsManifest": [],
        });
        let graph = tfjs::read(&model.to_string(), |_| None).unwrap();
        let answer = Plan::new(&graph).unwrap().run(&[-1.0, 0.5]).unwrap();
        assert_eq!(answer, expected, "{output}");
    }
}

#[test]
fn what_is_damaged_or_not_known_is_named() {
    let export = Export::open("tiny-image-model");
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 6] = [
        (
            |m| {
                m["modelTopology"]["config"]["layers"][1]["config"]["layers"][0]["class_name"] =
                    "LSTM".into()
            },
            "layer “dense_Dense1” is of a kind that is not known: LSTM",
        ),
        (
            |m| {
                m["modelTopology"]["config"]["layers"][1]["config"]["layers"][0]["config"]["activation"] =
                    "wish".into()
            },
            "of layer “dense_Dense1” `activation` is missing or cannot be used",
        ),
        (
            |m| m["weightsManifest"][0]["weights"][0]["shape"] = serde_json::json!([3, 3, 2, 4]),
            "layer “conv2d_27” does not fit its input or its weights ([3, 3, 2, 4])",
        ),
        (
            |m| m["weightsManifest"][0]["weights"][0]["dtype"] = "complex64".into(),
            "weights “conv2d_27/kernel” are of a kind that is not known: complex64",
        ),
        (
            |m| m["weightsManifest"][0]["paths"] = serde_json::json!(["other.bin"]),
            "“other.bin” is damaged: it is missing",
        ),
        (
            |m| m["modelTopology"] = Value::Null,
            "of layer “” `class_name` is missing",
        ),
    ];
    for (change, expected) in cases {
        let error = export.with(change).read().unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    for length in [0, 1000, export.weights.len() - 1, export.weights.len() + 1] {
        let mut weights = export.weights.clone();
        weights.resize(length, 0);
        let changed = Export {
            weights,
            ..export.with(|_| ())
        };
        assert_eq!(
            changed.read().unwrap_err().code(),
            "malformed",
            "{length} bytes"
        );
    }
    let other_labels = Export {
        metadata: r#"{"labels": ["one"]}"#.into(),
        ..export.with(|_| ())
    };
    assert_eq!(other_labels.read().unwrap_err().code(), "mismatch");
    let unnamed = Export {
        metadata: "{}".into(),
        ..export.with(|_| ())
    };
    assert_eq!(unnamed.read().unwrap().labels(), ["Class 1", "Class 2"]);
}

#[test]
fn a_network_that_would_take_for_ever_is_refused() {
    let layers: Vec<Value> = (0..3)
        .map(|layer| {
            serde_json::json!({"class_name": "Conv2D", "config": {
                "name": format!("conv{layer}"), "kernel_size": 64, "strides": 1, "padding": "same", "use_bias": false,
                "batch_input_shape": [null, 4096, 4096, 1],
            }})
        })
        .collect();
    let weights: Vec<Value> = (0..3)
        .map(|layer| serde_json::json!({"name": format!("conv{layer}/kernel"), "shape": [64, 64, 1, 1], "dtype": "uint8"}))
        .collect();
    let model = serde_json::json!({
        "modelTopology": {"class_name": "Sequential", "config": layers},
        "weightsManifest": [{"paths": ["a"], "weights": weights}],
    });
    let bytes = vec![1; 3 * 64 * 64];
    let error = tfjs::read(&model.to_string(), |_| Some(bytes.as_slice())).unwrap_err();
    assert_eq!(error.code(), "limit");
    assert!(error.to_string().contains("multiplications"), "{error}");
}

/// All values of a JSON tree, one after the other.
/// A bundle of the studio's as `src` of a widget: its classes, not the widget that is in it.
#[test]
fn a_bundle_gives_its_file_with_classes_unless_it_holds_a_model() {
    let file = |name: &str| (name.to_owned(), br#"{"format":"mien-head"}"#.to_vec());
    let cases: [(&[&str], bool); 4] = [
        (&["index.html", "mien/widget.js", "mien/head.json"], true),
        // As bundles were before scripts were bundled.
        (&["mien/widget/mien-camera.js", "mien/head.json"], true),
        (
            &[
                "mien/widget.js",
                "mien/head.json",
                "mien/pictures/model.json",
            ],
            false,
        ),
        (&["mien/head.json"], false),
    ];
    for (names, is_bundle) in cases {
        let files: Vec<_> = names.iter().map(|name| file(name)).collect();
        let zip = mien::studio::project::zip_files(&files).unwrap();
        let files = BTreeMap::from([("page.zip".to_owned(), zip)]);
        let head = head_in_bundle(&files).unwrap();
        assert_eq!(head.is_some(), is_bundle, "{names:?}");
        if is_bundle {
            let error = open(files).err().unwrap().to_string();
            assert!(
                error.contains("a bundle for a page of one's own"),
                "{error}"
            );
        }
    }
}

#[test]
fn a_group_that_lies_inside_of_itself_is_refused() {
    // Found by fuzzing: every level of it doubles what there is to look at.
    let bytes = std::fs::read(path("fuzz/seeds/h5/cyclic.h5")).unwrap();
    let error = open(BTreeMap::from([("model.h5".into(), bytes)])).unwrap_err();
    assert_eq!(error.code(), "limit", "{error}");
}

fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                places(inner, &format!("{path}/{index}"), found);
            }
        }
        Value::Object(map) => {
            for (key, inner) in map {
                places(inner, &format!("{path}/{key}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_changed_topology_is_an_error_or_a_model_and_never_a_panic(
        place in any::<prop::sample::Index>(),
        value in prop::sample::select(vec![
            Value::Null, Value::from(0), Value::from(-1), Value::from(u64::MAX), Value::from(1e300), Value::from("conv2d_27"),
            Value::from("Sequential"), Value::from(Vec::<Value>::new()), serde_json::json!([[[0]]]), serde_json::json!({}), Value::from(1024),
        ]),
    ) {
        let export = Export::open("tiny-image-model");
        let changed = export.with(|model| {
            let mut found = Vec::new();
            places(model, "", &mut found);
            let place = &found[place.index(found.len())];
            *model.pointer_mut(place).unwrap() = value.clone();
        });
        if let Err(error) = changed.read() {
            prop_assert!(["malformed", "limit", "mismatch"].contains(&error.code()), "{}", error);
        }
    }
}

/// Faces out of a pattern, as the expression network is shown them.
fn faces() -> Vec<AlignedFace> {
    let face = |seed: usize| AlignedFace {
        pixels: pattern(seed, 48, 48, 1)
            .iter()
            .map(|v| (v + 1.0) * 127.0)
            .collect(),
        size: 48,
    };
    (0..5).map(face).collect()
}

/// A head with two layers that answers something else for each face.
fn head(width: usize) -> Head {
    let numbers = |count: usize, step: usize| {
        (0..count)
            .map(|i| ((i * step) % 17) as f32 / 17.0 - 0.4)
            .collect::<Vec<_>>()
    };
    let layer = |from: usize, to: usize, step| Dense {
        weights: numbers(from * to, step),
        bias: numbers(to, step + 2),
    };
    Head {
        layers: vec![layer(width, 6, 3), layer(6, 3, 5)],
    }
}

#[test]
fn the_shipped_network_is_a_graph_that_answers_as_the_classifier_does() {
    let (manifest, files) = model();
    let bytes = model_file(&manifest.expression.file);
    let classifier =
        Classifier::from_bytes(&manifest.model, "expression.bpk", &bytes, &Device::flex()).unwrap();
    let faces = faces();
    let head = head(manifest.model.architecture.embedding_width());
    let own = classifier.classify(&faces).unwrap();
    let taught = classifier.embed(&faces).unwrap();
    let taught: Vec<_> = taught
        .iter()
        .map(|embedding| head.classify(embedding))
        .collect();
    for (head, answers) in [(None, own), (Some(&head), taught)] {
        let graph = expression_graph(&manifest, &files, head).unwrap();
        // As Teachable Machine's library shows pictures, and as other runtimes' snippets do.
        for half_range in [127.0, 127.5] {
            let plan = Plan::new(&graph.clone().in_range(127.5, half_range)).unwrap();
            for (face, expected) in faces.iter().zip(&answers) {
                let values: Vec<_> = face.pixels.iter().map(|v| v / half_range - 1.0).collect();
                let answer = plan.run(&values).unwrap();
                for (got, expected) in answer.iter().zip(expected.values()) {
                    // The classifier multiplies some of it in integers.
                    assert!((got - expected).abs() < 1e-3, "{answer:?}, {expected:?}");
                }
            }
        }
    }
}

#[test]
fn a_head_for_other_embeddings_is_no_graph() {
    let (manifest, files) = model();
    let error = expression_graph(&manifest, &files, Some(&head(10))).unwrap_err();
    assert_eq!(error.code(), "mismatch");
}
