//! Feature maps.

/// The shape of a batch of feature maps, without their borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
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
pub struct Map {
    pub(super) values: Vec<f32>,
    size: Size,
}

impl Map {
    /// Zeros.
    pub fn zeros(size: Size) -> Self {
        let values = size.batch * (size.height + 2) * (size.width + 2) * size.channels;
        Self {
            values: vec![0.0; values],
            size,
        }
    }

    /// From `[batch, channels, height, width]`; values that are missing are zeros.
    pub fn from_planar(planar: &[f32], size: Size) -> Self {
        let mut map = Self::zeros(size);
        let mut planar = planar.iter();
        for picture in 0..size.batch {
            for channel in 0..size.channels {
                for y in 0..size.height {
                    let row = map.row_mut(picture, y);
                    let places = row.iter_mut().skip(channel).step_by(size.channels);
                    for (to, from) in places.zip(planar.by_ref().take(size.width)) {
                        *to = *from;
                    }
                }
            }
        }
        map
    }

    /// As `[batch, channels, height, width]`.
    pub fn to_planar(&self) -> Vec<f32> {
        let size = self.size;
        let mut planar = Vec::with_capacity(size.batch * size.channels * size.height * size.width);
        for picture in 0..size.batch {
            for channel in 0..size.channels {
                for y in 0..size.height {
                    let row = self.row(picture, y);
                    planar.extend(row.iter().skip(channel).step_by(size.channels));
                }
            }
        }
        planar
    }

    /// The shape, without the border.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Values from a row to the next.
    pub(super) fn pitch(&self) -> usize {
        (self.size.width + 2) * self.size.channels
    }

    /// Where a place's values begin; rows and columns count from the border.
    pub(super) fn offset(&self, picture: usize, y: usize, x: usize) -> usize {
        (picture * (self.size.height + 2) + y) * self.pitch() + x * self.size.channels
    }

    /// A row without its border.
    pub(super) fn row(&self, picture: usize, y: usize) -> &[f32] {
        let start = self.offset(picture, y + 1, 1);
        &self.values[start..start + self.size.width * self.size.channels]
    }

    /// A row without its border.
    pub(super) fn row_mut(&mut self, picture: usize, y: usize) -> &mut [f32] {
        let start = self.offset(picture, y + 1, 1);
        &mut self.values[start..start + self.size.width * self.size.channels]
    }

    /// The largest of every 2x2 values; an odd last row or column is left out.
    pub fn halved(&self) -> Self {
        let size = self.size;
        let mut half = Self::zeros(Size {
            height: size.height / 2,
            width: size.width / 2,
            ..size
        });
        let channels = size.channels;
        for picture in 0..size.batch {
            for y in 0..half.size.height {
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
    pub fn add_doubled(&mut self, half: &Self) {
        let Size {
            batch,
            height,
            channels,
            ..
        } = self.size;
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
    pub fn means(&self) -> Vec<f32> {
        let size = self.size;
        let places = (size.height * size.width) as f32;
        let mut means = vec![0.0; size.batch * size.channels];
        for (picture, means) in means.chunks_exact_mut(size.channels).enumerate() {
            for y in 0..size.height {
                for place in self.row(picture, y).chunks_exact(size.channels) {
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
