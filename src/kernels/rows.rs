//! Rows of a convolution in integers: windows are copied one after the other, and multiplied as if there was one place of them
//! each.

use std::ops::Range;

use super::integers::Integers;
use super::memory::Buffer;
use super::panels::{LANES, Lanes, Limits};
use super::scaled::{Grid, Scaled};
use super::windows::Placement;
use super::{FeatureMap, Pixels, Shape, vectorized};

/// Places that are computed together, where a row has fewer: weights pass by less often.
const TOGETHER: usize = 12;

/// The rows of what comes of a map.
pub struct Rows<'a> {
    layer: Layer<'a>,
    input: Input<'a>,
    /// The windows in work.
    windows: Scaled,
    /// What comes of them, for a panel of outputs.
    sums: Buffer,
}

/// What the windows lie in.
enum Input<'a> {
    /// A map, and the picture of it that is in work.
    Map(&'a FeatureMap, Scaled),
    Pixels(&'a Pixels),
}

/// A convolution of maps of one shape.
pub struct Layer<'a> {
    pub integers: &'a Integers,
    pub bias: &'a [Lanes],
    pub out_channels: usize,
    /// Rows of a window.
    pub rows: usize,
    pub placement: Placement,
    pub limits: Limits,
}

impl<'a> Rows<'a> {
    /// Windows begin at even values of the map, and so do their rows ([`Placement::is_even`]).
    pub fn new(layer: Layer<'a>, input: &'a FeatureMap) -> Self {
        let picture = Scaled::new(input.picture(0).len());
        Self::of(layer, Input::Map(input, picture))
    }

    /// As [`Self::new`], of the only picture there is.
    pub fn of_pixels(layer: Layer<'a>, input: &'a Pixels) -> Self {
        Self::of(layer, Input::Pixels(input))
    }

    fn of(layer: Layer<'a>, input: Input<'a>) -> Self {
        let places = layer.together() * layer.placement.sides[1];
        Self {
            windows: Scaled::new(layer.integers.layout().values(places)),
            sums: Buffer::unwritten(places * LANES),
            layer,
            input,
        }
    }

    /// The shape of all rows together.
    pub fn shape(&self) -> Shape {
        let channels = self.layer.out_channels;
        self.layer.placement.shape(self.input(), channels)
    }

    fn input(&self) -> Shape {
        match &self.input {
            Input::Map(map, _) => map.shape(),
            Input::Pixels(pixels) => pixels.shape(),
        }
    }

    /// Whether a row is the one above it once more: both see zeros alone, as in what pads a picture.
    pub fn is_repeated(&self, y: usize) -> bool {
        let (Input::Pixels(pixels), Some(above)) = (&self.input, y.checked_sub(1)) else {
            return false;
        };
        let Placement {
            strides, before, ..
        } = self.layer.placement;
        let pitch = pixels.shape().pitch();
        // Counted with the border's row.
        let [first, last] = [above, y].map(|y| y * strides[0] + 1 - before[0]);
        let seen = &pixels.scaled().values()[first * pitch..(last + self.layer.rows) * pitch];
        // From below, where a picture's next row begins.
        seen.iter().rev().all(|value| *value == 0)
    }

    /// Begins with a picture.
    #[inline(always)]
    pub fn begin(&mut self, picture: usize) {
        if let Input::Map(map, scaled) = &mut self.input {
            scaled.all(map.picture(picture));
        }
    }

    /// Computes a row of the picture, `[width, out_channels]`.
    pub fn compute(&mut self, y: usize, to: &mut [f32]) {
        compute(self, y, to);
    }

    /// All pictures.
    pub fn forward(self, output: &mut FeatureMap) {
        forward(self, output);
    }

    /// Computes a few rows of the picture, whose beginnings are so many values from each other.
    #[inline(always)]
    fn multiply(&mut self, rows: Range<usize>, to: &mut [f32], pitch: usize) {
        let input = self.input();
        let of = &self.layer;
        let picture = match &self.input {
            Input::Map(_, scaled) => scaled,
            Input::Pixels(pixels) => pixels.scaled(),
        };
        let width = of.placement.sides[1];
        let [first, below] = [0, 1].map(|y| of.placement.starts(input, rows.start + y));
        let grid = Grid {
            first: first.0 / 2,
            steps: [(below.0 - first.0) / 2, first.1 / 2],
            sides: [rows.len(), width],
            pitch: input.pitch() / 2,
            rows: of.rows,
        };
        let layout = of.integers.layout();
        let windows = self.windows.windows(picture, &grid, layout);
        let sums: &mut [Lanes] = &mut self.sums.as_chunks_mut().0[..rows.len() * width];
        let panels = of.integers.panels(of.bias, picture.unit);
        for (panel, first) in panels.zip((0..of.out_channels).step_by(LANES)) {
            panel.multiply(windows, sums);
            for (sums, to) in sums
                .chunks_exact(width.max(1))
                .zip(to.chunks_mut(pitch.max(1)))
            {
                of.store(sums, first, to);
            }
        }
    }
}

fn compute(rows: &mut Rows, y: usize, to: &mut [f32]) {
    vectorized!(compute_with(rows: &mut Rows, y: usize, to: &mut [f32]))
}

#[inline(always)]
fn compute_with(rows: &mut Rows, y: usize, to: &mut [f32]) {
    rows.multiply(y..y + 1, to, to.len());
}

fn forward(rows: Rows, output: &mut FeatureMap) {
    vectorized!(forward_with(rows: Rows, output: &mut FeatureMap))
}

#[inline(always)]
fn forward_with(mut rows: Rows, output: &mut FeatureMap) {
    let Shape { batch, height, .. } = output.shape();
    let (together, pitch) = (rows.layer.together(), output.pitch());
    for picture in 0..batch {
        rows.begin(picture);
        for y in (0..height).step_by(together) {
            let start = output.offset(picture, y + 1, 1);
            let some = y..height.min(y + together);
            rows.multiply(some, &mut output.values[start..], pitch);
        }
    }
}

impl Layer<'_> {
    /// Rows that are computed together.
    fn together(&self) -> usize {
        (TOGETHER / self.placement.sides[1].max(1)).max(1)
    }

    /// Stores a panel's outputs of a row, finished.
    #[inline(always)]
    fn store(&self, sums: &[Lanes], first: usize, row: &mut [f32]) {
        let places = row.chunks_exact_mut(self.out_channels);
        let whole = self.out_channels - first >= LANES;
        for (sums, to) in sums.iter().zip(places) {
            let finished = sums.map(|sum| self.limits.apply(sum));
            match whole {
                true => to[first..][..LANES].copy_from_slice(&finished),
                false => to[first..]
                    .iter_mut()
                    .zip(finished)
                    .for_each(|(to, value)| *to = value),
            }
        }
    }
}
