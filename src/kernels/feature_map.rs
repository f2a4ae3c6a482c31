//! Feature maps.

use super::memory::Buffer;

/// The shape of a batch of feature maps, without their borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Number of pictures.
    pub batch: usize,
    /// Rows of a picture.
    pub height: usize,
    /// Columns of a picture.
    pub width: usize,
    /// Values of a place in a picture.
    pub channels: usize,
}

impl Shape {
    pub(super) fn values_with_border(self) -> usize {
        self.batch * (self.height + 2) * self.pitch()
    }

    /// Values from a row to the next.
    pub(super) fn pitch(self) -> usize {
        (self.width + 2) * self.channels
    }

    /// Where a place's values begin; rows and columns count from the border.
    pub(super) fn offset(self, picture: usize, y: usize, x: usize) -> usize {
        (picture * (self.height + 2) + y) * self.pitch() + x * self.channels
    }
}

/// A batch of feature maps: `[batch, 1 + height + 1, 1 + width + 1, channels]`, where the outermost
/// rows and columns are zeros.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureMap {
    pub(super) values: Buffer,
    shape: Shape,
}

impl FeatureMap {
    /// Zeros.
    pub fn zeros(shape: Shape) -> Self {
        Self {
            values: Buffer::zeros(shape.values_with_border()),
            shape,
        }
    }

    /// A border of zeros around values that are to be written before they are read.
    pub(crate) fn unwritten(shape: Shape) -> Self {
        let mut map = Self {
            values: Buffer::unwritten(shape.values_with_border()),
            shape,
        };
        let (pitch, channels) = (map.pitch(), shape.channels);
        for picture in map
            .values
            .chunks_exact_mut((pitch * (shape.height + 2)).max(1))
        {
            // A row's last place and the next row's first one are neighbours.
            let (above, rest) = picture.split_at_mut(pitch + channels);
            above.fill(0.0);
            for row in 1..shape.height {
                let end = row * pitch - 2 * channels;
                rest[end..end + 2 * channels].fill(0.0);
            }
            let below = rest.len().saturating_sub(pitch + channels);
            rest[below..].fill(0.0);
        }
        map
    }

    /// A map that these values are to be written into.
    fn for_values(values: &[f32], shape: Shape) -> Self {
        match values.len() < shape.batch * shape.height * shape.width * shape.channels {
            true => Self::zeros(shape),
            false => Self::unwritten(shape),
        }
    }

    /// From `[batch, channels, height, width]`; values that are missing are zeros.
    pub fn from_planar(planar: &[f32], shape: Shape) -> Self {
        let mut map = Self::for_values(planar, shape);
        let mut planar = planar.iter();
        for picture in 0..shape.batch {
            for channel in 0..shape.channels {
                for y in 0..shape.height {
                    let row = map.row_mut(picture, y);
                    let places = row.iter_mut().skip(channel).step_by(shape.channels);
                    for (to, from) in places.zip(planar.by_ref().take(shape.width)) {
                        *to = *from;
                    }
                }
            }
        }
        map
    }

    /// From `[batch, height, width, channels]`; values that are missing are zeros.
    pub fn from_places(values: &[f32], shape: Shape) -> Self {
        let mut map = Self::for_values(values, shape);
        let rows = values.chunks_exact((shape.width * shape.channels).max(1));
        for (to, row) in map.rows_mut().zip(rows) {
            to.copy_from_slice(row);
        }
        map
    }

    /// As `[batch, height, width, channels]`.
    pub fn to_places(&self) -> Vec<f32> {
        self.rows().flatten().copied().collect()
    }

    /// As `[batch, channels, height, width]`.
    pub fn to_planar(&self) -> Vec<f32> {
        let shape = self.shape;
        let mut planar =
            Vec::with_capacity(shape.batch * shape.channels * shape.height * shape.width);
        for picture in 0..shape.batch {
            for channel in 0..shape.channels {
                for y in 0..shape.height {
                    let row = self.row(picture, y);
                    planar.extend(row.iter().skip(channel).step_by(shape.channels));
                }
            }
        }
        planar
    }

    /// The rows of all pictures without their borders, `[width, channels]`.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        let shape = self.shape;
        let places = (0..shape.batch).flat_map(move |p| (0..shape.height).map(move |y| (p, y)));
        places.map(|(picture, y)| self.row(picture, y))
    }

    /// The rows of all pictures without their borders, `[width, channels]`.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut [f32]> {
        let Shape {
            height,
            width,
            channels,
            ..
        } = self.shape;
        let rows = self
            .values
            .chunks_exact_mut(((width + 2) * channels).max(1));
        rows.enumerate()
            .filter(move |(index, _)| (1..=height).contains(&(index % (height + 2))))
            .map(move |(_, row)| &mut row[channels..][..width * channels])
    }

    /// The values of a picture, with its border.
    pub(super) fn picture(&self, picture: usize) -> &[f32] {
        let values = (self.shape.height + 2) * self.pitch();
        &self.values[picture * values..][..values]
    }

    /// The shape, without the border.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Values from a row to the next.
    pub(super) fn pitch(&self) -> usize {
        self.shape.pitch()
    }

    /// Where a place's values begin; rows and columns count from the border.
    pub(super) fn offset(&self, picture: usize, y: usize, x: usize) -> usize {
        self.shape.offset(picture, y, x)
    }

    /// A row without its border.
    pub(super) fn row(&self, picture: usize, y: usize) -> &[f32] {
        let start = self.offset(picture, y + 1, 1);
        &self.values[start..start + self.shape.width * self.shape.channels]
    }

    /// A row without its border.
    pub(super) fn row_mut(&mut self, picture: usize, y: usize) -> &mut [f32] {
        let start = self.offset(picture, y + 1, 1);
        &mut self.values[start..start + self.shape.width * self.shape.channels]
    }

    /// Zeros around every picture, so many above and to the left that it has a larger shape.
    pub fn padded(&self, [top, left]: [usize; 2], shape: Shape) -> Self {
        let mut map = Self::zeros(shape);
        for picture in 0..shape.batch {
            for y in 0..self.shape.height {
                let row = self.row(picture, y);
                let to = map.row_mut(picture, y + top);
                to[left * shape.channels..][..row.len()].copy_from_slice(row);
            }
        }
        map
    }

    /// The largest of every 2x2 values; an odd last row or column is left out.
    pub fn max_pool2(&self) -> Self {
        let shape = self.shape;
        let mut half = Self::unwritten(Shape {
            height: shape.height / 2,
            width: shape.width / 2,
            ..shape
        });
        let channels = shape.channels;
        for picture in 0..shape.batch {
            for y in 0..half.shape.height {
                let rows = [2 * y, 2 * y + 1].map(|y| self.row(picture, y));
                max_of_rows(rows, channels, half.row_mut(picture, y));
            }
        }
        half
    }

    /// Adds every value of a map of half the sides to the 2x2 values that it covers.
    pub fn add_upsampled(&mut self, half: &Self) {
        let Shape {
            batch,
            height,
            channels,
            ..
        } = self.shape;
        for picture in 0..batch {
            for y in 0..height {
                let from = half.row(picture, y / 2).chunks_exact(channels);
                let to = self.row_mut(picture, y).chunks_exact_mut(2 * channels);
                for (to, from) in to.zip(from) {
                    for to in to.chunks_exact_mut(channels) {
                        for (to, from) in to.iter_mut().zip(from) {
                            *to += from;
                        }
                    }
                }
            }
        }
    }

    /// The mean of every channel of every picture: `[batch, channels]`.
    pub fn global_avg_pool(&self) -> Vec<f32> {
        let shape = self.shape;
        let places = (shape.height * shape.width) as f32;
        let mut means = vec![0.0; shape.batch * shape.channels];
        for (picture, means) in means.chunks_exact_mut(shape.channels).enumerate() {
            for y in 0..shape.height {
                for place in self.row(picture, y).chunks_exact(shape.channels) {
                    for (sum, value) in means.iter_mut().zip(place) {
                        *sum += value;
                    }
                }
            }
            for mean in means {
                *mean /= places;
            }
        }
        means
    }
}

/// The largest of every 2x2 places of two rows.
#[inline(always)]
fn max_of_rows([upper, lower]: [&[f32]; 2], channels: usize, to: &mut [f32]) {
    let upper = upper.chunks_exact(2 * channels);
    let lower = lower.chunks_exact(2 * channels);
    let places = to.chunks_exact_mut(channels);
    for ((to, upper), lower) in places.zip(upper).zip(lower) {
        let (a, b) = upper.split_at(channels);
        let (c, d) = lower.split_at(channels);
        for ((((to, a), b), c), d) in to.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *to = larger(larger(*a, *b), larger(*c, *d));
        }
    }
}

/// One instruction a vector, unlike [`f32::max`], which has a rule for what is no number.
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}
