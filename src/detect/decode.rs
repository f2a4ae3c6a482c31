//! From YuNet's output maps to faces.

use crate::geometry::{BoundingBox, Landmarks, Point};
use crate::kernels::FeatureMap;

/// Network pixels per cell of the three output maps, finest first.
pub const STRIDES: [usize; 3] = [8, 16, 32];

/// Channels of an output map: face or not, objectness, box (4), landmarks (10).
pub const OUTPUT_CHANNELS: usize = 16;

/// A face before suppression, in network pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The face's box.
    pub bounds: BoundingBox,
    /// Its five landmarks.
    pub landmarks: Landmarks,
    /// Geometric mean of the two scores, 0 to 1.
    pub score: f32,
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Appends the faces of one output map, `[height, width, 16]`, whose cells have `stride` pixels, with a score of at least
/// `min_score`.
///
/// As in OpenCV's `FaceDetectorYN`: score `√(σ(class)·σ(objectness))`, centre
/// `(cell + offset)·stride`, size `exp(value)·stride`, landmarks `(cell + offset)·stride`.
pub fn decode(map: &FeatureMap, stride: usize, min_score: f32, found: &mut Vec<Candidate>) {
    // σ(class)·σ(objectness) ≥ s² needs σ(class) ≥ s²: most cells leave before an exponential.
    let square = min_score * min_score;
    let floor = (square / (1.0 - square).max(f32::MIN_POSITIVE)).ln();
    for (row, cells) in map.rows().enumerate() {
        let cells = cells.as_chunks::<OUTPUT_CHANNELS>().0.iter();
        let likely = cells.enumerate().filter(|(_, [class, ..])| *class >= floor);
        found.extend(likely.filter_map(|(column, values)| {
            let corner = (column as f32, row as f32);
            candidate(values, corner, stride as f32).filter(|found| found.score >= min_score)
        }));
    }
}

/// What a cell says; `None` where that is no face that there could be.
fn candidate(
    values: &[f32; OUTPUT_CHANNELS],
    (column, row): (f32, f32),
    stride: f32,
) -> Option<Candidate> {
    let [class, objectness, x, y, width, height, landmarks @ ..] = *values;
    let score = (sigmoid(class) * sigmoid(objectness)).sqrt();
    let (width, height) = (width.exp() * stride, height.exp() * stride);
    let bounds = BoundingBox::new(
        (column + x) * stride - width / 2.0,
        (row + y) * stride - height / 2.0,
        width,
        height,
    );
    let place = |i: usize| {
        let [x, y] = [landmarks[2 * i], landmarks[2 * i + 1]];
        Point::new((column + x) * stride, (row + y) * stride)
    };
    bounds.is_valid().then(|| Candidate {
        bounds,
        landmarks: Landmarks(std::array::from_fn(place)),
        score,
    })
}
