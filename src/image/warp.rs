//! Sampling a frame through a transform, in grey.

use super::Frame;
use crate::geometry::{Point, SimilarityTransform};

/// Grey values of part of a frame, each the mean of a block of source pixels.
#[derive(Debug, Clone)]
pub struct GrayPatch {
    data: Vec<f32>,
    width: usize,
    height: usize,
    block: usize,
    left: isize,
    top: isize,
}

/// Luma of ITU-R BT.601, the weights that FER2013's grey pictures and most libraries use.
fn luma(pixel: &[u8; 4]) -> f32 {
    0.299 * f32::from(pixel[0]) + 0.587 * f32::from(pixel[1]) + 0.114 * f32::from(pixel[2])
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
        for y in 0..height {
            // Nothing to average where a face is less than twice as large as its crop.
            if block == 1 {
                let row = &frame.row(top + y)[left * 4..(right + 1) * 4];
                data.extend(row.as_chunks::<4>().0.iter().map(luma));
                continue;
            }
            let rows = top + y * block..(top + (y + 1) * block).min(frame.height());
            for x in 0..width {
                let columns = left + x * block..(left + (x + 1) * block).min(frame.width());
                let mut sum = 0.0;
                for row in rows.clone() {
                    let pixels = &frame.row(row)[columns.start * 4..columns.end * 4];
                    sum += pixels.as_chunks::<4>().0.iter().map(luma).sum::<f32>();
                }
                data.push(sum / (rows.len() * columns.len()) as f32);
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

    /// The value at a place of the frame, interpolated; beyond the edge the edge goes on.
    #[inline(always)]
    fn sample(&self, place: Point) -> f32 {
        let inverse = 1.0 / self.block as f32;
        let within = |v: f32, first: isize, count: usize| {
            ((v - first as f32) * inverse - 0.5).clamp(0.0, (count - 1) as f32)
        };
        let x = within(place.x, self.left, self.width);
        let y = within(place.y, self.top, self.height);
        let (left, top) = (x as usize, y as usize);
        let right = (left + 1).min(self.width - 1);
        let bottom = (top + 1).min(self.height - 1);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let line = |y: usize| {
            let row = &self.data[y * self.width..][..self.width];
            row[left] + (row[right] - row[left]) * fx
        };
        let (upper, lower) = (line(top), line(bottom));
        upper + (lower - upper) * fy
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
    let mut out = Vec::with_capacity(size * size);
    for y in 0..size {
        for x in 0..size {
            let place = Point::new(x as f32 + 0.5, y as f32 + 0.5);
            out.push(patch.sample(to_frame.apply(place)));
        }
    }
    out
}
