//! From pictures to samples.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Device, Tensor};
use mien::detect::YuNet;
use mien::geometry::Point;
use mien::image::Frame;
use mien::studio::extract::Which;

use crate::support::{Picture, extractor, extractor_with, known_faces, path};

/// Pictures small enough to be faces that were cut out: one shade, noise, a star, a drawn smile, trees.
const NO_FACES: [&str; 8] = [
    "r21-grey-48.png",
    "r21-grey-64.png",
    "r21-noise-64.png",
    "r21-star-48.png",
    "r21-star-64.png",
    "r21-smile-48.png",
    "r21-smile-64.png",
    "r21-nobody-64.jpg",
];

#[test]
fn a_picture_up_to_64_pixels_is_a_face_that_was_cut_out_and_a_larger_one_is_searched() {
    let extractor = extractor();
    for (side, precropped) in [(48, true), (64, true), (65, false)] {
        let picture = Picture::shipped("astronaut.jpg").resized(side);
        let faces = extractor
            .faces(&picture.frame(), Which::Largest, true)
            .unwrap();
        let seen: Vec<_> = faces.iter().map(|face| face.precropped).collect();
        assert!(
            seen.iter().all(|&seen| seen == precropped),
            "{side}: {seen:?}"
        );
        assert_eq!(seen.len(), 1, "{side}");
    }
}

#[test]
fn a_face_of_another_size_becomes_one_of_the_models() {
    let extractor = extractor();
    let size = extractor.preprocess().size;
    let own: Vec<u8> = (0..size * size).map(|i| (i % 251) as u8).collect();
    assert_eq!(extractor.resized(&own).unwrap(), own);
    // Twice as large, every value four times: the mean of four is the value.
    let large: Vec<u8> = (0..4 * size * size)
        .map(|i| own[i / (2 * size) / 2 * size + i % (2 * size) / 2])
        .collect();
    let fitted = extractor.resized(&large).unwrap();
    assert_eq!(fitted.len(), own.len());
    let apart = fitted.iter().zip(&own).filter(|(a, b)| a.abs_diff(**b) > 1);
    assert_eq!(apart.count(), 0);
    for bad in [0, 3, size * size - 1] {
        assert_eq!(
            extractor.resized(&vec![0; bad]).unwrap_err().code(),
            "mismatch"
        );
    }
}

#[test]
fn every_face_of_a_picture_or_the_largest_becomes_a_crop() {
    let extractor = extractor();
    let size = extractor.preprocess().size;
    for (name, known) in known_faces() {
        let picture = Picture::shipped(&name);
        let all = extractor.faces(&picture.frame(), Which::All, true).unwrap();
        assert_eq!(all.len(), known.len(), "faces in {name}");
        assert!(all.iter().all(|face| face.pixels.len() == size * size));
        let largest = extractor
            .faces(&picture.frame(), Which::Largest, true)
            .unwrap();
        assert_eq!(largest.len(), known.len().min(1), "largest face in {name}");
        if let (Some(largest), Some(first)) = (largest.first(), all.first()) {
            let overlap = largest.bounds.iou(&first.bounds);
            assert!(
                overlap > 0.6,
                "{name}: the largest face is the first: {overlap}"
            );
        }
    }
}

#[test]
fn the_transform_of_a_crop_brings_the_middle_of_the_face_to_the_middle_of_the_crop() {
    let extractor = extractor();
    let picture = Picture::shipped("astronaut.jpg");
    let face = &extractor
        .faces(&picture.frame(), Which::Largest, true)
        .unwrap()[0];
    let bounds = face.bounds;
    let middle = Point::new(
        bounds.x + bounds.width / 2.0,
        bounds.y + bounds.height / 2.0,
    );
    let middle = face.to_face.apply(middle);
    let half = extractor.preprocess().size as f32 / 2.0;
    assert!((middle.x - half).abs() < half / 3.0 && (middle.y - half).abs() < half / 3.0);
}

#[test]
fn a_small_picture_that_shows_no_face_is_none() {
    let extractor = extractor();
    for name in NO_FACES {
        let picture = Picture::open(&path("tests/data/cases").join(name));
        let faces = extractor
            .faces(&picture.frame(), Which::Largest, true)
            .unwrap();
        assert_eq!(faces, [], "{name}");
    }
    for side in [48, 64, 65, 300] {
        let grey = vec![128; side * side * 4];
        let frame = Frame::new(&grey, side, side).unwrap();
        let faces = extractor.faces(&frame, Which::Largest, true).unwrap();
        assert_eq!(faces, [], "{side} pixels");
    }
}

#[test]
fn every_face_that_was_cut_out_is_seen_to_be_one() {
    let extractor = extractor();
    for (name, _) in known_faces() {
        let picture = Picture::shipped(&name);
        for face in extractor.faces(&picture.frame(), Which::All, true).unwrap() {
            // One is cut off at the eyes.
            if face.bounds.y < 0.0 {
                continue;
            }
            let side = extractor.preprocess().size;
            let rgba: Vec<u8> = face.pixels.iter().flat_map(|&v| [v, v, v, 255]).collect();
            let again = extractor.faces(
                &Frame::new(&rgba, side, side).unwrap(),
                Which::Largest,
                true,
            );
            assert_eq!(again.unwrap().len(), 1, "{name}: {:?}", face.bounds);
        }
    }
}

#[test]
fn a_ready_crop_needs_no_detector() {
    let blind = YuNet::new(&Device::flex());
    // All weights 0: every score is a half, and every landmark of a cell in its corner.
    let blind = blind.map(&mut Zeros).into_record().into_bytes().unwrap();
    let (blind, seeing) = (extractor_with(&blind), extractor());
    let picture = Picture::shipped("astronaut.jpg");
    let crop = &seeing
        .faces(&picture.frame(), Which::Largest, true)
        .unwrap()[0];
    let side = seeing.preprocess().size;
    assert_eq!(
        blind.cut_precropped(&crop.pixels, side).unwrap(),
        seeing.cut_precropped(&crop.pixels, side).unwrap()
    );
    assert_ne!(
        blind.faces(&picture.frame(), Which::Largest, true).unwrap(),
        seeing
            .faces(&picture.frame(), Which::Largest, true)
            .unwrap()
    );
}

struct Zeros;

impl ModuleMapper for Zeros {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        param.map(|weights| weights.zeros_like())
    }
}

#[test]
fn a_crop_that_is_cut_again_stays_about_as_it_is() {
    let extractor = extractor();
    let side = extractor.preprocess().size;
    for (name, _) in known_faces() {
        let picture = Picture::shipped(&name);
        for face in extractor.faces(&picture.frame(), Which::All, true).unwrap() {
            let again = extractor.cut_precropped(&face.pixels, side).unwrap();
            let pairs = again.iter().zip(&face.pixels);
            let apart: u32 = pairs.map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
            let mean = apart as f32 / again.len() as f32;
            // The landmarks of a crop are exact to some two pixels: edges are that far from where they were.
            assert!(mean < 40.0, "{name}: grey values are {mean} apart");
        }
    }
}

#[test]
fn crops_that_are_cut_together_are_those_that_are_cut_alone() {
    let extractor = extractor();
    let side = extractor.preprocess().size;
    let picture = Picture::shipped("astronaut.jpg");
    let face = &extractor
        .faces(&picture.frame(), Which::Largest, true)
        .unwrap()[0]
        .pixels;
    // More than go through the network together; every fifth shows nothing.
    let pictures: Vec<Vec<u8>> = (0..30)
        .map(|i| match i % 5 {
            0 => vec![100; side * side],
            _ => face.iter().map(|v| v - v / 100 * i).collect(),
        })
        .collect();
    let together = extractor.cut_precropped(&pictures.concat(), side).unwrap();
    let alone = pictures
        .iter()
        .map(|picture| extractor.cut_precropped(picture, side).unwrap());
    assert!(together == alone.collect::<Vec<_>>().concat());
    let error = extractor.cut_precropped(&face[1..], side).unwrap_err();
    assert_eq!(error.code(), "mismatch");
}

#[test]
fn the_mirrored_embedding_of_a_crop_is_that_of_the_mirrored_crop() {
    let extractor = extractor();
    let size = extractor.preprocess().size;
    let picture = Picture::shipped("astronaut.jpg");
    let crop = &extractor
        .faces(&picture.frame(), Which::Largest, true)
        .unwrap()[0]
        .pixels;
    let turned: Vec<u8> = crop
        .chunks_exact(size)
        .flat_map(|row| row.iter().rev().copied())
        .collect();
    let mirrored = extractor.embed(crop, true).unwrap();
    assert_eq!(mirrored, extractor.embed(&turned, false).unwrap());
    assert_ne!(mirrored, extractor.embed(crop, false).unwrap());
}

#[test]
fn many_crops_have_the_embeddings_that_each_has_alone() {
    let extractor = extractor();
    let picture = Picture::shipped("frame-15.jpg");
    let crops = extractor.faces(&picture.frame(), Which::All, true).unwrap();
    let crops: Vec<Vec<u8>> = crops.into_iter().map(|face| face.pixels).collect();
    let together = extractor.embed(&crops.concat(), false).unwrap();
    let alone = crops
        .iter()
        .map(|crop| extractor.embed(crop, false).unwrap());
    assert_eq!(together, alone.collect::<Vec<_>>().concat());
}

#[test]
fn half_a_crop_is_an_error() {
    let error = extractor().embed(&[0; 100], false).unwrap_err().to_string();
    assert!(error.contains("samples' faces"), "{error}");
}
