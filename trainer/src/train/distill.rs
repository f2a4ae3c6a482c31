//! What trained networks answer for the very faces that a step learns from, changed as they are: targets
//! that know which labels are doubtful, and what a change has left to see (Hinton et al.,
//! "Distilling the Knowledge in a Neural Network", 2015; Beyer et al., "Knowledge distillation: A good
//! teacher is patient and consistent", 2021).

use anyhow::{Context, Result, ensure};
use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Luma};
use mien::align::{AlignedFace, Preprocess};

use crate::data::Answer;
use crate::models::trained::{Description, Model};

/// Whether `teacher` sees what `student` sees, at whatever size, and names the same expressions.
///
/// # Errors
/// Where it does not.
pub fn check(teacher: &Description, student: &Description) -> Result<()> {
    ensure!(
        teacher.labels == student.labels,
        "it names {} instead of {}",
        teacher.labels.join(", "),
        student.labels.join(", ")
    );
    ensure!(
        same_cut(&teacher.preprocess, &student.preprocess),
        "its faces are cut in another way"
    );
    Ok(())
}

/// Whether two ways to cut faces differ in nothing but the number of pixels.
fn same_cut(one: &Preprocess, other: &Preprocess) -> bool {
    /// In shares of the side: a hundredth of a pixel of 48.
    const NEAR: f32 = 2e-4;
    let places = |p: &Preprocess| p.template.map(|place| place.map(|v| v / p.size as f32));
    let (one_places, other_places) = (places(one), places(other));
    let mut both = one_places
        .iter()
        .flatten()
        .zip(other_places.iter().flatten());
    one.channels == other.channels
        && one.range == other.range
        && both.all(|(a, b)| (a - b).abs() < NEAR)
}

/// The mean answer of all `teachers` for each of `faces` at this temperature; nothing without
/// teachers.
///
/// # Errors
/// Where a teacher cannot be asked.
pub fn answers(teachers: &[Model], faces: &[AlignedFace], temperature: f32) -> Result<Vec<Answer>> {
    if teachers.is_empty() {
        return Ok(Vec::new());
    }
    let mut means = vec![Answer::default(); faces.len()];
    for teacher in teachers {
        let size = teacher.description().preprocess.size;
        let faces = faces.iter().map(|face| sized(face, size));
        let faces = faces.collect::<Result<Vec<_>>>()?;
        for (mean, answer) in means
            .iter_mut()
            .zip(teacher.classify_at(&faces, temperature)?)
        {
            for (mean, p) in mean.iter_mut().zip(answer.values()) {
                *mean += p / teachers.len() as f32;
            }
        }
    }
    Ok(means)
}

/// The face at another size: interpolated, and averaged where it becomes smaller.
///
/// # Errors
/// Where the face has other pixels than its size says.
pub fn sized(face: &AlignedFace, size: usize) -> Result<AlignedFace> {
    if face.size == size {
        return Ok(face.clone());
    }
    let side = u32::try_from(face.size)?;
    // (For the library floats are 0 to 1.)
    let pixels = face.pixels.iter().map(|v| v / 255.0).collect();
    let pixels = ImageBuffer::<Luma<f32>, Vec<f32>>::from_raw(side, side, pixels);
    let pixels = pixels.context("a face has other pixels than its size says")?;
    let to = u32::try_from(size)?;
    let pixels = resize(&pixels, to, to, FilterType::Triangle).into_raw();
    Ok(AlignedFace {
        pixels: pixels.into_iter().map(|v| v * 255.0).collect(),
        size,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::commands::fit::preprocess;

    #[test]
    fn a_teacher_may_see_the_same_cut_at_another_size() {
        let student = preprocess(64);
        assert!(same_cut(&preprocess(48), &student));
        let mut moved = preprocess(48);
        moved.template[2][1] += 0.1;
        assert!(!same_cut(&moved, &student));
        let darker = Preprocess {
            range: [0.0, 1.0],
            ..preprocess(48)
        };
        assert!(!same_cut(&darker, &student));
    }

    #[test]
    fn what_is_straight_stays_straight_at_another_size() {
        // Grey values that rise from left to right and, twice as fast, from top to bottom.
        let rising = |size: usize, scale: f32| AlignedFace {
            pixels: (0..size * size)
                .map(|i| {
                    let place = |i: usize| (i as f32 + 0.5) * scale;
                    place(i % size) + 2.0 * place(i / size)
                })
                .collect(),
            size,
        };
        for (from, to) in [(64, 48), (48, 64), (48, 48)] {
            let got = sized(&rising(from, 1.0), to).unwrap();
            let wanted = rising(to, from as f32 / to as f32);
            assert_eq!(got.pixels.len(), to * to);
            // (At the edges there is nothing to interpolate with.)
            let inside = |i: &usize| [i % to, i / to].iter().all(|v| (2..to - 2).contains(v));
            for i in (0..to * to).filter(inside) {
                let off = (got.pixels[i] - wanted.pixels[i]).abs();
                assert!(off < 0.1, "{from} to {to}, pixel {i}: {off}");
            }
        }
    }
}
