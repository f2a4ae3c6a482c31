//! Sampling a frame through a transform, in grey.

use wide::{f32x4, i16x8, i32x4, u8x16};

use super::{Frame, PixelFormat};
use crate::geometry::{Point, SimilarityTransform};

/// Grey values of part of a frame, each the mean of a block of source pixels.
#[derive(Debug, Clone)]
struct GrayPatch {
    data: Vec<f32>,
    width: usize,
    height: usize,
    block: usize,
    left: isize,
    top: isize,
}

/// Luma of ITU-R BT.601, the weights that FER2013's grey pictures and most libraries use: 0.299, 0.587 and 0.114 of red, green and
/// blue, in parts of [`ONE`].
const LUMA: [i16; 3] = [9797, 19_235, 3736];
const ONE: f32 = 32_768.0;

/// What a pixel's bytes weigh.
fn luma(format: PixelFormat) -> [i16; 4] {
    let [red, green, blue] = LUMA;
    match format {
        PixelFormat::Rgba => [red, green, blue, 0],
        PixelFormat::Bgrx => [blue, green, red, 0],
    }
}

impl GrayPatch {
    /// Averages blocks of `block` x `block` source pixels over the rectangle from
    /// (`left`, `top`) to (`right`, `bottom`), cut to the frame.
    fn new(frame: &Frame, block: usize, [left, top, right, bottom]: [f32; 4]) -> Self {
        let cut = |v: f32, limit: usize| (v.max(0.0) as usize).min(limit.saturating_sub(1));
        let (left, top) = (cut(left, frame.width()), cut(top, frame.height()));
        let (right, bottom) = (cut(right, frame.width()), cut(bottom, frame.height()));
        let width = (right - left + 1).div_ceil(block);
        let height = (bottom - top + 1).div_ceil(block);
        let mut data = Vec::with_capacity(width * height);
        // Columns of a block's row of pixels; blocks at the frame's edge can be cut.
        let mut sums = vec![0; (frame.width() - left).min(width * block)];
        let luma = luma(frame.format());
        for y in 0..height {
            sums.fill(0);
            let rows = top + y * block..(top + (y + 1) * block).min(frame.height());
            for row in rows.clone() {
                add_luma(&frame.row(row)[left * 4..], luma, &mut sums);
            }
            let share = 1.0 / (rows.len() as f32 * ONE);
            match block {
                1 => data.extend(sums.iter().map(|of| *of as f32 * share)),
                _ => data.extend(sums.chunks(block).map(|of| {
                    let total: i64 = of.iter().copied().map(i64::from).sum();
                    total as f32 * share / of.len() as f32
                })),
            }
        }
        Self {
            data,
            width,
            height,
            block,
            left: left as isize,
            top: top as isize,
        }
    }

    /// The values at places of the frame, interpolated; beyond the edge the edge goes on.
    #[inline(always)]
    fn sample(&self, x: f32x4, y: f32x4) -> [f32; 4] {
        let within = |v: f32x4, first: isize, count: usize| {
            let v = (v - first as f32) * (1.0 / self.block as f32) - 0.5;
            v.fast_max(f32x4::ZERO)
                .fast_min(f32x4::splat((count - 1) as f32))
        };
        let x = within(x, self.left, self.width);
        let y = within(y, self.top, self.height);
        let (lefts, tops) = (x.trunc_int(), y.trunc_int());
        let (fx, fy) = (x - lefts.round_float(), y - tops.round_float());
        let (lefts, tops) = (lefts.to_array(), tops.to_array());
        let corners: [[f32; 4]; 4] = std::array::from_fn(|i| {
            let left = (lefts[i] as usize).min(self.width - 1);
            let top = (tops[i] as usize).min(self.height - 1);
            let right = usize::from(left + 1 < self.width);
            let below = if top + 1 < self.height { self.width } else { 0 };
            let around = &self.data[top * self.width + left..][..=below + right];
            [
                around[0],
                around[right],
                around[below],
                around[below + right],
            ]
        });
        let [a, b, c, d] = [0, 1, 2, 3].map(|corner| f32x4::new(corners.map(|of| of[corner])));
        let (upper, lower) = (a + (b - a) * fx, c + (d - c) * fx);
        (upper + (lower - upper) * fy).to_array()
    }
}

/// Adds the luma of each pixel of a row.
fn add_luma(row: &[u8], luma: [i16; 4], sums: &mut [i32]) {
    let weights = i16x8::new(std::array::from_fn(|i| luma[i % 4]));
    let (fours, rest) = sums.as_chunks_mut::<4>();
    let (pixels, _) = row.as_chunks::<16>();
    for (sums, pixels) in fours.iter_mut().zip(pixels) {
        let pixels = u8x16::new(*pixels);
        let [a, b] = [
            i16x8::from_u8x16_low(pixels),
            i16x8::from_u8x16_high(pixels),
        ]
        .map(|two| two.dot(weights).to_array());
        let [first, last] = [0, 1].map(|i| i32x4::new([a[i], a[i + 2], b[i], b[i + 2]]));
        *sums = (i32x4::new(*sums) + first + last).to_array();
    }
    let pixels = row.as_chunks::<4>().0.iter().skip(4 * fours.len());
    for (sum, pixel) in rest.iter_mut().zip(pixels) {
        let bytes = pixel.iter().zip(luma);
        *sum += bytes
            .map(|(byte, weight)| i32::from(*byte) * i32::from(weight))
            .sum::<i32>();
    }
}

/// The square of `size` x `size` grey values (0 to 255, row by row) in which target pixel
/// `(x, y)` shows the place `to_frame(x + ½, y + ½)` of the frame. Where a target pixel covers
/// several source pixels they are averaged first, so that fine texture doesn't alias.
pub fn warp_gray(frame: &Frame, to_frame: &SimilarityTransform, size: usize) -> Vec<f32> {
    let side = size as f32;
    let corners = [(0.0, 0.0), (side, 0.0), (0.0, side), (side, side)]
        .map(|(x, y)| to_frame.apply(Point::new(x, y)));
    let bound = |pick: fn(f32, f32) -> f32, axis: fn(&Point) -> f32| {
        corners.iter().map(axis).reduce(pick).unwrap_or(0.0)
    };
    let block = (to_frame.scale().floor() as usize).clamp(1, 64);
    // Interpolation reaches one block beyond the outermost place.
    let reach = block as f32 + 1.0;
    let patch = GrayPatch::new(
        frame,
        block,
        [
            bound(f32::min, |p| p.x) - reach,
            bound(f32::min, |p| p.y) - reach,
            bound(f32::max, |p| p.x) + reach,
            bound(f32::max, |p| p.y) + reach,
        ],
    );
    if *to_frame == SimilarityTransform::IDENTITY && (patch.width, patch.height) == (size, size) {
        return patch.data;
    }
    let SimilarityTransform { a, b, tx, ty } = *to_frame;
    let mut out = vec![0.0; size * size];
    for (y, row) in out.chunks_exact_mut(size).enumerate() {
        let y = f32x4::splat(y as f32 + 0.5);
        for (four, to) in row.chunks_mut(4).enumerate() {
            let x = f32x4::new([0.5, 1.5, 2.5, 3.5]) + (4 * four) as f32;
            let values = patch.sample(x * a - y * b + tx, x * b + y * a + ty);
            to.copy_from_slice(&values[..to.len()]);
        }
    }
    out
}
