//! What changes from step to step of a run: its seed and its learning rate.

/// The seed of an epoch, from 0: everything random in it follows from this.
pub fn seed_of_epoch(seed: u64, epoch: usize) -> u64 {
    // Neighbouring seeds must not give neighbouring epochs (Knuth's multiplicative hash, 32 bits).
    seed.wrapping_mul(0x9E37_79B9).wrapping_add(epoch as u64)
}

/// The learning rate as a share of the highest, after `done` of `total` epochs: a rise over the
/// first, then a cosine (Loshchilov and Hutter, "SGDR", 2016).
pub fn schedule(done: f64, total: f64) -> f64 {
    if done < 1.0 {
        return 0.05 + 0.95 * done;
    }
    let fallen = ((done - 1.0) / (total - 1.0).max(1e-9)).min(1.0);
    0.01 + 0.99 * 0.5 * (1.0 + (std::f64::consts::PI * fallen).cos())
}
