//! Points, boxes, landmarks and the transform between two sets of landmarks.
//!
//! Units are pixels with the origin at the top left; `x` grows to the right, `y` downwards.

use serde::{Deserialize, Serialize};

/// A place in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Point {
    /// Pixels from the left edge.
    pub x: f32,
    /// Pixels from the top edge.
    pub y: f32,
}

impl Point {
    /// The point at `(x, y)`.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }
}

/// An axis-aligned rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoundingBox {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width, not negative.
    pub width: f32,
    /// Height, not negative.
    pub height: f32,
}

impl BoundingBox {
    /// The box with its top left corner at `(x, y)`.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Area in square pixels.
    pub fn area(&self) -> f32 {
        self.width.max(0.0) * self.height.max(0.0)
    }

    /// Right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Middle of the box.
    pub fn center(&self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Area that both boxes cover.
    pub fn intersection(&self, other: &Self) -> f32 {
        let width = self.right().min(other.right()) - self.x.max(other.x);
        let height = self.bottom().min(other.bottom()) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }

    /// Intersection over union, 0 to 1; 0 where both are empty.
    ///
    /// ```
    /// use mien::geometry::BoundingBox;
    /// let a = BoundingBox::new(0.0, 0.0, 2.0, 2.0);
    /// let b = BoundingBox::new(1.0, 0.0, 2.0, 2.0);
    /// assert!((a.iou(&b) - 1.0 / 3.0).abs() < 1e-6);
    /// ```
    pub fn iou(&self, other: &Self) -> f32 {
        let intersection = self.intersection(other);
        let union = self.area() + other.area() - intersection;
        if union > 0.0 {
            intersection / union
        } else {
            0.0
        }
    }

    /// The box with every coordinate multiplied: from one pixel grid to another.
    pub fn scaled(&self, x: f32, y: f32) -> Self {
        Self::new(self.x * x, self.y * y, self.width * x, self.height * y)
    }

    /// Whether every coordinate is a number and the box has an area.
    pub fn is_valid(&self) -> bool {
        [self.x, self.y, self.width, self.height]
            .iter()
            .all(|v| v.is_finite())
            && self.width > 0.0
            && self.height > 0.0
    }
}

/// Five landmarks of a face in YuNet's order: the subject's right eye, left eye, tip of the nose,
/// right corner of the mouth, left corner of the mouth. The subject's right stands on the left of
/// an unmirrored picture.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Landmarks(pub [Point; 5]);

impl Landmarks {
    /// The landmarks with every coordinate multiplied.
    pub fn scaled(&self, x: f32, y: f32) -> Self {
        Self(self.0.map(|p| Point::new(p.x * x, p.y * y)))
    }

    /// Whether the points can carry an alignment: finite, and not all in one place.
    pub fn is_valid(&self) -> bool {
        let [first, ..] = self.0;
        self.0.iter().all(|p| p.x.is_finite() && p.y.is_finite())
            && self
                .0
                .iter()
                .any(|p| (p.x - first.x).abs() + (p.y - first.y).abs() > 1.0)
    }
}

/// A turn of a whole picture, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Turn {
    /// As it is.
    #[default]
    None,
    /// What is at the top goes to the right.
    Quarter,
    /// Upside down.
    Half,
    /// What is at the top goes to the left.
    ThreeQuarters,
}

impl Turn {
    /// By how many degrees.
    pub const fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarters => 270,
        }
    }

    /// The turn that takes it back.
    pub const fn back(self) -> Self {
        match self {
            Self::Quarter => Self::ThreeQuarters,
            Self::ThreeQuarters => Self::Quarter,
            other => other,
        }
    }

    /// Width and height of the turned picture, from those of the picture.
    pub fn size<T>(self, (width, height): (T, T)) -> (T, T) {
        match self {
            Self::None | Self::Half => (width, height),
            Self::Quarter | Self::ThreeQuarters => (height, width),
        }
    }

    /// Where a point of a picture of `width` x `height` is in the turned one.
    pub fn point(self, Point { x, y }: Point, (width, height): (f32, f32)) -> Point {
        match self {
            Self::None => Point::new(x, y),
            Self::Quarter => Point::new(height - y, x),
            Self::Half => Point::new(width - x, height - y),
            Self::ThreeQuarters => Point::new(y, width - x),
        }
    }

    /// Where a box of a picture of `size` is in the turned one.
    pub fn bounds(self, bounds: &BoundingBox, size: (f32, f32)) -> BoundingBox {
        // The corner that is the top left one afterwards.
        let corner = match self {
            Self::None => Point::new(bounds.x, bounds.y),
            Self::Quarter => Point::new(bounds.x, bounds.bottom()),
            Self::Half => Point::new(bounds.right(), bounds.bottom()),
            Self::ThreeQuarters => Point::new(bounds.right(), bounds.y),
        };
        let Point { x, y } = self.point(corner, size);
        let (width, height) = self.size((bounds.width, bounds.height));
        BoundingBox::new(x, y, width, height)
    }

    /// Where landmarks in a picture of `size` are in the turned one.
    pub fn landmarks(self, landmarks: &Landmarks, size: (f32, f32)) -> Landmarks {
        Landmarks(landmarks.0.map(|point| self.point(point, size)))
    }

    /// The pixels of the turned picture, row by row, where `at(x, y)` is a pixel of the picture of `width` x `height`.
    pub fn pixels<T>(
        self,
        (width, height): (usize, usize),
        at: impl Fn(usize, usize) -> T,
    ) -> Vec<T> {
        let (columns, rows) = self.size((width, height));
        let places = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y)));
        places
            .map(|(x, y)| match self {
                Self::None => at(x, y),
                Self::Quarter => at(y, height - 1 - x),
                Self::Half => at(width - 1 - x, height - 1 - y),
                Self::ThreeQuarters => at(width - 1 - y, x),
            })
            .collect()
    }
}

/// Rotation, uniform scale and shift: `x' = a·x − b·y + tx`, `y' = b·x + a·y + ty`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SimilarityTransform {
    /// Scale times the cosine of the angle.
    pub a: f32,
    /// Scale times the sine of the angle; positive turns clockwise on the screen.
    pub b: f32,
    /// Shift along x.
    pub tx: f32,
    /// Shift along y.
    pub ty: f32,
}

impl SimilarityTransform {
    /// Leaves every point where it is.
    pub const IDENTITY: Self = Self {
        a: 1.0,
        b: 0.0,
        tx: 0.0,
        ty: 0.0,
    };

    /// The transform that takes `from` to `to` with the least sum of squared distances; `None`
    /// where all points of `from` coincide. Closed form of Umeyama, "Least-squares estimation of
    /// transformation parameters between two point patterns" (1991), in two dimensions without
    /// reflection.
    pub fn fit(from: &[Point], to: &[Point]) -> Option<Self> {
        let n = from.len().min(to.len());
        if n == 0 {
            return None;
        }
        let mean = |points: &[Point]| {
            let (x, y) = points[..n].iter().fold((0.0f64, 0.0f64), |(x, y), p| {
                (x + f64::from(p.x), y + f64::from(p.y))
            });
            (x / n as f64, y / n as f64)
        };
        let (from_x, from_y) = mean(from);
        let (to_x, to_y) = mean(to);
        let (mut spread, mut dot, mut cross) = (0.0f64, 0.0f64, 0.0f64);
        for (p, q) in from.iter().zip(to) {
            let (px, py) = (f64::from(p.x) - from_x, f64::from(p.y) - from_y);
            let (qx, qy) = (f64::from(q.x) - to_x, f64::from(q.y) - to_y);
            spread += px * px + py * py;
            dot += px * qx + py * qy;
            cross += px * qy - py * qx;
        }
        if !spread.is_finite() || spread < 1e-9 {
            return None;
        }
        let (a, b) = (dot / spread, cross / spread);
        Some(Self {
            a: a as f32,
            b: b as f32,
            tx: (to_x - a * from_x + b * from_y) as f32,
            ty: (to_y - b * from_x - a * from_y) as f32,
        })
    }

    /// Where `point` goes.
    pub fn apply(&self, point: Point) -> Point {
        Point::new(
            self.a * point.x - self.b * point.y + self.tx,
            self.b * point.x + self.a * point.y + self.ty,
        )
    }

    /// How many target pixels a source pixel covers along a line.
    pub fn scale(&self) -> f32 {
        self.a.hypot(self.b)
    }

    /// The way back; `None` where the scale is zero or not a number.
    pub fn inverse(&self) -> Option<Self> {
        let square = self.a * self.a + self.b * self.b;
        if !square.is_finite() || square < 1e-12 {
            return None;
        }
        let (a, b) = (self.a / square, -self.b / square);
        Some(Self {
            a,
            b,
            tx: -(a * self.tx - b * self.ty),
            ty: -(b * self.tx + a * self.ty),
        })
    }

    /// First `self`, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        let shift = next.apply(Point::new(self.tx, self.ty));
        Self {
            a: next.a * self.a - next.b * self.b,
            b: next.b * self.a + next.a * self.b,
            tx: shift.x,
            ty: shift.y,
        }
    }
}
