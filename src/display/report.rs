//! What is displayed of a frame: the faces with their chips, and the main face's bars. Words are the page's.

use serde::Serialize;

use super::overlay::{Stage, place_chips};
use super::track::{TrackId, Tracker};
use crate::expression::ClassLabel;
use crate::geometry::BoundingBox;

/// What is drawn for a face, in stage coordinates.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ShownFace {
    /// As in [`FacePrediction`](crate::recognizer::FacePrediction).
    pub id: TrackId,
    /// Whether the bars are this face's.
    pub main: bool,
    /// The displayed class; `null` where none reaches the threshold.
    pub class: Option<usize>,
    /// The displayed probability, 0 to 1: the steadied one of the displayed class.
    pub value: f32,
    /// The box.
    pub outline: BoundingBox,
    /// The chip.
    pub chip: BoundingBox,
}

/// A bar of the main face.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Bar {
    /// The class.
    pub label: ClassLabel,
    /// Its steadied probability, 0 to 1.
    pub value: f32,
    /// Whether it is the displayed class.
    pub top: bool,
}

/// The faces to draw at `time` (ms), whose boxes are in pixels of a source of `source_size`.
pub fn shown_faces(
    tracker: &Tracker,
    stage: &Stage,
    source_size: (usize, usize),
    time: f64,
) -> Vec<ShownFace> {
    let tracks: Vec<_> = tracker.shown(time).collect();
    let outlines: Vec<_> = tracks
        .iter()
        .map(|track| (stage.outline(&track.bounds, source_size), track.class))
        .collect();
    let chips = place_chips(stage, &outlines);
    tracks
        .into_iter()
        .zip(outlines)
        .zip(chips)
        .map(|((track, (outline, class)), chip)| {
            let value = match class {
                Some(class) => track.probabilities.values()[class],
                None => track.probabilities.argmax().1,
            };
            ShownFace {
                id: track.id,
                main: tracker.main() == Some(track.id),
                class,
                value,
                outline,
                chip,
            }
        })
        .collect()
}

/// The main face's bars at `time` (ms), in the order of `labels`; none without a face.
pub fn bars(tracker: &Tracker, labels: &[ClassLabel], time: f64) -> Vec<Bar> {
    let main = tracker
        .shown(time)
        .find(|track| Some(track.id) == tracker.main());
    let Some(track) = main else {
        return Vec::new();
    };
    labels
        .iter()
        .zip(track.probabilities.values())
        .enumerate()
        .map(|(class, (label, &value))| Bar {
            label: label.clone(),
            value,
            top: track.class == Some(class),
        })
        .collect()
}
