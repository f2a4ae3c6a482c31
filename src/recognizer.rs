//! A frame's whole path: detect, align, classify, track, and say what to draw.

use std::sync::Arc;

use burn::tensor::Device;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::Error;
use crate::align::{align, alignment};
use crate::detect::{Detection, DetectorOptions, FaceDetector};
use crate::display::overlay::Stage;
use crate::display::report::{Bar, ShownFace, bars, shown_faces};
use crate::display::track::{Observation, TrackId, TrackOptions, Tracker};
use crate::error::{Bounds, Subject};
use crate::expression::{ClassLabel, Classifier, Probabilities};
use crate::geometry::{BoundingBox, Landmarks};
use crate::head::HeadFile;
use crate::image::Frame;
use crate::manifest::Manifest;
use crate::weights::WeightFiles;

/// Side in pixels of the picture that warms up: small to make, and enlarged for the detector like any
/// other.
const WARM_UP_SIDE: usize = 160;

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
            stage: Stage::default(),
        }
    }
}

impl Settings {
    fn options(&self) -> DetectorOptions {
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

/// What is known of a frame beside its pixels.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Width and height of the source in pixels; where the frame is a smaller copy of it, all answers
    /// are in pixels of the source.
    pub source_size: (usize, usize),
    /// The frame's time, ms, not decreasing while a source lasts.
    pub time: f64,
    /// When work on this frame began, ms, by the clock that is handed to [`Recognizer::recognize`].
    pub started: f64,
    /// Boxes that another detector has found already; without them the built-in one looks.
    pub found: Option<FoundBoxes<'a>>,
}

impl Input<'_> {
    /// A picture that stands for itself.
    pub fn still(frame: &Frame) -> Self {
        Self {
            source_size: (frame.width(), frame.height()),
            time: 0.0,
            started: 0.0,
            found: None,
        }
    }
}

/// What another detector found in a frame.
#[derive(Debug, Clone, Copy)]
pub struct FoundBoxes<'a> {
    /// Boxes in pixels of the frame.
    pub boxes: &'a [BoundingBox],
    /// How long it took, ms.
    pub took: f64,
}

/// A face and what it looks like, before it is followed from frame to frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Classified {
    /// Where it is.
    pub detection: Detection,
    /// One value a class.
    pub probabilities: Probabilities,
}

/// A face and what it looks like, as the networks gave it, in source pixels.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FacePrediction {
    /// The same number while the face stays in the picture.
    pub id: TrackId,
    /// Where the face is.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// Its five landmarks.
    pub landmarks: Landmarks,
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

/// How long the parts of a frame took, ms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Timing {
    /// Finding the faces and their landmarks.
    pub detect: f64,
    /// Aligning and classifying them.
    pub classify: f64,
    /// Everything since [`Input::started`].
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

/// Recognises the expressions of all faces in a stream of frames.
#[derive(Debug)]
pub struct Recognizer {
    detector: FaceDetector,
    classifier: Classifier,
    manifest: Manifest,
    custom_head: Option<HeadFile>,
    labels: Arc<[ClassLabel]>,
    tracker: Tracker,
    settings: Settings,
}

impl Recognizer {
    /// Checks and decodes the weights that `manifest` describes.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a file is missing, not the one described or cannot be decoded.
    pub fn new(manifest: &Manifest, files: &WeightFiles, device: &Device) -> Result<Self, Error> {
        Ok(Self {
            detector: FaceDetector::load(&manifest.detector, files, device)?,
            classifier: Classifier::load(&manifest.model, &manifest.expression, files, device)?,
            manifest: manifest.clone(),
            custom_head: None,
            labels: manifest.model.labels.as_slice().into(),
            tracker: Tracker::default(),
            settings: Settings::default(),
        })
    }

    /// The classes in their fixed order.
    pub fn classes(&self) -> &[ClassLabel] {
        &self.labels
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
        let labels = head.map_or(&self.manifest.model.labels, |head| &head.labels);
        self.labels = labels.as_slice().into();
        self.reset();
        Ok(())
    }

    /// The person's own head, where one is in use.
    pub fn head(&self) -> Option<&HeadFile> {
        self.custom_head.as_ref()
    }

    /// The threshold in force.
    pub fn threshold(&self) -> f32 {
        let standard = match &self.custom_head {
            Some(head) => head.threshold,
            None => self.manifest.model.threshold,
        };
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
        settings.validate()?;
        self.settings = settings;
        Ok(())
    }

    /// Forgets all faces: call it when the source changes.
    pub fn reset(&mut self) {
        self.tracker.reset();
    }

    /// Whether boxes of another detector are wanted, where there is one that works.
    pub fn wants_boxes(&self) -> bool {
        self.settings.detector != DetectorChoice::BuiltIn
    }

    /// Runs both networks once on nothing, so that the first real picture finds code and memory in
    /// place.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a network's answer cannot be read.
    pub fn warm_up(&self) -> Result<(), Error> {
        let pixels = vec![0; WARM_UP_SIDE * WARM_UP_SIDE * 4];
        let frame = Frame::new(&pixels, WARM_UP_SIDE, WARM_UP_SIDE)?;
        self.detector.detect(&frame, &self.settings.options())?;
        let nobody = self.detector.locate(&frame, &[frame.bounds()])?;
        self.classify(&frame, &nobody)?;
        Ok(())
    }

    /// The path of a frame. `clock` gives milliseconds from any fixed moment.
    ///
    /// # Errors
    /// [`Error::Malformed`] where a network's answer cannot be read.
    pub fn recognize(
        &mut self,
        frame: &Frame,
        input: Input,
        clock: impl Fn() -> f64,
    ) -> Result<Report, Error> {
        let start = clock();
        let detections = match input.found {
            Some(found) => self.detector.locate(frame, found.boxes)?,
            None => self.detector.detect(frame, &self.settings.options())?,
        };
        let detected = clock();
        let mut faces = self.classify(frame, &detections)?;
        let classified = clock();

        let (width, height) = input.source_size;
        if (width, height) != (frame.width(), frame.height()) {
            let x = width as f32 / frame.width() as f32;
            let y = height as f32 / frame.height() as f32;
            for Classified { detection, .. } in &mut faces {
                detection.bounds = detection.bounds.scaled(x, y);
                detection.landmarks = detection.landmarks.scaled(x, y);
            }
        }
        let ids = self.track(input.time, &faces);
        let labels = &self.labels;
        let stage = &self.settings.stage;
        let shown = shown_faces(&self.tracker, stage, (width, height), input.time);
        Ok(Report {
            time: input.time,
            width,
            height,
            faces: faces
                .into_iter()
                .zip(ids)
                .map(|(face, id)| face.with_id(id, labels))
                .collect(),
            bars: bars(&self.tracker, labels, input.time),
            shown,
            detector: match input.found {
                Some(_) => DetectorName::Browser,
                None => DetectorName::BuiltIn,
            },
            timing: Timing {
                detect: detected - start + input.found.map_or(0.0, |found| found.took),
                classify: classified - detected,
                total: clock() - input.started,
            },
        })
    }

    /// The probabilities of every detected face; faces whose landmarks carry no alignment are left
    /// out. All faces go through the network in one batch.
    fn classify(&self, frame: &Frame, detections: &[Detection]) -> Result<Vec<Classified>, Error> {
        let preprocess = &self.classifier.model().preprocess;
        let (usable, faces): (Vec<Detection>, Vec<_>) = detections
            .iter()
            .filter_map(|detection| {
                let to_face = alignment(&detection.landmarks, preprocess)?;
                Some((*detection, align(frame, &to_face, preprocess)))
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
        Ok(usable
            .into_iter()
            .zip(probabilities)
            .map(|(detection, probabilities)| Classified {
                detection,
                probabilities,
            })
            .collect())
    }

    /// An id for every face.
    fn track(&mut self, time: f64, faces: &[Classified]) -> Vec<TrackId> {
        let observations: Vec<_> = faces
            .iter()
            .map(|face| Observation {
                bounds: face.detection.bounds,
                probabilities: &face.probabilities,
            })
            .collect();
        let options = TrackOptions {
            smoothing: self.settings.smoothing,
            threshold: self.threshold(),
        };
        self.tracker.update(time, &observations, &options)
    }
}

impl Classified {
    fn with_id(self, id: TrackId, labels: &Arc<[ClassLabel]>) -> FacePrediction {
        let (class, probability) = self.probabilities.argmax();
        FacePrediction {
            id,
            bounds: self.detection.bounds,
            landmarks: self.detection.landmarks,
            score: self.detection.score,
            label: labels.get(class).cloned().unwrap_or_default(),
            probability,
            probabilities: LabelledProbabilities {
                labels: Arc::clone(labels),
                values: self.probabilities,
            },
        }
    }
}
