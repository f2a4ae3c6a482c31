//! FER2013 in its published form: a row a picture, `emotion,pixels,Usage`. Kaggle's second
//! spelling of the columns, with a space before `Usage` and `pixels`, is read too.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use mien::studio::import::fer::{FER2013_SIDE, FerReader, Row};

use super::{Faults, Found, Pixels, Query, Sample, Split, votes};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

/// Reads the wanted splits, all where none is named.
pub(super) fn read(path: &Path, query: &Query, faults: &mut Faults) -> Result<Found> {
    let name = path.display();
    let mut file = File::open(path).with_context(|| format!("cannot read {name}"))?;
    let votes = match query.votes {
        Some(file) => Some(votes::read(file, faults)?),
        None => None,
    };
    let mut found = Found {
        splits: Vec::new(),
        others: Vec::new(),
        empty: Vec::new(),
    };
    let mut reader = FerReader::default();
    let mut piece = vec![0; PIECE];
    loop {
        let length = file
            .read(&mut piece)
            .with_context(|| format!("cannot read {name}"))?;
        let rows = match length {
            0 => reader.finish(),
            _ => reader.push(&piece[..length]),
        };
        for row in rows.with_context(|| name.to_string())? {
            ensure!(
                reader.has_usage(),
                "{name} has no column \"usage\", which names the split of each row"
            );
            take(row, query, votes.as_ref(), faults, &mut found)
                .with_context(|| name.to_string())?;
        }
        if length == 0 {
            return Ok(found);
        }
    }
}

/// Puts a row where it belongs.
fn take(
    row: Row,
    query: &Query,
    votes: Option<&votes::Votes>,
    faults: &mut Faults,
    found: &mut Found,
) -> Result<()> {
    let wanted = |split: &str| query.splits.is_empty() || query.splits.contains(&split);
    // The line with the columns' names comes before row 1.
    let line = |row: usize| format!("line {}", row + 1);
    match row {
        Ok(row) if !wanted(&row.usage) => note(&mut found.others, &row.usage),
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
            add(&mut found.splits, &row.usage, sample);
        }
        Err(bad) => match &bad.usage {
            Some(split) if !wanted(split) => note(&mut found.others, split),
            usage => {
                faults.pass::<()>(Err(anyhow!("{}: {}", line(bad.row), bad.fault)))?;
                if let Some(split) = usage {
                    note(&mut found.empty, split);
                }
            }
        },
    }
    Ok(())
}

fn note(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|n| n == name) {
        names.push(name.into());
    }
}

fn add(splits: &mut Vec<Split>, name: &str, sample: Sample) {
    match splits.iter_mut().find(|split| split.name == name) {
        Some(split) => split.samples.push(sample),
        None => splits.push(Split {
            name: name.into(),
            samples: vec![sample],
        }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Dataset, Reading, SIDE, read, read_split};
    use super::*;
    use crate::scratch::Scratch;

    const HEADER: &str = "emotion,pixels,Usage";

    fn pixels(count: usize) -> String {
        vec!["7"; count].join(" ")
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
                "“300” is not 0 to 255",
            ),
            (
                format!("{HEADER}\n9,{good},Training\n"),
                "line 2",
                "label 9 is unknown",
            ),
            (
                format!("{HEADER}\nx,{good},Training\n"),
                "line 2",
                "“x” is not a number",
            ),
            (format!("{HEADER}\n3,Training\n"), "line 2", "2 fields"),
            (format!("label,{HEADER}\n"), "no split", "Training"),
            ("a,b,c\n1,2,3\n".into(), "no column", "emotion"),
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
