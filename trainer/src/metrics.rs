//! How good a network is: accuracy, F1, confusion, calibration.

use mien::expression::Probabilities;
use mien::metrics::{ConfusionMatrix, argmax, expected_calibration_error};
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
    pub confusion: ConfusionMatrix,
}

/// The probabilities that follow from logits, a row each.
pub fn probabilities(logits: &[Vec<f32>], temperature: f32) -> Vec<Vec<f32>> {
    let row = |row: &Vec<f32>| {
        let probabilities = Probabilities::from_logits(row, temperature);
        probabilities.values().to_vec()
    };
    logits.iter().map(row).collect()
}

/// Compares answers with the truth. `probabilities` holds a row a sample.
pub fn measure(labels: &[String], truth: &[usize], probabilities: &[Vec<f32>]) -> Metrics {
    let answers: Vec<_> = probabilities.iter().map(|row| argmax(row)).collect();
    let pairs = truth.iter().copied().zip(answers.iter().copied());
    let confusion = ConfusionMatrix::new(labels.len(), pairs);
    let accuracy = confusion.accuracy();
    let samples = truth.len();
    Metrics {
        samples,
        accuracy,
        accuracy_margin: margin(accuracy, samples),
        macro_f1: confusion.macro_f1(),
        ece: expected_calibration_error(
            (probabilities.iter().zip(&answers).zip(truth))
                .map(|((row, &answer), &class)| (row[answer], answer == class)),
        ),
        per_class: labels
            .iter()
            .enumerate()
            .map(|(class, label)| ClassMetrics {
                label: label.clone(),
                samples: confusion.samples(class),
                precision: confusion.precision(class),
                recall: confusion.recall(class),
                f1: confusion.f1(class),
            })
            .collect(),
        confusion,
    }
}

/// Half the width of the 95 % interval of a share of so many samples (normal approximation).
fn margin(share: f64, samples: usize) -> f64 {
    1.96 * (share * (1.0 - share) / samples.max(1) as f64).sqrt()
}

/// Results on a third of the samples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tercile {
    /// The least and the most of what the samples were put in order by.
    pub range: [f32; 2],
    /// How many samples there are.
    pub samples: usize,
    /// Share that is right.
    pub accuracy: f64,
    /// Half the width of its 95 % interval.
    pub accuracy_margin: f64,
}

/// How many of the third of the samples with the least `values` are right, of the third in the
/// middle, and of that with the most. `right` holds one a value.
pub fn terciles(values: &[f32], right: &[bool]) -> Vec<Tercile> {
    let mut order: Vec<_> = values.iter().copied().zip(right).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let end = |third: usize| order.len() * third / 3;
    (0..3)
        .filter_map(|third| {
            let part = &order[end(third)..end(third + 1)];
            let ((least, _), (most, _)) = (part.first()?, part.last()?);
            let samples = part.len();
            let accuracy = part.iter().filter(|(_, right)| **right).count() as f64 / samples as f64;
            Some(Tercile {
                range: [*least, *most],
                samples,
                accuracy,
                accuracy_margin: margin(accuracy, samples),
            })
        })
        .collect()
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

    #[test]
    fn the_margin_is_that_of_the_normal_approximation() {
        let labels = ["a", "b"].map(String::from);
        let rows = vec![vec![0.75, 0.25]; 4];
        let m = measure(&labels, &[0, 0, 0, 1], &rows);
        assert_eq!((m.samples, m.accuracy), (4, 0.75));
        assert!((m.accuracy_margin - 1.96 * (0.75f64 * 0.25 / 4.0).sqrt()).abs() < 1e-12);
        assert_eq!(m.per_class[0].label, "a");
    }

    #[test]
    fn terciles_show_where_answers_go_wrong() {
        let values = [9.0, 1.0, 5.0, 2.0, 8.0, 4.0, 7.0];
        let right = [true, false, true, false, true, false, true];
        let found = terciles(&values, &right);
        let told: Vec<_> = found
            .iter()
            .map(|t| (t.range, t.samples, t.accuracy))
            .collect();
        let expected = [
            ([1.0, 2.0], 2, 0.0),
            ([4.0, 5.0], 2, 0.5),
            ([7.0, 9.0], 3, 1.0),
        ];
        assert_eq!(told, expected);
        assert!(terciles(&[], &[]).is_empty());
        assert_eq!(terciles(&[1.0], &[true]).len(), 1);
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
