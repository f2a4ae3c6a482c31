//! What can go wrong, grouped by who must act: codes and values. Sentences for people stand in
//! `www/words/`; those of `Display` are for developers and the command line.

mod fault;
#[cfg(feature = "files")]
mod foreign;
mod subject;

use std::fmt::Display;
use std::ops::RangeInclusive;

use serde::Serialize;
use thiserror::Error as ThisError;

pub use fault::{Bounds, Fault};
#[cfg(feature = "files")]
pub use foreign::{FileKind, Foreign, KnownFile};
pub use subject::Subject;
#[cfg(feature = "files")]
pub(crate) use subject::shortened;

/// Everything that the library refuses. No face in a picture is an empty list, not an error.
#[derive(Debug, Clone, PartialEq, ThisError, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LibraryError"))]
#[serde(tag = "code", rename_all = "camelCase")]
#[non_exhaustive]
pub enum Error {
    /// A file does not hold what its format promises.
    #[error("{file} is damaged: {what}")]
    Malformed {
        /// Which file.
        file: Subject,
        /// What is wrong with it, and where.
        what: Fault,
    },
    /// Two things that belong together do not fit: weights and architecture, labels and outputs.
    #[error("{what} does not fit: expected {expected}, got {got}")]
    Mismatch {
        /// The tensor, list or picture concerned.
        what: Subject,
        /// What would fit.
        expected: String,
        /// What was found.
        got: String,
    },
    /// A head that was trained on embeddings of other weights.
    #[error(
        "“{name}” was taught on another version of the network; open the project in the studio and train it again"
    )]
    Outdated {
        /// What its maker calls it; may be empty.
        name: String,
    },
    /// A size, count or setting is outside what is supported.
    #[error("{what} is {got}, outside {limit}")]
    Limit {
        /// What was measured.
        what: Subject,
        /// Its value.
        got: String,
        /// The allowed values.
        limit: Bounds,
    },
    /// Something sound of a kind that is not read here: of files that people teach with.
    #[cfg(feature = "files")]
    #[error("{found} can be read")]
    Unsupported {
        /// What was found, and what there is support for.
        found: Foreign,
    },
}

impl Error {
    /// A short stable name that programs can match on.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Malformed { .. } => "malformed",
            Error::Mismatch { .. } => "mismatch",
            Error::Outdated { .. } => "outdated",
            Error::Limit { .. } => "limit",
            #[cfg(feature = "files")]
            Error::Unsupported { .. } => "unsupported",
        }
    }

    pub(crate) fn limit(what: Subject, got: impl ToString, limit: Bounds) -> Self {
        Error::Limit {
            what,
            got: got.to_string(),
            limit,
        }
    }

    /// Refuses a `got` outside `range`.
    pub(crate) fn check_range<T: PartialOrd + Display>(
        what: Subject,
        got: T,
        range: RangeInclusive<T>,
    ) -> Result<(), Self> {
        if range.contains(&got) {
            return Ok(());
        }
        let limit = Bounds::Between {
            from: range.start().to_string(),
            to: range.end().to_string(),
        };
        Err(Self::limit(what, got, limit))
    }

    pub(crate) fn mismatch(what: Subject, expected: impl ToString, got: impl ToString) -> Self {
        Error::Mismatch {
            what,
            expected: expected.to_string(),
            got: got.to_string(),
        }
    }

    #[cfg(feature = "files")]
    pub(crate) fn unsupported(found: Foreign) -> Self {
        Error::Unsupported { found }
    }

    pub(crate) fn malformed(file: Subject, what: Fault) -> Self {
        Error::Malformed { file, what }
    }
}
