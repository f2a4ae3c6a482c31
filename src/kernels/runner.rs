//! A network as a device runs it.

use burn::tensor::{Device, Tensor};

use super::supports;
use crate::Error;
use crate::error::{Fault, Subject};

/// A network of burn's, or the same packed for the kernels.
#[derive(Debug)]
pub(crate) enum Runner<N, P> {
    /// On the CPU, by the kernels.
    Kernels(P),
    /// Elsewhere, by burn's layers.
    Layers(N, Device),
}

impl<N, P> Runner<N, P> {
    /// The `network` as `device` runs it.
    ///
    /// # Errors
    /// Those of `pack`.
    pub fn new(
        network: N,
        device: &Device,
        pack: impl FnOnce(&N) -> Result<P, Error>,
    ) -> Result<Self, Error> {
        Ok(match supports(device) {
            true => Self::Kernels(pack(&network)?),
            false => Self::Layers(network, device.clone()),
        })
    }
}

/// The values of a network's answer, row by row.
///
/// # Errors
/// [`Error::Malformed`] where they cannot be read.
pub(crate) fn values<const D: usize>(answer: Tensor<D>) -> Result<Vec<f32>, Error> {
    answer
        .into_data()
        .try_into_vec()
        .map_err(|e| Error::malformed(Subject::NetworkAnswer, Fault::cause(format!("{e:?}"))))
}
