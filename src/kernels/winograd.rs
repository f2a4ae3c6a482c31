//! 3x3 convolutions of stride 1 with fewer products: of Lavin & Gray, "Fast Algorithms for Convolutional Neural
//! Networks" (2016), F(3x3, 3x3) takes 25 for every 3x3 outputs instead of 81, F(4x4, 3x3) 36 for every 4x4 instead
//! of 144.
//!
//! A tile of inputs is transformed, each of its values is one matrix product over the channels, and what comes
//! out is transformed back into outputs. Weights are transformed once.
#![allow(
    clippy::needless_range_loop,
    reason = "places of a tile are counted by row and column"
)]

use super::lanes::add_products;
use super::memory::Buffer;
use super::panels::{self, LANES, Lanes, multiply_rows};
use super::{FeatureMap, vectorized};

/// Values that are transformed together.
const QUAD: usize = 4;

type Quad = [f32; QUAD];

/// Tiles in flight: few enough that they stay in the cache while the weights pass by.
const BLOCK: usize = 16;

/// Weights of a 3x3 convolution of stride 1, transformed.
#[derive(Debug, Clone)]
pub struct Winograd {
    /// For every point of a tile the panels of a 1x1 convolution: column by column, as the second transform gives them.
    points: Vec<Vec<Lanes>>,
    side: Side,
    in_channels: usize,
}

/// Outputs along a side of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Three,
    Four,
}

/// Where a tile begins in the input and in the output.
type Tile = (usize, usize);

/// What a layer is asked for beside its weights.
pub struct Job<'a> {
    pub input: &'a FeatureMap,
    pub bias: &'a [Lanes],
    pub residual: Option<&'a FeatureMap>,
    /// Whether negative values are cut off. (Limits that are variables cost this loop half of its speed in WASM.)
    pub relu: bool,
}

impl Side {
    /// The largest tiles that maps of these rows and columns are made of; `None` where there are none.
    pub fn of(height: usize, width: usize) -> Option<Self> {
        [Self::Four, Self::Three].into_iter().find(|side| {
            [height, width]
                .iter()
                .all(|n| n.is_multiple_of(side.outputs()))
        })
    }

    fn outputs(self) -> usize {
        match self {
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}

/// Whether vectors are filled by so many channels.
pub fn fits(in_channels: usize, out_channels: usize) -> bool {
    in_channels.is_multiple_of(QUAD) && out_channels.is_multiple_of(LANES)
}

impl Winograd {
    /// Transforms the packed weights of a convolution whose channels [`fits`] told to do.
    pub fn new(packed: &[Lanes], in_channels: usize, side: Side) -> Self {
        let points = match side {
            Side::Three => transformed::<3, 5, F3>(packed, in_channels),
            Side::Four => transformed::<4, 6, F4>(packed, in_channels),
        };
        Self {
            points,
            side,
            in_channels,
        }
    }

    /// `conv(input) + bias + residual` into an output of the input's sides.
    pub fn forward(&self, job: &Job, output: &mut FeatureMap) {
        match self.side {
            Side::Three => compute_three(self, job, output),
            Side::Four => compute_four(self, job, output),
        }
    }
}

/// The transforms for tiles of `M` x `M` outputs, which `T` x `T` inputs are needed for.
trait Filter<const M: usize, const T: usize> {
    /// `G` times weights.
    fn weights(values: [Lanes; 3]) -> [Lanes; T];

    /// `Bᵀ` times values.
    fn input(values: [Quad; T]) -> [Quad; T];

    /// `Aᵀ` times values.
    fn output(values: [Quad; T]) -> [Quad; M];
}

/// F(3x3, 3x3), by the points 0, 1, -1 and 2.
struct F3;

impl Filter<3, 5> for F3 {
    #[inline(always)]
    fn weights([a, b, c]: [Lanes; 3]) -> [Lanes; 5] {
        let outer = plus(a, c);
        [
            times(0.5, a),
            times(-0.5, plus(outer, b)),
            times(1.0 / 6.0, minus(b, outer)),
            times(1.0 / 6.0, with(with(a, 2.0, b), 4.0, c)),
            c,
        ]
    }

    #[inline(always)]
    fn input([a, b, c, d, e]: [Quad; 5]) -> [Quad; 5] {
        let less = minus(d, b);
        [
            with(less, 2.0, minus(a, c)),
            with(minus(d, c), -2.0, b),
            with(with(d, 2.0, b), -3.0, c),
            less,
            with(minus(e, c), -2.0, less),
        ]
    }

    #[inline(always)]
    fn output([a, b, c, d, e]: [Quad; 5]) -> [Quad; 3] {
        let both = plus(b, c);
        [
            plus(plus(a, both), d),
            with(minus(b, c), 2.0, d),
            with(plus(both, e), 4.0, d),
        ]
    }
}

/// F(4x4, 3x3), by the points 0, 1, -1, 2 and -2.
struct F4;

impl Filter<4, 6> for F4 {
    #[inline(always)]
    fn weights([a, b, c]: [Lanes; 3]) -> [Lanes; 6] {
        let outer = plus(a, c);
        let (even, odd) = (
            with(times(1.0 / 24.0, a), 1.0 / 6.0, c),
            times(1.0 / 12.0, b),
        );
        [
            times(0.25, a),
            times(-1.0 / 6.0, plus(outer, b)),
            times(1.0 / 6.0, minus(b, outer)),
            plus(even, odd),
            minus(even, odd),
            c,
        ]
    }

    #[inline(always)]
    fn input([a, b, c, d, e, f]: [Quad; 6]) -> [Quad; 6] {
        let (even, odd) = (with(e, -4.0, c), with(d, -4.0, b));
        let (outer, inner) = (minus(e, c), minus(d, b));
        [
            with(with(e, 4.0, a), -5.0, c),
            plus(even, odd),
            minus(even, odd),
            with(outer, 2.0, inner),
            with(outer, -2.0, inner),
            with(with(f, 4.0, b), -5.0, d),
        ]
    }

    #[inline(always)]
    fn output([a, b, c, d, e, f]: [Quad; 6]) -> [Quad; 4] {
        let (near, apart) = (plus(b, c), minus(b, c));
        let (far, far_apart) = (plus(d, e), minus(d, e));
        [
            plus(plus(a, near), far),
            with(apart, 2.0, far_apart),
            with(near, 4.0, far),
            with(plus(apart, f), 8.0, far_apart),
        ]
    }
}

/// `G g Gᵀ` of every window, a panel after the other for every point.
fn transformed<const M: usize, const T: usize, F: Filter<M, T>>(
    packed: &[Lanes],
    in_channels: usize,
) -> Vec<Vec<Lanes>> {
    let of_panel = packed.chunks_exact(9 * in_channels);
    let mut points = vec![vec![[0.0; LANES]; of_panel.len() * in_channels]; T * T];
    for (panel, weights) in of_panel.enumerate() {
        for channel in 0..in_channels {
            let window = |y: usize, x: usize| &weights[(3 * y + x) * in_channels + channel];
            let across: [[Lanes; T]; 3] =
                std::array::from_fn(|y| F::weights(std::array::from_fn(|x| *window(y, x))));
            for x in 0..T {
                let down = F::weights(across.map(|row| row[x]));
                for (y, weights) in down.into_iter().enumerate() {
                    points[T * x + y][panel * in_channels + channel] = weights;
                }
            }
        }
    }
    points
}

fn compute_three(convolution: &Winograd, job: &Job, output: &mut FeatureMap) {
    vectorized!(three(convolution: &Winograd, job: &Job, output: &mut FeatureMap))
}

fn compute_four(convolution: &Winograd, job: &Job, output: &mut FeatureMap) {
    vectorized!(four(convolution: &Winograd, job: &Job, output: &mut FeatureMap))
}

#[inline(always)]
fn three(convolution: &Winograd, job: &Job, output: &mut FeatureMap) {
    compute::<3, 5, F3>(convolution, job, output);
}

#[inline(always)]
fn four(convolution: &Winograd, job: &Job, output: &mut FeatureMap) {
    compute::<4, 6, F4>(convolution, job, output);
}

#[inline(always)]
fn compute<const M: usize, const T: usize, F: Filter<M, T>>(
    convolution: &Winograd,
    job: &Job,
    output: &mut FeatureMap,
) {
    let input = job.input;
    let in_channels = convolution.in_channels;
    let panels = job.bias.len();
    // `[points, block, in_channels]` and `[points, panels, block, lanes]`
    let mut spread = Buffer::unwritten(T * T * BLOCK * in_channels);
    let mut products = Buffer::unwritten(T * T * panels * BLOCK * LANES);
    let products: &mut [[Lanes; BLOCK]] = products.as_chunks_mut().0.as_chunks_mut().0;
    // A tile between its two transforms.
    let mut between = Buffer::unwritten(T * T * in_channels.max(panels * LANES));
    let between: &mut [Quad] = between.as_chunks_mut().0;
    let shape = input.shape();
    let count = shape.batch * shape.height * shape.width / (M * M);
    for first in (0..count).step_by(BLOCK) {
        let mut block = [Tile::default(); BLOCK];
        let block = &mut block[..BLOCK.min(count - first)];
        for (index, to) in block.iter_mut().enumerate() {
            *to = tile::<M>(first + index, input, output);
        }
        for (index, (place, _)) in block.iter().enumerate() {
            let values = &input.values[*place..];
            spread_rows::<M, T, F>(values, input.pitch(), in_channels, between);
            spread_columns::<M, T, F>(between, in_channels, index, &mut spread);
        }
        let products_of_points = products.chunks_exact_mut(panels);
        let spread_of_points = spread.chunks_exact(BLOCK * in_channels);
        let points = convolution.points.iter();
        for ((weights, spread), products) in points.zip(spread_of_points).zip(products_of_points) {
            let spread = &spread[..block.len() * in_channels];
            multiply_rows(spread, in_channels, weights, products);
        }
        for (index, (_, place)) in block.iter().enumerate() {
            gather_rows::<M, T, F>(products, panels, index, between);
            gather_columns::<M, T, F>(between, *place, job, output);
        }
    }
}

/// The tile of a number, counted picture by picture and row by row.
#[inline(always)]
fn tile<const M: usize>(number: usize, input: &FeatureMap, output: &FeatureMap) -> Tile {
    let [rows, columns] = [input.shape().height / M, input.shape().width / M];
    let (row, column) = (number / columns, number % columns);
    let (picture, y, x) = (row / rows, row % rows * M, column * M);
    // A window of 3x3 begins in the border.
    let to = output.offset(picture, y + 1, x + 1);
    (input.offset(picture, y, x), to)
}

/// `d B` of a tile's places, for all channels: `[rows, points of a row, channels]`.
///
/// This and the next three are functions of their own in a browser, whose compiler has registers for a small one's values.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn spread_rows<const M: usize, const T: usize, F: Filter<M, T>>(
    values: &[f32],
    pitch: usize,
    channels: usize,
    to: &mut [Quad],
) {
    let quads = channels / QUAD;
    for y in 0..T {
        let row = values[y * pitch..][..T * channels].as_chunks().0;
        let from: [&[Quad]; T] = std::array::from_fn(|x| &row[x * quads..][..quads]);
        let to = parts_mut(&mut to[y * T * quads..], quads);
        spread_all::<M, T, F>(from, to, quads);
    }
}

/// `Bᵀ` times that.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn spread_columns<const M: usize, const T: usize, F: Filter<M, T>>(
    rows: &[Quad],
    channels: usize,
    tile: usize,
    spread: &mut [f32],
) {
    let quads = channels / QUAD;
    let spread: &mut [Quad] = spread.as_chunks_mut().0;
    for x in 0..T {
        let from: [&[Quad]; T] = std::array::from_fn(|y| &rows[(y * T + x) * quads..][..quads]);
        let points = parts_mut(&mut spread[x * T * BLOCK * quads..], BLOCK * quads);
        let to: [&mut [Quad]; T] = points.map(|point| &mut point[tile * quads..][..quads]);
        spread_all::<M, T, F>(from, to, quads);
    }
}

/// A row of a tile, or a column of it, for all channels.
#[inline(always)]
fn spread_all<const M: usize, const T: usize, F: Filter<M, T>>(
    from: [&[Quad]; T],
    to: [&mut [Quad]; T],
    quads: usize,
) {
    for quad in 0..quads {
        let points = F::input(from.map(|values| values[quad]));
        for place in 0..T {
            to[place][quad] = points[place];
        }
    }
}

/// `m A` of a tile's products, for all channels: `[rows of points, places of a row, channels]`.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn gather_rows<const M: usize, const T: usize, F: Filter<M, T>>(
    products: &[[Lanes; BLOCK]],
    panels: usize,
    tile: usize,
    to: &mut [Quad],
) {
    let quads = panels * LANES / QUAD;
    for y in 0..T {
        let from: [&[[Lanes; BLOCK]]; T] =
            std::array::from_fn(|x| &products[(x * T + y) * panels..][..panels]);
        let to: [&mut [Quad]; M] = parts_mut(&mut to[y * M * quads..], quads);
        let to: [&mut [[Quad; LANES / QUAD]]; M] =
            to.map(|of_place| &mut of_place.as_chunks_mut().0[..panels]);
        for panel in 0..panels {
            for half in 0..LANES / QUAD {
                let of_points = from.map(|points| points[panel][tile].as_chunks().0[half]);
                let places = F::output(of_points);
                for x in 0..M {
                    to[x][panel][half] = places[x];
                }
            }
        }
    }
}

/// `Aᵀ` times that, finished and stored in the tile's places, from `place` on.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn gather_columns<const M: usize, const T: usize, F: Filter<M, T>>(
    rows: &[Quad],
    place: usize,
    job: &Job,
    output: &mut FeatureMap,
) {
    let bias: &[Quad] = job.bias.as_flattened().as_chunks().0;
    let (quads, pitch) = (bias.len(), output.pitch());
    for x in 0..M {
        let from: [&[Quad]; T] = std::array::from_fn(|y| &rows[(y * M + x) * quads..][..quads]);
        let first = place + x * quads * QUAD;
        let to = parts_mut(&mut output.values[first..], pitch);
        let to: [&mut [Quad]; M] = to.map(|row| &mut row.as_chunks_mut().0[..quads]);
        match job.residual {
            Some(residual) => {
                let residual: [&[Quad]; M] = std::array::from_fn(|y| {
                    let row = &residual.values[first + y * pitch..];
                    &row.as_chunks().0[..quads]
                });
                let with_residual =
                    |sums: Quad, y: usize, quad: usize| plus(sums, residual[y][quad]);
                gather_column::<M, T, F>(from, bias, with_residual, job.relu, to);
            }
            None => gather_column::<M, T, F>(from, bias, |sums, _, _| sums, job.relu, to),
        }
    }
}

/// A column of a tile's places, for all channels.
#[inline(always)]
fn gather_column<const M: usize, const T: usize, F: Filter<M, T>>(
    rows: [&[Quad]; T],
    bias: &[Quad],
    add: impl Fn(Quad, usize, usize) -> Quad,
    relu: bool,
    to: [&mut [Quad]; M],
) {
    let bias = &bias[..rows[0].len()];
    for quad in 0..bias.len() {
        let places = F::output(rows.map(|values| values[quad]));
        for y in 0..M {
            let sums = add(plus(places[y], bias[quad]), y, quad);
            to[y][quad] = if relu { sums.map(panels::relu) } else { sums };
        }
    }
}

/// The first parts of so many values each.
#[inline(always)]
fn parts_mut<T, const N: usize>(mut values: &mut [T], of: usize) -> [&mut [T]; N] {
    std::array::from_fn(|_| {
        let (part, rest) = std::mem::take(&mut values).split_at_mut(of);
        values = rest;
        part
    })
}

#[inline(always)]
fn plus<const N: usize>(mut a: [f32; N], b: [f32; N]) -> [f32; N] {
    for lane in 0..N {
        a[lane] += b[lane];
    }
    a
}

#[inline(always)]
fn minus<const N: usize>(mut a: [f32; N], b: [f32; N]) -> [f32; N] {
    for lane in 0..N {
        a[lane] -= b[lane];
    }
    a
}

#[inline(always)]
fn times<const N: usize>(by: f32, a: [f32; N]) -> [f32; N] {
    a.map(|value| by * value)
}

/// `a + by · b`
#[inline(always)]
fn with<const N: usize>(mut a: [f32; N], by: f32, b: [f32; N]) -> [f32; N] {
    add_products(&mut a, &b, &[by; N]);
    a
}
