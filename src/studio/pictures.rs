//! Projects of whole pictures: the network below their classes, which is Teachable Machine's own.
//!
//! What is kept of a picture is its middle square, of the network's size: it is cut out once, and what is learnt
//! from is what a person sees.

use std::collections::BTreeMap;

use crate::Error;
use crate::error::Subject;
use crate::formats::{Fit, Graph, Model, Plan, Size, fitted, open, with_head};
use crate::head::HeadFile;
use crate::image::Frame;
use crate::weights::ModelFile;

/// The network that turns pictures into embeddings, and the models that come of it.
#[derive(Debug, Clone)]
pub struct PictureBase {
    sha256: String,
    graph: Graph,
    plan: Plan,
    half_range: f32,
}

impl PictureBase {
    /// Opens the file that a manifest describes.
    ///
    /// # Errors
    /// Those of [`ModelFile::verify`] and [`open`]; [`Error::Mismatch`] where it takes no coloured squares.
    pub fn open(described: &ModelFile, bytes: Vec<u8>) -> Result<Self, Error> {
        described.verify(&bytes)?;
        let model = open(BTreeMap::from([(described.file.clone(), bytes)]))?;
        let input = model.graph.input;
        if input.channels != 3 || input.width != input.height {
            let got = format!("{}x{}x{}", input.width, input.height, input.channels);
            return Err(Error::mismatch(Subject::ModelChannels, "3", got));
        }
        Ok(Self {
            sha256: described.sha256.clone(),
            plan: Plan::new(&model.graph)?,
            graph: model.graph,
            half_range: model.half_range,
        })
    }

    /// SHA-256 of its file: what was embedded or trained with another does not fit.
    pub fn backbone(&self) -> &str {
        &self.sha256
    }

    /// Width and height of the pictures that it takes.
    pub fn side(&self) -> usize {
        self.plan.input().width
    }

    /// Values of an embedding.
    pub fn embedding_width(&self) -> usize {
        self.plan.outputs()
    }

    /// The middle of a picture, as it is kept and shown: opaque pixels, `[side, side, 4]`.
    pub fn cut(&self, frame: &Frame) -> Vec<u8> {
        let middle = fitted(frame, self.plan.input(), Fit::Cropped);
        let mut pixels = Vec::with_capacity(middle.len() / 3 * 4);
        for color in middle.as_chunks::<3>().0 {
            // No value is below 0, so that half a value more and cut off is rounded.
            pixels.extend(color.map(|value| (value + 0.5) as u8));
            pixels.push(255);
        }
        pixels
    }

    /// What the network makes of a picture, or of it as in a mirror.
    ///
    /// # Errors
    /// Those of [`Plan::run`].
    pub fn embed(&self, frame: &Frame, mirrored: bool) -> Result<Vec<f32>, Error> {
        let input @ Size { width, .. } = self.plan.input();
        let mut values = fitted(frame, input, Fit::Cropped);
        for value in &mut values {
            *value = *value / self.half_range - 1.0;
        }
        if mirrored {
            for row in values.as_chunks_mut::<3>().0.chunks_exact_mut(width) {
                row.reverse();
            }
        }
        self.plan.run(&values)
    }

    /// The whole network with the classes of `head`: what leaves for other programs, and what is asked live.
    ///
    /// # Errors
    /// Those of [`HeadFile::check_for`].
    pub fn model(&self, head: &HeadFile) -> Result<Model, Error> {
        head.check_for(&self.sha256, self.embedding_width())?;
        Ok(Model {
            name: head.name.clone(),
            graph: with_head(self.graph.clone(), &head.head),
            labels: head.labels.clone(),
            half_range: self.half_range,
            notes: serde_json::json!({"mirrored": head.mirrored}),
            time: String::new(),
        })
    }
}
