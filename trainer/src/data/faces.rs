//! Where the app's detector finds the face in each picture of a data set. This takes a minute, so
//! it is kept in a file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use mien::align::{Preprocess, alignment, whole_frame};
use mien::detect::{DetectorOptions, FaceDetector};
use mien::geometry::{Landmarks, SimilarityTransform};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::data::{SIDE, Sample};

/// The landmarks of every sample's largest face; `None` where the detector found none.
pub type Faces = Vec<Option<Landmarks>>;

/// As in the app, with the score at which 97.6 % of FER2013's faces are found.
fn options() -> DetectorOptions {
    DetectorOptions {
        min_score: 0.5,
        ..DetectorOptions::default()
    }
}

#[derive(Serialize, Deserialize)]
struct Cache {
    faces: Faces,
}

/// Finds the face of every sample, or reads what an earlier call found for the same pictures.
pub fn find(samples: &[Sample], detector: &FaceDetector, cache: &Path) -> Result<Faces> {
    let file = cache_file(samples, cache);
    if let Ok(text) = fs::read(&file)
        && let Ok(cache) = serde_json::from_slice::<Cache>(&text)
        && cache.faces.len() == samples.len()
    {
        return Ok(cache.faces);
    }
    let bar = progress(samples.len() as u64, "finding faces");
    let faces = samples
        .par_iter()
        .map(|sample| {
            let rgba = sample.rgba();
            let found = detector.detect(&sample.frame(&rgba)?, &options())?;
            bar.inc(1);
            let largest = found
                .into_iter()
                .max_by(|a, b| a.bounds.area().total_cmp(&b.bounds.area()));
            Ok(largest.map(|face| face.landmarks))
        })
        .collect::<Result<Faces>>()?;
    bar.finish_and_clear();
    fs::create_dir_all(cache)?;
    let cache = Cache { faces };
    fs::write(&file, serde_json::to_string(&cache)?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(cache.faces)
}

/// The transform from a sample's picture to its aligned face; where no face was found the whole
/// picture is used.
pub fn transform(
    sample: &Sample,
    landmarks: Option<&Landmarks>,
    preprocess: &Preprocess,
) -> Result<SimilarityTransform> {
    if let Some(found) = landmarks.and_then(|l| alignment(l, preprocess)) {
        return Ok(found);
    }
    let rgba = sample.rgba();
    Ok(whole_frame(&sample.frame(&rgba)?, preprocess))
}

/// A progress bar in the trainer's style.
pub fn progress(length: u64, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length)
        .with_style(style)
        .with_message(what.to_owned())
}

fn cache_file(samples: &[Sample], cache: &Path) -> PathBuf {
    let mut hash = Sha256::new();
    for sample in samples {
        let pixels = &sample.pixels;
        hash.update(&pixels.values);
        // FER2013's size goes without saying: what was found before other sizes were read counts.
        if (pixels.width, pixels.values.len()) != (SIDE, SIDE * SIDE) {
            hash.update(pixels.width.to_le_bytes());
            hash.update(pixels.height.to_le_bytes());
        }
    }
    let name: String = hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    cache.join(format!("faces-{name}.json"))
}
