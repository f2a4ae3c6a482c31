//! What can go wrong, grouped by who must act.

use std::fmt::Display;
use std::ops::RangeInclusive;

use thiserror::Error as ThisError;

/// Everything that the library refuses. No face in a picture is an empty list, not an error.
#[derive(Debug, Clone, PartialEq, ThisError)]
pub enum Error {
    /// A file does not hold what its format promises.
    #[error("{file} is damaged: {what}")]
    Malformed {
        /// Which file.
        file: String,
        /// What is wrong with it, and where.
        what: String,
    },
    /// Two things that belong together do not fit: weights and architecture, labels and outputs.
    #[error("{what} does not fit: expected {expected}, got {got}")]
    Mismatch {
        /// The tensor, list or picture concerned.
        what: String,
        /// What would fit.
        expected: String,
        /// What was found.
        got: String,
    },
    /// A head that was trained on embeddings of other weights.
    #[error(
        "{what} was taught on another version of the network; open the project in the studio and train it again"
    )]
    Outdated {
        /// The head.
        what: String,
    },
    /// A size, count or setting is outside what is supported.
    #[error("{what} is {got}, outside {limit}")]
    Limit {
        /// What was measured.
        what: String,
        /// Its value.
        got: String,
        /// The allowed values.
        limit: String,
    },
    /// Something sound of a kind that is not read here.
    #[error("{what}, but only {supported} can be read")]
    Unsupported {
        /// What was found.
        what: String,
        /// What there is support for.
        supported: String,
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
            Error::Unsupported { .. } => "unsupported",
        }
    }

    /// One sentence on what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Malformed { .. } => {
                "Load it again; if that does not help, the file itself has to be replaced"
            }
            Error::Mismatch { .. } => "Use files that were made together",
            Error::Outdated { .. } => "Open the project in the studio and train it again",
            Error::Limit { .. } => "Choose a value inside the limits",
            Error::Unsupported { .. } => "Use a file of a kind that can be read",
        }
    }

    pub(crate) fn limit(what: &str, got: impl ToString, limit: impl ToString) -> Self {
        Error::Limit {
            what: what.into(),
            got: got.to_string(),
            limit: limit.to_string(),
        }
    }

    /// Refuses a `got` outside `range`.
    pub(crate) fn check_range<T: PartialOrd + Display>(
        what: &str,
        got: T,
        range: RangeInclusive<T>,
    ) -> Result<(), Self> {
        if range.contains(&got) {
            return Ok(());
        }
        let limit = format!("{} to {}", range.start(), range.end());
        Err(Self::limit(what, got, limit))
    }

    pub(crate) fn mismatch(what: &str, expected: impl ToString, got: impl ToString) -> Self {
        Error::Mismatch {
            what: what.into(),
            expected: expected.to_string(),
            got: got.to_string(),
        }
    }

    #[cfg(feature = "studio")]
    pub(crate) fn unsupported(what: impl ToString, supported: &str) -> Self {
        Error::Unsupported {
            what: what.to_string(),
            supported: supported.into(),
        }
    }

    pub(crate) fn malformed(file: &str, what: impl ToString) -> Self {
        Error::Malformed {
            file: file.into(),
            what: what.to_string(),
        }
    }
}
