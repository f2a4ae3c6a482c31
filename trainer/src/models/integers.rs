//! Weights as integers, as the app reads them (`mien::weights::integers`).

use anyhow::{Context, Result, ensure};
use burn::tensor::{Bytes, DType};
use burn_pack::{Reader, Tensor, Writer};
use half::f16;
use mien::weights::integers::SCALE;

/// Turns the weights of a burnpack file into integers of so many `bits`, one scale an output
/// channel. Biases stay floats, of 16 bits, or of 32 where weights have more than 8.
///
/// # Errors
/// Where the bytes are no burnpack file of floats, or `bits` is not from 2 to 16.
pub fn to_integers(weights: Vec<u8>, bits: u32) -> Result<Vec<u8>> {
    ensure!((2..=16).contains(&bits), "{bits} bits: from 2 to 16");
    let most = ((1u32 << (bits - 1)) - 1) as f32;
    let tensors = Reader::from_bytes(Bytes::from_bytes_vec(weights))?.into_tensors()?;
    let mut written = Vec::new();
    for tensor in tensors {
        let (name, dtype, shape, id, bytes) = tensor.into_parts()?;
        let values = floats(dtype, &bytes)
            .with_context(|| format!("{name} is {dtype:?} instead of floats"))?;
        let dims = shape.to_vec();
        // Convolutions are [outputs, inputs, height, width], dense layers [inputs, outputs].
        let axis = match dims.len() {
            4 => 0,
            2 => 1,
            _ => {
                let halves = values.iter().flat_map(|&v| f16::from_f32(v).to_le_bytes());
                let singles = values.iter().flat_map(|v| v.to_le_bytes());
                let (dtype, bytes) = match bits {
                    ..=8 => (DType::F16, halves.collect()),
                    _ => (DType::F32, singles.collect()),
                };
                let bytes = Bytes::from_bytes_vec(bytes);
                written.push(Tensor::new(name, dtype, shape, id, bytes));
                continue;
            }
        };
        let channels = dims[axis];
        let run: usize = dims[axis + 1..].iter().product();
        let channel = |index: usize| index / run % channels;
        let mut rows = vec![Vec::new(); channels];
        for (index, &value) in values.iter().enumerate() {
            rows[channel(index)].push(value);
        }
        let scales: Vec<f32> = rows.iter().map(|row| best_scale(row, most)).collect();
        let integers = values
            .iter()
            .enumerate()
            .map(|(index, value)| quantized(*value, scales[channel(index)], most) as i16);
        let mut lengths = vec![1; dims.len()];
        lengths[axis] = channels;
        let bytes = scales.iter().flat_map(|scale| scale.to_le_bytes());
        written.push(Tensor::new(
            format!("{name}{SCALE}"),
            DType::F32,
            lengths,
            None,
            Bytes::from_bytes_vec(bytes.collect()),
        ));
        let (dtype, bytes) = match bits {
            ..=8 => (DType::I8, integers.map(|v| v as u8).collect()),
            _ => (DType::I16, integers.flat_map(i16::to_le_bytes).collect()),
        };
        let bytes = Bytes::from_bytes_vec(bytes);
        written.push(Tensor::new(name, dtype, shape, id, bytes));
    }
    Ok(Writer::new(written).into_bytes()?.to_vec())
}

fn floats(dtype: DType, bytes: &[u8]) -> Option<Vec<f32>> {
    match dtype {
        DType::F32 => {
            let (values, []) = bytes.as_chunks::<4>() else {
                return None;
            };
            Some(values.iter().map(|&v| f32::from_le_bytes(v)).collect())
        }
        DType::F16 => {
            let (values, []) = bytes.as_chunks::<2>() else {
                return None;
            };
            Some(
                values
                    .iter()
                    .map(|&v| f16::from_le_bytes(v).to_f32())
                    .collect(),
            )
        }
        _ => None,
    }
}

/// The integer nearest to a value, of -`most` to `most`.
fn quantized(value: f32, scale: f32, most: f32) -> f32 {
    (value / scale).round().clamp(-most, most)
}

/// The scale with which a channel's weights lose least (mean square): the largest weight is worth
/// cutting off where the others gain from it.
fn best_scale(row: &[f32], most: f32) -> f32 {
    let largest = row.iter().fold(0.0f32, |largest, v| largest.max(v.abs()));
    if largest == 0.0 {
        return 1.0;
    }
    let loss = |scale: f32| -> f64 {
        let off = |v: f32| f64::from(quantized(v, scale, most) * scale - v).powi(2);
        row.iter().map(|&v| off(v)).sum()
    };
    let scales = (0..=40u8).map(|step| largest / most * (1.0 - 0.015 * f32::from(step)));
    let scales = scales.map(|scale| (loss(scale), scale));
    scales
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(1.0, |(_, scale)| scale)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use burn::module::{Module, ModuleVisitor, Param};
    use burn::tensor::Device;
    use mien::expression::{ExpressionNet, ExpressionNetConfig};
    use mien::weights::load_weights;

    use super::*;

    /// Every tensor's values, an output channel a row; biases are rows of one value.
    #[derive(Default)]
    struct Rows(Vec<Vec<Vec<f32>>>);

    impl ModuleVisitor for Rows {
        fn visit_float<const D: usize>(&mut self, param: &Param<burn::tensor::Tensor<D>>) {
            let dims = param.val().dims();
            let values: Vec<f32> = param.val().into_data().try_into_vec().unwrap();
            let (axis, channels) = match D {
                2 => (1, dims[1]),
                _ => (0, dims[0]),
            };
            let run: usize = dims[axis + 1..].iter().product();
            let mut rows = vec![Vec::new(); channels];
            for (index, value) in values.into_iter().enumerate() {
                rows[index / run % channels].push(value);
            }
            self.0.push(rows);
        }
    }

    fn rows(network: &ExpressionNet) -> Vec<Vec<Vec<f32>>> {
        let mut rows = Rows::default();
        network.visit(&mut rows);
        rows.0
    }

    #[test]
    fn weights_come_back_to_within_half_a_step_or_cut_off_at_the_largest() {
        let config = ExpressionNetConfig {
            stem: 4,
            stages: vec![(4, 1), (6, 2)],
            classes: 7,
        };
        let device = Device::flex();
        let network = ExpressionNet::folded(&config, &device);
        let bytes = network.clone().into_record().into_bytes().unwrap();
        for bits in [16, 12, 8, 6, 4] {
            let integers = to_integers(bytes.to_vec(), bits).unwrap();
            assert!(integers.len() < bytes.len());
            let empty = ExpressionNet::folded(&config, &device);
            let back = load_weights("test", &integers, empty).unwrap();
            let most = ((1u32 << (bits - 1)) - 1) as f32;
            let (old, new) = (rows(&network), rows(&back));
            for (old, new) in old.iter().flatten().zip(new.iter().flatten()) {
                // The largest weight of a channel becomes the largest integer.
                let largest = new.iter().fold(0.0f32, |largest, v| largest.max(v.abs()));
                let step = match old.len() {
                    // A bias, of 16 bits or more.
                    1 => largest / 1024.0,
                    _ => largest / most,
                };
                for (old, new) in old.iter().zip(new) {
                    let cut_off = new.abs() == largest && new * old > 0.0 && old.abs() > largest;
                    let near = (old - new).abs() <= 0.501 * step + 1e-7;
                    assert!(near || cut_off, "{bits} bits: {old} {new} {step}");
                }
            }
        }
    }

    #[test]
    fn scales_that_do_not_fit_are_refused() {
        let config = ExpressionNetConfig {
            stem: 2,
            stages: vec![(2, 1)],
            classes: 7,
        };
        let device = Device::flex();
        let network = ExpressionNet::folded(&config, &device);
        let bytes = network.into_record().into_bytes().unwrap().to_vec();
        let integers = to_integers(bytes, 8).unwrap();
        for change in 0..3 {
            let read = Reader::from_bytes(Bytes::from_bytes_vec(integers.clone())).unwrap();
            let mut tensors = read.into_tensors().unwrap();
            let scale = tensors
                .iter()
                .position(|t| t.name.ends_with(SCALE))
                .unwrap();
            match change {
                0 => drop(tensors.remove(scale)),
                1 => tensors[scale].shape = vec![1, 1, 2, 1].into(),
                _ => tensors[scale].shape = vec![2].into(),
            }
            let changed = Writer::new(tensors).into_bytes();
            let loaded = changed.map_err(anyhow::Error::from).and_then(|bytes| {
                let empty = ExpressionNet::folded(&config, &device);
                Ok(load_weights("test", &bytes, empty)?)
            });
            assert!(loaded.is_err(), "change {change}");
        }
    }
}
