//! What is no fault but not read here either. As text, each variant's documentation.

use displaydoc::Display;
use serde::Serialize;

/// Something sound that is not read here, and what is read instead.
#[derive(Debug, Clone, PartialEq, Eq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Foreign {
    /// “{name}” is encrypted, but only zip files without a password
    Encrypted {
        /// A file in the zip file, shortened.
        name: String,
    },
    /// “{name}” is compressed in an unusual way, but only ordinary zip files (deflate)
    Compression {
        /// A file in the zip file, shortened.
        name: String,
    },
    /// The file is {file}, but only zip files
    NoZip {
        /// What it is.
        file: FileKind,
    },
    /// The file is a trained model, but only pictures and project files
    Model,
    /// The file is {file}, but only models
    NoModel {
        /// What it is.
        file: KnownFile,
    },
    /// The file is a zip file without pictures, but only pictures and project files
    NoPictures,
    /// The file is a Teachable Machine project of the kind {project}, but only image projects
    OtherProject {
        /// `audio` or `pose`.
        project: String,
    },
    /// The project is of version {version}, made by another Mien, but only versions up to {newest}
    Version {
        /// Of the project.
        version: u64,
        /// The last that is known here.
        newest: u32,
    },
}

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    /// a PDF document
    Pdf,
    /// a JPEG picture
    Jpeg,
    /// a PNG picture
    Png,
    /// a GIF picture
    Gif,
    /// a RAR archive
    Rar,
    /// a 7-Zip archive
    SevenZip,
    /// a gzip file
    Gzip,
    /// a web page
    WebPage,
    /// a JSON file
    Json,
    /// of another kind
    Other,
}

/// What a file is by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum KnownFile {
    /// a project of Mien's
    Project,
    /// a project of Teachable Machine's
    TeachableProject,
    /// a bundle for a page of one's own
    Bundle,
    /// a file with classes
    Head,
    /// a picture, or pictures
    Pictures,
    /// the weights of a model without the rest
    Weights,
    /// of another kind
    Other,
}
