//! A 1x1 convolution and a 3x3 convolution of every channel by itself, in one pass.

use super::Shape;
use super::depthwise::DEPTH_LANES;
use super::integers::Integers;
use super::panels::{LANES, Lanes, pack, pack_bias};

/// The weights of a 3x3 window for [`DEPTH_LANES`] channels.
pub type Window = [[f32; DEPTH_LANES]; 9];

/// A pointwise convolution, a depthwise one with a border of zeros.
#[derive(Debug, Clone)]
pub struct Separable {
    pub(super) pointwise: Integers,
    pub(super) pointwise_bias: Vec<Lanes>,
    depthwise: Vec<Window>,
    depthwise_bias: Vec<[f32; DEPTH_LANES]>,
    /// The least value that comes out of both.
    least: f32,
}

/// A unit of a chain.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a> {
    /// What it computes.
    pub separable: &'a Separable,
    /// Whether it hands on the largest of every 2x2 values alone; an odd last row or column is left out.
    pub pooled: bool,
}

impl Unit<'_> {
    /// The shape of what comes of maps.
    pub(super) fn shape(&self, from: Shape) -> Shape {
        let side = |side| if self.pooled { side / 2 } else { side };
        Shape {
            channels: self.separable.outputs(),
            height: side(from.height),
            width: side(from.width),
            ..from
        }
    }
}

/// Some channels of the depthwise convolution.
#[derive(Clone, Copy)]
pub(super) struct Channels<'a> {
    /// The first of them, and how many there are in all.
    pub first: usize,
    pub of: usize,
    pub window: &'a Window,
    pub bias: &'a [f32; DEPTH_LANES],
    /// What smaller values become: 0 or nothing.
    pub least: f32,
}

impl Separable {
    /// Lays out the weights `[out_channels, in_channels]` and `[out_channels, 3, 3]` and their biases. The number of outputs
    /// is a multiple of 8. With `relu`, negative
    /// values that come out of both become 0.
    pub fn new(pointwise: (&[f32], &[f32]), depthwise: (&[f32], &[f32]), relu: bool) -> Self {
        let (weights, bias) = pointwise;
        let out_channels = bias.len();
        debug_assert!(out_channels.is_multiple_of(LANES), "{out_channels} outputs");
        let windows = depthwise.0.chunks_exact(9 * DEPTH_LANES);
        Self {
            pointwise: Integers::new(
                &pack(
                    weights,
                    out_channels,
                    weights.len() / out_channels.max(1),
                    1,
                ),
                out_channels / LANES,
                1,
            ),
            pointwise_bias: pack_bias(bias),
            depthwise: windows
                .map(|of| {
                    std::array::from_fn(|place| std::array::from_fn(|lane| of[lane * 9 + place]))
                })
                .collect(),
            depthwise_bias: depthwise.1.as_chunks().0.to_vec(),
            least: if relu { 0.0 } else { f32::NEG_INFINITY },
        }
    }

    /// Channels that come out of it.
    pub(super) fn outputs(&self) -> usize {
        self.pointwise_bias.len() * LANES
    }

    /// What the depthwise convolution does with some of the channels.
    #[inline(always)]
    pub(super) fn channels(&self, index: usize) -> Channels<'_> {
        Channels {
            first: index * DEPTH_LANES,
            of: self.outputs(),
            window: &self.depthwise[index],
            bias: &self.depthwise_bias[index],
            least: self.least,
        }
    }

    /// As a part of a chain, all of it.
    pub fn whole(&self) -> Unit<'_> {
        Unit {
            separable: self,
            pooled: false,
        }
    }

    /// As a part of a chain, the largest of every 2x2 values of it; an odd last row or column is left out.
    pub fn pooled(&self) -> Unit<'_> {
        Unit {
            separable: self,
            pooled: true,
        }
    }
}
