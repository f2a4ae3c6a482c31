//! From samples to what a training step is fed: faces changed at random and what the network
//! should answer.

use anyhow::Result;
use mien::align::{AlignedFace, Preprocess, align, whole_frame};
use mien::geometry::SimilarityTransform;
use mien::studio::import::fer::FER2013_LABELS;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

use crate::data::{Answer, Sample, VOTES};
use crate::models::trained::Model;
use crate::train::augment::{self, Strength};
use crate::train::distill;

const CLASSES: usize = FER2013_LABELS.len();

/// One step's pictures and answers.
#[derive(Debug)]
pub struct Batch {
    /// Width and height of a picture.
    pub side: usize,
    /// `[faces, side, side]` in the model's range.
    pub pixels: Vec<f32>,
    /// `[faces, classes]`: a distribution each, times how much it counts.
    pub targets: Vec<f32>,
    /// `[faces, classes]`: what other networks answer at [`Batch::temperature`], times how much it
    /// counts; empty without them.
    pub soft: Vec<f32>,
    /// See `soft`.
    pub temperature: f32,
    /// `[faces, VOTES]`: a distribution each, zeros where nobody voted; empty without votes.
    pub votes: Vec<f32>,
}

impl Batch {
    /// Number of pictures.
    pub fn faces(&self) -> usize {
        self.pixels.len() / (self.side * self.side)
    }
}

/// What the targets are made of.
#[derive(Debug, Clone, Copy)]
pub struct Targets {
    /// Share of FER+'s votes for the seven classes; the rest is the label.
    pub vote_share: f32,
    /// Share that is spread over all classes.
    pub label_smoothing: f32,
    /// A picture counts as its class's share of the data to the power of minus this.
    pub rarity: f32,
    /// Share of the teachers' answers or soft labels.
    pub teacher_share: f32,
    /// The temperature of those.
    pub soft_temperature: f32,
    /// A picture is blended with another by up to this share,
    pub mixup: f32,
    /// this often.
    pub mixup_rate: f64,
}

/// Everything that batches are made from.
#[derive(Debug)]
pub struct Source {
    /// The pictures.
    pub samples: Vec<Sample>,
    /// From each picture to its aligned face.
    pub transforms: Vec<SimilarityTransform>,
    /// How the network is fed.
    pub preprocess: Preprocess,
    /// How much pictures are changed.
    pub strength: Strength,
    /// What the network should answer.
    pub targets: Targets,
    /// Share of each class among the pictures, as [`frequency`] counts it.
    pub frequency: [f32; CLASSES],
    /// They are asked about every face of every batch.
    pub teachers: Vec<Model>,
}

impl Source {
    /// The order of the samples in an epoch.
    pub fn order(&self, seed: u64) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.samples.len()).collect();
        order.shuffle(&mut StdRng::seed_from_u64(seed));
        order
    }

    /// The batch of the samples `chosen`; everything random in it follows from `seed`.
    ///
    /// # Errors
    /// Where a picture cannot be read or a teacher cannot be asked.
    pub fn batch(&self, chosen: &[usize], seed: u64) -> Result<Batch> {
        let mut rng = StdRng::seed_from_u64(seed ^ (chosen[0] as u64) << 20);
        let mut faces = Vec::with_capacity(chosen.len());
        for &index in chosen {
            faces.push(self.face(index, &mut rng)?);
        }
        let mut targets: Vec<Answer> = chosen.iter().map(|&i| self.target(i)).collect();
        let voted = self.samples.iter().any(|s| s.votes.is_some());
        let mut votes: Vec<[f32; VOTES]> = match voted {
            true => chosen
                .iter()
                .map(|&i| self.samples[i].votes.unwrap_or_default())
                .collect(),
            false => Vec::new(),
        };
        let mut weights: Vec<[f32; 1]> = chosen.iter().map(|&i| [self.weight(i)]).collect();
        let mut soft: Vec<Answer> = chosen
            .iter()
            .filter_map(|&i| Some(self.samples[i].soft?.map(|p| p * self.weight(i))))
            .collect();
        if self.targets.mixup > 0.0 {
            let shares: Vec<f32> = chosen
                .iter()
                .map(|_| match rng.random_bool(self.targets.mixup_rate) {
                    true => rng.random_range(0.0..self.targets.mixup),
                    false => 0.0,
                })
                .collect();
            let others = faces.clone();
            for (i, face) in faces.iter_mut().enumerate() {
                let other = &others[(i + 1) % others.len()].pixels;
                blend(&mut face.pixels, other, shares[i]);
            }
            blend_rows(&mut targets, &shares);
            blend_rows(&mut weights, &shares);
            blend_rows(&mut soft, &shares);
            blend_rows(&mut votes, &shares);
        }
        let temperature = self.targets.soft_temperature;
        if !self.teachers.is_empty() {
            soft = distill::answers(&self.teachers, &faces, temperature)?;
            for (answer, [weight]) in soft.iter_mut().zip(&weights) {
                *answer = answer.map(|p| p * weight);
            }
        }
        if !soft.is_empty() {
            let share = self.targets.teacher_share;
            let factor = share * temperature * temperature;
            targets = targets
                .iter()
                .map(|t| t.map(|p| p * (1.0 - share)))
                .collect();
            soft = soft.iter().map(|t| t.map(|p| p * factor)).collect();
        }
        Ok(Batch {
            side: self.preprocess.size,
            pixels: faces
                .iter()
                .flat_map(|face| face.normalized(&self.preprocess))
                .collect(),
            targets: targets.concat(),
            soft: soft.concat(),
            temperature,
            votes: votes.concat(),
        })
    }

    /// The first `count` faces as they are.
    ///
    /// # Errors
    /// Where a picture cannot be read.
    pub fn plain_faces(&self, count: usize) -> Result<Vec<AlignedFace>> {
        let samples = self.samples.iter().zip(&self.transforms).take(count);
        samples
            .map(|(sample, to_face)| {
                let rgba = sample.rgba();
                Ok(align(&sample.frame(&rgba)?, to_face, &self.preprocess))
            })
            .collect()
    }

    fn face(&self, index: usize, rng: &mut StdRng) -> Result<AlignedFace> {
        let sample = &self.samples[index];
        let rgba = sample.rgba();
        let frame = sample.frame(&rgba)?;
        let jitter = augment::jitter(&self.strength, self.preprocess.size, rng);
        // Now and then the picture as it is: what is used where no face is found.
        let to_face = if rng.random_bool(0.05) {
            whole_frame(&frame, &self.preprocess)
        } else {
            self.transforms[index]
        };
        let mut face = align(&frame, &to_face.then(&jitter), &self.preprocess);
        augment::change_pixels(&mut face, &self.strength, rng);
        Ok(face)
    }

    fn target(&self, index: usize) -> Answer {
        let sample = &self.samples[index];
        let options = &self.targets;
        let mut target = [0.0; CLASSES];
        target[sample.label] = 1.0;
        if let Some(votes) = &sample.votes {
            let named: f32 = votes[..CLASSES].iter().sum();
            if named > 0.0 {
                for (value, vote) in target.iter_mut().zip(votes) {
                    *value += (vote / named - *value) * options.vote_share;
                }
            }
        }
        let spread = options.label_smoothing / CLASSES as f32;
        let weight = self.weight(index);
        target.map(|v| (v * (1.0 - options.label_smoothing) + spread) * weight)
    }

    /// How much a picture counts.
    fn weight(&self, index: usize) -> f32 {
        let share = self.frequency[self.samples[index].label];
        (share * CLASSES as f32).powf(-self.targets.rarity)
    }
}

/// Share of each class among the samples.
pub fn frequency(samples: &[Sample]) -> [f32; CLASSES] {
    let mut counts = [0.0; CLASSES];
    for sample in samples {
        counts[sample.label] += 1.0;
    }
    counts.map(|count| count / samples.len().max(1) as f32)
}

/// Blends every row with the one after it, the last with the first.
fn blend_rows<const N: usize>(rows: &mut [[f32; N]], shares: &[f32]) {
    let others = rows.to_vec();
    for (i, row) in rows.iter_mut().enumerate() {
        blend(row, &others[(i + 1) % others.len()], shares[i]);
    }
}

fn blend(values: &mut [f32], others: &[f32], share: f32) {
    for (value, other) in values.iter_mut().zip(others) {
        *value += (other - *value) * share;
    }
}
