//! A picture as the detector's first layer takes it.

use super::scaled::Scaled;
use super::{FeatureMap, Shape};

/// A picture of whole numbers with a border of zeros, laid out as a [`FeatureMap`] is.
#[derive(Debug, Clone)]
pub struct Pixels {
    values: Scaled,
    shape: Shape,
}

impl Pixels {
    /// A border of zeros around a picture whose values are to be written before they are read. None is negative, and the largest one
    /// stands for 255 and more: they are so many to one of 255 levels, at most 64.
    pub fn unwritten(shape: Shape, per_level: i16) -> Self {
        let shape = Shape { batch: 1, ..shape };
        let mut values = Scaled::new(shape.values_with_border());
        values.unit = 1.0 / f32::from(per_level);
        let mut pixels = Self { values, shape };
        let (pitch, channels) = (shape.pitch(), shape.channels);
        let values = pixels.values.values_mut();
        let (above, rest) = values.split_at_mut(pitch);
        let (rows, below) = rest.split_at_mut(shape.height * pitch);
        above.fill(0);
        below.fill(0);
        for row in rows.chunks_exact_mut(pitch) {
            row[..channels].fill(0);
            row[pitch - channels..].fill(0);
        }
        pixels
    }

    /// The shape, without the border.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The rows without their borders, `[width, channels]`.
    pub fn rows(&self) -> impl Iterator<Item = &[i16]> {
        let Shape {
            height, channels, ..
        } = self.shape;
        let rows = self.values.values().chunks_exact(self.shape.pitch());
        rows.skip(1)
            .take(height)
            .map(move |row| &row[channels..row.len() - channels])
    }

    /// The rows without their borders, `[width, channels]`.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut [i16]> {
        let Shape {
            height, channels, ..
        } = self.shape;
        let pitch = self.shape.pitch();
        let rows = self.values.values_mut().chunks_exact_mut(pitch);
        rows.skip(1).take(height).map(move |row| {
            let end = row.len() - channels;
            &mut row[channels..end]
        })
    }

    /// The same in floating point, from 0 to 255.
    pub fn to_map(&self) -> FeatureMap {
        let mut map = FeatureMap::unwritten(self.shape);
        for (to, from) in map.rows_mut().zip(self.rows()) {
            for (to, from) in to.iter_mut().zip(from) {
                *to = f32::from(*from) * self.values.unit;
            }
        }
        map
    }

    /// With the border.
    pub(super) fn scaled(&self) -> &Scaled {
        &self.values
    }
}
