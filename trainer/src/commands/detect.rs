//! `detect`: faces in picture files, and what the network was shown.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use mien::detect::{Detection, DetectorOptions, NetworkInput, nms};
use serde::Serialize;

use crate::data::picture::Picture;
use crate::models::folder::ModelFolder;

/// Options of `detect`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JPEG, PNG or WebP files
    #[arg(required = true)]
    pictures: Vec<PathBuf>,
    /// Longest side in pixels of the picture that the network is shown
    #[arg(long, default_value_t = DetectorOptions::default().size)]
    size: usize,
    /// Leave out faces below this score
    #[arg(long, default_value_t = DetectorOptions::default().min_score)]
    min_score: f32,
    /// Write NAME.input.f32 (the network's input, [3, height, width], little-endian) and
    /// NAME.json (the faces in its pixels) for every picture into this folder
    #[arg(long)]
    dump: Option<PathBuf>,
    /// Folder with the weights
    #[arg(long)]
    model: Option<PathBuf>,
}

/// What is written beside a dumped input.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dump {
    width: usize,
    height: usize,
    min_score: f32,
    max_overlap: f32,
    detections: Vec<Detection>,
}

/// Runs the command: one JSON object a picture on the standard output.
pub fn run(args: &Args) -> Result<()> {
    let folder = ModelFolder::choose(args.model.as_deref());
    let detector = folder.detector()?;
    let options = DetectorOptions {
        size: args.size,
        min_score: args.min_score,
        ..DetectorOptions::default()
    };
    options.validate()?;
    for path in &args.pictures {
        let picture = Picture::open(path)?;
        let frame = picture.frame()?;
        let found = detector.find(&frame, &options, true)?;
        println!(
            "{}",
            serde_json::json!({
                "file": path,
                "width": frame.width(),
                "height": frame.height(),
                "turned": found.turn.degrees(),
                "faces": found.detections,
            })
        );
        let Some(out) = &args.dump else { continue };
        let pixels = NetworkInput::new(&frame, options.size).pixels;
        let candidates = detector.candidates(&pixels, options.min_score)?;
        let dump = Dump {
            width: pixels.shape().width,
            height: pixels.shape().height,
            min_score: options.min_score,
            max_overlap: options.max_overlap,
            detections: nms(candidates, options.max_overlap)
                .into_iter()
                .map(|c| Detection {
                    bounds: c.bounds,
                    landmarks: c.landmarks,
                    score: c.score,
                })
                .collect(),
        };
        let name = path.file_stem().context("a picture without a name")?;
        let name = name.to_string_lossy();
        fs::create_dir_all(out)?;
        let planes = pixels.to_map().to_planar();
        let bytes: Vec<u8> = planes.iter().flat_map(|v| v.to_le_bytes()).collect();
        fs::write(out.join(format!("{name}.input.f32")), bytes)?;
        fs::write(
            out.join(format!("{name}.json")),
            serde_json::to_string(&dump)?,
        )?;
    }
    Ok(())
}
