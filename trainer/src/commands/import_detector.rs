//! `import-detector`: YuNet's ONNX file to `model/`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use burn::module::{Module, Param};
use burn::nn::conv::Conv2d;
use burn::tensor::{Device, Tensor, TensorData};
use mien::detect::YuNet;
use mien::formats::onnx;

use crate::models::folder::{DETECTOR_FILE, ModelFolder};

/// Options of `import-detector`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// YuNet as an ONNX file (`face_detection_yunet_2023mar.onnx`)
    onnx: PathBuf,
    /// Folder that the weights are written into
    #[arg(long, default_value = "model")]
    out: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let name = args.onnx.display();
    let bytes = std::fs::read(&args.onnx).with_context(|| format!("cannot read {name}"))?;
    let convolutions = convolutions(&bytes).with_context(|| format!("cannot use {name}"))?;
    let network =
        assemble(&convolutions).with_context(|| format!("{name} is not YuNet 2023mar"))?;
    let weights = network.into_record().into_bytes()?;
    let folder = ModelFolder::new(&args.out);
    folder.write_detector(&weights)?;
    println!(
        "{} convolutions, {} bytes written to {}",
        convolutions.len(),
        weights.len(),
        args.out.join(DETECTOR_FILE).display()
    );
    Ok(())
}

/// Weight and bias of a convolution.
#[derive(Debug, Clone)]
struct Convolution {
    /// `[out, in / groups, height, width]`.
    shape: [usize; 4],
    /// The weights, row by row.
    weight: Vec<f32>,
    /// One value an output.
    bias: Vec<f32>,
}

fn convolutions(bytes: &[u8]) -> Result<Vec<Convolution>> {
    let read = onnx::convolutions(bytes)?.into_iter();
    read.map(|(weight, bias)| {
        let Ok(shape) = weight.shape.try_into() else {
            bail!("a convolution is not two-dimensional");
        };
        Ok(Convolution {
            shape,
            weight: weight.values,
            bias: bias.values,
        })
    })
    .collect()
}

/// Puts the convolutions into the network in the order in which the file computes them: the stem,
/// eleven units, the neck from coarse to fine, then class, box, objectness and landmarks for each
/// stride from fine to coarse. The four heads of a stride see the same input, so they are joined
/// into one of sixteen channels.
fn assemble(convolutions: &[Convolution]) -> Result<YuNet> {
    const HEADS: usize = 1 + 2 * 11 + 2 * 3;
    ensure!(
        convolutions.len() == HEADS + 24,
        "{} convolutions instead of {}",
        convolutions.len(),
        HEADS + 24
    );
    let mut network = YuNet::new(&Device::flex());
    fill(&mut network.stem, &convolutions[0])?;
    let pair = |i: usize| (&convolutions[i], &convolutions[i + 1]);
    for (index, unit) in network.backbone.iter_mut().enumerate() {
        let (pointwise, depthwise) = pair(1 + 2 * index);
        fill(&mut unit.pointwise, pointwise)?;
        fill(&mut unit.depthwise, depthwise)?;
    }
    for (index, unit) in network.neck.iter_mut().rev().enumerate() {
        let (pointwise, depthwise) = pair(1 + 2 * 11 + 2 * index);
        fill(&mut unit.pointwise, pointwise)?;
        fill(&mut unit.depthwise, depthwise)?;
    }
    for (level, unit) in network.heads.iter_mut().enumerate() {
        // In the file: class, box, objectness, landmarks; each for all three strides.
        let of = |kind: usize| HEADS + 6 * kind + 2 * level;
        let order = [of(0), of(2), of(1), of(3)];
        let join = |offset: usize| join(order.map(|i| &convolutions[i + offset]));
        fill(&mut unit.pointwise, &join(0))?;
        fill(&mut unit.depthwise, &join(1))?;
    }
    Ok(network)
}

/// One convolution with the outputs of several.
fn join(parts: [&Convolution; 4]) -> Convolution {
    let [_, inputs, height, width] = parts[0].shape;
    Convolution {
        shape: [
            parts.iter().map(|p| p.shape[0]).sum(),
            inputs,
            height,
            width,
        ],
        weight: parts.iter().flat_map(|p| p.weight.clone()).collect(),
        bias: parts.iter().flat_map(|p| p.bias.clone()).collect(),
    }
}

fn fill(layer: &mut Conv2d, from: &Convolution) -> Result<()> {
    let expected = layer.weight.dims();
    ensure!(
        expected == from.shape,
        "a convolution of shape {:?} where {expected:?} belongs",
        from.shape
    );
    let device = Device::flex();
    layer.weight = Param::from_tensor(Tensor::from_data(
        TensorData::new(from.weight.clone(), from.shape),
        &device,
    ));
    layer.bias = Some(Param::from_tensor(Tensor::from_data(
        TensorData::new(from.bias.clone(), [from.bias.len()]),
        &device,
    )));
    Ok(())
}
