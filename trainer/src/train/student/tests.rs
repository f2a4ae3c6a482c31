//! That training trains.
#![allow(clippy::unwrap_used)]

use burn::module::ModuleVisitor;
use burn::optim::{AdamWConfig, ModuleOptimizer};

use mien::expression::{ExpressionNet, ExpressionNetConfig};

use super::*;

const CLASSES: usize = 7;

fn tiny(device: &Device) -> Student {
    let architecture = ExpressionNetConfig {
        stem: 8,
        stages: vec![(8, 1), (32, 1)],
        classes: CLASSES,
    };
    let network = ExpressionNet::trainable(&architecture, device);
    Student::new(Network::Mien(network), device)
}

fn objective(seed: u64) -> Objective {
    Objective {
        dropout: 0.0,
        seed,
        vote_weight: 0.5,
        fused: false,
    }
}

/// Pictures of blurred noise, the classes in turn.
fn batch(faces: usize, side: usize, seed: u64) -> Batch {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut pixels = Vec::new();
    for _ in 0..faces {
        let blocks: Vec<f32> = (0..16).map(|_| rng.random_range(-1.0..1.0)).collect();
        let pixel = |i: usize| blocks[(i / side) * 4 / side * 4 + (i % side) * 4 / side];
        pixels.extend((0..side * side).map(pixel));
    }
    let one_hot = |width: usize| -> Vec<f32> {
        (0..faces * width)
            .map(|i| f32::from(u8::from(i % width == (i / width) % CLASSES)))
            .collect()
    };
    Batch {
        side,
        pixels,
        targets: one_hot(CLASSES),
        soft: Vec::new(),
        temperature: 1.0,
        votes: one_hot(VOTES),
    }
}

fn adam() -> ModuleOptimizer {
    AdamWConfig::new().init()
}

/// How many weights there are, and how many of them got a gradient that is not zero.
struct Reached<'a> {
    gradients: &'a GradientsParams,
    learnt: usize,
    reached: usize,
}

impl ModuleVisitor for Reached<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if !param.val().is_require_grad() {
            return; // a running statistic
        }
        self.learnt += 1;
        let gradient = self.gradients.get::<D>(param.id);
        let total = gradient.map(|g| g.abs().sum().into_scalar::<f32>());
        self.reached += usize::from(total.is_some_and(|t| t > 0.0 && t.is_finite()));
    }
}

/// How many weights the student has, and how many of them get a gradient.
pub fn reached(student: &Student, faces: usize, side: usize) -> (usize, usize) {
    let device = Device::flex().autodiff();
    let (gradients, _) = student
        .gradients(&[batch(faces, side, 1)], objective(1), &device)
        .unwrap();
    let mut reached = Reached {
        gradients: &gradients,
        learnt: 0,
        reached: 0,
    };
    student.visit(&mut reached);
    (reached.learnt, reached.reached)
}

#[test]
fn gradients_reach_every_weight() {
    let student = tiny(&Device::flex().autodiff());
    // Six convolutions with their normalisation, two heads with weight and bias.
    assert_eq!(reached(&student, 7, 16), (6 * 3 + 2 * 2, 22));
}

#[test]
fn a_tiny_set_is_learnt_by_heart() {
    let device = Device::flex().autodiff();
    let mut student = tiny(&device);
    let pictures = batch(28, 16, 1);
    let mut optimizer = adam();
    for step in 0..100 {
        let (gradients, _) = student
            .gradients(std::slice::from_ref(&pictures), objective(step), &device)
            .unwrap();
        student = optimizer.step(0.01, student, gradients);
    }
    let plain = Device::flex();
    let x = TensorData::new(pictures.pixels.clone(), [28, 1, 16, 16]);
    let logits = student
        .valid()
        .network
        .forward(Tensor::from_data(x, &plain));
    let logits: Vec<f32> = logits.into_data().try_into_vec().unwrap();
    let right = logits
        .chunks_exact(CLASSES)
        .enumerate()
        .filter(|(i, row)| mien::metrics::argmax(row) == i % CLASSES)
        .count();
    assert_eq!(right, 28);
}

#[test]
fn parts_are_learnt_side_by_side_for_many_steps() {
    let device = Device::flex().autodiff();
    let mut student = tiny(&device);
    let mut optimizer = adam();
    for step in 0..300 {
        let parts = [batch(4, 8, step), batch(4, 8, step + 1000)];
        let (gradients, loss) = student
            .gradients(&parts, objective(step), &device)
            .unwrap_or_else(|e| panic!("step {step}: {e}"));
        assert!(loss.is_finite());
        student = optimizer.step(0.001, student, gradients);
    }
}

#[test]
fn parts_move_the_running_statistics_of_the_network_itself() {
    let device = Device::flex().autodiff();
    let student = tiny(&device);
    let means = |student: &Student| -> Vec<f32> {
        let Network::Mien(network) = &student.network else {
            unreachable!("it is one");
        };
        let norm = network.backbone.stem.norm.as_ref().unwrap();
        let mean = norm.running_mean.value().without_autodiff();
        mean.into_data().try_into_vec().unwrap()
    };
    assert!(means(&student).iter().all(|&m| m == 0.0));
    let parts = [batch(4, 16, 1), batch(4, 16, 2)];
    let one_by_one = parts.iter().map(|part| {
        let alone = student.valid().train();
        let part = std::slice::from_ref(part);
        alone.gradients(part, objective(0), &device).unwrap();
        means(&alone)
    });
    let [first, second]: [Vec<f32>; 2] = one_by_one.collect::<Vec<_>>().try_into().unwrap();
    student.gradients(&parts, objective(0), &device).unwrap();
    let together = means(&student);
    assert!(together.iter().any(|&m| m != 0.0));
    for ((a, b), both) in first.iter().zip(&second).zip(&together) {
        assert!(
            ((a + b) / 2.0 - both).abs() < 1e-6,
            "{a} and {b} gave {both}"
        );
    }
}

#[test]
fn weights_are_kept_to_eight_significant_bits() {
    for value in [0.0, 1.0, -0.3, 1.0 / 3.0, 123.456, -2e-4] {
        let kept = super::eight_bits(value);
        assert!(
            (kept - value).abs() <= value.abs() / 256.0,
            "{value}: {kept}"
        );
        assert_eq!(kept.to_bits() & 0xFFFF, 0);
    }
}
