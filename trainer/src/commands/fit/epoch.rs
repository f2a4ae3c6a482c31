//! One epoch: every training picture once, then the validation split and a checkpoint.

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result};
use burn::module::Module;
use serde::Serialize;

use super::Training;
use super::checkpoint::State;
use super::device::DeviceName;
use crate::data::faces;
use crate::train::ema;
use crate::train::sam::perturbed;
use crate::train::schedule::{schedule, seed_of_epoch};
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
        let patience = self.args.patience.unwrap_or(usize::MAX);
        state.progress.epochs >= self.args.epochs || state.progress.since >= patience
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
        let measured = self.measure(&self.probabilities(&answers.logits, 1.0));
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
        state.save(&self.args.run)?;
        Ok(Some(state))
    }

    /// One pass over the training pictures, and its mean loss. The next batches are made on
    /// another thread while one is learnt.
    fn learn(&self, mut state: State, stop: &AtomicBool) -> Result<(State, f64)> {
        let device = self.device.clone().autodiff();
        let epoch = state.progress.epochs;
        let seed = seed_of_epoch(self.args.seed, epoch);
        let order = self.source.order(seed);
        let steps = order.len() / self.args.batch;
        let bar = faces::progress(steps as u64, &format!("epoch {}", epoch + 1));
        let (state, total) = std::thread::scope(|scope| -> Result<(State, f64)> {
            let mut total = 0.0;
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
                let taken = (epoch * steps + step) as u64;
                let objective = Objective {
                    dropout: self.args.dropout,
                    seed: self.args.seed.wrapping_mul(0x2545_F491).wrapping_add(taken),
                    vote_weight: self.args.vote_weight,
                    fused: self.args.device == DeviceName::Torch,
                };
                let parts = parts?;
                let (mut gradients, loss) = state.network.gradients(&parts, objective, &device)?;
                if self.args.sharpness > 0.0 {
                    let above = perturbed(&state.network, &gradients, self.args.sharpness);
                    (gradients, _) = above.gradients(&parts, objective, &device)?;
                }
                total += loss;
                let done = epoch as f64 + step as f64 / steps as f64;
                let rate = self.args.learning_rate * schedule(done, self.args.epochs as f64);
                state.network = state.optimizer.step(rate, state.network, gradients);
                state.average = ema::follow(
                    state.average,
                    &state.network.valid(),
                    taken,
                    self.args.average,
                );
                bar.inc(1);
            }
            Ok((state, total))
        })?;
        bar.finish_and_clear();
        Ok((state, total / steps.max(1) as f64))
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
        let path = self.args.run.join("log.jsonl");
        let mut log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(writeln!(log, "{}", serde_json::to_string(line)?)?)
    }
}
