//! What was passed over in a file that was read all the same.

use displaydoc::Display;
use serde::Serialize;

use crate::Error;

/// What was passed over. As text, each variant's documentation.
#[derive(Debug, Clone, PartialEq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Note {
    /// The file is cut off or damaged: what is whole in it was read
    CutOff,
    /// “{name}” was left out: it leads out of its folder
    LeadsOutside {
        /// A file in the zip file, shortened.
        name: String,
    },
    /// Left out: {error}
    LeftOut {
        /// Which, and why.
        error: Error,
    },
    /// Left out, hidden files: {count}
    HiddenFiles {
        /// How many.
        count: usize,
    },
    /// Left out, files that are no pictures: {count}
    OtherFiles {
        /// How many.
        count: usize,
    },
    /// Row {row}: {fault}
    Row {
        /// Which, from 1.
        row: usize,
        /// What is wrong with it.
        fault: RowFault,
    },
    /// The classes and settings are damaged: the classes were taken from the folders of the pictures
    SettingsLost,
    /// A picture was left out: {error}
    PictureLost {
        /// Which, and why.
        error: Error,
    },
    /// {error}
    Damaged {
        /// Which part, and how.
        error: Error,
    },
    /// Faces that have to be cut out of their pictures again: {count}
    FacesLost {
        /// How many.
        count: usize,
    },
}

/// What is wrong with a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Display, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum RowFault {
    /// it is longer than {kib} KiB
    TooLong {
        /// The most.
        kib: usize,
    },
    /// {got} fields instead of {expected}
    Fields {
        /// How many it has.
        got: usize,
        /// How many the first line has.
        expected: usize,
    },
    /// the label “{text}” is neither a number from 0 to {last} nor the name of an expression
    Label {
        /// What stands there, shortened.
        text: String,
        /// The last number that there is.
        last: usize,
    },
    /// the pixel “{text}” is not a whole number from 0 to 255
    Pixel {
        /// What stands there, shortened.
        text: String,
    },
    /// {got} pixels instead of {expected}
    Pixels {
        /// How many it has.
        got: usize,
        /// How many a face has.
        expected: usize,
    },
    /// it holds zero bytes, as a copy that was broken off leaves behind; fetch the file again
    ZeroBytes,
}

/// What was passed over in a file: the first faults, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Faults<T> {
    /// [`Faults::NAMED`] at most.
    pub first: Vec<T>,
    /// How many there are in all.
    pub count: usize,
}

impl<T> Default for Faults<T> {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            count: 0,
        }
    }
}

impl<T> Faults<T> {
    /// How many are kept.
    pub const NAMED: usize = 20;

    /// Counts a fault, and keeps it while there are few.
    pub fn add(&mut self, fault: T) {
        if self.first.len() < Self::NAMED {
            self.first.push(fault);
        }
        self.count += 1;
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
