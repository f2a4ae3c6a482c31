//! The backbone as one operation on LibTorch, channels last: in bfloat16 where the processor
//! computes with it, else in f32.
//!
//! Burn's autodiff sees a single node, from all weights in one vector to the embedding; LibTorch
//! differentiates what is inside. On two cores with AVX-512 a step takes about a third of the time
//! that it takes as separate operations (`EXPERIMENTS.md`). A test holds it to burn's own forward
//! pass and gradients.

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
use mien::expression::Backbone;
use mien::layers::ConvUnit;
use tch::Kind;

/// Every convolution of a backbone, in the order in which its weights stand in the vector.
#[derive(Debug, Clone)]
pub struct Plan {
    kind: Kind,
    stem: Unit,
    blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
struct Block {
    first: Unit,
    second: Unit,
    shortcut: Option<Unit>,
}

#[derive(Debug, Clone)]
struct Unit {
    shape: [i64; 4],
    stride: i64,
    epsilon: f64,
}

impl Unit {
    fn of(unit: &ConvUnit) -> Self {
        Self {
            shape: unit.conv.weight.val().dims().map(|n| n as i64),
            stride: unit.conv.stride[0] as i64,
            epsilon: unit.norm.as_ref().map_or(0.0, |norm| norm.epsilon),
        }
    }

    /// Lengths of weight, gamma and beta.
    fn lengths(&self) -> [i64; 3] {
        [self.shape.iter().product(), self.shape[0], self.shape[0]]
    }
}

impl Plan {
    /// What the operation has to know of a backbone beside its weights.
    fn of(backbone: &Backbone, kind: Kind) -> Self {
        Self {
            kind,
            stem: Unit::of(&backbone.stem),
            blocks: backbone
                .blocks
                .iter()
                .map(|block| Block {
                    first: Unit::of(&block.first),
                    second: Unit::of(&block.second),
                    shortcut: block.shortcut.as_ref().map(Unit::of),
                })
                .collect(),
        }
    }

    fn units(&self) -> Vec<&Unit> {
        let blocks = self.blocks.iter();
        in_order(
            &self.stem,
            blocks.map(|b| (&b.first, &b.second, b.shortcut.as_ref())),
        )
    }
}

fn units(backbone: &Backbone) -> Vec<&ConvUnit> {
    let blocks = backbone.blocks.iter();
    in_order(
        &backbone.stem,
        blocks.map(|b| (&b.first, &b.second, b.shortcut.as_ref())),
    )
}

/// The one order of units: that of the vector of weights and of the forward pass.
fn in_order<'a, T>(
    stem: &'a T,
    blocks: impl Iterator<Item = (&'a T, &'a T, Option<&'a T>)>,
) -> Vec<&'a T> {
    let blocks = blocks.flat_map(|(first, second, shortcut)| [Some(first), Some(second), shortcut]);
    std::iter::once(stem).chain(blocks.flatten()).collect()
}

/// From pictures `[faces, 1, height, width]` to embeddings `[faces, channels]`, as
/// [`Backbone::forward`] computes them while training; updates the running statistics.
pub fn embed(backbone: &Backbone, pictures: Tensor<4>) -> Tensor<2> {
    embed_in(fastest_kind(), backbone, pictures)
}

/// Numbers that this processor multiplies fastest. LibTorch also accepts bfloat16 where there are no
/// instructions for it, and then takes three times as long as with f32.
fn fastest_kind() -> Kind {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx512bf16") {
        return Kind::BFloat16;
    }
    Kind::Float
}

/// [`embed`] with arithmetic in numbers of this kind.
fn embed_in(kind: Kind, backbone: &Backbone, pictures: Tensor<4>) -> Tensor<2> {
    let device = pictures.device();
    let units = units(backbone);
    let mut flat = Vec::with_capacity(3 * units.len());
    for unit in &units {
        flat.push(unit.conv.weight.val().flatten::<1>(0, 3));
        if let Some(norm) = &unit.norm {
            flat.push(norm.gamma.val());
            flat.push(norm.beta.val());
        }
    }
    let (embedding, statistics) = <Dispatch as FusedBackbone>::embed(
        pictures.into_dispatch(),
        Tensor::cat(flat, 0).into_dispatch(),
        Plan::of(backbone, kind),
    );
    let statistics = Tensor::<1>::from_dispatch(statistics).to_device(&device);
    let mut place = 0;
    for norm in units.iter().filter_map(|unit| unit.norm.as_ref()) {
        let [channels] = norm.gamma.dims();
        for running in [&norm.running_mean, &norm.running_var] {
            let new = statistics.clone().slice([place..place + channels]).detach();
            let old = running.value_sync().to_device(&device);
            running.update((old * (1.0 - norm.momentum) + new * norm.momentum).detach());
            place += channels;
        }
    }
    Tensor::from_dispatch(embedding)
}

/// The operation.
#[backend_extension(LibTorch, Autodiff)]
pub trait FusedBackbone: Backend {
    /// From pictures and all weights to embeddings, and mean and variance of every normalisation.
    fn embed(
        pictures: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        plan: Plan,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);
}

impl FusedBackbone for LibTorch {
    fn embed(pictures: TchTensor, weights: TchTensor, plan: Plan) -> (TchTensor, TchTensor) {
        let (embedding, statistics) = forward(&pictures.tensor, &weights.tensor, &plan);
        (TchTensor::new(embedding), TchTensor::new(statistics))
    }
}

/// LibTorch's own record of the forward pass: the weights it started from and what came out.
#[derive(Debug, Clone)]
struct Tape {
    weights: TchTensor,
    embedding: TchTensor,
}

#[derive(Debug)]
struct EmbedBackward;

impl Backward<LibTorch, 1> for EmbedBackward {
    type State = Tape;

    fn backward(self, ops: Ops<Tape, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let [node] = ops.parents;
        let grad = grads.consume::<LibTorch>(&ops.node);
        let Tape { weights, embedding } = ops.state;
        if let Some(node) = node {
            let product = (embedding.tensor * grad.tensor).sum(Kind::Float);
            let mut found = tch::Tensor::run_backward(&[product], &[weights.tensor], false, false);
            grads.register::<LibTorch>(node.id, TchTensor::new(found.remove(0)));
        }
    }
}

impl<C: CheckpointStrategy> FusedBackbone for Autodiff<LibTorch, C> {
    fn embed(
        pictures: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        plan: Plan,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let pictures = pictures.into_primitive();
        let (weights, guard) = weights.into_parts();
        let (output, statistics) = match EmbedBackward
            .prepare::<C>([guard])
            .compute_bound()
            .stateful()
        {
            OpsKind::Tracked(prep) => {
                let leaf = weights.tensor.detach().set_requires_grad(true);
                let (embedding, statistics) = forward(&pictures.tensor, &leaf, &plan);
                let output = TchTensor::new(embedding.detach());
                let tape = Tape {
                    weights: TchTensor::new(leaf),
                    embedding: TchTensor::new(embedding),
                };
                (prep.finish(tape, output), statistics)
            }
            OpsKind::UnTracked(prep) => {
                let (embedding, statistics) = forward(&pictures.tensor, &weights.tensor, &plan);
                (prep.finish(TchTensor::new(embedding)), statistics)
            }
        };
        (output, FloatTensor::<Self>::new(TchTensor::new(statistics)))
    }
}

fn channels_last(x: &tch::Tensor) -> tch::Tensor {
    x.permute([0, 2, 3, 1]).contiguous().permute([0, 3, 1, 2])
}

fn forward(
    pictures: &tch::Tensor,
    weights: &tch::Tensor,
    plan: &Plan,
) -> (tch::Tensor, tch::Tensor) {
    let lengths: Vec<i64> = plan
        .units()
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
            1,
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
    let pictures = pictures.to_kind(plan.kind);
    let mut x = next(&plan.stem, &pictures).relu_();
    for block in &plan.blocks {
        let inner = next(&block.first, &x).relu_();
        let inner = next(&block.second, &inner);
        let around = match &block.shortcut {
            Some(shortcut) => next(shortcut, &x),
            None => x.shallow_clone(),
        };
        x = (inner + around).relu_();
    }
    let embedding = x.mean_dim([2i64, 3].as_slice(), false, Kind::Float);
    (embedding, tch::Tensor::cat(&statistics, 0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use burn::module::{Module, ModuleVisitor, Param};
    use burn::tensor::{Device, Distribution};
    use mien::expression::{Architecture, ExpressionNet};

    use super::*;

    /// How far `got` is from `wanted`, as a share of its length.
    fn distance(got: &[f32], wanted: &[f32]) -> f32 {
        assert_eq!(got.len(), wanted.len());
        let length = |values: &mut dyn Iterator<Item = f32>| values.map(|v| v * v).sum::<f32>();
        let off = length(&mut got.iter().zip(wanted).map(|(a, b)| a - b));
        (off / length(&mut wanted.iter().copied())).sqrt()
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

    fn gradients(backbone: &Backbone, embedding: Tensor<2>, weights: Tensor<2>) -> Vec<Vec<f32>> {
        let gradients = (embedding * weights).sum().backward();
        let mut collect = Collect {
            gradients: &gradients,
            found: Vec::new(),
        };
        backbone.visit(&mut collect);
        collect.found
    }

    fn statistics(backbone: &Backbone) -> [Vec<f32>; 2] {
        let norms = || units(backbone).into_iter().flat_map(|u| &u.norm);
        let mean = norms().flat_map(|n| values(n.running_mean.value_sync()));
        let variance = norms().flat_map(|n| values(n.running_var.value_sync()));
        [mean.collect(), variance.collect()]
    }

    /// Holds the operation to the backbone; embeddings and statistics may be off by `share` of
    /// their length, a weight's gradient by `gradient_share`.
    fn compare(kind: Kind, share: f32, gradient_share: f32) {
        let device = Device::libtorch().autodiff();
        let architecture = Architecture {
            stem: 8,
            stages: vec![(8, 1), (16, 2), (24, 1)],
            classes: 7,
        };
        let plain = ExpressionNet::trainable(&architecture, &device).backbone;
        let fused = plain.valid().train(); // the same weights, statistics of its own
        let normal = Distribution::Normal(0.0, 1.0);
        let pictures = Tensor::<4>::random([32, 1, 24, 24], normal, &device);
        let weights = Tensor::<2>::random([32, 24], normal, &device);

        let wanted = plain.forward(pictures.clone());
        let got = embed_in(kind, &fused, pictures);
        let off = distance(&values(got.clone()), &values(wanted.clone()));
        assert!(off < share, "embeddings are off by {off}");

        let wanted = gradients(&plain, wanted, weights.clone());
        let got = gradients(&fused, got, weights);
        let off: Vec<_> = got
            .iter()
            .zip(&wanted)
            .map(|(a, b)| distance(a, b))
            .collect();
        assert!(
            off.iter().all(|&off| off < gradient_share),
            "gradients are off by {off:?}"
        );

        for (got, wanted) in statistics(&fused).iter().zip(&statistics(&plain)) {
            let off = distance(got, wanted);
            // LibTorch divides the sum of squares by n - 1, burn by n.
            assert!(off < share.max(1e-3), "running statistics are off by {off}");
        }
    }

    #[test]
    fn the_operation_is_the_backbone() {
        compare(Kind::Float, 1e-5, 1e-4);
    }

    #[test]
    fn in_bfloat16_it_is_what_eight_bits_resolve() {
        // Rounding puts values on the other side of a ReLU, which gradients feel most: they still
        // point within some 20 degrees of where they should.
        compare(Kind::BFloat16, 0.01, 0.4);
    }
}
