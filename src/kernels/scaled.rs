//! Values as integers of 16 bit, scaled by the largest of them as they are read, and the windows that lie in them.

use wide::{i16x8, i32x8, u32x8};

use super::integers::{LARGEST, Layout};
use super::lanes::add_products;
use super::memory::Buffer;

/// Values of 16 bit, two by two.
#[derive(Debug, Clone)]
pub struct Scaled {
    /// In the memory that floating point values take turns in.
    pairs: Buffer,
    /// What they have to be multiplied by.
    pub unit: f32,
}

/// Where the windows of rows of places lie in a picture, in pairs.
pub struct Grid {
    /// Where the first one begins.
    pub first: usize,
    /// From a row of places to the next, and from a place to the next.
    pub steps: [usize; 2],
    /// How many places there are, from top to bottom and from left to right.
    pub sides: [usize; 2],
    /// From a row of the picture to the next.
    pub pitch: usize,
    /// Rows of a window.
    pub rows: usize,
}

impl Grid {
    /// Where the windows begin, one after the other.
    #[inline(always)]
    fn starts(&self) -> impl Iterator<Item = usize> {
        let [down, across] = self.steps;
        let rows = (0..self.sides[0]).map(move |y| self.first + y * down);
        rows.flat_map(move |first| (0..self.sides[1]).map(move |x| first + x * across))
    }
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

    /// The values one by one; one more where they were asked to be an odd number.
    pub fn values(&self) -> &[i16] {
        bytemuck::cast_slice(&self.pairs)
    }

    /// The values one by one; one more where they were asked to be an odd number.
    pub fn values_mut(&mut self) -> &mut [i16] {
        bytemuck::cast_slice_mut(&mut self.pairs)
    }

    /// Scales places of `channels` values each, into that layout; an odd number of channels gets a zero at its end.
    #[inline(always)]
    pub fn places(&mut self, values: &[f32], channels: usize, layout: Layout) {
        let scale = self.measure(values);
        let to = self.values_mut();
        if channels == 2 * layout.pitch {
            return convert(values, scale, to);
        }
        let places = values.len() / channels.max(1);
        for (place, values) in values.chunks_exact(channels.max(1)).enumerate() {
            for (piece, values) in values.chunks(2 * layout.piece).enumerate() {
                let start = 2 * (piece * places + place) * layout.pitch;
                convert(values, scale, &mut to[start..][..values.len()]);
                if values.len() % 2 == 1 {
                    to[start + values.len()] = 0;
                }
            }
        }
    }

    /// Scales values that are an even number.
    #[inline(always)]
    pub fn all(&mut self, values: &[f32]) {
        let scale = self.measure(values);
        convert(values, scale, self.values_mut());
    }

    /// Copies windows out of a picture, into that layout, and gives them.
    #[inline(always)]
    pub fn windows(&mut self, picture: &Self, grid: &Grid, layout: Layout) -> &[i32] {
        let from = picture.pairs();
        let to: &mut [i32] = bytemuck::cast_slice_mut(&mut self.pairs);
        let to = &mut to[..layout.values(grid.sides.iter().product()) / 2];
        // Rows of 3x3 windows of one channel and of three are so short that a loop over one is hardly worth starting.
        match (grid.rows, layout.pairs) {
            (3, 6) => copy_short::<2, 8>(from, grid, to),
            (3, 15) => copy_short::<5, 16>(from, grid, to),
            (rows, pairs) => {
                let [height, width] = grid.sides;
                let (pairs, next) = (pairs / rows.max(1), height * width * layout.pitch);
                for (place, first) in grid.starts().enumerate() {
                    // Where the piece begins, and how much room is left in it.
                    let (mut start, mut room) = (place * layout.pitch, layout.piece);
                    for line in 0..rows {
                        let mut left = &from[first + line * grid.pitch..][..pairs];
                        while !left.is_empty() {
                            let (copied, rest) = left.split_at(room.min(left.len()));
                            copy(copied, &mut to[start + layout.piece - room..]);
                            left = rest;
                            room -= copied.len();
                            if room == 0 {
                                (start, room) = (start + next, layout.piece);
                            }
                        }
                    }
                }
            }
        }
        to
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

/// Copies windows of three rows of so many pairs.
#[inline(always)]
fn copy_short<const PAIRS: usize, const PITCH: usize>(from: &[i32], grid: &Grid, to: &mut [i32]) {
    let windows = to.as_chunks_mut::<PITCH>().0.iter_mut();
    for (to, first) in windows.zip(grid.starts()) {
        for line in 0..3 {
            let from = &from[first + line * grid.pitch..][..PAIRS];
            to[line * PAIRS..][..PAIRS].copy_from_slice(from);
        }
    }
}

/// Copies few pairs.
#[inline(always)]
fn copy(from: &[i32], to: &mut [i32]) {
    let (fours, rest) = from.as_chunks::<4>();
    let (to_fours, to_rest) = to[..from.len()].as_chunks_mut::<4>();
    for (to, from) in to_fours.iter_mut().zip(fours) {
        *to = *from;
    }
    for (to, from) in to_rest.iter_mut().zip(rest) {
        *to = *from;
    }
}

/// The least value and 0, and the largest one and 0. Bits of what is not negative are in the order of the values, and all others
/// are above them: for the outputs of ReLU one instruction a vector is enough.
#[inline(always)]
fn range(values: &[f32]) -> [f32; 2] {
    let (eights, rest) = values.as_chunks::<8>();
    let mut most = u32x8::ZERO;
    for values in eights {
        most = most.max(u32x8::new(values.map(f32::to_bits)));
    }
    let rest = rest.iter().map(|value| value.to_bits());
    let most = most.to_array().into_iter().chain(rest).fold(0, u32::max);
    match most <= f32::INFINITY.to_bits() {
        true => [0.0, f32::from_bits(most)],
        false => signed_range(values),
    }
}

/// As [`range`], of values of both signs.
#[inline(never)]
fn signed_range(values: &[f32]) -> [f32; 2] {
    let (eights, rest) = values.as_chunks::<8>();
    let (mut least, mut most) = ([0.0f32; 8], [0.0f32; 8]);
    for values in eights {
        for (lane, &value) in values.iter().enumerate() {
            if value < least[lane] {
                least[lane] = value;
            }
            if value > most[lane] {
                most[lane] = value;
            }
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
    let integer = |shifted: f32| shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i32;
    let (from_eights, from) = values.as_chunks::<8>();
    let (to_eights, to) = to.as_chunks_mut::<8>();
    for (from, to) in from_eights.iter().zip(to_eights) {
        let mut shifted = [SHIFT; 8];
        add_products(&mut shifted, from, &[scale; 8]);
        // As `integer`, in vectors whatever is around it.
        let integers = bytemuck::cast::<_, i32x8>(shifted) - i32x8::splat(SHIFT.to_bits() as i32);
        *to = i16x8::from_i32x8_saturate(integers).to_array();
    }
    for (from, to) in from.iter().zip(to) {
        *to = integer(from * scale + SHIFT) as i16;
    }
}
