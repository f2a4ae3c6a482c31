//! Matrix products in integers of 16 bit: one instruction multiplies eight pairs and adds neighbours, where one of
//! floating point multiplies four.
//!
//! Values are scaled by the largest of them as they are read, an output's weights so that no sum can leave 32 bit,
//! whatever the values are: nothing has to be known of them beforehand. So that weights keep enough bits, sums of
//! more than [`PIECE`] pairs are taken in pieces. Sums of a piece are exact; scaling rounds, a value by at most half
//! of 1/16383 of the largest one.

use wide::{f32x4, i16x8, i32x4};

use super::lanes::add_products;
use super::panels::{LANES, Lanes, PLACES, groups};

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
    /// Lays out the weights `[outputs, rows, values of a row]`.
    pub fn new(weights: &[f32], outputs: usize, rows: usize) -> Self {
        let window = (weights.len() / outputs.max(1)).max(1);
        let row = (window / rows.max(1)).max(1);
        let layout = Layout::new(window / row * row.div_ceil(2));
        let panels = outputs.div_ceil(LANES);
        let mut packed = vec![[[0i16; 8]; QUADS]; panels * layout.pairs];
        let mut units = vec![[[0.0; 4]; QUADS]; panels];
        for (output, weights) in weights.chunks_exact(window).take(outputs).enumerate() {
            let (panel, quad, lane) = (output / LANES, output % LANES / 4, output % 4);
            let mut pairs = vec![[0.0; 2]; layout.pairs];
            let rows = pairs.chunks_exact_mut(row.div_ceil(2));
            for (pairs, weights) in rows.zip(weights.chunks_exact(row)) {
                pairs.as_flattened_mut()[..row].copy_from_slice(weights);
            }
            let scale = scale(&pairs, layout.piece);
            units[panel][quad][lane] = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            // As `round` does, which is no instruction of WebAssembly: the first picture waits for this.
            let whole = |weight: f32| (weight * scale + 0.5f32.copysign(weight)) as i16;
            for (packed, &[first, second]) in packed[panel * layout.pairs..].iter_mut().zip(&pairs)
            {
                packed[quad][2 * lane] = whole(first);
                packed[quad][2 * lane + 1] = whole(second);
            }
        }
        let packed = packed.into_iter().map(|pair| pair.map(i16x8::new));
        Self {
            weights: packed.collect(),
            units: units.into_iter().map(|of| of.map(f32x4::new)).collect(),
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

/// What an output's weights are multiplied by, so that neither one of them leaves 16 bit nor the sum of a piece's products 32;
/// 0 where there is nothing to multiply.
fn scale(weights: &[[f32; 2]], piece: usize) -> f32 {
    let all = weights.as_flattened().iter();
    let largest = all.fold(0.0f32, |most, w| most.max(w.abs()));
    if !(largest > 0.0 && largest.is_finite()) {
        return 0.0;
    }
    // What values of one sign can come to.
    let totals = weights.chunks(piece).map(|piece| {
        let weights = piece.as_flattened();
        let sum = |sign: f32| weights.iter().map(|w| (w * sign).max(0.0)).sum::<f32>();
        sum(1.0).max(sum(-1.0))
    });
    let total = totals.fold(0.0, f32::max);
    // Rounding adds up to a half to each.
    let room = (1u32 << 31) as f32 / (LARGEST + 1.0) - PIECE as f32 - 2.0;
    (room / total).min(f32::from(i16::MAX) / largest)
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
