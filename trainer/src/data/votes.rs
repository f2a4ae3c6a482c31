//! FER+ (Barsoum et al., "Training Deep Networks for Facial Expression Recognition with
//! Crowd-Sourced Label Distribution", 2016): ten taggers a picture of FER2013, a row each.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use csv::StringRecord;

use super::Faults;
use super::reading::same;

/// How many answers FER+'s taggers could give.
pub const VOTES: usize = 10;

/// FER+'s columns for our classes in their order, then the other three.
pub const VOTE_COLUMNS: [&str; VOTES] = [
    "anger",
    "disgust",
    "fear",
    "happiness",
    "sadness",
    "surprise",
    "neutral",
    "contempt",
    "unknown",
    "NF",
];

/// The votes of all rows.
pub(super) struct Votes {
    path: PathBuf,
    rows: Vec<Row>,
}

/// A picture's votes.
struct Row {
    /// The split that the votes name, where they name one.
    split: Option<String>,
    shares: Option<[f32; VOTES]>,
}

impl Votes {
    /// The shares of a row (counted from 0) of the data, whose split shows that the two files
    /// belong together.
    pub(super) fn of_row(&self, row: usize, split: &str) -> Result<Option<[f32; VOTES]>> {
        let name = self.path.display();
        let votes = self.rows.get(row);
        let votes = votes.with_context(|| format!("the votes in {name} end before this row"))?;
        if let Some(theirs) = &votes.split {
            ensure!(
                same(theirs, split),
                "a picture of {split:?}, but the votes in the same row of {name} are for one of \
                 {theirs:?}: the files don't belong together"
            );
        }
        Ok(votes.shares)
    }
}

/// Reads a file of votes. A row that cannot be read has none, where faults may be skipped.
pub(super) fn read(path: &Path, faults: &mut Faults) -> Result<Votes> {
    let name = path.display();
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("cannot read {name}"))?;
    let header = reader.headers()?.clone();
    let place = |wanted: &str| header.iter().position(|h| h == wanted);
    let mut columns = [0; VOTES];
    for (column, wanted) in columns.iter_mut().zip(VOTE_COLUMNS) {
        *column = place(wanted).with_context(|| format!("{name} has no column {wanted:?}"))?;
    }
    let usage = place("Usage");
    let mut rows = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let read = record
            .map_err(anyhow::Error::from)
            .and_then(|record| {
                Ok(Row {
                    split: usage.and_then(|u| record.get(u)).map(String::from),
                    shares: shares(&record, &columns)?,
                })
            })
            .with_context(|| format!("{name}, line {}", row + 2));
        rows.push(faults.pass(read)?.unwrap_or(Row {
            split: None,
            shares: None,
        }));
    }
    Ok(Votes {
        path: path.into(),
        rows,
    })
}

fn shares(record: &StringRecord, columns: &[usize; VOTES]) -> Result<Option<[f32; VOTES]>> {
    let mut counts = [0.0f32; VOTES];
    for (count, &column) in counts.iter_mut().zip(columns) {
        let field = record.get(column).unwrap_or_default();
        *count = field
            .parse()
            .ok()
            .filter(|v: &f32| v.is_finite() && *v >= 0.0)
            .with_context(|| format!("the vote {field:?} is not a number of taggers"))?;
    }
    let total: f32 = counts.iter().sum();
    Ok((total > 0.0).then(|| counts.map(|c| c / total)))
}
