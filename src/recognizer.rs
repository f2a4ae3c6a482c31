//! A frame's whole path: detect, align, classify, track, and say what to draw.

use burn::tensor::Device;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::Error;
use crate::align::{align, alignment};
use crate::detect::{Detection, DetectorOptions, FaceDetector};
use crate::display::overlay::{Stage, place_chips};
use crate::display::track::{Observation, TrackId, TrackOptions, Tracker};
use crate::display::wording::{UNSURE, UNSURE_EMOJI, emoji, look};
use crate::expression::{ClassLabel, Classifier, Probabilities};
use crate::geometry::{BoundingBox, Landmarks, Point};
use crate::head::HeadFile;
use crate::image::Frame;
use crate::manifest::Manifest;

/// What a person can set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Longest side in pixels that the built-in detector is shown.
    pub detector_size: usize,
    /// Faces below this score are left out, 0 to 1.
    pub min_score: f32,
    /// Below this probability a face is displayed as unsure, 0 to 1; where nothing is set, the head
    /// in use says.
    pub threshold: Option<f32>,
    /// Whether boxes and labels are steadied for display.
    pub smoothing: bool,
    /// The surface that the overlay is drawn on.
    pub stage: Stage,
}

impl Default for Settings {
    fn default() -> Self {
        let detector = DetectorOptions::default();
        Self {
            detector_size: detector.size,
            min_score: detector.min_score,
            threshold: None,
            smoothing: true,
            stage: Stage::default(),
        }
    }
}

/// The threshold of the seven expressions.
const THRESHOLD: f32 = 0.4;

impl Settings {
    fn detector(&self) -> DetectorOptions {
        DetectorOptions {
            size: self.detector_size,
            min_score: self.min_score,
            ..DetectorOptions::default()
        }
    }
}

/// A face and what it looks like, as the networks gave it, in source pixels.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FacePrediction {
    /// The same number while the face stays in the picture; 0 before tracking.
    pub id: TrackId,
    /// Where the face is.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// Its five landmarks.
    pub landmarks: Landmarks,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
    /// The likeliest class.
    pub label: ClassLabel,
    /// Its probability, 0 to 1.
    pub probability: f32,
    /// All classes with their probabilities.
    #[serde(serialize_with = "as_map")]
    pub probabilities: LabelledProbabilities,
}

/// Probabilities with the names they belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledProbabilities {
    /// One name a class.
    pub labels: Vec<ClassLabel>,
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

/// Everything that is known of a frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The frame's time, ms.
    pub time: f64,
    /// Width of the source in pixels.
    pub width: usize,
    /// Height of the source in pixels.
    pub height: usize,
    /// The faces, surest first.
    pub faces: Vec<FacePrediction>,
    /// What to draw; may hold a face a moment longer than `faces`.
    pub shown: Vec<ShownFace>,
    /// The main face's classes in fixed order; empty without a face.
    pub bars: Vec<Bar>,
    /// The frame in one sentence.
    pub status: String,
}

/// Recognises the expressions of all faces in a stream of frames.
#[derive(Debug)]
pub struct Recognizer {
    detector: FaceDetector,
    classifier: Classifier,
    manifest: Manifest,
    custom_head: Option<HeadFile>,
    tracker: Tracker,
    settings: Settings,
}

impl Recognizer {
    /// Checks and decodes the weight files that `manifest` describes.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a file is not the one described or cannot be decoded.
    pub fn new(
        manifest: &Manifest,
        detector: &[u8],
        expression: &[u8],
        device: &Device,
    ) -> Result<Self, Error> {
        let (detector, classifier) = manifest.networks(detector, expression, device)?;
        Ok(Self {
            detector,
            classifier,
            manifest: manifest.clone(),
            custom_head: None,
            tracker: Tracker::default(),
            settings: Settings::default(),
        })
    }

    /// The classes in their fixed order.
    pub fn classes(&self) -> &[ClassLabel] {
        match &self.custom_head {
            Some(head) => &head.labels,
            None => &self.classifier.model().labels,
        }
    }

    /// Tells a person's own classes apart from now on; `None` goes back to the expressions.
    /// Forgets all faces.
    ///
    /// # Errors
    /// Those of [`HeadFile::check`]; the old classes stay.
    pub fn use_head(&mut self, head: Option<&HeadFile>) -> Result<(), Error> {
        if let Some(head) = head {
            head.check(&self.manifest)?;
        }
        self.custom_head = head.cloned();
        self.reset();
        Ok(())
    }

    /// The person's own head, where one is in use.
    pub fn head(&self) -> Option<&HeadFile> {
        self.custom_head.as_ref()
    }

    /// The threshold in force.
    pub fn threshold(&self) -> f32 {
        let standard = self
            .custom_head
            .as_ref()
            .map_or(THRESHOLD, |head| head.threshold);
        self.settings.threshold.unwrap_or(standard)
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Puts new settings in force.
    ///
    /// # Errors
    /// [`Error::Limit`] names a value outside its range; the old settings stay.
    pub fn set_settings(&mut self, settings: Settings) -> Result<(), Error> {
        settings.detector().validate()?;
        settings.stage.validate()?;
        if let Some(threshold) = settings.threshold
            && !(0.0..=1.0).contains(&threshold)
        {
            return Err(Error::limit("Threshold", threshold, "0 to 1"));
        }
        self.settings = settings;
        Ok(())
    }

    /// Forgets all faces: call it when the source changes.
    pub fn reset(&mut self) {
        self.tracker.reset();
    }

    /// The faces that the built-in detector finds, surest first.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn detect(&self, frame: &Frame) -> Result<Vec<Detection>, Error> {
        self.detector.detect(frame, &self.settings.detector())
    }

    /// Puts landmarks into boxes that another detector found: the built-in one looks at each box,
    /// and where it sees no face there the landmarks take their usual places in it.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn locate(&self, frame: &Frame, boxes: &[BoundingBox]) -> Result<Vec<Detection>, Error> {
        boxes
            .iter()
            .filter(|bounds| bounds.is_valid())
            .map(|bounds| self.locate_one(frame, bounds))
            .collect()
    }

    fn locate_one(&self, frame: &Frame, bounds: &BoundingBox) -> Result<Detection, Error> {
        let usual = Detection {
            bounds: *bounds,
            landmarks: usual_landmarks(bounds),
            score: 1.0,
        };
        let Some((pixels, left, top, width, height)) = cut(frame, bounds) else {
            return Ok(usual);
        };
        let options = DetectorOptions {
            size: LOCATE_SIZE,
            min_score: LOCATE_MIN_SCORE,
            ..DetectorOptions::default()
        };
        let shift = |p: Point| Point::new(p.x + left as f32, p.y + top as f32);
        let found = self
            .detector
            .detect(&Frame::new(&pixels, width, height)?, &options)?
            .into_iter()
            .map(|d| {
                let corner = shift(Point::new(d.bounds.x, d.bounds.y));
                let moved = BoundingBox {
                    x: corner.x,
                    y: corner.y,
                    ..d.bounds
                };
                (moved.iou(bounds), Landmarks(d.landmarks.0.map(shift)))
            })
            .filter(|(overlap, _)| *overlap > 0.2)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        Ok(match found {
            Some((_, landmarks)) => Detection { landmarks, ..usual },
            None => usual,
        })
    }

    /// The class of every detected face; faces whose landmarks carry no alignment are left
    /// out. All faces go through the network in one batch.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn classify(
        &self,
        frame: &Frame,
        detections: &[Detection],
    ) -> Result<Vec<FacePrediction>, Error> {
        let model = self.classifier.model();
        let (usable, faces): (Vec<&Detection>, Vec<_>) = detections
            .iter()
            .filter_map(|detection| {
                let to_face = alignment(&detection.landmarks, &model.preprocess)?;
                Some((detection, align(frame, &to_face, &model.preprocess)))
            })
            .unzip();
        let probabilities = match &self.custom_head {
            Some(custom) => self
                .classifier
                .embed(&faces)?
                .iter()
                .map(|embedding| custom.head.classify(embedding))
                .collect(),
            None => self.classifier.classify(&faces)?,
        };
        let labels = self.classes();
        Ok(usable
            .into_iter()
            .zip(probabilities)
            .map(|(detection, values)| {
                let (class, probability) = values.argmax();
                FacePrediction {
                    id: 0,
                    bounds: detection.bounds,
                    landmarks: detection.landmarks,
                    score: detection.score,
                    label: labels[class].clone(),
                    probability,
                    probabilities: LabelledProbabilities {
                        labels: labels.to_vec(),
                        values,
                    },
                }
            })
            .collect())
    }

    /// Gives the faces of a frame their ids and says what to draw. `frame_size` is that of the
    /// source in pixels, `time` is in ms.
    pub fn track(
        &mut self,
        frame_size: (usize, usize),
        time: f64,
        mut faces: Vec<FacePrediction>,
    ) -> Report {
        let options = TrackOptions {
            smoothing: self.settings.smoothing,
            threshold: self.threshold(),
        };
        let observations: Vec<_> = faces
            .iter()
            .map(|face| Observation {
                bounds: face.bounds,
                probabilities: &face.probabilities.values,
            })
            .collect();
        let ids = self.tracker.update(time, &observations, &options);
        for (face, id) in faces.iter_mut().zip(ids) {
            face.id = id;
        }
        let shown = self.shown(frame_size, time);
        Report {
            time,
            width: frame_size.0,
            height: frame_size.1,
            bars: self.bars(time),
            status: status(&shown, self.custom_head.is_some()),
            faces,
            shown,
        }
    }

    fn shown(&self, frame_size: (usize, usize), time: f64) -> Vec<ShownFace> {
        let stage = &self.settings.stage;
        let tracks: Vec<_> = self.tracker.shown(time).collect();
        let outlines: Vec<_> = tracks
            .iter()
            .map(|track| (stage.outline(&track.bounds, frame_size), track.class))
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
                let (name, text, emoji) = match class.and_then(|class| self.classes().get(class)) {
                    Some(label) => (label.clone(), format!("{label} {value:.2}"), emoji(label)),
                    None => (UNSURE.into(), UNSURE.into(), Some(UNSURE_EMOJI)),
                };
                ShownFace {
                    id: track.id,
                    main: self.tracker.main() == Some(track.id),
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

    fn bars(&self, time: f64) -> Vec<Bar> {
        let Some(track) = self
            .tracker
            .shown(time)
            .find(|t| Some(t.id) == self.tracker.main())
        else {
            return Vec::new();
        };
        self.classes()
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
}

/// Longest side in pixels at which the inside of another detector's box is looked at.
const LOCATE_SIZE: usize = 160;

/// A box that another detector vouches for needs less proof than an empty picture.
const LOCATE_MIN_SCORE: f32 = 0.2;

/// Where the landmarks of an upright face usually lie in its box, as shares of width and height:
/// the means that YuNet gives on FER2013's training pictures, relative to its own boxes.
fn usual_landmarks(bounds: &BoundingBox) -> Landmarks {
    const PLACES: [(f32, f32); 5] = [
        (0.30, 0.38),
        (0.70, 0.38),
        (0.50, 0.57),
        (0.34, 0.75),
        (0.66, 0.75),
    ];
    Landmarks(
        PLACES.map(|(x, y)| Point::new(bounds.x + bounds.width * x, bounds.y + bounds.height * y)),
    )
}

/// The pixels of a box and half its size around it, with their place and size in the frame;
/// `None` where the box lies outside.
fn cut(frame: &Frame, bounds: &BoundingBox) -> Option<(Vec<u8>, usize, usize, usize, usize)> {
    let (margin_x, margin_y) = (bounds.width / 2.0, bounds.height / 2.0);
    let left = (bounds.x - margin_x).max(0.0) as usize;
    let top = (bounds.y - margin_y).max(0.0) as usize;
    let right = ((bounds.right() + margin_x).max(0.0) as usize).min(frame.width());
    let bottom = ((bounds.bottom() + margin_y).max(0.0) as usize).min(frame.height());
    if right <= left || bottom <= top {
        return None;
    }
    let pixels = (top..bottom)
        .flat_map(|y| &frame.row(y)[left * 4..right * 4])
        .copied()
        .collect();
    Some((pixels, left, top, right - left, bottom - top))
}

/// The frame in one sentence, for the status line.
fn status(shown: &[ShownFace], custom_classes: bool) -> String {
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
