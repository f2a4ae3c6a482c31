//! What a classifier gets right.

use serde::Serialize;

use crate::expression::Probabilities;
use crate::metrics::ConfusionMatrix;

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
    pub confusion: ConfusionMatrix,
}

/// Compares answers with the true classes, all below `classes`.
pub fn measure(classes: usize, truth: &[usize], answers: &[Probabilities]) -> Metrics {
    let answered = answers.iter().map(|answer| answer.argmax().0);
    let confusion = ConfusionMatrix::new(classes, truth.iter().copied().zip(answered));
    let losses = truth.iter().zip(answers).map(|(&class, answer)| {
        let probability = f64::from(answer.values()[class]);
        -probability.max(1e-12).ln()
    });
    Metrics {
        accuracy: confusion.accuracy(),
        loss: losses.sum::<f64>() / truth.len().max(1) as f64,
        per_class: (0..classes)
            .map(|class| ClassResult {
                samples: confusion.samples(class),
                right: confusion.right(class),
            })
            .collect(),
        confusion,
    }
}
