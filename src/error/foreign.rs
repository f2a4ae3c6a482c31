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
    /// The file is {file}, but only csv files
    NoTable {
        /// What it is.
        file: FileKind,
    },
    /// The file is {file}, but only what it saves or exports as CSV
    OtherTable {
        /// What it is.
        file: FileKind,
    },
    /// The file is {file}, but only the csv file that is unpacked from it
    PackedTable {
        /// What it is.
        file: FileKind,
    },
    /// The file is {file} without a table of faces, but only a csv file with a column “pixels”
    NoTableInside {
        /// What it is.
        file: FileKind,
    },
    /// The table has no column “pixels”, only {found:?}; of tables only those with the columns “emotion” and “pixels”, as fer2013.csv,
    NoPixels {
        /// The first columns that there are, shortened.
        found: Vec<String>,
    },
    /// The table has no labels: no column “emotion” beside {found:?}; take the file that has it, since only labelled faces
    NoLabels {
        /// The first columns that there are, shortened.
        found: Vec<String>,
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
    /// a tar file
    Tar,
    /// a zip file
    Zip,
    /// a spreadsheet
    Spreadsheet,
    /// a Parquet file
    Parquet,
    /// a web page
    WebPage,
    /// a JSON file
    Json,
    /// of another kind
    Other,
}

impl FileKind {
    /// Bytes that tell kinds of files, and where they stand.
    const MAGIC: [(usize, &[u8], FileKind); 10] = [
        (0, b"%PDF", FileKind::Pdf),
        (0, b"\xff\xd8\xff", FileKind::Jpeg),
        (0, b"\x89PNG", FileKind::Png),
        (0, b"GIF8", FileKind::Gif),
        (0, b"Rar!", FileKind::Rar),
        (0, b"7z\xbc\xaf", FileKind::SevenZip),
        (0, b"\x1f\x8b", FileKind::Gzip),
        (0, b"\xd0\xcf\x11\xe0", FileKind::Spreadsheet),
        (0, b"PAR1", FileKind::Parquet),
        (257, b"ustar", FileKind::Tar),
    ];

    /// What a file is by its first bytes; `None` for a zip file, and for what is not known.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let starts = |(at, magic, _): &&(usize, &[u8], _)| {
            let from = bytes.get(*at..).unwrap_or_default();
            from.starts_with(magic)
        };
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match (Self::MAGIC.iter().find(starts), text.trim_ascii_start()) {
            (Some(&(.., kind)), _) => Some(kind),
            (None, [b'<', ..]) => Some(FileKind::WebPage),
            (None, [b'{' | b'[', ..]) => Some(FileKind::Json),
            _ => None,
        }
    }
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
