//! A 1x1 convolution and a 3x3 convolution of every channel by itself, in one pass.

use super::depthwise::DEPTH_LANES;
use super::memory::Buffer;
use super::panels::{LANES, Lanes, Limits, multiply_rows, pack, pack_bias};
use super::{FeatureMap, Shape, vectorized};

/// The weights of a 3x3 window for [`DEPTH_LANES`] channels.
type Window = [[f32; DEPTH_LANES]; 9];

/// A pointwise convolution, a depthwise one with a border of zeros.
#[derive(Debug, Clone)]
pub struct Separable {
    pointwise: Vec<Lanes>,
    pointwise_bias: Vec<Lanes>,
    depthwise: Vec<Window>,
    depthwise_bias: Vec<[f32; DEPTH_LANES]>,
    in_channels: usize,
    limits: Limits,
}

/// The rows of the pointwise convolution that the depthwise one can see, a panel of channels after
/// the other: `[panels, 3, 1 + width + 1]`. They never leave the cache.
struct Ring {
    rows: Buffer,
    pitch: usize,
}

impl Ring {
    fn row(&self, panel: usize, y: usize) -> &[Lanes] {
        &self.rows.as_chunks().0[(panel * 3 + y % 3) * self.pitch..][..self.pitch]
    }

    fn row_mut(&mut self, panel: usize, y: usize) -> &mut [Lanes] {
        &mut self.rows.as_chunks_mut().0[(panel * 3 + y % 3) * self.pitch..][..self.pitch]
    }
}

impl Separable {
    /// Lays out the weights `[out_channels, in_channels]` and `[out_channels, 3, 3]` and their biases. The number of outputs
    /// is a multiple of 8. What comes out of both is held within `limits`.
    pub fn new(pointwise: (&[f32], &[f32]), depthwise: (&[f32], &[f32]), limits: Limits) -> Self {
        let (weights, bias) = pointwise;
        let out_channels = bias.len();
        debug_assert!(out_channels.is_multiple_of(LANES), "{out_channels} outputs");
        let in_channels = weights.len() / out_channels.max(1);
        let windows = depthwise.0.chunks_exact(9 * DEPTH_LANES);
        Self {
            pointwise: pack(weights, out_channels, in_channels, 1),
            pointwise_bias: pack_bias(bias),
            depthwise: windows
                .map(|of| {
                    std::array::from_fn(|place| std::array::from_fn(|lane| of[lane * 9 + place]))
                })
                .collect(),
            depthwise_bias: depthwise.1.as_chunks().0.to_vec(),
            in_channels,
            limits,
        }
    }

    /// The result has the sides of the input.
    pub fn forward(&self, input: &FeatureMap) -> FeatureMap {
        let mut output = FeatureMap::unwritten(Shape {
            channels: self.pointwise_bias.len() * LANES,
            ..input.shape()
        });
        compute(self, input, &mut output);
        output
    }
}

fn compute(separable: &Separable, input: &FeatureMap, output: &mut FeatureMap) {
    vectorized!(compute_with(separable: &Separable, input: &FeatureMap, output: &mut FeatureMap))
}

#[inline(always)]
fn compute_with(separable: &Separable, input: &FeatureMap, output: &mut FeatureMap) {
    let Shape {
        batch,
        height,
        width,
        channels,
    } = output.shape();
    let panels = separable.pointwise_bias.len();
    let pitch = width + 2;
    let mut ring = Ring {
        rows: Buffer::zeros(panels * 3 * pitch * LANES),
        pitch,
    };
    for picture in 0..batch {
        for panel in 0..panels {
            // The row above the first one.
            ring.row_mut(panel, 2).fill([0.0; LANES]);
        }
        for y in 0..=height {
            for panel in 0..panels {
                let next = ring.row_mut(panel, y);
                if y == height {
                    next.fill([0.0; LANES]);
                } else {
                    let row = input.row(picture, y);
                    let weights = &separable.pointwise[panel * separable.in_channels..]
                        [..separable.in_channels];
                    let bias = &separable.pointwise_bias[panel];
                    multiply_rows(bias, row, weights, &mut next[1..=width]);
                }
                let Some(y) = y.checked_sub(1) else {
                    continue;
                };
                let rows = [y + 2, y, y + 1].map(|y| ring.row(panel, y));
                let to = &mut output.row_mut(picture, y)[..width * channels];
                for part in 0..LANES / DEPTH_LANES {
                    let index = panel * (LANES / DEPTH_LANES) + part;
                    let window = &separable.depthwise[index];
                    let bias = &separable.depthwise_bias[index];
                    let first = index * DEPTH_LANES;
                    let to = to.chunks_exact_mut(channels).map(|to| &mut to[first..]);
                    depthwise(rows, part, window, bias, separable.limits, to);
                }
            }
        }
    }
}

/// A part of a panel of a row. `rows` are the one above, the row itself and the one below.
#[inline(always)]
fn depthwise<'a>(
    rows: [&[Lanes]; 3],
    part: usize,
    window: &Window,
    bias: &[f32; DEPTH_LANES],
    limits: Limits,
    to: impl Iterator<Item = &'a mut [f32]>,
) {
    let (window, bias) = (*window, *bias);
    let [above, here, below] = rows.map(|row| row.windows(3));
    for (((above, here), below), to) in above.zip(here).zip(below).zip(to) {
        let mut sums = bias;
        for (row, values) in [above, here, below].into_iter().enumerate() {
            for (column, values) in values.iter().enumerate() {
                let values = &values[part * DEPTH_LANES..][..DEPTH_LANES];
                for lane in 0..DEPTH_LANES {
                    sums[lane] += values[lane] * window[row * 3 + column][lane];
                }
            }
        }
        to[..DEPTH_LANES].copy_from_slice(&sums.map(|sum| limits.apply(sum)));
    }
}
