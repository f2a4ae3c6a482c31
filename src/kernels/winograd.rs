//! 3x3 convolutions of stride 1 with 16 products for every 2x2 outputs instead of 36: F(2x2, 3x3)
//! of Lavin & Gray, "Fast Algorithms for Convolutional Neural Networks" (2016).
//!
//! A tile of 4x4 inputs is transformed, each of its 16 values is one matrix product over the
//! channels, and what comes out is transformed back into 2x2 outputs. Weights are transformed
//! once.

use super::panels::{self, LANES, Lanes, multiply_rows};
use super::{FeatureMap, vectorized};

/// Values that are transformed together.
const QUAD: usize = 4;

type Quad = [f32; QUAD];

/// Values of a transformed tile.
const POINTS: usize = 16;

/// Tiles in flight: few enough that they stay in the cache while the weights pass by.
const BLOCK: usize = 16;

/// The weights of a 3x3 convolution of stride 1, transformed.
#[derive(Debug, Clone)]
pub struct Winograd {
    /// For every point of a tile the panels of a 1x1 convolution.
    weights: Vec<Vec<Lanes>>,
    in_channels: usize,
    out_channels: usize,
}

/// Where a tile begins in the input and in the output.
type Tile = (usize, usize);

impl Winograd {
    /// Transforms the weights `[out_channels, in_channels, 3, 3]`; `None` where the channels do not fill vectors.
    pub fn new(weights: &[f32], out_channels: usize, in_channels: usize) -> Option<Self> {
        if !in_channels.is_multiple_of(QUAD) || !out_channels.is_multiple_of(LANES) {
            return None;
        }
        let panel = vec![[0.0; LANES]; out_channels / LANES * in_channels];
        let mut points = vec![panel; POINTS];
        for (index, window) in weights.as_chunks().0.iter().enumerate() {
            let (output, channel) = (index / in_channels, index % in_channels);
            let place = output / LANES * in_channels + channel;
            let transformed = transformed_weights(window);
            for (point, value) in points.iter_mut().zip(transformed.as_flattened()) {
                point[place][output % LANES] = *value;
            }
        }
        Some(Self {
            weights: points,
            in_channels,
            out_channels,
        })
    }

    /// Whether maps of this shape are made of whole tiles.
    pub fn fits(&self, input: &FeatureMap) -> bool {
        input.shape().height.is_multiple_of(2) && input.shape().width.is_multiple_of(2)
    }

    /// `conv(input) + bias + residual`, negative values cut off where `relu` says so, into an output of
    /// the input's sides. (Limits that are variables cost this loop half of its speed in WASM.)
    pub fn forward(
        &self,
        input: &FeatureMap,
        bias: &[Lanes],
        residual: Option<&FeatureMap>,
        relu: bool,
        output: &mut FeatureMap,
    ) {
        let shape = input.shape();
        let mut tiles = Vec::with_capacity(shape.batch * shape.height * shape.width / 4);
        for picture in 0..shape.batch {
            for y in (0..shape.height).step_by(2) {
                for x in (0..shape.width).step_by(2) {
                    // A window of 3x3 begins in the border.
                    let to = output.offset(picture, y + 1, x + 1);
                    tiles.push((input.offset(picture, y, x), to));
                }
            }
        }
        compute(self, &tiles, input, bias, residual, relu, output);
    }
}

/// `G g Gᵀ` of a window.
fn transformed_weights(window: &[f32; 9]) -> [[f32; 4]; 4] {
    const G: [[f32; 3]; 4] = [
        [1.0, 0.0, 0.0],
        [0.5, 0.5, 0.5],
        [0.5, -0.5, 0.5],
        [0.0, 0.0, 1.0],
    ];
    let across: [[f32; 4]; 3] = std::array::from_fn(|row| {
        std::array::from_fn(|x| (0..3).map(|i| window[3 * row + i] * G[x][i]).sum())
    });
    std::array::from_fn(|y| std::array::from_fn(|x| (0..3).map(|i| G[y][i] * across[i][x]).sum()))
}

fn compute(
    convolution: &Winograd,
    tiles: &[Tile],
    input: &FeatureMap,
    bias: &[Lanes],
    residual: Option<&FeatureMap>,
    relu: bool,
    output: &mut FeatureMap,
) {
    vectorized!(compute_with(
        convolution: &Winograd,
        tiles: &[Tile],
        input: &FeatureMap,
        bias: &[Lanes],
        residual: Option<&FeatureMap>,
        relu: bool,
        output: &mut FeatureMap
    ))
}

#[inline(always)]
fn compute_with(
    convolution: &Winograd,
    tiles: &[Tile],
    input: &FeatureMap,
    bias: &[Lanes],
    residual: Option<&FeatureMap>,
    relu: bool,
    output: &mut FeatureMap,
) {
    let (in_channels, out_channels) = (convolution.in_channels, convolution.out_channels);
    let panels = out_channels / LANES;
    // `[points, block, in_channels]` and `[points, panels, block, lanes]`
    let mut spread = vec![0.0; POINTS * BLOCK * in_channels];
    let mut products = vec![[0.0; LANES]; POINTS * panels * BLOCK];
    for block in tiles.chunks(BLOCK) {
        for (tile, (place, _)) in block.iter().enumerate() {
            spread_tile(
                &input.values[*place..],
                input.pitch(),
                in_channels,
                tile,
                &mut spread,
            );
        }
        let products_of_points = products.chunks_exact_mut(panels * BLOCK);
        let spread_of_points = spread.chunks_exact(BLOCK * in_channels);
        for ((weights, spread), products) in convolution
            .weights
            .iter()
            .zip(spread_of_points)
            .zip(products_of_points)
        {
            let spread = &spread[..block.len() * in_channels];
            let panels = weights.chunks_exact(in_channels);
            for (weights, products) in panels.zip(products.chunks_exact_mut(BLOCK)) {
                let products = &mut products[..block.len()];
                multiply_rows(&[0.0; LANES], spread, weights, products);
            }
        }
        for (tile, (_, place)) in block.iter().enumerate() {
            let pitch = output.pitch();
            let residual = residual.map(|map| &map.values[*place..]);
            let output = &mut output.values[*place..];
            gather_tile(&products, tile, pitch, bias, residual, relu, output);
        }
    }
}

/// `Bᵀ d B` of a tile's 4x4 places, for all channels.
#[inline(always)]
fn spread_tile(values: &[f32], pitch: usize, channels: usize, tile: usize, spread: &mut [f32]) {
    // Slices of one length: one check serves them all.
    let quads = channels / QUAD;
    let from: [&[Quad]; POINTS] = std::array::from_fn(|place| {
        let start = place / 4 * pitch + place % 4 * channels;
        &values[start..][..channels].as_chunks().0[..quads]
    });
    let mut points = spread.chunks_exact_mut(BLOCK * channels);
    let to: [&mut [Quad]; POINTS] = std::array::from_fn(|_| {
        let point = points.next().unwrap_or_default();
        &mut point[tile * channels..][..channels].as_chunks_mut().0[..quads]
    });
    for quad in 0..quads {
        let row = |y: usize| filter_input(std::array::from_fn(|x| from[4 * y + x][quad]));
        let [a, b, c, d] = [row(0), row(1), row(2), row(3)];
        for x in 0..4 {
            let column = filter_input([a[x], b[x], c[x], d[x]]);
            for (y, values) in column.into_iter().enumerate() {
                to[4 * y + x][quad] = values;
            }
        }
    }
}

/// `Aᵀ m A` of a tile's 16 products, for all channels, finished and stored in its 2x2 places.
#[inline(always)]
fn gather_tile(
    products: &[Lanes],
    tile: usize,
    pitch: usize,
    bias: &[Lanes],
    residual: Option<&[f32]>,
    relu: bool,
    output: &mut [f32],
) {
    let panels = bias.len();
    let channels = panels * LANES;
    // Slices of one length: one check serves them all.
    let from: [&[Lanes]; POINTS] =
        std::array::from_fn(|point| &products[point * panels * BLOCK..][..panels * BLOCK]);
    let starts = [0, channels, pitch, pitch + channels];
    let around = residual.map(|map| starts.map(|start| &map[start..][..channels]));
    for (panel, bias) in bias.iter().enumerate() {
        let of_panel = from.map(|products| &products[panel * BLOCK + tile]);
        for first in [0, QUAD] {
            let row = |y: usize| {
                filter_output(std::array::from_fn(|x| load(&of_panel[4 * y + x][first..])))
            };
            let [a, b, c, d] = [row(0), row(1), row(2), row(3)];
            for x in 0..2 {
                let column = filter_output([a[x], b[x], c[x], d[x]]);
                for (y, values) in column.into_iter().enumerate() {
                    let channel = panel * LANES + first;
                    let mut sums = plus(values, load(&bias[first..]));
                    if let Some(around) = around {
                        sums = plus(sums, load(&around[2 * y + x][channel..]));
                    }
                    if relu {
                        sums = sums.map(panels::relu);
                    }
                    output[starts[2 * y + x] + channel..][..QUAD].copy_from_slice(&sums);
                }
            }
        }
    }
}

/// `Bᵀ` times four values.
#[inline(always)]
fn filter_input([a, b, c, d]: [Quad; 4]) -> [Quad; 4] {
    [minus(a, c), plus(b, c), minus(c, b), minus(b, d)]
}

/// `Aᵀ` times four values.
#[inline(always)]
fn filter_output([a, b, c, d]: [Quad; 4]) -> [Quad; 2] {
    [plus(plus(a, b), c), minus(minus(b, c), d)]
}

#[inline(always)]
fn load(values: &[f32]) -> Quad {
    std::array::from_fn(|i| values[..QUAD][i])
}

#[inline(always)]
fn plus(a: Quad, b: Quad) -> Quad {
    std::array::from_fn(|i| a[i] + b[i])
}

#[inline(always)]
fn minus(a: Quad, b: Quad) -> Quad {
    std::array::from_fn(|i| a[i] - b[i])
}
