//! Pictures to samples, for the studio's worker.

use js_sys::{Float32Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{ImageBitmap, OffscreenCanvas};

use super::convert::to_js;
use super::device;
use super::error::shape_error;
use super::picture::Picture;
use super::weights::WebWeightFiles;
use crate::manifest::Manifest;
use crate::studio::extract::SampleExtractor;
use crate::studio::import::fer::FER2013_SIDE;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { FaceCrop, Which } from "./rust.js";"#;

/// An extractor and the canvas it reads from.
#[wasm_bindgen(js_name = SampleExtractor)]
pub struct WebExtractor {
    pub(super) extractor: SampleExtractor,
    picture: Picture,
    crops: Vec<u8>,
}

#[wasm_bindgen(js_class = SampleExtractor)]
impl WebExtractor {
    /// Decodes the weights that `manifest` (the text of `manifest.json`) describes.
    ///
    /// # Errors
    /// A `MienError` where a file is missing or damaged or does not fit.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &str, files: &WebWeightFiles) -> Result<WebExtractor, JsValue> {
        let manifest = Manifest::from_json(manifest)?;
        Ok(Self {
            extractor: SampleExtractor::new(&manifest, &files.0, &device())?,
            picture: Picture::new()?,
            crops: Vec::new(),
        })
    }

    /// Width and height of a crop.
    #[wasm_bindgen(js_name = cropSide, getter)]
    pub fn crop_side(&self) -> usize {
        self.extractor.preprocess().size
    }

    /// SHA-256 of the weights that embeddings come from.
    #[wasm_bindgen(getter)]
    pub fn backbone(&self) -> String {
        self.extractor.backbone().into()
    }

    /// A face that was cut for a model of another size, for this one's.
    ///
    /// # Errors
    /// A `MienError` for values that are no square.
    pub fn resized(&self, face: &[u8]) -> Result<Vec<u8>, JsValue> {
        Ok(self.extractor.resized(face)?)
    }

    /// The crops of the faces in a table's pictures, one after the other.
    ///
    /// # Errors
    /// A `MienError` where the bytes are not whole pictures.
    #[wasm_bindgen(js_name = cutRows)]
    pub fn cut_rows(&self, pictures: &[u8]) -> Result<Vec<u8>, JsValue> {
        Ok(self.extractor.cut_precropped(pictures, FER2013_SIDE)?)
    }

    /// Draws a picture that shows what a face's cut shows, such as a sample's in a project file, closes it and
    /// gives that cut.
    ///
    /// # Errors
    /// A `MienError` where the picture cannot be read.
    pub fn whole(&mut self, bitmap: &ImageBitmap) -> Result<Vec<u8>, JsValue> {
        self.picture.draw(bitmap)?;
        Ok(self.extractor.whole(&self.picture.frame()?))
    }

    /// Draws a picture, closes it and finds its faces: `[{box, toFace, precropped, turned}]`, largest first. `which`
    /// is `"largest"` or `"all"`; `still`: it is no frame of a camera or video, and may lie on its side.
    ///
    /// # Errors
    /// A `MienError` where the picture cannot be read.
    #[wasm_bindgen(unchecked_return_type = "FaceCrop[]")]
    pub fn faces(
        &mut self,
        bitmap: &ImageBitmap,
        #[wasm_bindgen(unchecked_param_type = "Which")] which: JsValue,
        still: bool,
    ) -> Result<JsValue, JsValue> {
        let which = serde_wasm_bindgen::from_value(which).map_err(shape_error)?;
        self.picture.draw(bitmap)?;
        let found = self.extractor.faces(&self.picture.frame()?, which, still)?;
        self.crops = found
            .iter()
            .flat_map(|face| &face.pixels)
            .copied()
            .collect();
        to_js(&found)
    }

    /// The crops of the faces that were found last, one after the other.
    pub fn crops(&self) -> Uint8Array {
        Uint8Array::from(self.crops.as_slice())
    }

    /// The last picture as drawn: pictures of its faces for people are cut out of it.
    pub fn canvas(&self) -> OffscreenCanvas {
        self.picture.canvas().clone()
    }

    /// The embeddings of crops, or of the crops as in a mirror: `[crops, embedding]`.
    ///
    /// # Errors
    /// A `MienError` where the bytes are not whole crops.
    pub fn embed(&self, crops: &[u8], mirrored: bool) -> Result<Float32Array, JsValue> {
        let embeddings = self.extractor.embed(crops, mirrored)?;
        Ok(Float32Array::from(embeddings.as_slice()))
    }
}
