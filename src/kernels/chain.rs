//! Units one after the other, of which each hands a row on as soon as it is there: of the maps between them only a few rows
//! ever exist, and they never leave the cache.

use super::depthwise::DEPTH_LANES;
use super::lanes::add_products;
use super::memory::Buffer;
use super::panels::{LANES, Lanes, Limits, larger};
use super::rows::Rows;
use super::scaled::Scaled;
use super::separable::{Channels, Unit, Window};
use super::{Convolution, FeatureMap, Pixels, Shape, vectorized};

/// What the units make of a map, one after the other.
pub fn forward<const N: usize>(input: &FeatureMap, units: [Unit; N]) -> FeatureMap {
    run(Source::Map(input), units)
}

/// What the units make of what a convolution makes of a picture, within `limits`; of that, too, only a row is ever there.
pub fn forward_pixels<const N: usize>(
    first: &Convolution,
    limits: Limits,
    input: &Pixels,
    units: [Unit; N],
) -> FeatureMap {
    match first.rows_of_pixels(input, limits) {
        Some(mut rows) => run(Source::Rows(&mut rows), units),
        None => forward(&first.forward(&input.to_map(), None, limits), units),
    }
}

/// Where the first unit's rows come from.
enum Source<'a, 'b> {
    Map(&'a FeatureMap),
    Rows(&'a mut Rows<'b>),
}

fn run<const N: usize>(mut source: Source, units: [Unit; N]) -> FeatureMap {
    let from = match &source {
        Source::Map(map) => map.shape(),
        Source::Rows(rows) => rows.shape(),
    };
    let mut shape = from;
    let mut stages = units.map(|unit| {
        let from = shape;
        shape = unit.shape(from);
        Stage::new(unit, from, shape)
    });
    let mut output = FeatureMap::unwritten(shape);
    let mut computed = match source {
        Source::Map(_) => Buffer::default(),
        Source::Rows(_) => Buffer::unwritten(from.width * from.channels),
    };
    for picture in 0..from.batch {
        stages.iter_mut().for_each(|stage| stage.work.begin());
        if let Source::Rows(rows) = &mut source {
            rows.begin(picture);
        }
        for y in 0..from.height {
            let row = match &mut source {
                Source::Map(map) => Row::Other(map.row(picture, y)),
                Source::Rows(rows) if rows.is_repeated(y) => Row::Repeated,
                Source::Rows(rows) => {
                    rows.compute(y, &mut computed);
                    Row::Other(&computed)
                }
            };
            hand_on(&mut stages, row, picture, &mut output);
        }
        hand_on(&mut stages, Row::Border, picture, &mut output);
    }
    output
}

/// What a stage is given next.
#[derive(Clone, Copy)]
enum Row<'a> {
    /// A row that may differ from the one before it.
    Other(&'a [f32]),
    /// The same row once more: what is made of it is already there.
    Repeated,
    /// What lies below the last row.
    Border,
}

/// Gives the first of the stages a row, and the others what comes of it.
fn hand_on(stages: &mut [Stage], row: Row, picture: usize, output: &mut FeatureMap) {
    let Some((Stage { work, made }, rest)) = stages.split_first_mut() else {
        return;
    };
    if rest.is_empty() {
        let y = work.finished;
        work.take(row, output.row_mut(picture, y));
        return;
    }
    if work.take(row, made) {
        hand_on(rest, Row::Other(made), picture, output);
    }
    if matches!(row, Row::Border) {
        hand_on(rest, row, picture, output);
    }
}

struct Stage<'a> {
    work: Work<'a>,
    /// The row that it hands on.
    made: Buffer,
}

/// A unit at work on a picture.
struct Work<'a> {
    unit: Unit<'a>,
    /// The shape of what it is given.
    from: Shape,
    scaled: Scaled,
    ring: Ring,
    /// How many rows it was given, and how many it has finished.
    taken: usize,
    finished: usize,
}

/// The rows of the pointwise convolution that the depthwise one can see, a panel of channels after
/// the other: `[panels, 3, 1 + width + 1]`.
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

    /// Makes a row the same as the one above it.
    fn repeat(&mut self, panel: usize, y: usize) {
        let [above, start] = [y + 2, y].map(|y| (panel * 3 + y % 3) * self.pitch);
        let rows: &mut [Lanes] = self.rows.as_chunks_mut().0;
        rows.copy_within(above..above + self.pitch, start);
    }
}

impl<'a> Stage<'a> {
    fn new(unit: Unit<'a>, from: Shape, to: Shape) -> Self {
        let (panels, pitch) = (to.channels / LANES, from.width + 2);
        let values = unit.separable.pointwise.layout().values(from.width);
        Self {
            work: Work {
                unit,
                from,
                scaled: Scaled::new(values),
                ring: Ring {
                    rows: Buffer::zeros(panels * 3 * pitch * LANES),
                    pitch,
                },
                taken: 0,
                finished: 0,
            },
            made: Buffer::unwritten(to.width * to.channels),
        }
    }
}

impl Work<'_> {
    /// Begins with a picture.
    fn begin(&mut self) {
        (self.taken, self.finished) = (0, 0);
        for panel in 0..self.unit.separable.outputs() / LANES {
            // The row above the first one.
            self.ring.row_mut(panel, 2).fill([0.0; LANES]);
        }
    }

    /// Takes what comes next; whether a row was finished, in `to`.
    fn take(&mut self, row: Row, to: &mut [f32]) -> bool {
        let before = self.finished;
        take(self, row, to);
        self.finished > before
    }
}

fn take(work: &mut Work, row: Row, to: &mut [f32]) {
    vectorized!(take_with(work: &mut Work, row: Row, to: &mut [f32]))
}

#[inline(always)]
fn take_with(work: &mut Work, row: Row, to: &mut [f32]) {
    let Unit { separable, pooled } = work.unit;
    let layout = separable.pointwise.layout();
    let (width, y) = (work.from.width, work.taken);
    work.taken += 1;
    if let Row::Other(row) = row {
        work.scaled.places(row, work.from.channels, layout);
    }
    // The row above has all that it sees. What has no row to be pooled with is left out.
    let above = y.checked_sub(1);
    let above = above.filter(|above| !pooled || above / 2 < work.from.height / 2);
    let products = separable
        .pointwise
        .panels(&separable.pointwise_bias, work.scaled.unit);
    for (panel, product) in products.enumerate() {
        match row {
            Row::Other(_) => {
                let next = &mut work.ring.row_mut(panel, y)[1..=width];
                product.multiply(work.scaled.pairs(), next);
            }
            Row::Repeated => work.ring.repeat(panel, y),
            Row::Border => work.ring.row_mut(panel, y).fill([0.0; LANES]),
        }
        let Some(y) = above else {
            continue;
        };
        let rows = [y + 2, y, y + 1].map(|y| work.ring.row(panel, y));
        for part in 0..LANES / DEPTH_LANES {
            let index = panel * (LANES / DEPTH_LANES) + part;
            let channels = separable.channels(index);
            match (pooled, y % 2) {
                (false, _) => depthwise::<1, false>(rows, part, channels, to),
                (true, 0) => depthwise::<2, false>(rows, part, channels, to),
                (true, _) => depthwise::<2, true>(rows, part, channels, to),
            }
        }
    }
    if above.is_some_and(|y| !pooled || y % 2 == 1) {
        work.finished += 1;
    }
}

/// Some channels of a row. `rows` are the one above, the row itself and the one below; `part` is which of a panel's. Of
/// `ACROSS` places that are neighbours the largest value is kept, with `BELOW` of it and of what is there.
///
/// A column of values is loaded once, for the three windows that it is a part of.
#[inline(always)]
fn depthwise<const ACROSS: usize, const BELOW: bool>(
    rows: [&[Lanes]; 3],
    part: usize,
    channels: Channels,
    to: &mut [f32],
) {
    let (window, bias) = (*channels.window, *channels.bias);
    let column = |rows: [&Lanes; 3]| rows.map(|values| part_of(values, part));
    // Of the windows that the next column is the last of, and the middle of.
    let (mut last, mut middle) = (bias, bias);
    let [above, here, below] = rows.map(|row| row.split_at(2));
    for place in 0..2 {
        let column = column([above.0, here.0, below.0].map(|row| &row[place]));
        let [first, second, _] = add_column(column, &window, [bias, middle, last]);
        (last, middle) = (second, first);
    }
    let [above, here, below] = [above.1, here.1, below.1].map(|row| row.as_chunks::<ACROSS>().0);
    let columns = above.iter().zip(here).zip(below);
    for (((above, here), below), to) in columns.zip(to.chunks_exact_mut(channels.of)) {
        let to = &mut to[channels.first..][..DEPTH_LANES];
        let mut value = [channels.least; DEPTH_LANES];
        for place in 0..ACROSS {
            let column = column([&above[place], &here[place], &below[place]]);
            let [first, second, third] = add_column(column, &window, [bias, middle, last]);
            (last, middle) = (second, first);
            value = larger_of(third, value);
        }
        if BELOW {
            value = larger_of(value, part_of(to, 0));
        }
        to.copy_from_slice(&value);
    }
}

/// Some of the values that lie together.
#[inline(always)]
fn part_of(values: &[f32], part: usize) -> [f32; DEPTH_LANES] {
    let mut lanes = [0.0; DEPTH_LANES];
    lanes.copy_from_slice(&values[part * DEPTH_LANES..][..DEPTH_LANES]);
    lanes
}

/// Adds a column of values to the sums of the windows that it is the first, the middle and the last of.
#[inline(always)]
fn add_column(
    column: [[f32; DEPTH_LANES]; 3],
    window: &Window,
    mut sums: [[f32; DEPTH_LANES]; 3],
) -> [[f32; DEPTH_LANES]; 3] {
    for (row, values) in column.iter().enumerate() {
        for (place, sums) in sums.iter_mut().enumerate() {
            add_products(sums, values, &window[3 * row + place]);
        }
    }
    sums
}

#[inline(always)]
fn larger_of(a: [f32; DEPTH_LANES], b: [f32; DEPTH_LANES]) -> [f32; DEPTH_LANES] {
    std::array::from_fn(|lane| larger(a[lane], b[lane]))
}
