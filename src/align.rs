//! From five landmarks to the picture that the expression network is shown.
//!
//! This is the one definition: the trainer, the tests and the live path all call [`align`].

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::{Bounds, Subject};
use crate::geometry::{Landmarks, Point, SimilarityTransform};
use crate::image::{Frame, warp_gray};

/// How a model wants its pictures: data that travels with the weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preprocess {
    /// Width and height of an aligned face in pixels.
    pub size: usize,
    /// Channels: 1, grey by the weights of ITU-R BT.601.
    pub channels: usize,
    /// What black and white become: `value = low + pixel / 255 · (high − low)`.
    pub range: [f32; 2],
    /// Where the five landmarks go, in pixels of the aligned face, in the order of [`Landmarks`].
    pub template: [[f32; 2]; 5],
}

impl Preprocess {
    /// # Errors
    /// [`Error::Limit`] names the first value that is not supported.
    pub fn validate(&self) -> Result<(), Error> {
        Error::check_range(Subject::FaceSide, self.size, 16..=512)?;
        // Grey.
        Error::check_range(Subject::FaceChannels, self.channels, 1..=1)?;
        if !self.range.iter().all(|v| v.is_finite()) || self.range[0] >= self.range[1] {
            return Err(Error::limit(
                Subject::ValueRange,
                format!("{:?}", self.range),
                Bounds::Ascending,
            ));
        }
        if !Landmarks(self.template_points()).is_valid() {
            return Err(Error::limit(
                Subject::LandmarkTemplate,
                format!("{:?}", self.template),
                Bounds::Distinct,
            ));
        }
        Ok(())
    }

    fn template_points(&self) -> [Point; 5] {
        self.template.map(|[x, y]| Point::new(x, y))
    }
}

/// An upright, centred face of one size: what a network is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct AlignedFace {
    /// Grey values 0 to 255, `size` x `size`, row by row.
    pub pixels: Vec<f32>,
    /// Width and height.
    pub size: usize,
}

impl AlignedFace {
    /// The face as in a mirror.
    pub fn mirrored(&self) -> Self {
        let mut mirrored = self.clone();
        for row in mirrored.pixels.chunks_exact_mut(self.size) {
            row.reverse();
        }
        mirrored
    }

    /// The values that enter the network: `low + pixel / 255 · (high − low)`.
    pub fn normalized<'a>(
        &'a self,
        preprocess: &Preprocess,
    ) -> impl Iterator<Item = f32> + use<'a> {
        let [low, high] = preprocess.range;
        let scale = (high - low) / 255.0;
        self.pixels.iter().map(move |&v| low + v * scale)
    }
}

/// The transform from frame to aligned face that brings the landmarks closest to the template;
/// `None` where they carry no alignment (all in one place, or not numbers).
pub fn alignment(landmarks: &Landmarks, preprocess: &Preprocess) -> Option<SimilarityTransform> {
    if !landmarks.is_valid() {
        return None;
    }
    SimilarityTransform::fit(&landmarks.0, &preprocess.template_points())
}

/// The transform that fits the whole frame into the aligned face: used where no face was found in
/// a picture that is known to be one.
pub fn whole_frame(frame: &Frame, preprocess: &Preprocess) -> SimilarityTransform {
    fit_square(frame, preprocess.size)
}

/// The transform that fits a frame into the middle of a square of `size` pixels, its longest side
/// filled.
pub fn fit_square(frame: &Frame, size: usize) -> SimilarityTransform {
    let longest = frame.width().max(frame.height()) as f32;
    let scale = size as f32 / longest;
    SimilarityTransform {
        a: scale,
        b: 0.0,
        tx: (longest - frame.width() as f32) / 2.0 * scale,
        ty: (longest - frame.height() as f32) / 2.0 * scale,
    }
}

/// Cuts the aligned face out of a frame. `to_face` comes from [`alignment`] or [`whole_frame`],
/// in training followed by a small random transform.
pub fn align(frame: &Frame, to_face: &SimilarityTransform, preprocess: &Preprocess) -> AlignedFace {
    let to_frame = to_face.inverse().unwrap_or(SimilarityTransform::IDENTITY);
    AlignedFace {
        pixels: warp_gray(frame, &to_frame, preprocess.size),
        size: preprocess.size,
    }
}
