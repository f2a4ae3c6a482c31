//! Landmarks inside boxes that another detector found.

use super::{Detection, DetectorOptions, FaceDetector};
use crate::Error;
use crate::geometry::{BoundingBox, Landmarks, Point};
use crate::image::Frame;

impl FaceDetector {
    /// Puts landmarks into boxes that another detector found: this one looks at each box, and where
    /// it sees no face there the landmarks take their usual places in it.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn locate(&self, frame: &Frame, boxes: &[BoundingBox]) -> Result<Vec<Detection>, Error> {
        boxes
            .iter()
            .filter(|bounds| bounds.is_valid())
            .map(|bounds| self.locate_one(frame, bounds))
            .collect()
    }

    fn locate_one(&self, frame: &Frame, bounds: &BoundingBox) -> Result<Detection, Error> {
        let usual = Detection {
            bounds: *bounds,
            landmarks: usual_landmarks(bounds),
            score: 1.0,
        };
        let Some((pixels, left, top, width, height)) = cut(frame, bounds) else {
            return Ok(usual);
        };
        let options = DetectorOptions {
            size: LOCATE_SIZE,
            min_score: LOCATE_MIN_SCORE,
            ..DetectorOptions::default()
        };
        let shift = |p: Point| Point::new(p.x + left as f32, p.y + top as f32);
        let found = self
            .detect(
                &Frame::new(&pixels, width, height)?.with_format(frame.format()),
                &options,
            )?
            .into_iter()
            .map(|d| {
                let corner = shift(Point::new(d.bounds.x, d.bounds.y));
                let moved = BoundingBox {
                    x: corner.x,
                    y: corner.y,
                    ..d.bounds
                };
                (moved.iou(bounds), Landmarks(d.landmarks.0.map(shift)))
            })
            .filter(|(overlap, _)| *overlap > 0.2)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        Ok(match found {
            Some((_, landmarks)) => Detection { landmarks, ..usual },
            None => usual,
        })
    }
}

/// Longest side in pixels at which the inside of another detector's box is looked at.
const LOCATE_SIZE: usize = 160;

/// A box that another detector vouches for needs less proof than an empty picture.
const LOCATE_MIN_SCORE: f32 = 0.2;

/// Where the landmarks of an upright face usually lie in its box, as shares of width and height:
/// the means that YuNet gives on FER2013's training pictures, relative to its own boxes.
fn usual_landmarks(bounds: &BoundingBox) -> Landmarks {
    const PLACES: [(f32, f32); 5] = [
        (0.30, 0.38),
        (0.70, 0.38),
        (0.50, 0.57),
        (0.34, 0.75),
        (0.66, 0.75),
    ];
    Landmarks(
        PLACES.map(|(x, y)| Point::new(bounds.x + bounds.width * x, bounds.y + bounds.height * y)),
    )
}

/// The pixels of a box and half its size around it, with their place and size in the frame;
/// `None` where the box lies outside.
fn cut(frame: &Frame, bounds: &BoundingBox) -> Option<(Vec<u8>, usize, usize, usize, usize)> {
    let (margin_x, margin_y) = (bounds.width / 2.0, bounds.height / 2.0);
    let left = (bounds.x - margin_x).max(0.0) as usize;
    let top = (bounds.y - margin_y).max(0.0) as usize;
    let right = ((bounds.right() + margin_x).max(0.0) as usize).min(frame.width());
    let bottom = ((bounds.bottom() + margin_y).max(0.0) as usize).min(frame.height());
    if right <= left || bottom <= top {
        return None;
    }
    let pixels = (top..bottom)
        .flat_map(|y| &frame.row(y)[left * 4..right * 4])
        .copied()
        .collect();
    Some((pixels, left, top, right - left, bottom - top))
}
