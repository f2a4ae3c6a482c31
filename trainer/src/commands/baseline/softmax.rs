//! Multinomial logistic regression: one linear layer, cross-entropy, a little weight decay.

use anyhow::{Result, anyhow};
use burn::module::Module;
use burn::nn::{Initializer, Linear, LinearConfig};
use burn::optim::{AdamWConfig, GradientsParams};
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use mien::expression::Probabilities;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

const EPOCHS: usize = 30;
const BATCH: usize = 256;
const LEARNING_RATE: f64 = 3e-3;
const WEIGHT_DECAY: f32 = 0.1;

/// A fitted classifier.
pub struct Softmax {
    layer: Linear,
    /// Every feature's mean and the inverse of its deviation over the training set.
    scales: Vec<(f32, f32)>,
}

impl Softmax {
    /// Fits `features[i]` to `labels[i]`, below `classes`. The same input gives the same result.
    pub fn fit(features: &[Vec<f32>], labels: &[usize], classes: usize) -> Self {
        let scales = scales(features);
        let device = Device::flex().autodiff();
        // Zeros are where a convex problem may start, and nothing is left to chance.
        let mut layer = LinearConfig::new(scales.len(), classes)
            .with_initializer(Initializer::Zeros)
            .init(&device);
        let mut optimizer = AdamWConfig::new().with_weight_decay(WEIGHT_DECAY).init();
        let mut rng = StdRng::seed_from_u64(1);
        let mut order: Vec<usize> = (0..features.len()).collect();
        for epoch in 0..EPOCHS {
            order.shuffle(&mut rng);
            let left = (EPOCHS - epoch) as f64 / EPOCHS as f64;
            for chosen in order.chunks(BATCH) {
                let rows = chosen.iter().map(|&i| &features[i]);
                let x = tensor(rows, &scales, &device);
                let mut wanted = vec![0.0f32; chosen.len() * classes];
                for (row, &index) in wanted.chunks_exact_mut(classes).zip(chosen) {
                    row[labels[index]] = 1.0;
                }
                let wanted = TensorData::new(wanted, [chosen.len(), classes]);
                let wanted = Tensor::<2>::from_data(wanted, &device);
                let likely = log_softmax(layer.forward(x), 1);
                let loss = (likely * wanted).sum() / -(chosen.len() as f64);
                let gradients = GradientsParams::from_grads(loss.backward(), &layer);
                layer = optimizer.step(LEARNING_RATE * left, layer, gradients);
            }
        }
        Self {
            layer: layer.valid(),
            scales,
        }
    }

    /// The probabilities of every row.
    ///
    /// # Errors
    /// Where the layer's answer cannot be read back.
    pub fn predict(&self, features: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        let [_, classes] = self.layer.weight.dims();
        let mut answers = Vec::with_capacity(features.len());
        for rows in features.chunks(1024) {
            let x = tensor(rows.iter(), &self.scales, &Device::flex());
            let logits = self.layer.forward(x).into_data().try_into_vec::<f32>();
            let logits = logits.map_err(|e| anyhow!("the answer cannot be read: {e:?}"))?;
            let rows = logits.chunks_exact(classes);
            answers.extend(rows.map(|row| Probabilities::from_logits(row, 1.0).values().to_vec()));
        }
        Ok(answers)
    }

    /// How many numbers it remembers.
    pub fn parameters(&self) -> usize {
        let [features, classes] = self.layer.weight.dims();
        features * classes + classes + 2 * self.scales.len()
    }
}

fn scales(features: &[Vec<f32>]) -> Vec<(f32, f32)> {
    let width = features.first().map_or(0, Vec::len);
    let count = features.len().max(1) as f64;
    (0..width)
        .map(|column| {
            let values = || features.iter().map(|row| f64::from(row[column]));
            let mean = values().sum::<f64>() / count;
            let variance = values().map(|v| (v - mean).powi(2)).sum::<f64>() / count;
            (mean as f32, (1.0 / (variance + 1e-6).sqrt()) as f32)
        })
        .collect()
}

/// Scaled rows as `[rows, features]`.
fn tensor<'a>(
    rows: impl ExactSizeIterator<Item = &'a Vec<f32>>,
    scales: &[(f32, f32)],
    device: &Device,
) -> Tensor<2> {
    let shape = [rows.len(), scales.len()];
    let values: Vec<f32> = rows
        .flat_map(|row| {
            row.iter()
                .zip(scales)
                .map(|(v, (mean, by))| (v - mean) * by)
        })
        .collect();
    Tensor::from_data(TensorData::new(values, shape), device)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_can_separate_is_separated() {
        let labels: Vec<_> = (0..300).map(|i| i % 2).collect();
        let point = |(i, label): (usize, &usize)| {
            let along = (i % 7 + 10 * label) as f32;
            vec![(i % 11) as f32, along]
        };
        let points: Vec<_> = labels.iter().enumerate().map(point).collect();
        let softmax = Softmax::fit(&points, &labels, 2);
        let answers = softmax.predict(&points).unwrap();
        let found: Vec<_> = answers
            .iter()
            .map(|row| mien::metrics::argmax(row))
            .collect();
        assert_eq!(found, labels);
    }
}
