//! How good a network is: accuracy, F1, confusion, calibration.

use serde::{Deserialize, Serialize};

/// A class's results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassMetrics {
    /// Its name.
    pub label: String,
    /// How many samples are of this class.
    pub samples: usize,
    /// Share of the answers "this class" that are right.
    pub precision: f64,
    /// Share of the class that is recognised.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// Results on a set of samples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// How many samples there are.
    pub samples: usize,
    /// Share that is right.
    pub accuracy: f64,
    /// Half the width of the accuracy's 95 % interval (normal approximation).
    pub accuracy_margin: f64,
    /// Mean of the classes' F1.
    pub macro_f1: f64,
    /// Expected calibration error over 15 bins of confidence (Guo et al., 2017).
    pub ece: f64,
    /// A class each.
    pub per_class: Vec<ClassMetrics>,
    /// `[class][answer]`: how many.
    pub confusion: Vec<Vec<usize>>,
}

/// Compares answers with the truth. `probabilities` holds a row a sample.
pub fn measure(labels: &[String], truth: &[usize], probabilities: &[Vec<f32>]) -> Metrics {
    let classes = labels.len();
    let mut confusion = vec![vec![0usize; classes]; classes];
    let mut bins = [(0usize, 0.0f64, 0usize); 15];
    for (&class, row) in truth.iter().zip(probabilities) {
        let answer = argmax(row);
        confusion[class][answer] += 1;
        let confidence = f64::from(row[answer]);
        let bin = &mut bins[((confidence * 15.0) as usize).min(14)];
        bin.0 += 1;
        bin.1 += confidence;
        bin.2 += usize::from(answer == class);
    }
    let samples = truth.len().max(1);
    let right: usize = (0..classes).map(|c| confusion[c][c]).sum();
    let accuracy = right as f64 / samples as f64;
    let per_class: Vec<_> = labels
        .iter()
        .enumerate()
        .map(|(class, label)| {
            let hits = confusion[class][class] as f64;
            let count: usize = confusion[class].iter().sum();
            let answers: usize = confusion.iter().map(|row| row[class]).sum();
            let share = |of: usize| if of == 0 { 0.0 } else { hits / of as f64 };
            let (precision, recall) = (share(answers), share(count));
            let sum = precision + recall;
            ClassMetrics {
                label: label.clone(),
                samples: count,
                precision,
                recall,
                f1: if sum > 0.0 {
                    2.0 * precision * recall / sum
                } else {
                    0.0
                },
            }
        })
        .collect();
    Metrics {
        samples: truth.len(),
        accuracy,
        accuracy_margin: 1.96 * (accuracy * (1.0 - accuracy) / samples as f64).sqrt(),
        macro_f1: per_class.iter().map(|c| c.f1).sum::<f64>() / classes.max(1) as f64,
        ece: bins
            .iter()
            .map(|(_, confidence, right)| (confidence - *right as f64).abs())
            .sum::<f64>()
            / samples as f64,
        per_class,
        confusion,
    }
}

/// Index of the largest value, the first of equals.
pub fn argmax(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })
}

/// The temperature that gives the softmax of `logits / temperature` the least cross-entropy,
/// found by golden-section search between 0.3 and 5.
pub fn fit_temperature(logits: &[Vec<f32>], truth: &[usize]) -> f32 {
    let loss = |temperature: f64| -> f64 {
        logits
            .iter()
            .zip(truth)
            .map(|(row, &class)| {
                let scaled: Vec<f64> = row.iter().map(|l| f64::from(*l) / temperature).collect();
                let largest = scaled.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let sum: f64 = scaled.iter().map(|l| (l - largest).exp()).sum();
                largest + sum.ln() - scaled[class]
            })
            .sum()
    };
    let golden = (5.0f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.3, 5.0);
    for _ in 0..40 {
        let a = high - golden * (high - low);
        let b = low + golden * (high - low);
        if loss(a) < loss(b) {
            high = b;
        } else {
            low = a;
        }
    }
    ((low + high) / 2.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["a", "b"].map(String::from).to_vec()
    }

    #[test]
    fn figures_are_those_computed_by_hand() {
        // Truth a a a b; answers a a b b, each with 0.75.
        let row = |answer: usize| {
            if answer == 0 {
                vec![0.75, 0.25]
            } else {
                vec![0.25, 0.75]
            }
        };
        let answers: Vec<_> = [0, 0, 1, 1].map(row).to_vec();
        let m = measure(&labels(), &[0, 0, 0, 1], &answers);
        assert_eq!(m.accuracy, 0.75);
        assert_eq!(m.confusion, [[2, 1], [0, 1]]);
        assert_eq!(
            (m.per_class[0].precision, m.per_class[1].precision),
            (1.0, 0.5)
        );
        assert!((m.per_class[0].recall - 2.0 / 3.0).abs() < 1e-12);
        assert!((m.macro_f1 - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
        assert!(m.ece < 1e-12, "three of four right at 0.75 is calibrated");
    }

    #[test]
    fn the_temperature_cools_answers_that_are_too_sure() {
        // Logits that claim 99 % and are right in three of four cases.
        let logits: Vec<_> = (0..400).map(|_| vec![4.6, 0.0]).collect();
        let truth: Vec<_> = (0..400).map(|i| usize::from(i % 4 == 0)).collect();
        let temperature = fit_temperature(&logits, &truth);
        let sure = 1.0 / (1.0 + (-4.6 / f64::from(temperature)).exp());
        assert!((sure - 0.75).abs() < 0.01, "{temperature} makes it {sure}");
    }
}
