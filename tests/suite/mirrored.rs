//! A face and its mirror image: both are asked about and averaged, but for classes that differ in the
//! side alone.

use burn::tensor::Device;
use mien::expression::Probabilities;
use mien::head::HeadFile;
use mien::image::Frame;
use mien::recognizer::{Input, Recognizer, Report, Settings};
use mien::studio::extract::{SampleExtractor, Which};
use mien::studio::train::{Example, HeadFit, TrainConfig};

use crate::support::{Picture, extractor, manifest, recognize, recognizer};

const PICTURES: [&str; 4] = [
    "astronaut.jpg",
    "surprised.jpg",
    "neutral.jpg",
    "frame-6.jpg",
];

/// Those with one face.
const PORTRAITS: [&str; 3] = ["astronaut.jpg", "surprised.jpg", "neutral.jpg"];

/// Raw answers as they come, unsteadied ones displayed.
fn unsteadied(average_mirrored: bool) -> Recognizer {
    let mut recognizer = recognizer(&Device::flex());
    let settings = Settings {
        smoothing: false,
        average_mirrored,
        ..Settings::default()
    };
    recognizer.set_settings(settings).unwrap();
    recognizer
}

/// So many frames of a stream, all alike.
fn watch(recognizer: &mut Recognizer, frame: &Frame, frames: usize) -> Vec<Report> {
    recognizer.reset();
    (0..frames)
        .map(|i| {
            let input = Input {
                time: i as f64 * 33.0,
                still: false,
                ..Input::still(frame)
            };
            recognizer.recognize(frame, input, || 0.0).unwrap()
        })
        .collect()
}

fn answers(report: &Report) -> Vec<Probabilities> {
    let faces = report.faces.iter();
    faces
        .map(|face| face.probabilities.values.clone())
        .collect()
}

fn farthest(a: &[Probabilities], b: &[Probabilities]) -> f32 {
    let pairs = a.iter().zip(b);
    pairs
        .flat_map(|(a, b)| a.values().iter().zip(b.values()))
        .fold(0.0, |most, (a, b)| most.max((a - b).abs()))
}

#[test]
fn a_stream_is_asked_about_one_side_a_frame_and_a_still_about_both() {
    for name in PICTURES {
        let picture = Picture::shipped(name);
        let frame = picture.frame();
        let mut recognizer = unsteadied(true);
        let stream = watch(&mut recognizer, &frame, 4);
        let [seen, mirrored, third, fourth] = [0, 1, 2, 3].map(|i| answers(&stream[i]));
        assert_eq!((&seen, &mirrored), (&third, &fourth), "{name}");
        assert!(farthest(&seen, &mirrored) > 0.0, "{name}");
        let mean: Vec<_> = seen.iter().zip(&mirrored).map(|(a, b)| a.mean(b)).collect();

        recognizer.reset();
        assert_eq!(answers(&recognize(&mut recognizer, &frame)), mean, "{name}");

        for report in &stream[1..] {
            let bars: Vec<f32> = report.bars.iter().map(|bar| bar.value).collect();
            assert!(mean.iter().any(|mean| mean.values() == bars), "{name}");
        }
        let alone = answers(&recognize(&mut unsteadied(false), &frame));
        assert_eq!(alone, seen, "{name}: switched off");
    }
}

#[test]
fn the_mean_is_the_same_for_a_picture_and_its_mirror_image() {
    for name in PICTURES {
        let picture = Picture::shipped(name);
        let stream = watch(&mut unsteadied(true), &picture.frame(), 2);
        for (seen, mirrored) in answers(&stream[0]).iter().zip(&answers(&stream[1])) {
            assert_eq!(seen.mean(mirrored), mirrored.mean(seen), "{name}");
        }

        // In a mirrored picture the detector finds its landmarks at slightly other places.
        let (mut both, mut one) = (unsteadied(true), unsteadied(false));
        let turned = picture.mirrored();
        let main = |recognizer: &mut Recognizer, picture: &Picture| {
            recognizer.reset();
            let report = recognize(recognizer, &picture.frame());
            report.bars.iter().map(|bar| bar.value).collect::<Vec<_>>()
        };
        let apart = |recognizer: &mut Recognizer| {
            let (a, b) = (main(recognizer, &picture), main(recognizer, &turned));
            a.iter()
                .zip(&b)
                .fold(0.0f32, |most, (a, b)| most.max((a - b).abs()))
        };
        let (both, one) = (apart(&mut both), apart(&mut one));
        println!("{name}: {both} apart, {one} from one side");
        assert!(both < one, "{name}: {both} apart, {one} from one side");
    }
}

/// A head that tells the faces of pictures from their mirror images, as a left wink from a right one.
fn taught_sides(extractor: &SampleExtractor) -> HeadFile {
    let mut examples = Vec::new();
    for name in PORTRAITS {
        for face in extractor
            .faces(&Picture::shipped(name).frame(), Which::All, true)
            .unwrap()
        {
            let sides = [false, true].map(|side| extractor.embed(&face.pixels, side).unwrap());
            for (class, embedding) in sides.into_iter().enumerate() {
                let mirrored = Vec::new();
                examples.push(Example {
                    embedding,
                    mirrored,
                    class,
                });
            }
        }
    }
    let config = TrainConfig {
        mirror: false,
        validation_share: 0.0,
        epochs: 300,
        ..TrainConfig::default()
    };
    let mut fit = HeadFit::new(examples, 2, &config, &Device::flex()).unwrap();
    while !fit.finished() {
        fit.epoch().unwrap();
    }
    HeadFile {
        name: "Sides".into(),
        labels: ["Left", "Right"].map(Into::into).to_vec(),
        backbone: manifest().expression.sha256,
        threshold: 0.4,
        mirrored: config.mirror,
        head: fit.best().unwrap().clone(),
    }
}

#[test]
fn classes_that_differ_in_the_side_alone_are_never_asked_about_in_the_mirror() {
    let head = taught_sides(&extractor());
    let mut recognizer = unsteadied(true);
    recognizer.use_head(Some(&head)).unwrap();
    for name in PORTRAITS {
        let picture = Picture::shipped(name);
        let frame = picture.frame();
        let mut reports = watch(&mut recognizer, &frame, 3);
        reports.push(recognize(&mut recognizer, &frame));
        for report in reports {
            for face in &report.faces {
                assert_eq!(face.label, "Left", "{name}: {}", face.probability);
            }
            assert!(
                report.shown.iter().all(|face| face.class == Some(0)),
                "{name}"
            );
        }
    }
    // What would happen if it were: both classes alike.
    let careless = HeadFile {
        mirrored: true,
        ..head
    };
    recognizer.use_head(Some(&careless)).unwrap();
    let report = recognize(&mut recognizer, &Picture::shipped(PORTRAITS[0]).frame());
    assert!(report.faces[0].probability < 0.6, "{:?}", report.faces[0]);
}
