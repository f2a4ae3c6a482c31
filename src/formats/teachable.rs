//! Teachable Machine's image models: a network of whole pictures, and what `metadata.json` says of it.

use std::collections::HashMap;

use serde::Deserialize;

use super::graph::{Graph, Size};
use super::plan::Plan;
use super::tfjs;
use crate::Error;
use crate::error::{Fault, Subject};
use crate::expression::{ClassLabel, Probabilities};
use crate::image::{Frame, resize};
use crate::unzip::{MAX_ENTRY, Unzip};

/// Files of an export beside which other files are passed over.
const MAX_FILES: usize = 10_000;

/// `metadata.json`, of which everything can be missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    labels: Vec<String>,
    grayscale: Option<bool>,
}

/// A model that names what a picture shows.
#[derive(Debug, Clone)]
pub struct ImageModel {
    plan: Plan,
    labels: Vec<ClassLabel>,
}

impl ImageModel {
    /// Reads an export as it is downloaded: a zip file with `model.json`, its weights, and perhaps
    /// `metadata.json`, in any folder.
    ///
    /// # Errors
    /// As [`tfjs::read`] and [`ImageModel::new`]; [`Error::Malformed`] where there is no model inside.
    pub fn from_zip(bytes: Vec<u8>) -> Result<Self, Error> {
        let zip = Unzip::open(bytes, MAX_FILES)?;
        let names = zip.names();
        let model = names
            .keys()
            .filter(|name| name.rsplit('/').next() == Some("model.json"))
            .min_by_key(|name| (name.len(), name.as_str()));
        let missing = || Error::malformed(Subject::entry("model.json"), Fault::Missing);
        let folder = model
            .and_then(|name| name.strip_suffix("model.json"))
            .ok_or_else(missing)?;
        let read = |name: &str| match names.get(&format!("{folder}{name}")) {
            Some(&index) => zip.read(index, MAX_ENTRY).map(Some),
            None => Ok(None),
        };
        let text = |name: &str| match read(name)? {
            Some(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(text)),
                Err(e) => Err(Error::malformed(Subject::entry(name), Fault::cause(e))),
            },
            None => Ok(None),
        };
        let model = text("model.json")?.ok_or_else(missing)?;
        let mut files = HashMap::new();
        for name in tfjs::weight_files(&model)? {
            if let Some(bytes) = read(&name)? {
                files.insert(name, bytes);
            }
        }
        let graph = tfjs::read(&model, |name| files.get(name).map(Vec::as_slice))?;
        Self::new(&graph, text("metadata.json")?.as_deref())
    }

    /// `metadata` is the text of `metadata.json`; without it classes are called "Class 1" and so on.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a damaged text; [`Error::Mismatch`] where the network does not take
    /// grey or coloured pictures, or has another number of answers than there are labels.
    pub fn new(graph: &Graph, metadata: Option<&str>) -> Result<Self, Error> {
        let metadata: Metadata = match metadata {
            Some(text) => serde_json::from_str(text)
                .map_err(|e| Error::malformed(Subject::ModelMetadata, Fault::cause(e)))?,
            None => Metadata::default(),
        };
        let plan = Plan::new(graph)?;
        let channels = plan.input().channels;
        let wanted = match metadata.grayscale {
            Some(true) => channels == 1,
            _ => [1, 3].contains(&channels),
        };
        if !wanted {
            return Err(Error::mismatch(Subject::ModelChannels, "1 or 3", channels));
        }
        let outputs = plan.outputs();
        let labels = match metadata.labels.is_empty() {
            true => (1..=outputs)
                .map(|class| format!("Class {class}"))
                .collect(),
            false => metadata.labels,
        };
        if labels.len() != outputs {
            return Err(Error::mismatch(Subject::Labels, outputs, labels.len()));
        }
        Ok(Self { plan, labels })
    }

    /// The classes, in the order of the answer.
    pub fn labels(&self) -> &[ClassLabel] {
        &self.labels
    }

    /// The picture that the network takes.
    pub fn input(&self) -> Size {
        self.plan.input()
    }

    /// A probability a class, of the middle of a picture: the largest part that has the shape of the
    /// network's input.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the answer is no number.
    pub fn classify(&self, frame: &Frame) -> Result<Probabilities, Error> {
        let values = self.pixels(frame);
        Ok(Probabilities::from_shares(self.plan.run(&values)?))
    }

    /// The answer to values that are prepared already, `[height, width, channels]`.
    ///
    /// # Errors
    /// As [`Plan::run`].
    pub fn run(&self, values: &[f32]) -> Result<Vec<f32>, Error> {
        self.plan.run(values)
    }

    /// As the browser library prepares a picture: the shorter side scaled to the input's, the middle cut
    /// out, `value / 127 − 1`.
    fn pixels(&self, frame: &Frame) -> Vec<f32> {
        let Size {
            height,
            width,
            channels,
        } = self.plan.input();
        let scale =
            (width as f32 / frame.width() as f32).max(height as f32 / frame.height() as f32);
        let side = |side: usize, least: usize| ((side as f32 * scale).round() as usize).max(least);
        let content = (side(frame.width(), width), side(frame.height(), height));
        let scaled = resize(frame, content, content);
        let (left, top) = ((content.0 - width) / 2, (content.1 - height) / 2);
        let plane = scaled.width * scaled.height;
        let mut values = Vec::with_capacity(height * width * channels);
        for y in top..top + height {
            for x in left..left + width {
                let place = y * scaled.width + x;
                let [blue, green, red] = [0, 1, 2].map(|color| scaled.data[color * plane + place]);
                if channels == 1 {
                    values.push((0.2989 * red + 0.587 * green + 0.114 * blue) / 127.0 - 1.0);
                } else {
                    values.extend([red, green, blue].map(|value| value / 127.0 - 1.0));
                }
            }
        }
        values
    }
}
