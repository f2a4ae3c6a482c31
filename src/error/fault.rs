//! What is wrong, and what would be right. As text, each variant's documentation.

use displaydoc::Display;
use serde::Serialize;

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Fault {
    /// {cause}
    Cause {
        /// What a library says of it, in English.
        cause: String,
    },
    /// it is missing
    Missing,
    /// it is empty
    Empty,
    /// it cannot be read ({cause})
    Unreadable {
        /// What the system says of it.
        cause: String,
    },
    /// its checksum is not the one in the manifest
    Checksum,
    /// {got} bytes instead of {expected}
    Length {
        /// Bytes that there are.
        got: u64,
        /// Bytes that there should be.
        expected: u64,
    },
    /// it names no weights for pre-cropped faces (`landmarks`)
    NoLandmarks,
    /// it names no network for whole pictures (`pictures`)
    NoPictureBase,

    /// it was not written by Mien
    NotMien,
    /// it was made by another version of Mien; reload the page and try again
    OtherVersion,
    /// a part of it is missing or changed; a chat program may have cut it
    Cut,
    /// two classes are called “{name}”
    SameName {
        /// The name.
        name: String,
    },
    /// it holds weights that are no numbers
    NotNumbers,

    /// nothing in it is whole
    NothingWhole,
    /// it has no entry {index}
    NoEntry {
        /// Which was asked for.
        index: usize,
    },
    /// it is not where it should be
    Misplaced,
    /// its end is missing
    EndMissing,
    /// its bytes are not those that were packed
    Changed,
    /// its place in the zip file is unclear
    PlaceUnclear,

    /// two pictures have the path “{path}”
    SamePath {
        /// The path, shortened.
        path: String,
    },
    /// “{path}” is no place for a picture
    BadPath {
        /// The path, shortened.
        path: String,
    },
    /// two classes have the id {id}
    SameClassId {
        /// The id.
        id: u32,
    },
    /// two samples have the id {id}
    SameSampleId {
        /// The id.
        id: u32,
    },
    /// sample {sample} is of class {class}, which is missing
    NoSuchClass {
        /// Id of the sample.
        sample: u32,
        /// Id that is no class's.
        class: u32,
    },
    /// it cannot be read, and there are no pictures
    NoPicturesEither,

    /// layer “{layer}” is of a kind that is not known: {kind}
    UnknownLayer {
        /// The layer's name, shortened.
        layer: String,
        /// What the file calls its kind, shortened.
        kind: String,
    },
    /// of layer “{layer}” `{setting}` is missing or cannot be used
    LayerSetting {
        /// The layer's name, shortened; may be empty.
        layer: String,
        /// The setting as the file calls it.
        setting: String,
    },
    /// layer “{layer}” does not fit its input or its weights ({weights:?})
    LayerMisfit {
        /// The layer's name, shortened.
        layer: String,
        /// The shape of its weights; empty where it has none.
        weights: Vec<usize>,
    },
    /// weights “{weight}” are of a kind that is not known: {kind}
    UnknownNumbers {
        /// Their name, shortened.
        weight: String,
        /// What the file calls their kind, shortened.
        kind: String,
    },

    /// its first line does not end
    EndlessLine,
}

impl Fault {
    /// What a library says of it.
    pub(crate) fn cause(cause: impl ToString) -> Self {
        Fault::Cause {
            cause: cause.to_string(),
        }
    }
}

/// Which values are allowed.
#[derive(Debug, Clone, PartialEq, Eq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Bounds {
    /// {from} to {to}
    Between {
        /// The least.
        from: String,
        /// The most.
        to: String,
    },
    /// {least} or more
    AtLeast {
        /// The least.
        least: usize,
    },
    /// {mib} MiB at most
    Mebibytes {
        /// The most.
        mib: u64,
    },
    /// the {bytes} bytes that it promises
    Promised {
        /// The most.
        bytes: u64,
    },
    /// positive numbers
    Positive,
    /// two numbers, the lower first
    Ascending,
    /// five different places
    Distinct,
}

impl Bounds {
    /// A probability's.
    pub(crate) fn share() -> Self {
        Bounds::Between {
            from: "0".into(),
            to: "1".into(),
        }
    }
}
