//! What the native benches share: pictures, the shipped networks, and statistics.

#![allow(dead_code, reason = "no bench uses all of it")]

use std::path::{Path, PathBuf};

use burn::tensor::Device;
use image::RgbaImage;
use mien::detect::FaceDetector;
use mien::image::Frame;
use mien::manifest::Manifest;
use mien::recognizer::Recognizer;

/// What can go wrong in a bench is told and ends it.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A path in the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Decodes a picture file.
pub fn picture(path: &Path) -> Result<RgbaImage> {
    let picture = image::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(picture.into_rgba8())
}

/// A picture's pixels as the library takes them.
pub fn frame(picture: &RgbaImage) -> Result<Frame<'_>> {
    let (width, height) = picture.dimensions();
    Ok(Frame::new(
        picture.as_raw(),
        width as usize,
        height as usize,
    )?)
}

/// Keeps burn to this thread, as in the browser, should it be built with `rayon` (the trainer asks
/// for that). A pool of one other thread would not do: handing work over takes time.
pub fn use_one_thread() -> Result<()> {
    Ok(rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()?)
}

/// The built-in detector with the weights that ship.
pub fn detector() -> Result<FaceDetector> {
    let (manifest, files) = Manifest::open(&project("model"))?;
    Ok(FaceDetector::load(
        &manifest.detector,
        &files,
        &Device::flex(),
    )?)
}

/// The recognizer with the weights that ship.
pub fn recognizer() -> Result<Recognizer> {
    let (manifest, files) = Manifest::open(&project("model"))?;
    Ok(Recognizer::new(&manifest, &files, &Device::flex())?)
}

/// Nearest rank: a value that was measured, never one in between.
pub fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}
