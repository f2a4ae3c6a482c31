//! Whole pictures to samples, and what was learnt to models for other programs, for the studio's worker.

use js_sys::Float32Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::ImageBitmap;

use super::picture::Picture;
use super::saved::{WebSavedFile, saved};
use super::weights::WebWeightFiles;
use crate::formats::{FORMATS, expression_model, save};
use crate::head::HeadFile;
use crate::image::Frame;
use crate::manifest::Manifest;
use crate::studio::pictures::PictureBase;

/// The network below the classes of image projects, and the canvas that it reads from.
#[wasm_bindgen(js_name = PictureBase)]
pub struct WebPictureBase {
    base: PictureBase,
    picture: Picture,
}

#[wasm_bindgen(js_class = PictureBase)]
impl WebPictureBase {
    /// Opens the file that `manifest` (the text of `manifest.json`) describes.
    ///
    /// # Errors
    /// A `MienError` where it is damaged or another one.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &str, bytes: Vec<u8>) -> Result<WebPictureBase, JsValue> {
        let manifest = Manifest::from_json(manifest)?;
        Ok(Self {
            base: PictureBase::open(manifest.pictures()?, bytes)?,
            picture: Picture::new()?,
        })
    }

    /// Width and height of the pictures that are kept.
    #[wasm_bindgen(getter)]
    pub fn side(&self) -> usize {
        self.base.side()
    }

    /// SHA-256 of the file that embeddings come from.
    #[wasm_bindgen(getter)]
    pub fn backbone(&self) -> String {
        self.base.backbone().into()
    }

    /// Draws a picture, closes it and gives its middle: pixels, `[side, side, 4]`.
    ///
    /// # Errors
    /// A `MienError` where the picture cannot be read.
    pub fn cut(&mut self, bitmap: &ImageBitmap) -> Result<Vec<u8>, JsValue> {
        self.read(bitmap, |base, frame| Ok(base.cut(frame)))
    }

    /// Draws a picture, closes it and gives its embedding, or that of the picture as in a mirror.
    ///
    /// # Errors
    /// As `cut`.
    pub fn embed(&mut self, bitmap: &ImageBitmap, mirrored: bool) -> Result<Float32Array, JsValue> {
        let embedding = self.read(bitmap, |base, frame| base.embed(frame, mirrored))?;
        Ok(Float32Array::from(embedding.as_slice()))
    }

    /// The network with the classes of a head file, for TensorFlow.js; `time` is when it was made.
    ///
    /// # Errors
    /// A `MienError` where the text is no head file, or one of another network.
    #[wasm_bindgen(js_name = exportModel)]
    pub fn export_model(&self, head: &str, time: String) -> Result<Vec<WebSavedFile>, JsValue> {
        let mut model = self.base.model(&HeadFile::from_json(head)?)?;
        model.time = time;
        Ok(saved(save(&model, &FORMATS[0])?))
    }
}

impl WebPictureBase {
    fn read<T>(
        &mut self,
        bitmap: &ImageBitmap,
        act: impl FnOnce(&PictureBase, &Frame) -> Result<T, crate::Error>,
    ) -> Result<T, JsValue> {
        self.picture.draw(bitmap)?;
        Ok(act(&self.base, &self.picture.frame()?)?)
    }
}

/// The expression network with the classes of a head file, for TensorFlow.js; `time` is when it was made.
///
/// # Errors
/// A `MienError` where the text is no head file, or one of another network.
#[wasm_bindgen(js_name = exportModel)]
pub fn export_model(
    manifest: &str,
    files: &WebWeightFiles,
    head: &str,
    time: String,
) -> Result<Vec<WebSavedFile>, JsValue> {
    let manifest = Manifest::from_json(manifest)?;
    let head = HeadFile::from_json(head)?;
    let mut model = expression_model(&manifest, &files.0, Some(&head))?;
    model.time = time;
    Ok(saved(save(&model, &FORMATS[0])?))
}
