//! Constant tensors of an ONNX file.

use half::f16;

use super::proto::{TensorProto, data_type};
use crate::Error;
use crate::error::{Fault, Subject, shortened};
use crate::formats::graph::MAX_VALUES;

/// A constant: numbers of any kind, as floats.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// Lengths of its axes.
    pub shape: Vec<usize>,
    /// Row by row.
    pub values: Vec<f32>,
}

impl Tensor {
    /// The values of a tensor as it is stored.
    ///
    /// # Errors
    /// [`Error::Malformed`] where there are more or fewer than its shape says, or they are of a kind that is not
    /// known.
    pub(super) fn new(stored: &TensorProto) -> Result<Self, Error> {
        let name = || Subject::entry(&stored.name);
        let shape: Option<Vec<usize>> = stored
            .dims
            .iter()
            .map(|&side| usize::try_from(side).ok())
            .collect();
        let shape = shape.unwrap_or_default();
        let count = shape
            .iter()
            .try_fold(1usize, |all, side| all.checked_mul(*side));
        let count = count.unwrap_or(usize::MAX);
        Error::check_range(name(), count, 0..=MAX_VALUES)?;
        let raw = &stored.raw;
        let four = || raw.as_chunks::<4>().0.iter();
        let eight = || raw.as_chunks::<8>().0.iter();
        let values: Vec<f32> = match (stored.data_type, raw.is_empty()) {
            (data_type::FLOAT, false) => four().map(|b| f32::from_le_bytes(*b)).collect(),
            (data_type::FLOAT, true) => stored.floats.clone(),
            (data_type::DOUBLE, false) => eight().map(|b| f64::from_le_bytes(*b) as f32).collect(),
            (data_type::DOUBLE, true) => stored.doubles.iter().map(|&v| v as f32).collect(),
            (data_type::FLOAT16, false) => {
                let two = raw.as_chunks::<2>().0.iter();
                two.map(|b| f16::from_le_bytes(*b).to_f32()).collect()
            }
            (data_type::FLOAT16, true) => {
                let bits = stored.int32s.iter();
                bits.map(|&bits| f16::from_bits(bits as u16).to_f32())
                    .collect()
            }
            (data_type::INT64, false) => eight().map(|b| i64::from_le_bytes(*b) as f32).collect(),
            (data_type::INT64, true) => stored.int64s.iter().map(|&v| v as f32).collect(),
            (data_type::INT32, false) => four().map(|b| i32::from_le_bytes(*b) as f32).collect(),
            (data_type::INT32, true) => stored.int32s.iter().map(|&v| v as f32).collect(),
            (other, _) => {
                let fault = Fault::UnknownNumbers {
                    weight: shortened(&stored.name),
                    kind: other.to_string(),
                };
                return Err(Error::malformed(Subject::ModelWeights, fault));
            }
        };
        if values.len() != count {
            let (got, expected) = (values.len() as u64, count as u64);
            return Err(Error::malformed(name(), Fault::Length { got, expected }));
        }
        if !values.iter().all(|value| value.is_finite()) {
            return Err(Error::malformed(name(), Fault::NotNumbers));
        }
        Ok(Self { shape, values })
    }
}
