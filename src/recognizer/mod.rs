//! A frame's whole path: detect, align, classify, track, and say what to draw.

mod classes;
mod report;
mod settings;

pub use classes::{Ask, OtherModel};
pub use report::{DetectorName, FacePrediction, LabelledProbabilities, Report, Subject, Timing};
pub use settings::{DetectorChoice, Settings};

use std::sync::Arc;

use self::classes::{Classes, Classified};
use crate::Error;
use crate::align::{AlignedFace, align, alignment};
use crate::detect::{Detection, FaceDetector, Found};
use crate::display::report::{bars, shown_faces};
use crate::display::track::{Observation, TrackId, TrackOptions, Tracker};
use crate::expression::{ClassLabel, Classifier, DEFAULT_THRESHOLD, Probabilities};
use crate::geometry::{BoundingBox, Turn};
use crate::head::HeadFile;
use crate::image::Frame;
use crate::kernels::Device;
use crate::manifest::Manifest;
use crate::weights::WeightFiles;

/// Side in pixels of the picture that warms up: small to make, and enlarged for the detector like any
/// other.
const WARM_UP_SIDE: usize = 160;

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
    /// Whether this is a picture that stands still: face and mirror image are both asked about then,
    /// where one in a stream is asked about one of them a frame; and where no face is sure, it is looked at turned too.
    pub still: bool,
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
            still: true,
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

/// Recognises the expressions of all faces in a stream of frames.
#[derive(Debug)]
pub struct Recognizer {
    detector: FaceDetector,
    classifier: Classifier,
    manifest: Manifest,
    told_apart_by: Classes,
    labels: Arc<[ClassLabel]>,
    tracker: Tracker,
    /// The side that the last frame of a stream was asked about.
    last_view: View,
    settings: Settings,
}

/// What the network is shown of every face of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    AsSeen,
    Mirrored,
    /// Both; their probabilities are averaged.
    BothSides,
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
            told_apart_by: Classes::Expressions,
            labels: manifest.model.labels.as_slice().into(),
            tracker: Tracker::default(),
            last_view: View::Mirrored,
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
        let labels = head.map_or(&self.manifest.model.labels, |head| &head.labels);
        self.labels = labels.as_slice().into();
        self.told_apart_by = match head {
            Some(head) => Classes::Head(head.clone()),
            None => Classes::Expressions,
        };
        self.reset();
        Ok(())
    }

    /// Lets another network tell its classes apart from now on. Forgets all faces.
    pub fn use_model(&mut self, model: OtherModel) {
        self.labels = model.labels.as_slice().into();
        self.told_apart_by = Classes::Model(model);
        self.reset();
    }

    /// The person's own head, where one is in use.
    pub fn head(&self) -> Option<&HeadFile> {
        match &self.told_apart_by {
            Classes::Head(head) => Some(head),
            _ => None,
        }
    }

    /// What the maker of the head or of the other network in use calls it.
    pub fn name(&self) -> Option<&str> {
        match &self.told_apart_by {
            Classes::Expressions => None,
            Classes::Head(head) => Some(&head.name),
            Classes::Model(model) => Some(&model.name),
        }
    }

    /// What is looked at.
    pub fn subject(&self) -> Subject {
        match &self.told_apart_by {
            Classes::Model(model) => model.subject,
            _ => Subject::Faces,
        }
    }

    /// The threshold in force.
    pub fn threshold(&self) -> f32 {
        let standard = match &self.told_apart_by {
            Classes::Expressions => self.manifest.model.threshold,
            Classes::Head(head) => head.threshold,
            Classes::Model(_) => DEFAULT_THRESHOLD,
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
        self.last_view = View::Mirrored;
    }

    /// Whether a face's mirror image is asked about too: not where it shows another class.
    fn averages_mirrored(&self) -> bool {
        let symmetric = match &self.told_apart_by {
            Classes::Expressions => true,
            Classes::Head(head) => head.mirrored,
            Classes::Model(_) => false,
        };
        self.settings.average_mirrored && symmetric
    }

    /// What the next frame is asked about: in a stream the sides take turns, which costs nothing.
    fn next_view(&mut self, still: bool) -> View {
        if !self.averages_mirrored() {
            return View::AsSeen;
        }
        if still {
            return View::BothSides;
        }
        self.last_view = match self.last_view {
            View::Mirrored => View::AsSeen,
            _ => View::Mirrored,
        };
        self.last_view
    }

    /// Whether boxes of another detector are wanted, where there is one that works.
    pub fn wants_boxes(&self) -> bool {
        self.settings.detector != DetectorChoice::BuiltIn && self.subject() == Subject::Faces
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
        self.classify(&frame, &nobody, View::AsSeen)?;
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
        let options = self.settings.options();
        let Found { detections, turn } = match (self.subject(), input.found) {
            (Subject::Picture, _) => Found::default(),
            (Subject::Faces, Some(found)) => Found {
                detections: self.detector.locate(frame, found.boxes)?,
                turn: Turn::None,
            },
            (Subject::Faces, None) => self.detector.find(frame, &options, input.still)?,
        };
        let (width, height) = input.source_size;
        let scale = width as f32 / frame.width() as f32;
        let size = (frame.width(), frame.height());
        let detections = self.settings.wanted(detections, size, scale);
        let detected = clock();
        let view = self.next_view(input.still);
        let mut faces = match &self.told_apart_by {
            Classes::Model(model) => model.classify(frame, &detections, turn)?,
            _ => self.classify(frame, &detections, view)?,
        };
        let classified = clock();

        if (width, height) != size {
            let x = width as f32 / frame.width() as f32;
            let y = height as f32 / frame.height() as f32;
            for face in &mut faces {
                face.bounds = face.bounds.scaled(x, y);
                face.landmarks = face.landmarks.map(|landmarks| landmarks.scaled(x, y));
            }
        }
        let ids = self.track(input.time, &faces, view);
        let labels = &self.labels;
        let stage = &self.settings.stage;
        let shown = shown_faces(&self.tracker, stage, (width, height), input.time);
        Ok(Report {
            time: input.time,
            width,
            height,
            subject: self.subject(),
            turned: turn.degrees(),
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
    /// out.
    fn classify(
        &self,
        frame: &Frame,
        detections: &[Detection],
        view: View,
    ) -> Result<Vec<Classified>, Error> {
        let preprocess = &self.classifier.model().preprocess;
        let (usable, faces): (Vec<Detection>, Vec<_>) = detections
            .iter()
            .filter_map(|detection| {
                let to_face = alignment(&detection.landmarks, preprocess)?;
                Some((*detection, align(frame, &to_face, preprocess)))
            })
            .unzip();
        let mirrored = || faces.iter().map(AlignedFace::mirrored).collect::<Vec<_>>();
        let probabilities = match view {
            View::AsSeen => self.ask(&faces)?,
            View::Mirrored => self.ask(&mirrored())?,
            View::BothSides => {
                let sides = self.ask(&faces)?.into_iter().zip(self.ask(&mirrored())?);
                sides.map(|(a, b)| a.mean(&b)).collect()
            }
        };
        Ok(usable
            .into_iter()
            .zip(probabilities)
            .map(|(detection, probabilities)| Classified::new(&detection, probabilities))
            .collect())
    }

    /// What the network, or the person's own head, says of faces. All go through in one batch.
    fn ask(&self, faces: &[AlignedFace]) -> Result<Vec<Probabilities>, Error> {
        match self.head() {
            Some(own) => Ok(self
                .classifier
                .embed(faces)?
                .iter()
                .map(|embedding| own.head.classify(embedding))
                .collect()),
            None => self.classifier.classify(faces),
        }
    }

    /// An id for every face.
    fn track(&mut self, time: f64, faces: &[Classified], view: View) -> Vec<TrackId> {
        let observations: Vec<_> = faces
            .iter()
            .map(|face| Observation {
                bounds: face.bounds,
                probabilities: &face.probabilities,
                mirrored: view == View::Mirrored,
            })
            .collect();
        let options = TrackOptions {
            smoothing: self.settings.smoothing,
            average_mirrored: self.averages_mirrored(),
            threshold: self.threshold(),
        };
        self.tracker.update(time, &observations, &options)
    }
}
