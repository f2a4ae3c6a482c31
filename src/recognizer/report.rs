//! What a frame is answered with.

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::display::report::{Bar, ShownFace};
use crate::display::track::TrackId;
use crate::expression::{ClassLabel, Probabilities};
use crate::geometry::{BoundingBox, Landmarks};

/// A face and what it looks like, as the networks gave it for this frame alone, in source pixels.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FacePrediction {
    /// The same number while the face stays in the picture.
    pub id: TrackId,
    /// Where the face is.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// Its five landmarks; `null` where the whole picture is looked at.
    pub landmarks: Option<Landmarks>,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
    /// The most probable class.
    pub label: ClassLabel,
    /// Its probability, 0 to 1.
    pub probability: f32,
    /// All classes with their probabilities.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(test, ts(type = "Record<string, number>"))]
    pub probabilities: LabelledProbabilities,
}

/// Probabilities with the names they belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledProbabilities {
    /// One name a class, shared by all faces.
    pub labels: Arc<[ClassLabel]>,
    /// One value a class, in the same order.
    pub values: Probabilities,
}

fn as_map<S: Serializer>(of: &LabelledProbabilities, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(of.labels.len()))?;
    for (label, value) in of.labels.iter().zip(of.values.values()) {
        map.serialize_entry(label, value)?;
    }
    map.end()
}

/// Which detector answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DetectorName {
    /// The browser's own.
    Browser,
    /// The built-in one.
    BuiltIn,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LookedAt"))]
#[serde(rename_all = "camelCase")]
pub enum Subject {
    /// Every face by itself.
    #[default]
    Faces,
    /// The middle of the picture, a square.
    Picture,
}

/// How long the parts of a frame took, ms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Timing {
    /// Finding the faces and their landmarks.
    pub detect: f64,
    /// Aligning and classifying them.
    pub classify: f64,
    /// Everything since work on the frame began.
    pub total: f64,
}

/// Everything that is known of a frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The frame's time, ms.
    pub time: f64,
    /// Width of the source in pixels.
    pub width: usize,
    /// Height of the source in pixels.
    pub height: usize,
    /// What was looked at. A whole picture is told of as one face.
    pub subject: Subject,
    /// By how many degrees the picture was turned clockwise to see its faces upright: 0, 90, 180 or 270. Boxes and landmarks
    /// are in the picture as it is.
    pub turned: u16,
    /// The faces, most certain detection first.
    pub faces: Vec<FacePrediction>,
    /// What to draw; may hold a face a moment longer than `faces`.
    pub shown: Vec<ShownFace>,
    /// The main face's classes in fixed order; empty without a face.
    pub bars: Vec<Bar>,
    /// Which detector found the faces.
    pub detector: DetectorName,
    /// How long it took.
    pub timing: Timing,
}
