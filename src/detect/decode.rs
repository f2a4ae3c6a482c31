//! From YuNet's output maps to faces.

use crate::geometry::{BoundingBox, Landmarks, Point};

/// Network pixels per cell of the three output maps, finest first.
pub const STRIDES: [usize; 3] = [8, 16, 32];

/// Planes of an output map: face or not, objectness, box (4), landmarks (10).
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

/// Appends the faces of one output map, `values` = `[16, height, width]` with
/// `size = (width, height)` cells of `stride` pixels, whose score is at least `min_score`.
///
/// As in OpenCV's `FaceDetectorYN`: score `√(σ(class)·σ(objectness))`, centre
/// `(cell + offset)·stride`, size `exp(value)·stride`, landmarks `(cell + offset)·stride`.
pub fn decode(
    values: &[f32],
    (width, height): (usize, usize),
    stride: usize,
    min_score: f32,
    found: &mut Vec<Candidate>,
) {
    let cells = width * height;
    if values.len() != OUTPUT_CHANNELS * cells {
        return;
    }
    let plane = |channel: usize, cell: usize| values[channel * cells + cell];
    let stride = stride as f32;
    // σ(class)·σ(objectness) ≥ s² needs σ(class) ≥ s²: most cells leave before an exponential.
    let square = min_score * min_score;
    let floor = (square / (1.0 - square).max(f32::MIN_POSITIVE)).ln();
    for cell in 0..cells {
        if plane(0, cell) < floor {
            continue;
        }
        let score = (sigmoid(plane(0, cell)) * sigmoid(plane(1, cell))).sqrt();
        if score.is_nan() || score < min_score {
            continue;
        }
        let (column, row) = ((cell % width) as f32, (cell / width) as f32);
        let box_width = plane(4, cell).exp() * stride;
        let box_height = plane(5, cell).exp() * stride;
        let bounds = BoundingBox::new(
            (column + plane(2, cell)) * stride - box_width / 2.0,
            (row + plane(3, cell)) * stride - box_height / 2.0,
            box_width,
            box_height,
        );
        let landmarks = Landmarks(std::array::from_fn(|i| {
            Point::new(
                (column + plane(6 + 2 * i, cell)) * stride,
                (row + plane(7 + 2 * i, cell)) * stride,
            )
        }));
        if bounds.is_valid() {
            found.push(Candidate {
                bounds,
                landmarks,
                score,
            });
        }
    }
}
