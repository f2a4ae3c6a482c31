//! What a classifier gets right: the figures that the studio and the command line have in common.

use serde::{Deserialize, Serialize};

/// Index of the largest value, the first of equals; 0 without values.
pub fn argmax(values: &[f32]) -> usize {
    (0..values.len()).fold(0, |best, i| if values[i] > values[best] { i } else { best })
}

/// `[true class][answer]`: how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConfusionMatrix(pub Vec<Vec<usize>>);

impl ConfusionMatrix {
    /// Counts pairs of a true class and an answer, both below `classes`.
    pub fn new(classes: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut counts = vec![vec![0; classes]; classes];
        for (truth, answer) in pairs {
            counts[truth][answer] += 1;
        }
        Self(counts)
    }

    /// How many samples a class has.
    pub fn samples(&self, class: usize) -> usize {
        self.0[class].iter().sum()
    }

    /// How many of them were named right.
    pub fn right(&self, class: usize) -> usize {
        self.0[class][class]
    }

    /// How often a class was the answer.
    pub fn answers(&self, class: usize) -> usize {
        self.0.iter().map(|row| row[class]).sum()
    }

    /// Share of all samples that were named right; 0 without samples.
    pub fn accuracy(&self) -> f64 {
        let classes = 0..self.0.len();
        let right = classes.clone().map(|class| self.right(class)).sum();
        share(right, classes.map(|class| self.samples(class)).sum())
    }

    /// Share of the answers "this class" that are right; 0 without any.
    pub fn precision(&self, class: usize) -> f64 {
        share(self.right(class), self.answers(class))
    }

    /// Share of the class that is recognised; 0 for a class without samples.
    pub fn recall(&self, class: usize) -> f64 {
        share(self.right(class), self.samples(class))
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self, class: usize) -> f64 {
        let (precision, recall) = (self.precision(class), self.recall(class));
        match precision + recall {
            sum if sum > 0.0 => 2.0 * precision * recall / sum,
            _ => 0.0,
        }
    }

    /// Mean of the classes' F1.
    pub fn macro_f1(&self) -> f64 {
        let classes = self.0.len();
        (0..classes).map(|class| self.f1(class)).sum::<f64>() / classes.max(1) as f64
    }
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 {
        0.0
    } else {
        part as f64 / of as f64
    }
}

/// Bins of confidence.
const BINS: usize = 15;

/// The expected calibration error over 15 bins of confidence (Guo et al., "On Calibration of Modern Neural
/// Networks", 2017): how far confidence, 0 to 1, and the share of right answers are apart. Each answer is its
/// confidence and whether it is right; 0 without answers.
pub fn expected_calibration_error(answers: impl IntoIterator<Item = (f32, bool)>) -> f64 {
    let mut bins = [(0.0f64, 0usize); BINS];
    let mut samples = 0usize;
    for (confidence, right) in answers {
        let confidence = f64::from(confidence);
        let bin = &mut bins[((confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += confidence;
        bin.1 += usize::from(right);
        samples += 1;
    }
    let apart = bins.map(|(confidence, right)| (confidence - right as f64).abs());
    apart.iter().sum::<f64>() / samples.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_computed_by_hand() {
        // Truth a a a b; answers a a b b, each with 0.75.
        let (truth, answers) = ([0, 0, 0, 1], [0, 0, 1, 1]);
        let matrix = ConfusionMatrix::new(2, truth.into_iter().zip(answers));
        assert_eq!(matrix.0, [[2, 1], [0, 1]]);
        assert_eq!(matrix.accuracy(), 0.75);
        assert_eq!((matrix.precision(0), matrix.precision(1)), (1.0, 0.5));
        assert!((matrix.recall(0) - 2.0 / 3.0).abs() < 1e-12);
        assert!((matrix.macro_f1() - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
        let pairs = truth.iter().zip(&answers).map(|(a, b)| (0.75, a == b));
        let error = expected_calibration_error(pairs);
        assert!(error < 1e-12, "three of four right at 0.75 is calibrated");
    }

    #[test]
    fn nothing_is_no_division_by_zero() {
        let nobody = ConfusionMatrix::new(2, []);
        assert_eq!((nobody.accuracy(), nobody.macro_f1()), (0.0, 0.0));
        assert_eq!(ConfusionMatrix::new(0, []).macro_f1(), 0.0);
        assert_eq!(expected_calibration_error([]), 0.0);
        assert_eq!(argmax(&[]), 0);
        assert_eq!(argmax(&[0.2, 0.4, 0.4]), 1);
    }
}
