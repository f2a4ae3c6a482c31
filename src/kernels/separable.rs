//! A 1x1 convolution and a 3x3 convolution of every channel by itself, in one pass.

use super::depthwise::DEPTH_LANES;
use super::feature_map::max_of_rows;
use super::integers::{Integers, Scaled};
use super::lanes::add_products;
use super::memory::Buffer;
use super::panels::{LANES, Lanes, Limits, pack_bias};
use super::rows::Rows;
use super::{Convolution, FeatureMap, Shape, vectorized};

/// The weights of a 3x3 window for [`DEPTH_LANES`] channels.
type Window = [[f32; DEPTH_LANES]; 9];

/// A pointwise convolution, a depthwise one with a border of zeros.
#[derive(Debug, Clone)]
pub struct Separable {
    pointwise: Integers,
    pointwise_bias: Vec<Lanes>,
    depthwise: Vec<Window>,
    depthwise_bias: Vec<[f32; DEPTH_LANES]>,
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
        let windows = depthwise.0.chunks_exact(9 * DEPTH_LANES);
        Self {
            pointwise: Integers::new(weights, out_channels, 1),
            pointwise_bias: pack_bias(bias),
            depthwise: windows
                .map(|of| {
                    std::array::from_fn(|place| std::array::from_fn(|lane| of[lane * 9 + place]))
                })
                .collect(),
            depthwise_bias: depthwise.1.as_chunks().0.to_vec(),
            limits,
        }
    }

    /// The result has the sides of the input.
    pub fn forward(&self, input: &FeatureMap) -> FeatureMap {
        self.run(Source::Map(input), false)
    }

    /// The largest of every 2x2 values of the result, of which only two rows are ever there; an odd last row or column
    /// is left out.
    pub fn forward_pooled(&self, input: &FeatureMap) -> FeatureMap {
        self.run(Source::Map(input), true)
    }

    /// As [`Self::forward_pooled`], of `first.forward(input, None, limits)`, of which only a row is ever there.
    pub fn forward_pooled_after(
        &self,
        first: &Convolution,
        limits: Limits,
        input: &FeatureMap,
    ) -> FeatureMap {
        match first.rows(input, limits) {
            Some(mut rows) => self.run(Source::Rows(&mut rows), true),
            None => self.forward_pooled(&first.forward(input, None, limits)),
        }
    }

    fn run(&self, source: Source, pooled: bool) -> FeatureMap {
        let shape = source.shape();
        let side = |side| if pooled { side / 2 } else { side };
        let mut output = FeatureMap::unwritten(Shape {
            channels: self.pointwise_bias.len() * LANES,
            height: side(shape.height),
            width: side(shape.width),
            ..shape
        });
        compute(self, source, pooled, &mut output);
        output
    }
}

/// Where the rows come from.
enum Source<'a, 'b> {
    Map(&'a FeatureMap),
    Rows(&'a mut Rows<'b>),
}

impl Source<'_, '_> {
    fn shape(&self) -> Shape {
        match self {
            Self::Map(map) => map.shape(),
            Self::Rows(rows) => rows.shape(),
        }
    }
}

fn compute(of: &Separable, source: Source, pooled: bool, output: &mut FeatureMap) {
    vectorized!(compute_with(of: &Separable, source: Source, pooled: bool, output: &mut FeatureMap))
}

#[inline(always)]
fn compute_with(of: &Separable, mut source: Source, pooled: bool, output: &mut FeatureMap) {
    let from = source.shape();
    let channels = output.shape().channels;
    let (panels, pitch) = (of.pointwise_bias.len(), from.width + 2);
    let mut ring = Ring {
        rows: Buffer::zeros(panels * 3 * pitch * LANES),
        pitch,
    };
    let mut computed = Buffer::unwritten(from.width * from.channels);
    let mut scaled = Scaled::new(of.pointwise.layout().values(from.width));
    let result = from.width * channels;
    let mut results = Buffer::unwritten(2 * result);
    for picture in 0..from.batch {
        for panel in 0..panels {
            // The row above the first one.
            ring.row_mut(panel, 2).fill([0.0; LANES]);
        }
        if let Source::Rows(rows) = &mut source {
            rows.begin(picture);
        }
        for y in 0..=from.height {
            if y < from.height {
                let row = match &mut source {
                    Source::Map(map) => map.row(picture, y),
                    Source::Rows(rows) => {
                        rows.compute(y, &mut computed);
                        &computed
                    }
                };
                scaled.places(row, from.channels, of.pointwise.layout());
            }
            let products = of.pointwise.panels(&of.pointwise_bias, scaled.unit);
            for (panel, product) in products.enumerate() {
                let next = ring.row_mut(panel, y);
                if y == from.height {
                    next.fill([0.0; LANES]);
                } else {
                    product.multiply(scaled.pairs(), &mut next[1..=from.width]);
                }
                let Some(y) = y.checked_sub(1) else {
                    continue;
                };
                let rows = [y + 2, y, y + 1].map(|y| ring.row(panel, y));
                let to = match pooled {
                    true => &mut results[y % 2 * result..][..result],
                    false => output.row_mut(picture, y),
                };
                for part in 0..LANES / DEPTH_LANES {
                    let index = panel * (LANES / DEPTH_LANES) + part;
                    let (window, bias) = (&of.depthwise[index], &of.depthwise_bias[index]);
                    let first = index * DEPTH_LANES;
                    let to = to.chunks_exact_mut(channels).map(|to| &mut to[first..]);
                    depthwise(rows, part, window, bias, of.limits, to);
                }
            }
            if pooled && y > 0 && y.is_multiple_of(2) {
                let rows = results.split_at(result);
                max_of_rows(rows.into(), channels, output.row_mut(picture, y / 2 - 1));
            }
        }
    }
}

/// A part of a panel of a row. `rows` are the one above, the row itself and the one below.
///
/// A column of values is loaded once, for the three windows that it is a part of.
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
    let [above, here, below] = rows;
    let mut columns = above
        .iter()
        .zip(here)
        .zip(below)
        .map(|((above, here), below)| {
            [above, here, below].map(|values| {
                let mut lanes = [0.0; DEPTH_LANES];
                lanes.copy_from_slice(&values[part * DEPTH_LANES..][..DEPTH_LANES]);
                lanes
            })
        });
    // Of the windows that the next column is the last of, and the middle of.
    let (mut last, mut middle) = (bias, bias);
    let add = |column: [[f32; DEPTH_LANES]; 3], sums: [[f32; DEPTH_LANES]; 3]| {
        let mut sums = sums;
        for (row, values) in column.iter().enumerate() {
            for (place, sums) in sums.iter_mut().enumerate() {
                add_products(sums, values, &window[3 * row + place]);
            }
        }
        sums
    };
    for column in columns.by_ref().take(2) {
        let [first, second, _] = add(column, [bias, middle, last]);
        (last, middle) = (second, first);
    }
    for (column, to) in columns.zip(to) {
        let [first, second, third] = add(column, [bias, middle, last]);
        to[..DEPTH_LANES].copy_from_slice(&third.map(|sum| limits.apply(sum)));
        (last, middle) = (second, first);
    }
}
