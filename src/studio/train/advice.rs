//! What would make training better.

use serde::Serialize;

use super::{Epoch, Split, TrainConfig};

/// Samples of a class below which more are asked for.
const FEW: usize = 10;
/// How many times as many samples one class may have as another.
const UNEVEN: usize = 5;
/// How much better than on the samples kept apart a head may be on those it learnt from.
const GAP: f64 = 0.15;
/// Fewer samples kept apart than this say little.
const TELLING: usize = 10;

/// How much an [`Advice`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Training is not possible.
    Stop,
    /// Training will be the worse for it.
    Warn,
    /// Good to know.
    Note,
}

/// What would make training better. Sentences are made of it where people read them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// How much it matters.
    pub level: Level,
    /// What to do, and why.
    #[serde(flatten)]
    pub finding: Finding,
}

/// A class, and a number of its samples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    /// The class's name.
    pub name: String,
    /// How many more it should have.
    pub more: usize,
}

/// What an [`Advice`] is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Finding {
    /// There are fewer than two classes.
    FewClasses {
        /// How many there are.
        classes: usize,
    },
    /// Classes have no samples.
    NoSamples {
        /// Their names.
        names: Vec<String>,
    },
    /// Classes have few samples.
    FewSamples {
        /// How many they should have besides.
        wanted: Vec<Wanted>,
    },
    /// One class has many times as many samples as another.
    Uneven {
        /// The class with the most.
        most: String,
        /// The class with the fewest.
        least: String,
        /// How many times as many.
        times: usize,
        /// Whether classes count the same all the same.
        balanced: bool,
    },
    /// Most samples of classes are near copies of each other, as the frames of one recording are.
    OneRecording {
        /// Their names.
        names: Vec<String>,
    },
    /// No samples were kept apart.
    NothingChecked,
    /// So few samples were kept apart that the result says little.
    FewChecked {
        /// How many.
        samples: usize,
    },
    /// It is much better on what it learnt from than on new samples.
    LearntByHeart {
        /// Share of the samples learnt from that is right, 0 to 1.
        training: f64,
        /// The same of the samples kept apart.
        validation: f64,
    },
    /// Training ended before its last epoch, since the last ones brought nothing better.
    StoppedEarly {
        /// The best epoch, from 1.
        best: usize,
        /// Epochs that were trained.
        epochs: usize,
    },
    /// It is hardly better than a guess.
    Poor {
        /// Share of the samples kept apart that is right, 0 to 1.
        validation: f64,
    },
}

/// What to do before training, from the names and numbers of samples of the classes that take part. What
/// matters most comes first.
pub fn advice(counts: &[(String, usize)], config: &TrainConfig) -> Vec<Advice> {
    let mut list = Vec::new();
    let mut add = |level, finding| list.push(Advice { level, finding });
    if counts.len() < 2 {
        let classes = counts.len();
        add(Level::Stop, Finding::FewClasses { classes });
    }
    let with = |wanted: std::ops::Range<usize>| {
        counts
            .iter()
            .filter(move |(_, count)| wanted.contains(count))
    };
    let names: Vec<_> = with(0..1).map(|(name, _)| name.clone()).collect();
    if !names.is_empty() {
        add(Level::Stop, Finding::NoSamples { names });
    }
    let wanted: Vec<_> = with(1..FEW)
        .map(|(name, count)| Wanted {
            name: name.clone(),
            more: FEW - count,
        })
        .collect();
    if !wanted.is_empty() {
        add(Level::Warn, Finding::FewSamples { wanted });
    }
    if let Some((most, least, times)) = uneven(counts) {
        let balanced = config.balance;
        let level = if balanced { Level::Note } else { Level::Warn };
        let (most, least) = (most.into(), least.into());
        add(
            level,
            Finding::Uneven {
                most,
                least,
                times,
                balanced,
            },
        );
    }
    list.sort_by_key(|advice| advice.level);
    list
}

/// What to do after training, from the names of the classes, the epochs, what was kept apart, and the best epoch where
/// training ended with it ([`HeadFit::stopped_early`](super::HeadFit::stopped_early)). What matters most comes first.
pub fn advice_after(
    names: &[String],
    history: &[Epoch],
    split: &Split,
    stopped_early: Option<usize>,
) -> Vec<Advice> {
    let mut list = Vec::new();
    let mut add = |(level, finding)| list.push(Advice { level, finding });
    if let Some(found) = history
        .last()
        .and_then(|last| result(last, names.len(), split))
    {
        add(found);
    }
    if !split.one_recording.is_empty() {
        let names = (split.one_recording.iter())
            .filter_map(|&class| names.get(class).cloned())
            .collect();
        add((Level::Note, Finding::OneRecording { names }));
    }
    if let Some(best) = stopped_early {
        let epochs = history.len();
        add((Level::Note, Finding::StoppedEarly { best, epochs }));
    }
    list.sort_by_key(|advice| advice.level);
    list
}

/// The classes with the most and with the fewest samples, if that is many times as many.
fn uneven(counts: &[(String, usize)]) -> Option<(&str, &str, usize)> {
    let filled = || counts.iter().filter(|(_, count)| *count > 0);
    let (most, high) = filled().max_by_key(|(_, count)| count)?;
    let (least, low) = filled().min_by_key(|(_, count)| count)?;
    (*high > UNEVEN * low).then(|| (most.as_str(), least.as_str(), high / low))
}

/// What the last epoch's results on the samples kept apart say.
fn result(last: &Epoch, classes: usize, split: &Split) -> Option<(Level, Finding)> {
    let Some(validation) = last.validation else {
        return Some((Level::Note, Finding::NothingChecked));
    };
    let (training, validation) = (last.training.accuracy, validation.accuracy);
    let samples = split.validation.len();
    if samples < TELLING {
        return Some((Level::Note, Finding::FewChecked { samples }));
    }
    if training - validation > GAP {
        let finding = Finding::LearntByHeart {
            training,
            validation,
        };
        return Some((Level::Warn, finding));
    }
    let chance = 1.0 / classes.max(1) as f64;
    (validation < (chance + 1.0) / 3.0).then_some((Level::Warn, Finding::Poor { validation }))
}
