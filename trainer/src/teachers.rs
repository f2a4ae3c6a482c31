//! What trained networks answer for the training pictures: targets that know which labels are
//! doubtful (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
//!
//! Every picture is asked about once, before the first step. Asking again about every changed copy
//! would take as long as the learning itself.

use anyhow::Result;
use mien::align::{Preprocess, align};
use mien::expression::EXPRESSIONS;
use mien::geometry::SimilarityTransform;

use crate::augment::around_middle;
use crate::data::Sample;
use crate::faces;
use crate::model::Model;

/// A distribution over the expressions.
pub type Answer = [f32; EXPRESSIONS.len()];

/// Each picture is looked at as it is and from a little farther away, and mirrored.
const ZOOMS: [f32; 2] = [1.0, 0.94];

/// Pictures that are asked about at a time.
const CHUNK: usize = 512;

/// The mean answer of all `teachers` for each of `samples`; nothing without teachers.
///
/// # Errors
/// Where a picture cannot be read or a teacher knows other classes.
pub fn answers(
    teachers: &[Model],
    samples: &[Sample],
    transforms: &[SimilarityTransform],
    preprocess: &Preprocess,
) -> Result<Vec<Answer>> {
    if teachers.is_empty() {
        return Ok(Vec::new());
    }
    let bar = faces::progress(samples.len() as u64, "asking the teachers");
    let mut answers = Vec::with_capacity(samples.len());
    for (samples, transforms) in samples.chunks(CHUNK).zip(transforms.chunks(CHUNK)) {
        answers.extend(chunk(teachers, samples, transforms, preprocess)?);
        bar.inc(samples.len() as u64);
    }
    bar.finish_and_clear();
    Ok(answers)
}

fn chunk(
    teachers: &[Model],
    samples: &[Sample],
    transforms: &[SimilarityTransform],
    preprocess: &Preprocess,
) -> Result<Vec<Answer>> {
    let mut answers = vec![Answer::default(); samples.len()];
    let each = 1.0 / (teachers.len() * ZOOMS.len() * 2) as f32;
    for zoom in ZOOMS {
        let farther = around_middle(0.0, zoom, [0.0; 2], preprocess.size);
        let mut faces = Vec::with_capacity(samples.len());
        for (sample, to_face) in samples.iter().zip(transforms) {
            let rgba = sample.rgba();
            faces.push(align(
                &sample.frame(&rgba)?,
                &to_face.then(&farther),
                preprocess,
            ));
        }
        let mirrored: Vec<_> = faces.iter().map(|face| face.mirrored()).collect();
        for teacher in teachers {
            for faces in [&faces, &mirrored] {
                for (sum, answer) in answers.iter_mut().zip(teacher.classify(faces)?) {
                    for (sum, p) in sum.iter_mut().zip(answer.values()) {
                        *sum += p * each;
                    }
                }
            }
        }
    }
    Ok(answers)
}
