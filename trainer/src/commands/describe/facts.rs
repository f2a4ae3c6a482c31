//! What is counted of a data set.

use mien::studio::import::fer::FER2013_LABELS;
use serde::Serialize;

use super::duplicates::{self, Duplicates, Place};
use crate::data::{Dataset, Split, VOTES};

/// Everything that `--json` prints.
#[derive(Debug, Serialize)]
pub struct Facts {
    /// The data's name.
    pub data: String,
    /// All pictures.
    pub pictures: usize,
    /// The classes in the order of the labels.
    pub classes: Vec<String>,
    /// The splits in the order of the data.
    pub splits: Vec<SplitFacts>,
    /// The pictures' sizes.
    pub sizes: Sizes,
    /// Pictures that are almost one shade.
    pub near_constant: Vec<Named>,
    /// Pictures that stand more than once.
    pub duplicates: Duplicates,
    /// How FER+'s taggers agree with the labels.
    pub votes: Option<VoteFacts>,
    /// Rows or files that could not be read.
    pub left_out: usize,
}

/// A split's counts.
#[derive(Debug, Serialize)]
pub struct SplitFacts {
    /// Its name.
    pub name: String,
    /// Its pictures.
    pub pictures: usize,
    /// Its pictures of each class.
    pub per_class: Vec<usize>,
}

/// Sizes as they were read: pictures of a folder are at most 256 pixels long.
#[derive(Debug, Serialize)]
pub struct Sizes {
    /// Width and height of the smallest picture.
    pub smallest: [usize; 2],
    /// Width and height of the largest picture.
    pub largest: [usize; 2],
    /// How many are in colour.
    pub colour: usize,
}

/// A picture's place in words.
#[derive(Debug, Serialize)]
pub struct Named {
    /// Its split.
    pub split: String,
    /// Its line or file.
    pub origin: String,
}

/// Labels against votes.
#[derive(Debug, PartialEq, Serialize)]
pub struct VoteFacts {
    /// Pictures with votes.
    pub pictures: usize,
    /// Pictures without.
    pub without: usize,
    /// Share of the labels that got the most votes, the first of equals.
    pub agreement: f64,
    /// The same for each class.
    pub per_class: Vec<f64>,
    /// `[label][column]`: how many pictures got the most votes there.
    pub most_votes: Vec<Vec<usize>>,
}

/// Counts.
pub fn gather(name: &str, data: &Dataset, groups: &[Vec<Place>]) -> Facts {
    let splits = &data.splits;
    let samples = || splits.iter().flat_map(|split| &split.samples);
    let area = |size: &[usize; 2]| size[0] * size[1];
    let sizes = || samples().map(|s| [s.pixels.width, s.pixels.height]);
    let blank = splits.iter().flat_map(|split| {
        let blank = split.samples.iter().filter(|s| s.pixels.is_blank());
        blank.map(|sample| Named {
            split: split.name.clone(),
            origin: sample.origin.clone(),
        })
    });
    Facts {
        data: name.into(),
        pictures: samples().count(),
        classes: FER2013_LABELS.map(String::from).to_vec(),
        splits: splits.iter().map(split_facts).collect(),
        sizes: Sizes {
            smallest: sizes().min_by_key(area).unwrap_or_default(),
            largest: sizes().max_by_key(area).unwrap_or_default(),
            colour: samples().filter(|s| !s.pixels.is_gray()).count(),
        },
        near_constant: blank.collect(),
        duplicates: duplicates::count(splits, groups),
        votes: votes(splits),
        left_out: data.faults.count(),
    }
}

fn split_facts(split: &Split) -> SplitFacts {
    let mut per_class = vec![0; FER2013_LABELS.len()];
    for sample in &split.samples {
        per_class[sample.label] += 1;
    }
    SplitFacts {
        name: split.name.clone(),
        pictures: split.samples.len(),
        per_class,
    }
}

fn votes(splits: &[Split]) -> Option<VoteFacts> {
    let mut most_votes = vec![vec![0; VOTES]; FER2013_LABELS.len()];
    let (mut pictures, mut without) = (0, 0);
    for sample in splits.iter().flat_map(|split| &split.samples) {
        match &sample.votes {
            Some(votes) => {
                pictures += 1;
                most_votes[sample.label][mien::metrics::argmax(votes)] += 1;
            }
            None => without += 1,
        }
    }
    let share = |right: usize, of: usize| right as f64 / of.max(1) as f64;
    let right = |(label, row): (usize, &Vec<usize>)| row[label];
    let all = most_votes.iter().enumerate().map(right).sum();
    let per_class = most_votes
        .iter()
        .enumerate()
        .map(|(label, row)| share(row[label], row.iter().sum()))
        .collect();
    (pictures > 0).then(|| VoteFacts {
        pictures,
        without,
        agreement: share(all, pictures),
        per_class,
        most_votes,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{Faults, Pixels, Sample};

    #[test]
    fn what_is_counted_is_what_was_made() {
        let sample = |label, values: [u8; 2], vote: Option<usize>| Sample {
            label,
            pixels: Pixels {
                width: 2,
                height: 1,
                values: values.into(),
            },
            votes: vote.map(|v| std::array::from_fn(|i| if i == v { 1.0 } else { 0.0 })),
            soft: None,
            origin: format!("line {label}"),
        };
        let data = Dataset {
            splits: vec![Split {
                name: "train".into(),
                samples: vec![
                    sample(0, [0, 90], Some(0)),
                    sample(0, [0, 91], Some(8)),
                    sample(3, [5, 5], None),
                    sample(3, [0, 90], Some(3)),
                ],
            }],
            faults: Faults::default(),
        };
        let facts = gather("made", &data, &duplicates::groups(&data.splits));
        assert_eq!(
            (facts.pictures, facts.duplicates.conflicting_groups),
            (4, 1)
        );
        assert_eq!(facts.splits[0].per_class, [2, 0, 0, 2, 0, 0, 0]);
        assert_eq!(facts.sizes.largest, [2, 1]);
        let blank: Vec<_> = facts.near_constant.iter().map(|n| &n.origin).collect();
        assert_eq!(blank, ["line 3"]);
        let votes = facts.votes.unwrap();
        assert_eq!((votes.pictures, votes.without), (3, 1));
        assert!((votes.agreement - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!((votes.per_class[0], votes.most_votes[0][8]), (0.5, 1));
    }
}
