//! What a classifier gets right.

use serde::Serialize;

use crate::expression::Probabilities;

/// A class's results.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ClassResult {
    /// Samples of the class.
    pub samples: usize,
    /// How many of them were named right.
    pub right: usize,
}

/// A classifier's results on some samples.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    /// Share of samples that were named right, 0 to 1; 0 without samples.
    pub accuracy: f64,
    /// Mean cross-entropy of the true class, in nats.
    pub loss: f64,
    /// One entry a class.
    pub per_class: Vec<ClassResult>,
    /// `[true class][answer]`.
    pub confusion: Vec<Vec<usize>>,
}

/// Compares answers with the true classes, all below `classes`.
pub fn measure(classes: usize, truth: &[usize], answers: &[Probabilities]) -> Metrics {
    let mut confusion = vec![vec![0; classes]; classes];
    let mut loss = 0.0;
    for (&class, answer) in truth.iter().zip(answers) {
        confusion[class][answer.argmax().0] += 1;
        let probability = f64::from(answer.values()[class]);
        loss -= probability.max(1e-12).ln();
    }
    let per_class: Vec<_> = confusion
        .iter()
        .enumerate()
        .map(|(class, row)| ClassResult {
            samples: row.iter().sum(),
            right: row[class],
        })
        .collect();
    let samples = truth.len().max(1) as f64;
    let right: usize = per_class.iter().map(|class| class.right).sum();
    Metrics {
        accuracy: right as f64 / samples,
        loss: loss / samples,
        per_class,
        confusion,
    }
}
