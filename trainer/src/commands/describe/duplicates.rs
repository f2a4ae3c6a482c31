//! Pictures that stand more than once in a data set, pixel for pixel.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::data::{Pixels, Split};

/// Where a picture stands: which split, which sample.
pub type Place = (usize, usize);

/// What duplicates there are.
#[derive(Debug, PartialEq, Serialize)]
pub struct Duplicates {
    /// Groups of the same picture.
    pub groups: usize,
    /// Pictures in these groups.
    pub pictures: usize,
    /// Pictures that would go if one of each group stayed.
    pub surplus: usize,
    /// Groups whose pictures carry different labels.
    pub conflicting_groups: usize,
    /// Each split for itself.
    pub within: Vec<Within>,
    /// Each pair of splits that share a picture.
    pub across: Vec<Shared>,
}

/// Duplicates inside a split.
#[derive(Debug, PartialEq, Serialize)]
pub struct Within {
    /// The split.
    pub split: String,
    /// Groups with at least two pictures in it.
    pub groups: usize,
    /// Pictures of it that would go if one of each group stayed.
    pub surplus: usize,
}

/// Pictures that two splits share.
#[derive(Debug, PartialEq, Serialize)]
pub struct Shared {
    /// Whose pictures are counted: the later split.
    pub split: String,
    /// Where they stand too.
    pub other: String,
    /// How many.
    pub pictures: usize,
}

/// The groups of at least two places that hold the same picture, in the order of the data.
pub fn groups(splits: &[Split]) -> Vec<Vec<Place>> {
    let mut places: HashMap<&Pixels, Vec<Place>> = HashMap::new();
    for (s, split) in splits.iter().enumerate() {
        for (i, sample) in split.samples.iter().enumerate() {
            places.entry(&sample.pixels).or_default().push((s, i));
        }
    }
    let mut groups: Vec<_> = places.into_values().filter(|g| g.len() > 1).collect();
    groups.sort();
    groups
}

/// Whether the pictures of a group carry different labels.
pub fn conflicts(splits: &[Split], group: &[Place]) -> bool {
    let labels: HashSet<_> = group
        .iter()
        .map(|&(s, i)| splits[s].samples[i].label)
        .collect();
    labels.len() > 1
}

/// Counts them.
pub fn count(splits: &[Split], groups: &[Vec<Place>]) -> Duplicates {
    let of = |group: &[Place], split: usize| group.iter().filter(|place| place.0 == split).count();
    let pictures = groups.iter().map(Vec::len).sum();
    let within = splits.iter().enumerate().map(|(s, split)| {
        let sizes = groups.iter().map(|g| of(g, s)).filter(|&n| n > 1);
        let (groups, pictures) = sizes.fold((0, 0), |(g, p), n| (g + 1, p + n));
        Within {
            split: split.name.clone(),
            groups,
            surplus: pictures - groups,
        }
    });
    let mut across = Vec::new();
    for (later, split) in splits.iter().enumerate() {
        for (earlier, other) in splits[..later].iter().enumerate() {
            let shared = groups.iter().filter(|g| of(g, earlier) > 0);
            let pictures = shared.map(|g| of(g, later)).sum();
            if pictures > 0 {
                across.push(Shared {
                    split: split.name.clone(),
                    other: other.name.clone(),
                    pictures,
                });
            }
        }
    }
    Duplicates {
        groups: groups.len(),
        pictures,
        surplus: pictures - groups.len(),
        conflicting_groups: groups.iter().filter(|g| conflicts(splits, g)).count(),
        within: within.collect(),
        across,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Sample;

    /// Samples as pairs of picture and label.
    fn split(name: &str, samples: &[(u8, usize)]) -> Split {
        let sample = |&(value, label): &(u8, usize)| Sample {
            label,
            pixels: Pixels {
                width: 1,
                height: 2,
                values: vec![value, 0],
            },
            votes: None,
            soft: None,
            origin: String::new(),
        };
        Split {
            name: name.into(),
            samples: samples.iter().map(sample).collect(),
        }
    }

    #[test]
    fn duplicates_are_counted_within_and_across_splits() {
        let splits = [
            split("train", &[(1, 0), (2, 3), (1, 0), (3, 4), (1, 0)]),
            split("test", &[(2, 3), (9, 1), (2, 5), (8, 6), (8, 6)]),
        ];
        let groups = groups(&splits);
        assert_eq!(
            groups,
            [
                vec![(0, 0), (0, 2), (0, 4)],
                vec![(0, 1), (1, 0), (1, 2)],
                vec![(1, 3), (1, 4)],
            ]
        );
        let within = |split: &str, groups, surplus| Within {
            split: split.into(),
            groups,
            surplus,
        };
        assert_eq!(
            count(&splits, &groups),
            Duplicates {
                groups: 3,
                pictures: 8,
                surplus: 5,
                conflicting_groups: 1,
                within: vec![within("train", 1, 2), within("test", 2, 2)],
                across: vec![Shared {
                    split: "test".into(),
                    other: "train".into(),
                    pictures: 2,
                }],
            }
        );
    }

    #[test]
    fn the_same_values_in_another_shape_are_another_picture() {
        let mut splits = [split("train", &[(1, 0), (1, 0)])];
        splits[0].samples[1].pixels.width = 2;
        splits[0].samples[1].pixels.height = 1;
        assert!(groups(&splits).is_empty());
    }
}
