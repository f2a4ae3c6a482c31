//! What trained networks answer for the very faces that a step learns from, changed as they are: targets
//! that know which labels are doubtful, and what a change has left to see (Hinton et al.,
//! "Distilling the Knowledge in a Neural Network", 2015; Beyer et al., "Knowledge distillation: A good
//! teacher is patient and consistent", 2021).

use anyhow::{Result, ensure};
use mien::align::AlignedFace;
use mien::expression::{EXPRESSIONS, ExpressionModel};

use crate::model::Model;

/// A distribution over the expressions.
pub type Answer = [f32; EXPRESSIONS.len()];

/// Whether `teacher` sees the faces that `student` sees and names the same expressions.
///
/// # Errors
/// Where it does not.
pub fn check(teacher: &ExpressionModel, student: &ExpressionModel) -> Result<()> {
    ensure!(
        teacher.labels == student.labels,
        "it names {} instead of {}",
        teacher.labels.join(", "),
        student.labels.join(", ")
    );
    ensure!(
        teacher.preprocess == student.preprocess,
        "its faces are cut in another way"
    );
    Ok(())
}

/// The mean answer of all `teachers` for each of `faces`; nothing without teachers.
///
/// # Errors
/// Where a teacher cannot be asked.
pub fn answers(teachers: &[Model], faces: &[AlignedFace]) -> Result<Vec<Answer>> {
    if teachers.is_empty() {
        return Ok(Vec::new());
    }
    let mut means = vec![Answer::default(); faces.len()];
    for teacher in teachers {
        for (mean, answer) in means.iter_mut().zip(teacher.classify(faces)?) {
            for (mean, p) in mean.iter_mut().zip(answer.values()) {
                *mean += p / teachers.len() as f32;
            }
        }
    }
    Ok(means)
}
