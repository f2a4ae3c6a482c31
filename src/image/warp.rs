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
    fn sample(&self, place: Point) -> f32 {
        let block = self.block as f32;
        let x = ((place.x - self.left as f32) / block - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = ((place.y - self.top as f32) / block - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = (
            (left + 1).min(self.width - 1),
            (top + 1).min(self.height - 1),
        );
        let (fx, fy) = (x - left as f32, y - top as f32);
        let at = |x: usize, y: usize| self.data[y * self.width + x];
        let upper = at(left, top) + (at(right, top) - at(left, top)) * fx;
        let lower = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * fx;
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
    let mut out = Vec::with_capacity(size * size);
    for y in 0..size {
        for x in 0..size {
            let place = Point::new(x as f32 + 0.5, y as f32 + 0.5);
            out.push(patch.sample(to_frame.apply(place)));
        }
    }
    out
}
