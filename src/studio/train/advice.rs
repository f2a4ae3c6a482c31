//! Plain words on what would make training better.

use serde::Serialize;

use super::{Epoch, TrainConfig};

/// Samples of a class below which more are asked for.
const FEW: usize = 10;
/// How many times as many samples one class may have as another.
const UNEVEN: usize = 5;
/// How much better than on the samples kept apart a head may be on those it learnt from.
const GAP: f64 = 0.15;
/// Fewer samples kept apart than this say little.
const TELLING: usize = 10;

/// Classes that a sentence names.
const LISTED: usize = 4;

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

/// A sentence on what a person can do, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// How much it matters.
    pub level: Level,
    /// What to do, and why.
    pub text: String,
}

/// What to do before training, from the names and numbers of samples of the classes that take
/// part, and after it, from the epochs. What matters most comes first.
pub fn advice(counts: &[(String, usize)], config: &TrainConfig, history: &[Epoch]) -> Vec<Advice> {
    let mut list = Vec::new();
    let mut add = |level, text| list.push(Advice { level, text });
    match counts.len() {
        0 => add(Level::Stop, "Add two classes".into()),
        1 => add(
            Level::Stop,
            "Add a second class to tell the first from".into(),
        ),
        _ => {}
    }
    let with = |wanted: std::ops::Range<usize>| {
        let found = counts
            .iter()
            .filter(move |(_, count)| wanted.contains(count));
        found
            .map(|(name, count)| (name.as_str(), *count))
            .collect::<Vec<_>>()
    };
    match with(0..1).as_slice() {
        [] => {}
        [(name, _)] => add(
            Level::Stop,
            format!("Add samples to {name}, which has none, or leave it out"),
        ),
        empty => {
            let names = listed(empty.iter().map(|(name, _)| (*name).to_owned()));
            let text = format!("Add samples to {names}, which have none, or leave them out");
            add(Level::Stop, text);
        }
    }
    let few = with(1..FEW);
    if let Some((first, others)) = few.split_first() {
        let first = format!("{} more to {}", FEW - first.1, first.0);
        let others = others
            .iter()
            .map(|(name, count)| format!("{} to {name}", FEW - count));
        let text = format!("Add {}", listed(std::iter::once(first).chain(others)));
        add(Level::Warn, text);
    }
    if let Some((most, least, times)) = uneven(counts) {
        let what = format!("{most} has {times} times as many samples as {least}");
        match config.balance {
            true => add(
                Level::Note,
                format!("{what}: add to {least}, or leave class balance on"),
            ),
            false => add(
                Level::Warn,
                format!("{what}: add to {least}, or turn class balance on"),
            ),
        }
    }
    let after = history.last().and_then(|last| after(last, counts, config));
    if let Some((level, text)) = after {
        add(level, text);
    }
    list.sort_by_key(|advice| advice.level);
    list
}

/// What to do after training, without what was to do before it already.
pub fn advice_after(
    counts: &[(String, usize)],
    config: &TrainConfig,
    history: &[Epoch],
) -> Vec<Advice> {
    let before = advice(counts, config, &[]);
    let mut list = advice(counts, config, history);
    list.retain(|each| !before.contains(each));
    list
}

/// The first few of these, and how many more there are.
fn listed(all: impl Iterator<Item = String>) -> String {
    let all: Vec<_> = all.collect();
    match all.as_slice() {
        [one] => one.clone(),
        [some @ .., last] if all.len() <= LISTED => format!("{} and {last}", some.join(", ")),
        many => {
            let (some, more) = many.split_at(LISTED.min(many.len()) - 1);
            format!("{} and {} other classes", some.join(", "), more.len())
        }
    }
}

/// The classes with the most and with the fewest samples, if that is many times as many.
fn uneven(counts: &[(String, usize)]) -> Option<(&str, &str, usize)> {
    let filled = || counts.iter().filter(|(_, count)| *count > 0);
    let (most, high) = filled().max_by_key(|(_, count)| count)?;
    let (least, low) = filled().min_by_key(|(_, count)| count)?;
    (*high > UNEVEN * low).then(|| (most.as_str(), least.as_str(), high / low))
}

fn after(
    last: &Epoch,
    counts: &[(String, usize)],
    config: &TrainConfig,
) -> Option<(Level, String)> {
    let Some(validation) = last.validation else {
        let text = "No samples were kept apart, so nothing says how well new faces are recognised";
        return Some((Level::Note, text.into()));
    };
    let apart = |count: &usize| (*count as f64 * config.validation_share).ceil() as usize;
    let checked: usize = counts.iter().map(|(_, count)| apart(count)).sum();
    let percent = |share: f64| (share * 100.0).round();
    let (learnt, new) = (last.training.accuracy, validation.accuracy);
    if checked < TELLING {
        let text =
            format!("Only {checked} samples were kept apart: add more for a result to rely on");
        return Some((Level::Note, text));
    }
    if learnt - new > GAP {
        let text = format!(
            "It gets {} % of the samples it learnt from right, but {} % of those kept apart: add \
             more varied samples (other people, light and angles), or train for fewer epochs",
            percent(learnt),
            percent(new),
        );
        return Some((Level::Warn, text));
    }
    let chance = 1.0 / counts.len().max(1) as f64;
    (new < (chance + 1.0) / 3.0).then(|| {
        let text = format!(
            "Only {} % of the samples kept apart are right: look through the samples for wrong ones, \
             or make the classes more different",
            percent(new),
        );
        (Level::Warn, text)
    })
}
