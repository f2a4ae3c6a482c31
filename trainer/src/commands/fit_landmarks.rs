//! `fit-landmarks`: teaches the network that aligns pre-cropped faces where the detector finds landmarks.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use burn::module::Module;
use burn::nn::loss::{HuberLossConfig, Reduction};
use burn::optim::{AdamWConfig, GradientsParams};
use burn::tensor::{Device, Tensor, TensorData};
use mien::align::{AlignedFace, fit_square};
use mien::geometry::{Landmarks, Point, SimilarityTransform};
use mien::image::warp_gray;
use mien::studio::landmarks::{
    CropLandmarks, LandmarkNet, OUTPUTS, SIDE, standardized, to_coordinates,
};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rayon::prelude::*;

use crate::data::faces;
use crate::data::{self, Sample};
use crate::models::folder::{LANDMARKS_FILE, ModelFolder};
use crate::train::augment::{self, Strength};
use crate::train::device::DeviceName;
use crate::train::ema;
use crate::train::schedule::{learning_rates, seed_of_epoch};
use crate::train::student::ToF16;

/// Options of `fit-landmarks`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    data: PathBuf,
    #[command(flatten)]
    reading: data::Reading,
    /// Folder that the weights are written into
    #[arg(long, default_value = "model")]
    out: PathBuf,
    /// Passes over the training pictures and their mirror images
    #[arg(long, default_value_t = 40)]
    epochs: usize,
    /// Pictures a step
    #[arg(long, default_value_t = 128)]
    batch: usize,
    /// Highest learning rate; it rises over the first epoch and falls along a cosine
    #[arg(long, default_value_t = 2e-3)]
    learning_rate: f64,
    /// What computes
    #[arg(long, value_enum, default_value_t = DeviceName::Cpu)]
    device: DeviceName,
    /// Everything random follows from this
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// A picture and where the detector finds its landmarks, in the picture's pixels.
#[derive(Debug, Clone)]
struct Example {
    sample: Sample,
    landmarks: Landmarks,
}

/// Mean distance to the detector's landmarks.
#[derive(Debug, Clone, Copy)]
struct Distance {
    /// In pixels of a crop of [`SIDE`].
    pixels: f64,
    /// As a share of the distance between the eyes.
    eyes: f64,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    ensure!(
        args.batch > 0 && args.epochs > 0,
        "a run needs a batch and an epoch"
    );
    let validation = data::validation_split(&args.data, None, &args.reading)?;
    let training = data::training_split(&args.data, None, &args.reading)?;
    let examples = |split: &str, mirrored: bool| -> Result<Vec<Example>> {
        let mut samples = data::read_split(&args.data, split, &args.reading)?;
        if mirrored {
            // The detector is asked anew where their landmarks are: it sees the two sides of a face
            // with different eyes.
            let others = samples.iter().map(|sample| Sample {
                pixels: sample.pixels.mirrored(),
                ..sample.clone()
            });
            let others: Vec<_> = others.collect();
            samples.extend(others);
        }
        examples(samples, &args.cache)
    };
    let (learnt, tested) = (examples(&training, true)?, examples(&validation, false)?);
    ensure!(
        learnt.len() >= args.batch && !tested.is_empty(),
        "only {} pictures to learn from, {} to test with",
        learnt.len(),
        tested.len()
    );
    let weights = fit(&learnt, args)?;
    let folder = ModelFolder::new(&args.out);
    folder.write_landmarks(&weights)?;
    let network = CropLandmarks::from_bytes(LANDMARKS_FILE, &weights, &Device::flex())?;
    let found = distance(&network, &tested)?;
    println!(
        "{validation}: {:.2} pixels of {SIDE} beside the detector's landmarks, {:.1} % of the distance between the eyes",
        found.pixels,
        100.0 * found.eyes
    );
    println!(
        "{:.2} MFLOP a crop, {} bytes written to {}",
        2e-6 * LandmarkNet::folded(&Device::flex()).multiply_adds() as f64,
        weights.len(),
        args.out.join(LANDMARKS_FILE).display()
    );
    Ok(())
}

/// The pictures in which the detector finds a face.
fn examples(samples: Vec<Sample>, cache: &Path) -> Result<Vec<Example>> {
    let detector = ModelFolder::shipped().detector()?;
    let found = faces::find(&samples, &detector, cache)?;
    let both = samples.into_iter().zip(found);
    Ok(both
        .filter_map(|(sample, landmarks)| {
            Some(Example {
                sample,
                landmarks: landmarks?,
            })
        })
        .collect())
}

/// How much of the newest weights the average takes in at a step.
const AVERAGE: f64 = 0.003;

/// Share of the run over which the learning rate rises.
const WARM_UP: f64 = 0.04;

/// Trains a network; its averaged weights as they are kept.
fn fit(examples: &[Example], args: &Args) -> Result<Vec<u8>> {
    let device = args.device.device()?.autodiff();
    device.seed(args.seed);
    let mut network = LandmarkNet::trainable(&device);
    let mut average = network.valid();
    let mut optimizer = AdamWConfig::new().init();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let steps = examples.len() / args.batch;
    let mut rates = learning_rates(args.learning_rate, WARM_UP, steps * args.epochs, 0)?;
    let mut taken = 0;
    for epoch in 0..args.epochs {
        let seed = seed_of_epoch(args.seed, epoch);
        order.shuffle(&mut StdRng::seed_from_u64(seed));
        let bar = faces::progress(steps as u64, &format!("epoch {}", epoch + 1));
        let mut total = 0.0;
        for chosen in order.chunks_exact(args.batch) {
            let (pixels, places) = batch(examples, chosen, seed)?;
            let tensor = |values: Vec<f32>| {
                let width = values.len() / chosen.len();
                Tensor::<2>::from_data(TensorData::new(values, [chosen.len(), width]), &device)
            };
            let crops = tensor(pixels).reshape([chosen.len(), 1, SIDE, SIDE]);
            // In pixels, so that a mistake of several counts as its distance, not as its square.
            let pixels = SIDE as f32 / 2.0;
            let loss = HuberLossConfig::new(1.0).init().forward(
                network.forward(crops) * pixels,
                tensor(places) * pixels,
                Reduction::Mean,
            );
            total += f64::from(loss.clone().into_scalar::<f32>());
            let gradients = GradientsParams::from_grads(loss.backward(), &network);
            network = optimizer.step(rates.step(), network, gradients);
            taken += 1;
            average = ema::follow(average, &network.valid(), taken, AVERAGE);
            bar.inc(1);
        }
        bar.finish_and_clear();
        println!("epoch {:>3}: loss {:.4}", epoch + 1, total / steps as f64);
    }
    let record = average.fold().map(&mut ToF16).into_record();
    Ok(record.into_bytes()?.to_vec())
}

/// Changed crops `[chosen, 48, 48]` and their places `[chosen, 10]`; everything random in them follows
/// from `seed`.
fn batch(examples: &[Example], chosen: &[usize], seed: u64) -> Result<(Vec<f32>, Vec<f32>)> {
    let changed = chosen
        .par_iter()
        .map(|&index| {
            let mut rng = StdRng::seed_from_u64(seed ^ (index as u64) << 20);
            examples[index].changed(&mut rng)
        })
        .collect::<Result<Vec<_>>>()?;
    let (pixels, places): (Vec<_>, Vec<_>) = changed.into_iter().unzip();
    Ok((pixels.concat(), places.concat()))
}

/// What a pre-cropped face differs by from another one: not where faces are, but how they were cut out.
const STRENGTH: Strength = Strength {
    turn: 8.0,
    shift: 3.0 / 48.0,
    zoom: 0.08,
    stretch: 0.0,
    gamma: 0.0,
    contrast: 0.3,
    brightness: 30.0,
    blur: 0.0,
    noise: 0.1,
    cover: 0.0,
};

impl Example {
    /// The picture, moved, turned and lit at random, and its places.
    fn changed(&self, rng: &mut StdRng) -> Result<(Vec<f32>, [f32; OUTPUTS])> {
        let jitter = augment::jitter(&STRENGTH, SIDE, rng);
        let (mut crop, landmarks) = self.crop(&jitter)?;
        augment::relight(&mut crop, &STRENGTH, rng);
        // A crop that shows nothing teaches nothing: its places stay, its values are all 0.
        let pixels = standardized(&crop.pixels).unwrap_or_else(|| vec![0.0; SIDE * SIDE]);
        Ok((pixels, to_coordinates(&landmarks)))
    }

    /// The picture fitted into the network's crop and moved by `then`, and the landmarks in it.
    fn crop(&self, then: &SimilarityTransform) -> Result<(AlignedFace, Landmarks)> {
        let rgba = self.sample.rgba();
        let frame = self.sample.frame(&rgba)?;
        let to_crop = fit_square(&frame, SIDE).then(then);
        let to_frame = to_crop.inverse().unwrap_or(SimilarityTransform::IDENTITY);
        let crop = AlignedFace {
            pixels: warp_gray(&frame, &to_frame, SIDE),
            size: SIDE,
        };
        Ok((crop, Landmarks(self.landmarks.0.map(|p| to_crop.apply(p)))))
    }
}

/// How far from the detector's landmarks the network's are.
fn distance(network: &CropLandmarks, examples: &[Example]) -> Result<Distance> {
    let apart = |a: Point, b: Point| f64::from((a.x - b.x).hypot(a.y - b.y));
    let each = examples
        .par_iter()
        .map(|example| {
            let rgba = example.sample.rgba();
            let frame = example.sample.frame(&rgba)?;
            let to_crop = fit_square(&frame, SIDE);
            let expected = example.landmarks.0.map(|p| to_crop.apply(p));
            let found = network.predict(&[frame])?[0].unwrap_or_default();
            let found = found.0.map(|p| to_crop.apply(p));
            let pairs = expected.iter().zip(found);
            let pixels = pairs.map(|(&a, b)| apart(a, b)).sum::<f64>() / expected.len() as f64;
            let eyes = pixels / apart(expected[0], expected[1]).max(1.0);
            Ok(Distance { pixels, eyes })
        })
        .collect::<Result<Vec<_>>>()?;
    let mean = |of: fn(&Distance) -> f64| each.iter().map(of).sum::<f64>() / each.len() as f64;
    Ok(Distance {
        pixels: mean(|d| d.pixels),
        eyes: mean(|d| d.eyes),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rand::RngExt;

    use super::*;
    use crate::data::Pixels;

    /// Pictures of five bright spots, which are the landmarks.
    fn spots(count: u64) -> Vec<Example> {
        let place = |rng: &mut StdRng, [x, y]: [f32; 2]| {
            let mut near = |v: f32| v + rng.random_range(-3.0..3.0f32);
            Point::new(near(x), near(y))
        };
        let usual = [
            [15.0, 18.0],
            [33.0, 18.0],
            [24.0, 27.0],
            [17.0, 36.0],
            [31.0, 36.0],
        ];
        (0..count)
            .map(|seed| {
                let mut rng = StdRng::seed_from_u64(seed);
                let landmarks = usual.map(|usual| place(&mut rng, usual));
                let value = |i: usize| {
                    let (x, y) = ((i % SIDE) as f32 + 0.5, (i / SIDE) as f32 + 0.5);
                    let near = landmarks
                        .iter()
                        .map(|p| (-(p.x - x).hypot(p.y - y) / 3.0).exp());
                    (40.0 + 180.0 * near.fold(0.0, f32::max)) as u8
                };
                Example {
                    sample: Sample {
                        label: 0,
                        pixels: Pixels {
                            width: SIDE,
                            height: SIDE,
                            values: (0..SIDE * SIDE).map(value).collect(),
                        },
                        votes: None,
                        soft: None,
                        origin: String::new(),
                    },
                    landmarks: Landmarks(landmarks),
                }
            })
            .collect()
    }

    fn args(epochs: usize) -> Args {
        Args {
            data: PathBuf::new(),
            reading: data::Reading::default(),
            out: PathBuf::new(),
            epochs,
            batch: 16,
            learning_rate: 3e-3,
            device: DeviceName::Cpu,
            seed: 1,
            cache: PathBuf::new(),
        }
    }

    fn after(examples: &[Example], epochs: usize) -> f64 {
        let weights = fit(examples, &args(epochs)).unwrap();
        let network = CropLandmarks::from_bytes("test", &weights, &Device::flex()).unwrap();
        distance(&network, examples).unwrap().pixels
    }

    #[test]
    fn a_few_pictures_are_learnt_by_heart() {
        let examples = spots(32);
        let (little, much) = (after(&examples, 5), after(&examples, 160));
        assert!(
            much < 1.5 && much < little / 2.0,
            "{little} pixels, then {much}"
        );
    }

    #[test]
    fn a_changed_picture_has_its_landmarks_where_they_are_seen() {
        for (seed, example) in (0..).zip(spots(8)) {
            let mut rng = StdRng::seed_from_u64(seed);
            let jitter = augment::jitter(&STRENGTH, SIDE, &mut rng);
            let (crop, landmarks) = example.crop(&jitter).unwrap();
            for p in landmarks.0 {
                let value = crop.pixels[p.y as usize * SIDE + p.x as usize];
                assert!(value > 150.0, "{p:?}: {value}");
            }
        }
    }
}
