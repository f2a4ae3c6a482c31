//! Matrix products in integers of 16 bit: one instruction multiplies eight pairs and adds neighbours, where one of
//! floating point multiplies four.
//!
//! Values are scaled by the largest of them as they are read, an output's weights so that no sum can leave 32 bit,
//! whatever the values are: nothing has to be known of them beforehand. So that weights keep enough bits, sums of
//! more than [`PIECE`] pairs are taken in pieces. Sums of a piece are exact; scaling rounds, a value by at most half
//! of 1/16383 of the largest one.

use wide::{f32x4, i16x8, i32x4};

use super::lanes::add_products;
use super::panels::{LANES, Lanes, PLACES, groups, larger, relu};

/// The largest value after scaling: one bit less than there is room for gives weights one more.
pub const LARGEST: f32 = 16_383.0;

/// Pairs whose products are added up as integers, at most.
const PIECE: usize = 32;

/// Vectors of a panel's outputs.
const QUADS: usize = LANES / 4;

/// A panel's weights of two neighbouring inputs: `[outputs / 4, 4, 2]`.
pub type Pair = [i16x8; QUADS];

/// Weights of windows; where a window's row has an odd number of them, a zero follows.
#[derive(Debug, Clone)]
pub struct Integers {
    /// `[panels, rows, pairs of a row]`
    weights: Vec<Pair>,
    /// What an output's sum is multiplied by, beside the unit of the values: `[panels]`.
    units: Vec<[f32x4; QUADS]>,
    layout: Layout,
}

/// How the pairs of windows lie: `[pieces, places, pitch]`.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Pairs of a window.
    pub pairs: usize,
    /// Pairs of a piece, at most [`PIECE`]; the last one may have fewer.
    pub piece: usize,
    /// From a piece to that of the next place: one of few lengths, which are known when this is compiled.
    pub pitch: usize,
}

/// A panel of outputs, for values of one unit.
pub struct Panel<'a> {
    /// `[rows, pairs of a row]`
    weights: &'a [Pair],
    units: [f32x4; QUADS],
    bias: [f32x4; QUADS],
    layout: Layout,
}

impl Layout {
    fn new(pairs: usize) -> Self {
        // All pieces have about one length.
        let piece = pairs.div_ceil(pairs.div_ceil(PIECE).max(1)).max(1);
        let pitch = match piece {
            ..=8 => 8,
            9..=16 => 16,
            _ => PIECE,
        };
        Self {
            pairs,
            piece,
            pitch,
        }
    }

    /// Values, with what lies between them, of the windows of so many places.
    pub fn values(self, places: usize) -> usize {
        2 * self.pairs.div_ceil(self.piece) * places * self.pitch
    }
}

impl Integers {
    /// Lays out panels of outputs, `[panels, rows, values of a row]`.
    ///
    /// All outputs of a panel at once: the first picture waits for this, with code that a browser has not optimised yet.
    pub fn new(weights: &[Lanes], panels: usize, rows: usize) -> Self {
        let window = (weights.len() / panels.max(1)).max(1);
        let row = (window / rows.max(1)).max(1);
        let layout = Layout::new(window / row * row.div_ceil(2));
        let mut packed = Vec::with_capacity(panels * layout.pairs);
        let mut units = Vec::with_capacity(panels);
        let mut pairs = Vec::with_capacity(layout.pairs);
        for weights in weights.chunks_exact(window) {
            pairs.clear();
            for row in weights.chunks_exact(row) {
                let (twos, rest) = row.as_chunks::<2>();
                pairs.extend_from_slice(twos);
                pairs.extend(rest.iter().map(|last| [*last, [0.0; LANES]]));
            }
            let scales = scales(&pairs, layout.piece);
            let unit = |scale: f32| if scale > 0.0 { 1.0 / scale } else { 0.0 };
            units.push(vectors(&scales.map(unit)));
            packed.extend(pairs.iter().map(|pair| whole(pair, &scales)));
        }
        Self {
            weights: packed,
            units,
            layout,
        }
    }

    /// How the pairs have to lie that it is to be multiplied with.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// All panels, for values of one unit.
    #[inline(always)]
    pub fn panels<'a>(&'a self, bias: &'a [Lanes], unit: f32) -> impl Iterator<Item = Panel<'a>> {
        let weights = self.weights.chunks_exact(self.layout.pairs.max(1));
        let panels = weights.zip(&self.units).zip(bias);
        panels.map(move |((weights, units), bias)| Panel {
            weights,
            units: units.map(|units| units * unit),
            bias: vectors(bias),
            layout: self.layout,
        })
    }
}

/// What each output's weights are multiplied by, so that neither one of them leaves 16 bit nor the sum of a piece's products 32;
/// 0 where there is nothing to multiply.
fn scales(pairs: &[[Lanes; 2]], piece: usize) -> Lanes {
    let (mut largest, mut total) = ([0.0; LANES], [0.0; LANES]);
    for pairs in pairs.chunks(piece) {
        // What values of one sign can come to.
        let (mut above, mut below) = ([0.0; LANES], [0.0; LANES]);
        for weights in pairs.as_flattened() {
            for (lane, weight) in weights.iter().enumerate() {
                above[lane] += relu(*weight);
                below[lane] += relu(-weight);
                largest[lane] = larger(largest[lane], weight.abs());
            }
        }
        for lane in 0..LANES {
            total[lane] = larger(total[lane], larger(above[lane], below[lane]));
        }
    }
    // Rounding adds up to a half to each.
    let room = (1u32 << 31) as f32 / (LARGEST + 1.0) - PIECE as f32 - 2.0;
    std::array::from_fn(
        |lane| match largest[lane] > 0.0 && largest[lane].is_finite() {
            true => (room / total[lane]).min(f32::from(i16::MAX) / largest[lane]),
            false => 0.0,
        },
    )
}

/// A pair's weights times the scales of their outputs, as whole numbers: rounded as `round` does, which is no instruction of
/// WebAssembly.
fn whole(pair: &[Lanes; 2], scales: &Lanes) -> Pair {
    let [first, second] = pair.map(|weights| -> [i32; LANES] {
        std::array::from_fn(|lane| {
            let scaled = weights[lane] * scales[lane];
            (scaled + 0.5f32.copysign(scaled)) as i32
        })
    });
    let both: [i32; LANES] =
        std::array::from_fn(|lane| (first[lane] & 0xffff) | (second[lane] << 16));
    bytemuck::cast(both)
}

impl Panel<'_> {
    /// `to[place] = bias + Σₖ values[place][k] · weights[k]`, for values that lie as [`Integers::layout`] says.
    #[inline(always)]
    pub fn multiply(&self, values: &[i32], to: &mut [Lanes]) {
        let Layout { piece, pitch, .. } = self.layout;
        let pieces = values.chunks_exact((to.len() * pitch).max(1));
        for (index, (values, weights)) in pieces.zip(self.weights.chunks(piece)).enumerate() {
            match (index, pitch) {
                (0, 8) => self.multiply_piece::<true, 8>(values, weights, to),
                (0, 16) => self.multiply_piece::<true, 16>(values, weights, to),
                (0, _) => self.multiply_piece::<true, PIECE>(values, weights, to),
                // There are more only where they are as long as pieces may be.
                _ => self.multiply_piece::<false, PIECE>(values, weights, to),
            }
        }
    }

    /// The first piece, or one that is added to what there is.
    #[inline(always)]
    fn multiply_piece<const FIRST: bool, const PITCH: usize>(
        &self,
        values: &[i32],
        weights: &[Pair],
        to: &mut [Lanes],
    ) {
        let [fours, threes] = groups(to.len());
        let (to_fours, to) = to.split_at_mut(fours);
        let (to_threes, to) = to.split_at_mut(threes);
        let values = values.as_chunks::<PITCH>().0;
        let (of_fours, values) = values.split_at(fours);
        let (of_threes, values) = values.split_at(threes);
        self.multiply_groups::<FIRST, PLACES, PITCH>(of_fours, weights, to_fours);
        self.multiply_groups::<FIRST, 3, PITCH>(of_threes, weights, to_threes);
        self.multiply_groups::<FIRST, 1, PITCH>(values, weights, to);
    }

    /// One pair a turn of the loop, as in [`super::panels::multiply`]. A browser's compiler has registers for all sums where this
    /// is a function of its own, and distances that are known take none.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn multiply_groups<const FIRST: bool, const P: usize, const PITCH: usize>(
        &self,
        values: &[[i32; PITCH]],
        weights: &[Pair],
        to: &mut [Lanes],
    ) {
        let weights = &weights[..weights.len().min(PITCH)];
        for (values, to) in values
            .as_chunks::<P>()
            .0
            .iter()
            .zip(to.as_chunks_mut::<P>().0)
        {
            let mut sums = [[i32x4::ZERO; QUADS]; P];
            for (k, weights) in weights.iter().enumerate() {
                for place in 0..P {
                    let pair: i16x8 = bytemuck::cast(i32x4::splat(values[place][k]));
                    for quad in 0..QUADS {
                        sums[place][quad] += pair.dot(weights[quad]);
                    }
                }
            }
            for (to, sums) in to.iter_mut().zip(sums) {
                let mut outputs = if FIRST { lanes(self.bias) } else { *to };
                add_products(
                    &mut outputs,
                    &lanes(sums.map(|sums| sums.round_float())),
                    &lanes(self.units),
                );
                *to = outputs;
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

#[inline(always)]
fn vectors(lanes: &Lanes) -> [f32x4; QUADS] {
    std::array::from_fn(|quad| f32x4::new(std::array::from_fn(|lane| lanes[quad * 4 + lane])))
}
