//! The tensors of a weight file, by the names that burn gives the layers' parameters.

use std::collections::BTreeMap;

use burn_pack::{Bytes, DType, Tensor};
use half::f16;

use super::integers;
use crate::Error;
use crate::error::{Fault, Subject};

/// What is left of a weight file while networks take what is theirs.
#[derive(Debug)]
pub struct Tensors {
    file: String,
    tensors: BTreeMap<String, Tensor>,
}

impl Tensors {
    /// Opens a burnpack file; `file` names it in errors.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the bytes are no burnpack file.
    pub fn open(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let tensors = integers::tensors(Bytes::from_bytes_vec(bytes.to_vec()))
            .map_err(|e| Error::malformed(Subject::file(file), Fault::cause(e)))?;
        Ok(Self {
            file: file.into(),
            tensors: tensors.into_iter().map(|t| (t.name.clone(), t)).collect(),
        })
    }

    /// Takes a tensor of this shape out: its values, row by row. Those that are stored as f16 or as
    /// [`integers`] become f32.
    ///
    /// # Errors
    /// [`Error::Malformed`] where there is none, or another one.
    pub fn take(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let Some(tensor) = self.tensors.remove(name) else {
            return Err(self.misfit(format!("{name} is missing")));
        };
        if tensor.shape.as_slice() != shape {
            let found = tensor.shape.as_slice();
            return Err(self.misfit(format!("{name} is {found:?} instead of {shape:?}")));
        }
        let (_, dtype, _, _, bytes) = tensor
            .into_parts()
            .map_err(|e| self.misfit(e.to_string()))?;
        let values: Vec<f32> = match dtype {
            DType::F32 => {
                let (fours, _) = bytes.as_chunks::<4>();
                fours.iter().map(|&four| f32::from_le_bytes(four)).collect()
            }
            DType::F16 => {
                let (pairs, _) = bytes.as_chunks::<2>();
                pairs
                    .iter()
                    .map(|&pair| f16::from_le_bytes(pair).to_f32())
                    .collect()
            }
            other => return Err(self.misfit(format!("{name} is {other:?}"))),
        };
        match values.len() == shape.iter().product::<usize>() {
            true => Ok(values),
            false => Err(self.misfit(format!("{name} has {} values", values.len()))),
        }
    }

    /// Ends the taking.
    ///
    /// # Errors
    /// [`Error::Malformed`] where something is left that no layer wanted.
    pub fn end(self) -> Result<(), Error> {
        match self.tensors.keys().next() {
            Some(name) => Err(self.misfit(format!("{name} belongs to no layer"))),
            None => Ok(()),
        }
    }

    fn misfit(&self, cause: String) -> Error {
        Error::malformed(Subject::file(&self.file), Fault::cause(cause))
    }
}
