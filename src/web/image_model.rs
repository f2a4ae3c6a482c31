//! What workers call of networks of other projects.

use std::collections::BTreeMap;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::formats::{Fit, ImageModel, head_in_bundle, needs_formats, open, tfjs};
use crate::geometry::BoundingBox;
use crate::image::Frame;

/// The names of the files that a model's `model.json` wants beside it.
///
/// # Errors
/// A `MienError` where the text is no model.
#[wasm_bindgen(js_name = weightFiles)]
pub fn weight_files(model: &str) -> Result<Vec<String>, JsValue> {
    Ok(tfjs::weight_files(model)?)
}

/// Files by their names.
#[wasm_bindgen]
#[derive(Default)]
pub struct ModelFiles(pub(super) BTreeMap<String, Vec<u8>>);

#[wasm_bindgen]
impl ModelFiles {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether they hold a model of a format that only the module `mien-formats` reads.
    ///
    /// # Errors
    /// A `MienError` where they are a zip file that can't be read.
    #[wasm_bindgen(js_name = needFormats)]
    pub fn need_formats(&self) -> Result<bool, JsValue> {
        Ok(needs_formats(&self.0)?)
    }

    /// The file with classes that is in a bundle of the studio's, where they are one.
    ///
    /// # Errors
    /// A `MienError` where they are a zip file that can't be read.
    pub fn head(&self) -> Result<Option<String>, JsValue> {
        Ok(head_in_bundle(&self.0)?)
    }

    /// Adds a file, by its path.
    pub fn insert(&mut self, path: String, bytes: Vec<u8>) {
        self.0.insert(path, bytes);
    }
}

/// A model of whole pictures.
#[wasm_bindgen(js_name = ImageModel)]
pub struct WebImageModel(ImageModel);

#[wasm_bindgen(js_class = ImageModel)]
impl WebImageModel {
    /// Reads a model out of files: those of an export, or the zip file that they came in.
    ///
    /// # Errors
    /// A `MienError` that says what is missing, damaged or not known, and where.
    #[wasm_bindgen(constructor)]
    pub fn new(files: ModelFiles) -> Result<WebImageModel, JsValue> {
        Ok(Self(ImageModel::new(&open(files.0)?)?))
    }

    /// The classes, in the order of the answer.
    pub fn labels(&self) -> Vec<String> {
        self.0.labels().to_vec()
    }

    /// Columns of the picture that the network takes.
    #[wasm_bindgen(getter)]
    pub fn width(&self) -> usize {
        self.0.input().width
    }

    /// Rows of the picture that the network takes.
    #[wasm_bindgen(getter)]
    pub fn height(&self) -> usize {
        self.0.input().height
    }

    /// A probability a class, of the middle of a picture (RGBA8) or of all of it, `stretched`; one of the network's own
    /// size is taken as it is.
    ///
    /// # Errors
    /// A `MienError` where the pixels are not those of a picture, or the answer is no number.
    pub fn classify(
        &self,
        pixels: &[u8],
        width: usize,
        height: usize,
        stretched: bool,
    ) -> Result<Vec<f32>, JsValue> {
        let frame = Frame::new(pixels, width, height)?;
        let fit = if stretched {
            Fit::Stretched
        } else {
            Fit::Cropped
        };
        Ok(self.0.classify(&frame, fit)?.values().to_vec())
    }

    /// A probability a class of each part of a picture (RGBA8), one part after the other; `parts` has left edge, top edge,
    /// width and height of each, in pixels.
    ///
    /// # Errors
    /// As `classify`.
    #[wasm_bindgen(js_name = classifyParts)]
    pub fn classify_parts(
        &self,
        pixels: &[u8],
        width: usize,
        height: usize,
        parts: &[f32],
    ) -> Result<Vec<f32>, JsValue> {
        let frame = Frame::new(pixels, width, height)?;
        let parts: Vec<_> = parts
            .as_chunks()
            .0
            .iter()
            .map(|&[x, y, width, height]| BoundingBox::new(x, y, width, height))
            .collect();
        let answers = self.0.classify_parts(&frame, &parts)?;
        Ok(answers
            .iter()
            .flat_map(|answer| answer.values())
            .copied()
            .collect())
    }
}
