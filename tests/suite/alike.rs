//! Copies and near copies of samples, and the split that keeps them on one side.

use mien::studio::extract::Which;
use mien::studio::train::{Alike, Example, Split};
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

use crate::support::{Picture, extractor};

const WIDTH: usize = 40;

/// Samples of one class that have to do with each other.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// So many times nearly the same.
    Copies(usize),
    /// So many frames, each a near copy of the one before and after it alone.
    Recording(usize),
}

fn direction(rng: &mut StdRng) -> Vec<f32> {
    (0..WIDTH).map(|_| rng.random_range(-1.0..1.0f32)).collect()
}

/// Examples of pieces, each of a class, all of different sizes.
fn examples(pieces: &[(usize, Piece)], seed: u64) -> Vec<Example> {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut examples = Vec::new();
    for &(class, piece) in pieces {
        let (from, to) = (direction(&mut rng), direction(&mut rng));
        // Twice the angle is four times the distance.
        let step = (2.0 * 0.6 * Alike::NEAR).sqrt();
        let count = match piece {
            Piece::Copies(count) | Piece::Recording(count) => count,
        };
        for frame in 0..count {
            let size = rng.random_range(0.5..2.0f32);
            let angle = match piece {
                Piece::Copies(_) => 0.01 * step * frame as f32,
                Piece::Recording(_) => step * frame as f32,
            };
            examples.push(Example {
                embedding: turned(&from, &to, angle).iter().map(|v| v * size).collect(),
                mirrored: Vec::new(),
                class,
            });
        }
    }
    examples
}

/// A direction, turned towards another one.
fn turned(from: &[f32], to: &[f32], angle: f32) -> Vec<f32> {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let unit = |v: &[f32]| -> Vec<f32> {
        let length = dot(v, v).sqrt();
        v.iter().map(|v| v / length).collect()
    };
    let from = unit(from);
    let along = dot(&from, to);
    let across: Vec<_> = to.iter().zip(&from).map(|(t, f)| t - along * f).collect();
    let across = unit(&across);
    let pairs = from.iter().zip(&across);
    pairs
        .map(|(f, a)| f * angle.cos() + a * angle.sin())
        .collect()
}

fn cosine_distance(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| -> f64 {
        let pairs = a.iter().zip(b);
        pairs.map(|(&a, &b)| f64::from(a) * f64::from(b)).sum()
    };
    1.0 - dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

fn classes(examples: &[Example]) -> Vec<usize> {
    examples.iter().map(|e| e.class).collect()
}

fn pieces() -> impl Strategy<Value = Vec<(usize, Piece)>> {
    let piece = prop_oneof![
        4 => Just(Piece::Copies(1)),
        2 => (2usize..6).prop_map(Piece::Copies),
        1 => (2usize..40).prop_map(Piece::Recording),
    ];
    prop::collection::vec((0usize..3, piece), 1..25)
}

proptest! {
    #[test]
    fn groups_are_what_comparing_everything_with_everything_gives(pieces in pieces(), seed: u64) {
        let examples = examples(&pieces, seed);
        let alike = Alike::new(&examples);
        let mut groups: Vec<usize> = (0..examples.len()).collect();
        for b in 0..examples.len() {
            for a in 0..b {
                let distance = cosine_distance(&examples[a].embedding, &examples[b].embedding);
                let limit = if b == a + 1 { Alike::NEXT } else { Alike::NEAR };
                let near = distance < f64::from(limit);
                prop_assert_eq!(alike.near(a, b), near);
                if near {
                    let (lower, higher) = (groups[a].min(groups[b]), groups[a].max(groups[b]));
                    for group in &mut groups {
                        if *group == higher {
                            *group = lower;
                        }
                    }
                }
            }
        }
        prop_assert_eq!(alike.groups(), groups);
    }

    #[test]
    fn near_copies_are_never_on_both_sides(pieces in pieces(), share in 0.0..=0.5f64, seed: u64) {
        let examples = examples(&pieces, seed);
        let classes = classes(&examples);
        let alike = Alike::new(&examples);
        let split = Split::new(&classes, &alike, share, seed);
        prop_assert_eq!(&Split::new(&classes, &alike, share, seed), &split);
        let near_one = |sample: usize| split.validation.iter().any(|&v| alike.near(sample, v));
        prop_assert!(!split.training.iter().any(|&sample| near_one(sample)));
        prop_assert!(split.training.is_sorted() && split.validation.is_sorted());
        for sample in 0..examples.len() {
            let lists = [&split.training, &split.validation];
            let found = lists.iter().filter(|list| list.contains(&sample)).count();
            prop_assert!(found == 1 || (found == 0 && near_one(sample)), "sample {}", sample);
        }
        for class in 0..=2 {
            let of = |list: &[usize]| list.iter().filter(|&&i| classes[i] == class).count();
            let count = classes.iter().filter(|&&c| c == class).count();
            let (learnt, apart) = (of(&split.training), of(&split.validation));
            let wanted = ((count as f64 * share).ceil() as usize).min(count.saturating_sub(1));
            prop_assert!(learnt >= (count / 2).max(count.min(1)), "{} of {} learnt", learnt, count);
            prop_assert!(apart <= wanted.max(count / 2), "{} of {} apart", apart, count);
            prop_assert!(wanted > 0 || apart == 0);
        }
    }

    #[test]
    fn without_near_copies_the_split_is_what_it_was(counts in prop::collection::vec(0usize..30, 1..5), share in 0.0..=0.5f64, seed: u64) {
        let pieces: Vec<_> = (counts.iter().enumerate())
            .flat_map(|(class, &count)| vec![(class, Piece::Copies(1)); count])
            .collect();
        let examples = examples(&pieces, seed);
        let split = Split::new(&classes(&examples), &Alike::new(&examples), share, seed);
        // As it was before there were groups.
        let mut rng = StdRng::seed_from_u64(seed);
        let mut expected = Vec::new();
        let mut first = 0;
        let last = counts.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1);
        for count in &counts[..last] {
            let mut of_class: Vec<usize> = (first..first + count).collect();
            of_class.shuffle(&mut rng);
            let wanted = (*count as f64 * share).ceil() as usize;
            expected.extend_from_slice(&of_class[..wanted.min(count.saturating_sub(1))]);
            first += count;
        }
        expected.sort_unstable();
        prop_assert_eq!(&split.validation, &expected);
        prop_assert_eq!(split.training.len() + split.validation.len(), examples.len());
        let alone = counts.iter().all(|&count| count != 1);
        prop_assert!(!alone || split.one_recording.is_empty());
    }
}

#[test]
fn what_is_one_recording_is_checked_by_its_end_or_not_at_all() {
    use Piece::{Copies, Recording};
    let other = (1, Recording(40));
    // What class 0 is made of, how many of it are learnt from and kept apart, and whether it is one recording.
    let cases: [(&[Piece], [usize; 2], bool); 9] = [
        (&[Copies(1); 40], [34, 6], false),
        (&[Copies(3)], [3, 0], true),
        (&[Copies(40)], [40, 0], true),
        (&[Copies(2)], [2, 0], true),
        // One frame between the end and the rest is near both.
        (&[Recording(40)], [33, 6], true),
        (&[Recording(39), Copies(1)], [33, 6], true),
        // Two recordings: the shorter one checks.
        (&[Recording(21), Recording(19)], [21, 19], false),
        (&[Recording(30), Recording(5), Recording(5)], [33, 6], true),
        (&[Copies(3), Copies(3), Copies(3)], [6, 3], false),
    ];
    for (pieces, expected, alone) in cases {
        let all: Vec<_> = pieces
            .iter()
            .map(|&piece| (0, piece))
            .chain([other])
            .collect();
        let examples = examples(&all, 5);
        let classes = classes(&examples);
        let split = Split::new(&classes, &Alike::new(&examples), 0.15, 1);
        let of = |list: &[usize]| list.iter().filter(|&&i| classes[i] == 0).count();
        let found = [of(&split.training), of(&split.validation)];
        assert_eq!(found, expected, "{pieces:?}");
        assert_eq!(split.one_recording.contains(&0), alone, "{pieces:?}");
    }
}

#[test]
fn a_copy_in_another_class_is_on_the_same_side() {
    let mut examples = examples(&[(0, Piece::Copies(1)); 40], 3);
    let copies: Vec<_> = examples
        .iter()
        .cloned()
        .map(|e| Example { class: 1, ..e })
        .collect();
    examples.extend(copies);
    let split = Split::new(&classes(&examples), &Alike::new(&examples), 0.15, 1);
    assert_eq!(split.validation.len(), 12);
    for &sample in &split.validation {
        assert!(split.validation.contains(&((sample + 40) % 80)));
    }
}

#[test]
fn copies_are_found_among_thousands() {
    let examples = examples(&[(0, Piece::Copies(1)); 2000], 9);
    let mut rng = StdRng::seed_from_u64(2);
    let disturbed = |example: &Example| -> Vec<f32> {
        let noise = |v: &f32| v + 0.004 * rng.random_range(-1.0..1.0f32);
        example.embedding.iter().map(noise).collect()
    };
    let copies: Vec<_> = examples.iter().map(disturbed).collect();
    let copies = copies.into_iter().map(|embedding| Example {
        embedding,
        ..examples[0].clone()
    });
    let all: Vec<_> = examples.iter().cloned().chain(copies).collect();
    let alike = Alike::new(&all);
    let expected: Vec<_> = (0..4000).map(|sample| sample % 2000).collect();
    assert_eq!(alike.groups(), expected);
}

#[test]
fn nothing_at_all_is_split_into_nothing() {
    let split = Split::new(&[], &Alike::new(&[]), 0.15, 1);
    assert!(split.training.is_empty() && split.validation.is_empty());
}

#[test]
fn a_picture_that_was_saved_once_more_is_alike_most_that_were_shifted_and_no_other_person() {
    let extractor = extractor();
    let people = [
        "angry.jpg",
        "astronaut.jpg",
        "grace-hopper.jpg",
        "happy-baby.jpg",
        "neutral.jpg",
        "sad-baby.jpg",
        "surprised.jpg",
    ];
    let embedded = |picture: &Picture| {
        let faces = extractor
            .faces(&picture.frame(), Which::Largest, true)
            .unwrap();
        extractor.embed(&faces[0].pixels, false).unwrap()
    };
    // All of one kind after the other, so that no picture stands beside its copy.
    let kinds: [fn(&Picture) -> Picture; 4] = [
        |picture| picture.recompressed(100),
        |picture| picture.recompressed(60),
        |picture| picture.shifted(3, 2),
        |picture| picture.recompressed(80).shifted(1, 0),
    ];
    let mut examples = Vec::new();
    for kind in kinds {
        for name in people {
            examples.push(Example {
                embedding: embedded(&kind(&Picture::shipped(name))),
                mirrored: Vec::new(),
                class: 0,
            });
        }
    }
    let alike = Alike::new(&examples);
    let count = people.len();
    for (sample, &group) in alike.groups().iter().enumerate() {
        assert_eq!(group % count, sample % count, "another person");
    }
    let of_kind = |kind: usize| &alike.groups()[kind * count..][..count];
    let together = |kind| of_kind(kind).iter().filter(|&&group| group < count).count();
    // Shifted by pixels, a face may be found and cut a little otherwise.
    assert_eq!([together(0), together(1)], [count, count]);
    assert!(
        [together(2), together(3)]
            .iter()
            .all(|&found| 2 * found > count)
    );
}
