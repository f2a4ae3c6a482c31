use mien::detect::{Candidate, DetectorOptions, decode, nms};
use mien::geometry::{BoundingBox, Landmarks};
use mien::kernels::{FeatureMap, Shape};
use proptest::prelude::*;

use crate::support::{Picture, detector, known_faces};

#[test]
fn known_faces_are_found_at_the_default_size_and_nothing_else_is() {
    let detector = detector();
    for (name, known) in known_faces() {
        let picture = Picture::shipped(&name);
        let found = detector
            .detect(&picture.frame(), &DetectorOptions::default())
            .unwrap();
        for face in &known {
            let best = found.iter().map(|f| f.bounds.iou(face)).fold(0.0, f32::max);
            assert!(best > 0.5, "{name}: nothing at {face:?} (best {best})");
        }
        assert!(found.len() <= known.len(), "{name}: {} faces", found.len());
    }
}

#[test]
fn landmarks_lie_inside_their_box_in_the_order_of_a_face() {
    let detector = detector();
    for name in [
        "astronaut.jpg",
        "grace-hopper.jpg",
        "happy-baby.jpg",
        "frame-6.jpg",
    ] {
        let picture = Picture::shipped(name);
        for face in detector
            .detect(&picture.frame(), &DetectorOptions::default())
            .unwrap()
        {
            let Landmarks([right_eye, left_eye, nose, right_corner, left_corner]) = face.landmarks;
            assert!(
                right_eye.x < left_eye.x && right_corner.x < left_corner.x,
                "{name}"
            );
            assert!(right_eye.y < nose.y && nose.y < right_corner.y, "{name}");
            for p in face.landmarks.0 {
                let b = face.bounds;
                assert!(
                    p.x > b.x && p.x < b.right() && p.y > b.y && p.y < b.bottom(),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_larger_input_finds_smaller_faces() {
    let detector = detector();
    let picture = Picture::shipped("women-on-phones.jpg");
    let count = |size| {
        let options = DetectorOptions {
            size,
            ..DetectorOptions::default()
        };
        detector.detect(&picture.frame(), &options).unwrap().len()
    };
    assert!(count(640) >= count(160));
    assert_eq!(count(640), 2);
}

fn any_candidate() -> impl Strategy<Value = Candidate> {
    (
        0.0f32..300.0,
        0.0f32..300.0,
        1.0f32..100.0,
        1.0f32..100.0,
        0.0f32..1.0,
    )
        .prop_map(|(x, y, width, height, score)| Candidate {
            bounds: BoundingBox::new(x, y, width, height),
            landmarks: Landmarks::default(),
            score,
        })
}

proptest! {
    #[test]
    fn suppression_keeps_the_surest_and_no_two_that_overlap(
        candidates in prop::collection::vec(any_candidate(), 0..40), limit in 0.1f32..0.9,
    ) {
        let kept = nms(candidates.clone(), limit);
        prop_assert!(kept.windows(2).all(|w| w[0].score >= w[1].score));
        for (i, a) in kept.iter().enumerate() {
            prop_assert!(kept[..i].iter().all(|b| a.bounds.iou(&b.bounds) <= limit));
        }
        for dropped in candidates.iter().filter(|c| !kept.contains(c)) {
            prop_assert!(kept.iter().any(|k| k.score >= dropped.score && k.bounds.iou(&dropped.bounds) > limit));
        }
    }
}

#[test]
fn a_cell_is_decoded_as_published() {
    // One map of 2x1 cells of 16 pixels; the second holds a face.
    let mut map = vec![0.0f32; 32];
    let mut set = |channel: usize, value: f32| map[16 + channel] = value;
    set(0, 2.0);
    set(1, 3.0);
    set(2, 0.5);
    set(3, 0.25);
    set(4, 2.0f32.ln());
    set(5, 3.0f32.ln());
    set(6, 0.75);
    set(7, 0.125);
    map[0] = -10.0;
    let mut found = Vec::new();
    let shape = Shape {
        batch: 1,
        height: 1,
        width: 2,
        channels: 16,
    };
    decode(&FeatureMap::from_places(&map, shape), 16, 0.6, &mut found);
    assert_eq!(found.len(), 1);
    let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
    assert!((found[0].score - (sigmoid(2.0) * sigmoid(3.0)).sqrt()).abs() < 1e-6);
    let BoundingBox {
        x,
        y,
        width,
        height,
    } = found[0].bounds;
    let expected = [1.5 * 16.0 - 16.0, 0.25 * 16.0 - 24.0, 32.0, 48.0];
    for (got, expected) in [x, y, width, height].into_iter().zip(expected) {
        assert!((got - expected).abs() < 1e-4, "{got} is not {expected}");
    }
    assert_eq!(found[0].landmarks.0[0].x, 1.75 * 16.0);
    assert_eq!(found[0].landmarks.0[0].y, 0.125 * 16.0);
}

#[test]
fn options_outside_their_range_are_named() {
    let good = DetectorOptions::default();
    let cases = [
        (DetectorOptions { size: 8, ..good }, "Detector size"),
        (
            DetectorOptions {
                size: 100_000,
                ..good
            },
            "Detector size",
        ),
        (
            DetectorOptions {
                min_score: 1.5,
                ..good
            },
            "Lowest face score",
        ),
        (
            DetectorOptions {
                max_overlap: f32::NAN,
                ..good
            },
            "Largest overlap",
        ),
    ];
    for (options, named) in cases {
        let message = options.validate().expect_err("out of range").to_string();
        assert!(message.contains(named), "{message}");
    }
}
