//! The matrix product under every convolution that mixes channels.

use std::ops::Range;

use super::lanes::add_products;

/// Output channels that are computed together.
pub const LANES: usize = 8;

/// Places that are computed together: as many as keep all sums in registers.
pub const PLACES: usize = 4;

/// One value for each of a panel's channels.
pub type Lanes = [f32; LANES];

/// Lays `[out_channels, in_channels, window]` out as the product reads it: for every panel of [`LANES`]
/// outputs, in the order place of the window, input channel, the weights of its outputs.
/// Outputs that fill up the last panel have zeros.
pub fn pack(weights: &[f32], out_channels: usize, in_channels: usize, window: usize) -> Vec<Lanes> {
    let mut panels = vec![[0.0; LANES]; out_channels.div_ceil(LANES) * window * in_channels];
    for (output, weights) in weights
        .chunks_exact(in_channels * window)
        .take(out_channels)
        .enumerate()
    {
        let panel = output / LANES * window * in_channels;
        for (channel, weights) in weights.chunks_exact(window).enumerate() {
            for (place, weight) in weights.iter().enumerate() {
                panels[panel + place * in_channels + channel][output % LANES] = *weight;
            }
        }
    }
    panels
}

/// A value an output in panels; zeros fill up the last one.
pub fn pack_bias(bias: &[f32]) -> Vec<Lanes> {
    bias.chunks(LANES)
        .map(|part| std::array::from_fn(|lane| part.get(lane).copied().unwrap_or(0.0)))
        .collect()
}

/// How many of `count` places are computed in groups of four and how many in groups of three; the
/// rest is computed one by one. Nine places, which is what one face has in the last layers, are three
/// groups of three: a fourth of the work for two groups of four and a padded one would be in vain.
pub fn groups(count: usize) -> [usize; 2] {
    let threes = 3 * ((PLACES - count % PLACES) % PLACES);
    match count.checked_sub(threes) {
        Some(fours) => [fours, threes],
        None => [count / PLACES * PLACES, 0],
    }
}

/// `sums[place] + Σₖ values[place][k] · weights[k]`. All slices have one length.
///
/// One `k` a turn of the loop: where the compiler is given several it puts the additions to one sum one after the other, and
/// WASM's sixteen registers no longer hold all weights that are then in use.
#[inline(always)]
pub fn multiply<const P: usize>(
    mut sums: [Lanes; P],
    values: [&[f32]; P],
    weights: &[Lanes],
) -> [Lanes; P] {
    let values = values.map(|values| &values[..weights.len()]);
    for (k, weights) in weights.iter().enumerate() {
        for place in 0..P {
            add_products(&mut sums[place], &[values[place][k]; LANES], weights);
        }
    }
    sums
}

/// `to[panel][place] = Σₖ rows[place][k] · weights[panel][k]`: rows of `width` values lie one after the other, of each panel's
/// places there is room for `PITCH`.
///
/// Whatever is computed together, products are added in the order of `k`: a place has the same sum among others as alone.
#[inline(always)]
pub fn multiply_rows<const PITCH: usize>(
    rows: &[f32],
    width: usize,
    weights: &[Lanes],
    to: &mut [[Lanes; PITCH]],
) {
    let count = rows.len() / width;
    let fours = count / PLACES * PLACES;
    let (in_fours, rest) = rows.split_at(fours * width);
    for (weights, to) in weights.chunks_exact(width).zip(&mut *to) {
        multiply_places(in_fours, weights, &mut to[..fours]);
    }
    let places = fours..count;
    match places.len() {
        0 => {}
        1 => multiply_panels::<1, 4, PITCH>(rest, weights, places, to),
        2 => multiply_panels::<2, 2, PITCH>(rest, weights, places, to),
        _ => multiply_panels::<3, 1, PITCH>(rest, weights, places, to),
    }
}

/// A panel of places, [`PLACES`] together.
///
/// A function of its own in a browser, which has small ones fast soon after a page has begun.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn multiply_places(rows: &[f32], weights: &[Lanes], to: &mut [Lanes]) {
    let width = weights.len();
    let groups = rows.chunks_exact(PLACES * width);
    for (rows, to) in groups.zip(to.as_chunks_mut::<PLACES>().0) {
        let values = std::array::from_fn(|i| &rows[i * width..][..width]);
        *to = multiply([[0.0; LANES]; PLACES], values, weights);
    }
}

/// All panels of `P` places, `PANELS` together: an addition to a sum waits for the one before it, and so few places have too few
/// sums to keep a processor busy.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn multiply_panels<const P: usize, const PANELS: usize, const PITCH: usize>(
    rows: &[f32],
    weights: &[Lanes],
    places: Range<usize>,
    to: &mut [[Lanes; PITCH]],
) {
    let width = rows.len() / P;
    let values: [&[f32]; P] = std::array::from_fn(|i| &rows[i * width..][..width]);
    let (together, alone) = to.as_chunks_mut::<PANELS>();
    let (of_together, of_alone) = weights.split_at(together.len() * PANELS * width);
    for (weights, to) in of_together.chunks_exact(PANELS * width).zip(together) {
        let weights: [&[Lanes]; PANELS] =
            std::array::from_fn(|panel| &weights[panel * width..][..width]);
        let mut sums = [[[0.0; LANES]; P]; PANELS];
        for k in 0..width {
            for panel in 0..PANELS {
                for place in 0..P {
                    let value = values[place][k];
                    add_products(&mut sums[panel][place], &[value; LANES], &weights[panel][k]);
                }
            }
        }
        for (to, sums) in to.iter_mut().zip(sums) {
            to[places.clone()].copy_from_slice(&sums);
        }
    }
    for (weights, to) in of_alone.chunks_exact(width).zip(alone) {
        to[places.clone()].copy_from_slice(&multiply([[0.0; LANES]; P], values, weights));
    }
}

/// What is left of a layer's results: nothing below one value, nothing above another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    least: f32,
    most: f32,
}

impl Limits {
    /// Everything.
    pub const NONE: Self = Self {
        least: f32::NEG_INFINITY,
        most: f32::INFINITY,
    };
    /// Negative values become 0.
    pub const RELU: Self = Self::relu(f32::INFINITY);

    /// Negative values become 0, those above `most` become `most`.
    pub const fn relu(most: f32) -> Self {
        Self { least: 0.0, most }
    }

    /// Whether ReLU without an upper limit holds them, or, with `Some(false)`, nothing does; `None` for others.
    pub fn as_relu(self) -> Option<bool> {
        if self == Self::RELU {
            Some(true)
        } else if self == Self::NONE {
            Some(false)
        } else {
            None
        }
    }

    /// Two instructions a vector, unlike [`f32::clamp`], which has a rule for what is no number.
    #[inline(always)]
    pub fn apply(self, value: f32) -> f32 {
        let value = if value > self.least {
            value
        } else {
            self.least
        };
        if value < self.most { value } else { self.most }
    }
}

/// ReLU.
#[inline(always)]
pub fn relu(value: f32) -> f32 {
    larger(value, 0.0)
}

/// One instruction a vector, unlike [`f32::max`], which has a rule for what is no number.
#[inline(always)]
pub fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}
