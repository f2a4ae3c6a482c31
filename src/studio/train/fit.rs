//! The training loop, in the browser and natively.

use burn::tensor::activation::{log_softmax, relu};
use burn::tensor::{Device, Tensor, TensorData};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use serde::Serialize;

use super::adam::Moments;
use super::{Alike, Example, Metrics, Split, TrainConfig, measure};
use crate::Error;
use crate::error::{Bounds, Fault, Subject};
use crate::head::{Dense, Head};

/// What an epoch reports of a list of samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Loss {
    /// Mean cross-entropy in nats.
    pub loss: f64,
    /// Share that was named right, 0 to 1.
    pub accuracy: f64,
}

/// One pass over the training samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Epoch {
    /// Which, from 1.
    pub epoch: usize,
    /// Results on the samples that are learnt from, while they were learnt.
    pub training: Loss,
    /// Results on the samples kept apart; `None` where there are none.
    pub validation: Option<Loss>,
}

/// A sample that a head takes for another class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Mistake {
    /// Index of the sample.
    pub sample: usize,
    /// The class that it is taken for.
    pub predicted: usize,
    /// Probability of that class.
    pub probability: f32,
    /// Whether the sample was kept apart.
    pub validation: bool,
}

/// Of 256 of an embedding's values, those that a step does without (Srivastava et al., "Dropout", 2014): a fifth, as
/// the network's own head was trained. A backbone is surer of the pictures it has learnt from than of
/// new ones; a head that relies on few values would be too. Of a byte each, since drawing takes longer than all else
/// that is done with a value before the first layer.
const DROPPED: u8 = 51;

/// What is left is made up for by this.
const KEPT: f32 = 256.0 / (256.0 - DROPPED as f32);

/// Mistakes that are worth a look.
pub const MISTAKES: usize = 100;

/// A head in training.
pub struct HeadFit {
    config: TrainConfig,
    classes: usize,
    examples: Vec<Example>,
    split: Split,
    /// Of every class: how much its samples count.
    weights: Vec<f32>,
    scale: Scale,
    /// For standardised embeddings.
    head: Head,
    /// Of every layer's weights and bias.
    moments: Vec<[Moments; 2]>,
    device: Device,
    history: Vec<Epoch>,
    best: Option<Best>,
}

/// The head of the epoch with the least loss.
struct Best {
    loss: f64,
    /// Which, from 1.
    epoch: usize,
    head: Head,
}

/// Mean and deviation of every value of the embeddings. The network is trained on standardised
/// values, which takes a learning rate's luck out; [`Scale::fold`] puts the scale into the weights.
#[derive(Debug)]
struct Scale {
    mean: Vec<f32>,
    deviation: Vec<f32>,
}

/// What training gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TrainResult {
    /// The best head.
    #[serde(flatten)]
    pub head: Head,
    /// All epochs.
    pub history: Vec<Epoch>,
    /// Its results on the samples that it learnt from.
    pub training: Metrics,
    /// Its results on the samples that were kept apart; `None` where there are none.
    pub validation: Option<Metrics>,
    /// See [`HeadFit::mistakes`].
    pub mistakes: Vec<Mistake>,
}

impl HeadFit {
    /// Prepares the training of a head for `classes` classes.
    ///
    /// # Errors
    /// [`Error::Limit`] for a setting outside its range, fewer than two classes or a class without
    /// samples; [`Error::Mismatch`] for embeddings of different lengths.
    pub fn new(
        examples: Vec<Example>,
        classes: usize,
        config: &TrainConfig,
        device: &Device,
    ) -> Result<Self, Error> {
        config.validate()?;
        if classes < 2 {
            return Err(Error::limit(
                Subject::Classes,
                classes,
                Bounds::AtLeast { least: 2 },
            ));
        }
        let width = examples.first().map_or(0, |e| e.embedding.len());
        let mut counts = vec![0usize; classes];
        for example in &examples {
            let mirrored = example.mirrored.len();
            if example.embedding.len() != width || ![0, width].contains(&mirrored) {
                let got = example.embedding.len().max(mirrored);
                return Err(Error::mismatch(Subject::Embedding, width, got));
            }
            match counts.get_mut(example.class) {
                Some(count) => *count += 1,
                None => Error::check_range(Subject::ExampleClass, example.class, 0..=classes - 1)?,
            }
        }
        if let Some(empty) = counts.iter().position(|&count| count == 0) {
            let what = Subject::SamplesOfClass { class: empty + 1 };
            return Err(Error::limit(what, 0, Bounds::AtLeast { least: 1 }));
        }
        let truth: Vec<usize> = examples.iter().map(|e| e.class).collect();
        let alike = Alike::new(&examples);
        let seed = u64::from(config.seed);
        let split = Split::new(&truth, &alike, config.validation_share, seed);
        let weights = match config.balance {
            true => counts
                .iter()
                .map(|&count| examples.len() as f32 / (classes * count) as f32)
                .collect(),
            false => vec![1.0; classes],
        };
        let scale = Scale::of(&examples, &split.training, width);
        let device = device.clone().autodiff();
        let mut rng = StdRng::seed_from_u64(u64::from(config.seed) ^ 0x6865_6164);
        let first = if config.hidden == 0 {
            width
        } else {
            config.hidden
        };
        let hidden = (config.hidden > 0).then(|| random_layer(width, config.hidden, &mut rng));
        let output = random_layer(first, classes, &mut rng);
        let layers: Vec<_> = hidden.into_iter().chain([output]).collect();
        let moments =
            |layer: &Dense| [&layer.weights, &layer.bias].map(|of| Moments::new(of.len()));
        Ok(Self {
            config: *config,
            classes,
            examples,
            split,
            weights,
            scale,
            moments: layers.iter().map(moments).collect(),
            head: Head { layers },
            device,
            history: Vec::new(),
            best: None,
        })
    }

    /// Whether all epochs are done, or the last ones brought nothing.
    pub fn finished(&self) -> bool {
        self.history.len() >= self.config.epochs || self.stopped_early().is_some()
    }

    /// The best epoch, from 1, where so many have brought nothing better since that the others are left out: see
    /// [`TrainConfig::patience`].
    pub fn stopped_early(&self) -> Option<usize> {
        let (done, patience) = (self.history.len(), self.config.patience);
        let best = self.best.as_ref()?.epoch;
        let early = patience > 0 && done < self.config.epochs && done - best >= patience;
        early.then_some(best)
    }

    /// Learns every training sample once.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the backend's answer cannot be read.
    pub fn epoch(&mut self) -> Result<Epoch, Error> {
        let seed = u64::from(self.config.seed) << 32 | self.history.len() as u64;
        let mut rng = StdRng::seed_from_u64(seed);
        let mut order = self.split.training.clone();
        order.shuffle(&mut rng);
        let (mut loss, mut right) = (0.0, 0);
        for chosen in order.chunks(self.config.batch) {
            let (sum, correct) = self.step(chosen, &mut rng)?;
            loss += sum;
            right += correct;
        }
        let samples = order.len() as f64;
        let training = Loss {
            loss: loss / samples,
            accuracy: right as f64 / samples,
        };
        let head = self.current();
        let validation = (!self.split.validation.is_empty()).then(|| {
            let metrics = self.measure(&head, &self.split.validation);
            Loss {
                loss: metrics.loss,
                accuracy: metrics.accuracy,
            }
        });
        let epoch = Epoch {
            epoch: self.history.len() + 1,
            training,
            validation,
        };
        let loss = validation.map_or(training.loss, |validation| validation.loss);
        if self.best.as_ref().is_none_or(|best| loss < best.loss) {
            let epoch = epoch.epoch;
            self.best = Some(Best { loss, epoch, head });
        }
        self.history.push(epoch);
        Ok(epoch)
    }

    /// The head of the epoch with the least loss on the samples kept apart (on the training
    /// samples where none are). `None` before the first epoch.
    pub fn best(&self) -> Option<&Head> {
        self.best.as_ref().map(|best| &best.head)
    }

    /// The best head so far, and what is known about it. `None` before the first epoch.
    pub fn result(&self) -> Option<TrainResult> {
        let head = self.best()?;
        let validation = &self.split.validation;
        Some(TrainResult {
            head: head.clone(),
            history: self.history.clone(),
            training: self.measure(head, &self.split.training),
            validation: (!validation.is_empty()).then(|| self.measure(head, validation)),
            mistakes: self.mistakes(head),
        })
    }

    /// Which samples are learnt from and which are kept apart.
    pub fn split(&self) -> &Split {
        &self.split
    }

    /// The results of a head on some of the samples.
    pub fn measure(&self, head: &Head, samples: &[usize]) -> Metrics {
        let truth: Vec<_> = samples.iter().map(|&i| self.examples[i].class).collect();
        let answers: Vec<_> = samples
            .iter()
            .map(|&i| head.classify(&self.examples[i].embedding))
            .collect();
        measure(self.classes, &truth, &answers)
    }

    /// The samples learnt from or kept apart that a head takes for another class, the most confident first and
    /// no more than [`MISTAKES`]: where labels are wrong, it is often among the first.
    pub fn mistakes(&self, head: &Head) -> Vec<Mistake> {
        let samples = self.split.training.iter().chain(&self.split.validation);
        let mut mistakes: Vec<_> = samples
            .filter_map(|&sample| {
                let example = &self.examples[sample];
                let (predicted, probability) = head.classify(&example.embedding).argmax();
                (predicted != example.class).then(|| Mistake {
                    sample,
                    predicted,
                    probability,
                    validation: self.split.validation.binary_search(&sample).is_ok(),
                })
            })
            .collect();
        mistakes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        mistakes.truncate(MISTAKES);
        mistakes
    }

    /// One step: the sum of the samples' losses and how many were named right.
    fn step(&mut self, chosen: &[usize], rng: &mut StdRng) -> Result<(f64, usize), Error> {
        let width = self.scale.mean.len();
        let mut values = Vec::with_capacity(chosen.len() * width);
        let mut targets = vec![0.0; chosen.len() * self.classes];
        for (row, &index) in targets.chunks_exact_mut(self.classes).zip(chosen) {
            let example = &self.examples[index];
            let turned = self.config.mirror && !example.mirrored.is_empty() && rng.random_bool(0.5);
            let embedding = if turned {
                &example.mirrored
            } else {
                &example.embedding
            };
            self.scale.apply(embedding, &mut values);
            row[example.class] = self.weights[example.class];
        }
        let mut draws = vec![0; values.len()];
        rng.fill_bytes(&mut draws);
        for (value, draw) in values.iter_mut().zip(draws) {
            *value *= if draw < DROPPED { 0.0 } else { KEPT };
        }
        let tensor = |values: Vec<f32>, width: usize| {
            let shape = [values.len() / width.max(1), width];
            Tensor::<2>::from_data(TensorData::new(values, shape), &self.device)
        };
        let mut x = tensor(values, width);
        let mut parameters = Vec::new();
        for (place, Dense { weights, bias }) in self.head.layers.iter().enumerate() {
            let [weights, bias] =
                [weights, bias].map(|of| tensor(of.clone(), bias.len()).require_grad());
            let given = if place > 0 { relu(x) } else { x };
            x = given.matmul(weights.clone()) + bias.clone();
            parameters.push([weights, bias]);
        }
        let logs = log_softmax(x, 1);
        let loss = (logs.clone() * tensor(targets, self.classes)).sum() / -(chosen.len() as f64);
        let mut gradients = loss.backward();
        let layers = self.head.layers.iter_mut().zip(&mut self.moments);
        for (tensors, (Dense { weights, bias }, moments)) in parameters.iter().zip(layers) {
            for ((tensor, values), moments) in tensors.iter().zip([weights, bias]).zip(moments) {
                let gradient = tensor.grad_remove(&mut gradients);
                let gradient = gradient.ok_or_else(|| malformed("no gradient"))?;
                let rate = self.config.learning_rate as f32;
                moments.step(values, &read(gradient)?, rate);
            }
        }
        let logs: Vec<f32> = read(logs)?;
        let (mut sum, mut right) = (0.0, 0);
        for (row, &index) in logs.chunks_exact(self.classes).zip(chosen) {
            let class = self.examples[index].class;
            sum -= f64::from(row[class]);
            right += usize::from(row.iter().all(|&other| other <= row[class]));
        }
        Ok((sum, right))
    }

    /// The network as it is now, for embeddings as they are.
    fn current(&self) -> Head {
        let mut head = self.head.clone();
        if let Some(first) = head.layers.first_mut() {
            self.scale.fold(first);
        }
        head
    }
}

/// A layer whose weights follow from `rng`, so that they are the same on every backend.
fn random_layer(from: usize, to: usize, rng: &mut StdRng) -> Dense {
    // Uniform with variance 1/from, as LeCun et al., "Efficient BackProp" (1998) start.
    let most = (3.0 / from as f32).sqrt();
    Dense {
        weights: (0..from * to)
            .map(|_| rng.random_range(-most..=most))
            .collect(),
        bias: vec![0.0; to],
    }
}

fn read(tensor: Tensor<2>) -> Result<Vec<f32>, Error> {
    let values = tensor.into_data().try_into_vec();
    values.map_err(|e| malformed(&format!("{e:?}")))
}

fn malformed(cause: &str) -> Error {
    Error::malformed(Subject::Head, Fault::cause(cause))
}

impl Scale {
    fn of(examples: &[Example], samples: &[usize], width: usize) -> Self {
        let count = samples.len().max(1) as f64;
        let mut sums = vec![(0.0f64, 0.0f64); width];
        for &index in samples {
            for (sum, &value) in sums.iter_mut().zip(&examples[index].embedding) {
                let value = f64::from(value);
                *sum = (sum.0 + value, sum.1 + value * value);
            }
        }
        let mean = |sum: &(f64, f64)| sum.0 / count;
        Self {
            mean: sums.iter().map(|sum| mean(sum) as f32).collect(),
            deviation: sums
                .iter()
                .map(|sum| {
                    let variance = sum.1 / count - mean(sum).powi(2);
                    // A value that hardly changes must not be blown up.
                    variance.max(1e-4).sqrt() as f32
                })
                .collect(),
        }
    }

    fn apply(&self, embedding: &[f32], values: &mut Vec<f32>) {
        let scale = self.mean.iter().zip(&self.deviation);
        values.extend(
            embedding
                .iter()
                .zip(scale)
                .map(|(value, (mean, deviation))| (value - mean) / deviation),
        );
    }

    /// Makes a layer that was trained on standardised values take them as they are.
    fn fold(&self, layer: &mut Dense) {
        let outputs = layer.bias.len();
        let rows = layer.weights.chunks_exact_mut(outputs);
        for (row, (mean, deviation)) in rows.zip(self.mean.iter().zip(&self.deviation)) {
            for (weight, bias) in row.iter_mut().zip(&mut layer.bias) {
                *weight /= deviation;
                *bias -= *weight * mean;
            }
        }
    }
}
