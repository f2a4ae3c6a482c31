//! Where the windows of a convolution lie.

use super::{FeatureMap, Shape};

/// Where the windows of a layer lie in the maps that they move over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Windows {
    /// Their middle is on every place, or with a stride of two on every other one. For kernels of 1 or 3.
    Centred(usize),
    /// As told. All of them lie within the border of the map.
    At(Placement),
}

/// Windows, one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Rows and columns from a window to the next.
    pub strides: [usize; 2],
    /// Rows and columns of the border, 0 or 1, that the first window begins with.
    pub before: [usize; 2],
    /// How many windows there are, from top to bottom and from left to right.
    pub sides: [usize; 2],
}

/// Where a window begins in the input, and where what comes of it goes.
pub type Place = (u32, u32);

impl Windows {
    /// The windows of maps of a shape.
    pub fn place(self, kernel: [usize; 2], shape: Shape) -> Placement {
        match self {
            Windows::At(placement) => placement,
            Windows::Centred(stride) => Placement {
                strides: [stride; 2],
                before: kernel.map(|side| side / 2),
                sides: [shape.height.div_ceil(stride), shape.width.div_ceil(stride)],
            },
        }
    }
}

impl Placement {
    /// Whether all windows lie within the border of a map with these rows and columns.
    pub fn fits(&self, kernel: [usize; 2], sides: [usize; 2]) -> bool {
        (0..2).all(|axis| {
            let end = self.sides[axis].saturating_sub(1) * self.strides[axis] + kernel[axis];
            self.before[axis] <= 1 && end <= sides[axis] + 1 + self.before[axis]
        })
    }

    /// The shape of what comes of a map.
    pub fn shape(&self, input: Shape, channels: usize) -> Shape {
        let [height, width] = self.sides;
        Shape {
            height,
            width,
            channels,
            ..input
        }
    }

    /// The windows of a row of the result: where the first of them begins in the input, and where the row
    /// begins in the output.
    pub fn row(
        &self,
        input: &FeatureMap,
        output: &FeatureMap,
        picture: usize,
        y: usize,
    ) -> (usize, usize) {
        let [row, column] = self.before.map(|before| 1 - before);
        (
            input.offset(picture, y * self.strides[0] + row, column),
            output.offset(picture, y + 1, 1),
        )
    }

    /// Where the windows of a row of the first picture begin: the first one, and how far it is to the next.
    pub fn starts(&self, input: Shape, y: usize) -> (usize, usize) {
        let [row, column] = self.before.map(|before| 1 - before);
        let first = input.offset(0, y * self.strides[0] + row, column);
        (first, self.strides[1] * input.channels)
    }

    /// Whether all rows of all windows begin at an even value of a map.
    pub fn is_even(&self, input: Shape) -> bool {
        let (first, step) = self.starts(input, 0);
        [first, step, input.pitch()]
            .iter()
            .all(|values| values.is_multiple_of(2))
    }

    /// Writes all windows of all pictures into `places`.
    pub fn places(&self, input: &FeatureMap, output: &FeatureMap, places: &mut Vec<Place>) {
        let shape = output.shape();
        let step = self.strides[1] * input.shape().channels;
        places.clear();
        for picture in 0..shape.batch {
            for y in 0..shape.height {
                let (from, to) = self.row(input, output, picture, y);
                let place = |x| ((from + x * step) as u32, (to + x * shape.channels) as u32);
                places.extend((0..shape.width).map(place));
            }
        }
    }
}
