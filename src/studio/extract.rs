//! A picture's path in the studio: find the faces, cut them out, turn each into embeddings.
//!
//! What is kept of a face is its crop in whole grey values: embeddings are computed from that, so
//! that a project that is opened again gives the same ones, bit for bit.

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::align::{AlignedFace, Preprocess, align, alignment, fit_square};
use crate::detect::{DetectorOptions, FaceDetector, Found};
use crate::error::Subject;
use crate::expression::{Classifier, ExpressionModel};
use crate::geometry::{BoundingBox, SimilarityTransform};
use crate::image::Frame;
use crate::kernels::Device;
use crate::manifest::Manifest;
use crate::studio::landmarks::CropLandmarks;
use crate::weights::WeightFiles;

/// Score from which a face counts. Lower than live: a person chose the picture for its face.
const MIN_SCORE: f32 = 0.5;

/// What the detector is shown of a picture first, and, where it finds nothing or all faces are
/// wanted, once more.
const SIZES: [usize; 2] = [320, 640];

/// A picture whose sides are no longer than this is a face that somebody has cut out already, if it is one.
const PRECROPPED_SIDE: usize = 64;

/// What the detector is shown of such a picture, at the size at which it sees such faces best, and the score from which one
/// is there. Below it lie 0.9 % of FER2013's training pictures, many of them none of a face, and nearly all icons and noise:
/// `cargo bench --bench stills -- --csv fer2013.csv`.
const PRECROPPED: DetectorOptions = DetectorOptions {
    size: 144,
    min_score: 0.2,
    max_overlap: 0.3,
};

/// Faces that go through the network together: more would not fit into a processor's cache.
const TOGETHER: usize = 12;

/// Which faces of a picture become samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// The one that covers most of the picture.
    Largest,
    /// Every one.
    All,
}

/// A face, cut out of a picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FaceCrop {
    /// Whether the whole picture was a face that somebody had cut out already.
    pub precropped: bool,
    /// Where the face is, in source pixels; all of a pre-cropped face.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// By how many degrees the picture was turned clockwise to see it upright: 0, 90, 180 or 270.
    pub turned: u16,
    /// From the picture to the crop.
    pub to_face: SimilarityTransform,
    /// Grey values, row by row; as many rows and columns as the network takes.
    #[serde(skip)]
    pub pixels: Vec<u8>,
}

/// Detector, landmarks of pre-cropped faces, and backbone, for gathering samples.
#[derive(Debug)]
pub struct SampleExtractor {
    backbone: String,
    detector: FaceDetector,
    landmarks: CropLandmarks,
    classifier: Classifier,
}

impl SampleExtractor {
    /// Decodes the weights that `manifest` describes.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a file is missing or not the one described, or none is described
    /// for pre-cropped faces.
    pub fn new(manifest: &Manifest, files: &WeightFiles, device: &Device) -> Result<Self, Error> {
        Ok(Self {
            backbone: manifest.expression.sha256.clone(),
            detector: FaceDetector::load(&manifest.detector, files, device)?,
            landmarks: CropLandmarks::load(manifest.landmarks()?, files, device)?,
            classifier: Classifier::load(&manifest.model, &manifest.expression, files, device)?,
        })
    }

    /// SHA-256 of the weights that embeddings come from: what was embedded or trained with others does
    /// not fit.
    pub fn backbone(&self) -> &str {
        &self.backbone
    }

    /// The model that embeds.
    pub fn model(&self) -> &ExpressionModel {
        self.classifier.model()
    }

    /// How faces are cut.
    pub fn preprocess(&self) -> &Preprocess {
        &self.classifier.model().preprocess
    }

    /// The faces of a picture, largest first; none where there is no face. `still` is whether it is no frame of a
    /// camera or video: then it may lie on its side. A picture that is small enough to be a face that was cut out
    /// before is one as a whole, or none; where its landmarks are none of a face all of it counts.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a network's answer cannot be read.
    pub fn faces(&self, frame: &Frame, which: Which, still: bool) -> Result<Vec<FaceCrop>, Error> {
        if is_precropped(frame) {
            return Ok(match self.detector.detect(frame, &PRECROPPED)?.is_empty() {
                true => Vec::new(),
                false => self.precropped(&[*frame])?,
            });
        }
        let mut found = Found::default();
        for size in SIZES {
            let enough = which == Which::Largest && !found.detections.is_empty();
            if !enough {
                let look = self.detect(frame, size, still)?;
                if !look.detections.is_empty() {
                    found = look;
                }
            }
        }
        let Found {
            mut detections,
            turn,
        } = found;
        detections.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
        if which == Which::Largest {
            detections.truncate(1);
        }
        let faces = detections.iter().filter_map(|face| {
            let to_face = alignment(&face.landmarks, self.preprocess())?;
            Some(FaceCrop {
                turned: turn.degrees(),
                ..self.cut(frame, face.bounds, to_face)
            })
        });
        Ok(faces.collect())
    }

    /// The embeddings of crops as [`FaceCrop::pixels`] holds them, one after the other, or those of
    /// the crops as in a mirror: `[crops, embedding]`.
    ///
    /// # Errors
    /// [`Error::Mismatch`] where the bytes are not whole crops.
    pub fn embed(&self, crops: &[u8], mirrored: bool) -> Result<Vec<f32>, Error> {
        let size = self.preprocess().size;
        if !crops.len().is_multiple_of(size * size) {
            let expected = format!("a multiple of {}", size * size);
            return Err(Error::mismatch(Subject::SampleFaces, expected, crops.len()));
        }
        let mut embeddings = Vec::new();
        for crops in crops.chunks(TOGETHER * size * size) {
            let faces = crops.chunks_exact(size * size).map(|pixels| {
                let face = AlignedFace {
                    pixels: pixels.iter().map(|&v| f32::from(v)).collect(),
                    size,
                };
                if mirrored { face.mirrored() } else { face }
            });
            let faces: Vec<_> = faces.collect();
            embeddings.extend(self.classifier.embed(&faces)?.into_iter().flatten());
        }
        Ok(embeddings)
    }

    /// The crops of grey pictures that somebody has cut out already (`side` x `side` values each, row by
    /// row), one after the other: aligned by their landmarks, else the whole of them. That they show faces is believed: to see one
    /// would take half as long again as all else that is done with a row of a table, and its landmarks don't tell a face from noise.
    ///
    /// # Errors
    /// [`Error::Mismatch`] where the values are not whole pictures, [`Error::Limit`] for a side that is too
    /// long to be a face that was cut out.
    pub fn cut_precropped(&self, grey: &[u8], side: usize) -> Result<Vec<u8>, Error> {
        Error::check_range(Subject::PrecroppedSide, side, 1..=PRECROPPED_SIDE)?;
        let mut cut = Vec::new();
        for grey in grey.chunks(TOGETHER * side * side) {
            let rgba = rgba(grey);
            let frames = rgba.chunks(side * side * 4);
            let frames = frames.map(|rgba| Frame::new(rgba, side, side));
            let faces = self.precropped(&frames.collect::<Result<Vec<_>, _>>()?)?;
            faces.into_iter().for_each(|face| cut.extend(face.pixels));
        }
        Ok(cut)
    }

    /// A face that was cut for a model of another size, for this one's; one of this size as it is.
    ///
    /// # Errors
    /// [`Error::Mismatch`] for values that are no square.
    pub fn resized(&self, face: &[u8]) -> Result<Vec<u8>, Error> {
        let side = face.len().isqrt();
        if side == self.preprocess().size {
            return Ok(face.into());
        }
        if side == 0 || side * side != face.len() {
            return Err(Error::mismatch(
                Subject::SampleFaces,
                side * side,
                face.len(),
            ));
        }
        let rgba = rgba(face);
        Ok(self.whole(&Frame::new(&rgba, side, side)?))
    }

    /// A picture that shows what a face's cut shows, such as a sample's in a project file, as that cut.
    pub fn whole(&self, frame: &Frame) -> Vec<u8> {
        let to_face = fit_square(frame, self.preprocess().size);
        self.cut(frame, frame.bounds(), to_face).pixels
    }

    fn detect(&self, frame: &Frame, size: usize, still: bool) -> Result<Found, Error> {
        let options = DetectorOptions {
            size,
            min_score: MIN_SCORE,
            ..DetectorOptions::default()
        };
        self.detector.find(frame, &options, still)
    }

    fn precropped(&self, frames: &[Frame]) -> Result<Vec<FaceCrop>, Error> {
        let to_faces = self.landmarks.to_faces(frames, self.preprocess())?;
        let faces = frames
            .iter()
            .zip(to_faces)
            .map(|(frame, to_face)| FaceCrop {
                precropped: true,
                ..self.cut(frame, frame.bounds(), to_face)
            });
        Ok(faces.collect())
    }

    fn cut(&self, frame: &Frame, bounds: BoundingBox, to_face: SimilarityTransform) -> FaceCrop {
        let face = align(frame, &to_face, self.preprocess());
        FaceCrop {
            precropped: false,
            bounds,
            turned: 0,
            to_face,
            // Whole grey values: none is below 0, so that half a value more and cut off is rounded.
            pixels: face.pixels.iter().map(|v| (v + 0.5) as u8).collect(),
        }
    }
}

/// Grey values as the opaque pixels that a frame holds.
fn rgba(grey: &[u8]) -> Vec<u8> {
    let pixels: Vec<_> = grey.iter().map(|&v| [v, v, v, 255]).collect();
    pixels.into_flattened()
}

fn is_precropped(frame: &Frame) -> bool {
    frame.width().max(frame.height()) <= PRECROPPED_SIDE
}
