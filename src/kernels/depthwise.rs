//! A convolution of every channel by itself.

use super::panels::Limits;
use super::windows::{Placement, Windows};
use super::{FeatureMap, vectorized};

/// Channels that are computed together: the nine weights of a window have to stay in registers, and WASM's
/// vectors are half as wide as AVX2's.
pub const DEPTH_LANES: usize = if cfg!(target_arch = "wasm32") { 4 } else { 8 };

/// Values of neighbouring channels.
type Lanes = [f32; DEPTH_LANES];

/// A convolution of every channel by itself.
#[derive(Debug, Clone)]
pub struct Depthwise {
    /// For every group of channels the weights of a window, row by row; zeros fill up the last group.
    weights: Vec<Lanes>,
    bias: Vec<Lanes>,
    channels: usize,
    kernel: [usize; 2],
    windows: Windows,
}

impl Depthwise {
    /// Lays out the weights `[rows, columns, channels]` and a bias a channel.
    pub fn new(weights: &[f32], bias: &[f32], kernel: [usize; 2], windows: Windows) -> Self {
        let channels = bias.len();
        let lanes = |values: &[f32], group: usize| {
            std::array::from_fn(|lane| {
                let channel = group * DEPTH_LANES + lane;
                values.get(channel).copied().unwrap_or(0.0)
            })
        };
        let groups = 0..channels.div_ceil(DEPTH_LANES);
        Self {
            weights: groups
                .clone()
                .flat_map(|group| {
                    weights
                        .chunks_exact(channels)
                        .map(move |place| lanes(place, group))
                })
                .collect(),
            bias: groups.map(|group| lanes(bias, group)).collect(),
            channels,
            kernel,
            windows,
        }
    }

    /// What comes of a map that has the channels of the weights, within `limits`.
    pub fn forward(&self, input: &FeatureMap, limits: Limits) -> FeatureMap {
        let placement = self.windows.place(self.kernel, input.shape());
        let mut output = FeatureMap::unwritten(placement.shape(input.shape(), self.channels));
        compute(self, placement, input, limits, &mut output);
        output
    }
}

fn compute(
    of: &Depthwise,
    placement: Placement,
    input: &FeatureMap,
    limits: Limits,
    output: &mut FeatureMap,
) {
    vectorized!(compute_with(
        of: &Depthwise,
        placement: Placement,
        input: &FeatureMap,
        limits: Limits,
        output: &mut FeatureMap
    ))
}

#[inline(always)]
fn compute_with(
    of: &Depthwise,
    placement: Placement,
    input: &FeatureMap,
    limits: Limits,
    output: &mut FeatureMap,
) {
    // The usual window is known when this is compiled: its weights stay in registers.
    match of.kernel {
        [3, 3] => compute_windows(of, [3, 3], placement, input, limits, output),
        kernel => compute_windows(of, kernel, placement, input, limits, output),
    }
}

#[inline(always)]
fn compute_windows(
    of: &Depthwise,
    kernel: [usize; 2],
    placement: Placement,
    input: &FeatureMap,
    limits: Limits,
    output: &mut FeatureMap,
) {
    let shape = output.shape();
    let window = kernel[0] * kernel[1];
    let whole = of.channels / DEPTH_LANES * DEPTH_LANES;
    for picture in 0..shape.batch {
        for y in 0..shape.height {
            let (from, to) = placement.row(input, output, picture, y);
            let row = Row {
                values: &input.values[from..],
                pitch: input.pitch(),
                channels: of.channels,
                step: placement.strides[1] * of.channels,
                kernel,
                limits,
            };
            let to = &mut output.values[to..][..shape.width * of.channels];
            let groups = of.weights.chunks_exact(window).zip(&of.bias).enumerate();
            for (group, (weights, bias)) in groups {
                let first = group * DEPTH_LANES;
                if first < whole {
                    row.compute::<DEPTH_LANES>(first, weights, bias, to);
                    continue;
                }
                for channel in first..of.channels {
                    row.compute::<1>(channel, weights, bias, to);
                }
            }
        }
    }
}

/// What a row of the result is made of.
struct Row<'a> {
    /// Values from where the first window begins.
    values: &'a [f32],
    /// Values from a row to the next.
    pitch: usize,
    channels: usize,
    /// Values from a window to the next.
    step: usize,
    kernel: [usize; 2],
    limits: Limits,
}

impl Row<'_> {
    /// `C` channels of all places, of the group of channels that the weights are for.
    #[inline(always)]
    fn compute<const C: usize>(
        &self,
        first: usize,
        weights: &[Lanes],
        bias: &Lanes,
        to: &mut [f32],
    ) {
        let lane = first % DEPTH_LANES;
        let [rows, columns] = self.kernel;
        for (x, to) in to.chunks_exact_mut(self.channels).enumerate() {
            let mut sums: [f32; C] = std::array::from_fn(|i| bias[lane + i]);
            for row in 0..rows {
                let start = row * self.pitch + x * self.step + first;
                let values = &self.values[start..][..(columns - 1) * self.channels + C];
                for column in 0..columns {
                    let values = &values[column * self.channels..][..C];
                    let weights = &weights[row * columns + column][lane..][..C];
                    for i in 0..C {
                        sums[i] += values[i] * weights[i];
                    }
                }
            }
            to[first..][..C].copy_from_slice(&sums.map(|sum| self.limits.apply(sum)));
        }
    }
}
