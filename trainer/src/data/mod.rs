//! Labelled pictures: a csv file as FER2013 is published, or a folder of picture files.

mod csv;
pub mod faces;
mod faults;
mod folder;
pub mod picture;
mod reading;
pub mod soft_labels;
mod votes;

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use mien::image::Frame;
use mien::studio::import::fer::FER2013_LABELS;
use mien::studio::import::names::{Purpose, purpose};
use reading::same;

pub use faults::Faults;
pub use reading::Reading;
pub use votes::{VOTE_COLUMNS, VOTES};

/// A probability for each of [`FER2013_LABELS`].
pub type Answer = [f32; FER2013_LABELS.len()];

/// Side of FER2013's pictures in pixels.
pub const SIDE: usize = 48;

/// Grey or colour values of a picture of any size.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pixels {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Row by row: a value a pixel (grey) or three (red, green, blue).
    pub values: Vec<u8>,
}

impl Pixels {
    /// Whether there is one value a pixel.
    pub fn is_gray(&self) -> bool {
        self.values.len() == self.width * self.height
    }

    /// The picture as in a mirror.
    pub fn mirrored(&self) -> Self {
        let channels = if self.is_gray() { 1 } else { 3 };
        let rows = self.values.chunks_exact(self.width * channels);
        let values = rows.flat_map(|row| row.chunks_exact(channels).rev().flatten().copied());
        Self {
            values: values.collect(),
            ..*self
        }
    }

    /// Whether all values are almost the same. FER2013 holds a few such pictures, without a face:
    /// nothing can be learnt from them.
    pub fn is_blank(&self) -> bool {
        let n = self.values.len() as f64;
        let mean = self.values.iter().map(|&v| f64::from(v)).sum::<f64>() / n;
        let squares = self.values.iter().map(|&v| (f64::from(v) - mean).powi(2));
        squares.sum::<f64>() / n < 4.0
    }
}

/// A labelled picture.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its class, an index into [`mien::studio::import::fer::FER2013_LABELS`].
    pub label: usize,
    /// The picture.
    pub pixels: Pixels,
    /// Shares of FER+'s ten columns in the order of [`VOTE_COLUMNS`], summing to 1; `None` where
    /// nobody voted.
    pub votes: Option<[f32; VOTES]>,
    /// What other networks answer for it: a probability a class.
    pub soft: Option<Answer>,
    /// Where it stands: a line of the csv file, or a file of the folder.
    pub origin: String,
}

impl Sample {
    /// The picture as RGBA, so that it can take the path of every other picture.
    pub fn rgba(&self) -> Vec<u8> {
        let values = &self.pixels.values;
        if self.pixels.is_gray() {
            return values.iter().flat_map(|&v| [v, v, v, 255]).collect();
        }
        let (colours, _) = values.as_chunks::<3>();
        colours
            .iter()
            .flat_map(|&[r, g, b]| [r, g, b, 255])
            .collect()
    }

    /// A view of what [`Sample::rgba`] gave.
    ///
    /// # Errors
    /// Where `rgba` is not of this picture's size.
    pub fn frame<'a>(&self, rgba: &'a [u8]) -> Result<Frame<'a>> {
        Ok(Frame::new(rgba, self.pixels.width, self.pixels.height)?)
    }
}

/// The pictures of one split.
#[derive(Debug)]
pub struct Split {
    /// Its name in the data.
    pub name: String,
    /// Its pictures in the order of the data.
    pub samples: Vec<Sample>,
}

/// What [`read`] is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The splits to read, in this order; all there are where none is named.
    pub splits: &'a [&'a str],
    /// FER+'s votes for the rows of a csv file.
    pub votes: Option<&'a Path>,
    /// What else the command was told.
    pub reading: &'a Reading,
}

/// What [`read`] found.
#[derive(Debug)]
pub struct Dataset {
    /// The splits in the order that was asked for, else in that of the data.
    pub splits: Vec<Split>,
    /// What was left out.
    pub faults: Faults,
}

/// Reads `path`: a csv file (`emotion,pixels,Usage`, or Kaggle's spelling with spaces) or a
/// folder of splits of classes (`train/happy/*.jpg`). With [`Reading::skip_bad`], what was left out
/// is counted and said on the standard error.
///
/// # Errors
/// Names the row that is short, holds a value over 255 or an unknown label; the file that is no
/// picture; the columns that are missing; or the splits there are where a wanted one is not.
pub fn read(path: &Path, query: &Query) -> Result<Dataset> {
    let name = path.display();
    let mut faults = Faults::new(query.reading.skip_bad);
    let found = if path.is_dir() {
        ensure!(
            query.votes.is_none(),
            "votes are joined to the rows of a csv file, and {name} is a folder"
        );
        folder::read(path, query, &mut faults)?
    } else {
        query.reading.check_table(path)?;
        csv::read(path, query, &mut faults)?
    };
    faults.say(&name.to_string());
    let mut splits = found.splits;
    if query.splits.is_empty() {
        ensure!(!splits.is_empty(), "{name} holds no pictures");
        return Ok(Dataset { splits, faults });
    }
    let mut wanted = Vec::with_capacity(query.splits.len());
    for &split in query.splits {
        let Some(place) = splits.iter().position(|s| same(&s.name, split)) else {
            let other = found.others.iter().chain(splits.iter().map(|s| &s.name));
            let other: Vec<_> = other.collect();
            match found.empty.iter().any(|s| same(s, split)) {
                true => bail!("the split {split:?} of {name} holds no pictures"),
                false => bail!("{name} has no split {split:?}, only {other:?}"),
            }
        };
        wanted.push(splits.swap_remove(place));
    }
    Ok(Dataset {
        splits: wanted,
        faults,
    })
}

/// Reads one split, without votes.
///
/// # Errors
/// As [`read`].
pub fn read_split(path: &Path, split: &str, reading: &Reading) -> Result<Vec<Sample>> {
    let query = Query {
        splits: &[split],
        votes: None,
        reading,
    };
    let only = read(path, &query)?.splits.pop();
    Ok(only.context("no split was read")?.samples)
}

/// What a format's reader gives [`read`].
struct Found {
    /// The splits that were read and hold pictures.
    splits: Vec<Split>,
    /// The names of those that were not asked for.
    others: Vec<String>,
    /// The names of those that were asked for and hold no picture.
    empty: Vec<String>,
}

/// The split to learn from: the one that is named, else the first of a usual name.
///
/// # Errors
/// Where none of the splits of `path` has a usual name.
pub fn training_split(path: &Path, named: Option<&str>, reading: &Reading) -> Result<String> {
    usual(path, named, reading, &[Purpose::Training], "to learn from")
}

/// The split to measure with during training: the one that is named, else the first of a usual
/// name.
///
/// # Errors
/// As [`training_split`].
pub fn validation_split(path: &Path, named: Option<&str>, reading: &Reading) -> Result<String> {
    let purposes = [Purpose::Validation, Purpose::Testing];
    usual(path, named, reading, &purposes, "to measure with")
}

fn usual(
    path: &Path,
    named: Option<&str>,
    reading: &Reading,
    purposes: &[Purpose],
    what: &str,
) -> Result<String> {
    if let Some(named) = named {
        return Ok(named.into());
    }
    let splits = match path.is_dir() {
        true => folder::splits(path, reading)?,
        false => csv::splits(path)?,
    };
    let of = |wanted: &Purpose| splits.iter().find(|name| purpose(name) == Some(*wanted));
    let found = purposes.iter().find_map(of);
    found.cloned().with_context(|| {
        let name = path.display();
        format!(
            "{name} has no split of a usual name {what}, only {splits:?}: name one where the command takes a split, \
             or call it as usual (train, val, test)"
        )
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn sample(width: usize, values: Vec<u8>) -> Sample {
        Sample {
            label: 0,
            pixels: Pixels {
                width,
                height: 1,
                values,
            },
            votes: None,
            soft: None,
            origin: String::new(),
        }
    }

    #[test]
    fn a_mirrored_picture_has_its_rows_turned_round_pixel_by_pixel() {
        let cases = [
            (vec![1, 2, 3, 4], vec![2, 1, 4, 3]),
            (
                vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
                vec![4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9],
            ),
        ];
        for (values, expected) in cases {
            let (width, height) = (2, 2);
            let pixels = |values| Pixels {
                width,
                height,
                values,
            };
            assert_eq!(pixels(values).mirrored(), pixels(expected));
        }
    }

    #[test]
    fn grey_and_colour_become_rgba() {
        for (values, rgba) in [
            (vec![7, 9], [7, 7, 7, 255, 9, 9, 9, 255]),
            (vec![1, 2, 3, 4, 5, 6], [1, 2, 3, 255, 4, 5, 6, 255]),
        ] {
            let sample = sample(2, values);
            assert_eq!(sample.rgba(), rgba);
            assert_eq!(sample.frame(&rgba).unwrap().width(), 2);
            assert!(sample.frame(&rgba[..4]).is_err());
        }
    }

    #[test]
    fn a_blank_picture_is_almost_one_value() {
        assert!(sample(4, vec![128, 129, 128, 127]).pixels.is_blank());
        assert!(!sample(4, vec![0, 255, 0, 255]).pixels.is_blank());
    }

    #[test]
    fn usual_names_of_splits() {
        let usual = Reading::default();
        for (usages, training, validation) in [
            ("Training PublicTest PrivateTest", "Training", "PublicTest"),
            ("PrivateTest PublicTest Training", "Training", "PublicTest"),
            ("train test val", "train", "val"),
            ("TRAIN Test", "TRAIN", "Test"),
        ] {
            let rows = usages
                .split(' ')
                .map(|usage| format!("0,{},{usage}\n", ["7"; SIDE * SIDE].join(" ")));
            let text = format!("emotion,pixels,Usage\n{}", rows.collect::<String>());
            let file = crate::scratch::Scratch::new();
            let csv = &file.file("data.csv", &text);
            assert_eq!(training_split(csv, None, &usual).unwrap(), training);
            assert_eq!(validation_split(csv, None, &usual).unwrap(), validation);
            assert_eq!(training_split(csv, Some("mine"), &usual).unwrap(), "mine");
        }

        let folder = crate::scratch::Scratch::new();
        for (made, wanted) in [
            (["Train", "test"], ("Train", Some("test"))),
            (["Train", "Validation"], ("Train", Some("Validation"))),
        ] {
            for split in made {
                folder.folder(split);
            }
            let (train, validation) = wanted;
            let path = folder.path();
            assert_eq!(training_split(path, None, &usual).unwrap(), train);
            assert_eq!(
                validation_split(path, None, &usual).ok().as_deref(),
                validation
            );
        }
        let other = crate::scratch::Scratch::new();
        other.folder("pictures");
        let message = format!(
            "{:#}",
            training_split(other.path(), None, &usual).unwrap_err()
        );
        assert!(message.contains("pictures") && message.contains("train, val, test"));
    }
}
