//! Pictures, weights and known faces for the tests.

use std::path::{Path, PathBuf};

use burn::tensor::Device;
use mien::detect::FaceDetector;
use mien::geometry::{BoundingBox, Turn};
use mien::image::Frame;
use mien::manifest::Manifest;
use mien::recognizer::{Input, Recognizer, Report};
use mien::studio::extract::SampleExtractor;
use mien::weights::{ModelFile, WeightFiles};
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
    let (shipped, mut files) = model();
    let manifest = Manifest {
        detector: ModelFile::describe("detector", detector),
        ..shipped
    };
    files.insert("detector", detector.into());
    SampleExtractor::new(&manifest, &files, &Device::flex()).expect("the shipped weights decode")
}

/// What is shipped.
pub fn model() -> (Manifest, WeightFiles) {
    Manifest::open(&path("model")).expect("the model folder is part of the checkout")
}

/// The shipped recognizer.
pub fn recognizer(device: &Device) -> Recognizer {
    let (manifest, files) = model();
    Recognizer::new(&manifest, &files, device).expect("the shipped weights decode")
}

/// The shipped detector.
pub fn detector() -> FaceDetector {
    let file = manifest().detector.file;
    FaceDetector::from_bytes(&file, &model_file(&file), &Device::flex())
        .expect("the shipped weights decode")
}

/// What the shipped recognizer says about a picture.
pub fn report(picture: &Picture) -> Report {
    recognize(&mut recognizer(&Device::flex()), &picture.frame())
}

/// What a recognizer says about a picture that stands for itself.
pub fn recognize(recognizer: &mut Recognizer, frame: &Frame) -> Report {
    let report = recognizer.recognize(frame, Input::still(frame), || 0.0);
    report.expect("the networks answer")
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

    /// The picture as a square of other sides.
    pub fn resized(&self, side: u32) -> Self {
        let filter = image::imageops::FilterType::Triangle;
        Self(image::imageops::resize(&self.0, side, side, filter))
    }

    /// The picture as a JPEG of this quality, 1 to 100, shows it.
    pub fn recompressed(&self, quality: u8) -> Self {
        let mut bytes = Vec::new();
        let rgb = image::DynamicImage::from(self.0.clone()).into_rgb8();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode_image(&rgb)
            .expect("a picture can be saved");
        let read = image::load_from_memory(&bytes);
        Self(read.expect("what was saved can be read").into_rgba8())
    }

    /// The picture without so many columns at its left and rows at its top.
    pub fn shifted(&self, columns: u32, rows: u32) -> Self {
        let (width, height) = self.0.dimensions();
        let kept =
            image::imageops::crop_imm(&self.0, columns, rows, width - columns, height - rows);
        Self(kept.to_image())
    }

    /// The picture, scaled to a square and with its top left corner at a place of a grey one of `size`, over whose edge it may reach.
    pub fn on_grey(&self, side: u32, (x, y): (i64, i64), (width, height): (u32, u32)) -> Self {
        let mut whole =
            image::RgbaImage::from_pixel(width, height, image::Rgba([120, 120, 120, 255]));
        image::imageops::overlay(&mut whole, &self.resized(side).0, x, y);
        Self(whole)
    }

    /// The part of the picture inside of a box.
    pub fn part(&self, bounds: &BoundingBox) -> Self {
        let BoundingBox {
            x,
            y,
            width,
            height,
        } = *bounds;
        let part =
            image::imageops::crop_imm(&self.0, x as u32, y as u32, width as u32, height as u32);
        Self(part.to_image())
    }

    /// The picture turned clockwise.
    pub fn turned(&self, turn: Turn) -> Self {
        Self(match turn {
            Turn::None => self.0.clone(),
            Turn::Quarter => image::imageops::rotate90(&self.0),
            Turn::Half => image::imageops::rotate180(&self.0),
            Turn::ThreeQuarters => image::imageops::rotate270(&self.0),
        })
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
