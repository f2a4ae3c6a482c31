//! `fit`: trains the expression network and writes it as the app reads it.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use burn::module::{Module, ModuleMapper, Param};
use burn::nn::DropoutConfig;
use burn::optim::{AdamWConfig, GradientsAccumulator, GradientsParams, ModuleOptimizer};
use burn::store::ModuleRecord;
use burn::tensor::activation::log_softmax;
use burn::tensor::{DType, Device, Tensor, TensorData};
use mien::align::{AlignedFace, Preprocess, align};
use mien::expression::{Architecture, EXPRESSIONS, ExpressionModel, ExpressionNet, batch};
use mien::geometry::SimilarityTransform;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::augment::{self, Strength};
use crate::data::{self, Sample};
use crate::faces;
use crate::metrics;
use crate::model_files::ModelFolder;

/// Options of `fit`.
#[derive(Debug, Clone, clap::Args, Serialize, Deserialize, PartialEq)]
pub struct Args {
    /// FER2013 as a csv file
    #[arg(long)]
    data: PathBuf,
    /// FER+ votes, joined by row, as soft labels
    #[arg(long)]
    votes: Option<PathBuf>,
    /// Share of the votes in the target; the rest is the label
    #[arg(long, default_value_t = 0.4)]
    vote_share: f32,
    /// Share of the target spread over all classes
    #[arg(long, default_value_t = 0.05)]
    label_smoothing: f32,
    /// Folder of this run: configuration, log, checkpoint, result
    #[arg(long)]
    run: PathBuf,
    /// Go on from the run's checkpoint
    #[arg(long)]
    #[serde(skip)]
    resume: bool,
    /// Passes over the training pictures
    #[arg(long, default_value_t = 40)]
    epochs: usize,
    /// Pictures a step
    #[arg(long, default_value_t = 64)]
    batch: usize,
    /// Highest learning rate; it rises over the first epoch and falls along a cosine
    #[arg(long, default_value_t = 2e-3)]
    learning_rate: f64,
    /// AdamW's weight decay
    #[arg(long, default_value_t = 0.02)]
    weight_decay: f32,
    /// Share of embedding values that are dropped
    #[arg(long, default_value_t = 0.3)]
    dropout: f64,
    /// The averaged weights move towards the current ones by this share a step
    #[arg(long, default_value_t = 0.002)]
    average: f64,
    /// How much more a picture of a rare class counts: its share of the data to the power of minus
    /// this
    #[arg(long, default_value_t = 0.2)]
    rarity: f32,
    /// Amount of augmentation: 1 is all of it, 0 none
    #[arg(long, default_value_t = 1.0)]
    augment: f32,
    /// Begin with the averaged weights of another run's checkpoint
    #[arg(long)]
    start: Option<PathBuf>,
    /// Channels of the first convolution
    #[arg(long, default_value_t = 16)]
    stem: usize,
    /// Stages of the network as CHANNELSxBLOCKS
    #[arg(long, default_value = "16x1,32x1,80x1,160x1", value_delimiter = ',')]
    stages: Vec<String>,
    /// Everything random follows from this
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// Where FER2013's landmarks lie on average, in pixels of its 48x48 pictures, as `trainer
/// template` prints them, made symmetric: live crops look like training crops.
const TEMPLATE: [[f32; 2]; 5] = [
    [14.5, 17.7],
    [33.5, 17.7],
    [24.0, 27.9],
    [16.3, 36.5],
    [31.7, 36.5],
];

/// An epoch's line in `log.jsonl`.
#[derive(Debug, Serialize)]
struct Epoch {
    epoch: usize,
    loss: f64,
    validation_accuracy: f64,
    macro_f1: f64,
    seconds: f64,
}

/// What a checkpoint remembers beside the weights.
#[derive(Debug, Serialize, Deserialize)]
struct Progress {
    /// Epochs that are done.
    epochs: usize,
    /// The best accuracy on the validation split so far.
    best: f64,
}

/// Everything that stays the same during a run.
struct Training {
    args: Args,
    model: ExpressionModel,
    samples: Vec<Sample>,
    transforms: Vec<SimilarityTransform>,
    targets: Vec<[f32; 7]>,
    validation: Vec<AlignedFace>,
    truth: Vec<usize>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let config = args.run.join("config.json");
    if args.resume {
        let before: Args = serde_json::from_slice(
            &fs::read(&config).with_context(|| format!("no run in {}", args.run.display()))?,
        )?;
        ensure!(
            Args {
                resume: false,
                ..args.clone()
            } == before,
            "the options differ from those that the run was started with ({})",
            config.display()
        );
    } else {
        ensure!(
            !config.exists(),
            "{} holds a run already: use --resume or another folder",
            args.run.display()
        );
        fs::create_dir_all(&args.run)?;
        fs::write(&config, serde_json::to_string_pretty(args)?)?;
    }
    let training = Training::prepare(args)?;
    println!(
        "{} training pictures, {:.1} MFLOP a face",
        training.samples.len(),
        2e-6 * training
            .model
            .architecture
            .multiply_adds(training.model.preprocess.size) as f64
    );
    training.run()
}

impl Training {
    fn prepare(args: &Args) -> Result<Self> {
        let stages = args
            .stages
            .iter()
            .map(|s| stage(s))
            .collect::<Result<_>>()?;
        let model = ExpressionModel {
            labels: EXPRESSIONS.map(String::from).to_vec(),
            architecture: Architecture {
                stem: args.stem,
                stages,
                classes: EXPRESSIONS.len(),
            },
            preprocess: Preprocess {
                size: data::SIDE,
                channels: 1,
                range: [-1.0, 1.0],
                template: TEMPLATE,
            },
            temperature: 1.0,
        };
        model.validate()?;
        let folder = ModelFolder::shipped();
        let mut samples = data::read_split(&args.data, "Training", args.votes.as_deref())?;
        let validation = data::read_split(&args.data, "PublicTest", None)?;
        let tested: HashSet<_> = validation.iter().map(|s| &s.pixels).collect();
        let mut found = faces::find(&samples, &folder.detector()?, &args.cache)?;
        let keep = |sample: &Sample| !tested.contains(&sample.pixels) && !is_blank(sample);
        let mut kept = samples.iter().map(keep);
        found.retain(|_| kept.next().unwrap_or(true));
        samples.retain(keep);
        let transforms = samples
            .iter()
            .zip(&found)
            .map(|(sample, l)| faces::transform(sample, l.as_ref(), &model.preprocess))
            .collect::<Result<_>>()?;
        let aligned =
            crate::evaluate::aligned(&validation, &folder, &args.cache, &model.preprocess)?;
        Ok(Self {
            targets: samples.iter().map(|s| target(s, args)).collect(),
            truth: validation.iter().map(|s| s.label).collect(),
            validation: aligned,
            args: args.clone(),
            model,
            samples,
            transforms,
        })
    }

    fn run(&self) -> Result<()> {
        let plain = Device::flex();
        let device = plain.clone().autodiff();
        device.seed(self.args.seed);
        let mut network = ExpressionNet::trainable(&self.model.architecture, &device);
        if let Some(start) = &self.args.start {
            network = network.try_load_record(ModuleRecord::load(start.join("average.bpk"))?)?;
        }
        let mut average = network.valid();
        let mut optimizer: ModuleOptimizer = AdamWConfig::new()
            .with_weight_decay(self.args.weight_decay)
            .init();
        let mut progress = Progress {
            epochs: 0,
            best: 0.0,
        };
        if self.args.resume {
            let path = |name: &str| self.args.run.join(name);
            progress = serde_json::from_slice(&fs::read(path("progress.json"))?)
                .context("progress.json is damaged")?;
            network = network.try_load_record(ModuleRecord::load(path("network.bpk"))?)?;
            average = average.try_load_record(ModuleRecord::load(path("average.bpk"))?)?;
            optimizer = optimizer.load(path("optimizer.bpk"))?;
            println!("going on after epoch {}", progress.epochs);
        }
        let stop = Arc::new(AtomicBool::new(false));
        let flag = stop.clone();
        ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst))?;

        for epoch in progress.epochs..self.args.epochs {
            let started = Instant::now();
            device.seed(self.args.seed.wrapping_add(1000 * epoch as u64));
            let (next, next_average, loss) =
                self.epoch(epoch, network, average, &mut optimizer, &device, &stop)?;
            if stop.load(Ordering::SeqCst) {
                println!("stopped; --resume goes on after epoch {}", progress.epochs);
                return Ok(());
            }
            network = next;
            average = next_average;
            let logits = self.predict(&average.fold(), &plain)?;
            let measured = self.measure(&logits, 1.0);
            let line = Epoch {
                epoch: epoch + 1,
                loss,
                validation_accuracy: measured.accuracy,
                macro_f1: measured.macro_f1,
                seconds: started.elapsed().as_secs_f64(),
            };
            println!(
                "epoch {:>3}: loss {:.4}, PublicTest {:.2} %, macro-F1 {:.3}, {:.0} s",
                line.epoch,
                line.loss,
                100.0 * line.validation_accuracy,
                line.macro_f1,
                line.seconds
            );
            let mut log = fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(self.args.run.join("log.jsonl"))?;
            writeln!(log, "{}", serde_json::to_string(&line)?)?;
            if measured.accuracy > progress.best {
                progress.best = measured.accuracy;
                self.export(&average, &logits)?;
            }
            progress.epochs = epoch + 1;
            self.checkpoint(&network, &average, &optimizer, &progress)?;
        }
        println!(
            "best PublicTest accuracy {:.2} %; result in {}",
            100.0 * progress.best,
            self.args.run.join("result").display()
        );
        Ok(())
    }

    /// One pass over the training pictures: network, average and mean loss.
    fn epoch(
        &self,
        epoch: usize,
        mut network: ExpressionNet,
        mut average: ExpressionNet,
        optimizer: &mut ModuleOptimizer,
        device: &Device,
        stop: &AtomicBool,
    ) -> Result<(ExpressionNet, ExpressionNet, f64)> {
        let seed = self
            .args
            .seed
            .wrapping_mul(0x9E37_79B9)
            .wrapping_add(epoch as u64);
        let mut order: Vec<usize> = (0..self.samples.len()).collect();
        order.shuffle(&mut StdRng::seed_from_u64(seed));
        let steps = order.len() / self.args.batch;
        let bar = faces::progress(steps as u64, &format!("epoch {}", epoch + 1));
        let mut total = 0.0;
        for (step, chosen) in order.chunks_exact(self.args.batch).enumerate() {
            if stop.load(Ordering::SeqCst) {
                break;
            }
            let (gradients, loss) = self.gradients(&network, chosen, seed, device)?;
            total += loss;
            let done = epoch as f64 + step as f64 / steps as f64;
            network = optimizer.step(self.learning_rate(done), network, gradients);
            // Early weights are far from good: the average follows faster at first.
            let taken = (epoch * steps + step) as f64;
            let share = self.args.average.max(1.0 / (10.0 + taken));
            average = crate::ema::blend(average, &network.valid(), share);
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok((network, average, total / steps.max(1) as f64))
    }

    /// The gradients of one step and its loss. Two halves of the batch are computed side by side:
    /// much of a step (normalisation, activations) uses one core only.
    fn gradients(
        &self,
        network: &ExpressionNet,
        chosen: &[usize],
        seed: u64,
        device: &Device,
    ) -> Result<(GradientsParams, f64)> {
        let half = |part: &[usize]| -> Result<(GradientsParams, f64)> {
            let faces = self.augmented(part, seed)?;
            let input = batch(&faces, &self.model.preprocess, device)?;
            let targets: Vec<f32> = part.iter().flat_map(|&i| self.targets[i]).collect();
            let targets = Tensor::<2>::from_data(
                TensorData::new(targets, [part.len(), EXPRESSIONS.len()]),
                device,
            );
            let dropout = DropoutConfig::new(self.args.dropout).init();
            let embedding = dropout.forward(network.backbone.forward(input));
            let logits = network.head.forward(embedding);
            let loss = (targets * log_softmax(logits, 1)).sum() / -(chosen.len() as f64);
            let value = f64::from(loss.clone().into_scalar::<f32>());
            Ok((GradientsParams::from_grads(loss.backward(), network), value))
        };
        let (first, second) = chosen.split_at(chosen.len() / 2);
        let (first, second) = std::thread::scope(|scope| {
            let other = scope.spawn(|| half(second));
            (half(first), other.join())
        });
        let Ok(second) = second else {
            bail!("a training thread stopped unexpectedly");
        };
        let ((first, a), (second, b)) = (first?, second?);
        let mut sum = GradientsAccumulator::new();
        sum.accumulate(network, first);
        sum.accumulate(network, second);
        Ok((sum.grads(), a + b))
    }

    fn learning_rate(&self, epoch: f64) -> f64 {
        let total = self.args.epochs as f64;
        if epoch < 1.0 {
            return self.args.learning_rate * (0.05 + 0.95 * epoch);
        }
        let done = ((epoch - 1.0) / (total - 1.0).max(1e-9)).min(1.0);
        self.args.learning_rate * (0.01 + 0.99 * 0.5 * (1.0 + (std::f64::consts::PI * done).cos()))
    }

    fn augmented(&self, chosen: &[usize], seed: u64) -> Result<Vec<AlignedFace>> {
        let strength = Strength::default().scaled(self.args.augment);
        let preprocess = &self.model.preprocess;
        chosen
            .par_iter()
            .map(|&index| {
                let mut rng = StdRng::seed_from_u64(seed ^ (index as u64) << 20);
                let sample = &self.samples[index];
                let rgba = sample.rgba();
                let frame = data::frame(&rgba)?;
                let jitter = augment::jitter(&strength, preprocess.size, &mut rng);
                // Now and then the picture as it is: what is used where no face is found.
                let to_face = if rng.random_bool(0.05) {
                    SimilarityTransform::IDENTITY
                } else {
                    self.transforms[index]
                };
                let mut face = align(&frame, &to_face.then(&jitter), preprocess);
                augment::change_pixels(&mut face, &strength, &mut rng);
                Ok(face)
            })
            .collect()
    }

    /// The logits of all validation pictures.
    fn predict(&self, network: &ExpressionNet, device: &Device) -> Result<Vec<Vec<f32>>> {
        let mut rows = Vec::with_capacity(self.validation.len());
        for chunk in self.validation.chunks(64) {
            let logits = network.forward(batch(chunk, &self.model.preprocess, device)?);
            let values: Vec<f32> = logits.into_data().try_into_vec()?;
            rows.extend(values.chunks(EXPRESSIONS.len()).map(<[f32]>::to_vec));
        }
        Ok(rows)
    }

    fn measure(&self, logits: &[Vec<f32>], temperature: f32) -> metrics::Metrics {
        let probabilities: Vec<_> = logits
            .iter()
            .map(|row| {
                mien::expression::Probabilities::from_logits(row, temperature)
                    .values()
                    .to_vec()
            })
            .collect();
        metrics::measure(&self.model.labels, &self.truth, &probabilities)
    }

    /// Writes the folded weights as f16, calibrated, as a folder like `model/`.
    fn export(&self, average: &ExpressionNet, logits: &[Vec<f32>]) -> Result<()> {
        let model = ExpressionModel {
            temperature: metrics::fit_temperature(logits, &self.truth),
            ..self.model.clone()
        };
        let weights = average.fold().map(&mut ToHalf).into_record().into_bytes()?;
        let folder = ModelFolder::new(&self.args.run.join("result"));
        let detector = ModelFolder::shipped().detector_weights()?;
        folder.write_detector(&detector)?;
        folder.write_expression(&model, &weights)
    }

    fn checkpoint(
        &self,
        network: &ExpressionNet,
        average: &ExpressionNet,
        optimizer: &ModuleOptimizer,
        progress: &Progress,
    ) -> Result<()> {
        let path = |name: &str| self.args.run.join(name);
        network.valid().into_record().save(path("network.bpk"))?;
        average.clone().into_record().save(path("average.bpk"))?;
        optimizer.save(path("optimizer.bpk"))?;
        fs::write(path("progress.json"), serde_json::to_string(progress)?)?;
        Ok(())
    }
}

/// Stores weights as f16: half the download, and far finer than what training resolves.
struct ToHalf;

impl ModuleMapper for ToHalf {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        param.map(|weights| weights.cast(DType::F16))
    }
}

fn stage(text: &str) -> Result<(usize, usize)> {
    let parsed = text
        .split_once('x')
        .and_then(|(channels, blocks)| Some((channels.parse().ok()?, blocks.parse().ok()?)));
    match parsed {
        Some(stage) => Ok(stage),
        None => bail!("the stage {text:?} is not of the form CHANNELSxBLOCKS"),
    }
}

/// FER2013 holds a few pictures without a face, almost one grey: nothing can be learnt from them.
fn is_blank(sample: &Sample) -> bool {
    let n = sample.pixels.len() as f64;
    let mean = sample.pixels.iter().map(|&v| f64::from(v)).sum::<f64>() / n;
    let variance = sample
        .pixels
        .iter()
        .map(|&v| (f64::from(v) - mean).powi(2))
        .sum::<f64>()
        / n;
    variance < 4.0
}

/// Share of each class among FER2013's 28,709 training pictures.
const FREQUENCY: [f32; 7] = [0.139, 0.015, 0.143, 0.251, 0.168, 0.110, 0.173];

/// What the network should answer, times how much the picture counts.
fn target(sample: &Sample, args: &Args) -> [f32; 7] {
    let mut target = [0.0; 7];
    target[sample.label] = 1.0;
    if let Some(votes) = sample.votes {
        for (value, vote) in target.iter_mut().zip(votes) {
            *value += (vote - *value) * args.vote_share;
        }
    }
    let weight = |class: usize| (FREQUENCY[class] * 7.0).powf(-args.rarity);
    let weight = weight(sample.label);
    target.map(|v| {
        let smoothed = v * (1.0 - args.label_smoothing) + args.label_smoothing / 7.0;
        smoothed * weight
    })
}
