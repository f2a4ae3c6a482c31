//! Fixed disturbances of aligned faces, to measure what they cost in accuracy: what is left when
//! landmarks are placed badly or a face is far away.

use mien::align::{AlignedFace, Preprocess, align};
use mien::geometry::SimilarityTransform;
use mien::image::Frame;

use crate::train::augment;

/// What is done to every face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Disturbance {
    /// Turned by 10 degrees
    Tilt,
    /// Moved by 10 % of its side to the right
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
            let moved = [share * side, 0.0];
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use burn::tensor::Device;

    use super::*;
    use crate::models::folder::ModelFolder;
    use crate::models::trained::Model;
    use crate::{data, evaluate};

    /// FER2013 as a csv file, or `None` where it is not at hand: it may not be shipped.
    fn fer2013() -> Option<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/fer2013");
        let unpack = folder.join("unpack.py");
        let out = std::env::temp_dir().join("mien-fer2013");
        let file = out.join("fer2013.csv");
        let whole = |file: &Path| file.metadata().is_ok_and(|m| m.len() > 200_000_000);
        if unpack.exists() && !whole(&file) {
            Command::new("python3")
                .arg(unpack)
                .arg(&out)
                .output()
                .ok()?;
        }
        whole(&file).then_some(file)
    }

    #[test]
    fn a_tilt_a_shift_and_half_the_resolution_cost_few_points() {
        let Some(file) = fer2013() else {
            println!("skipped: FER2013 may not be shipped and is not here");
            return;
        };
        let folder = ModelFolder::shipped();
        let model = Model::open(&folder, &Device::flex()).unwrap();
        let preprocess = &model.description().preprocess;
        let samples = data::read_split(&file, "PublicTest", &data::Reading::default()).unwrap();
        let cache = file.with_file_name("cache");
        let to_faces = evaluate::transforms(
            &samples,
            &folder,
            &cache,
            preprocess,
            evaluate::AlignedBy::Detector,
        )
        .unwrap();
        let accuracy = |disturbance| {
            let faces = evaluate::cut(&samples, &to_faces, disturbance, preprocess).unwrap();
            let answers = model.classify(&faces).unwrap();
            let right = answers
                .iter()
                .zip(&samples)
                .filter(|(answer, sample)| answer.argmax().0 == sample.label)
                .count();
            100.0 * right as f64 / samples.len() as f64
        };
        let plain = accuracy(None);
        for disturbance in [Disturbance::Tilt, Disturbance::Shift, Disturbance::Half] {
            let disturbed = accuracy(Some(disturbance));
            println!("{disturbance:?}: {plain:.1} % -> {disturbed:.1} %");
            assert!(plain - disturbed < 3.0, "{disturbance:?}: {disturbed:.1} %");
        }
    }
}
