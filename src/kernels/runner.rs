//! A network as a device runs it.

#[cfg(feature = "burn")]
use burn::{module::Module, tensor::Tensor};

use super::{Device, supports};
use crate::Error;
use crate::weights::Tensors;
#[cfg(feature = "burn")]
use crate::{
    error::{Fault, Subject},
    weights::load_weights,
};

/// A network on the kernels.
pub(crate) trait Packed: Sized {
    /// What tells networks of this kind apart.
    type Architecture;

    /// Lays out the weights of a file, all of them.
    ///
    /// # Errors
    /// [`Error::Malformed`] where they are another network's.
    fn pack(architecture: &Self::Architecture, tensors: &mut Tensors) -> Result<Self, Error>;

    /// The same network of burn's layers.
    #[cfg(feature = "burn")]
    type Layers: Module;

    /// The layers, with arbitrary weights.
    #[cfg(feature = "burn")]
    fn layers(architecture: &Self::Architecture, device: &Device) -> Self::Layers;
}

/// A network on the kernels, or as burn has it.
#[derive(Debug)]
pub(crate) enum Runner<P: Packed> {
    /// On the CPU, by the kernels.
    Kernels(P),
    /// Elsewhere, by burn's layers.
    #[cfg(feature = "burn")]
    Layers(P::Layers, Device),
}

impl<P: Packed> Runner<P> {
    /// Decodes burnpack weights (`bytes`, read from `file`, which errors name) as `device` runs them.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the bytes are no burnpack file or not this network's weights.
    pub fn load(
        architecture: &P::Architecture,
        file: &str,
        bytes: &[u8],
        device: &Device,
    ) -> Result<Self, Error> {
        #[cfg(feature = "burn")]
        if !supports(device) {
            let layers = load_weights(file, bytes, P::layers(architecture, device))?;
            return Ok(Self::Layers(layers, device.clone()));
        }
        debug_assert!(supports(device), "builds without burn have one device");
        let mut tensors = Tensors::open(file, bytes)?;
        let packed = P::pack(architecture, &mut tensors)?;
        tensors.end()?;
        Ok(Self::Kernels(packed))
    }
}

/// The values of a network's answer, row by row.
///
/// # Errors
/// [`Error::Malformed`] where they cannot be read.
#[cfg(feature = "burn")]
pub(crate) fn values<const D: usize>(answer: Tensor<D>) -> Result<Vec<f32>, Error> {
    answer
        .into_data()
        .try_into_vec()
        .map_err(|e| Error::malformed(Subject::NetworkAnswer, Fault::cause(format!("{e:?}"))))
}
