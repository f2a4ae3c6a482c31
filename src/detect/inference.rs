//! YuNet on the kernels: the layers of [`YuNet::forward`], with weights laid out for them.

use super::{OUTPUT_CHANNELS, YuNet};
use crate::Error;
use crate::image::Planar;
use crate::kernels::{Convolution, FeatureMap, Limits, Separable, Shape};

/// YuNet, ready to look at one picture at a time.
#[derive(Debug)]
pub struct PackedYuNet {
    stem: Convolution,
    backbone: Vec<Separable>,
    neck: Vec<Separable>,
    heads: Vec<Separable>,
}

impl PackedYuNet {
    /// Lays out the weights of `network`.
    ///
    /// # Errors
    /// [`Error::Malformed`] where weights are not `f32`.
    pub fn new(network: &YuNet) -> Result<Self, Error> {
        let units = |units: &[super::network::Separable], limits| {
            units
                .iter()
                .map(|unit| Separable::from_layers(&unit.pointwise, &unit.depthwise, limits))
                .collect::<Result<Vec<_>, Error>>()
        };
        Ok(Self {
            stem: Convolution::from_layer(&network.stem)?,
            backbone: units(&network.backbone, Limits::RELU)?,
            neck: units(&network.neck, Limits::RELU)?,
            heads: units(&network.heads, Limits::NONE)?,
        })
    }

    /// From pixels to the maps `[16, height / stride, width / stride]` for strides 8, 16 and 32.
    pub fn forward(&self, pixels: &Planar) -> [Vec<f32>; 3] {
        let shape = Shape {
            batch: 1,
            height: pixels.height,
            width: pixels.width,
            channels: 3,
        };
        let unit = |x: FeatureMap, i: usize| self.backbone[i].forward(&x);
        let x = FeatureMap::from_planar(&pixels.data, shape);
        let x = self.stem.forward(&x, None, Limits::RELU);
        let x = unit(x, 0).max_pool2();
        let x = (1..=4).fold(x, unit).max_pool2();
        let mut fine = unit(unit(x, 5), 6);
        let mut middle = unit(unit(fine.max_pool2(), 7), 8);
        let coarse = unit(unit(middle.max_pool2(), 9), 10);

        let coarse = self.neck[2].forward(&coarse);
        middle.add_upsampled(&coarse);
        let middle = self.neck[1].forward(&middle);
        fine.add_upsampled(&middle);
        let fine = self.neck[0].forward(&fine);
        let head = |x, i: usize| {
            let map = self.heads[i].forward(x);
            debug_assert_eq!(map.shape().channels, OUTPUT_CHANNELS);
            map.to_planar()
        };
        [head(&fine, 0), head(&middle, 1), head(&coarse, 2)]
    }
}
