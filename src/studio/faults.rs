//! What was wrong in a file that was read all the same, in words.

use serde::Serialize;

/// A name out of a file as sentences show it: in quotes, on one line and not too long.
pub(crate) fn quoted(name: &str) -> String {
    const SHOWN: usize = 60;
    let shown = name.chars().filter(|c| !c.is_control()).take(SHOWN);
    let shown: String = shown.collect();
    let more = if shown.len() < name.len() { "…" } else { "" };
    format!("“{shown}{more}”")
}

/// What was passed over in a file: the first faults in words, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// A sentence each, [`Faults::SHOWN`] at most.
    pub first: Vec<String>,
    /// How many there are in all.
    pub count: usize,
}

impl Faults {
    /// How many are kept in words.
    pub const SHOWN: usize = 20;

    /// Counts a fault, and keeps its sentence while there are few.
    pub fn add(&mut self, sentence: String) {
        if self.first.len() < Self::SHOWN {
            self.first.push(sentence);
        }
        self.count += 1;
    }

    /// The sentences; the last says how many more there are, if any.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = self.first.clone();
        let more = self.count - self.first.len();
        if more > 0 {
            sentences.push(format!("{more} more of this kind"));
        }
        sentences
    }
}
