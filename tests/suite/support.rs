//! Pictures, weights and known faces for the tests.

use std::path::{Path, PathBuf};

use burn::tensor::Device;
use mien::geometry::BoundingBox;
use mien::image::Frame;
use mien::manifest::Manifest;
use mien::recognizer::Recognizer;
use mien::studio::extract::SampleExtractor;
use mien::weights::ModelFile;
use serde_json::Value;

/// A path inside the checkout.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// A shipped weight file.
pub fn model_file(name: &str) -> Vec<u8> {
    std::fs::read(path("model").join(name)).expect("the model folder is part of the checkout")
}

/// The shipped manifest.
pub fn manifest() -> Manifest {
    let text = String::from_utf8(model_file("manifest.json")).expect("the manifest is text");
    Manifest::from_json(&text).expect("the shipped manifest is valid")
}

/// The shipped extractor.
pub fn extractor() -> SampleExtractor {
    extractor_with(&model_file(&manifest().detector.file))
}

/// The shipped extractor with the weights of another detector.
pub fn extractor_with(detector: &[u8]) -> SampleExtractor {
    let shipped = manifest();
    let file = |described: &ModelFile| model_file(&described.file);
    let landmarks = file(shipped.landmarks.as_ref().expect("the manifest names it"));
    let expression = file(&shipped.expression);
    let manifest = Manifest {
        detector: ModelFile::describe("detector", detector),
        ..shipped
    };
    SampleExtractor::new(
        &manifest,
        detector,
        &landmarks,
        &expression,
        &Device::flex(),
    )
    .expect("the shipped weights decode")
}

/// The shipped recogniser.
pub fn recognizer(device: &Device) -> Recognizer {
    let manifest = manifest();
    Recognizer::new(
        &manifest,
        &model_file(&manifest.detector.file),
        &model_file(&manifest.expression.file),
        device,
    )
    .expect("the shipped weights decode")
}

/// A decoded picture.
pub struct Picture(image::RgbaImage);

impl Picture {
    pub fn open(path: &Path) -> Self {
        let picture =
            image::open(path).unwrap_or_else(|e| panic!("cannot open {}: {e}", path.display()));
        Self(picture.into_rgba8())
    }

    /// One of `tests/data/pictures`.
    pub fn shipped(name: &str) -> Self {
        Self::open(&path("tests/data/pictures").join(name))
    }

    pub fn frame(&self) -> Frame<'_> {
        let (width, height) = self.0.dimensions();
        Frame::new(self.0.as_raw(), width as usize, height as usize).expect("a decoded picture")
    }

    /// The picture as in a mirror.
    pub fn mirrored(&self) -> Self {
        Self(image::imageops::flip_horizontal(&self.0))
    }
}

/// The pictures whose faces are known, with the places of the faces.
pub fn known_faces() -> Vec<(String, Vec<BoundingBox>)> {
    let text = std::fs::read(path("tests/data/pictures/faces.json")).expect("known faces");
    let pictures: Value = serde_json::from_slice(&text).expect("known faces are JSON");
    let number = |v: &Value| v.as_f64().expect("a number") as f32;
    pictures
        .as_object()
        .expect("a picture each")
        .iter()
        .map(|(name, picture)| {
            let faces = picture["faces"].as_array().expect("a list of faces");
            let boxes = faces
                .iter()
                .map(|f| {
                    BoundingBox::new(
                        number(&f["x"]),
                        number(&f["y"]),
                        number(&f["width"]),
                        number(&f["height"]),
                    )
                })
                .collect();
            (name.clone(), boxes)
        })
        .collect()
}
