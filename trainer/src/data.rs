//! FER2013 in its published form: a row a picture, `emotion,pixels,Usage`.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use csv::StringRecord;
use mien::expression::EXPRESSIONS;
use mien::image::Frame;

/// Side of FER2013's pictures in pixels.
pub const SIDE: usize = 48;

/// A labelled picture.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its class, an index into [`EXPRESSIONS`].
    pub label: usize,
    /// Grey values, 48x48, row by row.
    pub pixels: Vec<u8>,
    /// Shares of FER+'s ten columns in the order of [`VOTE_COLUMNS`], summing to 1; `None` where
    /// nobody voted.
    pub votes: Option<[f32; VOTES]>,
}

impl Sample {
    /// The picture as RGBA, so that it can take the path of every other picture.
    pub fn rgba(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|&v| [v, v, v, 255]).collect()
    }
}

/// A view of RGBA pixels of FER2013's size.
pub fn frame(rgba: &[u8]) -> Result<Frame<'_>> {
    Ok(Frame::new(rgba, SIDE, SIDE)?)
}

/// Reads the rows of one split (`Training`, `PublicTest`, `PrivateTest`, or any name that stands
/// in the column `Usage`), with FER+'s votes where a file of them is given. Kaggle's second
/// spelling of the columns, with a space before `Usage` and `pixels`, is read too.
///
/// # Errors
/// Names the row that is short, holds a value over 255 or an unknown label; the columns that are
/// missing; or the splits there are where the wanted one is not.
pub fn read_split(path: &Path, split: &str, votes: Option<&Path>) -> Result<Vec<Sample>> {
    let name = path.display();
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)
        .with_context(|| format!("cannot read {name}"))?;
    let header = reader.headers()?.clone();
    let column = |wanted: &str| {
        header
            .iter()
            .position(|h| h.eq_ignore_ascii_case(wanted))
            .with_context(|| {
                let found: Vec<_> = header.iter().take(8).collect();
                format!("{name} has no column {wanted:?}, only {found:?}")
            })
    };
    let (emotion, pixels, usage) = (column("emotion")?, column("pixels")?, column("usage")?);
    let votes = votes.map(read_votes).transpose()?;
    let mut samples = Vec::new();
    let mut splits: Vec<String> = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let line = row + 2;
        let record = record.with_context(|| format!("{name}, line {line}"))?;
        let field = |column: usize| record.get(column).unwrap_or_default();
        if field(usage) != split {
            if !splits.iter().any(|s| s == field(usage)) {
                splits.push(field(usage).into());
            }
            continue;
        }
        let mut sample =
            parse(field(emotion), field(pixels)).with_context(|| format!("{name}, line {line}"))?;
        if let Some(votes) = &votes {
            sample.votes = *votes
                .get(row)
                .with_context(|| format!("the votes end before row {row} of {name}"))?;
        }
        samples.push(sample);
    }
    ensure!(
        !samples.is_empty(),
        "{name} has no split {split:?}, only {splits:?}"
    );
    Ok(samples)
}

fn parse(emotion: &str, pixels: &str) -> Result<Sample> {
    let label: usize = emotion
        .parse()
        .with_context(|| format!("the label {emotion:?} is not a number"))?;
    if label >= EXPRESSIONS.len() {
        bail!("the label {label} is unknown; labels are 0 to 6");
    }
    let pixels = pixels
        .split_ascii_whitespace()
        .map(|v| {
            v.parse::<u8>()
                .with_context(|| format!("the pixel {v:?} is not 0 to 255"))
        })
        .collect::<Result<Vec<u8>>>()?;
    ensure!(
        pixels.len() == SIDE * SIDE,
        "{} pixels instead of {}",
        pixels.len(),
        SIDE * SIDE
    );
    Ok(Sample {
        label,
        pixels,
        votes: None,
    })
}

/// How many answers FER+'s taggers could give.
pub const VOTES: usize = 10;

/// FER+ (Barsoum et al., "Training Deep Networks for Facial Expression Recognition with
/// Crowd-Sourced Label Distribution", 2016): ten taggers a picture. Its columns for our classes in
/// their order, then the other three.
const VOTE_COLUMNS: [&str; VOTES] = [
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

fn read_votes(path: &Path) -> Result<Vec<Option<[f32; VOTES]>>> {
    let name = path.display();
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("cannot read {name}"))?;
    let header = reader.headers()?.clone();
    let mut columns = [0; VOTES];
    for (column, wanted) in columns.iter_mut().zip(VOTE_COLUMNS) {
        *column = header
            .iter()
            .position(|h| h == wanted)
            .with_context(|| format!("{name} has no column {wanted:?}"))?;
    }
    let shares = |record: &StringRecord| -> Result<Option<[f32; VOTES]>> {
        let mut counts = [0.0f32; VOTES];
        for (count, column) in counts.iter_mut().zip(columns) {
            let field = record.get(column).unwrap_or_default();
            *count = field
                .parse()
                .with_context(|| format!("the vote {field:?} is not a number"))?;
        }
        let total: f32 = counts.iter().sum();
        Ok((total > 0.0).then(|| counts.map(|c| c / total)))
    };
    reader
        .records()
        .enumerate()
        .map(|(row, record)| {
            record
                .map_err(anyhow::Error::from)
                .and_then(|record| shares(&record))
                .with_context(|| format!("{name}, line {}", row + 2))
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn read(text: &str) -> Result<Vec<Sample>> {
        static FILES: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "mien-data-{}-{}.csv",
            std::process::id(),
            FILES.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).unwrap();
        let samples = read_split(&path, "Training", None);
        std::fs::remove_file(&path).unwrap();
        samples
    }

    fn pixels(count: usize) -> String {
        vec!["7"; count].join(" ")
    }

    #[test]
    fn both_spellings_of_the_columns_are_read() {
        let good = pixels(SIDE * SIDE);
        for header in ["emotion,pixels,Usage", "emotion, Usage, pixels"] {
            let row = match header {
                "emotion,pixels,Usage" => format!("3,{good},Training"),
                _ => format!("3, Training, {good}"),
            };
            let samples = read(&format!("{header}\n{row}\n")).unwrap();
            assert_eq!((samples.len(), samples[0].label), (1, 3), "{header}");
        }
    }

    #[test]
    fn a_bad_row_is_named_with_its_line_and_what_is_wrong() {
        let good = pixels(SIDE * SIDE);
        let header = "emotion,pixels,Usage";
        let cases = [
            (
                format!("{header}\n0,{good},Training\n3,{},Training\n", pixels(5)),
                "line 3",
                "5 pixels",
            ),
            (
                format!("{header}\n3,{good} 300,Training\n"),
                "line 2",
                "\"300\" is not 0 to 255",
            ),
            (
                format!("{header}\n9,{good},Training\n"),
                "line 2",
                "label 9 is unknown",
            ),
            (
                format!("{header}\nx,{good},Training\n"),
                "line 2",
                "\"x\" is not a number",
            ),
            (format!("{header}\n3,Training\n"), "line 2", ""),
            (format!("label,{header}\n"), "no split", "Training"),
            ("a,b,c\n1,2,3\n".into(), "no column", "emotion"),
            (
                format!("{header}\n3,{good},PublicTest\n"),
                "no split",
                "PublicTest",
            ),
        ];
        for (text, place, what) in cases {
            let message = format!("{:#}", read(&text).expect_err(place));
            assert!(
                message.contains(place) && message.contains(what),
                "{message}"
            );
        }
    }
}
