//! Which samples are copies of each other, or nearly: a picture that was saved once more or cut otherwise, frames
//! of one recording a moment apart.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::Example;

/// So many samples are all compared with each other. Of more, those that lie on the same side of [`BITS`] planes
/// are (Charikar, "Similarity estimation techniques from rounding algorithms", 2002), [`TABLES`] times: of 20,000
/// rows of FER2013 16 million pairs are looked at in the place of 200 million, and no near copy is missed.
const ALL: usize = 1000;
const BITS: usize = 12;
const TABLES: usize = 8;

/// Samples in groups of near copies. A group is a chain: each of its samples is a near copy of another one in
/// it, the first and the last need not be.
#[derive(Debug, Clone)]
pub struct Alike {
    width: usize,
    /// The embeddings at unit length, one after the other.
    directions: Vec<f32>,
    groups: Vec<usize>,
}

impl Alike {
    /// Cosine distance of two embeddings up to which their pictures count as near copies. Of 72 million pairs of
    /// pictures of FER2013 that are no exact copies 557 are nearer: the same picture, recompressed, cut or turned
    /// otherwise, and some 30 pairs of people who look alike. A little further on are thousands of those.
    pub const NEAR: f32 = 0.01;

    /// The same for a sample and the next, which may be the next frame of a recording: of 240 pairs of frames of a
    /// talking head, 1/12 s apart, 9 of 10 are nearer, and 1 of 900 pairs of FER2013.
    pub const NEXT: f32 = 0.03;

    /// Compares samples whose embeddings have one length, in the order in which they were taken.
    pub fn new(examples: &[Example]) -> Self {
        let unit = |example: &Example| {
            let squares = example.embedding.iter().map(|v| v * v);
            let length = squares.sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            let values = example.embedding.iter();
            values.map(|v| v / length).collect::<Vec<_>>()
        };
        let mut alike = Self {
            width: examples.first().map_or(0, |e| e.embedding.len()),
            directions: examples.iter().flat_map(unit).collect(),
            groups: (0..examples.len()).collect(),
        };
        for next in 1..examples.len() {
            alike.join(next - 1, next);
        }
        if examples.len() <= ALL {
            alike.join_keyed(&vec![0; examples.len()]);
        } else {
            let mut rng = StdRng::seed_from_u64(0);
            for _ in 0..TABLES {
                let keys = alike.keys(&mut rng);
                alike.join_keyed(&keys);
            }
        }
        for sample in 0..examples.len() {
            alike.groups[sample] = alike.first(sample);
        }
        alike
    }

    /// Of every sample: the first sample of its group.
    pub fn groups(&self) -> &[usize] {
        &self.groups
    }

    /// Whether two samples are near copies.
    pub fn near(&self, a: usize, b: usize) -> bool {
        let next = a.abs_diff(b) == 1;
        // Of vectors of unit length, the squared distance is twice the cosine distance. Most are far apart after
        // a few values.
        let most = 2.0 * if next { Self::NEXT } else { Self::NEAR };
        let (a, b) = (self.direction(a), self.direction(b));
        let mut distance = 0.0;
        a.chunks(8).zip(b.chunks(8)).all(|(a, b)| {
            let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
            distance += squares.sum::<f32>();
            distance <= most
        })
    }

    fn direction(&self, sample: usize) -> &[f32] {
        &self.directions[sample * self.width..][..self.width]
    }

    /// The first sample of a group; on the way there the path is halved (Tarjan and van Leeuwen, 1984).
    fn first(&mut self, mut sample: usize) -> usize {
        while self.groups[sample] != sample {
            self.groups[sample] = self.groups[self.groups[sample]];
            sample = self.groups[sample];
        }
        sample
    }

    fn join(&mut self, a: usize, b: usize) {
        let (in_a, in_b) = (self.first(a), self.first(b));
        if in_a != in_b && self.near(a, b) {
            self.groups[in_a.max(in_b)] = in_a.min(in_b);
        }
    }

    /// Joins near copies among samples of one key, each with the next [`ALL`] at most.
    fn join_keyed(&mut self, keys: &[u32]) {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|&sample| keys[sample]);
        for (place, &a) in order.iter().enumerate() {
            let others = order[place + 1..].iter().take(ALL);
            for &b in others.take_while(|&&b| keys[b] == keys[a]) {
                self.join(a, b);
            }
        }
    }

    /// Of every sample: on which sides of random planes through the middle of all it lies, a bit each.
    fn keys(&self, rng: &mut StdRng) -> Vec<u32> {
        let mut middle = vec![0.0; self.width];
        for one in self.directions.chunks_exact(self.width.max(1)) {
            for (sum, value) in middle.iter_mut().zip(one) {
                *sum += value / self.groups.len() as f32;
            }
        }
        let mut keys = vec![0; self.groups.len()];
        for _ in 0..BITS {
            let plane: Vec<f32> = (0..self.width)
                .map(|_| rng.random_range(-1.0..=1.0))
                .collect();
            let side = dot(&plane, &middle);
            for (sample, key) in keys.iter_mut().enumerate() {
                let above = dot(&plane, self.direction(sample)) > side;
                *key = *key << 1 | u32::from(above);
            }
        }
        keys
    }
}

/// Eight sums at a time, which a processor's wide registers add at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}
