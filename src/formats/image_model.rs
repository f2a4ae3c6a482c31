//! A network of whole pictures with what it takes to ask it: which values it is shown, and what its
//! answers are called.

use super::graph::Size;
use super::model::Model;
use super::plan::Plan;
use crate::Error;
use crate::error::Subject;
use crate::expression::{ClassLabel, Probabilities};
use crate::geometry::BoundingBox;
use crate::image::{Frame, resize};

/// How a picture of another shape is made to fit the network's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The largest part of its middle that has that shape, as Teachable Machine has it.
    Cropped,
    /// All of it, whatever becomes of its shape, as ml5 has it.
    Stretched,
}

/// A model that names what a picture shows.
#[derive(Debug, Clone)]
pub struct ImageModel {
    plan: Plan,
    labels: Vec<ClassLabel>,
    half_range: f32,
}

impl ImageModel {
    /// Classes without names are called "Class 1" and so on.
    ///
    /// # Errors
    /// Those of [`Plan::new`]; [`Error::Mismatch`] where the network does not take grey or coloured
    /// pictures, or has another number of answers than there are labels.
    pub fn new(model: &Model) -> Result<Self, Error> {
        let plan = Plan::new(&model.graph)?;
        let channels = plan.input().channels;
        if ![1, 3].contains(&channels) {
            return Err(Error::mismatch(Subject::ModelChannels, "1 or 3", channels));
        }
        let outputs = plan.outputs();
        let labels = match model.labels.is_empty() {
            true => (1..=outputs)
                .map(|class| format!("Class {class}"))
                .collect(),
            false => model.labels.clone(),
        };
        if labels.len() != outputs {
            return Err(Error::mismatch(Subject::Labels, outputs, labels.len()));
        }
        Ok(Self {
            plan,
            labels,
            half_range: model.half_range,
        })
    }

    /// The classes, in the order of the answer.
    pub fn labels(&self) -> &[ClassLabel] {
        &self.labels
    }

    /// The picture that the network takes.
    pub fn input(&self) -> Size {
        self.plan.input()
    }

    /// A probability a class.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the answer is no number.
    pub fn classify(&self, frame: &Frame, fit: Fit) -> Result<Probabilities, Error> {
        let mut values = self.pixels(frame, fit);
        for value in &mut values {
            *value = *value / self.half_range - 1.0;
        }
        Ok(Probabilities::from_shares(self.plan.run(&values)?))
    }

    /// The pixels that the network is asked about, 0 to 255, `[height, width, channels]`.
    pub fn pixels(&self, frame: &Frame, fit: Fit) -> Vec<f32> {
        fitted(frame, self.plan.input(), fit)
    }

    /// A probability a class of each part of a frame, a box in its pixels.
    ///
    /// # Errors
    /// As [`ImageModel::classify`].
    pub fn classify_parts(
        &self,
        frame: &Frame,
        parts: &[BoundingBox],
    ) -> Result<Vec<Probabilities>, Error> {
        parts
            .iter()
            .map(|part| {
                let (pixels, width, height) = cut(frame, part);
                let part = Frame::new(&pixels, width, height)?.with_format(frame.format());
                self.classify(&part, Fit::Cropped)
            })
            .collect()
    }

    /// The answer to values that are prepared already, `[height, width, channels]`.
    ///
    /// # Errors
    /// As [`Plan::run`].
    pub fn run(&self, values: &[f32]) -> Result<Vec<f32>, Error> {
        self.plan.run(values)
    }
}

/// The pixels of a frame in the shape that a network takes, 0 to 255, `[height, width, channels]`: grey ones where it has one
/// channel, else coloured ones.
pub fn fitted(frame: &Frame, input: Size, fit: Fit) -> Vec<f32> {
    let Size {
        height,
        width,
        channels,
    } = input;
    let mut values = Vec::with_capacity(height * width * channels);
    let mut push = |[red, green, blue]: [f32; 3]| match channels {
        1 => values.push(0.2989 * red + 0.587 * green + 0.114 * blue),
        _ => values.extend([red, green, blue]),
    };
    match fit {
        Fit::Cropped => crop(frame, width, height, &mut push),
        Fit::Stretched => stretch(frame, width, height, &mut push),
    }
    values
}

/// The pixels of a part of a frame, at least one, and their columns and rows.
fn cut(frame: &Frame, part: &BoundingBox) -> (Vec<u8>, usize, usize) {
    let range = |from: f32, to: f32, side: usize| {
        let from = (from.round().max(0.0) as usize).min(side - 1);
        from..(to.round().max(0.0) as usize).clamp(from + 1, side)
    };
    let columns = range(part.x, part.right(), frame.width());
    let rows = range(part.y, part.bottom(), frame.height());
    let bytes = 4 * columns.start..4 * columns.end;
    let (width, height) = (columns.len(), rows.len());
    let pixels = rows.flat_map(|y| frame.row(y)[bytes.clone()].iter().copied());
    (pixels.collect(), width, height)
}

/// The shorter side scaled to the input's, and the middle cut out.
fn crop(frame: &Frame, width: usize, height: usize, push: &mut impl FnMut([f32; 3])) {
    let scale = (width as f32 / frame.width() as f32).max(height as f32 / frame.height() as f32);
    let side = |side: usize, least: usize| ((side as f32 * scale).round() as usize).max(least);
    let content = (side(frame.width(), width), side(frame.height(), height));
    let mut scaled = vec![0.0; 3 * content.0 * content.1];
    resize(frame, content, scaled.chunks_exact_mut(3 * content.0));
    let (left, top) = ((content.0 - width) / 2, (content.1 - height) / 2);
    for row in scaled.chunks_exact(3 * content.0).skip(top).take(height) {
        for &[blue, green, red] in &row.as_chunks().0[left..left + width] {
            push([red, green, blue]);
        }
    }
}

/// What TensorFlow's `resizeBilinear` makes of a picture: each value is interpolated between four pixels,
/// those of pixel `i` lying at `i · scale`; the others are passed over.
fn stretch(frame: &Frame, width: usize, height: usize, push: &mut impl FnMut([f32; 3])) {
    let between = |i: usize, from: usize, to: usize| {
        let place = i as f32 * (from as f32 / to as f32);
        let first = (place as usize).min(from - 1);
        (first, (first + 1).min(from - 1), place - first as f32)
    };
    for y in 0..height {
        let (above, below, down) = between(y, frame.height(), height);
        let rows = [above, below].map(|y| frame.row(y).as_chunks::<4>().0);
        for x in 0..width {
            let (left, right, along) = between(x, frame.width(), width);
            push(frame.colors().map(|color| {
                let [upper, lower] = rows.map(|row| {
                    let [a, b] = [left, right].map(|x| f32::from(row[x][color]));
                    a + (b - a) * along
                });
                upper + (lower - upper) * down
            }));
        }
    }
}
