//! What is displayed of a frame: the faces with their chips, the main face's bars, and one sentence.

use serde::Serialize;

use super::overlay::{Stage, place_chips};
use super::track::{TrackId, Tracker};
use super::wording::{UNSURE, UNSURE_EMOJI, emoji, look};
use crate::expression::ClassLabel;
use crate::geometry::BoundingBox;

/// What is drawn for a face, in stage coordinates.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownFace {
    /// As in [`FacePrediction`].
    pub id: TrackId,
    /// Whether the bars are this face's.
    pub main: bool,
    /// The displayed class; `null` where none reaches the threshold.
    pub class: Option<usize>,
    /// The chip's words: name and probability, or "Unsure".
    pub text: String,
    /// The class's name, or "Unsure".
    pub name: String,
    /// The displayed probability, 0 to 1: the steadied one of the displayed class.
    pub value: f32,
    /// The expression as an emoji; `null` for a class that has none.
    pub emoji: Option<&'static str>,
    /// The box.
    pub outline: BoundingBox,
    /// The chip.
    pub chip: BoundingBox,
}

/// A bar of the main face.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    labels: &[ClassLabel],
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
            let (name, text, emoji) = match class.and_then(|class| labels.get(class)) {
                Some(label) => (label.clone(), format!("{label} {value:.2}"), emoji(label)),
                None => (UNSURE.into(), UNSURE.into(), Some(UNSURE_EMOJI)),
            };
            ShownFace {
                id: track.id,
                main: tracker.main() == Some(track.id),
                class,
                text,
                name,
                value,
                emoji,
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

/// The frame in one sentence, for the status line. What a person called a class is not put into
/// words (`custom_classes`).
pub fn status(shown: &[ShownFace], custom_classes: bool) -> String {
    let Some(main) = shown.iter().find(|face| face.main) else {
        return "No face in the picture".into();
    };
    let looks = match main.class {
        Some(_) => look(&main.name),
        None if custom_classes => None,
        None => Some("has no clear expression".into()),
    };
    match (shown.len(), looks) {
        (1, Some(looks)) => format!("1 face: it {looks}"),
        (n, Some(looks)) => format!("{n} faces: the main one {looks}"),
        // What a person called a class need not fit a sentence: it stands by itself.
        (1, None) => format!("1 face: {}", main.name),
        (n, None) => format!("{n} faces, the main one: {}", main.name),
    }
}
