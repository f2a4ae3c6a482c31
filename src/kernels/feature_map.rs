//! Feature maps.

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

/// A batch of feature maps: `[batch, 1 + height + 1, 1 + width + 1, channels]`, where the outermost
/// rows and columns are zeros.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureMap {
    pub(super) values: Vec<f32>,
    shape: Shape,
}

impl FeatureMap {
    /// Zeros.
    pub fn zeros(shape: Shape) -> Self {
        let values = shape.batch * (shape.height + 2) * (shape.width + 2) * shape.channels;
        Self {
            values: vec![0.0; values],
            shape,
        }
    }

    /// From `[batch, channels, height, width]`; values that are missing are zeros.
    pub fn from_planar(planar: &[f32], shape: Shape) -> Self {
        let mut map = Self::zeros(shape);
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
        let mut map = Self::zeros(shape);
        let mut rows = values.chunks_exact((shape.width * shape.channels).max(1));
        for picture in 0..shape.batch {
            for (y, row) in (0..shape.height).zip(rows.by_ref()) {
                map.row_mut(picture, y).copy_from_slice(row);
            }
        }
        map
    }

    /// As `[batch, height, width, channels]`.
    pub fn to_places(&self) -> Vec<f32> {
        let shape = self.shape;
        (0..shape.batch)
            .flat_map(|picture| (0..shape.height).map(move |y| (picture, y)))
            .flat_map(|(picture, y)| self.row(picture, y).iter().copied())
            .collect()
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

    /// The shape, without the border.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Values from a row to the next.
    pub(super) fn pitch(&self) -> usize {
        (self.shape.width + 2) * self.shape.channels
    }

    /// Where a place's values begin; rows and columns count from the border.
    pub(super) fn offset(&self, picture: usize, y: usize, x: usize) -> usize {
        (picture * (self.shape.height + 2) + y) * self.pitch() + x * self.shape.channels
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
        let mut half = Self::zeros(Shape {
            height: shape.height / 2,
            width: shape.width / 2,
            ..shape
        });
        let channels = shape.channels;
        for picture in 0..shape.batch {
            for y in 0..half.shape.height {
                let upper = self.row(picture, 2 * y).chunks_exact(2 * channels);
                let lower = self.row(picture, 2 * y + 1).chunks_exact(2 * channels);
                let places = half.row_mut(picture, y).chunks_exact_mut(channels);
                for ((to, upper), lower) in places.zip(upper).zip(lower) {
                    let (a, b) = upper.split_at(channels);
                    let (c, d) = lower.split_at(channels);
                    for ((((to, a), b), c), d) in to.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                        *to = larger(larger(*a, *b), larger(*c, *d));
                    }
                }
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

/// One instruction a vector, unlike [`f32::max`], which has a rule for what is no number.
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}
