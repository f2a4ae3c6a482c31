//! `import-descriptor`: the weights of dlib's face descriptor, as face-api keeps them, to a network
//! that `fit --start` begins with and that nothing has taught any expression yet.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use burn::module::Param;
use burn::tensor::{Device, Tensor, TensorData};
use mien::expression::{Architecture, EXPRESSIONS, ExpressionModel};
use mien::layers::ConvUnit;
use serde::Deserialize;

use crate::architectures::descriptor::{Descriptor, STAGES};
use crate::architectures::{Arch, Network};
use crate::data;
use crate::fit::preprocess;
use crate::model::{self, Description};
use crate::student;

/// Options of `import-descriptor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// `face_recognition_model-weights_manifest.json` of the npm package @vladmandic/face-api, its
    /// weights beside it
    manifest: PathBuf,
    /// Folder that the network is written into
    #[arg(long, default_value = "runs/descriptor/result")]
    out: PathBuf,
}

/// A group of weights that lie in one file after another (TensorFlow.js's weights manifest).
#[derive(Debug, Deserialize)]
struct Group {
    paths: Vec<String>,
    weights: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    shape: Vec<usize>,
    quantization: Option<Quantization>,
}

/// A byte `b` stands for `min + scale * b`.
#[derive(Debug, Deserialize)]
struct Quantization {
    scale: f32,
    min: f32,
}

/// The mean colour that dlib subtracts from a picture, red, green and blue.
const MEAN: [f32; 3] = [122.782, 117.001, 104.298];

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let weights = Weights::read(&args.manifest)
        .with_context(|| format!("cannot use {}", args.manifest.display()))?;
    let network = assemble(&weights)
        .with_context(|| format!("{} is not of dlib's descriptor", args.manifest.display()))?;
    let description = Description {
        arch: Arch::Descriptor,
        model: ExpressionModel {
            labels: EXPRESSIONS.map(String::from).to_vec(),
            architecture: Architecture {
                stem: 1,
                stages: vec![(1, 1)],
                classes: EXPRESSIONS.len(),
            },
            preprocess: preprocess(data::SIDE),
            temperature: 1.0,
        },
    };
    let bytes = student::kept(&Network::Descriptor(network))?;
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("cannot make the folder {}", args.out.display()))?;
    model::write(&args.out, &description, &bytes)?;
    println!("{} bytes written into {}", bytes.len(), args.out.display());
    Ok(())
}

/// All weights of a file, named.
struct Weights(Vec<(Entry, Vec<f32>)>);

impl Weights {
    fn read(manifest: &Path) -> Result<Self> {
        let groups: Vec<Group> = serde_json::from_slice(&std::fs::read(manifest)?)?;
        let mut all = Vec::new();
        for group in groups {
            let mut bytes = Vec::new();
            for path in &group.paths {
                let path = manifest.with_file_name(path);
                bytes.extend(
                    std::fs::read(&path)
                        .with_context(|| format!("cannot read {}", path.display()))?,
                );
            }
            let mut rest = &bytes[..];
            for entry in group.weights {
                let count: usize = entry.shape.iter().product();
                let size = if entry.quantization.is_some() { 1 } else { 4 };
                let (own, others) = rest
                    .split_at_checked(count * size)
                    .with_context(|| format!("the weights end before {}", entry.name))?;
                rest = others;
                let values = match &entry.quantization {
                    Some(q) => own
                        .iter()
                        .map(|&b| q.min + q.scale * f32::from(b))
                        .collect(),
                    None => own
                        .as_chunks()
                        .0
                        .iter()
                        .map(|bytes| f32::from_le_bytes(*bytes))
                        .collect(),
                };
                all.push((entry, values));
            }
            ensure!(rest.is_empty(), "{} bytes are left over", rest.len());
        }
        Ok(Self(all))
    }

    /// The weights of this name, which have as many values as this shape.
    fn get(&self, name: &str, shape: &[usize]) -> Result<&[f32]> {
        let (entry, values) = self
            .0
            .iter()
            .find(|(entry, _)| entry.name == name)
            .with_context(|| format!("there is no {name}"))?;
        ensure!(
            entry.shape == shape,
            "{name} has the shape {:?} instead of {shape:?}",
            entry.shape
        );
        Ok(values)
    }
}

/// The network with these weights; its last layers are random.
fn assemble(weights: &Weights) -> Result<Descriptor> {
    let mut network = Descriptor::init(1, false, &Device::flex());
    stem(&mut network.backbone.stem, weights)?;
    let mut blocks = network.backbone.blocks.iter_mut();
    for (channels, count) in STAGES {
        for (index, block) in (0..count).zip(&mut blocks) {
            // The first stage has no block that halves the sides.
            let name = match (index, channels == STAGES[0].0) {
                (0, false) => format!("conv{channels}_down"),
                (_, false) => format!("conv{channels}_{index}"),
                (_, true) => format!("conv{channels}_{}", index + 1),
            };
            fill(&mut block.first, weights, &format!("{name}/conv1"))?;
            fill(&mut block.second, weights, &format!("{name}/conv2"))?;
        }
    }
    Ok(network)
}

/// dlib sees `(colour - mean) / 255` of three colours; here the grey values of all three are one,
/// from -1 to 1.
fn stem(unit: &mut ConvUnit, weights: &Weights) -> Result<()> {
    let [to, _, size, _] = unit.conv.weight.dims();
    let (kernel, bias) = layer(weights, "conv32_down", [to, MEAN.len(), size])?;
    let mut grey = vec![0.0; to * size * size];
    let mut shifted = bias;
    for (index, weight) in kernel.iter().enumerate() {
        let (place, colour) = (index % (size * size), index / (size * size) % MEAN.len());
        let channel = index / (size * size * MEAN.len());
        grey[channel * size * size + place] += weight * 127.5 / 255.0;
        shifted[channel] += weight * (127.5 - MEAN[colour]) / 255.0;
    }
    set(unit, grey, shifted);
    Ok(())
}

fn fill(unit: &mut ConvUnit, weights: &Weights, name: &str) -> Result<()> {
    let [to, from, size, _] = unit.conv.weight.dims();
    let (kernel, bias) = layer(weights, name, [to, from, size])?;
    set(unit, kernel, bias);
    Ok(())
}

/// Kernels `[to][from][row][column]` and biases of a convolution, with what scales its result
/// folded in.
fn layer(
    weights: &Weights,
    name: &str,
    [to, from, size]: [usize; 3],
) -> Result<(Vec<f32>, Vec<f32>)> {
    let part = |part: &str| weights.get(&format!("{name}/{part}"), &[to]);
    // [row][column][from][to]
    let kernel = weights.get(&format!("{name}/conv/filters"), &[size, size, from, to])?;
    let (bias, gain, offset) = (
        part("conv/bias")?,
        part("scale/weights")?,
        part("scale/biases")?,
    );
    let turned = (0..to * from * size * size).map(|index| {
        let (place, channels) = (index % (size * size), index / (size * size));
        let (channel, source) = (channels / from, channels % from);
        kernel[(place * from + source) * to + channel] * gain[channel]
    });
    let biases = (0..to).map(|channel| bias[channel] * gain[channel] + offset[channel]);
    Ok((turned.collect(), biases.collect()))
}

fn set(unit: &mut ConvUnit, kernel: Vec<f32>, bias: Vec<f32>) {
    let device = Device::flex();
    let shape = unit.conv.weight.dims();
    let kernel = TensorData::new(kernel, shape);
    let bias = TensorData::new(bias, [shape[0]]);
    unit.conv.weight = Param::from_tensor(Tensor::from_data(kernel, &device));
    unit.conv.bias = Some(Param::from_tensor(Tensor::from_data(bias, &device)));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    /// Weights of these names and shapes: small numbers, no two alike.
    fn weights(entries: &[(&str, &[usize])]) -> Weights {
        let mut next = 0.0f32;
        let all = entries.iter().map(|(name, shape)| {
            let entry = Entry {
                name: (*name).into(),
                shape: shape.to_vec(),
                quantization: None,
            };
            let values = (0..shape.iter().product()).map(|_| {
                next += 1.0;
                (next * 0.7).sin()
            });
            (entry, values.collect())
        });
        Weights(all.collect())
    }

    #[test]
    fn bytes_and_floats_are_read_and_a_short_file_is_named() {
        let folder = Scratch::new();
        let manifest = folder.path().join("manifest.json");
        let text = r#"[{"paths": ["a.bin"], "weights": [
            {"name": "bytes", "shape": [2], "dtype": "float32",
             "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1}},
            {"name": "floats", "shape": [1, 1], "dtype": "float32"}]}]"#;
        std::fs::write(&manifest, text).unwrap();
        let mut bytes = vec![0, 3];
        bytes.extend(2.5f32.to_le_bytes());
        std::fs::write(folder.path().join("a.bin"), &bytes).unwrap();
        let weights = Weights::read(&manifest).unwrap();
        assert_eq!(weights.get("bytes", &[2]).unwrap(), [-1.0, 0.5]);
        assert_eq!(weights.get("floats", &[1, 1]).unwrap(), [2.5]);

        let message = |result: Result<&[f32]>| format!("{:#}", result.unwrap_err());
        assert!(message(weights.get("other", &[1])).contains("there is no other"));
        assert!(message(weights.get("bytes", &[3])).contains("the shape [2] instead of [3]"));
        std::fs::write(folder.path().join("a.bin"), &bytes[..5]).unwrap();
        let short = Weights::read(&manifest).err().unwrap();
        assert!(format!("{short:#}").contains("the weights end before floats"));
    }

    #[test]
    fn a_grey_face_is_to_the_stem_what_the_same_colours_are_to_dlib() {
        let names = ["conv/bias", "scale/weights", "scale/biases"];
        let names = names.map(|part| format!("conv32_down/{part}"));
        let mut entries: Vec<(&str, &[usize])> = vec![("conv32_down/conv/filters", &[7, 7, 3, 32])];
        entries.extend(names.iter().map(|name| (&name[..], &[32][..])));
        let weights = weights(&entries);
        let mut network = Descriptor::init(1, false, &Device::flex());
        let unit = &mut network.backbone.stem;
        stem(unit, &weights).unwrap();

        // The fourth place of the fourth row sees the middle of 13x13 pixels.
        const SIDE: usize = 13;
        let grey = |row: usize, column: usize| ((row * SIDE + column) * 37 % 256) as f32;
        let places = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (row, column)));
        let seen: Vec<f32> = places
            .map(|(row, column)| grey(row, column) / 127.5 - 1.0)
            .collect();
        let seen = TensorData::new(seen, [1, 1, SIDE, SIDE]);
        let got = unit.forward(Tensor::from_data(seen, &Device::flex()));
        let got: Vec<f32> = got.into_data().try_into_vec().unwrap();

        let part = |name: &str| weights.get(&format!("conv32_down/{name}"), &[32]).unwrap();
        let shape = [7, 7, MEAN.len(), 32];
        let kernel = weights.get("conv32_down/conv/filters", &shape).unwrap();
        for channel in [0, 5, 31] {
            let mut sum = part("conv/bias")[channel];
            for (place, (row, column)) in (0..49).map(|place| (place, (place / 7, place % 7))) {
                for (colour, mean) in MEAN.iter().enumerate() {
                    let value = (grey(3 + row, 3 + column) - mean) / 255.0;
                    sum += kernel[(place * MEAN.len() + colour) * 32 + channel] * value;
                }
            }
            let wanted = sum * part("scale/weights")[channel] + part("scale/biases")[channel];
            let got = got[channel * 49 + 3 * 7 + 3];
            assert!((got - wanted).abs() < 1e-3, "{got} instead of {wanted}");
        }
    }
}
