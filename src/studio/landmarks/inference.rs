//! The network on the kernels: the layers of [`LandmarkNet::forward`], with weights laid out for
//! them.

use super::{LandmarkNet, SIDE};
use crate::Error;
use crate::kernels::{Convolution, FeatureMap, Limits, Shape};

/// A landmark network, ready to look at any number of crops.
#[derive(Debug)]
pub struct PackedLandmarkNet {
    convolutions: Vec<Convolution>,
    places: Convolution,
}

impl PackedLandmarkNet {
    /// Lays out the weights of `network`.
    ///
    /// # Errors
    /// [`Error::Malformed`] where weights are not `f32`.
    pub fn new(network: &LandmarkNet) -> Result<Self, Error> {
        Ok(Self {
            convolutions: network
                .convolutions
                .iter()
                .map(|unit| Convolution::from_layer(&unit.conv))
                .collect::<Result<_, _>>()?,
            places: Convolution::from_dense(&network.places)?,
        })
    }

    /// From the `[48, 48]` values of crops, one after the other, to their places, `[crops, 10]`.
    pub fn forward(&self, values: &[f32]) -> Vec<f32> {
        let batch = values.len() / (SIDE * SIDE);
        let shape = |side: usize, channels: usize| Shape {
            batch,
            height: side,
            width: side,
            channels,
        };
        let x = FeatureMap::from_planar(values, shape(SIDE, 1));
        let x = self.convolutions.iter().fold(x, |x, convolution| {
            convolution.forward(&x, None, Limits::RELU)
        });
        let flat = FeatureMap::from_planar(&x.to_planar(), shape(1, self.places.inputs()));
        self.places.forward(&flat, None, Limits::NONE).to_planar()
    }
}
