//! What a run has reached: kept in its folder after every epoch, so that nothing is lost.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use burn::module::Module;
use burn::nn::Linear;
use burn::optim::{AdamWConfig, ModuleOptimizer};
use burn::store::ModuleRecord;
use burn::tensor::Bytes;
use mien::expression::ExpressionNet;
use serde::{Deserialize, Serialize};

use super::Training;
use crate::architectures::Network;
use crate::student::Student;

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
        device.seed(self.args.seed);
        let shape = &self.description.model.architecture;
        let network = Network::init(self.description.arch, shape, &device);
        let mut network = Student::new(network, &device);
        if let Some(start) = &self.args.start {
            network = read_network(network, &start.join("average.bpk"))?;
        }
        Ok(State {
            average: network.valid(),
            network,
            optimizer: AdamWConfig::new()
                .with_weight_decay(self.args.weight_decay)
                .init(),
            progress: Progress {
                epochs: 0,
                best: 0.0,
                since: 0,
            },
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
    let bytes = read(path)?;
    let record = || {
        ModuleRecord::from_bytes(Bytes::from_bytes_vec(bytes.clone()))
            .with_context(|| format!("{} is damaged", path.display()))
    };
    let error = match student.clone().try_load_record(record()?) {
        Ok(student) => return Ok(student),
        Err(error) => error,
    };
    if let Network::Mien(expression) = student.network {
        let votes = student.votes;
        if let Ok(found) = (BeforeNetworks { expression, votes }).try_load_record(record()?) {
            return Ok(Student {
                network: Network::Mien(found.expression),
                votes: found.votes,
            });
        }
    }
    Err(error).with_context(|| format!("{} holds another network", path.display()))
}

/// The names of the weights in checkpoints from before there was more than one architecture.
#[derive(Module, Debug)]
struct BeforeNetworks {
    expression: ExpressionNet,
    votes: Linear,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use burn::tensor::Device;
    use mien::expression::Architecture;

    use super::*;
    use crate::architectures::Arch;

    #[test]
    fn checkpoints_from_before_networks_are_read() {
        let mien = Architecture {
            stem: 2,
            stages: vec![(2, 1)],
            classes: 7,
        };
        let device = Device::flex();
        let student = || Student::new(Network::init(Arch::Mien, &mien, &device), &device);
        let old = student();
        let weights = |student: &Student| student.votes.weight.val().into_data();
        let wanted = weights(&old);
        let Network::Mien(expression) = old.network else {
            unreachable!("it is one");
        };
        let votes = old.votes;
        let path = std::env::temp_dir().join(format!("mien-before-{}.bpk", std::process::id()));
        let before = BeforeNetworks { expression, votes };
        before.into_record().save(&path).unwrap();
        let read = read_network(student(), &path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(weights(&read), wanted);
    }
}
