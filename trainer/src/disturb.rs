//! Fixed disturbances of aligned faces, to measure what they cost in accuracy: what is left when
//! landmarks are placed badly or a face is far away.

use mien::align::{AlignedFace, Preprocess, align};
use mien::geometry::SimilarityTransform;
use mien::image::Frame;

use crate::augment;

/// What is done to every face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Disturbance {
    /// Turned by 10 degrees
    Tilt,
    /// Moved by 10 % of its side to the right and down
    Shift,
    /// Half the resolution
    Half,
}

impl Disturbance {
    /// The aligned face, disturbed.
    pub fn align(
        self,
        frame: &Frame,
        to_face: &SimilarityTransform,
        preprocess: &Preprocess,
    ) -> AlignedFace {
        let turned = |degrees, share: f32| {
            let side = preprocess.size as f32;
            let moved = [share * side; 2];
            augment::around_middle(degrees, 1.0, moved, preprocess.size)
        };
        let change = match self {
            Self::Tilt => turned(10.0, 0.0),
            Self::Shift => turned(0.0, 0.1),
            Self::Half => SimilarityTransform::IDENTITY,
        };
        let mut face = align(frame, &to_face.then(&change), preprocess);
        if self == Self::Half {
            augment::coarsen(&mut face, 2.0);
        }
        face
    }
}
