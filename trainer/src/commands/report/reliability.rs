//! How often answers are right, by how sure they are.

use crate::page::Reliability;

/// As many bins as the calibration error is measured with.
const BINS: usize = 15;

/// Sorts answers into bins of confidence of the same width.
pub fn bins(truth: &[usize], probabilities: &[Vec<f32>]) -> Vec<Reliability> {
    let mut sums = [(0usize, 0.0f64, 0usize); BINS];
    for (&class, row) in truth.iter().zip(probabilities) {
        let answer = mien::metrics::argmax(row);
        let confidence = f64::from(row[answer]);
        let bin = &mut sums[((confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += 1;
        bin.1 += confidence;
        bin.2 += usize::from(answer == class);
    }
    let mean = |(answers, confidence, right): (usize, f64, usize)| Reliability {
        answers,
        confidence: confidence / answers.max(1) as f64,
        accuracy: right as f64 / answers.max(1) as f64,
    };
    sums.map(mean).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_agree_with_the_calibration_error() {
        let rows: Vec<_> = (0..40)
            .map(|i| {
                let sure = 0.5 + i as f32 / 80.0;
                vec![sure, 1.0 - sure]
            })
            .collect();
        let truth: Vec<_> = (0..40).map(|i| usize::from(i % 3 == 0)).collect();
        let bins = bins(&truth, &rows);
        let total: f64 = bins
            .iter()
            .map(|b| b.answers as f64 * (b.confidence - b.accuracy).abs())
            .sum();
        let labels = ["a", "b"].map(String::from);
        let ece = crate::metrics::measure(&labels, &truth, &rows).ece;
        assert!(
            (total / 40.0 - ece).abs() < 1e-9,
            "{} against {ece}",
            total / 40.0
        );
        assert_eq!(bins.iter().map(|b| b.answers).sum::<usize>(), 40);
    }
}
