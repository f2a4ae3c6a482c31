//! `fit`: trains the expression network and writes it as the app reads it.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use burn::module::Module;
use burn::optim::{AdamWConfig, ModuleOptimizer};
use burn::store::ModuleRecord;
use burn::tensor::Device;
use mien::align::{AlignedFace, Preprocess};
use mien::expression::{Architecture, Classifier, EXPRESSIONS, ExpressionModel, Probabilities};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::augment::Strength;
use crate::batches::{Source, Targets};
use crate::data::{self, Sample};
use crate::faces;
use crate::metrics;
use crate::model_files::{EXPRESSION_FILE, ModelFolder};
use crate::student::{Objective, Student};

/// Options of `fit`.
#[derive(Debug, Clone, clap::Args, Serialize, Deserialize, PartialEq)]
pub struct Args {
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    data: PathBuf,
    /// The split to learn from (default: Training; of a folder, train)
    #[arg(long)]
    train_split: Option<String>,
    /// The split to measure with (default: PublicTest; of a folder, validation, else test)
    #[arg(long)]
    validation_split: Option<String>,
    /// Leave out rows and files that cannot be read, and count them
    #[arg(long)]
    #[serde(default)]
    skip_bad: bool,
    /// FER+ votes, joined by row
    #[arg(long)]
    votes: Option<PathBuf>,
    /// Weight of the second head's loss, which learns all ten answers of the votes
    #[arg(long, default_value_t = 0.5)]
    vote_weight: f64,
    /// Share of the votes in the expression head's target; the rest is the label
    #[arg(long, default_value_t = 0.0)]
    vote_share: f32,
    /// Folder of a trained model whose answers are learnt too; may be given several times
    #[arg(long)]
    teacher: Vec<PathBuf>,
    /// Share of the teachers' answer in the target
    #[arg(long, default_value_t = 0.5)]
    teacher_share: f32,
    /// Each picture is blended with another by up to this share
    #[arg(long, default_value_t = 0.0)]
    mixup: f32,
    /// What computes
    #[arg(long, value_enum, default_value_t = DeviceName::Cpu)]
    device: DeviceName,
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
    #[arg(long, default_value_t = 128)]
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

impl Args {
    /// The pictures to learn from and those to measure with.
    fn read(&self) -> Result<(Vec<Sample>, Vec<Sample>)> {
        let train = data::training_split(&self.data, self.train_split.as_deref())?;
        let validation = data::validation_split(&self.data, self.validation_split.as_deref())?;
        ensure!(train != validation, "{train:?} cannot be both splits");
        let query = data::Query {
            splits: &[&train, &validation],
            votes: self.votes.as_deref(),
            skip_bad: self.skip_bad,
        };
        let mut splits = data::read(&self.data, &query)?.splits.into_iter();
        let mut next = || splits.next().map(|s| s.samples).unwrap_or_default();
        Ok((next(), next()))
    }
}

/// What computes a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DeviceName {
    /// burn-flex
    Cpu,
    /// LibTorch on the CPU (cargo feature `torch`)
    Torch,
    /// An NVIDIA GPU (cargo feature `cuda`)
    Cuda,
}

impl DeviceName {
    fn device(self) -> Result<Device> {
        match self {
            Self::Cpu => Ok(Device::flex()),
            #[cfg(feature = "torch")]
            #[allow(deprecated)] // As in `torch.rs`.
            Self::Torch => Ok(Device::libtorch()),
            #[cfg(feature = "cuda")]
            Self::Cuda => Ok(Device::cuda(0)),
            #[allow(unreachable_patterns)]
            other => {
                let name = serde_json::to_value(other)?;
                let name = name.as_str().unwrap_or_default();
                bail!(
                    "this trainer was built without {name}: add `--features {name}` to cargo's options"
                )
            }
        }
    }

    /// How many parts of a step are computed side by side.
    fn parts(self) -> usize {
        match self {
            Self::Cpu => 2,
            // These keep all of their cores busy with one.
            Self::Torch | Self::Cuda => 1,
        }
    }
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
    source: Source,
    validation: Vec<AlignedFace>,
    truth: Vec<usize>,
    device: Device,
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
        training.source.samples.len(),
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
        let device = args.device.device()?;
        let folder = ModelFolder::shipped();
        let teachers = args
            .teacher
            .iter()
            .map(|t| teacher(t))
            .collect::<Result<_>>()?;
        let (mut samples, validation) = args.read()?;
        let tested: HashSet<_> = validation.iter().map(|s| &s.pixels).collect();
        let mut found = faces::find(&samples, &folder.detector()?, &args.cache)?;
        let keep = |sample: &Sample| !tested.contains(&sample.pixels) && !sample.pixels.is_blank();
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
            truth: validation.iter().map(|s| s.label).collect(),
            validation: aligned,
            args: args.clone(),
            source: Source {
                samples,
                transforms,
                preprocess: model.preprocess.clone(),
                strength: Strength::default().scaled(args.augment),
                targets: Targets {
                    vote_share: args.vote_share,
                    label_smoothing: args.label_smoothing,
                    rarity: args.rarity,
                    teacher_share: args.teacher_share,
                    mixup: args.mixup,
                },
                teachers,
            },
            model,
            device,
        })
    }

    fn run(&self) -> Result<()> {
        let device = self.device.clone().autodiff();
        device.seed(self.args.seed);
        let mut network = Student::new(&self.model.architecture, &device);
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
            let weights = average.shipped_weights()?;
            let logits = self.logits(&weights)?;
            let measured = self.measure(&logits);
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
                self.export(&weights, &logits)?;
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

    /// One pass over the training pictures: network, average and mean loss. The next batches are
    /// made on another thread while one is learnt.
    fn epoch(
        &self,
        epoch: usize,
        mut network: Student,
        mut average: Student,
        optimizer: &mut ModuleOptimizer,
        device: &Device,
        stop: &AtomicBool,
    ) -> Result<(Student, Student, f64)> {
        let seed = self
            .args
            .seed
            .wrapping_mul(0x9E37_79B9)
            .wrapping_add(epoch as u64);
        let order = self.source.order(seed);
        let steps = order.len() / self.args.batch;
        let bar = faces::progress(steps as u64, &format!("epoch {}", epoch + 1));
        let objective = Objective {
            dropout: self.args.dropout,
            vote_weight: self.args.vote_weight,
            fused: self.args.device == DeviceName::Torch,
        };
        let mut total = 0.0;
        std::thread::scope(|scope| -> Result<()> {
            let (sender, batches) = std::sync::mpsc::sync_channel(4);
            scope.spawn(move || {
                for chosen in order.chunks_exact(self.args.batch) {
                    let parts: Result<Vec<_>> = chosen
                        .chunks(chosen.len().div_ceil(self.args.device.parts()))
                        .map(|part| self.source.batch(part, seed))
                        .collect();
                    if sender.send(parts).is_err() {
                        return;
                    }
                }
            });
            for (step, parts) in batches.into_iter().enumerate() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let (gradients, loss) = network.gradients(&parts?, objective, device)?;
                total += loss;
                let done = epoch as f64 + step as f64 / steps as f64;
                network = optimizer.step(self.learning_rate(done), network.clone(), gradients);
                // Early weights are far from good: the average follows faster at first.
                let taken = (epoch * steps + step) as f64;
                let share = self.args.average.max(1.0 / (10.0 + taken));
                average = crate::ema::blend(average.clone(), &network.valid(), share);
                bar.inc(1);
            }
            Ok(())
        })?;
        bar.finish_and_clear();
        Ok((network, average, total / steps.max(1) as f64))
    }

    fn learning_rate(&self, epoch: f64) -> f64 {
        let total = self.args.epochs as f64;
        if epoch < 1.0 {
            return self.args.learning_rate * (0.05 + 0.95 * epoch);
        }
        let done = ((epoch - 1.0) / (total - 1.0).max(1e-9)).min(1.0);
        self.args.learning_rate * (0.01 + 0.99 * 0.5 * (1.0 + (std::f64::consts::PI * done).cos()))
    }

    /// The logits of all validation pictures, as the app would compute them with `weights`.
    fn logits(&self, weights: &[u8]) -> Result<Vec<Vec<f32>>> {
        let classifier =
            Classifier::from_bytes(&self.model, EXPRESSION_FILE, weights, &Device::flex())?;
        let chunks = self
            .validation
            .par_chunks(64)
            .map(|chunk| Ok(classifier.logits(chunk)?))
            .collect::<Result<Vec<_>>>()?;
        Ok(chunks.concat())
    }

    fn measure(&self, logits: &[Vec<f32>]) -> metrics::Metrics {
        let probabilities: Vec<_> = logits
            .iter()
            .map(|row| Probabilities::from_logits(row, 1.0).values().to_vec())
            .collect();
        metrics::measure(&self.model.labels, &self.truth, &probabilities)
    }

    /// Writes the shipped weights, calibrated, as a folder like `model/`.
    fn export(&self, weights: &[u8], logits: &[Vec<f32>]) -> Result<()> {
        let model = ExpressionModel {
            temperature: metrics::fit_temperature(logits, &self.truth),
            ..self.model.clone()
        };
        let folder = ModelFolder::new(&self.args.run.join("result"));
        folder.write_detector(&ModelFolder::shipped().detector_weights()?)?;
        folder.write_expression(&model, weights)
    }

    fn checkpoint(
        &self,
        network: &Student,
        average: &Student,
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

/// A trained network whose answers are learnt.
fn teacher(folder: &Path) -> Result<Classifier> {
    let folder = ModelFolder::new(folder);
    let manifest = folder.manifest()?;
    let weights = folder.expression()?;
    manifest.expression.verify(&weights)?;
    Ok(Classifier::from_bytes(
        &manifest.model,
        EXPRESSION_FILE,
        &weights,
        &Device::flex(),
    )?)
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
