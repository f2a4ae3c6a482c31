//! Matrix products in integers of 16 bit: one instruction multiplies eight pairs and adds neighbours, where one of
//! floating point multiplies four.
//!
//! Values are scaled by the largest of them as they are read, an output's weights so that no sum can leave 32 bit,
//! whatever the values are: nothing has to be known of them beforehand. So that weights keep enough bits, sums of
//! more than [`PIECE`] pairs are taken in pieces. Sums of a piece are exact; scaling rounds, a value by at most half
//! of 1/16383 of the largest one.

use wide::{f32x4, i16x8, i32x4, i32x8};

use super::memory::Buffer;
use super::panels::{LANES, Lanes, PLACES, groups};

/// The largest value after scaling: one bit less than there is room for gives weights one more.
const LARGEST: f32 = 16_383.0;

/// Pairs whose products are added up as integers, at most.
const PIECE: usize = 32;

/// Vectors of a panel's outputs.
const QUADS: usize = LANES / 4;

/// A panel's weights of two neighbouring inputs: `[outputs / 4, 4, 2]`.
pub type Pair = [i16x8; QUADS];

/// A sum for each of a panel's outputs.
type Sums = [i32x4; QUADS];

/// Weights of windows whose rows lie in one piece each; where a row has an odd number of them, a zero follows.
#[derive(Debug, Clone)]
pub struct Integers {
    /// `[panels, rows, pairs of a row]`
    weights: Vec<Pair>,
    /// What an output's sum is multiplied by, beside the unit of the values: `[panels]`.
    units: Vec<[f32x4; QUADS]>,
    rows: usize,
}

/// A panel of outputs, for values of one unit.
pub struct Panel<'a> {
    /// `[rows, pairs of a row]`
    weights: &'a [Pair],
    units: [f32x4; QUADS],
    bias: [f32x4; QUADS],
    /// Pairs of a row.
    pairs: usize,
}

/// Values of 16 bit, two by two.
#[derive(Debug)]
pub struct Scaled {
    /// In the memory that floating point values take turns in.
    pairs: Buffer,
    /// What they have to be multiplied by.
    pub unit: f32,
}

impl Integers {
    /// Lays out the weights `[outputs, rows, values of a row]`.
    pub fn new(weights: &[f32], outputs: usize, rows: usize) -> Self {
        let window = (weights.len() / outputs.max(1)).max(1);
        let row = (window / rows.max(1)).max(1);
        let pairs = row.div_ceil(2);
        let panels = outputs.div_ceil(LANES);
        let mut packed = vec![[[0i16; 8]; QUADS]; panels * rows * pairs];
        let mut units = vec![[[0.0; 4]; QUADS]; panels];
        for (output, weights) in weights.chunks_exact(window).take(outputs).enumerate() {
            let (panel, quad, lane) = (output / LANES, output % LANES / 4, output % 4);
            let scale = scale(weights, row);
            units[panel][quad][lane] = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            let packed = packed[panel * rows * pairs..].chunks_exact_mut(pairs);
            for (weights, packed) in weights.chunks_exact(row).zip(packed) {
                for (place, weight) in weights.iter().enumerate() {
                    packed[place / 2][quad][2 * lane + place % 2] = (weight * scale).round() as i16;
                }
            }
        }
        let packed = packed.into_iter().map(|pair| pair.map(i16x8::new));
        Self {
            weights: packed.collect(),
            units: units.into_iter().map(|of| of.map(f32x4::new)).collect(),
            rows,
        }
    }

    /// All panels, for values of one unit.
    #[inline(always)]
    pub fn panels<'a>(&'a self, bias: &'a [Lanes], unit: f32) -> impl Iterator<Item = Panel<'a>> {
        let of_panel = self.weights.len() / self.units.len().max(1);
        let pairs = of_panel / self.rows.max(1);
        let weights = self.weights.chunks_exact(of_panel.max(1));
        let panels = weights.zip(&self.units).zip(bias);
        panels.map(move |((weights, units), bias)| Panel {
            weights,
            units: units.map(|units| units * unit),
            bias: std::array::from_fn(|quad| {
                f32x4::new(std::array::from_fn(|lane| bias[quad * 4 + lane]))
            }),
            pairs,
        })
    }
}

/// How many rows of so many pairs are added up together.
fn rows_of_piece(pairs: usize) -> usize {
    (PIECE / pairs.max(1)).max(1)
}

/// How many pairs of a row of more than [`PIECE`] are added up together: all pieces have about one length.
fn piece_of_row(pairs: usize) -> usize {
    pairs.div_ceil(pairs.div_ceil(PIECE))
}

/// What an output's weights are multiplied by, so that neither one of them leaves 16 bit nor the sum of a piece's products 32;
/// 0 where there is nothing to multiply.
fn scale(weights: &[f32], row: usize) -> f32 {
    let largest = weights.iter().fold(0.0f32, |most, w| most.max(w.abs()));
    if !(largest > 0.0 && largest.is_finite()) {
        return 0.0;
    }
    let pairs = row.div_ceil(2);
    let (rows, piece) = match pairs > PIECE {
        true => (row, 2 * piece_of_row(pairs)),
        false => (rows_of_piece(pairs) * row, rows_of_piece(pairs) * row),
    };
    let pieces = weights.chunks(rows).flat_map(|rows| rows.chunks(piece));
    // What values of one sign can come to.
    let totals = pieces.map(|piece| {
        let sum = |sign: f32| piece.iter().map(|w| (w * sign).max(0.0)).sum::<f32>();
        sum(1.0).max(sum(-1.0))
    });
    let total = totals.fold(0.0, f32::max);
    // Rounding adds up to a half to each.
    let room = (1u32 << 31) as f32 / (LARGEST + 1.0) - PIECE as f32 - 2.0;
    (room / total).min(f32::from(i16::MAX) / largest)
}

impl Panel<'_> {
    /// `to[place] = bias + Σₖ values[place][k] · weights[k]` for windows of one row that lie one after the other.
    #[inline(always)]
    pub fn multiply(&self, values: &[i32], to: &mut [Lanes]) {
        let [fours, threes] = groups(to.len());
        let (to_fours, to) = to.split_at_mut(fours);
        let (to_threes, to) = to.split_at_mut(threes);
        let (of_fours, values) = values.split_at(fours * self.pairs);
        let (of_threes, values) = values.split_at(threes * self.pairs);
        self.multiply_groups::<PLACES>(of_fours, to_fours);
        self.multiply_groups::<3>(of_threes, to_threes);
        self.multiply_groups::<1>(values, to);
    }

    #[inline(always)]
    fn multiply_groups<const P: usize>(&self, values: &[i32], to: &mut [Lanes]) {
        let pairs = self.pairs;
        let groups = values.chunks_exact((P * pairs).max(1));
        for (values, to) in groups.zip(to.as_chunks_mut::<P>().0) {
            let values: [_; P] = std::array::from_fn(|place| &values[place * pairs..][..pairs]);
            let mut outputs = [self.bias; P];
            if pairs <= PIECE {
                let sums = add_products([[i32x4::ZERO; QUADS]; P], values, self.weights);
                self.add(&mut outputs, sums);
            } else {
                self.add_pieces(&mut outputs, values, self.weights);
            }
            *to = outputs.map(lanes);
        }
    }

    /// The outputs of windows whose first pairs are at `starts`; `pitch` pairs lead from a row to the next.
    #[inline(always)]
    pub fn windows<const P: usize>(
        &self,
        values: &[i32],
        starts: [usize; P],
        pitch: usize,
    ) -> [Lanes; P] {
        // Rows of 3x3 windows of one channel and of three are so short that a loop over one is hardly worth starting. Most places
        // are computed by fours: code for the others would only be larger.
        match self.pairs {
            2 if P == PLACES => self.short_windows::<P, 2>(values, starts, pitch),
            5 if P == PLACES => self.short_windows::<P, 5>(values, starts, pitch),
            pairs => {
                let mut outputs = [self.bias; P];
                let rows = rows_of_piece(pairs);
                for (piece, weights) in self.weights.chunks(rows * pairs).enumerate() {
                    let first = piece * rows * pitch;
                    let mut sums = [[i32x4::ZERO; QUADS]; P];
                    for (row, weights) in weights.chunks_exact(pairs).enumerate() {
                        let values =
                            starts.map(|start| &values[start + first + row * pitch..][..pairs]);
                        if pairs > PIECE {
                            self.add_pieces(&mut outputs, values, weights);
                        } else {
                            sums = add_products(sums, values, weights);
                        }
                    }
                    self.add(&mut outputs, sums);
                }
                outputs.map(lanes)
            }
        }
    }

    /// As [`Self::windows`], where a row has `PAIRS` and all are one piece.
    #[inline(always)]
    fn short_windows<const P: usize, const PAIRS: usize>(
        &self,
        values: &[i32],
        starts: [usize; P],
        pitch: usize,
    ) -> [Lanes; P] {
        let mut sums = [[i32x4::ZERO; QUADS]; P];
        for (row, weights) in self.weights.as_chunks::<PAIRS>().0.iter().enumerate() {
            let values = starts.map(|start| &values[start + row * pitch..][..PAIRS]);
            sums = add_products(sums, values, weights);
        }
        let mut outputs = [self.bias; P];
        self.add(&mut outputs, sums);
        outputs.map(lanes)
    }

    /// Adds the products of a row that is longer than a piece.
    #[inline(always)]
    fn add_pieces<const P: usize>(
        &self,
        outputs: &mut [[f32x4; QUADS]; P],
        values: [&[i32]; P],
        weights: &[Pair],
    ) {
        let length = piece_of_row(weights.len());
        for (piece, weights) in weights.chunks(length).enumerate() {
            let values = values.map(|values| &values[piece * length..][..weights.len()]);
            let sums = add_products([[i32x4::ZERO; QUADS]; P], values, weights);
            self.add(outputs, sums);
        }
    }

    /// Adds the sums of a piece.
    #[inline(always)]
    fn add<const P: usize>(&self, outputs: &mut [[f32x4; QUADS]; P], sums: [Sums; P]) {
        for (outputs, sums) in outputs.iter_mut().zip(sums) {
            for quad in 0..QUADS {
                outputs[quad] += sums[quad].round_float() * self.units[quad];
            }
        }
    }
}

/// A panel's outputs, one after the other.
#[inline(always)]
fn lanes(outputs: [f32x4; QUADS]) -> Lanes {
    let mut lanes = [0.0; LANES];
    for (lanes, outputs) in lanes.as_chunks_mut().0.iter_mut().zip(outputs) {
        *lanes = outputs.to_array();
    }
    lanes
}

/// One pair a turn of the loop, as in [`super::panels::multiply`]. All slices have one length.
#[inline(always)]
fn add_products<const P: usize>(
    mut sums: [Sums; P],
    values: [&[i32]; P],
    weights: &[Pair],
) -> [Sums; P] {
    let values = values.map(|values| &values[..weights.len()]);
    for (k, weights) in weights.iter().enumerate() {
        for place in 0..P {
            let pair: i16x8 = bytemuck::cast(i32x4::splat(values[place][k]));
            for quad in 0..QUADS {
                sums[place][quad] += pair.dot(weights[quad]);
            }
        }
    }
    sums
}

impl Scaled {
    /// Room for so many values, which are to be scaled before they are read.
    pub fn new(count: usize) -> Self {
        Self {
            pairs: Buffer::unwritten(count.div_ceil(2)),
            unit: 0.0,
        }
    }

    /// The values, two by two.
    #[inline(always)]
    pub fn pairs(&self) -> &[i32] {
        bytemuck::cast_slice(&self.pairs)
    }

    /// Scales places of `channels` values each; an odd number of channels gets a zero at its end.
    #[inline(always)]
    pub fn places(&mut self, values: &[f32], channels: usize) {
        if channels.is_multiple_of(2) {
            return self.all(values);
        }
        let scale = self.measure(values);
        let to: &mut [i16] = bytemuck::cast_slice_mut(&mut self.pairs);
        let places = to.chunks_exact_mut(channels + 1);
        for (values, to) in values.chunks_exact(channels).zip(places) {
            convert(values, scale, &mut to[..channels]);
            to[channels] = 0;
        }
    }

    /// Scales values that are an even number.
    #[inline(always)]
    pub fn all(&mut self, values: &[f32]) {
        let scale = self.measure(values);
        convert(values, scale, bytemuck::cast_slice_mut(&mut self.pairs));
    }

    /// Takes the unit of values, and tells what to multiply them by.
    #[inline(always)]
    fn measure(&mut self, values: &[f32]) -> f32 {
        let [least, most] = range(values);
        // Weights of one sign alone can leave the room of a sum together where values of both signs meet those of both.
        let (largest, room) = match least < 0.0 {
            true => (most.max(-least), LARGEST / 2.0),
            false => (most, LARGEST),
        };
        self.unit = largest / room;
        if largest > 0.0 { room / largest } else { 0.0 }
    }
}

/// The least value and 0, and the largest one and 0.
#[inline(always)]
fn range(values: &[f32]) -> [f32; 2] {
    let (eights, rest) = values.as_chunks::<8>();
    let (mut least, mut most) = ([0.0f32; 8], [0.0f32; 8]);
    for values in eights {
        for lane in 0..8 {
            let value = values[lane];
            least[lane] = if value < least[lane] {
                value
            } else {
                least[lane]
            };
            most[lane] = if value > most[lane] {
                value
            } else {
                most[lane]
            };
        }
    }
    let all = |of: [f32; 8], pick: fn(f32, f32) -> f32| {
        of.into_iter().chain(rest.iter().copied()).fold(0.0, pick)
    };
    [all(least, f32::min), all(most, f32::max)]
}

/// Values times `scale`, rounded. A sum with 1.5 · 2²³ has no room for a fraction: its lowest bits are the integer.
#[inline(always)]
fn convert(values: &[f32], scale: f32, to: &mut [i16]) {
    const SHIFT: f32 = 12_582_912.0;
    let integer = |value: f32| {
        let shifted = (value * scale + SHIFT).to_bits();
        shifted.wrapping_sub(SHIFT.to_bits()) as i32
    };
    let (from_eights, from) = values.as_chunks::<8>();
    let (to_eights, to) = to.as_chunks_mut::<8>();
    for (from, to) in from_eights.iter().zip(to_eights) {
        *to = i16x8::from_i32x8_saturate(i32x8::new(from.map(integer))).to_array();
    }
    for (from, to) in from.iter().zip(to) {
        *to = integer(*from) as i16;
    }
}
