//! YuNet on the kernels: the layers of `YuNet::forward`, with weights laid out for them.

use super::{OUTPUT_CHANNELS, STRIDES};
use crate::Error;
#[cfg(feature = "burn")]
use crate::kernels::Device;
use crate::kernels::{
    Convolution, FeatureMap, Limits, Packed, Pixels, Separable, forward, forward_pixels,
};
use crate::weights::Tensors;

/// YuNet, ready to look at one picture at a time.
#[derive(Debug)]
pub struct PackedYuNet {
    stem: Convolution,
    backbone: Vec<Separable>,
    neck: Vec<Separable>,
    heads: Vec<Separable>,
}

/// Channels into and out of the backbone's units.
pub(super) const BACKBONE: [(usize, usize); 11] = [
    (16, 16),
    (16, 16),
    (16, 32),
    (32, 32),
    (32, 64),
    (64, 64),
    (64, 64),
    (64, 64),
    (64, 64),
    (64, 64),
    (64, 64),
];

impl Packed for PackedYuNet {
    type Architecture = ();

    fn pack((): &(), tensors: &mut Tensors) -> Result<Self, Error> {
        let stem = Convolution::read(tensors, "stem", [3, 16], 3, 2)?.in_integers();
        let backbone = BACKBONE.iter().enumerate().map(|(i, &(from, to))| {
            Separable::read(tensors, &format!("backbone.{i}"), [from, to], true)
        });
        let backbone = backbone.collect::<Result<_, _>>()?;
        let mut three = |name: &str, to, relu| {
            let units = 0..STRIDES.len();
            units
                .map(|i| Separable::read(tensors, &format!("{name}.{i}"), [64, to], relu))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            stem,
            backbone,
            neck: three("neck", 64, true)?,
            heads: three("heads", OUTPUT_CHANNELS, false)?,
        })
    }

    #[cfg(feature = "burn")]
    type Layers = super::YuNet;

    #[cfg(feature = "burn")]
    fn layers((): &(), device: &Device) -> super::YuNet {
        super::YuNet::new(device)
    }
}

impl PackedYuNet {
    /// From the pixels of a picture to the maps `[height / stride, width / stride, 16]` for strides 8, 16 and 32.
    pub fn forward(&self, pixels: &Pixels) -> [FeatureMap; 3] {
        let unit = |x: FeatureMap, i: usize| forward(&x, [self.backbone[i].whole()]);
        let whole = |i: usize| self.backbone[i].whole();
        let pooled = |i: usize| self.backbone[i].pooled();
        let first = [pooled(0), whole(1), whole(2), whole(3), pooled(4)];
        let x = forward_pixels(&self.stem, Limits::RELU, pixels, first);
        let mut fine = forward(&x, [whole(5), whole(6)]);
        let mut middle = unit(unit(fine.max_pool2(), 7), 8);
        let coarse = unit(unit(middle.max_pool2(), 9), 10);

        let coarse = forward(&coarse, [self.neck[2].whole()]);
        middle.add_upsampled(&coarse);
        let middle = forward(&middle, [self.neck[1].whole()]);
        fine.add_upsampled(&middle);
        let fine = forward(&fine, [self.neck[0].whole(), self.heads[0].whole()]);
        let head = |x, i: usize| {
            let map = forward(x, [self.heads[i].whole()]);
            debug_assert_eq!(map.shape().channels, OUTPUT_CHANNELS);
            map
        };
        [fine, head(&middle, 1), head(&coarse, 2)]
    }
}
