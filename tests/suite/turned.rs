//! Pictures that lie on their side or upside down, and pictures in which nothing is sure.

use burn::tensor::Device;
use mien::detect::{DetectorOptions, Found};
use mien::expression::Probabilities;
use mien::geometry::Turn;
use mien::recognizer::{FacePrediction, Input, OtherModel, Settings, Subject};
use mien::studio::extract::Which;

use crate::support::{Picture, detector, extractor, known_faces, recognize, recognizer, report};

const TURNS: [Turn; 3] = [Turn::Quarter, Turn::Half, Turn::ThreeQuarters];

/// Photos, most of one face, and what is seen of them lying as it is seen of them upright.
const PHOTOS: [&str; 9] = [
    "angry.jpg",
    "astronaut.jpg",
    "frame-1.jpg",
    "frame-6.jpg",
    "grace-hopper.jpg",
    "group.jpg",
    "happy-baby.jpg",
    "surprised.jpg",
    "women-on-phones.jpg",
];

#[test]
fn a_picture_that_lies_gets_the_answers_that_it_gets_upright_in_its_own_pixels() {
    for name in PHOTOS {
        let picture = Picture::shipped(name);
        let upright = report(&picture);
        assert_eq!(upright.turned, 0, "{name}");
        let size = (upright.width as f32, upright.height as f32);
        for turn in TURNS {
            let lying = report(&picture.turned(turn));
            let what = format!("{name}, {turn:?}");
            assert_eq!(lying.turned, turn.back().degrees(), "{what}");
            assert_eq!(
                (lying.width, lying.height),
                turn.size((upright.width, upright.height)),
                "{what}"
            );
            assert_eq!(lying.faces.len(), upright.faces.len(), "{what}");
            for face in &upright.faces {
                let place = turn.bounds(&face.bounds, size);
                let overlap = |other: &&FacePrediction| place.iou(&other.bounds);
                let found = lying.faces.iter().find(|other| overlap(other) > 0.8);
                let found = found.unwrap_or_else(|| panic!("{what}: nothing at {place:?}"));
                // Of two expressions that are as likely either may be named.
                let of = |face: &FacePrediction| face.probabilities.values.values().to_vec();
                for (a, b) in of(found).into_iter().zip(of(face)) {
                    assert!((a - b).abs() < 0.1, "{what}: {a} is not {b}");
                }
                let expected = turn.landmarks(&face.landmarks.unwrap(), size);
                for (a, b) in found.landmarks.unwrap().0.iter().zip(expected.0) {
                    let apart = (a.x - b.x).hypot(a.y - b.y) / place.width;
                    assert!(apart < 0.1, "{what}: a landmark is {apart} faces away");
                }
            }
        }
    }
}

#[test]
fn an_upright_picture_is_answered_as_a_frame_of_a_stream_is() {
    let detector = detector();
    let options = DetectorOptions::default();
    for (name, _) in known_faces() {
        let picture = Picture::shipped(&name);
        let found = |still| detector.find(&picture.frame(), &options, still).unwrap();
        assert_eq!(found(true), found(false), "{name}");
        let detections = detector.detect(&picture.frame(), &options).unwrap();
        let expected = Found {
            detections,
            turn: Turn::None,
        };
        assert_eq!(found(true), expected, "{name}");
    }
}

#[test]
fn a_frame_of_a_stream_is_not_turned() {
    let mut recognizer = recognizer(&Device::flex());
    for turn in TURNS {
        let picture = Picture::shipped("grace-hopper.jpg").turned(turn);
        let frame = picture.frame();
        let input = Input {
            still: false,
            ..Input::still(&frame)
        };
        let report = recognizer.recognize(&frame, input, || 0.0).unwrap();
        assert_eq!(report.turned, 0, "{turn:?}");
    }
}

#[test]
fn nobody_is_seen_where_nobody_is_however_it_is_turned() {
    for turn in TURNS {
        let report = report(&Picture::shipped("nobody.jpg").turned(turn));
        assert_eq!((report.faces.len(), report.turned), (0, 0), "{turn:?}");
    }
}

#[test]
fn faces_outside_of_the_wanted_part_stay_out_in_the_picture_as_it_lies() {
    // A face in the left half upright is in the upper half when the picture lies on its right side.
    let picture = Picture::shipped("women-on-phones.jpg");
    let mut recognizer = recognizer(&Device::flex());
    let mut with = |region, turn| {
        let settings = Settings {
            region: Some(region),
            ..Settings::default()
        };
        recognizer.set_settings(settings).unwrap();
        recognizer.reset();
        recognize(&mut recognizer, &picture.turned(turn).frame())
            .faces
            .len()
    };
    let [left, upper] = [(0.5, 1.0), (1.0, 0.5)]
        .map(|(width, height)| mien::geometry::BoundingBox::new(0.0, 0.0, width, height));
    let upright = with(left, Turn::None);
    assert_eq!(upright, 1);
    assert_eq!(with(upper, Turn::Quarter), upright);
}

#[test]
fn a_sample_of_a_picture_that_lies_is_the_sample_of_the_upright_one() {
    let extractor = extractor();
    for name in PHOTOS {
        let picture = Picture::shipped(name);
        for which in [Which::Largest, Which::All] {
            let upright = extractor.faces(&picture.frame(), which, true).unwrap();
            for turn in TURNS {
                let lying = picture.turned(turn);
                let faces = extractor.faces(&lying.frame(), which, true).unwrap();
                assert_eq!(faces.len(), upright.len(), "{name}, {turn:?}");
                for (a, b) in faces.iter().zip(&upright) {
                    assert_eq!(a.turned, turn.back().degrees(), "{name}, {turn:?}");
                    // All faces are looked for at two sizes, and one may be seen upright at the one, lying at the other only.
                    if which == Which::All {
                        continue;
                    }
                    let pixels = a.pixels.iter().zip(&b.pixels);
                    let apart: u32 = pixels.map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
                    let mean = apart as f32 / b.pixels.len() as f32;
                    let what = format!("{name}, {turn:?}: grey values are {mean} apart");
                    assert!(mean < 20.0, "{what}");
                }
            }
        }
    }
}

#[test]
fn another_network_is_shown_the_faces_of_a_picture_that_lies_upright() {
    let picture = Picture::shipped("astronaut.jpg");
    let mut recognizer = recognizer(&Device::flex());
    recognizer.use_model(OtherModel {
        name: "which half is brighter".into(),
        labels: vec!["upper".into(), "lower".into()],
        subject: Subject::Faces,
        ask: Box::new(|frame, parts| {
            let half = |part: &mien::geometry::BoundingBox, from: f32| {
                let rows = (part.y + part.height * from) as usize
                    ..(part.y + part.height * (from + 0.5)) as usize;
                let columns = part.x as usize * 4..part.right() as usize * 4;
                let sum = |y: usize| {
                    frame.row(y)[columns.clone()]
                        .iter()
                        .map(|&v| f32::from(v))
                        .sum::<f32>()
                };
                rows.map(sum).sum::<f32>()
            };
            let shares = |part| {
                Probabilities::from_logits(&[half(part, 0.0).ln(), half(part, 0.5).ln()], 1.0)
            };
            Ok(parts.iter().map(shares).collect())
        }),
    });
    let upright = recognize(&mut recognizer, &picture.frame()).faces[0].probability;
    for turn in TURNS {
        recognizer.reset();
        let lying = picture.turned(turn);
        let report = recognize(&mut recognizer, &lying.frame());
        let probability = report.faces[0].probability;
        assert!(
            (probability - upright).abs() < 0.02,
            "{turn:?}: {probability}, {upright}"
        );
    }
}

#[test]
fn faces_at_every_edge_tiny_or_larger_than_the_picture_have_finite_answers() {
    let (width, height) = (320u32, 240u32);
    let photo = Picture::shipped("astronaut.jpg");
    let bounds = report(&photo).faces[0].bounds;
    let face = photo.part(&mien::geometry::BoundingBox::new(
        bounds.x - bounds.width * 0.2,
        bounds.y - bounds.height * 0.2,
        bounds.width * 1.4,
        bounds.height * 1.4,
    ));
    let mut recognizer = recognizer(&Device::flex());
    let mut seen = 0;
    for side in [8u32, 40, 120, 230, 500, 900] {
        // Half of it over the left, none, or half over the right edge; the same up and down.
        let half = i64::from(side) / 2;
        for x in [-half, (320 - i64::from(side)) / 2, 320 - half] {
            for y in [-half, (240 - i64::from(side)) / 2, 240 - half] {
                let picture = face.on_grey(side, (x, y), (width, height));
                recognizer.reset();
                let report = recognize(&mut recognizer, &picture.frame());
                for face in &report.faces {
                    seen += 1;
                    let what = format!("{side} pixels at ({x}, {y}): {:?}", face.bounds);
                    assert!(face.bounds.is_valid(), "{what}");
                    let inside = face.bounds.intersection(&picture.frame().bounds());
                    assert!(inside > 0.0, "{what}");
                    assert!(
                        face.bounds.width.max(face.bounds.height) < 3.0 * 320.0,
                        "{what}"
                    );
                    let reach = face.bounds.width.max(face.bounds.height);
                    for p in face.landmarks.unwrap().0 {
                        let near =
                            |v: f32, from: f32, to: f32| (from - reach..=to + reach).contains(&v);
                        assert!(
                            near(p.x, face.bounds.x, face.bounds.right()),
                            "{what}: {p:?}"
                        );
                        assert!(
                            near(p.y, face.bounds.y, face.bounds.bottom()),
                            "{what}: {p:?}"
                        );
                    }
                    let sum: f32 = face.probabilities.values.values().iter().sum();
                    assert!((sum - 1.0).abs() < 1e-4, "{what}");
                }
                for shown in &report.shown {
                    assert!(shown.outline.is_valid() && shown.chip.is_valid());
                }
            }
        }
    }
    assert!(seen >= 10, "{seen} faces were found");
}
