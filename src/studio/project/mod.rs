//! A person's own classes and samples in one file: a zip that any program opens, with the settings
//! in `mien-project.json`, the aligned faces in `faces.bin` and the pictures in a folder a class. A project of whole
//! pictures has their embeddings in `embeddings.bin` (f32, little-endian, `[samples, embedding]`): pictures are
//! decoded everywhere in another way, and the same project is to teach the same.

mod participants;
mod read;
mod write;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::{Fault, Foreign, Subject, shortened};
use crate::studio::train::TrainConfig;

pub use participants::{MIRRORED, Participants, participants};
pub use read::ProjectFile;
pub use write::{ProjectWriter, picture_path, zip_files};

/// The most characters of a class's or project's name.
pub const MAX_NAME: usize = 100;

/// The most classes of a project.
pub const MAX_CLASSES: usize = 1000;

/// The most samples of a project.
pub const MAX_SAMPLES: usize = 200_000;

/// The most bytes of `mien-project.json`.
const MAX_SETTINGS: u64 = 256 << 20;

pub(crate) const SETTINGS: &str = "mien-project.json";
pub(crate) const FACES: &str = "faces.bin";
pub(crate) const EMBEDDINGS: &str = "embeddings.bin";
const PICTURES: &str = "pictures/";
const FORMAT: &str = "mien-project";
const VERSION: u32 = 3;
/// Side of the faces in projects of version 1, which do not name it.
const FACE_SIZE_OF_VERSION_1: usize = 48;
/// Sides that a face can have: those of [`Preprocess::validate`](crate::align::Preprocess::validate).
const FACE_SIZES: std::ops::RangeInclusive<usize> = 16..=512;

/// What is in a project besides pixels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Always `mien-project`.
    #[serde(default = "format")]
    pub format: String,
    /// Version of the format. 1: faces are 48 x 48; 2: `face_size` says how large they are; 3: `kind` says what the samples
    /// show. What an older version can hold is written as that.
    #[serde(default = "version")]
    pub version: u32,
    /// What its maker calls it.
    pub name: String,
    /// What its samples show.
    #[serde(default)]
    pub kind: ProjectKind,
    /// Width and height in pixels of the samples' faces: that of the model that they were cut for.
    #[serde(default = "face_size_of_version_1")]
    pub face_size: usize,
    /// SHA-256 of the weights that the embeddings in the file come from, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backbone: Option<String>,
    /// The classes, in the order of the page.
    pub classes: Vec<ProjectClass>,
    /// How its head is trained.
    #[serde(default)]
    pub settings: TrainConfig,
    /// The studio's trained head and results, kept as they are.
    #[serde(default)]
    pub trained: Option<serde_json::Value>,
    /// The samples, in the order of their faces.
    pub samples: Vec<ProjectSample>,
}

/// What the samples of a project show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ProjectKind {
    /// Faces, each cut out and aligned.
    #[default]
    Faces,
    /// Whole pictures, whatever is on them.
    Pictures,
}

impl ProjectKind {
    /// The first version of the format that can hold it.
    fn version(self) -> u32 {
        match self {
            Self::Faces => 2,
            Self::Pictures => 3,
        }
    }
}

/// A class that a person named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProjectClass {
    /// Never used twice in a project, so that a name can change.
    pub id: u32,
    /// Its name; may be empty while it is being typed.
    pub name: String,
    /// Whether it is left out of training.
    #[serde(default)]
    pub disabled: bool,
}

/// A face, or a picture, that shows a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProjectSample {
    /// Never used twice in a project.
    pub id: u32,
    /// Id of its class.
    pub class: u32,
    /// Where it came from: a file's name, or the camera.
    pub name: String,
    /// The picture's path in the file, where the picture is kept.
    #[serde(default)]
    pub picture: Option<String>,
}

fn format() -> String {
    FORMAT.into()
}

fn version() -> u32 {
    ProjectKind::default().version()
}

fn face_size_of_version_1() -> usize {
    FACE_SIZE_OF_VERSION_1
}

impl Default for Project {
    fn default() -> Self {
        Self {
            format: format(),
            version: version(),
            name: String::new(),
            kind: ProjectKind::Faces,
            face_size: FACE_SIZE_OF_VERSION_1,
            backbone: None,
            classes: Vec::new(),
            settings: TrainConfig::default(),
            trained: None,
            samples: Vec::new(),
        }
    }
}

impl Project {
    /// Bytes of a sample's face: a grey value a pixel; none in a project of whole pictures.
    pub fn face_bytes(&self) -> usize {
        match self.kind {
            ProjectKind::Faces => self.face_size * self.face_size,
            ProjectKind::Pictures => 0,
        }
    }

    /// # Errors
    /// [`Error::Mismatch`] or [`Error::Unsupported`] for another format or version,
    /// [`Error::Limit`] for what is too long or too many, [`Error::Malformed`] for ids that are
    /// used twice or not at all.
    pub fn validate(&self) -> Result<(), Error> {
        check_format(&self.format, u64::from(self.version))?;
        Error::check_range(Subject::Classes, self.classes.len(), 0..=MAX_CLASSES)?;
        Error::check_range(Subject::Samples, self.samples.len(), 0..=MAX_SAMPLES)?;
        Error::check_range(Subject::SampleFace, self.face_size, FACE_SIZES)?;
        check_name(Subject::NameLength, &self.name, MAX_NAME)?;
        self.settings.validate()?;
        let malformed = |fault| Err(Error::malformed(Subject::Project, fault));
        let mut classes = HashSet::new();
        for class in &self.classes {
            check_name(Subject::ClassNameLength, &class.name, MAX_NAME)?;
            if !classes.insert(class.id) {
                return malformed(Fault::SameClassId { id: class.id });
            }
        }
        let mut samples = HashSet::new();
        for sample in &self.samples {
            check_name(Subject::SampleNameLength, &sample.name, 1000)?;
            if !samples.insert(sample.id) {
                return malformed(Fault::SameSampleId { id: sample.id });
            }
            if !classes.contains(&sample.class) {
                let (sample, class) = (sample.id, sample.class);
                return malformed(Fault::NoSuchClass { sample, class });
            }
            if let Some(path) = &sample.picture {
                check_path(path)?;
            }
        }
        Ok(())
    }
}

fn check_format(format: &str, version: u64) -> Result<(), Error> {
    if format != FORMAT {
        return Err(Error::mismatch(
            Subject::ProjectFormat,
            FORMAT,
            shortened(format),
        ));
    }
    if !(1..=u64::from(VERSION)).contains(&version) {
        let newest = VERSION;
        return Err(Error::unsupported(Foreign::Version { version, newest }));
    }
    Ok(())
}

fn check_name(what: Subject, name: &str, most: usize) -> Result<(), Error> {
    Error::check_range(what, name.chars().count(), 0..=most)
}

fn check_path(path: &str) -> Result<(), Error> {
    let sound = path.starts_with(PICTURES) && !path.ends_with('/') && path.len() < 1000;
    if sound && !crate::unzip::leads_outside(path) {
        return Ok(());
    }
    let path = shortened(path);
    Err(Error::malformed(Subject::Project, Fault::BadPath { path }))
}
