//! Which classes are told apart, and by what.

use std::fmt;
use std::sync::Arc;

use super::report::{FacePrediction, LabelledProbabilities, Subject};
use crate::Error;
use crate::detect::Detection;
use crate::display::track::TrackId;
use crate::expression::{ClassLabel, Probabilities};
use crate::geometry::{BoundingBox, Landmarks, Turn};
use crate::head::HeadFile;
use crate::image::Frame;

/// What tells classes apart.
#[derive(Debug)]
pub(super) enum Classes {
    /// The shipped network, the expressions.
    Expressions,
    /// A person's own head on the shipped network.
    Head(HeadFile),
    /// Another network.
    Model(OtherModel),
}

/// Asks another network about parts of a frame: a probability a class for each of them. Parts are squares
/// within the frame, in its pixels.
pub type Ask = Box<dyn Fn(&Frame, &[BoundingBox]) -> Result<Vec<Probabilities>, Error>>;

/// A network that names what pictures show, in the place of the shipped one.
pub struct OtherModel {
    /// What people call it.
    pub name: String,
    /// Its classes.
    pub labels: Vec<ClassLabel>,
    /// What it is asked about.
    pub subject: Subject,
    /// Asks it.
    pub ask: Ask,
}

impl fmt::Debug for OtherModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OtherModel({}, {:?})", self.name, self.labels)
    }
}

/// The side of the square around a face that another network is shown, in sides of the face's box: hair and
/// chin belong to it.
const AROUND_FACE: f32 = 1.3;

/// The square around a face, or as much of it as there is room for, moved into the frame.
fn around(face: &BoundingBox, frame: &Frame) -> BoundingBox {
    let bounds = frame.bounds();
    let side = (face.width.max(face.height) * AROUND_FACE)
        .min(bounds.width)
        .min(bounds.height)
        .max(1.0);
    let start = |from: f32, length: f32, whole: f32| {
        (from + (length - side) / 2.0).clamp(0.0, (whole - side).max(0.0))
    };
    BoundingBox::new(
        start(face.x, face.width, bounds.width),
        start(face.y, face.height, bounds.height),
        side,
        side,
    )
}

/// The largest square in the middle of a frame.
fn middle(frame: &Frame) -> BoundingBox {
    let BoundingBox { width, height, .. } = frame.bounds();
    let side = width.min(height);
    BoundingBox::new((width - side) / 2.0, (height - side) / 2.0, side, side)
}

impl OtherModel {
    /// What it says of all faces, or of the picture; it is shown the faces as they are in the frame when it is turned.
    pub(super) fn classify(
        &self,
        frame: &Frame,
        faces: &[Detection],
        turn: Turn,
    ) -> Result<Vec<Classified>, Error> {
        match self.subject {
            Subject::Picture => {
                let bounds = middle(frame);
                let answers = (self.ask)(frame, &[bounds])?.into_iter();
                Ok(answers
                    .map(|probabilities| Classified {
                        bounds,
                        landmarks: None,
                        score: 1.0,
                        probabilities,
                    })
                    .collect())
            }
            Subject::Faces if faces.is_empty() => Ok(Vec::new()),
            Subject::Faces => {
                let (width, height) = (frame.width(), frame.height());
                let turned;
                let shown = match turn {
                    Turn::None => *frame,
                    turn => {
                        let pixels = frame.pixels().as_chunks::<4>().0;
                        turned = turn.pixels((width, height), |x, y| pixels[y * width + x]);
                        let (across, down) = turn.size((width, height));
                        Frame::new(turned.as_flattened(), across, down)?.with_format(frame.format())
                    }
                };
                let size = (width as f32, height as f32);
                let places = faces.iter().map(|face| turn.bounds(&face.bounds, size));
                let parts: Vec<_> = places.map(|place| around(&place, &shown)).collect();
                let answers = (self.ask)(&shown, &parts)?;
                let faces = faces.iter().zip(answers);
                Ok(faces
                    .map(|(face, answer)| Classified::new(face, answer))
                    .collect())
            }
        }
    }
}

/// A face and what it looks like, before it is followed from frame to frame.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classified {
    pub bounds: BoundingBox,
    /// A whole picture has none.
    pub landmarks: Option<Landmarks>,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
    pub probabilities: Probabilities,
}

impl Classified {
    pub(super) fn new(face: &Detection, probabilities: Probabilities) -> Self {
        Self {
            bounds: face.bounds,
            landmarks: Some(face.landmarks),
            score: face.score,
            probabilities,
        }
    }

    pub(super) fn with_id(self, id: TrackId, labels: &Arc<[ClassLabel]>) -> FacePrediction {
        let (class, probability) = self.probabilities.argmax();
        FacePrediction {
            id,
            bounds: self.bounds,
            landmarks: self.landmarks,
            score: self.score,
            label: labels.get(class).cloned().unwrap_or_default(),
            probability,
            probabilities: LabelledProbabilities {
                labels: Arc::clone(labels),
                values: self.probabilities,
            },
        }
    }
}
