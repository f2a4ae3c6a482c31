//! Faces that show an expression, through the whole path.

use std::path::Path;

use crate::support::{Picture, path, report};

/// The label of the largest face in a picture.
fn label(file: &Path) -> Option<(String, f32)> {
    report(&Picture::open(file))
        .faces
        .into_iter()
        .max_by(|a, b| a.bounds.area().total_cmp(&b.bounds.area()))
        .map(|face| (face.label, face.probability))
}

#[test]
#[ignore = "its photos may not be shipped; `cargo xtask test rust` runs it where they are"]
fn six_of_seven_expression_photos_are_named_right() {
    let folder = path("../shared/data/photos/local-only/expressions");
    let photos = [
        ("angry", "Anger"),
        ("disgusted", "Disgust"),
        ("fearful", "Fear"),
        ("happy", "Happiness"),
        ("sad", "Sadness"),
        ("surprised", "Surprise"),
        ("neutral", "Neutral"),
    ];
    let answers: Vec<_> = photos
        .iter()
        .map(|(file, expected)| (expected, label(&folder.join(format!("{file}.jpg")))))
        .collect();
    let right = answers
        .iter()
        .filter(|(expected, answer)| answer.as_ref().is_some_and(|(label, _)| label == *expected))
        .count();
    println!("{right} of 7: {answers:?}");
    assert!(right >= 6, "{answers:?}");
}

#[test]
fn plain_expressions_in_shipped_pictures_are_named_right() {
    let pictures = [
        ("astronaut.jpg", "Happiness"),
        ("happy-baby.jpg", "Happiness"),
        ("angry.jpg", "Anger"),
        ("neutral.jpg", "Neutral"),
    ];
    for (name, expected) in pictures {
        let (label, probability) =
            label(&path("tests/data/pictures").join(name)).expect("one face");
        assert_eq!(label, expected, "{name} ({probability:.2})");
        assert!(probability > 0.4, "{name}: {probability:.2}");
    }
}
