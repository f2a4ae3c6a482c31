//! How sure the detector is of faces in photos, of the same photos turned, and of what shows no face. What it takes to turn a
//! picture (`src/detect/turned.rs`), and to see a face in a small one (`src/studio/extract.rs`), is judged by this.
//!
//! `cargo bench --bench stills [-- --csv fer2013.csv]`
//!
//! Photos that are not shipped are measured too where they lie beside the checkout.

#![allow(missing_docs, reason = "a program, not a library")]

mod support;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use burn::tensor::Device;
use image::imageops::{crop_imm, rotate90};
use image::{Rgba, RgbaImage};
use mien::detect::{DetectorOptions, FaceDetector};
use mien::geometry::BoundingBox;
use mien::manifest::Manifest;
use mien::studio::extract::{SampleExtractor, Which};
use mien::studio::import::fer::{FER2013_SIDE, TrainingTable};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use support::{Result, detector, frame, picture, project};

/// Of the live recogniser, and of the studio's second look.
const SIZES: [usize; 2] = [320, 640];

/// Parts of photos without a face are a third and a sixth of the shorter side.
const PARTS: [u32; 2] = [3, 6];

fn main() -> Result<()> {
    let detector = detector()?;
    let photos = photos()?;
    println!("Best score of a photo as it is, and turned clockwise by 90, 180 and 270 degrees\n");
    for (name, photo) in &photos {
        let scores = turns(photo).map(|turned| best(&detector, &turned, SIZES[0]));
        let [a, b, c, d] = scores.map(|score| score.unwrap_or(f32::NAN));
        println!("{name:<32} {a:.2}   {b:.2} {c:.2} {d:.2}");
    }
    for size in SIZES {
        of_photos(&detector, &photos, size)?;
        of_parts(&detector, &photos, size)?;
    }
    of_small_pictures()
}

/// What becomes of photos, as they are and turned.
fn of_photos(detector: &FaceDetector, photos: &[(String, RgbaImage)], size: usize) -> Result<()> {
    let options = sized(size);
    let (mut turned_away, mut lost, mut right, mut unnamed, mut wrong) = (0, 0, 0, 0, 0);
    for (_, photo) in photos {
        for (quarters, turned) in turns(photo).into_iter().enumerate() {
            let found = detector.find(&frame(&turned)?, &options, true)?;
            let needed = (360 - 90 * quarters as u16) % 360;
            match (quarters, found.turn.degrees()) {
                (0, 0) => {
                    let before = detector.detect(&frame(&turned)?, &options)?.len();
                    lost += before - found.detections.len();
                }
                (0, _) => turned_away += 1,
                (_, degrees) if degrees == needed => right += 1,
                _ if found.detections.is_empty() => unnamed += 1,
                _ => wrong += 1,
            }
        }
    }
    println!(
        "\nAt {size}: {} photos as they are: {turned_away} turned, {lost} faces lost; {} turned copies: {right} turned back, \
         of {unnamed} nothing is said, of {wrong} something wrong",
        photos.len(),
        3 * photos.len()
    );
    Ok(())
}

/// What is found in parts of photos that show no face.
fn of_parts(detector: &FaceDetector, photos: &[(String, RgbaImage)], size: usize) -> Result<()> {
    let (mut all, mut before, mut now) = (0, 0, 0);
    for (_, photo) in photos {
        let faces = faces_of(detector, photo)?;
        for part in PARTS {
            let side = (photo.width().min(photo.height()) / part).max(1);
            for y in (0..photo.height() - side).step_by(side as usize) {
                for x in (0..photo.width() - side).step_by(side as usize) {
                    let place = BoundingBox::new(x as f32, y as f32, side as f32, side as f32);
                    if faces.iter().any(|face| face.intersection(&place) > 0.0) {
                        continue;
                    }
                    let part = crop_imm(photo, x, y, side, side).to_image();
                    let found = detector.find(&frame(&part)?, &sized(size), true)?;
                    all += 1;
                    before +=
                        usize::from(!detector.detect(&frame(&part)?, &sized(size))?.is_empty());
                    now += usize::from(!found.detections.is_empty());
                }
            }
        }
    }
    println!(
        "At {size}: {all} parts of photos without a face: something is seen in {before}, of which {now} count"
    );
    Ok(())
}

/// How many small pictures show a face: rows of FER2013, noise, and what is drawn.
fn of_small_pictures() -> Result<()> {
    let (manifest, files) = Manifest::open(&project("model"))?;
    let extractor = SampleExtractor::new(&manifest, &files, &Device::flex())?;
    let shows_face = |picture: &RgbaImage| -> Result<bool> {
        Ok(!extractor
            .faces(&frame(picture)?, Which::Largest, true)?
            .is_empty())
    };
    println!();
    for entry in sorted(&project("tests/data/cases"))? {
        if entry
            .extension()
            .is_some_and(|kind| kind == "png" || kind == "jpg")
        {
            let seen = shows_face(&picture(&entry)?)?;
            println!(
                "{:<32} {}",
                name(&entry),
                if seen { "a face" } else { "no face" }
            );
        }
    }
    let mut rng = StdRng::seed_from_u64(1);
    let mut noise = 0;
    for i in 0..200 {
        let side = if i % 2 == 0 { 48 } else { 64 };
        let noisy = RgbaImage::from_fn(side, side, |_, _| {
            let [r, g, b]: [u8; 3] = rng.random();
            Rgba([r, g, b, 255])
        });
        noise += usize::from(shows_face(&noisy)?);
    }
    println!("200 pictures of noise: {noise} show a face");
    let Some(csv) = csv()? else { return Ok(()) };
    let mut table = TrainingTable::open(File::open(csv)?)?;
    let mut rows = Vec::new();
    while let Some(more) = table.read()? {
        rows.extend(more);
    }
    let mut faceless = 0;
    for row in &rows {
        let side = FER2013_SIDE as u32;
        let pixel = |x: u32, y: u32| row.pixels[(y * side + x) as usize];
        let face = RgbaImage::from_fn(side, side, |x, y| {
            Rgba([pixel(x, y), pixel(x, y), pixel(x, y), 255])
        });
        faceless += usize::from(!shows_face(&face)?);
    }
    let share = 100.0 * faceless as f64 / rows.len() as f64;
    println!(
        "{} rows of the table: {faceless} show no face, {share:.2} %",
        rows.len()
    );
    Ok(())
}

/// The table that was named.
fn csv() -> Result<Option<PathBuf>> {
    let mut arguments = std::env::args().skip(1);
    let mut csv = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--csv" => csv = Some(arguments.next().ok_or("--csv needs a file")?.into()),
            "--bench" => {}
            other => return Err(format!("{other} is no option of this bench").into()),
        }
    }
    Ok(csv)
}

/// The photos of faces: those that are shipped, and those beside the checkout.
fn photos() -> Result<Vec<(String, RgbaImage)>> {
    let mut photos = Vec::new();
    for folder in ["tests/data/pictures", "../shared/data/photos"] {
        collect(&project(folder), &mut photos)?;
    }
    Ok(photos)
}

fn collect(folder: &Path, photos: &mut Vec<(String, RgbaImage)>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in sorted(folder)? {
        let kind = entry.extension().and_then(|kind| kind.to_str());
        // Their faces are a dog's and nobody's.
        if entry.is_dir() {
            collect(&entry, photos)?;
        } else if matches!(kind, Some("jpg" | "jpeg" | "png"))
            && !["dogs.jpg", "nobody.jpg"].contains(&name(&entry).as_str())
        {
            photos.push((name(&entry), picture(&entry)?));
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into()
}

fn sized(size: usize) -> DetectorOptions {
    DetectorOptions {
        size,
        ..DetectorOptions::default()
    }
}

/// The picture turned by 0 to 3 quarters.
fn turns(picture: &RgbaImage) -> [RgbaImage; 4] {
    let mut turned = picture.clone();
    std::array::from_fn(|quarters| {
        if quarters > 0 {
            turned = rotate90(&turned);
        }
        turned.clone()
    })
}

fn best(detector: &FaceDetector, picture: &RgbaImage, size: usize) -> Result<f32> {
    let options = DetectorOptions {
        min_score: 0.02,
        ..sized(size)
    };
    let found = detector.detect(&frame(picture)?, &options)?;
    Ok(found.first().map_or(0.0, |face| face.score))
}

/// Where faces may be.
fn faces_of(detector: &FaceDetector, photo: &RgbaImage) -> Result<Vec<BoundingBox>> {
    let mut faces = Vec::new();
    for size in SIZES {
        let options = DetectorOptions {
            min_score: 0.5,
            ..sized(size)
        };
        let found = detector.detect(&frame(photo)?, &options)?;
        faces.extend(found.into_iter().map(|face| face.bounds));
    }
    Ok(faces)
}
