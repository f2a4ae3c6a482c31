//! FER2013 in its published form: a row a picture, `emotion,pixels,Usage`, and what people make of
//! it: see [`FerReader`].

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use mien::studio::import::fer::{FER2013_SIDE, FerReader, Row};

use super::reading::same;
use super::{Faults, Found, Pixels, Query, Sample, Split, votes};

/// The most splits of a table: one with more has something else in the column for them.
const MAX_SPLITS: usize = 100;

/// The splits that the rows name, in their order.
pub(super) fn splits(path: &Path) -> Result<Vec<String>> {
    let mut splits = Vec::new();
    for_each_row(path, |row| match row {
        Ok(row) => note(&mut splits, &row.usage),
        Err(_) => Ok(()),
    })?;
    Ok(splits)
}

/// Reads the wanted splits, all where none is named.
pub(super) fn read(path: &Path, query: &Query, faults: &mut Faults) -> Result<Found> {
    let votes = match query.votes {
        Some(file) => Some(votes::read(file, faults)?),
        None => None,
    };
    let mut found = Found {
        splits: Vec::new(),
        others: Vec::new(),
        empty: Vec::new(),
    };
    let has_usage = for_each_row(path, |row| {
        take(row, query, votes.as_ref(), faults, &mut found)
    })?;
    if !has_usage {
        eprintln!(
            "{}: no column \"Usage\" names the splits, so that all rows are of Training",
            path.display()
        );
    }
    Ok(found)
}

/// Reads a table row by row; whether it names the split of each.
fn for_each_row(path: &Path, mut take: impl FnMut(Row) -> Result<()>) -> Result<bool> {
    let name = || path.display().to_string();
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut table = FerReader::open(file).with_context(name)?;
    while let Some(rows) = table.read().with_context(name)? {
        rows.into_iter()
            .try_for_each(&mut take)
            .with_context(name)?;
    }
    Ok(table.has_usage())
}

/// Puts a row where it belongs.
fn take(
    row: Row,
    query: &Query,
    votes: Option<&votes::Votes>,
    faults: &mut Faults,
    found: &mut Found,
) -> Result<()> {
    let wanted = |split: &str| {
        query.splits.is_empty() || query.splits.iter().any(|wanted| same(wanted, split))
    };
    // The line with the columns' names comes before row 1.
    let line = |row: usize| format!("line {}", row + 1);
    match row {
        Ok(row) if !wanted(&row.usage) => note(&mut found.others, &row.usage)?,
        Ok(row) => {
            let mut sample = Sample {
                label: row.label,
                pixels: Pixels {
                    width: FER2013_SIDE,
                    height: FER2013_SIDE,
                    values: row.pixels,
                },
                votes: None,
                soft: None,
                origin: line(row.row),
            };
            if let Some(votes) = votes {
                sample.votes = votes
                    .of_row(row.row - 1, &row.usage)
                    .with_context(|| line(row.row))?;
            }
            add(&mut found.splits, &row.usage, sample)?;
        }
        Err(bad) => match &bad.usage {
            Some(split) if !wanted(split) => note(&mut found.others, split)?,
            usage => {
                faults.pass::<()>(Err(anyhow!("{}: {}", line(bad.row), bad.fault)))?;
                if let Some(split) = usage {
                    note(&mut found.empty, split)?;
                }
            }
        },
    }
    Ok(())
}

fn note(names: &mut Vec<String>, name: &str) -> Result<()> {
    if !names.iter().any(|n| same(n, name)) {
        names.push(name.into());
    }
    check(names.len())
}

fn add(splits: &mut Vec<Split>, name: &str, sample: Sample) -> Result<()> {
    match splits.iter_mut().find(|split| same(&split.name, name)) {
        Some(split) => split.samples.push(sample),
        None => splits.push(Split {
            name: name.into(),
            samples: vec![sample],
        }),
    }
    check(splits.len())
}

fn check(splits: usize) -> Result<()> {
    ensure!(
        splits <= MAX_SPLITS,
        "the column \"Usage\" names more than {MAX_SPLITS} splits; it is for words like Training"
    );
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::PathBuf;

    use super::super::{
        Dataset, Reading, SIDE, read, read_split, training_split, validation_split,
    };
    use super::*;
    use crate::scratch::Scratch;

    const HEADER: &str = "emotion,pixels,Usage";

    fn pixels(count: usize) -> String {
        vec!["7"; count].join(" ")
    }

    fn case(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../tests/data/cases")
            .join(name)
    }

    fn training(text: &str) -> Result<Vec<Sample>> {
        read_split(
            &Scratch::new().file("data.csv", text),
            "Training",
            &Reading::default(),
        )
    }

    fn skipping(skip_bad: bool) -> Reading {
        Reading {
            skip_bad,
            ..Reading::default()
        }
    }

    fn everything(text: &str, skip_bad: bool) -> Result<Dataset> {
        let query = Query {
            splits: &[],
            votes: None,
            reading: &skipping(skip_bad),
        };
        read(&Scratch::new().file("data.csv", text), &query)
    }

    #[test]
    fn both_spellings_of_the_columns_are_read() {
        let good = pixels(SIDE * SIDE);
        for (header, row) in [
            (HEADER, format!("3,{good},Training")),
            ("emotion, Usage, pixels", format!("3, Training, {good}")),
        ] {
            let samples = training(&format!("{header}\n{row}\n")).unwrap();
            assert_eq!((samples.len(), samples[0].label), (1, 3), "{header}");
            assert_eq!(samples[0].origin, "line 2");
            let pixels = &samples[0].pixels;
            assert_eq!((pixels.width, pixels.height), (SIDE, SIDE));
        }
    }

    #[test]
    fn splits_stand_in_the_order_that_was_asked_for() {
        let good = pixels(SIDE * SIDE);
        let text =
            format!("{HEADER}\n0,{good},Training\n1,{good},PublicTest\n2,{good},PrivateTest\n");
        let file = Scratch::new();
        let path = file.file("data.csv", &text);
        for (wanted, labels) in [
            (vec!["PublicTest", "Training"], vec![1, 0]),
            (vec![], vec![0, 1, 2]),
        ] {
            let query = Query {
                splits: &wanted,
                votes: None,
                reading: &Reading::default(),
            };
            let splits = read(&path, &query).unwrap().splits;
            let read: Vec<_> = splits.iter().map(|s| s.samples[0].label).collect();
            assert_eq!(read, labels);
        }
    }

    #[test]
    fn a_bad_row_is_named_with_its_line_and_what_is_wrong() {
        let good = pixels(SIDE * SIDE);
        let cases = [
            (
                format!("{HEADER}\n0,{good},Training\n3,{},Training\n", pixels(5)),
                "line 3",
                "5 pixels",
            ),
            (
                format!("{HEADER}\n3,{good} 300,Training\n"),
                "line 2",
                "“300” is not a whole number from 0 to 255",
            ),
            (
                format!("{HEADER}\n9,{good},Training\n"),
                "line 2",
                "label “9” is neither",
            ),
            (
                format!("{HEADER}\nx,{good},Training\n"),
                "line 2",
                "“x” is neither a number from 0 to 6 nor the name",
            ),
            (format!("{HEADER}\n3,Training\n"), "line 2", "2 fields"),
            (format!("label,{HEADER}\n"), "no split", "Training"),
            ("a,b,c\n1,2,3\n".into(), "no column", "pixels"),
            (
                format!("{HEADER}\n3,{good},PublicTest\n"),
                "no split",
                "PublicTest",
            ),
        ];
        for (text, place, what) in cases {
            let message = format!("{:#}", training(&text).expect_err(place));
            assert!(
                message.contains(place) && message.contains(what),
                "{message}"
            );
        }
    }

    #[test]
    fn what_people_make_of_fer2013_is_read_where_it_has_one_meaning() {
        // What is measured with by default, where anything is.
        let cases = [
            ("r15-tar.csv", Some("PublicTest")),
            ("r15-targz.csv", Some("PublicTest")),
            ("r15-zip.csv", Some("PublicTest")),
            ("r16-nousage.csv", None),
            ("r49-commas.csv", None),
            ("r49-emptylines.csv", Some("PublicTest")),
            ("r49-float.csv", None),
            ("r49-floatlabel.csv", None),
            ("r49-name.csv", None),
            ("r49-semi.csv", None),
            ("r49-tab.csv", None),
            ("r49-usage-lower.csv", Some("publictest")),
            ("r49-usage-train.csv", Some("Test")),
            ("r49-utf16.csv", Some("PublicTest")),
        ];
        for (name, validation) in cases {
            let path = &case(name);
            let splits = [
                Some(training_split(path, None, &Reading::default()).unwrap()),
                validation_split(path, None, &Reading::default()).ok(),
            ];
            assert_eq!(splits[1].as_deref(), validation, "{name}");
            for split in splits.into_iter().flatten() {
                let samples = read_split(path, &split, &Reading::default()).unwrap();
                let labels: Vec<_> = samples.iter().map(|sample| sample.label).collect();
                assert_eq!(labels, [0, 6, 3, 3, 6, 4, 5], "{name}");
            }
        }
        let cases = [
            (
                "r16-pixels.csv",
                "The table has no labels: no column “emotion” beside [\"pixels\"]; take the file that has it",
            ),
            (
                "r49-nul.csv",
                "line 16: it holds zero bytes, as a copy that was broken off leaves behind; fetch the file again",
            ),
        ];
        for (name, expected) in cases {
            let error = format!(
                "{:#}",
                read_split(&case(name), "Training", &Reading::default()).unwrap_err()
            );
            assert!(error.contains(expected), "{error}");
        }
        let samples = read_split(&case("r49-nul.csv"), "training", &skipping(true)).unwrap();
        assert_eq!(samples.len(), 7, "the rows before it are sound");
    }

    #[test]
    fn a_column_of_something_else_is_not_taken_for_splits() {
        let rows = (0..MAX_SPLITS + 1).map(|row| format!("0,{},{row}\n", pixels(SIDE * SIDE)));
        let text = format!("{HEADER}\n{}", rows.collect::<String>());
        let message = format!("{:#}", everything(&text, false).unwrap_err());
        assert!(message.contains("more than 100 splits"), "{message}");
    }

    #[test]
    fn bad_rows_are_counted_where_they_may_be_skipped() {
        let good = pixels(SIDE * SIDE);
        let text = format!(
            "{HEADER}\n0,{good},Training\n3,Training\n9,{good},Training\nx,{good},Training\n\
             1,{good} 300,Training\n2,5 5,Training\n6,{good},Training\n"
        );
        assert!(everything(&text, false).is_err());
        let read = everything(&text, true).unwrap();
        let labels: Vec<_> = read.splits[0].samples.iter().map(|s| s.label).collect();
        assert_eq!((labels, read.faults.count()), (vec![0, 6], 5));
        assert!(read.faults.first()[0].contains("line 3"));
        let bad_only = everything(&format!("{HEADER}\n3,Training\n"), true).unwrap_err();
        assert!(bad_only.to_string().contains("no pictures"), "{bad_only}");
    }

    #[test]
    fn votes_are_joined_by_row_and_must_belong_to_the_data() {
        let good = pixels(SIDE * SIDE);
        let text = format!("{HEADER}\n0,{good},Training\n1,{good},PublicTest\n2,{good},Training\n");
        let header = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,\
                      contempt,unknown,NF";
        let rows = [
            "Training,a,1,0,0,0,3,0,0,0,0,0",
            "PublicTest,b,0,10,0,0,0,0,0,0,0,0",
            "Training,c,0,0,0,0,0,0,0,0,0,0",
        ];
        let folder = Scratch::new();
        let path = folder.file("data.csv", &text);
        let join = |rows: &[&str], skip_bad| {
            let votes = folder.file("votes.csv", &format!("{header}\n{}\n", rows.join("\n")));
            let query = Query {
                splits: &["Training"],
                votes: Some(&votes),
                reading: &skipping(skip_bad),
            };
            read(&path, &query)
        };
        let joined = join(&rows, false).unwrap();
        let samples = &joined.splits[0].samples;
        let first = samples[0].votes.unwrap();
        assert_eq!((first[0], first[6]), (0.75, 0.25));
        assert!(samples[1].votes.is_none(), "nobody voted");

        let cases: [(&[&str], &str, &str); 3] = [
            (&rows[..2], "line 4", "end before"),
            (&[rows[1], rows[0], rows[2]], "line 2", "PublicTest"),
            (&["Training,a,x,0,0,0,3,0,0,0,0,0"], "line 2", "\"x\""),
        ];
        for (rows, place, what) in cases {
            let message = format!("{:#}", join(rows, false).unwrap_err());
            assert!(
                message.contains(place) && message.contains(what),
                "{message}"
            );
        }
        let skipped = join(&["Training,a,x,0,0,0,3,0,0,0,0,0", rows[1], rows[2]], true).unwrap();
        assert_eq!(skipped.faults.count(), 1);
        assert!(skipped.splits[0].samples[0].votes.is_none());
    }
}
