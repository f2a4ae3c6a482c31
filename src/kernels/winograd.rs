//! 3x3 convolutions of stride 1 with 16 products for every 2x2 outputs instead of 36: F(2x2, 3x3)
//! of Lavin & Gray, "Fast Algorithms for Convolutional Neural Networks" (2016).
//!
//! A tile of 4x4 inputs is transformed, each of its 16 values is one matrix product over the
//! channels, and what comes out is transformed back into 2x2 outputs. Weights are transformed
//! once.

use super::panels::{LANES, Lanes, PLACES, multiply, pack, positive};
use super::{Map, vectorized};

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
    from: usize,
    to: usize,
}

/// Where a tile begins in the input and in the output.
type Tile = (usize, usize);

impl Winograd {
    /// Transforms the weights `[to, from, 3, 3]`; `None` where the channels do not fill vectors.
    pub fn new(weights: &[f32], to: usize, from: usize) -> Option<Self> {
        if !from.is_multiple_of(QUAD) || !to.is_multiple_of(LANES) {
            return None;
        }
        let points = (0..POINTS).map(|point| {
            let matrix: Vec<f32> = weights
                .chunks_exact(9)
                .map(|window| transformed_weight(window, point / 4, point % 4))
                .collect();
            pack(&matrix, to, from, 1)
        });
        Some(Self {
            weights: points.collect(),
            from,
            to,
        })
    }

    /// Whether maps of this size are made of whole tiles.
    pub fn fits(&self, input: &Map) -> bool {
        input.size().height.is_multiple_of(2) && input.size().width.is_multiple_of(2)
    }

    /// `conv(input) + bias + residual`, negative values cut off where `relu` says so, into an
    /// output of the input's sides.
    pub fn forward(
        &self,
        input: &Map,
        bias: &[Lanes],
        residual: Option<&Map>,
        relu: bool,
        output: &mut Map,
    ) {
        let size = input.size();
        let mut tiles = Vec::with_capacity(size.batch * size.height * size.width / 4);
        for picture in 0..size.batch {
            for y in (0..size.height).step_by(2) {
                for x in (0..size.width).step_by(2) {
                    // A window of 3x3 begins in the border.
                    let to = output.offset(picture, y + 1, x + 1);
                    tiles.push((input.offset(picture, y, x), to));
                }
            }
        }
        compute(self, &tiles, input, bias, residual, relu, output);
    }
}

/// A row of `G` in `G g Gᵀ` times the window's weights, for both directions.
fn transformed_weight(window: &[f32], row: usize, column: usize) -> f32 {
    const G: [[f32; 3]; 4] = [
        [1.0, 0.0, 0.0],
        [0.5, 0.5, 0.5],
        [0.5, -0.5, 0.5],
        [0.0, 0.0, 1.0],
    ];
    let rows = window.chunks_exact(3).zip(G[row]);
    rows.map(|(weights, g)| {
        g * weights
            .iter()
            .zip(G[column])
            .map(|(w, g)| w * g)
            .sum::<f32>()
    })
    .sum()
}

fn compute(
    convolution: &Winograd,
    tiles: &[Tile],
    input: &Map,
    bias: &[Lanes],
    residual: Option<&Map>,
    relu: bool,
    output: &mut Map,
) {
    vectorized!(compute_with(
        convolution: &Winograd,
        tiles: &[Tile],
        input: &Map,
        bias: &[Lanes],
        residual: Option<&Map>,
        relu: bool,
        output: &mut Map
    ))
}

#[inline(always)]
fn compute_with(
    convolution: &Winograd,
    tiles: &[Tile],
    input: &Map,
    bias: &[Lanes],
    residual: Option<&Map>,
    relu: bool,
    output: &mut Map,
) {
    let (from, to) = (convolution.from, convolution.to);
    let bias = bias.as_flattened();
    let mut spread = vec![0.0; POINTS * BLOCK * from];
    let mut products = vec![0.0; POINTS * BLOCK * to];
    for block in tiles.chunks(BLOCK) {
        for (tile, (place, _)) in block.iter().enumerate() {
            spread_tile(
                &input.values[*place..],
                input.pitch(),
                from,
                tile,
                &mut spread,
            );
        }
        for (point, weights) in convolution.weights.iter().enumerate() {
            let spread = &spread[point * BLOCK * from..][..BLOCK * from];
            let products = &mut products[point * BLOCK * to..][..BLOCK * to];
            for (panel, weights) in weights.chunks_exact(from).enumerate() {
                for first in (0..block.len()).step_by(PLACES) {
                    // A group that is not full repeats its last tile.
                    let tile = |i: usize| (first + i).min(block.len() - 1);
                    let values: [&[f32]; PLACES] =
                        std::array::from_fn(|i| &spread[tile(i) * from..][..from]);
                    let sums = multiply([[0.0; LANES]; PLACES], values, weights);
                    for (i, sums) in sums.iter().enumerate() {
                        products[tile(i) * to + panel * LANES..][..LANES].copy_from_slice(sums);
                    }
                }
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
    for first in (0..channels).step_by(QUAD) {
        let mut d = [[[0.0; QUAD]; 4]; 4];
        for (y, row) in d.iter_mut().enumerate() {
            for (x, quad) in row.iter_mut().enumerate() {
                *quad = load(&values[y * pitch + x * channels + first..]);
            }
        }
        let [a, b, c, d] = d.map(filter_input);
        for x in 0..4 {
            let column = filter_input([a[x], b[x], c[x], d[x]]);
            for (y, quad) in column.iter().enumerate() {
                let place = ((y * 4 + x) * BLOCK + tile) * channels + first;
                spread[place..place + QUAD].copy_from_slice(quad);
            }
        }
    }
}

/// `Aᵀ m A` of a tile's 16 products, for all channels, finished and stored in its 2x2 places.
#[inline(always)]
fn gather_tile(
    products: &[f32],
    tile: usize,
    pitch: usize,
    bias: &[f32],
    residual: Option<&[f32]>,
    relu: bool,
    output: &mut [f32],
) {
    let channels = bias.len();
    for first in (0..channels).step_by(QUAD) {
        let bias: Quad = load(&bias[first..]);
        let mut m = [[[0.0; QUAD]; 4]; 4];
        for (y, row) in m.iter_mut().enumerate() {
            for (x, quad) in row.iter_mut().enumerate() {
                *quad = load(&products[((y * 4 + x) * BLOCK + tile) * channels + first..]);
            }
        }
        let [a, b, c, d] = m.map(filter_output);
        for x in 0..2 {
            let column = filter_output([a[x], b[x], c[x], d[x]]);
            for (y, quad) in column.into_iter().enumerate() {
                let place = y * pitch + x * channels + first;
                let mut sums = plus(quad, bias);
                if let Some(residual) = residual {
                    sums = plus(sums, load(&residual[place..]));
                }
                if relu {
                    sums = sums.map(positive);
                }
                output[place..place + QUAD].copy_from_slice(&sums);
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
