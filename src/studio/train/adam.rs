//! Adam (Kingma and Ba, 2015) with burn's settings. burn's own takes some fifteen passes over memory a step, each into new
//! memory: for layers as small as a head's that is longer than their gradients take.

const FIRST: f32 = 0.9;
const SECOND: f32 = 0.999;
const LEAST: f32 = 1e-5;

/// Moving means of a parameter's gradients, and of their squares.
#[derive(Debug)]
pub struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
    steps: i32,
}

impl Moments {
    /// Those of a parameter of so many values, before the first step.
    pub fn new(count: usize) -> Self {
        Self {
            first: vec![0.0; count],
            second: vec![0.0; count],
            steps: 0,
        }
    }

    /// Moves the parameter against its gradient.
    pub fn step(&mut self, parameter: &mut [f32], gradient: &[f32], rate: f32) {
        self.steps = self.steps.saturating_add(1);
        // Both means begin with zeros, which is made up for.
        let second = (1.0 - SECOND.powi(self.steps)).sqrt();
        let rate = rate * second / (1.0 - FIRST.powi(self.steps));
        let least = LEAST * second;
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((value, gradient), (first, second)) in parameter.iter_mut().zip(gradient).zip(moments)
        {
            *first = FIRST * *first + (1.0 - FIRST) * gradient;
            *second = SECOND * *second + (1.0 - SECOND) * (gradient * gradient);
            *value -= rate * *first / (second.sqrt() + least);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use burn::module::Param;
    use burn::nn::{Linear, LinearConfig};
    use burn::optim::{AdamConfig, GradientsParams};
    use burn::tensor::{Device, Tensor, TensorData};

    use super::*;

    #[test]
    fn steps_are_those_of_burns_adam() {
        let device = Device::flex().autodiff();
        let matrix = |values: [f32; 6]| {
            Tensor::<2>::from_data(TensorData::new(values.to_vec(), [2, 3]), &device)
        };
        let start = [0.5, -0.25, 1.0, 0.0, -2.0, 0.125];
        let mut layer: Linear = LinearConfig::new(2, 3).with_bias(false).init(&device);
        layer.weight = Param::from_tensor(matrix(start));
        let mut optimizer = AdamConfig::new().init();
        let (mut ours, mut moments) = (start, Moments::new(6));
        for step in 0..50 {
            let gradient = std::array::from_fn(|i| ((step * 7 + i * 3) % 11) as f32 / 5.0 - 0.9);
            let loss = (layer.weight.val() * matrix(gradient)).sum();
            let gradients = GradientsParams::from_grads(loss.backward(), &layer);
            layer = optimizer.step(0.01, layer, gradients);
            moments.step(&mut ours, &gradient, 0.01);
            let theirs: Vec<f32> = layer.weight.val().into_data().try_into_vec().unwrap();
            for (a, b) in ours.iter().zip(theirs) {
                assert!((a - b).abs() < 1e-5, "step {step}: {a} and {b}");
            }
        }
    }
}
