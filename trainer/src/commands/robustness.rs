//! `robustness`: what bad light, blur, noise, tilt and distance leave of the recognition of photos.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use image::imageops::{self, FilterType};
use image::{Rgba, RgbaImage};
use mien::geometry::{BoundingBox, Point};
use mien::image::Frame;
use mien::recognizer::{FacePrediction, Input, Recognizer};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::data::picture::Picture;
use crate::models::folder::ModelFolder;

/// Options of `robustness`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of pictures with a faces.json beside them (default: the shipped ones)
    #[arg(long)]
    pictures: Option<PathBuf>,
    /// Folder with the weights and their manifest (default: the shipped model)
    #[arg(long)]
    model: Option<PathBuf>,
    /// Folder for the changed pictures, to look at
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Print one JSON object a condition
    #[arg(long)]
    json: bool,
}

/// Pictures that are not made of others.
const PHOTOS: [&str; 7] = [
    "angry.jpg",
    "astronaut.jpg",
    "happy-baby.jpg",
    "neutral.jpg",
    "sad-baby.jpg",
    "surprised.jpg",
    "women-on-phones.jpg",
];

/// The expression that a picture's description names. What is "stern" may be called anger or neutral.
fn expression(shows: &str) -> Option<&'static str> {
    Some(match shows {
        "angry" => "Anger",
        "smiling" | "laughing" => "Happiness",
        "neutral" => "Neutral",
        "crying" => "Sadness",
        "surprised" => "Surprise",
        _ => return None,
    })
}

/// How a picture is spoilt. Lengths are shares of the face's width, so that all faces suffer alike.
#[derive(Debug, Clone, Copy)]
enum Condition {
    AsItIs,
    /// All light times this.
    Light(f32),
    /// Light that falls from 1 at the face's left edge to this at its right.
    SideLight(f32),
    /// Contrast times this, around the middle.
    Contrast(f32),
    /// Blurred by a Gaussian of this deviation.
    Blur(f32),
    /// Noise of this deviation, of 255.
    Noise(f32),
    /// Turned around the face's middle, degrees.
    Tilt(f32),
    /// So far away that the face is this wide, pixels.
    Far(f32),
}

const CONDITIONS: [(&str, Condition); 14] = [
    ("as photographed", Condition::AsItIs),
    ("a quarter of the light", Condition::Light(0.25)),
    ("a tenth of the light", Condition::Light(0.1)),
    ("overexposed, 1.8 times the light", Condition::Light(1.8)),
    ("a third of the contrast", Condition::Contrast(0.33)),
    ("light from one side, 1 to 0.15", Condition::SideLight(0.15)),
    ("blurred by 3 % of the face", Condition::Blur(0.03)),
    ("blurred by 6 % of the face", Condition::Blur(0.06)),
    ("noise of 15", Condition::Noise(15.0)),
    ("noise of 30", Condition::Noise(30.0)),
    ("tilted by 15 degrees", Condition::Tilt(15.0)),
    ("tilted by 30 degrees", Condition::Tilt(30.0)),
    ("far away, a face of 40 px", Condition::Far(40.0)),
    ("far away, a face of 24 px", Condition::Far(24.0)),
];

/// A photo of `faces.json`.
#[derive(Deserialize)]
struct Photo {
    faces: Vec<KnownFace>,
}

#[derive(Deserialize)]
struct KnownFace {
    #[serde(flatten)]
    bounds: BoundingBox,
    shows: Option<String>,
}

/// What a condition leaves.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    condition: &'static str,
    faces: usize,
    found: usize,
    right: usize,
    /// Wrong, with a probability of 0.8 or more.
    surely_wrong: usize,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let shipped = || {
        PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/data/pictures"
        ))
    };
    let folder = args.pictures.clone().unwrap_or_else(shipped);
    let known = std::fs::read(folder.join("faces.json"))
        .with_context(|| format!("no faces.json in {}", folder.display()))?;
    let known: BTreeMap<String, Photo> =
        serde_json::from_slice(&known).context("faces.json cannot be read")?;
    let mut recognizer = ModelFolder::choose(args.model.as_deref()).recognizer()?;
    let mut outcomes: Vec<_> = CONDITIONS
        .iter()
        .map(|&(condition, _)| Outcome {
            condition,
            ..Outcome::default()
        })
        .collect();
    for name in PHOTOS {
        let photo = known
            .get(name)
            .with_context(|| format!("faces.json has no {name}"))?;
        let picture = Picture::open(&folder.join(name))?.into_rgba();
        for face in &photo.faces {
            let Some(expected) = face.shows.as_deref().and_then(expression) else {
                continue;
            };
            for (outcome, (label, condition)) in outcomes.iter_mut().zip(CONDITIONS) {
                let (spoilt, middle) = condition.apply(&picture, &face.bounds);
                if let Some(keep) = &args.keep {
                    std::fs::create_dir_all(keep)?;
                    let x = face.bounds.x;
                    spoilt.save(keep.join(format!("{label}, {x}, {name}.png")))?;
                }
                outcome.faces += 1;
                let Some(found) = face_at(&mut recognizer, &spoilt, middle)? else {
                    continue;
                };
                outcome.found += 1;
                outcome.right += usize::from(found.label == expected);
                outcome.surely_wrong +=
                    usize::from(found.label != expected && found.probability >= 0.8);
            }
        }
    }
    for outcome in &outcomes {
        if args.json {
            println!("{}", serde_json::to_string(outcome)?);
        }
    }
    if !args.json {
        print(&outcomes);
    }
    Ok(())
}

/// The face that the app sees at a place of a picture.
fn face_at(
    recognizer: &mut Recognizer,
    picture: &RgbaImage,
    place: Point,
) -> Result<Option<FacePrediction>> {
    let (width, height) = picture.dimensions();
    let frame = Frame::new(picture.as_raw(), width as usize, height as usize)?;
    recognizer.reset();
    let faces = recognizer
        .recognize(&frame, Input::still(&frame), || 0.0)?
        .faces;
    Ok(faces.into_iter().find(|FacePrediction { bounds, .. }| {
        (bounds.x..bounds.right()).contains(&place.x)
            && (bounds.y..bounds.bottom()).contains(&place.y)
    }))
}

impl Condition {
    /// The spoilt picture, and where the middle of the face is in it.
    fn apply(self, picture: &RgbaImage, face: &BoundingBox) -> (RgbaImage, Point) {
        let middle = face.center();
        let spoilt = match self {
            Self::AsItIs => picture.clone(),
            Self::Light(gain) => each_value(picture, |value, _| value * gain),
            Self::Contrast(share) => {
                each_value(picture, |value, _| 128.0 + (value - 128.0) * share)
            }
            Self::SideLight(least) => each_value(picture, |value, x| {
                let across = ((x - face.x) / face.width).clamp(0.0, 1.0);
                value * (1.0 + (least - 1.0) * across)
            }),
            Self::Blur(share) => imageops::blur(picture, share * face.width),
            Self::Noise(deviation) => {
                let mut rng = StdRng::seed_from_u64(1);
                // The sum of twelve uniform numbers has a deviation of 1.
                let mut normal = move || (0..12).map(|_| rng.random::<f32>()).sum::<f32>() - 6.0;
                each_value(picture, |value, _| value + deviation * normal())
            }
            Self::Tilt(degrees) => turned(picture, middle, degrees),
            Self::Far(width) => {
                let scale = (width / face.width).min(1.0);
                let small = |side: u32| ((side as f32 * scale).round() as u32).max(1);
                let (width, height) = picture.dimensions();
                let picture =
                    imageops::resize(picture, small(width), small(height), FilterType::Triangle);
                return (picture, Point::new(middle.x * scale, middle.y * scale));
            }
        };
        (spoilt, middle)
    }
}

/// Every colour value changed by a function of it and of its column.
fn each_value(picture: &RgbaImage, mut change: impl FnMut(f32, f32) -> f32) -> RgbaImage {
    let mut changed = picture.clone();
    for (x, _, Rgba([red, green, blue, _])) in changed.enumerate_pixels_mut() {
        for value in [red, green, blue] {
            *value = change(f32::from(*value), x as f32)
                .round()
                .clamp(0.0, 255.0) as u8;
        }
    }
    changed
}

/// The picture turned around a place; what was outside is grey.
fn turned(picture: &RgbaImage, around: Point, degrees: f32) -> RgbaImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = picture.dimensions();
    RgbaImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32 - around.x, y as f32 - around.y);
        let source = (cos * x + sin * y + around.x, cos * y - sin * x + around.y);
        imageops::interpolate_bilinear(picture, source.0, source.1)
            .unwrap_or(Rgba([128, 128, 128, 255]))
    })
}

fn print(outcomes: &[Outcome]) {
    println!(
        "{:<34} {:>5} {:>5} {:>5} {:>12}",
        "", "faces", "found", "right", "surely wrong"
    );
    let sum = |count: fn(&Outcome) -> usize| outcomes.iter().map(count).sum();
    let total = Outcome {
        condition: "together",
        faces: sum(|o| o.faces),
        found: sum(|o| o.found),
        right: sum(|o| o.right),
        surely_wrong: sum(|o| o.surely_wrong),
    };
    for o in outcomes.iter().chain([&total]) {
        println!(
            "{:<34} {:>5} {:>5} {:>5} {:>12}",
            o.condition, o.faces, o.found, o.right, o.surely_wrong
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_does_what_its_name_says_and_knows_where_the_face_went() {
        let picture = RgbaImage::from_fn(80, 60, |x, y| {
            let inside = (30..50).contains(&x) && (20..40).contains(&y);
            Rgba([if inside { 200 } else { 40 }, 40, 40, 255])
        });
        let face = BoundingBox::new(30.0, 20.0, 20.0, 20.0);
        let red = |picture: &RgbaImage, x: u32, y: u32| picture.get_pixel(x, y).0[0];
        for (condition, at, expected) in [
            (Condition::AsItIs, (40, 30), 200),
            (Condition::Light(0.25), (40, 30), 50),
            (Condition::Light(1.8), (40, 30), 255),
            (Condition::Contrast(0.5), (40, 30), 164),
            (Condition::SideLight(0.5), (40, 30), 150),
            (Condition::SideLight(0.5), (79, 30), 20),
            (Condition::Tilt(30.0), (40, 30), 200),
            // The corner of the square is turned away.
            (Condition::Tilt(45.0), (31, 21), 40),
            (Condition::Far(10.0), (20, 15), 200),
        ] {
            let (spoilt, middle) = condition.apply(&picture, &face);
            assert_eq!(
                red(&spoilt, at.0, at.1),
                expected,
                "{condition:?} at {at:?}"
            );
            let place = (middle.x.round() as u32, middle.y.round() as u32);
            assert!(red(&spoilt, place.0, place.1) >= 50, "{condition:?}");
        }
        let (noisy, _) = Condition::Noise(10.0).apply(&picture, &face);
        assert_ne!(noisy, picture);
        assert_eq!(noisy, Condition::Noise(10.0).apply(&picture, &face).0);
    }
}
