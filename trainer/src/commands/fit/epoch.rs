//! One epoch: every training picture once, then the validation split and a checkpoint.

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result};
use burn::lr_scheduler::module_lr_scheduler::ModuleLrScheduler;
use burn::module::Module;
use serde::Serialize;

use super::Training;
use super::checkpoint::State;
use crate::data::faces;
use crate::metrics;
use crate::train::device::DeviceName;
use crate::train::ema;
use crate::train::sam::perturbed;
use crate::train::schedule::{learning_rates, seed_of_epoch, seed_of_step};
use crate::train::student::Objective;

/// An epoch's line in `log.jsonl`.
#[derive(Debug, Serialize)]
struct Line {
    epoch: usize,
    loss: f64,
    validation_accuracy: f64,
    macro_f1: f64,
    seconds: f64,
}

impl Training {
    /// Whether nothing is left to do.
    pub fn is_done(&self, state: &State) -> bool {
        let patience = self.config.patience.unwrap_or(usize::MAX);
        state.progress.epochs >= self.config.epochs || state.progress.since >= patience
    }

    /// The next epoch with all that is written after it; `None` where `stop` ended it early. Then
    /// the run's folder still holds the epoch before.
    ///
    /// # Errors
    /// Where a step fails or the run's folder cannot be written to.
    pub fn advance(&self, state: State, stop: &AtomicBool) -> Result<Option<State>> {
        let started = Instant::now();
        let (mut state, loss) = self.learn(state, stop)?;
        if stop.load(Ordering::SeqCst) {
            return Ok(None);
        }
        let answers = self.validate(&state.average)?;
        let measured = self.measure(&metrics::probabilities(&answers.logits, 1.0));
        state.progress.epochs += 1;
        self.log(&Line {
            epoch: state.progress.epochs,
            loss,
            validation_accuracy: measured.accuracy,
            macro_f1: measured.macro_f1,
            seconds: started.elapsed().as_secs_f64(),
        })?;
        state.progress.since += 1;
        if measured.accuracy > state.progress.best {
            state.progress.best = measured.accuracy;
            state.progress.since = 0;
            self.export(&answers)?;
        }
        state.save(&self.config.run)?;
        Ok(Some(state))
    }

    /// One pass over the training pictures, and its mean loss. The next batches are made on
    /// another thread while one is learnt.
    fn learn(&self, mut state: State, stop: &AtomicBool) -> Result<(State, f64)> {
        let device = self.device.clone().autodiff();
        let epoch = state.progress.epochs;
        let seed = seed_of_epoch(self.config.seed, epoch);
        let order = self.source.order(seed);
        let steps = order.len() / self.config.batch;
        let mut rates = self.learning_rates(epoch * steps)?;
        let bar = faces::progress(steps as u64, &format!("epoch {}", epoch + 1));
        let (state, total) = std::thread::scope(|scope| -> Result<(State, f64)> {
            let mut total = 0.0;
            let (sender, batches) = std::sync::mpsc::sync_channel(4);
            scope.spawn(move || {
                for chosen in order.chunks_exact(self.config.batch) {
                    let parts: Result<Vec<_>> = chosen
                        .chunks(chosen.len().div_ceil(self.config.device.parts()))
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
                let taken = epoch * steps + step;
                let objective = Objective {
                    dropout: self.config.dropout,
                    seed: seed_of_step(self.config.seed, taken),
                    vote_weight: self.config.vote_weight,
                    fused: self.config.device == DeviceName::Torch,
                };
                let parts = parts?;
                let (mut gradients, loss) = state.network.gradients(&parts, objective, &device)?;
                if self.config.sharpness > 0.0 {
                    let above = perturbed(&state.network, &gradients, self.config.sharpness);
                    (gradients, _) = above.gradients(&parts, objective, &device)?;
                }
                total += loss;
                state.network = state.optimizer.step(rates.step(), state.network, gradients);
                let network = state.network.valid();
                state.average = ema::follow(state.average, &network, taken, self.config.average);
                bar.inc(1);
            }
            Ok((state, total))
        })?;
        bar.finish_and_clear();
        Ok((state, total / steps.max(1) as f64))
    }

    /// The learning rates that follow `taken` steps.
    ///
    /// # Errors
    /// Where the options name one that cannot be.
    pub fn learning_rates(&self, taken: usize) -> Result<ModuleLrScheduler> {
        let config = &self.config;
        let steps = self.source.samples.len() / config.batch * config.epochs;
        learning_rates(config.learning_rate, config.warm_up, steps, taken)
    }

    fn log(&self, line: &Line) -> Result<()> {
        println!(
            "epoch {:>3}: loss {:.4}, {} {:.2} %, macro-F1 {:.3}, {:.0} s",
            line.epoch,
            line.loss,
            self.split,
            100.0 * line.validation_accuracy,
            line.macro_f1,
            line.seconds
        );
        let path = self.config.run.join("log.jsonl");
        let mut log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(writeln!(log, "{}", serde_json::to_string(line)?)?)
    }
}
