//! What an error is about.

use displaydoc::Display;
use serde::Serialize;

/// What was damaged, measured or compared. As text, each variant's documentation.
#[derive(Debug, Clone, PartialEq, Eq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Subject {
    /// {name}
    File {
        /// File name or path of one of the app's own files.
        name: String,
    },
    /// “{name}”
    Entry {
        /// Name of a file inside of one that a person brought, on one line and not too long.
        name: String,
    },
    /// The file
    ChosenFile,
    /// The zip file
    Zip,
    /// The table
    Table,
    /// The project
    Project,
    /// The file with your classes
    HeadFile,
    /// The link
    Link,
    /// The trained head
    Head,
    /// A layer's weights
    LayerWeights,
    /// The answer of a network
    NetworkAnswer,

    /// The model
    Model,
    /// The model's weights
    ModelWeights,
    /// The model's metadata
    ModelMetadata,
    /// Number of the model's layers
    ModelLayers,
    /// Number of colours that the model takes
    ModelChannels,
    /// Number of multiplications for an answer of the model
    ModelProducts,

    /// The size of the picture
    PictureSize,
    /// The length of the pixels
    PixelBytes,
    /// The size of the stage
    StageSize,
    /// Threshold
    Threshold,
    /// Detector size
    DetectorSize,
    /// Lowest face score
    FaceScore,
    /// Largest overlap of faces
    FaceOverlap,
    /// The number of faces that are told of at most
    MostFaces,
    /// The smallest side of a face
    SmallestFace,
    /// The part of the picture in which faces count
    Region,
    /// Side of an aligned face in pixels
    FaceSide,
    /// Channels of an aligned face
    FaceChannels,
    /// Range of values
    ValueRange,
    /// Landmark template
    LandmarkTemplate,
    /// The list of labels
    Labels,
    /// Temperature
    Temperature,
    /// Channels of the stem
    StemChannels,
    /// Number of stages
    NetworkStages,
    /// Channels of a stage
    StageChannels,
    /// Blocks of a stage
    StageBlocks,

    /// Number of classes
    Classes,
    /// Number of the head's layers
    HeadLayers,
    /// A layer of the head
    HeadLayer,
    /// The head's classes
    HeadClasses,
    /// The length of a head
    HeadLength,
    /// The length of the link
    LinkLength,
    /// Length of the name
    NameLength,
    /// Length of a class's name
    ClassNameLength,
    /// Length of a sample's name
    SampleNameLength,

    /// Number of files in the zip file
    ZipFiles,
    /// Size of “{name}”, unpacked,
    EntrySize {
        /// Its name, on one line and not too long.
        name: String,
    },
    /// Size of all pictures, unpacked,
    PicturesSize,
    /// Size of the project, unpacked,
    ProjectSize,
    /// The project's format
    ProjectFormat,
    /// Number of samples
    Samples,
    /// The samples' faces
    SampleFaces,
    /// The samples' pictures
    SamplePictures,
    /// Side of a sample's face
    SampleFace,
    /// Side of a face
    PrecroppedSide,

    /// Number of epochs
    Epochs,
    /// Batch size
    BatchSize,
    /// Learning rate
    LearningRate,
    /// Number of hidden units
    HiddenUnits,
    /// Share for validation
    ValidationShare,
    /// Number of epochs without a better result
    Patience,
    /// An embedding
    Embedding,
    /// The class of an example
    ExampleClass,
    /// Number of samples of class {class}
    SamplesOfClass {
        /// Which, from 1.
        class: usize,
    },
}

impl Subject {
    /// One of the app's own files.
    pub(crate) fn file(name: impl Into<String>) -> Self {
        Subject::File { name: name.into() }
    }

    /// A file inside of one that a person brought.
    #[cfg(feature = "files")]
    pub(crate) fn entry(name: &str) -> Self {
        Subject::Entry {
            name: shortened(name),
        }
    }
}

/// A text out of a file as sentences show it: on one line and not too long.
#[cfg(feature = "files")]
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let shown = text.chars().filter(|c| !c.is_control()).take(SHOWN);
    let mut shown: String = shown.collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
