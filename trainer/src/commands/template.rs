//! `template`: where a data set's landmarks lie on average.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use mien::geometry::{Landmarks, Point};

use crate::data::faces;
use crate::data::{self, SIDE, Sample};
use crate::models::folder::ModelFolder;

/// Options of `template`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    data: PathBuf,
    /// Which rows (default: Training)
    #[arg(long)]
    split: Option<String>,
    #[command(flatten)]
    reading: data::Reading,
    /// Folder for what was found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let split = data::training_split(&args.data, args.split.as_deref(), &args.reading)?;
    let samples = data::read_split(&args.data, &split, &args.reading)?;
    let detector = ModelFolder::shipped().detector()?;
    let faces = faces::find(&samples, &detector, &args.cache)?;
    let found: Vec<_> = samples
        .iter()
        .zip(&faces)
        .filter_map(|(sample, face)| Some(in_square(sample, face.as_ref()?)))
        .collect();
    ensure!(!found.is_empty(), "no face was found");
    println!(
        "faces found in {} of {} pictures ({:.1} %)",
        found.len(),
        samples.len(),
        100.0 * found.len() as f64 / samples.len() as f64
    );
    let names = [
        "right eye",
        "left eye",
        "nose",
        "right corner",
        "left corner",
    ];
    for (index, name) in names.iter().enumerate() {
        let axis = |pick: fn(&Point) -> f32| {
            let values: Vec<f64> = found.iter().map(|l| f64::from(pick(&l.0[index]))).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let variance =
                values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64;
            (mean, variance.sqrt())
        };
        let ((x, dx), (y, dy)) = (axis(|p| p.x), axis(|p| p.y));
        println!("{name:<12} x {x:5.2} ± {dx:4.2}   y {y:5.2} ± {dy:4.2}");
    }
    Ok(())
}

/// Landmarks as if the picture had been fitted into a square of FER2013's size.
fn in_square(sample: &Sample, landmarks: &Landmarks) -> Landmarks {
    let (width, height) = (sample.pixels.width as f32, sample.pixels.height as f32);
    let longest = width.max(height);
    let scale = SIDE as f32 / longest;
    let (left, top) = ((longest - width) / 2.0, (longest - height) / 2.0);
    Landmarks(
        landmarks
            .0
            .map(|p| Point::new((p.x + left) * scale, (p.y + top) * scale)),
    )
}
