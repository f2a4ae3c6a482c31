//! What a person can set.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::detect::{Detection, DetectorOptions};
use crate::display::overlay::Stage;
use crate::error::{Bounds, Subject};
use crate::geometry::BoundingBox;

/// Which detector a person asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DetectorChoice {
    /// The browser's own where it works, else the built-in one.
    #[default]
    Auto,
    /// The browser's own; where it does not work, the built-in one.
    Browser,
    /// The built-in one.
    BuiltIn,
}

/// What a person can set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Which detector finds the faces.
    pub detector: DetectorChoice,
    /// Longest side in pixels that the built-in detector is shown.
    pub detector_size: usize,
    /// Faces below this score are left out, 0 to 1. Where a picture stands still and no face in it is sure, it takes 0.1 more.
    pub min_score: f32,
    /// At most as many faces, the largest.
    pub max_faces: usize,
    /// Faces whose shorter side measures less are left out, pixels of the source.
    pub min_face: f32,
    /// Faces whose middle lies outside of this part of the picture are left out; in shares of the picture's width and
    /// height, 0 to 1.
    pub region: Option<BoundingBox>,
    /// Below this probability a face is displayed as unsure, 0 to 1; where nothing is set, the head
    /// or the model in use says.
    pub threshold: Option<f32>,
    /// Whether boxes and labels are steadied for display.
    pub smoothing: bool,
    /// Whether a face's mirror image is asked about too and the answers are averaged: in a picture
    /// that stands still both at once, in a stream one a frame, averaged for display. It is worth a
    /// point of accuracy. A head that was taught without mirrored faces is never asked about them.
    pub average_mirrored: bool,
    /// The surface that the overlay is drawn on.
    pub stage: Stage,
}

impl Default for Settings {
    fn default() -> Self {
        let options = DetectorOptions::default();
        Self {
            detector: DetectorChoice::default(),
            detector_size: options.size,
            min_score: options.min_score,
            max_faces: *Self::FACES.end(),
            min_face: *Self::SIDES.start(),
            region: None,
            threshold: None,
            smoothing: true,
            average_mirrored: true,
            stage: Stage::default(),
        }
    }
}

impl Settings {
    /// What [`Settings::max_faces`] can be.
    pub const FACES: RangeInclusive<usize> = 1..=1000;

    /// What [`Settings::min_face`] can be, pixels.
    pub const SIDES: RangeInclusive<f32> = 0.0..=10_000.0;

    /// The detections that a person wants to hear of, in their order. `size` is the frame's, and `scale` how many of the
    /// source's pixels one of the frame's is.
    pub(super) fn wanted(
        &self,
        mut detections: Vec<Detection>,
        (width, height): (usize, usize),
        scale: f32,
    ) -> Vec<Detection> {
        let side = |detection: &Detection| detection.bounds.width.min(detection.bounds.height);
        detections.retain(|detection| {
            let middle = detection.bounds.center();
            let inside = self.region.is_none_or(|region| {
                let region = region.scaled(width as f32, height as f32);
                (region.x..=region.right()).contains(&middle.x)
                    && (region.y..=region.bottom()).contains(&middle.y)
            });
            inside && side(detection) * scale >= self.min_face
        });
        if detections.len() > self.max_faces {
            let mut areas: Vec<f32> = detections.iter().map(|one| one.bounds.area()).collect();
            areas.sort_by(|a, b| b.total_cmp(a));
            let least = areas.get(self.max_faces.saturating_sub(1)).copied();
            detections.retain(|one| Some(one.bounds.area()) >= least);
            detections.truncate(self.max_faces);
        }
        detections
    }

    pub(super) fn options(&self) -> DetectorOptions {
        DetectorOptions {
            size: self.detector_size,
            min_score: self.min_score,
            ..DetectorOptions::default()
        }
    }

    /// # Errors
    /// [`Error::Limit`] names the first value outside its range.
    pub fn validate(&self) -> Result<(), Error> {
        self.options().validate()?;
        self.stage.validate()?;
        Error::check_range(Subject::MostFaces, self.max_faces, Self::FACES)?;
        Error::check_range(Subject::SmallestFace, self.min_face, Self::SIDES)?;
        if let Some(region) = self.region
            && !(region.is_valid() && region.x >= 0.0 && region.y >= 0.0)
        {
            let BoundingBox {
                x,
                y,
                width,
                height,
            } = region;
            let got = format!("{x}, {y}, {width}, {height}");
            return Err(Error::limit(Subject::Region, got, Bounds::share()));
        }
        match self.threshold {
            Some(threshold) if !(0.0..=1.0).contains(&threshold) => {
                Err(Error::limit(Subject::Threshold, threshold, Bounds::share()))
            }
            _ => Ok(()),
        }
    }
}
