//! What follows from how far a run is: seeds and learning rates.

use anyhow::{Result, anyhow, ensure};
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

/// The learning rate of each of `steps`: over the share `warm_up` of them it rises to `highest`,
/// then it falls to 0 along a cosine (Loshchilov and Hutter, "SGDR", 2016). The next step's is
/// that of the one after `taken` others.
///
/// # Errors
/// Where `highest` is not above 0 or is above 1, `warm_up` is no share, or there are no steps.
pub fn learning_rates(
    highest: f64,
    warm_up: f64,
    steps: usize,
    taken: usize,
) -> Result<ModuleLrScheduler> {
    ensure!(steps > 0, "a run needs steps");
    ensure!(
        (0.0..=1.0).contains(&warm_up),
        "a run can't rise over {warm_up} of itself: a share from 0 to 1"
    );
    // Both parts have at least one step.
    let rising = ((steps as f64 * warm_up).round() as usize).max(1);
    let falling = steps.saturating_sub(rising).max(1);
    let rise = LinearLrSchedulerConfig::new(0.05 * highest, highest, rising);
    let fall = CosineAnnealingLrSchedulerConfig::new(highest, falling);
    let both = SequentialLrSchedulerConfig::new(vec![rise.into(), fall.into()], vec![rising]);
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

    /// The share of the highest rate after `done` of `total` steps, as a formula.
    fn share(done: f64, rising: f64, total: f64) -> f64 {
        if done < rising {
            return 0.05 + 0.95 * done / rising;
        }
        let fallen = ((done - rising) / (total - rising).max(1.0)).min(1.0);
        0.5 * (1.0 + (std::f64::consts::PI * fallen).cos())
    }

    #[test]
    fn rates_rise_over_a_share_of_the_run_and_fall_along_a_cosine_to_nothing() {
        for (steps, warm_up, rising) in [
            (50, 0.04, 2.0),
            (35, 0.2, 7.0),
            (3, 0.0, 1.0),
            (4, 1.0, 4.0),
        ] {
            let mut rates = learning_rates(2e-3, warm_up, steps, 0).unwrap();
            for step in 0..steps {
                let wanted = 2e-3 * share(step as f64, rising, steps as f64);
                let rate = rates.step().base();
                assert!((rate - wanted).abs() < 1e-12, "{step}: {rate}, {wanted}");
            }
        }
    }

    #[test]
    fn a_run_that_goes_on_has_the_rates_of_one_that_was_not_interrupted() {
        for taken in [3, 7, 20] {
            let mut straight = learning_rates(0.1, 0.1, 35, 0).unwrap();
            (0..taken).for_each(|_| drop(straight.step()));
            let mut resumed = learning_rates(0.1, 0.1, 35, taken).unwrap();
            for _ in taken..35 {
                assert_eq!(resumed.step().base(), straight.step().base());
            }
        }
    }

    #[test]
    fn rates_that_cannot_be_are_refused() {
        for (highest, warm_up, steps) in [
            (0.0, 0.1, 7),
            (-1.0, 0.1, 7),
            (1.5, 0.1, 7),
            (0.1, 0.1, 0),
            (0.1, 1.5, 7),
            (0.1, f64::NAN, 7),
        ] {
            assert!(
                learning_rates(highest, warm_up, steps, 0).is_err(),
                "{highest}, {warm_up}"
            );
        }
    }
}
