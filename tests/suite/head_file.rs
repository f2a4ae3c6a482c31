//! A person's own classes: the file, the link, and the recogniser that uses them.

use burn::tensor::Device;
use mien::expression::ExpressionNet;
use mien::head::{Dense, Head, HeadFile};
use mien::recognizer::{Recognizer, Report, Settings};
use mien::studio::import::fer::FER2013_LABELS;
use mien::weights::load_weights;
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::support::{Picture, manifest, model_file, path, recognize, recognizer};

/// Made of the shipped network's own last layer.
const FIXTURE: &str = "tests/data/heads/faces.json";

/// The same as the text of a link.
const FIXTURE_LINK: &str = "tests/data/heads/faces.link";

fn fixture() -> HeadFile {
    HeadFile::from_json(&std::fs::read_to_string(path(FIXTURE)).unwrap()).unwrap()
}

/// The shipped network's weights for three expressions; two get names of their own.
fn made_from_the_network() -> HeadFile {
    let manifest = manifest();
    let file = &manifest.expression.file;
    let empty = ExpressionNet::folded(&manifest.model.architecture, &Device::flex());
    let network = load_weights(file, &model_file(file), empty).unwrap();
    let weights = network
        .head
        .weight
        .val()
        .into_data()
        .try_into_vec::<f32>()
        .unwrap();
    let bias = network
        .head
        .bias
        .unwrap()
        .val()
        .into_data()
        .try_into_vec::<f32>()
        .unwrap();
    let places = ["Happiness", "Neutral", "Surprise"]
        .map(|name| FER2013_LABELS.iter().position(|e| *e == name).unwrap());
    let calibrated = |value: f32| value / manifest.model.temperature;
    let row = |row: &[f32]| places.map(|place| calibrated(row[place]));
    HeadFile {
        name: "Three faces".into(),
        labels: ["Smiling", "Serious", "Surprise"].map(Into::into).to_vec(),
        backbone: manifest.expression.sha256.clone(),
        threshold: 0.5,
        mirrored: true,
        head: Head {
            layers: vec![Dense {
                weights: weights.chunks_exact(bias.len()).flat_map(row).collect(),
                bias: row(&bias).to_vec(),
            }],
        },
    }
}

/// `MIEN_WRITE_FIXTURES=1 cargo test --release --workspace --features mien/ndarray fixture`
/// writes it anew, after the shipped network was trained again.
#[test]
fn the_fixture_is_made_of_the_shipped_network() {
    let made = made_from_the_network();
    if std::env::var_os("MIEN_WRITE_FIXTURES").is_some() {
        std::fs::write(path(FIXTURE), made.to_json().unwrap() + "\n").unwrap();
        std::fs::write(path(FIXTURE_LINK), made.to_link() + "\n").unwrap();
    }
    assert_eq!(fixture(), made);
    let link = std::fs::read_to_string(path(FIXTURE_LINK)).unwrap();
    assert_eq!(link.trim(), made.to_link());
}

fn random(rng: &mut StdRng, hidden: usize, classes: usize) -> HeadFile {
    let manifest = manifest();
    let width = manifest.model.architecture.embedding_width();
    let mut layer = |inputs: usize, outputs: usize| {
        let bound = (6.0 / (inputs + outputs) as f32).sqrt();
        let mut numbers = |count: usize| {
            (0..count)
                .map(|_| rng.random_range(-bound..bound))
                .collect()
        };
        Dense {
            weights: numbers(inputs * outputs),
            bias: numbers(outputs),
        }
    };
    let layers = match hidden {
        0 => vec![layer(width, classes)],
        hidden => vec![layer(width, hidden), layer(hidden, classes)],
    };
    HeadFile {
        name: "Häng “loose” 🤙".into(),
        labels: (0..classes).map(|i| format!("Class {i} <b>")).collect(),
        backbone: manifest.expression.sha256,
        threshold: 0.25,
        mirrored: hidden == 0,
        head: Head { layers },
    }
}

#[test]
fn a_link_keeps_probabilities_within_a_hundredth() {
    let manifest = manifest();
    let mut rng = StdRng::seed_from_u64(1);
    for (hidden, classes) in [(0, 2), (0, 5), (20, 2), (100, 3), (100, 12)] {
        let head = random(&mut rng, hidden, classes);
        let link = head.to_link();
        assert!(
            link.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        );
        let read = HeadFile::from_text(&link).unwrap();
        read.check(&manifest).unwrap();
        assert_eq!((&read.name, &read.labels), (&head.name, &head.labels));
        assert_eq!((&read.backbone, read.threshold), (&head.backbone, 0.25));
        assert_eq!(read.mirrored, head.mirrored);
        let mut worst = 0.0f32;
        for _ in 0..200 {
            let embedding: Vec<f32> = (0..head.head.inputs())
                .map(|_| rng.random_range(-0.5..1.5f32).max(0.0))
                .collect();
            let (a, b) = (
                head.head.classify(&embedding),
                read.head.classify(&embedding),
            );
            for (a, b) in a.values().iter().zip(b.values()) {
                worst = worst.max((a - b).abs());
            }
        }
        println!(
            "{hidden} hidden, {classes} classes: {worst}, {} characters",
            link.len()
        );
        assert!(worst < 0.01, "{hidden} hidden, {classes} classes: {worst}");
    }
}

#[test]
fn a_link_of_a_trained_head_says_the_same_of_real_faces() {
    let mut recognizer = recognizer(&Device::flex());
    let file = fixture();
    let link = HeadFile::from_link(&file.to_link()).unwrap();
    for name in [
        "astronaut.jpg",
        "neutral.jpg",
        "surprised.jpg",
        "frame-15.jpg",
    ] {
        let mut faces = |head| {
            recognizer.use_head(Some(head)).unwrap();
            look_at(&mut recognizer, name).faces
        };
        for (a, b) in faces(&file).iter().zip(faces(&link)) {
            let (a, b) = (&a.probabilities.values, &b.probabilities.values);
            for (a, b) in a.values().iter().zip(b.values()) {
                assert!((a - b).abs() < 0.01, "{name}: {a} and {b}");
            }
        }
    }
}

/// `older.json` and `older.link` were made of the network that shipped before this one.
#[test]
fn a_head_of_an_older_network_is_read_and_says_what_to_do() {
    let read = |name: &str| {
        let text = std::fs::read_to_string(path("tests/data/heads").join(name)).unwrap();
        HeadFile::from_text(&text).unwrap()
    };
    for name in ["older.json", "older.link"] {
        let head = read(name);
        assert_eq!(head.labels, ["Smiling", "Serious", "Surprise"]);
        assert!(!head.mirrored, "{name}: not said then");
        let error = head.check(&manifest()).unwrap_err();
        assert_eq!(error.code(), "outdated", "{name}");
        assert!(error.to_string().contains("train it again"), "{error}");
    }
}

#[test]
fn json_gives_back_the_same_head() {
    let head = random(&mut StdRng::seed_from_u64(2), 30, 4);
    let text = head.to_json().unwrap();
    assert_eq!(HeadFile::from_text(&text).unwrap(), head);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&json["format"], &json["version"]),
        (&"mien-head".into(), &1.into())
    );
    assert!(json["layers"][1]["bias"].is_array());
}

fn any_link() -> String {
    fixture().to_link()
}

proptest! {
    #[test]
    fn a_link_that_was_cut_is_an_error_in_words(keep in 0.0..1.0f64) {
        let link = any_link();
        let cut = &link[..(link.len() as f64 * keep) as usize];
        let error = HeadFile::from_link(cut).unwrap_err().to_string();
        prop_assert!(error.contains("a chat program may have cut it"), "{}", error);
    }

    #[test]
    fn a_link_that_was_changed_never_says_anything_else(place in any::<prop::sample::Index>(), by in 1..64usize) {
        let whole = HeadFile::from_link(&any_link()).unwrap();
        let mut link = any_link().into_bytes();
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let place = place.index(link.len());
        let old = alphabet.iter().position(|c| *c == link[place]).unwrap();
        link[place] = alphabet[(old + by) % 64];
        // A few bits of a stream mean nothing; all others are covered by its checksum.
        if let Ok(read) = HeadFile::from_link(std::str::from_utf8(&link).unwrap()) {
            prop_assert_eq!(read, whole);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = HeadFile::from_text(&text);
        // Garbage in a stream that is whole: reaches the reader behind the checksum.
        use base64::Engine;
        let stream = miniz_oxide::deflate::compress_to_vec_zlib(&bytes, 1);
        let link = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode([vec![1], stream].concat());
        let _ = HeadFile::from_link(&link);
    }
}

#[test]
fn a_stream_that_unpacks_to_too_much_is_refused() {
    use base64::Engine;
    let stream = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 64 << 20], 9);
    let link = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode([vec![1], stream].concat());
    assert!(HeadFile::from_link(&link).is_err());
}

#[test]
fn a_head_that_cannot_be_used_is_refused_in_words() {
    let manifest = manifest();
    type Break = fn(&mut HeadFile);
    let cases: [(Break, &str); 11] = [
        (
            |f| f.backbone = "0".repeat(64),
            "“Three faces” was taught on another version of the network; open the project in the studio and train it again",
        ),
        (|f| f.labels.truncate(1), "Number of classes is 1"),
        (
            |f| f.labels = vec![String::new(); 1001],
            "Number of classes is 1001",
        ),
        (|f| f.labels[1] = "x".repeat(101), "class's name is 101"),
        (|f| f.labels[1] = String::new(), "class's name is 0"),
        (
            |f| f.labels[1] = "Smiling".into(),
            "two classes are called “Smiling”",
        ),
        (|f| f.name = "x".repeat(101), "the name is 101"),
        (|f| f.threshold = f32::NAN, "Threshold is NaN"),
        (|f| f.threshold = 1.5, "Threshold is 1.5"),
        (
            |f| f.head.layers[0].weights[5] = f32::INFINITY,
            "no numbers",
        ),
        (|f| f.labels.push("More".into()), "The head's classes"),
    ];
    for (damage, expected) in cases {
        let mut file = fixture();
        damage(&mut file);
        let error = file.check(&manifest).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    for (text, expected) in [
        ("{}", "not written by Mien"),
        (
            r#"{"format":"mien-project","version":1}"#,
            "not written by Mien",
        ),
        (
            r#"{"format":"mien-head","version":2}"#,
            "another version of Mien",
        ),
        (
            r#"{"format":"mien-head","version":1,"name":"x"}"#,
            "missing field",
        ),
    ] {
        let error = HeadFile::from_json(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

fn look_at(recognizer: &mut Recognizer, name: &str) -> Report {
    let picture = Picture::shipped(name);
    let frame = picture.frame();
    recognizer.reset();
    recognize(recognizer, &frame)
}

#[test]
fn the_recogniser_tells_a_persons_own_classes_apart() {
    let mut recognizer = recognizer(&Device::flex());
    let head = fixture();
    recognizer.use_head(Some(&head)).unwrap();
    assert_eq!(recognizer.classes(), head.labels);
    assert_eq!(recognizer.threshold(), 0.5);

    let report = look_at(&mut recognizer, "astronaut.jpg");
    assert_eq!(report.faces[0].label, "Smiling");
    assert_eq!(report.shown[0].class, Some(0));
    let bars: Vec<_> = report.bars.iter().map(|bar| bar.label.as_str()).collect();
    assert_eq!(bars, ["Smiling", "Serious", "Surprise"]);

    let surprised = look_at(&mut recognizer, "surprised.jpg");
    assert_eq!(surprised.shown[0].class, Some(2));
    assert_eq!(look_at(&mut recognizer, "frame-6.jpg").shown.len(), 6);

    recognizer
        .set_settings(Settings {
            threshold: Some(1.0),
            ..Settings::default()
        })
        .unwrap();
    assert_eq!(recognizer.threshold(), 1.0);
    recognizer.reset();
    let unsure = look_at(&mut recognizer, "astronaut.jpg");
    assert_eq!(unsure.shown[0].class, None);

    // A head that cannot be used changes nothing; none goes back to the expressions.
    let mut other = head.clone();
    other.backbone.clear();
    assert_eq!(
        recognizer.use_head(Some(&other)).unwrap_err().code(),
        "outdated"
    );
    assert_eq!(recognizer.head(), Some(&head));
    recognizer.use_head(None).unwrap();
    recognizer.set_settings(Settings::default()).unwrap();
    let report = look_at(&mut recognizer, "astronaut.jpg");
    assert_eq!(report.faces[0].label, "Happiness");
}

#[test]
fn the_fixture_tells_what_the_network_tells() {
    let mut own = recognizer(&Device::flex());
    own.use_head(Some(&fixture())).unwrap();
    let mut shipped = recognizer(&Device::flex());
    for each in [&mut own, &mut shipped] {
        let one_side = Settings {
            average_mirrored: false,
            ..Settings::default()
        };
        each.set_settings(one_side).unwrap();
    }
    for name in ["astronaut.jpg", "neutral.jpg", "surprised.jpg"] {
        let (a, b) = (look_at(&mut own, name), look_at(&mut shipped, name));
        let (a, b) = (
            a.faces[0].probabilities.values.values(),
            b.faces[0].probabilities.values.values(),
        );
        // The same logits: the same ratio between two classes.
        let (a, b) = ((a[0] / a[1]).ln(), (b[3] / b[6]).ln());
        assert!((a - b).abs() < 1e-2, "{name}: {a} and {b}");
    }
}
