//! `quantize`: a trained network with its weights as integers, calibrated anew.

use std::path::PathBuf;

use anyhow::Result;
use burn::tensor::Device;

use crate::commands::evaluate::{AlignedBy, aligned};
use crate::data;
use crate::metrics::{self, Metrics};
use crate::models::folder::ModelFolder;
use crate::models::integers::to_integers;
use crate::models::trained::{self, Description, Model};

/// Options of `quantize`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of a trained model
    #[arg(long)]
    model: PathBuf,
    /// Folder that the model is written into
    #[arg(long)]
    out: PathBuf,
    /// Bits a weight, from 2 to 16: fewer compress better
    #[arg(long, default_value_t = 8)]
    bits: u32,
    /// The network that aligns pre-cropped faces likewise, with so many bits
    #[arg(long)]
    landmarks_bits: Option<u32>,
    /// The detector likewise
    #[arg(long)]
    detector_bits: Option<u32>,
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    data: PathBuf,
    #[command(flatten)]
    reading: data::Reading,
    /// The split to calibrate and measure with (default: PublicTest; of a folder, validation, else
    /// test)
    #[arg(long)]
    split: Option<String>,
    /// Folder for what the detector found
    #[arg(long, default_value = "runs/cache")]
    cache: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let device = Device::flex();
    let (description, weights) = trained::files(&ModelFolder::new(&args.model))?;
    let integers = to_integers(weights.clone(), args.bits)?;
    let split = data::validation_split(&args.data, args.split.as_deref(), &args.reading)?;
    let samples = data::read_split(&args.data, &split, &args.reading)?;
    let truth: Vec<_> = samples.iter().map(|s| s.label).collect();
    let shipped = ModelFolder::shipped();
    let preprocess = &description.preprocess;
    let faces = aligned(
        &samples,
        &shipped,
        &args.cache,
        preprocess,
        AlignedBy::Detector,
    )?;
    let measured = |weights: &[u8]| -> Result<(f32, Metrics)> {
        let model = Model::new(description.clone(), weights, &device)?;
        let logits = model.logits(&faces)?;
        let temperature = metrics::fit_temperature(&logits, &truth);
        let probabilities = metrics::probabilities(&logits, temperature);
        Ok((
            temperature,
            metrics::measure(&description.labels, &truth, &probabilities),
        ))
    };
    let (_, before) = measured(&weights)?;
    let (temperature, after) = measured(&integers)?;
    for (what, weights, measured) in [("before", &weights, before), ("after", &integers, after)] {
        println!(
            "{what:<6} {:>9} bytes, {split} {:.2} %, macro-F1 {:.3}, calibration error {:.3}",
            weights.len(),
            100.0 * measured.accuracy,
            measured.macro_f1,
            measured.ece
        );
    }
    let described = Description {
        temperature,
        ..description.clone()
    };
    trained::write(&args.out, &described, &integers)?;
    let out = ModelFolder::new(&args.out);
    if let Some(bits) = args.landmarks_bits {
        out.write_landmarks(&to_integers(shipped.landmarks_weights()?, bits)?)?;
    }
    if let Some(bits) = args.detector_bits {
        out.write_detector(&to_integers(shipped.detector_weights()?, bits)?)?;
    }
    Ok(())
}
