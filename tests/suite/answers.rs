//! What the shipped networks answer, to hold other builds against: the browser's tests compare the
//! WASM module with the same file (`tests/browser/photos-and-videos.test.mjs`).

use std::collections::BTreeMap;

use burn::tensor::Device;

use crate::support::{Picture, path, recognize, recognizer};

/// Seven probabilities of every face, faces from left to right, by picture in `benches/data`.
/// Lossless pictures: every decoder reads the same pixels.
type Answers = BTreeMap<String, Vec<Vec<f32>>>;

const FIXTURE: &str = "tests/data/answers.json";

/// What single precision and another order of additions may change.
const TOLERANCE: f32 = 1e-4;

fn answers() -> Answers {
    let mut recognizer = recognizer(&Device::flex());
    let names = ["f1.png", "f6.png", "f15.png"];
    let answers = names.map(|name| {
        let picture = Picture::open(&path("benches/data").join(name));
        recognizer.reset();
        let mut faces = recognize(&mut recognizer, &picture.frame()).faces;
        faces.sort_by(|a, b| a.bounds.x.total_cmp(&b.bounds.x));
        let values = faces
            .iter()
            .map(|face| face.probabilities.values.values().to_vec());
        (name.to_owned(), values.collect())
    });
    answers.into()
}

#[test]
fn the_shipped_networks_answer_as_in_the_fixture() {
    let answers = answers();
    if std::env::var_os("MIEN_WRITE_FIXTURES").is_some() {
        let text = serde_json::to_string_pretty(&answers).unwrap();
        std::fs::write(path(FIXTURE), text + "\n").unwrap();
    }
    let text = std::fs::read(path(FIXTURE)).expect("tests/data/README.md says how it is made");
    let golden: Answers = serde_json::from_slice(&text).unwrap();
    assert!(golden.keys().eq(answers.keys()));
    let faces: usize = golden.values().map(Vec::len).sum();
    assert_eq!(faces, 1 + 6 + 15);
    for (name, expected) in &golden {
        let faces = &answers[name];
        assert_eq!(faces.len(), expected.len(), "{name}");
        for (values, expected) in faces.iter().zip(expected) {
            for (value, expected) in values.iter().zip(expected) {
                assert!((value - expected).abs() < TOLERANCE, "{name}: {values:?}");
            }
        }
    }
}
