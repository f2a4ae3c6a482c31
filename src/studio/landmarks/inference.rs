//! The network on the kernels: the layers of [`LandmarkNet::forward`], with weights laid out for
//! them.

use super::network::CONVOLUTIONS;
use super::{LandmarkNet, OUTPUTS, SIDE};
use crate::Error;
use crate::kernels::{Convolution, Device, FeatureMap, Limits, Packed, Shape};
use crate::weights::Tensors;

/// A landmark network, ready to look at any number of crops.
#[derive(Debug)]
pub struct PackedLandmarkNet {
    convolutions: Vec<Convolution>,
    places: Convolution,
}

impl Packed for PackedLandmarkNet {
    type Architecture = ();

    fn pack((): &(), tensors: &mut Tensors) -> Result<Self, Error> {
        let (mut from, mut side) = (1, SIDE);
        let mut convolutions = Vec::with_capacity(CONVOLUTIONS.len());
        for (i, (to, stride)) in CONVOLUTIONS.into_iter().enumerate() {
            let name = format!("convolutions.{i}.conv");
            let convolution = Convolution::read(tensors, &name, [from, to], 3, stride)?;
            // Those of stride 1 have a faster way.
            convolutions.push(match stride {
                1 => convolution,
                _ => convolution.in_integers(),
            });
            (from, side) = (to, side / stride);
        }
        let places = [from * side * side, OUTPUTS];
        Ok(Self {
            convolutions,
            places: Convolution::read_dense(tensors, "places", places)?,
        })
    }

    type Layers = LandmarkNet;

    fn layers((): &(), device: &Device) -> LandmarkNet {
        LandmarkNet::folded(device)
    }
}

impl PackedLandmarkNet {
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
