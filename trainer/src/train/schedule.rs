//! What follows from how far a run is: seeds and learning rates.

use anyhow::{Result, anyhow};
use burn::lr_scheduler::cosine::CosineAnnealingLrSchedulerConfig;
use burn::lr_scheduler::linear::LinearLrSchedulerConfig;
use burn::lr_scheduler::module_lr_scheduler::ModuleLrScheduler;
use burn::lr_scheduler::sequential::SequentialLrSchedulerConfig;

/// The seed of an epoch, from 0: the order and the changes of its pictures follow from this.
pub fn seed_of_epoch(seed: u64, epoch: usize) -> u64 {
    // Neighbouring seeds must not give neighbouring epochs (Knuth's multiplicative hash, 32 bits).
    seed.wrapping_mul(0x9E37_79B9).wrapping_add(epoch as u64)
}

/// The seed of the step after `taken` others: everything random inside the network follows from this.
pub fn seed_of_step(seed: u64, taken: usize) -> u64 {
    seed.wrapping_mul(0x2545_F491).wrapping_add(taken as u64)
}

/// The learning rate of every step: it rises to `highest` over the first epoch and falls to a
/// hundredth of it along a cosine (Loshchilov and Hutter, "SGDR", 2016). The next step's is that
/// of the one after `taken` others.
///
/// # Errors
/// Where `highest` is not above 0 or is above 1, or there are no steps.
pub fn learning_rates(
    highest: f64,
    steps_an_epoch: usize,
    epochs: usize,
    taken: usize,
) -> Result<ModuleLrScheduler> {
    let rise = LinearLrSchedulerConfig::new(0.05 * highest, highest, steps_an_epoch);
    // A single epoch has no fall, and a cosine has at least one step.
    let falling = (steps_an_epoch * epochs.saturating_sub(1)).max(1);
    let fall = CosineAnnealingLrSchedulerConfig::new(highest, falling).with_min_lr(0.01 * highest);
    let both =
        SequentialLrSchedulerConfig::new(vec![rise.into(), fall.into()], vec![steps_an_epoch]);
    let mut rates = both
        .init()
        .map_err(|error| anyhow!("a learning rate of up to {highest}: {error}"))?;
    for _ in 0..taken {
        rates.step();
    }
    Ok(rates)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The share of the highest rate after `done` of `total` epochs, as a formula.
    fn share(done: f64, total: f64) -> f64 {
        if done < 1.0 {
            return 0.05 + 0.95 * done;
        }
        let fallen = ((done - 1.0) / (total - 1.0).max(1e-9)).min(1.0);
        0.01 + 0.99 * 0.5 * (1.0 + (std::f64::consts::PI * fallen).cos())
    }

    #[test]
    fn rates_rise_over_an_epoch_and_fall_along_a_cosine() {
        for (steps, epochs) in [(7, 5), (1, 3), (4, 1)] {
            let mut rates = learning_rates(2e-3, steps, epochs, 0).unwrap();
            for step in 0..steps * epochs {
                let wanted = 2e-3 * share(step as f64 / steps as f64, epochs as f64);
                let rate = rates.step().base();
                assert!((rate - wanted).abs() < 1e-12, "{step}: {rate}, {wanted}");
            }
        }
    }

    #[test]
    fn a_run_that_goes_on_has_the_rates_of_one_that_was_not_interrupted() {
        for taken in [3, 7, 20] {
            let mut straight = learning_rates(0.1, 7, 5, 0).unwrap();
            (0..taken).for_each(|_| drop(straight.step()));
            let mut resumed = learning_rates(0.1, 7, 5, taken).unwrap();
            for _ in taken..35 {
                assert_eq!(resumed.step().base(), straight.step().base());
            }
        }
    }

    #[test]
    fn rates_that_cannot_be_are_refused() {
        for (highest, steps) in [(0.0, 7), (-1.0, 7), (1.5, 7), (0.1, 0)] {
            assert!(learning_rates(highest, steps, 5, 0).is_err(), "{highest}");
        }
    }
}
