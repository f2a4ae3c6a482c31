//! Which samples are learnt from and which check what was learnt.

use std::collections::HashSet;

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::Alike;

/// Indices of samples, each in one of two lists, or in neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Learnt from.
    pub training: Vec<usize>,
    /// Kept apart.
    pub validation: Vec<usize>,
    /// Classes of which more than half of the samples are one group of near copies, as the frames of
    /// one recording are, and the others too few to check with: what is kept of it apart, if anything, says
    /// little about new pictures.
    pub one_recording: Vec<usize>,
}

impl Split {
    /// Keeps `share` of every class apart, rounded up as Teachable Machine does, but never the
    /// last sample of a class. Both lists are in rising order.
    ///
    /// Near copies stay together: nothing that is learnt from is a near copy of what is kept apart.
    /// Where no group of a class is small enough for that, the smallest is kept apart, of up to half of
    /// the class. Of a group that is larger the end is kept apart (samples are in the order in which they
    /// were taken), and those before it that are near copies of the end are in neither list.
    pub fn new(classes: &[usize], alike: &Alike, share: f64, seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut draft = Draft::new(classes);
        let share_of = |count: usize| (count as f64 * share).ceil() as usize;
        let counts = draft.learnt.iter();
        let wanted: Vec<_> = (counts.clone())
            .map(|&count| share_of(count).min(count.saturating_sub(1)))
            .collect();
        let half: Vec<_> = counts.map(|count| count / 2).collect();
        let mut members = vec![Vec::new(); classes.len()];
        for (sample, &group) in alike.groups().iter().enumerate() {
            members[group].push(sample);
        }
        let mut one_recording = Vec::new();
        for class in 0..wanted.len() {
            let mut of_class: Vec<usize> = (0..classes.len())
                .filter(|&i| classes[i] == class)
                .collect();
            of_class.shuffle(&mut rng);
            if wanted[class] == 0 {
                continue;
            }
            let mut met = HashSet::new();
            let groups = of_class.iter().map(|&sample| alike.groups()[sample]);
            let groups: Vec<&[usize]> = groups
                .filter(|&group| met.insert(group))
                .map(|group| members[group].as_slice())
                .collect();
            for group in &groups {
                if draft.has_room(group, &wanted) {
                    draft.keep_apart(group);
                }
            }
            if draft.apart[class] == 0 {
                let fitting = groups.iter().filter(|group| draft.has_room(group, &half));
                if let Some(group) = fitting.min_by_key(|group| group.len()) {
                    draft.keep_apart(group);
                }
            }
            let missing = wanted[class].saturating_sub(draft.apart[class]);
            let is_most = |group: &&&[usize]| {
                group.iter().filter(|&&i| classes[i] == class).count() > half[class]
            };
            if missing > 0
                && let Some(group) = groups.iter().find(is_most)
            {
                one_recording.push(class);
                draft.keep_end_apart(group, class, missing, &half, alike);
            }
        }
        let on = |side| {
            let samples = draft.sides.iter().enumerate();
            samples.filter_map(move |(sample, &its)| (its == side).then_some(sample))
        };
        Self {
            training: on(Side::Training).collect(),
            validation: on(Side::Validation).collect(),
            one_recording,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Training,
    Validation,
    Neither,
}

/// A split in the making.
struct Draft<'a> {
    classes: &'a [usize],
    sides: Vec<Side>,
    /// Samples of every class that are learnt from.
    learnt: Vec<usize>,
    /// Samples of every class that are kept apart.
    apart: Vec<usize>,
}

impl<'a> Draft<'a> {
    /// Everything is learnt from.
    fn new(classes: &'a [usize]) -> Self {
        let count = classes.iter().max().map_or(0, |most| most + 1);
        let mut learnt = vec![0; count];
        for &class in classes {
            learnt[class] += 1;
        }
        Self {
            classes,
            sides: vec![Side::Training; classes.len()],
            learnt,
            apart: vec![0; count],
        }
    }

    /// Whether a group can be kept apart without more than `most` of a class.
    fn has_room(&self, group: &[usize], most: &[usize]) -> bool {
        let mut apart = self.apart.clone();
        for &sample in group {
            apart[self.classes[sample]] += 1;
        }
        let fits = |&sample: &usize| apart[self.classes[sample]] <= most[self.classes[sample]];
        let free = |&sample: &usize| self.sides[sample] == Side::Training;
        group.iter().all(|sample| free(sample) && fits(sample))
    }

    fn keep_apart(&mut self, samples: &[usize]) {
        for &sample in samples {
            self.sides[sample] = Side::Validation;
            self.learnt[self.classes[sample]] -= 1;
            self.apart[self.classes[sample]] += 1;
        }
    }

    /// Keeps the last `missing` samples that a group has of a class apart, unless less than `least` of a
    /// class would be left to learn from.
    fn keep_end_apart(
        &mut self,
        group: &[usize],
        class: usize,
        missing: usize,
        least: &[usize],
        alike: &Alike,
    ) {
        let mut free: Vec<usize> = group.into();
        free.retain(|&sample| self.sides[sample] == Side::Training);
        let mut end = free.clone();
        end.retain(|&sample| self.classes[sample] == class);
        let end = end.split_off(end.len().saturating_sub(missing));
        let mut between = free;
        between.retain(|sample| {
            end.binary_search(sample).is_err() && end.iter().any(|&i| alike.near(*sample, i))
        });
        let mut learnt = self.learnt.clone();
        for &sample in end.iter().chain(&between) {
            learnt[self.classes[sample]] -= 1;
        }
        if learnt.iter().zip(least).all(|(left, least)| left >= least) {
            self.keep_apart(&end);
            for sample in between {
                self.sides[sample] = Side::Neither;
                self.learnt[self.classes[sample]] -= 1;
            }
        }
    }
}
