//! What is trained: the expression network and, beside its head, one that predicts FER+'s votes.
//!
//! FER+'s taggers answer another question than FER2013's labels (their majority agrees with the
//! label on 64.6 % of the pictures), so the votes do not change what the expression head is asked.
//! They teach the backbone what faces have in common, and their head is not shipped.

#[cfg(test)]
pub mod tests;

use anyhow::{Result, bail};
use burn::module::{Module, ModuleMapper, Param};
use burn::nn::{Linear, LinearConfig};
use burn::optim::{GradientsAccumulator, GradientsParams};
use burn::tensor::activation::log_softmax;
use burn::tensor::{DType, Device, Tensor, TensorData};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::data::VOTES;
use crate::models::architectures::Network;
use crate::train::batches::Batch;

/// The network in training.
#[derive(Module, Debug)]
pub struct Student {
    /// What is shipped.
    pub network: Network,
    /// Embeddings to FER+'s ten answers.
    pub votes: Linear,
}

/// How a step is computed.
#[derive(Debug, Clone, Copy)]
pub struct Objective {
    /// Share of embedding values that are dropped.
    pub dropout: f64,
    /// Which ones follows from this, so that a step can be repeated.
    pub seed: u64,
    /// Weight of the votes' loss beside that of the labels.
    pub vote_weight: f64,
    /// Whether all convolutions are one operation on LibTorch.
    pub fused: bool,
}

impl Student {
    /// A network and a second head with random weights.
    pub fn new(network: Network, device: &Device) -> Self {
        let [width, _] = network.head().weight.dims();
        Self {
            votes: LinearConfig::new(width, VOTES).init(device),
            network,
        }
    }

    /// The gradients of one step, and the loss of the expression head. The parts of a step are
    /// computed side by side: much of the work (normalisation, activations) uses one core only.
    ///
    /// # Errors
    /// Where a part stops or its loss cannot be read back.
    pub fn gradients(
        &self,
        parts: &[Batch],
        objective: Objective,
        device: &Device,
    ) -> Result<(GradientsParams, f64)> {
        let faces = parts.iter().map(Batch::faces).sum();
        let done: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = parts
                .iter()
                .zip(1..)
                .map(|(part, place)| {
                    // The copy shares nothing with the others but the running statistics.
                    let own = self.clone().map(&mut OwnLeaves);
                    let objective = Objective {
                        seed: objective.seed.wrapping_add(place << 32),
                        ..objective
                    };
                    scope.spawn(move || own.part(part, faces, objective, device))
                })
                .collect();
            threads.into_iter().map(|thread| thread.join()).collect()
        });
        let mut sum = GradientsAccumulator::new();
        let mut total = 0.0;
        for part in done {
            let Ok(part) = part else {
                bail!("a training thread stopped unexpectedly");
            };
            let (gradients, loss) = part?;
            sum.accumulate(self, gradients);
            total += loss;
        }
        // Every part noted running statistics; this makes their mean the network's own.
        let _ = self.valid();
        Ok((sum.grads(), total))
    }

    /// A part's share of the gradients and of the loss of a step of `faces` pictures.
    fn part(
        &self,
        batch: &Batch,
        faces: usize,
        objective: Objective,
        device: &Device,
    ) -> Result<(GradientsParams, f64)> {
        let tensor = |values: &[f32], width: usize| {
            Tensor::<2>::from_data(
                TensorData::new(values.to_vec(), [values.len() / width, width]),
                device,
            )
        };
        let side = batch.side;
        let pictures = tensor(&batch.pixels, side).reshape([batch.faces(), 1, side, side]);
        let features = self.features(pictures, objective);
        let embedding = self.network.embedding(features);
        let kept = dropped(embedding.dims(), objective);
        let embedding = embedding * Tensor::from_data(kept, device);
        let classes = batch.targets.len() / batch.faces();
        let logits = self.network.head().forward(embedding.clone());
        let entropy = |targets: Tensor<2>, logits: Tensor<2>| {
            (targets * log_softmax(logits, 1)).sum() / -(faces as f64)
        };
        let mut loss = entropy(tensor(&batch.targets, classes), logits.clone());
        if !batch.soft.is_empty() {
            let softened = logits / batch.temperature;
            loss = loss + entropy(tensor(&batch.soft, classes), softened);
        }
        let value = f64::from(loss.clone().into_scalar::<f32>());
        let whole = if batch.votes.is_empty() {
            loss
        } else {
            {
                let votes = self.votes.forward(embedding);
                loss + entropy(tensor(&batch.votes, VOTES), votes) * objective.vote_weight
            }
        };
        Ok((GradientsParams::from_grads(whole.backward(), self), value))
    }

    /// What the convolutions give, `[faces, width]`.
    fn features(&self, pictures: Tensor<4>, objective: Objective) -> Tensor<2> {
        match objective.fused {
            #[cfg(feature = "torch")]
            true => crate::train::torch::forward(&self.network.features(), pictures),
            _ => self.network.features().forward(pictures),
        }
    }
}

/// A network's weights as they are kept: f16, and normalisation folded in where the app reads them.
///
/// # Errors
/// Where they cannot be written as bytes.
pub fn to_f16(network: &Network) -> Result<Vec<u8>> {
    let record = match network {
        // The app knows one network, and not that there are others.
        Network::Mien(network) => network.fold().map(&mut ToF16).into_record(),
        network => network.folded().map(&mut ToF16).into_record(),
    };
    Ok(record.into_bytes()?.to_vec())
}

/// Dropout's factors (Srivastava et al., "Dropout", 2014): 0, or what keeps the sum as it was.
fn dropped(shape: [usize; 2], objective: Objective) -> TensorData {
    let mut rng = StdRng::seed_from_u64(objective.seed);
    let factor = (1.0 / (1.0 - objective.dropout)) as f32;
    let values: Vec<f32> = (0..shape[0] * shape[1])
        .map(|_| match rng.random_bool(objective.dropout) {
            true => 0.0,
            false => factor,
        })
        .collect();
    TensorData::new(values, shape)
}

/// Makes every weight a leaf of its own, with the same id and value. Burn joins all graphs that
/// touch a leaf: a backward pass on one thread could take away what another one is still building
/// ("graph tape has already been consumed").
struct OwnLeaves;

impl ModuleMapper for OwnLeaves {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        param.map(|weights| {
            let learnt = weights.is_require_grad();
            weights.detach().set_require_grad(learnt)
        })
    }
}

/// Stores weights as f16 with eight significant bits, as bfloat16 has: far finer than what training
/// resolves, and the bits that are always 0 need not travel. 0.77 MB of compressed weights become
/// 0.62 MB.
pub struct ToF16;

impl ModuleMapper for ToF16 {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        param.map(|weights| {
            let device = weights.device();
            let shape = weights.dims();
            let data = weights.into_data().convert::<f32>();
            let rounded: Vec<f32> = data.iter::<f32>().map(eight_bits).collect();
            Tensor::<D>::from_data(TensorData::new(rounded, shape), &device).cast(DType::F16)
        })
    }
}

/// The nearest number with eight significant bits.
fn eight_bits(value: f32) -> f32 {
    f32::from_bits(value.to_bits().wrapping_add(0x8000) & 0xFFFF_0000)
}
