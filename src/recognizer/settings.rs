//! What a person can set.

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::detect::DetectorOptions;
use crate::display::overlay::Stage;
use crate::error::{Bounds, Subject};

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
    /// Faces below this score are left out, 0 to 1.
    pub min_score: f32,
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
            threshold: None,
            smoothing: true,
            average_mirrored: true,
            stage: Stage::default(),
        }
    }
}

impl Settings {
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
        match self.threshold {
            Some(threshold) if !(0.0..=1.0).contains(&threshold) => {
                Err(Error::limit(Subject::Threshold, threshold, Bounds::share()))
            }
            _ => Ok(()),
        }
    }
}
