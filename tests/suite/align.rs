use mien::align::{AlignedFace, align, alignment, whole_frame};
use mien::geometry::{Landmarks, Point, SimilarityTransform};
use mien::image::Frame;
use proptest::prelude::*;

use crate::support::manifest;

#[test]
fn landmarks_on_the_template_need_no_transform() {
    let preprocess = manifest().model.preprocess;
    let template = Landmarks(preprocess.template.map(|[x, y]| Point::new(x, y)));
    let found = alignment(&template, &preprocess).expect("the template is valid");
    assert!((found.a - 1.0).abs() < 1e-4 && found.b.abs() < 1e-4);
    assert!(found.tx.abs() < 1e-3 && found.ty.abs() < 1e-3);
}

/// A grey picture with a bright spot at each of five places.
fn spots(places: &[Point; 5], side: usize) -> Vec<u8> {
    let mut pixels = [60u8, 60, 60, 255].repeat(side * side);
    for place in places {
        for y in 0..side {
            for x in 0..side {
                let near = (x as f32 + 0.5 - place.x).hypot(y as f32 + 0.5 - place.y) < 6.0;
                if near {
                    pixels[(y * side + x) * 4..][..3].fill(250);
                }
            }
        }
    }
    pixels
}

#[test]
fn a_turned_enlarged_shifted_face_comes_out_upright() {
    let preprocess = manifest().model.preprocess;
    for (angle, scale) in [(0.0f32, 3.0f32), (0.5, 4.0), (-0.8, 5.0), (3.0, 4.5)] {
        let to_frame = SimilarityTransform {
            a: scale * angle.cos(),
            b: scale * angle.sin(),
            tx: 200.0,
            ty: 180.0,
        };
        let places = preprocess
            .template
            .map(|[x, y]| to_frame.apply(Point::new(x, y)));
        let pixels = spots(&places, 512);
        let frame = Frame::new(&pixels, 512, 512).unwrap();
        let to_face = alignment(&Landmarks(places), &preprocess).expect("five places");
        let face = align(&frame, &to_face, &preprocess);
        for [x, y] in preprocess.template {
            let value = face.pixels[y as usize * face.size + x as usize];
            assert!(
                value > 150.0,
                "no spot at ({x}, {y}) after a turn of {angle}: {value}"
            );
        }
    }
}

#[test]
fn landmarks_without_extent_or_numbers_align_nothing() {
    let preprocess = manifest().model.preprocess;
    for point in [
        Point::new(5.0, 5.0),
        Point::new(f32::NAN, 1.0),
        Point::new(f32::INFINITY, 0.0),
    ] {
        assert_eq!(alignment(&Landmarks([point; 5]), &preprocess), None);
    }
}

#[test]
fn without_a_face_the_whole_picture_is_shown() {
    let preprocess = manifest().model.preprocess;
    let pixels = vec![9u8; 96 * 48 * 4];
    let frame = Frame::new(&pixels, 96, 48).unwrap();
    let transform = whole_frame(&frame, &preprocess);
    let middle = transform.apply(Point::new(48.0, 24.0));
    assert_eq!((middle.x, middle.y), (24.0, 24.0));
    assert_eq!(transform.scale(), 0.5);
}

#[test]
fn a_mirrored_face_has_its_rows_reversed() {
    let face = AlignedFace {
        pixels: vec![1.0, 2.0, 3.0, 4.0],
        size: 2,
    };
    assert_eq!(face.mirrored().pixels, [2.0, 1.0, 4.0, 3.0]);
    assert_eq!(face.mirrored().mirrored(), face);
}

fn any_landmarks() -> impl Strategy<Value = Landmarks> {
    let place = (-1.5f32..1.5, -1.5f32..1.5).prop_map(|(x, y)| Point::new(x, y));
    // Around any middle, from a face of a pixel to one of many times the picture.
    let face = (
        prop::array::uniform5(place),
        -2e4f32..2e4,
        -2e4f32..2e4,
        -1.0f32..4.0,
    );
    face.prop_map(|(places, x, y, size)| {
        let size = 10.0f32.powf(size);
        Landmarks(places.map(|p| Point::new(x + p.x * size, y + p.y * size)))
    })
}

proptest! {
    #[test]
    fn a_face_anywhere_is_cut_out_of_what_is_there(
        landmarks in any_landmarks(), width in 1usize..50, height in 1usize..50,
    ) {
        let preprocess = manifest().model.preprocess;
        let pixels: Vec<u8> = (0..width * height * 4).map(|i| 50 + (i % 150) as u8).collect();
        let frame = Frame::new(&pixels, width, height).unwrap();
        let Some(to_face) = alignment(&landmarks, &preprocess) else {
            return Ok(());
        };
        let face = align(&frame, &to_face, &preprocess);
        prop_assert_eq!(face.pixels.len(), preprocess.size * preprocess.size);
        for value in face.pixels {
            prop_assert!((49.9..=200.1).contains(&value), "{value}");
        }
    }
}
