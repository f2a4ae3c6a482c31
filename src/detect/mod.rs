//! The built-in face detector: YuNet (Wu, Peng and Yu, "YuNet: A Tiny Millisecond-level Face
//! Detector", 2023; weights MIT, Shiqi Yu) as a burn module.

mod decode;
mod inference;
mod locate;
#[cfg(feature = "burn")]
mod network;
mod nms;
mod turned;

pub use decode::{Candidate, OUTPUT_CHANNELS, STRIDES, decode};
#[cfg(feature = "burn")]
pub use network::YuNet;
pub use nms::nms;
pub use turned::Found;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::{Bounds, Subject};
use crate::geometry::{BoundingBox, Landmarks, Turn};
use crate::image::{Frame, PER_LEVEL, resize};
use crate::kernels::{Device, FeatureMap, Pixels, Runner, Shape};
use crate::weights::{ModelFile, WeightFiles};
use inference::PackedYuNet;

/// A face that was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Detection {
    /// Where, in source pixels; may reach over the edge of the picture.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// Eyes, nose and corners of the mouth, in source pixels.
    pub landmarks: Landmarks,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
}

/// How the detector is run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DetectorOptions {
    /// Longest side in pixels of the picture that the network is shown; one of [`DetectorOptions::SIZES`].
    pub size: usize,
    /// Faces below this score are left out, 0 to 1.
    pub min_score: f32,
    /// Of two faces that overlap by more than this intersection over union the surer one stays.
    pub max_overlap: f32,
}

impl Default for DetectorOptions {
    fn default() -> Self {
        Self {
            size: 320,
            min_score: 0.6,
            max_overlap: 0.3,
        }
    }
}

impl DetectorOptions {
    /// What [`DetectorOptions::size`] can be.
    pub const SIZES: RangeInclusive<usize> = 64..=2048;

    /// # Errors
    /// [`Error::Limit`] names the first value outside its range.
    pub fn validate(&self) -> Result<(), Error> {
        Error::check_range(Subject::DetectorSize, self.size, Self::SIZES)?;
        for (name, value) in [
            (Subject::FaceScore, self.min_score),
            (Subject::FaceOverlap, self.max_overlap),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return Err(Error::limit(name, value, Bounds::share()));
            }
        }
        Ok(())
    }
}

/// Pictures smaller than the detector's size are enlarged at most this often: a 48x48 picture
/// that is filled by one face is found best at 144x144 (97.6 % of FER2013's training pictures).
const MAX_ENLARGEMENT: f32 = 3.0;

/// What the network is shown of a frame, and the way back.
#[derive(Debug, Clone)]
pub struct NetworkInput {
    /// A picture's blue, green and red in [`PER_LEVEL`]ths of a level, its sides padded to multiples of 32 with 0.
    pub pixels: Pixels,
    /// Width and height without the padding.
    pub content: (usize, usize),
    /// Source pixels per network pixel along x and y.
    pub scale: (f32, f32),
}

impl NetworkInput {
    /// Scales a frame so that its longest side is `size` pixels (but never enlarges it more than
    /// three times).
    pub fn new(frame: &Frame, size: usize) -> Self {
        let longest = frame.width().max(frame.height()) as f32;
        let factor = (size as f32 / longest).min(MAX_ENLARGEMENT);
        let side = |v: usize| ((v as f32 * factor).round() as usize).max(1);
        let content = (side(frame.width()), side(frame.height()));
        let mut pixels = Pixels::unwritten(padded(content), PER_LEVEL);
        resize(frame, content, pixels.rows_mut());
        Self {
            pixels,
            content,
            scale: (
                frame.width() as f32 / content.0 as f32,
                frame.height() as f32 / content.1 as f32,
            ),
        }
    }
}

/// The shape of a picture whose sides the network can halve five times.
fn padded((width, height): (usize, usize)) -> Shape {
    Shape {
        batch: 1,
        height: height.next_multiple_of(32),
        width: width.next_multiple_of(32),
        channels: 3,
    }
}

/// Finds faces in frames.
#[derive(Debug)]
pub struct FaceDetector(Runner<PackedYuNet>);

impl FaceDetector {
    /// Decodes burnpack weights (`bytes`, read from `file`, which errors name) for `device`.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the bytes are no burnpack file or not YuNet's weights.
    pub fn from_bytes(file: &str, bytes: &[u8], device: &Device) -> Result<Self, Error> {
        Ok(Self(Runner::load(&(), file, bytes, device)?))
    }

    /// Checks and decodes the weight file that is described.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is missing, not the one described or cannot be decoded.
    pub fn load(
        described: &ModelFile,
        files: &WeightFiles,
        device: &Device,
    ) -> Result<Self, Error> {
        Self::from_bytes(&described.file, files.get(described)?, device)
    }

    /// The faces in a frame, surest first.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn detect(
        &self,
        frame: &Frame,
        options: &DetectorOptions,
    ) -> Result<Vec<Detection>, Error> {
        let input = NetworkInput::new(frame, options.size);
        self.look(&input, Turn::None, options)
    }

    /// The faces in a network's input that is turned, in pixels of the frame, surest first.
    fn look(
        &self,
        input: &NetworkInput,
        turn: Turn,
        options: &DetectorOptions,
    ) -> Result<Vec<Detection>, Error> {
        let candidates = match turn {
            Turn::None => self.candidates(&input.pixels, options.min_score)?,
            turn => self.candidates(&input.turned(turn), options.min_score)?,
        };
        let back = turn.back();
        let (width, height) = turn.size(input.content);
        let size = (width as f32, height as f32);
        let (x, y) = input.scale;
        Ok(nms(candidates, options.max_overlap)
            .into_iter()
            .map(|found| Detection {
                bounds: back.bounds(&found.bounds, size).scaled(x, y),
                landmarks: back.landmarks(&found.landmarks, size).scaled(x, y),
                score: found.score,
            })
            .collect())
    }

    /// Every cell's face of at least `min_score`, in network pixels, before suppression.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn candidates(&self, input: &Pixels, min_score: f32) -> Result<Vec<Candidate>, Error> {
        let mut candidates = Vec::new();
        for (map, stride) in self.maps(input)?.iter().zip(STRIDES) {
            decode(map, stride, min_score, &mut candidates);
        }
        Ok(candidates)
    }

    /// The network's answer: `[height / stride, width / stride, 16]` for each of [`STRIDES`].
    fn maps(&self, input: &Pixels) -> Result<[FeatureMap; 3], Error> {
        match &self.0 {
            Runner::Kernels(packed) => Ok(packed.forward(input)),
            #[cfg(feature = "burn")]
            Runner::Layers(network, device) => network.maps(input, device),
        }
    }
}
