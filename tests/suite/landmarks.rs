//! Landmarks of pre-cropped faces: against the detector's on the same pictures.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Device, Tensor};
use mien::align::{align, alignment, fit_square, whole_frame};
use mien::detect::DetectorOptions;
use mien::geometry::{Landmarks, Point, SimilarityTransform};
use mien::image::Frame;
use mien::studio::landmarks::{
    CropLandmarks, LandmarkNet, SIDE, from_coordinates, standardized, to_coordinates,
};
use mien::weights::load_weights;
use proptest::prelude::*;

use crate::support::{Picture, detector, manifest, model_file};

const FILE: &str = "crop-landmarks.bpk";

/// Pictures with one large face.
const FACES: [&str; 5] = [
    "astronaut.jpg",
    "grace-hopper.jpg",
    "neutral.jpg",
    "surprised.jpg",
    "happy-baby.jpg",
];

fn network(device: &Device) -> CropLandmarks {
    CropLandmarks::from_bytes(FILE, &model_file(FILE), device).expect("the shipped weights decode")
}

/// The largest face of a picture as FER2013 would hold it, moved by `then`: RGBA, and where the
/// detector saw its landmarks in the large picture.
fn precropped_face(name: &str, then: &SimilarityTransform) -> (Vec<u8>, Landmarks) {
    let picture = Picture::shipped(name);
    let frame = picture.frame();
    let found = detector().detect(&frame, &DetectorOptions::default());
    let face = found.unwrap()[0];
    let preprocess = manifest().model.preprocess;
    let to_crop = alignment(&face.landmarks, &preprocess).unwrap().then(then);
    let crop = align(&frame, &to_crop, &preprocess).pixels;
    let rgba = crop
        .iter()
        .flat_map(|v| [v.round() as u8; 3].into_iter().chain([255]));
    let landmarks = face.landmarks.0.map(|p| to_crop.apply(p));
    (rgba.collect(), Landmarks(landmarks))
}

/// Mean distance.
fn apart(a: &Landmarks, b: &Landmarks) -> f32 {
    let pairs = a.0.iter().zip(&b.0);
    pairs
        .map(|(p, q)| (p.x - q.x).hypot(p.y - q.y))
        .sum::<f32>()
        / 5.0
}

fn moved(dx: f32, dy: f32) -> SimilarityTransform {
    SimilarityTransform {
        tx: dx,
        ty: dy,
        ..SimilarityTransform::IDENTITY
    }
}

#[test]
fn landmarks_are_near_the_detectors_and_follow_the_face() {
    let network = network(&Device::flex());
    for name in FACES {
        for (dx, dy) in [(0.0, 0.0), (3.0, -2.0), (-2.0, 3.0)] {
            let (rgba, expected) = precropped_face(name, &moved(dx, dy));
            let found = network.predict(&[Frame::new(&rgba, SIDE, SIDE).unwrap()]);
            let found = found.unwrap()[0].expect("landmarks");
            let apart = apart(&found, &expected);
            // Two pixels are usual; a mouth wide open is the hardest.
            assert!(apart < 3.5, "{name} moved by {dx}, {dy}: {apart} pixels");
        }
    }
}

#[test]
fn landmarks_are_in_the_pictures_own_pixels_whatever_its_size() {
    let network = network(&Device::flex());
    let (rgba, _) = precropped_face("astronaut.jpg", &SimilarityTransform::IDENTITY);
    let frame = Frame::new(&rgba, SIDE, SIDE).unwrap();
    let small = network.predict(&[frame]).unwrap()[0].unwrap();
    // Every pixel four times, and a band above and below.
    let (width, height) = (2 * SIDE, 2 * SIDE - 24);
    let pixel = |x: usize, y: usize| &rgba[((y + 12) / 2 * SIDE + x / 2) * 4..][..4];
    let large = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y)));
    let large: Vec<u8> = large.copied().collect();
    let found = network.predict(&[Frame::new(&large, width, height).unwrap()]);
    let found = found.unwrap()[0].unwrap();
    let back = Landmarks(found.0.map(|p| Point::new(p.x / 2.0, (p.y + 12.0) / 2.0)));
    assert!(apart(&small, &back) < 2.5, "{small:?}, {back:?}");
}

#[test]
fn kernels_and_burn_and_the_second_opinion_agree() {
    #[allow(deprecated)] // deprecated since burn 0.22, kept as the second opinion
    let devices = [Device::flex(), Device::flex().autodiff(), Device::ndarray()];
    let [kernels, burn, second] = devices.map(|device| network(&device));
    for name in FACES {
        let (rgba, _) = precropped_face(name, &SimilarityTransform::IDENTITY);
        let frame = Frame::new(&rgba, SIDE, SIDE).unwrap();
        let found = |network: &CropLandmarks| network.predict(&[frame]).unwrap()[0].unwrap();
        for other in [&burn, &second] {
            assert!(apart(&found(&kernels), &found(other)) < 1e-3, "{name}");
        }
    }
}

#[test]
fn a_picture_that_shows_nothing_counts_as_a_whole() {
    let network = network(&Device::flex());
    let preprocess = manifest().model.preprocess;
    for (width, height) in [(48, 48), (64, 20), (1, 1)] {
        let grey = vec![128; width * height * 4];
        let frame = Frame::new(&grey, width, height).unwrap();
        assert_eq!(network.predict(&[frame]).unwrap(), [None]);
        let to_face = network.to_faces(&[frame], &preprocess).unwrap()[0];
        assert_eq!(to_face, whole_frame(&frame, &preprocess));
    }
}

/// The shipped network with all weights `factor` times as large.
fn exaggerating(factor: f64) -> CropLandmarks {
    let shipped = load_weights(
        FILE,
        &model_file(FILE),
        LandmarkNet::folded(&Device::flex()),
    );
    let weights = shipped.unwrap().map(&mut Times(factor)).into_record();
    CropLandmarks::from_bytes(FILE, &weights.into_bytes().unwrap(), &Device::flex()).unwrap()
}

struct Times(f64);

impl ModuleMapper for Times {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        param.map(|weights| weights * self.0)
    }
}

#[test]
fn landmarks_that_no_face_in_a_crop_has_count_for_nothing() {
    let preprocess = manifest().model.preprocess;
    // As shipped, the face is found; ten times the weights put it outside the picture, and none in
    // one place.
    for (factor, believed) in [(1.0, true), (10.0, false), (0.0, false)] {
        let network = exaggerating(factor);
        for name in FACES {
            let (rgba, _) = precropped_face(name, &moved(2.0, 1.0));
            let frame = Frame::new(&rgba, SIDE, SIDE).unwrap();
            let to_face = network.to_faces(&[frame], &preprocess).unwrap()[0];
            let whole = whole_frame(&frame, &preprocess);
            assert_eq!(
                to_face != whole,
                believed,
                "{factor} times, {name}: {to_face:?}"
            );
        }
    }
}

#[test]
fn bytes_that_are_no_weights_are_refused_by_name() {
    let good = model_file(FILE);
    let other = model_file(&manifest().detector.file);
    for bytes in [&[][..], b"not a model", &good[..good.len() / 2], &other] {
        let error =
            CropLandmarks::from_bytes(FILE, bytes, &Device::flex()).expect_err("no weights");
        assert_eq!(error.code(), "malformed");
        assert!(error.to_string().starts_with(FILE), "{error}");
    }
}

#[test]
fn the_manifest_describes_the_weights_and_may_lack_them() {
    let manifest = manifest();
    let good = model_file(FILE);
    let verify = |bytes: &[u8]| manifest.landmarks().unwrap().verify(bytes);
    assert!(verify(&good).is_ok());
    let mut flipped = good.clone();
    flipped[1000] ^= 1;
    let error = verify(&flipped).unwrap_err();
    assert!(error.to_string().starts_with(FILE), "{error}");
    let mut text = serde_json::to_value(&manifest).unwrap();
    text.as_object_mut().unwrap().remove("landmarks");
    let without = mien::manifest::Manifest::from_json(&text.to_string()).unwrap();
    let error = without.landmarks().unwrap_err();
    assert!(error.to_string().contains("landmarks"), "{error}");
}

#[test]
fn a_crop_is_shown_with_mean_zero_and_deviation_one() {
    let values: Vec<f32> = (0..SIDE * SIDE).map(|i| (i % 97) as f32).collect();
    let shown = standardized(&values).unwrap();
    let count = shown.len() as f32;
    let mean = shown.iter().sum::<f32>() / count;
    let square = shown.iter().map(|v| v * v).sum::<f32>() / count;
    assert!(mean.abs() < 1e-3 && (square - 1.0).abs() < 1e-3);
    assert_eq!(standardized(&[7.0; 4]), None);
    assert_eq!(standardized(&[f32::NAN; 4]), None);
}

proptest! {
    #[test]
    fn places_and_landmarks_are_two_ways_to_say_the_same(
        values in prop::array::uniform10(-30.0f32..80.0),
    ) {
        let at = |i: usize| Point::new(values[2 * i], values[2 * i + 1]);
        let landmarks = Landmarks(std::array::from_fn(at));
        let back = from_coordinates(&to_coordinates(&landmarks)).unwrap();
        prop_assert!(apart(&landmarks, &back) < 1e-3);
    }

    #[test]
    fn a_frame_fits_into_its_square(width in 1usize..80, height in 1usize..80) {
        let rgba = vec![0; width * height * 4];
        let frame = Frame::new(&rgba, width, height).unwrap();
        let to_square = fit_square(&frame, SIDE);
        let end = to_square.apply(Point::new(width as f32, height as f32));
        let start = to_square.apply(Point::new(0.0, 0.0));
        let side = SIDE as f32;
        prop_assert!(start.x > -0.01 && start.y > -0.01 && end.x < side + 0.01 && end.y < side + 0.01);
        prop_assert!((start.x + end.x - side).abs() < 0.01 && (start.y + end.y - side).abs() < 0.01);
    }
}
