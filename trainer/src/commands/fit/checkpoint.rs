//! What a run has reached: kept in its folder after every epoch, so that nothing is lost.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use burn::module::{Module, ParamGroup};
use burn::optim::{AdamWConfig, ModuleOptimizer};
use burn::store::ModuleRecord;
use burn::tensor::{Bytes, Device};
use mien::expression::batch;
use serde::{Deserialize, Serialize};

use super::Training;
use crate::models::architectures::Network;
use crate::models::folder::ModelFolder;
use crate::models::restore_norm::restore_norm;
use crate::models::trained;
use crate::train::student::Student;

/// What a checkpoint remembers beside the weights.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Progress {
    /// Epochs that are done.
    pub epochs: usize,
    /// The best accuracy on the validation split so far.
    pub best: f64,
    /// Epochs since then.
    #[serde(default)]
    pub since: usize,
}

/// Everything that changes from epoch to epoch.
pub struct State {
    /// The network that steps are taken with.
    pub network: Student,
    /// The moving average of its weights, without autodiff.
    pub average: Student,
    /// AdamW with its moments.
    pub optimizer: ModuleOptimizer,
    /// How far the run is.
    pub progress: Progress,
}

impl Training {
    /// A run's state before its first epoch.
    ///
    /// # Errors
    /// Where the weights to begin with cannot be read.
    pub fn begin(&self) -> Result<State> {
        let device = self.device.clone().autodiff();
        device.seed(self.config.seed);
        let network = Network::init(&self.description.arch, &device);
        let mut network = Student::new(network, &device);
        if let Some(start) = &self.config.start {
            let average = start.join("average.bpk");
            network = match average.exists() {
                true => read_network(network, &average)?,
                false => self.begun_with(network, start)?,
            };
        }
        Ok(State {
            average: network.valid(),
            network,
            optimizer: optimizer(self.config.weight_decay),
            progress: Progress {
                epochs: 0,
                best: 0.0,
                since: 0,
            },
        })
    }
}

/// AdamW with this decay of weights, and none of biases and normalisation: what those are is no
/// matter of size.
fn optimizer(weight_decay: f32) -> ModuleOptimizer {
    let plain = ParamGroup::from_any_predicates(vec!["bias", "gamma", "beta"]);
    let decaying = AdamWConfig::new().with_weight_decay(weight_decay);
    let without = AdamWConfig::new().with_weight_decay(0.0);
    decaying.init().with_group(plain, without.build(), None)
}

impl Training {
    /// `student` with the network of the model in the folder `start`, which was trained by another
    /// run or imported.
    fn begun_with(&self, student: Student, start: &Path) -> Result<Student> {
        /// Enough for steady statistics.
        const FACES: usize = 1024;
        let (description, kept) = trained::read(&ModelFolder::new(start), &Device::flex())?;
        ensure!(
            description.arch == self.description.arch,
            "{} holds a network of another architecture",
            start.display()
        );
        let faces = self.source.plain_faces(FACES)?;
        let faces = batch(&faces, &self.source.preprocess, &Device::flex())?;
        let network = restore_norm(&kept, faces).unwrap_or(kept);
        let network = student
            .network
            .try_load_record(network.into_record())
            .with_context(|| format!("{} holds another network", start.display()))?;
        Ok(Student {
            network,
            votes: student.votes,
        })
    }
}

impl State {
    /// Takes the place of this state: what [`State::save`] wrote into the folder `run`.
    ///
    /// # Errors
    /// Where a file is missing, damaged, or of another network.
    pub fn load(self, run: &Path) -> Result<Self> {
        let optimizer = run.join("optimizer.bpk");
        let progress = run.join("progress.json");
        Ok(Self {
            network: read_network(self.network, &run.join("network.bpk"))?,
            average: read_network(self.average, &run.join("average.bpk"))?,
            optimizer: self
                .optimizer
                .from_bytes(Bytes::from_bytes_vec(read(&optimizer)?))
                .with_context(|| format!("{} is damaged", optimizer.display()))?,
            progress: serde_json::from_slice(&read(&progress)?)
                .with_context(|| format!("{} is damaged", progress.display()))?,
        })
    }

    /// Writes this state into the folder `run`; `progress.json` comes last.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn save(&self, run: &Path) -> Result<()> {
        let path = |name: &str| run.join(name);
        let context = || format!("cannot write the checkpoint into {}", run.display());
        let network = self.network.valid().into_record();
        network.save(path("network.bpk")).with_context(context)?;
        let average = self.average.clone().into_record();
        average.save(path("average.bpk")).with_context(context)?;
        self.optimizer
            .save(path("optimizer.bpk"))
            .with_context(context)?;
        let progress = serde_json::to_string(&self.progress)?;
        fs::write(path("progress.json"), progress).with_context(context)
    }
}

/// The file at once. Burn's own `load` reads a tensor when it is first used, which may be after the
/// next epoch has replaced the file.
fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_network(student: Student, path: &Path) -> Result<Student> {
    let record = ModuleRecord::from_bytes(Bytes::from_bytes_vec(read(path)?))
        .with_context(|| format!("{} is damaged", path.display()))?;
    student
        .try_load_record(record)
        .with_context(|| format!("{} holds another network", path.display()))
}
