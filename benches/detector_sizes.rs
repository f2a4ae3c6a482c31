//! What the detector's input size costs and brings: time, recall, precision and the smallest face
//! that is found. The default in `DetectorOptions` is judged by this table: 320 finds every face of 64 pixels in 640x480
//! for 6.4 ms natively, where 416 takes 11.2 and 256 misses one of 64 pixels.
//!
//! `cargo bench --bench detector_sizes`

#![allow(missing_docs, reason = "a program, not a library")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use image::imageops::{self, FilterType};
use image::{Rgba, RgbaImage};
use mien::detect::{DetectorOptions, FaceDetector};
use mien::geometry::BoundingBox;
use serde::Deserialize;
use support::{Result, detector, frame, percentile, picture, project, use_one_thread};

const SIZES: [usize; 5] = [256, 320, 416, 480, 640];

/// Faces of these heights are pasted onto an empty frame, px.
const HEIGHTS: [u32; 11] = [12, 16, 20, 24, 28, 32, 36, 40, 48, 64, 80];

/// Different people draw different boxes around a face; this much intersection over union means
/// the same one.
const SAME_FACE: f32 = 0.35;

/// A picture with the places of its faces.
struct Labelled {
    picture: RgbaImage,
    faces: Vec<BoundingBox>,
}

#[derive(Deserialize)]
struct KnownPicture {
    faces: Vec<BoundingBox>,
}

fn main() -> Result<()> {
    use_one_thread()?;
    let detector = detector()?;
    let ours = shipped()?;
    let mut sets = vec![(
        "test pictures",
        ours.iter().map(|(_, l)| l).collect::<Vec<_>>(),
    )];
    let local = project("../shared/data/photos/local-only/dlib");
    let theirs = if local.exists() {
        dlib(&local)?
    } else {
        println!("dlib's example faces are not beside the checkout: skipped.\n");
        Vec::new()
    };
    if !theirs.is_empty() {
        sets.push(("dlib", theirs.iter().collect()));
    }

    print!("detector size   ms a frame");
    for (name, pictures) in &sets {
        let faces: usize = pictures.iter().map(|p| p.faces.len()).sum();
        print!("   {:>30}", format!("{name} ({faces} faces)"));
    }
    println!();
    let fifteen = picture(&project("benches/data/f15.png"))?;
    for size in SIZES {
        let options = sized(size);
        print!(
            "{size:>13}   {:>10.2}",
            median_time(&detector, &options, &fifteen)?
        );
        for (_, pictures) in &sets {
            let (recall, precision) = score(&detector, &options, pictures)?;
            print!(
                "   {:>30}",
                format!(
                    "recall {:.1} % prec. {:.1} %",
                    recall * 100.0,
                    precision * 100.0
                )
            );
        }
        println!();
    }

    let single: Vec<_> = ours
        .iter()
        .filter(|(name, labelled)| {
            !name.contains('/') && !name.starts_with("frame") && labelled.faces.len() == 1
        })
        .map(|(_, labelled)| labelled)
        .collect();
    println!(
        "\nHow many of {} faces are found on an empty 640x480 frame, by their height in pixels",
        single.len()
    );
    print!("detector size");
    HEIGHTS.iter().for_each(|height| print!("{height:>5}"));
    println!();
    for size in SIZES {
        let options = sized(size);
        print!("{size:>13}");
        for height in HEIGHTS {
            let mut found = 0;
            for labelled in &single {
                let (pasted, place) = alone(labelled, height);
                let detections = detector.detect(&frame(&pasted)?, &options)?;
                found += usize::from(detections.iter().any(|d| d.bounds.iou(&place) >= SAME_FACE));
            }
            print!("{found:>5}");
        }
        println!();
    }
    Ok(())
}

fn sized(size: usize) -> DetectorOptions {
    DetectorOptions {
        size,
        ..DetectorOptions::default()
    }
}

fn median_time(
    detector: &FaceDetector,
    options: &DetectorOptions,
    picture: &RgbaImage,
) -> Result<f64> {
    let frame = frame(picture)?;
    let mut times = Vec::new();
    for _ in 0..30 {
        let start = Instant::now();
        detector.detect(&frame, options)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(percentile(&times, 50.0))
}

/// Recall and precision over all faces; every detection answers for one face at most.
fn score(
    detector: &FaceDetector,
    options: &DetectorOptions,
    pictures: &[&Labelled],
) -> Result<(f64, f64)> {
    let (mut right, mut faces, mut detections) = (0, 0, 0);
    for labelled in pictures {
        let mut open = labelled.faces.clone();
        faces += open.len();
        for detection in detector.detect(&frame(&labelled.picture)?, options)? {
            detections += 1;
            let best = (0..open.len()).max_by(|&a, &b| {
                let overlap = |i: usize| open[i].iou(&detection.bounds);
                overlap(a).total_cmp(&overlap(b))
            });
            if let Some(best) = best.filter(|&i| open[i].iou(&detection.bounds) >= SAME_FACE) {
                open.swap_remove(best);
                right += 1;
            }
        }
    }
    let share = |of: usize| f64::from(right) / of.max(1) as f64;
    Ok((share(faces), share(detections)))
}

/// A face by itself: its picture scaled until the face has this height, with the face in the middle
/// of a grey 640x480 frame; and its place there.
fn alone(labelled: &Labelled, height: u32) -> (RgbaImage, BoundingBox) {
    let face = labelled.faces[0];
    let scale = height as f32 / face.height;
    let side = |v: u32| ((v as f32 * scale).round() as u32).max(1);
    let small = imageops::resize(
        &labelled.picture,
        side(labelled.picture.width()),
        side(labelled.picture.height()),
        FilterType::Triangle,
    );
    let centre = face.scaled(scale, scale).center();
    let (x, y) = ((320.0 - centre.x).round(), (240.0 - centre.y).round());
    let mut canvas = RgbaImage::from_pixel(640, 480, Rgba([128, 128, 128, 255]));
    imageops::overlay(&mut canvas, &small, x as i64, y as i64);
    let place = face.scaled(scale, scale);
    let place = BoundingBox::new(place.x + x, place.y + y, place.width, place.height);
    (canvas, place)
}

/// The test pictures that ship. Their places were found by YuNet at 640 px and checked by eye.
fn shipped() -> Result<Vec<(String, Labelled)>> {
    let folder = project("tests/data/pictures");
    let known: BTreeMap<String, KnownPicture> =
        serde_json::from_str(&fs::read_to_string(folder.join("faces.json"))?)?;
    known
        .into_iter()
        .map(|(name, KnownPicture { faces })| {
            let picture = picture(&folder.join(&name))?;
            Ok((name, Labelled { picture, faces }))
        })
        .collect()
}

/// dlib's example faces: `<image file='…'>` elements that hold `<box top='…' left='…' …/>`.
fn dlib(folder: &Path) -> Result<Vec<Labelled>> {
    let mut pictures = Vec::new();
    for list in ["training.xml", "testing.xml"] {
        let mut open: Option<(PathBuf, Vec<BoundingBox>)> = None;
        for line in fs::read_to_string(folder.join(list))?.lines() {
            if let Some(file) = attribute(line, "<image", "file") {
                open = Some((folder.join(file), Vec::new()));
            } else if let (Some((_, faces)), true) = (&mut open, line.contains("<box")) {
                let number = |name| -> Result<f32> {
                    Ok(attribute(line, "<box", name)
                        .ok_or(format!("{list}: {name} is missing"))?
                        .parse()?)
                };
                faces.push(BoundingBox::new(
                    number("left")?,
                    number("top")?,
                    number("width")?,
                    number("height")?,
                ));
            } else if line.contains("</image>")
                && let Some((file, faces)) = open.take()
            {
                pictures.push(Labelled {
                    picture: picture(&file)?,
                    faces,
                });
            }
        }
    }
    Ok(pictures)
}

fn attribute<'a>(line: &'a str, element: &str, name: &str) -> Option<&'a str> {
    let (_, inside) = line.split_once(element)?;
    let (_, value) = inside.split_once(&format!("{name}='"))?;
    Some(value.split_once('\'')?.0)
}
