//! Which samples are learnt from and which check what was learnt.

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

/// Indices of samples, each in one of two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Learnt from.
    pub training: Vec<usize>,
    /// Kept apart.
    pub validation: Vec<usize>,
}

impl Split {
    /// Keeps `share` of every class apart, rounded up as Teachable Machine does, but never the
    /// last sample of a class. Both lists are in rising order.
    pub fn new(classes: &[usize], share: f64, seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let count = classes.iter().max().map_or(0, |most| most + 1);
        let (mut training, mut validation) = (Vec::new(), Vec::new());
        for class in 0..count {
            let mut of_class: Vec<usize> = (0..classes.len())
                .filter(|&i| classes[i] == class)
                .collect();
            of_class.shuffle(&mut rng);
            let wanted = (of_class.len() as f64 * share).ceil() as usize;
            let apart = wanted.min(of_class.len().saturating_sub(1));
            training.extend_from_slice(&of_class[apart..]);
            validation.extend_from_slice(&of_class[..apart]);
        }
        training.sort_unstable();
        validation.sort_unstable();
        Self {
            training,
            validation,
        }
    }
}
