//! The convolutions of a network as one operation on LibTorch, channels last: in bfloat16 where the processor
//! computes with it, else in f32.
//!
//! Burn's autodiff sees a single node, from all weights in one vector to the features; LibTorch
//! differentiates what is inside. On two cores with AVX-512 a step takes about a third of the time
//! that it takes as separate operations (`EXPERIMENTS.md`). A test holds it to burn's own forward
//! pass and gradients, for every architecture.

// Burn marks LibTorch as deprecated in favour of its own CPU compilers, which train this network
// several times slower today.
#![allow(deprecated)]

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::libtorch::TchTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, LibTorch, backend_extension};
use burn::tensor::Tensor;
use tch::Kind;

use crate::models::architectures::features::{End, Features, Layer, Step};

/// All that the operation has to know of a network beside its weights, which stand in one vector in
/// the order of [`Features::layers`].
#[derive(Debug, Clone)]
pub struct Plan {
    kind: Kind,
    features: Features<Unit>,
}

/// A convolution and its normalisation.
#[derive(Debug, Clone)]
struct Unit {
    shape: [i64; 4],
    stride: i64,
    groups: i64,
    epsilon: f64,
}

impl Unit {
    fn of(layer: &Layer) -> Self {
        Self {
            shape: layer.conv.weight.val().dims().map(|n| n as i64),
            stride: layer.conv.stride[0] as i64,
            groups: layer.conv.groups as i64,
            epsilon: layer.norm.map_or(0.0, |norm| norm.epsilon),
        }
    }

    /// Lengths of weight, gamma and beta.
    fn lengths(&self) -> [i64; 3] {
        [self.shape.iter().product(), self.shape[0], self.shape[0]]
    }
}

impl<L> Features<L> {
    /// All layers, in the order in which [`Features::map`] meets them.
    pub fn layers(&self) -> Vec<&L> {
        let layers = self.steps.iter().flat_map(|step| match step {
            Step::Unit(layer) => vec![layer],
            Step::Residual { inside, shortcut } => inside.iter().chain(shortcut).collect(),
            Step::Halve => Vec::new(),
        });
        layers.collect()
    }

    /// The same steps of other layers.
    pub fn map<M>(&self, mut change: impl FnMut(&L) -> M) -> Features<M> {
        let steps = self.steps.iter().map(|step| match step {
            Step::Unit(layer) => Step::Unit(change(layer)),
            Step::Residual { inside, shortcut } => Step::Residual {
                inside: inside.iter().map(&mut change).collect(),
                shortcut: shortcut.as_ref().map(&mut change),
            },
            Step::Halve => Step::Halve,
        });
        Features {
            steps: steps.collect(),
            end: self.end,
        }
    }
}

/// From pictures `[faces, 1, height, width]` to features `[faces, width]`, as [`Features::forward`]
/// computes them while training; updates the running statistics.
pub fn forward(features: &Features<Layer>, pictures: Tensor<4>) -> Tensor<2> {
    forward_in(fastest_kind(), features, pictures)
}

/// Numbers that this processor multiplies fastest. LibTorch also accepts bfloat16 where there are no
/// instructions for it, and then takes two to three times as long as with f32.
fn fastest_kind() -> Kind {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx512bf16") {
        return Kind::BFloat16;
    }
    Kind::Float
}

/// [`forward`] with arithmetic in numbers of this kind.
fn forward_in(kind: Kind, features: &Features<Layer>, pictures: Tensor<4>) -> Tensor<2> {
    let device = pictures.device();
    let layers = features.layers();
    let mut flat = Vec::with_capacity(3 * layers.len());
    for layer in &layers {
        flat.push(layer.conv.weight.val().flatten::<1>(0, 3));
        if let Some(norm) = layer.norm {
            flat.push(norm.gamma.val());
            flat.push(norm.beta.val());
        }
    }
    let plan = Plan {
        kind,
        features: features.map(Unit::of),
    };
    let (found, statistics) = <Dispatch as Convolutions>::run(
        pictures.into_dispatch(),
        Tensor::cat(flat, 0).into_dispatch(),
        plan,
    );
    let statistics = Tensor::<1>::from_dispatch(statistics).to_device(&device);
    let mut place = 0;
    for norm in layers.iter().filter_map(|layer| layer.norm) {
        let [channels] = norm.gamma.dims();
        for running in [&norm.running_mean, &norm.running_var] {
            let new = statistics.clone().narrow(0, place, channels).detach();
            let old = running.value_sync().to_device(&device);
            running.update((old * (1.0 - norm.momentum) + new * norm.momentum).detach());
            place += channels;
        }
    }
    Tensor::from_dispatch(found)
}

/// The operation.
#[backend_extension(LibTorch, Autodiff)]
pub trait Convolutions: Backend {
    /// From pictures and all weights to features, and mean and variance of every normalisation.
    fn run(
        pictures: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        plan: Plan,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);
}

impl Convolutions for LibTorch {
    fn run(pictures: TchTensor, weights: TchTensor, plan: Plan) -> (TchTensor, TchTensor) {
        let (features, statistics) = compute(&pictures.tensor, &weights.tensor, &plan);
        (TchTensor::new(features), TchTensor::new(statistics))
    }
}

/// LibTorch's own record of the forward pass: the weights it started from and what came out.
#[derive(Debug, Clone)]
struct Tape {
    weights: TchTensor,
    features: TchTensor,
}

#[derive(Debug)]
struct ConvolutionsBackward;

impl Backward<LibTorch, 1> for ConvolutionsBackward {
    type State = Tape;

    fn backward(self, ops: Ops<Tape, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let [node] = ops.parents;
        let grad = grads.consume::<LibTorch>(&ops.node);
        let Tape { weights, features } = ops.state;
        if let Some(node) = node {
            let product = (features.tensor * grad.tensor).sum(Kind::Float);
            let mut found = tch::Tensor::run_backward(&[product], &[weights.tensor], false, false);
            grads.register::<LibTorch>(node.id, TchTensor::new(found.remove(0)));
        }
    }
}

impl<C: CheckpointStrategy> Convolutions for Autodiff<LibTorch, C> {
    fn run(
        pictures: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        plan: Plan,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let pictures = pictures.into_primitive();
        let (weights, guard) = weights.into_parts();
        let (output, statistics) = match ConvolutionsBackward
            .prepare::<C>([guard])
            .compute_bound()
            .stateful()
        {
            OpsKind::Tracked(prep) => {
                let leaf = weights.tensor.detach().set_requires_grad(true);
                let (features, statistics) = compute(&pictures.tensor, &leaf, &plan);
                let output = TchTensor::new(features.detach());
                let tape = Tape {
                    weights: TchTensor::new(leaf),
                    features: TchTensor::new(features),
                };
                (prep.finish(tape, output), statistics)
            }
            OpsKind::UnTracked(prep) => {
                let (features, statistics) = compute(&pictures.tensor, &weights.tensor, &plan);
                (prep.finish(TchTensor::new(features)), statistics)
            }
        };
        (output, FloatTensor::<Self>::new(TchTensor::new(statistics)))
    }
}

fn channels_last(x: &tch::Tensor) -> tch::Tensor {
    x.permute([0, 2, 3, 1]).contiguous().permute([0, 3, 1, 2])
}

fn compute(
    pictures: &tch::Tensor,
    weights: &tch::Tensor,
    plan: &Plan,
) -> (tch::Tensor, tch::Tensor) {
    let lengths: Vec<i64> = plan
        .features
        .layers()
        .iter()
        .flat_map(|unit| unit.lengths())
        .collect();
    let mut parts = weights.split_with_sizes(&lengths[..], 0).into_iter();
    let mut statistics = Vec::new();
    let mut next = |unit: &Unit, x: &tch::Tensor| {
        let mut part = || parts.next().unwrap_or_default();
        let (weight, gamma, beta) = (part(), part(), part());
        let weight = channels_last(&weight.reshape(unit.shape).to_kind(plan.kind));
        let pad = unit.shape[2] / 2;
        let x = x.conv2d(
            &weight,
            None::<&tch::Tensor>,
            [unit.stride; 2],
            [pad; 2],
            [1, 1],
            unit.groups,
        );
        let x = if x.is_contiguous() {
            channels_last(&x)
        } else {
            x
        };
        let channels = unit.shape[0];
        let options = (Kind::Float, tch::Device::Cpu);
        let (mean, variance) = (
            tch::Tensor::zeros([channels], options),
            tch::Tensor::ones([channels], options),
        );
        // A momentum of 1 leaves the batch's own statistics behind.
        let y = x.batch_norm(
            Some(&gamma),
            Some(&beta),
            Some(&mean),
            Some(&variance),
            true,
            1.0,
            unit.epsilon,
            false,
        );
        statistics.push(mean);
        statistics.push(variance);
        y
    };
    let mut x = pictures.to_kind(plan.kind);
    for step in &plan.features.steps {
        x = match step {
            Step::Unit(unit) => next(unit, &x).relu_(),
            Step::Residual { inside, shortcut } => {
                let mut inner = x.shallow_clone();
                for (place, unit) in inside.iter().enumerate() {
                    inner = next(unit, &inner);
                    if place + 1 < inside.len() {
                        inner = inner.relu_();
                    }
                }
                let around = match shortcut {
                    Some(unit) => next(unit, &x),
                    None => x,
                };
                (inner + around).relu_()
            }
            Step::Halve => x.max_pool2d([2, 2], [2, 2], [0, 0], [1, 1], false),
        };
    }
    let features = match plan.features.end {
        End::Mean => x.mean_dim([2i64, 3].as_slice(), false, Kind::Float),
        End::Flat => x.to_kind(Kind::Float).flatten(1, 3),
    };
    (features, tch::Tensor::cat(&statistics, 0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use burn::module::{Module, ModuleVisitor, Param};
    use burn::tensor::{Device, Distribution};
    use clap::ValueEnum;
    use mien::expression::ExpressionNetConfig;

    use super::*;
    use crate::models::architectures::{Arch, ArchName, Network};

    fn length(values: &mut dyn Iterator<Item = f32>) -> f32 {
        values.map(|v| v * v).sum::<f32>().sqrt()
    }

    /// How far `got` is from `wanted`, as a share of its length.
    fn distance(got: &[f32], wanted: &[f32]) -> f32 {
        assert_eq!(got.len(), wanted.len());
        let off = length(&mut got.iter().zip(wanted).map(|(a, b)| a - b));
        off / length(&mut wanted.iter().copied())
    }

    fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
        tensor.into_data().try_into_vec().unwrap()
    }

    /// Every weight's gradient, in the order of the weights.
    struct Collect<'a> {
        gradients: &'a burn::tensor::Gradients,
        found: Vec<Vec<f32>>,
    }

    impl ModuleVisitor for Collect<'_> {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            if param.val().is_require_grad() {
                let gradient = param.val().grad(self.gradients).expect("a gradient");
                self.found.push(values(gradient));
            }
        }
    }

    fn gradients(network: &Network, logits: Tensor<2>, weights: Tensor<2>) -> Vec<Vec<f32>> {
        let gradients = (logits * weights).sum().backward();
        let mut collect = Collect {
            gradients: &gradients,
            found: Vec::new(),
        };
        network.visit(&mut collect);
        collect.found
    }

    fn statistics(network: &Network) -> [Vec<f32>; 2] {
        let features = network.features();
        let layers = features.layers();
        let norms = || layers.iter().filter_map(|layer| layer.norm);
        let mean = norms().flat_map(|n| values(n.running_mean.value_sync()));
        let variance = norms().flat_map(|n| values(n.running_var.value_sync()));
        [mean.collect(), variance.collect()]
    }

    /// Holds the operation to burn's layers; logits and statistics may be off by `share` of
    /// their length, a weight's gradient by `gradient_share`.
    fn compare(kind: Kind, plain: &Network, share: f32, gradient_share: f32) {
        let device = Device::libtorch().autodiff();
        let fused = plain.valid().train(); // the same weights, statistics of its own
        let normal = Distribution::Normal(0.0, 1.0);
        let pictures = Tensor::<4>::random([32, 1, 48, 48], normal, &device);
        let weights = Tensor::<2>::random([32, 7], normal, &device);

        let wanted = plain.forward(pictures.clone());
        let got = fused.embedding(forward_in(kind, &fused.features(), pictures));
        let got = fused.head().forward(got);
        let off = distance(&values(got.clone()), &values(wanted.clone()));
        assert!(off < share, "logits are off by {off}");

        let wanted = gradients(plain, wanted, weights.clone());
        let got = gradients(&fused, got, weights);
        // A weight that a normalisation makes irrelevant has a gradient of almost 0, which is as far
        // from another one as it is long.
        let least = length(&mut wanted.iter().flatten().copied()) / 10.0;
        for (weight, (got, wanted)) in got.iter().zip(&wanted).enumerate() {
            let off = length(&mut got.iter().zip(wanted).map(|(a, b)| a - b));
            let off = off / length(&mut wanted.iter().copied()).max(least);
            assert!(off < gradient_share, "gradient {weight} is off by {off}");
        }

        for (got, wanted) in statistics(&fused).iter().zip(&statistics(plain)) {
            let off = distance(got, wanted);
            // LibTorch divides the sum of squares by n - 1, burn by n.
            assert!(off < share.max(0.01), "running statistics are off by {off}");
        }
    }

    #[test]
    fn the_operation_is_the_networks_convolutions() {
        let device = Device::libtorch().autodiff();
        tch::manual_seed(1);
        for name in ArchName::value_variants() {
            let network = Network::thin(*name, 8, &device);
            println!("{name:?}");
            // Rounding lets another one of two values be the larger now and then, in ReLU and pooling.
            compare(Kind::Float, &network, 1e-4, 0.05);
        }
        // In bfloat16 it is what eight bits resolve. Gradients feel most that rounding puts values on the
        // other side of a ReLU: they still point within some 20 degrees of where they should.
        let mien = ExpressionNetConfig {
            stem: 8,
            stages: vec![(8, 1), (16, 2), (24, 1)],
            classes: 7,
        };
        let network = Network::init(&Arch::Mien(mien), &device);
        compare(Kind::BFloat16, &network, 0.03, 0.4);
    }
}
